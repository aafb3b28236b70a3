//! Knows in which workspaces this process wrote entries that nobody has looked at yet: the sealer, or the feed of webhooks.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use futures::stream::BoxStream;
use tokio::sync::Notify;

use super::entry::AUDIT;
use crate::error::Result;
use crate::id::WorkspaceId;
use crate::storage::{
    Batch, Change, Claim, Claimed, Committed, Entry, Message, Page, Query, Record, Storage,
};

/// Workspaces with new entries.
#[derive(Debug, Default)]
pub(crate) struct Noted(Mutex<BTreeSet<WorkspaceId>>, Notify);

impl Noted {
    /// Says that a workspace has new entries.
    pub(crate) fn add(&self, workspace: WorkspaceId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(workspace);
        self.1.notify_one();
    }

    /// Waits until a workspace has new entries.
    pub(crate) async fn rung(&self) {
        self.1.notified().await;
    }

    /// Takes all workspaces that wait.
    pub(crate) fn take(&self) -> BTreeSet<WorkspaceId> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Storage that notes where entries were written.
#[derive(Debug)]
pub(crate) struct Noting {
    inner: Arc<dyn Storage>,
    /// Who is told before a commit, which may take effect although its answer is lost.
    before: Vec<Arc<Noted>>,
    /// Who is told after it, and looks at once.
    after: Vec<Arc<Noted>>,
}

impl Noting {
    pub(crate) fn new(inner: Arc<dyn Storage>, before: Vec<Arc<Noted>>, after: Vec<Arc<Noted>>) -> Self {
        Self { inner, before, after }
    }
}

#[async_trait]
impl Storage for Noting {
    async fn commit(&self, batch: Batch) -> Result<Committed> {
        let audited = batch.appends.iter().any(|append| append.stream == AUDIT);
        let workspace = audited.then(|| batch.workspace.clone());
        let tell = |noted: &[Arc<Noted>]| {
            if let Some(workspace) = &workspace {
                noted.iter().for_each(|noted| noted.add(workspace.clone()));
            }
        };
        tell(&self.before);
        let committed = self.inner.commit(batch).await;
        tell(&self.after);
        committed
    }

    async fn get(
        &self,
        workspace: &WorkspaceId,
        collection: &'static str,
        id: &str,
    ) -> Result<Option<Record>> {
        self.inner.get(workspace, collection, id).await
    }

    async fn recent(
        &self,
        workspace: &WorkspaceId,
        collection: &'static str,
        id: &str,
    ) -> Result<Option<Arc<Record>>> {
        self.inner.recent(workspace, collection, id).await
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
        self.inner.close().await
    }
}
