//! Remembers for a moment what every call asks again, such as who belongs where.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use futures::stream::BoxStream;

use super::{Batch, Change, Claim, Claimed, Committed, Entry, Message, Page, Query, Record, Storage};
use crate::error::Result;
use crate::id::WorkspaceId;

/// How old an answer of [`Storage::recent`] may be, where another process has changed the record since.
pub const RECENT: Duration = Duration::from_secs(1);

/// The most records that are remembered: about 8 MiB of such as say who belongs where.
const MOST: usize = 8_192;

/// Storage that remembers some collections for [`RECENT`]. What this process commits it forgets before the commit
/// returns, so only what other processes change is seen late.
#[derive(Debug)]
pub(crate) struct Recent {
    inner: Arc<dyn Storage>,
    /// The names of the collections; all others are read anew.
    collections: &'static [&'static str],
    memory: Mutex<Memory>,
    /// For how long.
    age: Duration,
}

/// The records of one collection in one workspace, by their ids; an absent one is remembered as absent.
type Records = HashMap<String, (Instant, Option<Arc<Record>>)>;

#[derive(Debug, Default)]
struct Memory {
    /// By collection, then workspace, so that a look needs no key of its own.
    records: HashMap<&'static str, HashMap<WorkspaceId, Records>>,
    /// How many records there are.
    count: usize,
    /// Rises with every commit that touches a remembered collection: what was read before it is not remembered.
    commits: u64,
}

impl Recent {
    pub(crate) fn new(inner: Arc<dyn Storage>, collections: &'static [&'static str]) -> Self {
        Self { inner, collections, memory: Mutex::default(), age: RECENT }
    }

    fn memory(&self) -> std::sync::MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Memory {
    fn find(
        &self,
        workspace: &WorkspaceId,
        collection: &str,
        id: &str,
        age: Duration,
    ) -> Option<Option<Arc<Record>>> {
        let (read, record) = self.records.get(collection)?.get(workspace)?.get(id)?;
        (read.elapsed() < age).then(|| record.clone())
    }

    fn keep(
        &mut self,
        workspace: &WorkspaceId,
        collection: &'static str,
        id: &str,
        entry: (Instant, Option<Arc<Record>>),
        age: Duration,
    ) {
        if self.count >= MOST {
            self.make_room(age);
        }
        let records = self.records.entry(collection).or_default().entry(workspace.clone()).or_default();
        self.count += usize::from(records.insert(id.to_owned(), entry).is_none());
    }

    /// Forgets what is too old; if that is not much, everything, which costs as many reads and no more.
    fn make_room(&mut self, age: Duration) {
        let mut count = 0;
        for places in self.records.values_mut() {
            places.retain(|_, records| {
                records.retain(|_, (read, _)| read.elapsed() < age);
                count += records.len();
                !records.is_empty()
            });
        }
        self.count = count;
        if count > MOST / 2 {
            self.forget_all();
        }
    }

    fn forget_all(&mut self) {
        self.records.clear();
        self.count = 0;
    }

    fn forget(&mut self, workspace: &WorkspaceId, touched: &[(&'static str, String)]) {
        self.commits += 1;
        for (collection, id) in touched {
            let Some(places) = self.records.get_mut(collection) else { continue };
            let Some(records) = places.get_mut(workspace) else { continue };
            self.count -= usize::from(records.remove(id).is_some());
            if records.is_empty() {
                places.remove(workspace);
            }
        }
    }
}

/// Forgets what a commit touches when it is over, however it ends: also when it fails, as somebody else has then
/// changed the record, and when its caller goes away.
struct Forgetting<'a> {
    recent: &'a Recent,
    workspace: WorkspaceId,
    touched: Vec<(&'static str, String)>,
}

impl Drop for Forgetting<'_> {
    fn drop(&mut self) {
        self.recent.memory().forget(&self.workspace, &self.touched);
    }
}

#[async_trait]
impl Storage for Recent {
    async fn recent(
        &self,
        workspace: &WorkspaceId,
        collection: &'static str,
        id: &str,
    ) -> Result<Option<Arc<Record>>> {
        if !self.collections.contains(&collection) {
            return self.inner.recent(workspace, collection, id).await;
        }
        let commits = {
            let memory = self.memory();
            if let Some(found) = memory.find(workspace, collection, id, self.age) {
                return Ok(found);
            }
            memory.commits
        };
        // The age counts from before the read.
        let read = Instant::now();
        let record = self.inner.get(workspace, collection, id).await?.map(Arc::new);
        let mut memory = self.memory();
        if memory.commits == commits {
            memory.keep(workspace, collection, id, (read, record.clone()), self.age);
        }
        Ok(record)
    }

    async fn commit(&self, batch: Batch) -> Result<Committed> {
        let puts = batch.puts.iter().map(|put| (put.record.collection, &put.record.id));
        let deletes = batch.deletes.iter().map(|delete| (delete.collection, &delete.id));
        let amends = batch.amends.iter().map(|amend| (amend.collection, &amend.id));
        let touched: Vec<_> = puts
            .chain(deletes)
            .chain(amends)
            .filter(|(collection, _)| self.collections.contains(collection))
            .map(|(collection, id)| (collection, id.clone()))
            .collect();
        if touched.is_empty() {
            return self.inner.commit(batch).await;
        }
        let _forgetting = Forgetting { recent: self, workspace: batch.workspace.clone(), touched };
        self.inner.commit(batch).await
    }

    async fn get(
        &self,
        workspace: &WorkspaceId,
        collection: &'static str,
        id: &str,
    ) -> Result<Option<Record>> {
        self.inner.get(workspace, collection, id).await
    }

    async fn query(&self, query: Query) -> Result<Page> {
        self.inner.query(query).await
    }

    async fn read(
        &self,
        workspace: &WorkspaceId,
        stream: &str,
        after: u64,
        limit: usize,
    ) -> Result<Vec<Entry>> {
        self.inner.read(workspace, stream, after, limit).await
    }

    async fn claim(&self, claim: Claim) -> Result<Vec<Claimed>> {
        self.inner.claim(claim).await
    }

    async fn changes(&self, workspace: &WorkspaceId, after: u64, limit: usize) -> Result<Vec<Change>> {
        self.inner.changes(workspace, after, limit).await
    }

    async fn watch(&self, workspace: &WorkspaceId, after: u64) -> Result<BoxStream<'static, Result<Change>>> {
        self.inner.watch(workspace, after).await
    }

    async fn outbox(&self, limit: usize) -> Result<Vec<(u64, Message)>> {
        self.inner.outbox(limit).await
    }

    async fn published(&self, keys: &[u64]) -> Result<()> {
        self.inner.published(keys).await
    }

    async fn close(&self) -> Result<()> {
        self.memory().forget_all();
        self.inner.close().await
    }
}

#[cfg(test)]
mod tests;
