//! The playbook `weekly_report`: what came in, what was done, what is due.

use async_trait::async_trait;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::drafting::{ProposedDraft, draft};
use super::inbox::{agenda, brief, documents};
use super::phrases::Tongue;
use crate::agents::{Playbook, PlaybookSpec, Steps};
use crate::communications::DraftRequest;
use crate::communications::draft::DraftKind;
use crate::documents::agenda::{AgendaFinding, AgendaItem};
use crate::documents::facts::{DocumentKind, Task};
use crate::documents::model::Mailbox;
use crate::error::{Error, Result};
use crate::evidence::Evidence;
use crate::id::DocumentId;
use crate::tools::arguments::{read, schema, written};
use crate::tools::document_line::DocumentLine;
use crate::tools::list_documents::ListDocuments;

const NAME: &str = "weekly_report";
/// The longest stretch that is reported on, in days.
const LONGEST: i32 = 92;
/// The most lines of a list.
const LINES: usize = 100;
/// The most documents that the draft is made from.
const SOURCES: usize = 10;

/// The input of `weekly_report`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct WeeklyReportInput {
    /// The last day of the week; the day of the run without it.
    pub today: Option<Date>,
    /// How many days are reported on; 7 without it.
    pub days: Option<u32>,
    /// How many days ahead is told what is due; 7 without it.
    pub ahead: Option<u32>,
    /// Who gets the report; drafted for nobody in particular when empty.
    pub to: Vec<Mailbox>,
    /// The language of the report as a BCP 47 tag: en or de; English without it.
    pub language: Option<String>,
}

/// A week of an office.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WeekReport {
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// What came in.
    pub received: Vec<ReportedDocument>,
    /// What the office wrote.
    pub sent: Vec<ReportedDocument>,
    /// What the papers of the week say was done.
    pub done: Vec<Task>,
    /// What was due before and is still open.
    pub overdue: Vec<AgendaItem>,
    /// What is due in the days ahead.
    pub due: Vec<AgendaItem>,
    /// Messages that still wait for an answer.
    pub waiting: Vec<ReportedDocument>,
    /// What looks wrong in the papers of the week.
    pub findings: Vec<AgendaFinding>,
    /// The report as a draft.
    pub draft: ProposedDraft,
    /// Its text.
    pub text: String,
    /// Whether there is more than was looked at.
    pub more: bool,
}

/// A document in a report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReportedDocument {
    /// The document.
    pub document: DocumentId,
    /// Its file name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What it is.
    pub kind: DocumentKind,
    /// Its date, or the day it was added.
    pub date: Option<Date>,
    /// Who wrote it, where it is a message.
    pub from: Option<Mailbox>,
    /// Where it says most.
    pub evidence: Evidence,
}

/// Tells a week: what came in, what was done, what is due.
#[derive(Debug, Clone, Copy, Default)]
pub struct WeeklyReport;

#[async_trait]
impl Playbook for WeeklyReport {
    fn spec(&self) -> PlaybookSpec {
        PlaybookSpec {
            name: NAME.to_owned(),
            version: 1,
            description: "Tells what came in, what was sent and done, what is overdue and what is due next, and drafts a \
                report."
                .to_owned(),
            input: schema::<WeeklyReportInput>(),
        }
    }

    async fn play(&self, steps: &Steps, input: Value) -> Result<Value> {
        let input: WeeklyReportInput = read(NAME, input)?;
        let listed = documents(steps, input.today, &ListDocuments::default()).await?;
        let to = listed.today;
        let from = shifted(to, 1 - days(input.days)?)?;
        let ahead = shifted(to, days(input.ahead)?)?;
        let agenda = agenda(steps, to).await?;
        let in_week: Vec<&DocumentLine> = listed
            .lines
            .iter()
            .filter(|line| line.parent.is_none() && day(line).is_some_and(|day| from <= day && day <= to))
            .collect();
        let list = |wanted: &dyn Fn(&&DocumentLine) -> bool| -> Vec<ReportedDocument> {
            in_week.iter().copied().filter(wanted).take(LINES).map(reported).collect()
        };
        let mut done = Vec::new();
        for line in in_week.iter().take(LINES) {
            let told = brief(steps, &line.document).await?;
            done.extend(told.brief.tasks.into_iter().filter(|task| task.done));
        }
        done.truncate(LINES);
        let of_week = |document: &DocumentId| in_week.iter().any(|line| line.document == *document);
        let overdue: Vec<AgendaItem> =
            agenda.items.iter().filter(|item| item.overdue).take(LINES).cloned().collect();
        let soon = |item: &&AgendaItem| item.due.is_some_and(|due| to <= due && due <= ahead);
        let due: Vec<AgendaItem> = agenda.items.iter().filter(soon).take(LINES).cloned().collect();
        let waiting = listed.lines.iter().filter(|line| agenda.waiting.contains(&line.document));
        let waiting = waiting.take(LINES).map(reported).collect();
        let mut sources: Vec<DocumentId> = Vec::new();
        for document in overdue.iter().chain(&due).map(|item| &item.document) {
            if !sources.contains(document) && sources.len() < SOURCES {
                sources.push(document.clone());
            }
        }
        let tongue = Tongue::of(input.language.as_deref());
        let request = DraftRequest {
            about: sources,
            to: input.to.clone(),
            language: Some(input.language.clone().unwrap_or_else(|| "en".to_owned())),
            subject: Some(format!(
                "{} {} – {}",
                tongue.pick("Week", "Woche"),
                tongue.day(from),
                tongue.day(to)
            )),
            ..DraftRequest::new(DraftKind::StatusReport)
        };
        let (proposed, drafted) = draft(steps, &request, &input.to).await?;
        written(&WeekReport {
            from,
            to,
            received: list(&|line| !line.own),
            sent: list(&|line| line.own),
            done,
            overdue,
            due,
            waiting,
            findings: agenda
                .findings
                .into_iter()
                .filter(|line| of_week(&line.document))
                .take(LINES)
                .collect(),
            draft: proposed,
            text: drafted.map(|drafted| drafted.text).unwrap_or_default(),
            more: listed.more,
        })
    }
}

fn days(given: Option<u32>) -> Result<i32> {
    let days = i32::try_from(given.unwrap_or(7)).unwrap_or(i32::MAX);
    match days {
        1..=LONGEST => Ok(days),
        _ => Err(Error::invalid_input(format!("{NAME}: `days` and `ahead` are 1 to {LONGEST}"))),
    }
}

fn shifted(day: Date, days: i32) -> Result<Date> {
    day.checked_add(days.days()).map_err(|error| {
        Error::invalid_input(format!("{NAME}: `today` is beyond all calendars")).with_source(error)
    })
}

/// The day of a document: its own, else that on which it was added.
fn day(line: &DocumentLine) -> Option<Date> {
    let added = || line.added.parse::<Timestamp>().ok().map(|at| at.to_zoned(jiff::tz::TimeZone::UTC).date());
    line.date.or_else(added)
}

fn reported(line: &DocumentLine) -> ReportedDocument {
    ReportedDocument {
        document: line.document.clone(),
        name: line.name.clone(),
        title: line.title.clone(),
        kind: line.kind,
        date: day(line),
        from: line.from.first().cloned(),
        evidence: line.evidence.clone(),
    }
}
