//! The page of the day: one self-contained file. Each statement opens its document at the quoted words.

use std::fmt::Write as _;

use secretariat::Evidence;
use secretariat::communications::{Draft, render};
use secretariat::documents::facts::kind_name;
use secretariat::documents::{AgendaItem, Document, to_html};

use crate::commands::day::Report;

const STYLE: &str = include_str!("page/day.css");
const SCRIPT: &str = include_str!("page/day.js");

/// Writes the page.
pub(crate) fn page(report: &Report) -> String {
    let mut out = String::new();
    let today = report.today.strftime("%A, %-d %B %Y").to_string();
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n\
         <title>{today}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<header><h1>{today}</h1><p>{}</p></header>\n",
        counts(report)
    );
    agenda(&mut out, report);
    findings(&mut out, report);
    drafts(&mut out, report);
    briefs(&mut out, report);
    out.push_str("</main>\n<aside id=\"reader\" aria-label=\"Document\">\n");
    out.push_str("<p class=\"hint\">Choose an entry to see the words it was read from.</p>\n");
    for (document, text) in &report.documents {
        let _ = writeln!(
            out,
            "<article id=\"{}\">\n<header><button class=\"back\" type=\"button\">← Back</button><h2>{}</h2><p>{}</p></header>\n<div class=\"paper\">\n{}</div>\n</article>",
            document.id,
            escape(&document.name),
            escape(kind_name(document.brief.kind)),
            to_html(text)
        );
    }
    let _ = write!(out, "</aside>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n");
    out
}

