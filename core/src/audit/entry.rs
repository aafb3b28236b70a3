//! What an entry says.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::canonical::canonical;
use crate::error::{Error, Result};
use crate::rights::{Actor, Scope};
use crate::storage::Append;

/// The stream of entries of a workspace.
pub(crate) const AUDIT: &str = "audit";

/// The most bytes of an entry's details: an entry names things, it does not hold them.
const DETAILS: usize = 8 << 10;

/// One act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AuditEntry {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// What, such as `members.add`.
    pub action: String,
    /// To what.
    pub target: Target,
    /// What came of it.
    pub outcome: Outcome,
    /// More, by name: ids, counts and names of choices, never text of documents.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub details: Map<String, Value>,
}

/// What an act was done to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Target {
    /// The kind, such as `document`.
    pub kind: String,
    /// The id.
    pub id: String,
}

/// What came of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was done.
    Done,
    /// It was tried and refused.
    Refused,
}

/// An entry with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AuditRecord {
    /// The place in the workspace's log, from 1.
    pub sequence: u64,
    /// The entry.
    pub entry: AuditEntry,
}

/// In which order entries are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AuditOrder {
    /// As they were written.
    #[default]
    Oldest,
    /// The last one first.
    Newest,
}

impl Target {
    /// Names a thing by kind and id.
    pub fn new(kind: impl Into<String>, id: impl std::fmt::Display) -> Self {
        Self { kind: kind.into(), id: id.to_string() }
    }
}

impl AuditEntry {
    /// Notes that the actor of a scope did something.
    pub fn new(scope: &Scope, at: Timestamp, action: &str, target: Target) -> Self {
        Self {
            at,
            actor: scope.actor().clone(),
            action: action.to_owned(),
            target,
            outcome: Outcome::Done,
            details: Map::new(),
        }
    }

    /// Adds a detail.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.details.insert(name.to_owned(), value.into());
        self
    }

    /// Returns what puts the entry at the end of the log, for the batch of the act itself.
    ///
    /// # Errors
    /// `invalid_input` when the details hold a fraction or more than 8 KiB.
    pub fn append(&self) -> Result<Append> {
        let event = serde_json::to_value(self)
            .map_err(|error| Error::internal("an audit entry cannot be written").with_source(error))?;
        let bytes = canonical(&event).map_err(|error| error.about(&self.action))?.len();
        if bytes > DETAILS {
            return Err(Error::invalid_input(format!(
                "an audit entry of {bytes} bytes: name things by their ids, in at most {DETAILS} bytes"
            ))
            .about(&self.action));
        }
        Ok(Append { stream: AUDIT.to_owned(), expected_sequence: None, epoch: 0, events: vec![event] })
    }
}
