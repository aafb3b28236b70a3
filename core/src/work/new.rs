//! Work that somebody asks for.

use jiff::Timestamp;
use serde_json::Value;

use super::item::{Body, Item, TOPIC};
use crate::error::Result;
use crate::id::{JobId, Randomness, WorkId};
use crate::storage::{Batch, Expect, Message, Put};

/// Work to be done, not yet stored.
#[derive(Debug, Clone, PartialEq)]
pub struct NewWork {
    /// The kind of the handler that does it.
    pub kind: String,
    /// What the handler has to know.
    pub payload: Value,
    /// High comes first; 0 is usual.
    pub priority: i64,
    /// When it is due; at once when absent.
    pub wake_at: Option<Timestamp>,
    /// The job that it is a part of.
    pub job: Option<JobId>,
}

impl NewWork {
    /// Asks for work that is due at once.
    pub fn new(kind: impl Into<String>, payload: Value) -> Self {
        Self { kind: kind.into(), payload, priority: 0, wake_at: None, job: None }
    }

    /// Puts the work and its wake-up into a batch, so that it is asked for exactly when the batch is
    /// committed. Messages that the batch holds already are not repeated.
    ///
    /// # Errors
    /// `internal` when the payload cannot be written.
    pub fn add_to(self, batch: &mut Batch, now: Timestamp, randomness: &dyn Randomness) -> Result<WorkId> {
        let item = Item {
            workspace: batch.workspace.clone(),
            id: WorkId::new(now, randomness),
            kind: self.kind,
            priority: self.priority,
            wake_at: Some(self.wake_at.unwrap_or(now)),
            lease_until: None,
            epoch: 0,
            job: self.job,
            parked: false,
            body: Body {
                payload: self.payload,
                created: now,
                attempts: 0,
                progress: 0,
                writes: 0,
                error: None,
            },
        };
        batch.puts.push(Put { record: item.record()?, expect: Expect::Absent });
        wake(batch, &item.kind);
        Ok(item.id)
    }
}

/// Lets the workers know that there is work of a kind.
pub(super) fn wake(batch: &mut Batch, kind: &str) {
    let message = Message { topic: TOPIC.to_owned(), payload: kind.to_owned() };
    // The newest messages are the likeliest to be the same.
    if !batch.messages.iter().rev().any(|known| *known == message) {
        batch.messages.push(message);
    }
}
