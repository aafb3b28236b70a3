//! The storage port: records and streams, changed by one atomic [`Storage::commit`].
//!
//! Two shapes only. *Records* have a workspace, a collection, an id, a version, indexed attributes and a
//! JSON body. *Streams* are append-only events. Pillars have typed repositories over this port; the port
//! never sees their types. [`sqlite::Sqlite`] is the embedded default; [`conformance`] tests any backend.

pub mod archive;
mod batch;
pub mod check;
pub mod conformance;
mod cursor;
mod follow;
mod gather;
mod ledger;
pub mod memory;
#[cfg(feature = "postgres")]
pub mod postgres;
mod query;
mod recent;
mod record;
mod refusal;
pub mod sqlite;
mod turns;

use std::sync::Arc;

use async_trait::async_trait;
use futures::stream::BoxStream;

pub use batch::{Amend, Append, Batch, Committed, Delete, Entry, Expect, Message, Put};
pub use query::{Change, Claim, Claimed, Compare, Condition, Page, Query};
pub use recent::RECENT;
pub use record::{Attribute, AttributeKind, AttributeValue, Collection, Record};

pub(crate) use recent::Recent;

use crate::error::Result;
use crate::id::WorkspaceId;

/// A database of records and streams.
///
/// Contract, tested by [`conformance`] for every backend:
/// - [`Storage::commit`] is all or nothing and durable when it returns. A stale version, sequence or
///   epoch, or a duplicate unique attribute, is `conflict` and writes nothing. Within a batch deletes come
///   first, then the puts in their order, new bodies and appends, then what is erased; one record may be named once.
/// - A batch outside the limits of [`check`] (an undeclared collection or attribute, a NUL in a key, a
///   body nested too deep) is `invalid_input` and writes nothing.
/// - Reads see every commit that returned before they began.
/// - Change positions of a workspace grow in commit order, without a visible gap being filled later. A
///   record that changed again is listed once, at the position of its last change, so the list is never
///   longer than the records there ever were. Claims and new bodies ([`Amend`]) raise the version of a record
///   and are no change.
/// - A call that is dropped before it returns may still take effect.
#[async_trait]
pub trait Storage: Send + Sync + std::fmt::Debug {
    /// Reads one record.
    async fn get(
        &self,
        workspace: &WorkspaceId,
        collection: &'static str,
        id: &str,
    ) -> Result<Option<Record>>;

    /// Reads one record as it is, or as it was less than [`RECENT`] ago where another process has changed it since:
    /// for what every call asks again. An office remembers such answers; a backend just reads, and need not write
    /// this.
    async fn recent(
        &self,
        workspace: &WorkspaceId,
        collection: &'static str,
        id: &str,
    ) -> Result<Option<Arc<Record>>> {
        Ok(self.get(workspace, collection, id).await?.map(Arc::new))
    }

    /// Reads one page of records.
    async fn query(&self, query: Query) -> Result<Page>;

    /// Reads up to `limit` events after sequence `after`.
    async fn read(
        &self,
        workspace: &WorkspaceId,
        stream: &str,
        after: u64,
        limit: usize,
    ) -> Result<Vec<Entry>>;

    /// Writes a batch.
    async fn commit(&self, batch: Batch) -> Result<Committed>;

    /// Claims due work: highest priority first (none counts as 0), within a priority one record of each
    /// workspace in turn, starting with the workspace that was served longest ago, and the oldest
    /// `wake_at` of a workspace first. It writes lease, epoch and a new version,
    /// but is no change: followers of a workspace do not hear of it.
    async fn claim(&self, claim: Claim) -> Result<Vec<Claimed>>;

    /// Reads up to `limit` changes after a position.
    async fn changes(&self, workspace: &WorkspaceId, after: u64, limit: usize) -> Result<Vec<Change>>;

    /// Follows the changes after a position, for live views: at least once, in order. The stream ends
    /// when the database is closed, and after an error.
    async fn watch(&self, workspace: &WorkspaceId, after: u64) -> Result<BoxStream<'static, Result<Change>>>;

    /// Reads up to `limit` messages that wait for publishing, oldest first, with their keys. They stay
    /// until [`Storage::published`].
    async fn outbox(&self, limit: usize) -> Result<Vec<(u64, Message)>>;

    /// Forgets messages that were published; unknown keys are ignored.
    async fn published(&self, keys: &[u64]) -> Result<()>;

    /// Finishes pending writes and closes the database; later calls are `unavailable`.
    async fn close(&self) -> Result<()>;
}
