//! Runs in storage: a record that tells how a run stands, and the stream of its events.

use std::sync::Arc;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::budget::{Budget, Spent};
use super::event::{ParentCall, RunEnding, RunEntry, RunEvent};
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::id::{Randomness, RunId, WorkspaceId};
use crate::rights::{Actor, decode, encode};
use crate::storage::{
    Append, Attribute, AttributeKind, AttributeValue, Batch, Collection, Compare, Condition, Expect, Put,
    Query, Record, Storage,
};
use crate::work::NewWork;

/// The runs of a workspace, whose ids sort by their time.
pub const RUNS: Collection = Collection {
    name: "runs",
    attributes: &[
        Attribute { name: "agent", kind: AttributeKind::Text, unique: false },
        Attribute { name: "status", kind: AttributeKind::Text, unique: false },
        Attribute { name: "parent", kind: AttributeKind::Text, unique: false },
        Attribute { name: "wake_at", kind: AttributeKind::Integer, unique: false },
    ],
};

/// What runs are pinned to, by its hash.
pub const RUN_SPECS: Collection = Collection { name: "run_specs", attributes: &[] };

/// The kind of the work.
pub(crate) const KIND: &str = "run";

/// Events that are read at once.
const PAGE: usize = 1_024;

/// A run of an agent or a playbook.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Run {
    /// The id.
    pub id: RunId,
    /// The name of the agent or playbook.
    pub agent: String,
    /// Whether a model or code decides.
    pub kind: RunKind,
    /// How it stands.
    pub status: RunStatus,
    /// The hash of the specification that it was started with.
    pub spec: String,
    /// Who started it.
    pub actor: Actor,
    /// Its bounds.
    pub budget: Budget,
    /// The run that started it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<ParentCall>,
    /// When it was started.
    pub created: Timestamp,
    /// When it goes on by itself, while it waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wake_at: Option<Timestamp>,
    /// How often it was taken up: work of an earlier turn does nothing.
    pub turn: u64,
    /// The last event when this record was written.
    pub head: u64,
    /// What it had used when this record was written.
    pub spent: Spent,
    /// What it ended with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ending: Option<RunEnding>,
}

/// Who decides what a run does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RunKind {
    /// A model.
    Agent,
    /// Code.
    Playbook,
}

/// How a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RunStatus {
    /// A worker goes on with it, or will.
    Running,
    /// It waits for a person, a time or a child run.
    Waiting,
    /// It is done.
    Finished,
    /// It failed, used a budget up, or tripped a guardrail.
    Failed,
    /// Somebody cancelled it.
    Cancelled,
}

impl RunStatus {
    /// Returns the name, such as `waiting`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Waiting => "waiting",
            Self::Finished => "finished",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// Says whether nothing happens any more.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Finished | Self::Failed | Self::Cancelled)
    }
}

impl RunEnding {
    /// Returns the status of a run that ended so.
    pub fn status(&self) -> RunStatus {
        match self {
            Self::Finished { .. } => RunStatus::Finished,
            Self::Cancelled => RunStatus::Cancelled,
            Self::Failed { .. } | Self::OverBudget { .. } | Self::Guarded { .. } => RunStatus::Failed,
        }
    }
}

/// The work of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RunWork {
    pub(super) run: RunId,
    pub(super) turn: u64,
}

/// Reads the runs of one workspace, and prepares their writing.
#[derive(Debug, Clone)]
pub(super) struct Runs {
    pub(super) storage: Arc<dyn Storage>,
    pub(super) workspace: WorkspaceId,
}

impl Runs {
    pub(super) fn new(storage: Arc<dyn Storage>, workspace: WorkspaceId) -> Self {
        Self { storage, workspace }
    }

    /// Reads a run with its version.
    ///
    /// # Errors
    /// `not_found`, and storage errors.
    pub(super) async fn get(&self, id: &RunId) -> Result<(Run, u64)> {
        let record = self.storage.get(&self.workspace, RUNS.name, id.as_str()).await?;
        let record = record.ok_or_else(|| Error::not_found(format!("there is no run {id}")))?;
        let version = record.version;
        Ok((decode(record)?, version))
    }

    /// Reads a page, newest first, and the cursor of the next.
    pub(super) async fn list(
        &self,
        status: Option<RunStatus>,
        cursor: Option<String>,
        limit: usize,
    ) -> Result<(Vec<Run>, Option<String>)> {
        let status = status.map(|status| equal("status", status.name()));
        let query = Query {
            conditions: status.into_iter().collect(),
            descending: true,
            cursor,
            limit,
            ..Query::new(self.workspace.clone(), RUNS.name)
        };
        let page = self.storage.query(query).await?;
        Ok((page.records.into_iter().map(decode).collect::<Result<_>>()?, page.cursor))
    }

