//! What a pillar implements to have its work done.

use async_trait::async_trait;
use jiff::Timestamp;
use serde_json::Value;

use super::{Failed, Task};
use crate::error::Result;
use crate::storage::Batch;

/// Does the work of one kind.
///
/// A run may be repeated from the start at any time: a worker dies, a lease is lost, a commit fails. What the
/// task commits happens exactly once; anything else that a handler does must bear to be done again.
#[async_trait]
pub trait Handler: Send + Sync + std::fmt::Debug {
    /// Returns the kind of work that this handler does.
    fn kind(&self) -> &str;

    /// Does the work. An error of a retryable kind, and a panic, is tried again after a while; any other
    /// error parks the work with its reason. The future is dropped when the lease is lost.
    async fn run(&self, task: &Task) -> Result<Done>;

    /// Returns what is written when the work is parked, such as the event that tells a job of it.
    ///
    /// # Errors
    /// An error leaves the work parked, with nothing else written.
    async fn parked(&self, task: &Task, _why: &Failed) -> Result<Batch> {
        Ok(task.batch())
    }
}

/// What has to become of work after a run.
#[derive(Debug, Clone, PartialEq)]
pub enum Done {
    /// It is done: the batch is committed together with its end.
    Finished(Batch),
    /// It goes on at a later time with another payload: the batch is committed together with that.
    Again {
        /// When.
        at: Timestamp,
        /// The payload from now on.
        payload: Value,
        /// What is written with it.
        batch: Batch,
    },
    /// It was ended by [`Task::finish`].
    Committed,
}
