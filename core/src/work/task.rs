//! What a handler is given: the work, and the only way to write for it.

use std::sync::Arc;

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::hold::{Fate, Hold, Made, Unwritten, Update};
use super::signal::{Level, Signal};
use crate::error::{Error, ErrorKind, Result};
use crate::id::{JobId, WorkId, WorkspaceId};
use crate::storage::Batch;

/// A piece of work under a lease.
///
/// Its writes are fenced: when another worker has claimed the work meanwhile, or somebody cancelled it, they
/// fail with `conflict` and write nothing.
#[derive(Debug)]
pub struct Task {
    pub(super) hold: Arc<Hold>,
    pub(super) signal: Signal,
}

impl Task {
    /// Returns the id of the work.
    pub fn id(&self) -> &WorkId {
        &self.hold.claimed.id
    }

    /// Returns its workspace.
    pub fn workspace(&self) -> &WorkspaceId {
        &self.hold.claimed.workspace
    }

    /// Returns the job that it is a part of.
    pub fn job(&self) -> Option<&JobId> {
        self.hold.claimed.job.as_ref()
    }

    /// Returns the payload, as it was when the work was claimed.
    pub fn payload(&self) -> &Value {
        &self.hold.claimed.body.payload
    }

    /// Reads the payload.
    ///
    /// # Errors
    /// `corrupt` when it has another form.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T> {
        T::deserialize(self.payload()).map_err(|error| {
            Error::corrupt(format!("the payload of work {} has another form", self.id())).with_source(error)
        })
    }

    /// Returns which try this is, from 1.
    pub fn attempt(&self) -> u32 {
        self.hold.claimed.body.attempts + 1
    }

    /// Returns the fencing epoch of this claim.
    pub fn epoch(&self) -> u64 {
        self.hold.claimed.epoch
    }

    /// Returns the present time of the worker.
    pub fn now(&self) -> Timestamp {
        self.hold.now()
    }

    /// Says whether the work should come to an end: the worker stops, or the lease is lost.
    pub fn is_cancelled(&self) -> bool {
        self.hold.is_lost() || self.signal.is_at(Level::Stop)
    }

    /// Waits until the work should come to an end.
    pub async fn cancelled(&self) {
        tokio::select! {
            biased;
            () = self.hold.lost() => {}
            () = self.signal.reached(Level::Stop) => {}
        }
    }

    /// Starts an empty batch of the workspace.
    pub fn batch(&self) -> Batch {
        Batch::new(self.workspace().clone())
    }

    /// Writes a batch in the middle of the work.
    ///
    /// # Errors
    /// `conflict` when the lease is lost or the batch itself does not fit, and storage errors; in each case
    /// nothing is written. While storage is away it waits.
    pub async fn commit(&self, batch: Batch) -> Result<()> {
        self.commit_made(&|| Ok(batch.clone())).await
    }

    /// Writes a batch in the middle of the work that is made anew for each try: for who writes often.
    ///
    /// # Errors
    /// As [`Task::commit`], and those of making it.
    pub(crate) async fn commit_made(&self, batch: Made<'_>) -> Result<()> {
        let keep = |item: &mut super::item::Item, update: &Update| item.lease_until = update.at;
        self.write(Fate::Keep(keep), self.renewed(None), batch).await
    }

    /// Writes a batch in the middle of the work, and the payload from which the work goes on when this worker
    /// dies.
    ///
    /// # Errors
    /// As [`Task::commit`].
    pub async fn step(&self, payload: Value, batch: Batch) -> Result<()> {
        let keep = |item: &mut super::item::Item, update: &Update| {
            item.lease_until = update.at;
            item.body.payload = update.payload.clone().unwrap_or_default();
        };
        self.write(Fate::Keep(keep), self.renewed(Some(payload)), &|| Ok(batch.clone())).await
    }

    /// Ends the work together with a batch, for handlers that have to know whether the batch fits; the run
    /// then returns [`super::Done::Committed`].
    ///
    /// # Errors
    /// As [`Task::commit`]; after a `conflict` of the batch itself another batch may be tried.
    pub async fn finish(&self, batch: Batch) -> Result<()> {
        self.write(Fate::Remove, Update::default(), &|| Ok(batch.clone())).await
    }

    fn renewed(&self, payload: Option<Value>) -> Update {
        Update { at: Some(self.hold.lease_end()), payload, error: None }
    }

    async fn write(&self, fate: Fate, update: Update, batch: Made<'_>) -> Result<()> {
        self.hold.write(fate, &update, batch).await.map_err(|unwritten| match unwritten {
            Unwritten::Refused(error) => error,
            Unwritten::Lost => Error::new(
                ErrorKind::Conflict,
                format!("work {} is no longer held here; leave it to who has it now", self.id()),
            ),
        })
    }
}
