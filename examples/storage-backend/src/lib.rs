//! A whole storage backend in little space: maps under a mutex. It starts no task and reads no clock, so a
//! simulation on it repeats exactly.
//!
//! ```
//! use secretariat::storage::conformance;
//! use secretariat_storage_backend::Memory;
//!
//! let storage = Memory::new(&conformance::COLLECTIONS)?;
//! # Ok::<(), secretariat::Error>(())
//! ```

mod claim;
mod page;
mod state;

use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use futures::stream::{self, BoxStream, StreamExt};
use secretariat::id::WorkspaceId;
use secretariat::storage::check::Declared;
use secretariat::storage::{
    Batch, Change, Claim, Claimed, Collection, Committed, Entry, Message, Page, Query, Record, Storage,
};
use secretariat::{Error, Result};
use tokio::sync::watch;

use self::state::State;

/// Changes that a follower reads at once.
const STEP: usize = 256;

/// A database in memory, which ends with this value.
#[derive(Debug)]
pub struct Memory {
    declared: Declared,
    /// Nothing when it is closed.
    state: std::sync::Arc<Mutex<Option<State>>>,
    /// Counts commits for the followers; nothing when it is closed.
    commits: Mutex<Option<watch::Sender<u64>>>,
}

impl Memory {
    /// Makes an empty database.
    ///
    /// # Errors
    /// `invalid_input` if `collections` are not declared properly.
    pub fn new(collections: &[Collection]) -> Result<Self> {
        Ok(Self {
            declared: Declared::new(collections)?,
            state: std::sync::Arc::new(Mutex::new(Some(State::default()))),
            commits: Mutex::new(Some(watch::Sender::new(0))),
        })
    }

    /// Does something with the open database.
    fn with<T>(&self, work: impl FnOnce(&mut State) -> Result<T>) -> Result<T> {
        match lock(&self.state).as_mut() {
            Some(state) => work(state),
            None => Err(closed()),
        }
    }

    /// As [`Memory::with`], and lets the followers know.
    fn change<T>(&self, work: impl FnOnce(&mut State) -> Result<T>) -> Result<T> {
        let done = self.with(work)?;
        if let Some(commits) = lock(&self.commits).as_ref() {
            commits.send_modify(|count| *count += 1);
        }
        Ok(done)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn closed() -> Error {
    Error::unavailable("the database in memory is closed: make a new one")
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
        self.with(|state| Ok(state.get(workspace, collection, id).cloned()))
    }

    async fn query(&self, query: Query) -> Result<Page> {
        self.declared.query(&query)?;
        self.with(|state| page::page(state.all(&query.workspace, query.collection), &query))
    }

    async fn read(
        &self,
        workspace: &WorkspaceId,
        stream: &str,
        after: u64,
        limit: usize,
    ) -> Result<Vec<Entry>> {
        self.with(|state| Ok(state.events(workspace, stream, after, limit)))
    }

    async fn commit(&self, batch: Batch) -> Result<Committed> {
        self.declared.batch(&batch)?;
        self.change(|state| state.commit(&self.declared, batch))
    }

    async fn claim(&self, claim: Claim) -> Result<Vec<Claimed>> {
        self.declared.claim(&claim)?;
        self.change(|state| Ok(claim::apply(state, &claim)))
    }

    async fn changes(&self, workspace: &WorkspaceId, after: u64, limit: usize) -> Result<Vec<Change>> {
        self.with(|state| Ok(state.changes(workspace, after, limit)))
    }

    async fn watch(&self, workspace: &WorkspaceId, after: u64) -> Result<BoxStream<'static, Result<Change>>> {
        // Subscribed before the first read, so no change can fall between reading and waiting.
        let commits = lock(&self.commits).as_ref().ok_or_else(closed)?.subscribe();
        let follower = (self.state.clone(), commits, workspace.clone(), after);
        let pages = stream::unfold(follower, |(state, mut commits, workspace, after)| async move {
            loop {
                commits.mark_unchanged();
                let changes = lock(&state).as_ref()?.changes(&workspace, after, STEP);
                if let Some(last) = changes.last() {
                    let after = last.position;
                    return Some((
                        stream::iter(changes.into_iter().map(Ok)),
                        (state, commits, workspace, after),
                    ));
                }
                commits.changed().await.ok()?;
            }
        });
        Ok(pages.flatten().boxed())
    }

    async fn outbox(&self, limit: usize) -> Result<Vec<(u64, Message)>> {
        self.with(|state| Ok(state.outbox(limit)))
    }

    async fn published(&self, keys: &[u64]) -> Result<()> {
        self.with(|state| {
            state.published(keys);
            Ok(())
        })
    }

    async fn close(&self) -> Result<()> {
        self.with(|_| Ok(()))?;
        lock(&self.state).take();
        // Followers see that the sender is gone and end.
        lock(&self.commits).take();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use secretariat::storage::conformance;

    use super::*;

    #[tokio::test]
    async fn maps_under_a_mutex_keep_the_contract() {
        conformance::run(|| async {
            Ok(Box::new(Memory::new(&conformance::COLLECTIONS)?) as Box<dyn Storage>)
        })
        .await
        .unwrap();
    }
}