    /// Reads the child runs of a run that are not over.
    pub(super) async fn open_children(&self, id: &RunId) -> Result<Vec<Run>> {
        let (mut found, mut cursor) = (Vec::new(), None);
        loop {
            let query = Query {
                conditions: vec![equal("parent", id.as_str())],
                cursor,
                ..Query::new(self.workspace.clone(), RUNS.name)
            };
            let page = self.storage.query(query).await?;
            for record in page.records {
                let run: Run = decode::<Run>(record)?;
                found.extend((!run.status.is_over()).then_some(run));
            }
            match page.cursor {
                Some(next) => cursor = Some(next),
                None => return Ok(found),
            }
        }
    }

    /// Reads all events after a sequence.
    pub(super) async fn events(&self, id: &RunId, after: u64) -> Result<Vec<RunEntry>> {
        let (mut events, mut after) = (Vec::new(), after);
        loop {
            let page = self.page(id, after, PAGE).await?;
            let full = page.len() == PAGE;
            after = page.last().map_or(after, |entry| entry.sequence);
            events.extend(page);
            if !full {
                return Ok(events);
            }
        }
    }

    /// Reads some events after a sequence.
    pub(super) async fn page(&self, id: &RunId, after: u64, limit: usize) -> Result<Vec<RunEntry>> {
        let entries = self.storage.read(&self.workspace, &stream(id), after, limit).await?;
        let read = |entry: crate::storage::Entry| RunEntry::read(entry.sequence, entry.event);
        entries.into_iter().map(|entry| read(entry).map_err(|error| error.about(id))).collect()
    }

    /// Prepares the writing of a run.
    pub(super) fn put(&self, run: &Run, expect: Expect) -> Result<Put> {
        let mut put = encode(&self.workspace, RUNS, run.id.as_str(), run, expect)?;
        let text = |value: &str| AttributeValue::Text(value.to_owned());
        let attributes = &mut put.record.attributes;
        attributes.insert("agent", text(&run.agent));
        attributes.insert("status", text(run.status.name()));
        if let Some(parent) = &run.parent {
            attributes.insert("parent", text(parent.run.as_str()));
        }
        if let Some(at) = run.wake_at {
            attributes.insert("wake_at", AttributeValue::Integer(at.as_microsecond()));
        }
        Ok(put)
    }

    /// Adds events from outside to a run that is not over, and wakes it if it waits. The record is written in any
    /// case, so that a worker that is about to let the run wait notices.
    pub(super) fn tell(
        &self,
        (mut run, version): (Run, u64),
        (after, events): (Option<u64>, &[RunEvent]),
        now: Timestamp,
        of_work: (&dyn Clock, &dyn Randomness),
        batch: &mut Batch,
    ) -> Result<()> {
        batch.appends.push(append(&run.id, after, events, now)?);
        if run.status == RunStatus::Waiting {
            (run.status, run.wake_at) = (RunStatus::Running, None);
            run.turn += 1;
            work(&run, of_work, batch)?;
        }
        batch.puts.push(self.put(&run, Expect::Version(version))?);
        Ok(())
    }

    /// Reads the body of a specification.
    pub(super) async fn spec(&self, hash: &str) -> Result<Record> {
        let record = self.storage.get(&self.workspace, RUN_SPECS.name, hash).await?;
        record.ok_or_else(|| Error::corrupt(format!("the specification {hash} of a run is gone")))
    }
}

/// Adds the work of a run to a batch.
pub(super) fn work(run: &Run, of_work: (&dyn Clock, &dyn Randomness), batch: &mut Batch) -> Result<()> {
    let (clock, randomness) = of_work;
    let payload = RunWork { run: run.id.clone(), turn: run.turn }.json()?;
    NewWork::new(KIND, payload).add_to(batch, clock.now(), randomness).map(drop)
}

impl RunWork {
    pub(super) fn json(&self) -> Result<serde_json::Value> {
        serde_json::to_value(self)
            .map_err(|error| Error::internal("the work of a run cannot be written").with_source(error))
    }
}

/// Names the stream of a run.
pub(super) fn stream(id: &RunId) -> String {
    format!("run/{id}")
}

/// Appends events to the stream of a run.
pub(super) fn append<'e>(
    id: &RunId,
    after: Option<u64>,
    events: impl IntoIterator<Item = &'e RunEvent>,
    at: Timestamp,
) -> Result<Append> {
    let events = events.into_iter().map(|event| event.stored(at)).collect::<Result<_>>()?;
    Ok(Append { stream: stream(id), expected_sequence: after, epoch: 0, events })
}

fn equal(attribute: &'static str, value: &str) -> Condition {
    Condition { attribute, compare: Compare::Equal, value: AttributeValue::Text(value.to_owned()) }
}
