//! The record of a piece of work: what is indexed, what its body holds, and how it is shown.

use std::collections::BTreeMap;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::{Error, ErrorKind, Result};
use crate::id::{JobId, WorkId, WorkspaceId};
use crate::storage::{Amend, Attribute, AttributeKind, AttributeValue, Collection, Record};

/// The collection of work. Work that is finished is deleted; parked work has no `wake_at`.
pub const WORK: Collection = Collection {
    name: "work",
    attributes: &[
        attribute("kind", AttributeKind::Text),
        attribute("wake_at", AttributeKind::Integer),
        attribute("lease_until", AttributeKind::Integer),
        attribute("epoch", AttributeKind::Integer),
        attribute("priority", AttributeKind::Integer),
        attribute("job", AttributeKind::Text),
        attribute("state", AttributeKind::Text),
    ],
};

const fn attribute(name: &'static str, kind: AttributeKind) -> Attribute {
    Attribute { name, kind, unique: false }
}

/// The topic of wake-ups; their payload is a kind of work.
pub(super) const TOPIC: &str = "work";
/// The value of the attribute `state` of parked work.
pub(super) const PARKED: &str = "parked";

/// A piece of work as it is stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Work {
    /// The id.
    pub id: WorkId,
    /// The workspace.
    pub workspace: WorkspaceId,
    /// What has to be done: the kind of its handler.
    pub kind: String,
    /// Whether it waits for its time and a worker, or for a person.
    pub state: WorkState,
    /// The data of its handler.
    pub payload: Value,
    /// The job that it is a part of.
    pub job: Option<JobId>,
    /// High comes first; 0 is usual.
    pub priority: i64,
    /// When it is due, if it is not parked.
    #[schemars(with = "Option<String>")]
    pub wake_at: Option<Timestamp>,
    /// Until when a worker holds it.
    #[schemars(with = "Option<String>")]
    pub lease_until: Option<Timestamp>,
    /// How often it was claimed.
    pub epoch: u64,
    /// How often it failed.
    pub attempts: u32,
    /// How it failed last.
    pub error: Option<Failed>,
    /// When it was asked for.
    #[schemars(with = "String")]
    pub created: Timestamp,
}

/// Whether work goes on by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WorkState {
    /// A worker does it, or will.
    Waiting,
    /// It failed for good and waits for somebody who retries or cancels it.
    Parked,
}

/// Why work failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Failed {
    /// The kind of the error.
    pub kind: ErrorKind,
    /// The message.
    pub message: String,
}

impl From<&Error> for Failed {
    fn from(error: &Error) -> Self {
        Self { kind: error.kind(), message: error.message().to_owned() }
    }
}

/// What a record of work holds beside its attributes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Body {
    pub(super) payload: Value,
    pub(super) created: Timestamp,
    #[serde(default)]
    pub(super) attempts: u32,
    /// The epoch that last wrote something: later ones ended without a word.
    #[serde(default)]
    pub(super) progress: u64,
    /// Counts the writes of holders, so that one whose outcome was unknown is recognised.
    #[serde(default)]
    pub(super) writes: u64,
    #[serde(default)]
    pub(super) error: Option<Failed>,
}

/// A record of work, taken apart.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    pub(super) workspace: WorkspaceId,
    pub(super) id: WorkId,
    pub(super) kind: String,
    pub(super) priority: i64,
    pub(super) wake_at: Option<Timestamp>,
    pub(super) lease_until: Option<Timestamp>,
    pub(super) epoch: u64,
    pub(super) job: Option<JobId>,
    pub(super) parked: bool,
    pub(super) body: Body,
}

impl Item {
    /// Takes a record apart.
    ///
    /// # Errors
    /// `corrupt` when it was not written by this module.
    pub(super) fn read(record: &Record) -> Result<Self> {
        let damaged = |id: &str| Error::corrupt(format!("the stored work {id} is damaged; cancel it"));
        let Record { workspace, id, attributes, body, .. } = record;
        let body = Body::deserialize(body).map_err(|error| damaged(id).with_source(error))?;
        let text = |name| match attributes.get(name) {
            Some(AttributeValue::Text(text)) => Some(text.clone()),
            _ => None,
        };
        let integer = |name| match attributes.get(name) {
            Some(AttributeValue::Integer(integer)) => Some(*integer),
            _ => None,
        };
        let instant = |name| integer(name).and_then(|micros| Timestamp::from_microsecond(micros).ok());
        Ok(Self {
            kind: text("kind").ok_or_else(|| damaged(id))?,
            priority: integer("priority").unwrap_or_default(),
            wake_at: instant("wake_at"),
            lease_until: instant("lease_until"),
            epoch: integer("epoch").unwrap_or_default().unsigned_abs(),
            job: text("job").map(JobId::try_from).transpose()?,
            parked: text("state").as_deref() == Some(PARKED),
            id: id.parse()?,
            workspace: workspace.clone(),
            body,
        })
    }

    /// Says whether both have the same attributes, so that only their bodies may differ.
    pub(super) fn is_shown_as(&self, other: &Self) -> bool {
        let Self { workspace: _, id: _, kind, priority, wake_at, lease_until, epoch, job, parked, body: _ } =
            self;
        *kind == other.kind
            && *priority == other.priority
            && *wake_at == other.wake_at
            && *lease_until == other.lease_until
            && *epoch == other.epoch
            && *job == other.job
            && *parked == other.parked
    }

    fn stored_body(&self) -> Result<Value> {
        serde_json::to_value(&self.body).map_err(|error| {
            Error::internal(format!("work {} cannot be written", self.id)).with_source(error)
        })
    }

    /// Makes what is written when only the body has changed.
    pub(super) fn amend(&self, version: u64) -> Result<Amend> {
        let (collection, id) = (WORK.name, self.id.to_string());
        Ok(Amend { collection, id, version, body: self.stored_body()? })
    }

    /// Makes the record.
    pub(super) fn record(&self) -> Result<Record> {
        let mut attributes = BTreeMap::new();
        let mut put = |name, value: Option<AttributeValue>| value.map(|value| attributes.insert(name, value));
        put("kind", Some(AttributeValue::Text(self.kind.clone())));
        put("wake_at", self.wake_at.map(micros));
        put("lease_until", self.lease_until.map(micros));
        put("epoch", i64::try_from(self.epoch).ok().filter(|epoch| *epoch > 0).map(AttributeValue::Integer));
        put("priority", Some(self.priority).filter(|priority| *priority != 0).map(AttributeValue::Integer));
        put("job", self.job.as_ref().map(|job| AttributeValue::Text(job.to_string())));
        put("state", self.parked.then(|| AttributeValue::Text(PARKED.to_owned())));
        let body = self.stored_body()?;
        Ok(Record {
            workspace: self.workspace.clone(),
            collection: WORK.name,
            id: self.id.to_string(),
            version: 0,
            attributes,
            body,
        })
    }
}

fn micros(instant: Timestamp) -> AttributeValue {
    AttributeValue::Integer(instant.as_microsecond())
}

impl From<Item> for Work {
    fn from(item: Item) -> Self {
        Self {
            state: if item.parked { WorkState::Parked } else { WorkState::Waiting },
            id: item.id,
            workspace: item.workspace,
            kind: item.kind,
            payload: item.body.payload,
            job: item.job,
            priority: item.priority,
            wake_at: item.wake_at,
            lease_until: item.lease_until,
            epoch: item.epoch,
            attempts: item.body.attempts,
            error: item.body.error,
            created: item.body.created,
        }
    }
}
