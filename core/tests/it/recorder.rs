//! A storage that keeps what was committed, for tests that look at batches.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use futures::stream::BoxStream;
use secretariat::Result;
use secretariat::id::WorkspaceId;
use secretariat::storage::{
    Batch, Change, Claim, Claimed, Committed, Entry, Message, Page, Query, Record, Storage,
};

#[derive(Debug)]
pub(crate) struct Recorder {
    inner: Arc<dyn Storage>,
    batches: Mutex<Vec<Batch>>,
    /// Whether it is closed with the office; not where several offices share it.
    closes: bool,
}

impl Recorder {
    pub(crate) fn new(inner: Arc<dyn Storage>) -> Self {
        Self { inner, batches: Mutex::default(), closes: true }
    }

    /// A storage that stays open for other offices.
    pub(crate) fn unclosed(inner: Arc<dyn Storage>) -> Self {
        Self { closes: false, ..Self::new(inner) }
    }

    /// Takes the batches that were committed since the last call, but for seals and what webhooks are told, which the
    /// office makes by itself.
    pub(crate) fn take(&self) -> Vec<Batch> {
        let own = |batch: &Batch| {
            let told = |name: &str| name == "work" || name.starts_with("webhook");
            batch.appends.iter().any(|append| append.stream == "audit_seals")
                || (batch.appends.is_empty() && batch.puts.iter().all(|put| told(put.record.collection)))
        };
        let mut batches = std::mem::take(&mut *self.batches.lock().unwrap());
        batches.retain(|batch| !own(batch));
        batches
    }
}

#[async_trait]
impl Storage for Recorder {
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
        let kept = batch.clone();
        let committed = self.inner.commit(batch).await?;
        self.batches.lock().unwrap().push(kept);
        Ok(committed)
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
        if !self.closes {
            return Ok(());
        }
        self.inner.close().await
    }
}
