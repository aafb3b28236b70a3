//! The tool `list_tasks`.

use async_trait::async_trait;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::arguments::{read, schema, untrusted};
use super::bounds::{LINE, cut, name_of, short, short_finding};
use super::desk::{Desk, Seat};
use crate::agents::{Tool, ToolContext, ToolOutput, ToolSpec};
use crate::documents::Document;
use crate::documents::agenda::{self, Agenda, AgendaFinding, AgendaInput, AgendaItem, AgendaKind};
use crate::error::Result;
use crate::id::DocumentId;

const NAME: &str = "list_tasks";
/// The most lines of an answer.
const LINES: u32 = 200;

/// The arguments of `list_tasks`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListTasks {
    /// The day that the list is made for; the day of the call without it.
    pub today: Option<Date>,
    /// Only what is due on this day or before; what has no day is left out then.
    pub until: Option<Date>,
    /// Only lines of these kinds; of all kinds when empty.
    pub kinds: Vec<AgendaKind>,
    /// Only what these documents say; all when empty.
    pub documents: Vec<DocumentId>,
    /// How many lines are skipped, to read on.
    pub offset: u32,
    /// The most lines, 1 to 200; 100 without it.
    pub limit: Option<u32>,
}

/// What an office has to do, dated lines first, by day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ListedTasks {
    /// The day that the list is made for.
    pub today: Date,
    /// The lines.
    pub items: Vec<AgendaItem>,
    /// How many lines there are in all.
    pub total: u32,
    /// What looks wrong in the documents.
    pub findings: Vec<AgendaFinding>,
    /// The messages that wait for an answer of ours.
    pub waiting: Vec<DocumentId>,
}

#[derive(Debug)]
pub(super) struct ListTasksTool(pub(super) Desk);

#[async_trait]
impl Tool for ListTasksTool {
    fn spec(&self) -> ToolSpec {
        ToolSpec::new(
            NAME,
            "Lists deadlines, tasks and open questions over all documents by day, which messages wait for an answer, \
             and what looks wrong, each with the place that says so.",
            schema::<ListTasks>(),
        )
    }

    async fn call(&self, context: &ToolContext, arguments: Value) -> Result<ToolOutput> {
        let wanted: ListTasks = read(NAME, arguments)?;
        let seat = self.0.at(context);
        let all = seat.documents.all().await?;
        let today = wanted.today.unwrap_or(seat.today);
        let listed = wanted.of(agenda_at(&seat, &all, today).await?, today);
        let read = |id: &DocumentId| all.iter().find(|document| document.id == *id);
        let mut places: Vec<_> = listed.items.iter().map(|item| item.evidence.clone()).collect();
        places.extend(listed.findings.iter().filter_map(|line| line.finding.evidence.clone()));
        places.extend(listed.waiting.iter().filter_map(read).map(name_of));
        if places.is_empty() {
            // That nothing is to be done was read from the documents as well.
            places.extend(all.iter().take(1).map(name_of));
        }
        untrusted(&listed, places)
    }
}

/// The agenda of all documents as it stands on a day.
async fn agenda_at(seat: &Seat, all: &[Document], today: Date) -> Result<Agenda> {
    let inputs: Vec<AgendaInput> = all.iter().map(input).collect();
    let owner = seat.owner().await?;
    Ok(agenda::agenda(&inputs, &owner, today.at(9, 0, 0, 0)))
}

impl ListTasks {
    fn of(&self, agenda: Agenda, today: Date) -> ListedTasks {
        let limit = self.limit.unwrap_or(100).clamp(1, LINES) as usize;
        let named = |document: &DocumentId| self.documents.is_empty() || self.documents.contains(document);
        let takes = |item: &AgendaItem| {
            named(&item.document)
                && (self.kinds.is_empty() || self.kinds.contains(&item.kind))
                && self.until.is_none_or(|until| item.due.is_some_and(|due| due <= until))
        };
        let items: Vec<AgendaItem> = agenda.items.into_iter().filter(takes).collect();
        let total = u32::try_from(items.len()).unwrap_or(u32::MAX);
        let findings = agenda.findings.into_iter().filter(|line| named(&line.document));
        let short_line = |line: AgendaFinding| AgendaFinding {
            name: cut(&line.name, LINE),
            finding: short_finding(&line.finding),
            ..line
        };
        ListedTasks {
            today,
            items: items.iter().skip(self.offset as usize).take(limit).map(short_item).collect(),
            total,
            findings: findings.take(LINES as usize).map(short_line).collect(),
            waiting: agenda.waiting.into_iter().filter(named).take(LINES as usize).collect(),
        }
    }
}

/// What the agenda needs of a document.
fn input(document: &Document) -> AgendaInput {
    AgendaInput {
        document: document.id.clone(),
        name: document.name.clone(),
        metadata: document.metadata.clone(),
        brief: document.brief.clone(),
        parent: document.parent.clone(),
    }
}

fn short_item(item: &AgendaItem) -> AgendaItem {
    AgendaItem {
        title: cut(&item.title, LINE),
        name: cut(&item.name, LINE),
        evidence: short(&item.evidence),
        ..item.clone()
    }
}
