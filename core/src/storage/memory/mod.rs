//! Maps in memory: for an office without a folder, whose data ends with it.
//!
//! It keeps the whole contract of [`Storage`] except that nothing is durable. A call does its work at once on the
//! task that makes it, under one mutex that is never held across an await: there is no writer to hand it to, no
//! statement, and nothing to encode.
//!
//! ```
//! # use secretariat::storage::{Collection, Storage, memory::Memory};
//! # use secretariat::id::WorkspaceId;
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> secretariat::Result<()> {
//! const NOTES: Collection = Collection { name: "note", attributes: &[] };
//! let storage = Memory::new(&[NOTES])?;
//! assert!(storage.get(&WorkspaceId::default_workspace(), NOTES.name, "first").await?.is_none());
//! # Ok(())
//! # }
//! ```

mod apply;
mod claim;
mod history;
mod page;
mod state;
mod table;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use futures::stream::BoxStream;
use tokio::sync::broadcast;

use self::state::State;
use super::archive::{Archive, Fill, Row, SchemaVersion};
use super::check::Declared;
use super::follow::{self, Changes, Wake};
use super::{
    Batch, Change, Claim, Claimed, Collection, Committed, Entry, Message, Page, Query, Record, Storage,
};
use crate::error::{Error, Result};
use crate::id::WorkspaceId;

/// Workspaces with changes that a follower may fall behind before it looks by itself.
const WAKES: usize = 1_024;

/// A database in memory, which ends with this value.
#[derive(Debug)]
pub struct Memory {
    declared: Declared,
    state: Shared,
    /// Nothing when it is closed.
    wakes: Mutex<Option<broadcast::Sender<Wake>>>,
}

/// Everything that is stored, or nothing when it is closed.
#[derive(Debug, Clone)]
struct Shared(Arc<Mutex<Option<State>>>);

impl Shared {
    fn with<T>(&self, work: impl FnOnce(&mut State) -> Result<T>) -> Result<T> {
        match lock(&self.0).as_mut() {
            Some(state) => work(state),
            None => Err(closed()),
        }
    }
}

impl Memory {
    /// Makes an empty database.
    ///
    /// # Errors
    /// `invalid_input` if `collections` are not declared properly.
    pub fn new(collections: &[Collection]) -> Result<Self> {
        Ok(Self {
            declared: Declared::new(collections)?,
            state: Shared(Arc::new(Mutex::new(Some(State::default())))),
            wakes: Mutex::new(Some(broadcast::channel(WAKES).0)),
        })
    }
}

/// A panic while it is held leaves no half of a batch: all that can fail is decided before the first write.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn closed() -> Error {
    Error::unavailable("the database in memory is closed: open a new one")
}

#[async_trait]
impl Storage for Memory {
    async fn get(
        &self,
        workspace: &WorkspaceId,
        collection: &'static str,
        id: &str,
    ) -> Result<Option<Record>> {
        self.declared.collection(collection)?;
        self.state.with(|state| Ok(state.get(workspace, collection, id).cloned()))
    }

    async fn query(&self, query: Query) -> Result<Page> {
        self.declared.query(&query)?;
        self.state.with(|state| page::page(state.table(&query.workspace, query.collection), &query))
    }

    async fn read(
        &self,
        workspace: &WorkspaceId,
        stream: &str,
        after: u64,
        limit: usize,
    ) -> Result<Vec<Entry>> {
        self.state.with(|state| state.events(workspace, stream, after, limit))
    }

    async fn commit(&self, batch: Batch) -> Result<Committed> {
        self.declared.batch(&batch)?;
        let workspace = batch.workspace.clone();
        let (committed, is_change) = self.state.with(|state| apply::commit(state, &self.declared, batch))?;
        if is_change && let Some(wakes) = lock(&self.wakes).as_ref() {
            // Without followers there is nobody to wake.
            let _ = wakes.send(Some(workspace));
        }
        Ok(committed)
    }

    async fn claim(&self, claim: Claim) -> Result<Vec<Claimed>> {
        let collection = self.declared.claim(&claim)?;
        self.state.with(|state| Ok(claim::apply(state, &collection, &claim)))
    }

    async fn changes(&self, workspace: &WorkspaceId, after: u64, limit: usize) -> Result<Vec<Change>> {
        self.state.with(|state| Ok(state.changes(workspace, after, limit)))
    }

    async fn watch(&self, workspace: &WorkspaceId, after: u64) -> Result<BoxStream<'static, Result<Change>>> {
        let wakes = lock(&self.wakes).as_ref().ok_or_else(closed)?.subscribe();
        let watched = Watched { state: self.state.clone(), workspace: workspace.clone() };
        Ok(follow::follow(watched, wakes, workspace.clone(), after))
    }

    async fn outbox(&self, limit: usize) -> Result<Vec<(u64, Message)>> {
        self.state.with(|state| Ok(state.outbox(limit)))
    }

    async fn published(&self, keys: &[u64]) -> Result<()> {
        self.state.with(|state| {
            state.published(keys);
            Ok(())
        })
    }

    async fn close(&self) -> Result<()> {
        self.state.with(|_| Ok(()))?;
        lock(&self.state.0).take();
        lock(&self.wakes).take();
        Ok(())
    }
}

#[async_trait]
impl Archive for Memory {
    fn schema_version(&self) -> SchemaVersion {
        SchemaVersion { backend: "memory".to_owned(), version: 1 }
    }

    async fn dump(&self) -> Result<BoxStream<'static, Result<Vec<Row>>>> {
        Err(Error::unsupported("a database in memory is not backed up: keep the office in a folder"))
    }

    async fn fill(&self) -> Result<Box<dyn Fill>> {
        Err(Error::unsupported("a database in memory is not filled: restore into a folder"))
    }
}

/// Where a follower of a workspace reads.
struct Watched {
    state: Shared,
    workspace: WorkspaceId,
}

#[async_trait]
impl Changes for Watched {
    async fn page(&self, after: u64) -> Result<Vec<Change>> {
        self.state.with(|state| Ok(state.changes(&self.workspace, after, follow::PAGE)))
    }

    fn is_closed(&self) -> bool {
        lock(&self.state.0).is_none()
    }
}
