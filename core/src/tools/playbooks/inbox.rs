//! What playbooks read by the tools of the office: lists, agenda, briefs.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::agents::Steps;
use crate::documents::agenda::{AgendaFinding, AgendaItem};
use crate::error::{Error, Result};
use crate::id::DocumentId;
use crate::tools::arguments::written;
use crate::tools::document_brief::{BriefedDocument, DocumentBrief};
use crate::tools::document_line::DocumentLine;
use crate::tools::list_documents::{ListDocuments, ListedDocuments};
use crate::tools::list_tasks::{ListTasks, ListedTasks};

/// The most pages of documents that are read: 2,000 documents.
const PAGES: usize = 20;
/// The most lines of the agenda that are read.
const LINES: usize = 2_000;

/// Calls a tool with typed arguments.
///
/// # Errors
/// As [`Steps::call`]; `internal` when the answer is not of this type.
pub(super) async fn call<A: Serialize + Sync, T: DeserializeOwned>(
    steps: &Steps,
    tool: &str,
    arguments: &A,
) -> Result<T> {
    let answer = steps.call(tool, written(arguments)?).await?;
    serde_json::from_value(answer).map_err(|error| {
        Error::internal(format!("the tool {tool} answers in another form than the playbook reads"))
            .with_source(error)
    })
}

/// The documents of an office.
pub(super) struct Listed {
    /// The day of the run.
    pub(super) today: Date,
    pub(super) lines: Vec<DocumentLine>,
    /// Whether there are more than are read.
    pub(super) more: bool,
}

/// Lists documents.
///
/// # Errors
/// As [`call`].
pub(super) async fn documents(steps: &Steps, today: Option<Date>, wanted: &ListDocuments) -> Result<Listed> {
    let mut wanted = ListDocuments { limit: Some(100), ..wanted.clone() };
    let mut page: ListedDocuments = call(steps, "list_documents", &wanted).await?;
    let mut listed = Listed { today: today.unwrap_or(page.today), lines: page.documents, more: false };
    for _ in 1..PAGES {
        if page.next.is_none() {
            break;
        }
        wanted.cursor = page.next.take();
        page = call(steps, "list_documents", &wanted).await?;
        listed.lines.append(&mut page.documents);
    }
    listed.more = page.next.is_some();
    Ok(listed)
}

/// What an office has to do.
pub(super) struct Agendas {
    pub(super) items: Vec<AgendaItem>,
    pub(super) findings: Vec<AgendaFinding>,
    pub(super) waiting: Vec<DocumentId>,
}

/// Lists what is to be done, as it stands on a day.
///
/// # Errors
/// As [`call`].
pub(super) async fn agenda(steps: &Steps, today: Date) -> Result<Agendas> {
    let mut wanted = ListTasks { today: Some(today), limit: Some(200), ..ListTasks::default() };
    let page: ListedTasks = call(steps, "list_tasks", &wanted).await?;
    let total = page.total as usize;
    let mut agenda = Agendas { items: page.items, findings: page.findings, waiting: page.waiting };
    while agenda.items.len() < total.min(LINES) {
        wanted.offset = u32::try_from(agenda.items.len()).unwrap_or(u32::MAX);
        let mut page: ListedTasks = call(steps, "list_tasks", &wanted).await?;
        if page.items.is_empty() {
            break;
        }
        agenda.items.append(&mut page.items);
    }
    Ok(agenda)
}

/// Reads what a document says.
///
/// # Errors
/// As [`call`].
pub(super) async fn brief(steps: &Steps, document: &DocumentId) -> Result<BriefedDocument> {
    call(steps, "document_brief", &DocumentBrief { document: document.to_string() }).await
}

/// Which documents each document carries, through all depths.
pub(super) fn carried(lines: &[DocumentLine]) -> BTreeMap<DocumentId, Vec<DocumentId>> {
    let parents: BTreeMap<&DocumentId, &DocumentId> =
        lines.iter().filter_map(|line| Some((&line.document, line.parent.as_ref()?))).collect();
    let mut carried: BTreeMap<DocumentId, Vec<DocumentId>> = BTreeMap::new();
    for line in lines {
        let (mut at, mut depth) = (&line.document, 0);
        // Attachments nest three deep at most.
        while let Some(parent) = parents.get(at).filter(|_| depth < 8) {
            (at, depth) = (parent, depth + 1);
        }
        if depth > 0 {
            carried.entry(at.clone()).or_default().push(line.document.clone());
        }
    }
    carried
}