fn counts(report: &Report) -> String {
    let overdue = report.agenda.items.iter().filter(|item| item.overdue).count();
    let mut parts = vec![
        count(report.documents.len(), "document", "documents"),
        count(report.agenda.items.len(), "thing to do", "things to do"),
    ];
    if overdue > 0 {
        parts.push(format!("{overdue} overdue"));
    }
    let wrong = report.agenda.findings.len() + report.failed.len();
    if wrong > 0 {
        parts.push(format!("{} wrong", count(wrong, "thing looks", "things look")));
    }
    parts.join(" · ")
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

fn agenda(out: &mut String, report: &Report) {
    out.push_str("<section aria-labelledby=\"agenda\">\n<h2 id=\"agenda\">Agenda</h2>\n");
    if report.agenda.items.is_empty() {
        out.push_str("<p class=\"empty\">Nothing in these files has to be done.</p>\n");
    }
    let (dated, undated): (Vec<_>, Vec<_>) = report.agenda.items.iter().partition(|item| item.due.is_some());
    list(out, &dated);
    if !undated.is_empty() {
        out.push_str("<h3>Without a date</h3>\n");
        list(out, &undated);
    }
    out.push_str("</section>\n");
}

fn list(out: &mut String, items: &[&AgendaItem]) {
    if items.is_empty() {
        return;
    }
    out.push_str("<ol class=\"agenda\">\n");
    for item in items {
        let kind = item.kind.name();
        let date = item.due.map_or_else(String::new, |due| {
            format!(
                "<time datetime=\"{due}\"><b>{}</b> {}</time>",
                due.strftime("%-d %b"),
                due.strftime("%a %Y")
            )
        });
        let class = if item.overdue { " class=\"overdue\"" } else { "" };
        let badge = if item.overdue { "<em>overdue</em> " } else { "" };
        let who = item.assignee.as_deref().map(|who| format!("<b>{}</b> ", escape(who))).unwrap_or_default();
        let note =
            item.note.as_deref().map(|note| format!("<small>{}</small>", escape(note))).unwrap_or_default();
        let _ = writeln!(
            out,
            "<li{class}><a {}><span class=\"when\">{date}</span><span class=\"what\"><span class=\"kind {kind}\">{kind}</span> {badge}{who}{}{note}<small>{}, {}</small></span></a></li>",
            link(&item.evidence),
            escape(&item.title),
            escape(&item.name),
            escape(&item.evidence.place.to_string()),
        );
    }
    out.push_str("</ol>\n");
}

fn findings(out: &mut String, report: &Report) {
    if report.agenda.findings.is_empty() && report.failed.is_empty() {
        return;
    }
    out.push_str(
        "<section aria-labelledby=\"wrong\">\n<h2 id=\"wrong\">Looks wrong</h2>\n<ul class=\"findings\">\n",
    );
    for found in &report.agenda.findings {
        let message = escape(&found.finding.message);
        let name = escape(&found.name);
        let _ = match &found.finding.evidence {
            Some(evidence) => writeln!(
                out,
                "<li><a {}>{message}<small>{name}, {}: “{}”</small></a></li>",
                link(evidence),
                escape(&evidence.place.to_string()),
                escape(&evidence.quote)
            ),
            None => {
                writeln!(out, "<li><a href=\"#{}\">{message}<small>{name}</small></a></li>", found.document)
            }
        };
    }
    for (_, error) in &report.failed {
        let _ = writeln!(out, "<li>Not read: {}</li>", escape(error.message()));
    }
    out.push_str("</ul>\n</section>\n");
}

fn drafts(out: &mut String, report: &Report) {
    if report.drafts.is_empty() {
        return;
    }
    out.push_str("<section aria-labelledby=\"drafts\">\n<h2 id=\"drafts\">Draft replies</h2>\n");
    for draft in &report.drafts {
        let state = if draft.is_sendable() { "checked" } else { "gaps to fill in" };
        let to: Vec<&str> =
            draft.recipients.iter().map(|recipient| recipient.mailbox.address.as_str()).collect();
        let _ = writeln!(
            out,
            "<details class=\"draft\"><summary>{} <small>to {} · {state}</small></summary>\n<pre>{}</pre>\n{}</details>",
            escape(&draft.print(&draft.subject)),
            escape(&to.join(", ")),
            escape(&render::text(draft)),
            sources(draft)
        );
    }
    out.push_str("</section>\n");
}

/// Lists where the values of a draft come from.
fn sources(draft: &Draft) -> String {
    let mut out = String::new();
    for fact in &draft.facts {
        if let Some(source) = &fact.source {
            let _ = write!(
                out,
                "<li><a {}>{}: {}</a></li>",
                link(source),
                escape(&fact.role),
                escape(&fact.surface)
            );
        }
    }
    if out.is_empty() { out } else { format!("<ul class=\"sources\">{out}</ul>\n") }
}

fn briefs(out: &mut String, report: &Report) {
    out.push_str("<section aria-labelledby=\"briefs\">\n<h2 id=\"briefs\">Briefs</h2>\n");
    for (document, _) in &report.documents {
        brief(out, document);
    }
    out.push_str("</section>\n");
}

fn brief(out: &mut String, document: &Document) {
    let facts = &document.brief;
    let title = if facts.title.is_empty() { &document.name } else { &facts.title };
    let _ = writeln!(
        out,
        "<div class=\"brief\"><h3><a href=\"#{}\">{}</a> <small>{} · {}</small></h3>",
        document.id,
        escape(title),
        escape(kind_name(facts.kind)),
        escape(&document.name)
    );
    if !facts.parties.is_empty() || !facts.amounts.is_empty() {
        out.push_str("<ul class=\"facts\">");
        for party in facts.parties.iter().take(6) {
            let _ = write!(
                out,
                "<li><a {}>{} <small>{}</small></a></li>",
                link(&party.evidence),
                escape(&party.name),
                escape(&party.role)
            );
        }
        for amount in facts.amounts.iter().take(4) {
            let _ = write!(
                out,
                "<li><a {}>{} <small>{}</small></a></li>",
                link(&amount.evidence),
                escape(&amount.value.text),
                escape(&amount.role)
            );
        }
        out.push_str("</ul>\n");
    }
    for sentence in &facts.summary {
        let _ = writeln!(out, "<p><a {}>{}</a></p>", link(sentence), escape(&sentence.quote));
    }
    out.push_str("</div>\n");
}

fn link(evidence: &Evidence) -> String {
    format!(
        "href=\"#{}\" data-start=\"{}\" data-end=\"{}\"",
        evidence.document, evidence.span.start, evidence.span.end
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
