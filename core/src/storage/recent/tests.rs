use futures::FutureExt as _;
use serde_json::json;
use tokio::sync::Notify;

use super::*;
use crate::error::Error;
use crate::storage::conformance::COLLECTIONS;
use crate::storage::sqlite::Sqlite;
use crate::storage::{Delete, Expect, Put};

const NOTES: &[&str] = &["note"];

fn home() -> WorkspaceId {
    WorkspaceId::default_workspace()
}

fn putting(id: &str, body: &str, expect: Expect) -> Batch {
    let mut batch = Batch::new(home());
    let record = Record {
        workspace: home(),
        collection: "note",
        id: id.to_owned(),
        version: 0,
        attributes: Default::default(),
        body: json!(body),
    };
    batch.puts.push(Put { record, expect });
    batch
}

fn deleting(id: &str) -> Batch {
    let mut batch = Batch::new(home());
    batch.deletes.push(Delete { collection: "note", id: id.to_owned(), expect: Expect::Any });
    batch
}

async fn body(storage: &dyn Storage, id: &str) -> Option<String> {
    let record = storage.recent(&home(), "note", id).await.unwrap()?;
    Some(record.body.as_str().unwrap().to_owned())
}

/// Two processes on one database, of which the first is the one that remembers for this long.
async fn two(age: Duration) -> (Recent, Arc<dyn Storage>) {
    let inner: Arc<dyn Storage> = Arc::new(Sqlite::memory(&COLLECTIONS).await.unwrap());
    (Recent { age, ..Recent::new(Arc::clone(&inner), NOTES) }, inner)
}

#[tokio::test]
async fn own_changes_are_seen_at_once_and_those_of_others_after_the_age() {
    let (storage, other) = two(Duration::from_millis(300)).await;
    assert_eq!(body(&storage, "a").await, None);
    storage.commit(putting("a", "1", Expect::Absent)).await.unwrap();
    assert_eq!(body(&storage, "a").await.as_deref(), Some("1"), "an absent record was remembered");
    storage.commit(putting("a", "2", Expect::Any)).await.unwrap();
    assert_eq!(body(&storage, "a").await.as_deref(), Some("2"));
    let changed = Instant::now();
    other.commit(deleting("a")).await.unwrap();
    while body(&storage, "a").await.is_some() {
        assert!(changed.elapsed() < Duration::from_secs(5), "it is remembered for too long");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    other.commit(putting("b", "1", Expect::Absent)).await.unwrap();
    assert_eq!(body(&storage, "b").await.as_deref(), Some("1"));
    storage.commit(deleting("b")).await.unwrap();
    assert_eq!(body(&storage, "b").await, None);
}

#[tokio::test]
async fn a_commit_that_fails_forgets_too() {
    let (storage, other) = two(Duration::from_secs(600)).await;
    storage.commit(putting("a", "1", Expect::Absent)).await.unwrap();
    assert_eq!(body(&storage, "a").await.as_deref(), Some("1"));
    other.commit(putting("a", "2", Expect::Any)).await.unwrap();
    assert_eq!(
        body(&storage, "a").await.as_deref(),
        Some("1"),
        "the test proves nothing: it was not remembered"
    );
    storage.commit(putting("a", "3", Expect::Version(1))).await.unwrap_err();
    assert_eq!(body(&storage, "a").await.as_deref(), Some("2"), "whoever tries again sees why");
}

#[tokio::test]
async fn what_is_not_named_is_read_anew() {
    let inner: Arc<dyn Storage> = Arc::new(Sqlite::memory(&COLLECTIONS).await.unwrap());
    let storage = Recent::new(Arc::clone(&inner), &[]);
    inner.commit(putting("a", "1", Expect::Absent)).await.unwrap();
    assert_eq!(body(&storage, "a").await.as_deref(), Some("1"));
    inner.commit(putting("a", "2", Expect::Any)).await.unwrap();
    assert_eq!(body(&storage, "a").await.as_deref(), Some("2"));
}

#[tokio::test]
async fn a_flood_of_ids_costs_no_more_memory() {
    let (storage, _) = two(Duration::from_secs(600)).await;
    for number in 0..MOST * 2 {
        let mut memory = storage.memory();
        memory.keep(&home(), "note", &number.to_string(), (Instant::now(), None), storage.age);
        let kept = memory.records.values().flat_map(HashMap::values).map(HashMap::len).sum::<usize>();
        assert_eq!(memory.count, kept);
        assert!(kept <= MOST);
    }
}

/// Storage whose reads have their answer, and hand it on when they are let go.
#[derive(Debug)]
struct Slow {
    inner: Arc<dyn Storage>,
    has_read: Notify,
    go_on: Notify,
}

#[async_trait]
impl Storage for Slow {
    async fn get(
        &self,
        workspace: &WorkspaceId,
        collection: &'static str,
        id: &str,
    ) -> Result<Option<Record>> {
        let found = self.inner.get(workspace, collection, id).await;
        self.has_read.notify_one();
        self.go_on.notified().await;
        found
    }

    async fn commit(&self, batch: Batch) -> Result<Committed> {
        self.inner.commit(batch).await
    }

    async fn query(&self, _: Query) -> Result<Page> {
        Err(Error::internal("not asked here"))
    }

    async fn read(&self, _: &WorkspaceId, _: &str, _: u64, _: usize) -> Result<Vec<Entry>> {
        Err(Error::internal("not asked here"))
    }

    async fn claim(&self, _: Claim) -> Result<Vec<Claimed>> {
        Err(Error::internal("not asked here"))
    }

    async fn changes(&self, _: &WorkspaceId, _: u64, _: usize) -> Result<Vec<Change>> {
        Err(Error::internal("not asked here"))
    }

    async fn watch(&self, _: &WorkspaceId, _: u64) -> Result<BoxStream<'static, Result<Change>>> {
        Err(Error::internal("not asked here"))
    }

    async fn outbox(&self, _: usize) -> Result<Vec<(u64, Message)>> {
        Err(Error::internal("not asked here"))
    }

    async fn published(&self, _: &[u64]) -> Result<()> {
        Err(Error::internal("not asked here"))
    }

    async fn close(&self) -> Result<()> {
        self.inner.close().await
    }
}

#[tokio::test]
async fn a_read_that_a_commit_overtakes_is_not_remembered() {
    let inner: Arc<dyn Storage> = Arc::new(Sqlite::memory(&COLLECTIONS).await.unwrap());
    let slow = Arc::new(Slow { inner, has_read: Notify::new(), go_on: Notify::new() });
    let storage = Arc::new(Recent::new(Arc::clone(&slow) as Arc<dyn Storage>, NOTES));
    storage.commit(putting("a", "1", Expect::Absent)).await.unwrap();
    let reader = Arc::clone(&storage);
    let overtaken = tokio::spawn(async move { body(reader.as_ref(), "a").await });
    slow.has_read.notified().await;
    storage.commit(putting("a", "2", Expect::Any)).await.unwrap();
    slow.go_on.notify_one();
    assert_eq!(overtaken.await.unwrap().as_deref(), Some("1"), "it began before the commit returned");
    slow.go_on.notify_one();
    assert_eq!(body(storage.as_ref(), "a").await.as_deref(), Some("2"));
    assert_eq!(
        body(storage.as_ref(), "a").now_or_never().flatten().as_deref(),
        Some("2"),
        "it is remembered now"
    );
}
