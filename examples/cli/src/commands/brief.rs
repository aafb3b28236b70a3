//! `secretariat brief DOCUMENT`: what one document says.

use secretariat::Result;
use secretariat::documents::Document;
use secretariat::documents::facts::kind_name;

use crate::args::{Global, Named};
use crate::output::{Output, alarm, dim, line, strong};
use crate::setup;

pub(crate) async fn run(global: &Global, named: Named, output: &Output) -> Result<u8> {
    let office = setup::open(global).await?;
    let document = office.documents().find(&named.document).await?;
    if output.is_json() {
        output.json(&document.brief);
    } else {
        output.print(&print(&document));
    }
    office.close().await?;
    Ok(0)
}

/// Prints a brief with the place of each statement.
pub(crate) fn print(document: &Document) -> String {
    let brief = &document.brief;
    let mut text = format!("{}  {}\n", strong(&line(&document.name, 60)), dim(kind_name(brief.kind)));
    let mut row = |name: &str, what: String, place: String| {
        text.push_str(&format!("  {name:<10} {what} {}\n", dim(&format!("({place})"))));
    };
    for party in &brief.parties {
        row("party", format!("{} – {}", line(&party.name, 60), party.role), party.evidence.place.to_string());
    }
    for amount in brief.amounts.iter().take(6) {
        row(
            "amount",
            format!("{} {}", line(&amount.value.text, 40), amount.role),
            amount.evidence.place.to_string(),
        );
    }
    for deadline in &brief.deadlines {
        let rule = deadline.rule.as_deref().map(|rule| format!(" = {rule}")).unwrap_or_default();
        row(
            "deadline",
            format!("{} {}{rule}", deadline.due, line(&deadline.title, 80)),
            deadline.evidence.place.to_string(),
        );
    }
    for task in &brief.tasks {
        let due = task.due.map(|due| format!("{due} ")).unwrap_or_default();
        let who = task.assignee.as_deref().map(|who| format!("{}: ", line(who, 30))).unwrap_or_default();
        let done = if task.done { " (done)" } else { "" };
        row("task", format!("{due}{who}{}{done}", line(&task.title, 100)), task.evidence.place.to_string());
    }
    for question in &brief.questions {
        row("question", line(&question.text, 110), question.evidence.place.to_string());
    }
    for sentence in &brief.summary {
        row("summary", line(&sentence.quote, 160), sentence.place.to_string());
    }
    for finding in &brief.findings {
        let place = finding.evidence.as_ref().map(|evidence| evidence.place.to_string()).unwrap_or_default();
        row("wrong", alarm(&line(&finding.message, 160)), place);
    }
    text
}
