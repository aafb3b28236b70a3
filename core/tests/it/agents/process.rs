//! A process that dies at a chosen point: its database answers no more, and all its tasks are dropped.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use futures::FutureExt;
use futures::future::BoxFuture;
use futures::stream::BoxStream;
use secretariat::Result;
use secretariat::id::WorkspaceId;
use secretariat::storage::{
    Batch, Change, Claim, Claimed, Committed, Entry, Expect, Message, Page, Put, Query, Record, Storage,
};
use tokio::sync::watch;

use super::world::kind;

/// Counts the points at which a process may die, and lets it die at one of them.
#[derive(Debug)]
pub(crate) struct Tripwire {
    at: Option<usize>,
    count: AtomicUsize,
    /// How many events were read.
    pub(crate) read: AtomicUsize,
    dead: AtomicBool,
    tripped: watch::Sender<bool>,
    label: Mutex<String>,
}

impl Tripwire {
    pub(crate) fn new(at: Option<usize>) -> Arc<Self> {
        Arc::new(Self {
            at,
            count: AtomicUsize::new(0),
            read: AtomicUsize::new(0),
            dead: AtomicBool::new(false),
            tripped: watch::Sender::new(false),
            label: Mutex::default(),
        })
    }

    /// Passes a point, or dies at it.
    pub(crate) async fn point(&self, label: impl FnOnce() -> String) {
        self.alive().await;
        if self.at == Some(self.count.fetch_add(1, Ordering::SeqCst)) {
            *self.label.lock().unwrap() = label();
            self.dead.store(true, Ordering::SeqCst);
            self.tripped.send_replace(true);
            std::future::pending::<()>().await;
        }
    }

    /// Never returns in a dead process.
    pub(crate) async fn alive(&self) {
        if self.dead.load(Ordering::SeqCst) {
            std::future::pending::<()>().await;
        }
    }

    /// Waits until the process dies, and says where.
    pub(crate) async fn died(&self) -> String {
        self.tripped.subscribe().wait_for(|tripped| *tripped).await.unwrap();
        self.label.lock().unwrap().clone()
    }
}

/// A database as a mortal process sees it.
#[derive(Debug)]
pub(crate) struct Mortal {
    pub(crate) inner: Arc<dyn Storage>,
    pub(crate) wire: Arc<Tripwire>,
    /// Where the database lives, whose connections no process takes along.
    pub(crate) ground: tokio::runtime::Handle,
}

/// Lets the leases of processes that lived before run out.
pub(crate) async fn forget_leases(storage: &dyn Storage) {
    // What a dying process had asked of the database is still done.
    tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    let home = WorkspaceId::default_workspace();
    for mut record in storage.query(Query::new(home.clone(), "work")).await.unwrap().records {
        record.attributes.remove("lease_until");
        let mut batch = Batch::new(home.clone());
        batch.puts.push(Put { record, expect: Expect::Any });
        storage.commit(batch).await.unwrap();
    }
}

impl Mortal {
    async fn on<T: Send + 'static>(
        &self,
        work: impl FnOnce(Arc<dyn Storage>) -> BoxFuture<'static, Result<T>>,
    ) -> Result<T> {
        self.wire.alive().await;
        self.ground.spawn(work(self.inner.clone())).await.unwrap()
    }
}

/// What a commit does for runs and erasures; nothing for other commits.
fn about(batch: &Batch) -> Option<String> {
    if batch.scrub || batch.puts.iter().any(|put| put.record.collection == "erasures") {
        return Some(format!("an erasure, {} removals", batch.deletes.len()));
    }
    let of_runs = batch.appends.iter().filter(|append| append.stream.starts_with("run/"));
    let events: Vec<String> =
        of_runs.flat_map(|append| &append.events).map(|event| kind(event).to_owned()).collect();
    let records = batch.puts.iter().any(|put| put.record.collection == "runs");
    (!events.is_empty() || records)
        .then(|| if events.is_empty() { "run".to_owned() } else { events.join("+") })
}

#[async_trait]
impl Storage for Mortal {
    async fn get(
        &self,
        workspace: &WorkspaceId,
        collection: &'static str,
        id: &str,
    ) -> Result<Option<Record>> {
        let (workspace, id) = (workspace.clone(), id.to_owned());
        self.on(move |inner| async move { inner.get(&workspace, collection, &id).await }.boxed()).await
    }

    async fn query(&self, query: Query) -> Result<Page> {
        self.on(move |inner| async move { inner.query(query).await }.boxed()).await
    }

    async fn read(
        &self,
        workspace: &WorkspaceId,
        stream: &str,
        after: u64,
        limit: usize,
    ) -> Result<Vec<Entry>> {
        let (workspace, stream) = (workspace.clone(), stream.to_owned());
        let read =
            self.on(move |inner| async move { inner.read(&workspace, &stream, after, limit).await }.boxed());
        let read = read.await?;
        self.wire.read.fetch_add(read.len(), Ordering::SeqCst);
        Ok(read)
    }

    async fn commit(&self, batch: Batch) -> Result<Committed> {
        let about = about(&batch);
        if let Some(about) = &about {
            self.wire.point(|| format!("before the commit of {about}")).await;
        }
        let outcome = self.on(move |inner| async move { inner.commit(batch).await }.boxed()).await;
        if let Some(about) = &about {
            self.wire.point(|| format!("after the commit of {about}")).await;
        }
        outcome
    }

    async fn claim(&self, claim: Claim) -> Result<Vec<Claimed>> {
        let claimed = self.on(move |inner| async move { inner.claim(claim).await }.boxed()).await?;
        if !claimed.is_empty() {
            self.wire.point(|| "after a claim".to_owned()).await;
        }
        Ok(claimed)
    }

    async fn changes(&self, workspace: &WorkspaceId, after: u64, limit: usize) -> Result<Vec<Change>> {
        let workspace = workspace.clone();
        self.on(move |inner| async move { inner.changes(&workspace, after, limit).await }.boxed()).await
    }

    async fn watch(&self, workspace: &WorkspaceId, after: u64) -> Result<BoxStream<'static, Result<Change>>> {
        let workspace = workspace.clone();
        self.on(move |inner| async move { inner.watch(&workspace, after).await }.boxed()).await
    }

    async fn outbox(&self, limit: usize) -> Result<Vec<(u64, Message)>> {
        self.on(move |inner| async move { inner.outbox(limit).await }.boxed()).await
    }

    async fn published(&self, keys: &[u64]) -> Result<()> {
        let keys = keys.to_vec();
        self.on(move |inner| async move { inner.published(&keys).await }.boxed()).await
    }

    async fn close(&self) -> Result<()> {
        Ok(())
    }
}
