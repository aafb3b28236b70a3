//! A database that counts the commits of runs.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use futures::stream::BoxStream;
use secretariat::Result;
use secretariat::id::WorkspaceId;
use secretariat::storage::{
    Batch, Change, Claim, Claimed, Committed, Entry, Message, Page, Query, Record, Storage,
};

/// Counts, and hands everything on.
#[derive(Debug)]
pub(super) struct Counted {
    pub(super) inner: Arc<dyn Storage>,
    /// Commits with events of runs.
    pub(super) commits: AtomicUsize,
}

impl Counted {
    pub(super) fn new(inner: Arc<dyn Storage>) -> Arc<Self> {
        Arc::new(Self { inner, commits: AtomicUsize::new(0) })
    }
}

#[async_trait]
impl Storage for Counted {
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

    async fn commit(&self, batch: Batch) -> Result<Committed> {
        if batch.appends.iter().any(|append| append.stream.starts_with("run/")) {
            self.commits.fetch_add(1, Ordering::Relaxed);
        }
        self.inner.commit(batch).await
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
        self.inner.close().await
    }
}
