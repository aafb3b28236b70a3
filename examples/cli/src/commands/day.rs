//! `secretariat day`: the main job. Reads all, then says what must be done by when, what looks wrong, what
//! each document is about, and drafts the replies that are waited for.

use std::collections::HashSet;

use std::time::Instant;

use jiff::civil::Date;
use secretariat::communications::{Draft, DraftRequest, render};
use secretariat::documents::facts::kind_name;
use secretariat::documents::{Agenda, AgendaItem, Document, ParsedDocument, Source};
use secretariat::{Error, ErrorKind, Office, Result};
use serde_json::json;

use crate::args::{Day, Global};
use crate::commands::brief;
use crate::output::{Output, alarm, dim, headline, line, plain, strong};
use crate::{files, page, progress, setup};

/// Everything that the day's report shows.
#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) today: Date,
    pub(crate) documents: Vec<(Document, ParsedDocument)>,
    pub(crate) agenda: Agenda,
    pub(crate) drafts: Vec<Draft>,
    pub(crate) failed: Vec<(String, Error)>,
}

pub(crate) async fn run(global: &Global, day: Day, output: &Output) -> Result<u8> {
    let started = Instant::now();
    let sources: Vec<Source> = files::expand(&day.paths)?.into_iter().map(Source::file).collect();
    let office = setup::open_with_worker(global).await?;
    let whole_office = sources.is_empty();
    let (added, failed) = progress::part(progress::add(office.documents(), sources).await?);
    let documents = match whole_office {
        true => office.documents().all().await?,
        false => with_attachments(&office, added).await?,
    };
    let agenda = office.documents().agenda_of(&documents).await?;
    let mut drafts = Vec::new();
    for waiting in &agenda.waiting {
        match office.communications().draft(DraftRequest::reply_to(waiting.clone())).await {
            Ok(draft) => drafts.push(draft),
            // A letter that asks cannot be answered by mail: it stays on the agenda.
            Err(error) if error.kind() == ErrorKind::Unsupported => {}
            Err(error) => return Err(error),
        }
    }
    let mut texts = Vec::with_capacity(documents.len());
    for document in documents {
        let text = office.documents().text(&document.id).await?;
        texts.push((document, text));
    }
    let today = office.documents().now().date();
    let report = Report { today, documents: texts, agenda, drafts, failed };
    std::fs::write(&day.html, page::page(&report)).map_err(|error| {
        Error::new(ErrorKind::Denied, "the page cannot be written; choose another place with --html")
            .about(day.html.display())
            .with_source(error)
    })?;
    if output.is_json() {
        output.json(&to_json(&report, &day));
    } else {
        output.print(&print(&report, &day));
        output.note(&format!(
            "read {} files in {:.1} s",
            report.documents.len(),
            started.elapsed().as_secs_f32()
        ));
    }
    office.close().await?;
    Ok(0)
}

/// Adds the documents inside the documents, each once.
async fn with_attachments(office: &Office, added: Vec<Document>) -> Result<Vec<Document>> {
    let mut seen = HashSet::new();
    let mut all = Vec::new();
    let mut waiting: Vec<Document> = added.into_iter().rev().collect();
    while let Some(document) = waiting.pop() {
        if !seen.insert(document.id.clone()) {
            continue;
        }
        for attachment in document.attachments.iter().rev() {
            waiting.push(office.documents().get(attachment).await?);
        }
        all.push(document);
    }
    Ok(all)
}

fn print(report: &Report, day: &Day) -> String {
    let mut text = format!("{}\n\n", strong(&report.today.strftime("%A, %-d %B %Y").to_string()));
    let (dated, undated): (Vec<_>, Vec<_>) = report.agenda.items.iter().partition(|item| item.due.is_some());
    text.push_str(&headline("Agenda"));
    if dated.is_empty() && undated.is_empty() {
        text.push_str("Nothing in these files has to be done.\n");
    }
    for item in dated {
        text.push_str(&agenda_row(item));
    }
    if !undated.is_empty() {
        text.push_str(&format!("\n{}", headline("Without a date")));
        for item in undated {
            text.push_str(&agenda_row(item));
        }
    }
    if !report.agenda.findings.is_empty() || !report.failed.is_empty() {
        text.push_str(&format!("\n{}", headline("Looks wrong")));
        for found in &report.agenda.findings {
            text.push_str(&format!(
                "{}  {}\n",
                line(&found.name, 40),
                alarm(&line(&found.finding.message, 200))
            ));
            if let Some(evidence) = &found.finding.evidence {
                text.push_str(&dim(&format!("    “{}” ({})\n", line(&evidence.quote, 160), evidence.place)));
            }
        }
        for (_, error) in &report.failed {
            text.push_str(&format!("{}\n", alarm(&line(error.message(), 200))));
        }
    }
    text.push_str(&format!("\n{}", headline("Briefs")));
    for (document, _) in &report.documents {
        text.push_str(&short_brief(document));
    }
    if !report.drafts.is_empty() {
        text.push_str(&format!("\n{}", headline("Draft replies")));
        for draft in &report.drafts {
            let state = if draft.is_sendable() { "checked" } else { "has gaps to fill in" };
            text.push_str(&format!(
                "{}  {}\n",
                strong(&line(&draft.print(&draft.subject), 70)),
                dim(&format!("{} – {state}", draft.id))
            ));
            for row in plain(&render::text(draft)).lines() {
                text.push_str(&format!("    {row}\n"));
            }
        }
    }
    text.push_str(&format!("\nThe page with every quoted place: {}\n", day.html.display()));
    text
}

fn agenda_row(item: &AgendaItem) -> String {
    let due = item.due.map_or_else(|| " ".repeat(15), |due| due.strftime("%a %-d %b %Y").to_string());
    let due = if item.overdue { alarm(&format!("{due:<15}")) } else { strong(&format!("{due:<15}")) };
    let who = item.assignee.as_deref().map(|who| format!("{}: ", line(who, 30))).unwrap_or_default();
    let overdue = if item.overdue { " (overdue)" } else { "" };
    format!(
        "{due}  {:<8}  {who}{}{overdue}\n{}",
        item.kind.name(),
        line(&item.title, 100),
        dim(&format!(
            "{:27}{}, {}: “{}”\n",
            "",
            line(&item.name, 40),
            item.evidence.place,
            line(&item.evidence.quote, 120)
        ))
    )
}

fn short_brief(document: &Document) -> String {
    let text = brief::print(document);
    let kept = text.lines().filter(|row| {
        let row = row.trim_start();
        !["deadline", "task", "question", "wrong"].iter().any(|name| row.starts_with(name))
    });
    kept.collect::<Vec<_>>().join("\n") + "\n"
}

fn to_json(report: &Report, day: &Day) -> serde_json::Value {
    let agenda: Vec<_> = report
        .agenda
        .items
        .iter()
        .map(|item| {
            json!({
                "kind": item.kind, "due": item.due, "overdue": item.overdue, "title": item.title,
                "assignee": item.assignee, "note": item.note, "document": item.name, "document_id": item.document,
                "evidence": item.evidence, "place": item.evidence.place.to_string(),
            })
        })
        .collect();
    let findings: Vec<_> = report
        .agenda
        .findings
        .iter()
        .map(|found| {
            json!({
                "code": found.finding.code, "severity": found.finding.severity, "message": found.finding.message,
                "document": found.name, "document_id": found.document, "evidence": found.finding.evidence,
            })
        })
        .collect();
    let documents: Vec<_> = report
        .documents
        .iter()
        .map(|(document, _)| {
            json!({"id": document.id, "name": document.name, "parent": document.parent, "kind": kind_name(document.brief.kind), "brief": document.brief})
        })
        .collect();
    let failed: Vec<_> = report
        .failed
        .iter()
        .map(|(name, error)| json!({"name": name, "kind": error.kind(), "message": error.message()}))
        .collect();
    json!({
        "today": report.today, "agenda": agenda, "findings": findings, "documents": documents,
        "drafts": report.drafts, "failed": failed, "page": day.html,
    })
}
