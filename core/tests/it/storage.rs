//! The contract of storage on both backends, sharing between instances, opening, and what is refused.

use std::path::Path;
use std::sync::Arc;

use futures::StreamExt;
use secretariat::id::WorkspaceId;
use secretariat::storage::conformance::{self, COLLECTIONS};
use secretariat::storage::memory::Memory;
use secretariat::storage::sqlite::Sqlite;
use secretariat::storage::{
    Attribute, AttributeKind, AttributeValue, Batch, Collection, Expect, Put, Query, Record, Storage,
};
use secretariat::{ErrorKind, Result};
use serde_json::json;
use tempfile::TempDir;

pub(crate) fn home() -> WorkspaceId {
    WorkspaceId::default_workspace()
}

pub(crate) fn putting(id: &str, expect: Expect) -> Batch {
    let record = Record {
        workspace: home(),
        collection: "note",
        id: id.to_owned(),
        version: 0,
        attributes: Default::default(),
        body: json!({"id": id}),
    };
    let mut batch = Batch::new(home());
    batch.puts.push(Put { record, expect });
    batch
}

async fn kind_of_opening(path: &Path, collections: &[Collection]) -> ErrorKind {
    let error = Sqlite::open(path, collections).await.expect_err("opening is refused");
    assert!(error.message().contains("storage.db") || error.kind() == ErrorKind::NotFound, "{error}");
    error.kind()
}

async fn sql(path: &Path, statement: &'static str) {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path).create_if_missing(true);
    let mut connection = sqlx::ConnectOptions::connect(&options).await.unwrap();
    sqlx::raw_sql(statement).execute(&mut connection).await.unwrap();
    sqlx::Connection::close(connection).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_in_a_file_keeps_the_contract() {
    let folder = TempDir::new().unwrap();
    let number = std::sync::atomic::AtomicUsize::new(0);
    conformance::run(|| {
        let number = number.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let path = folder.path().join(format!("{number}.db"));
        async move { Ok(Box::new(Sqlite::open(&path, &COLLECTIONS).await?) as Box<dyn Storage>) }
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn sqlite_in_memory_keeps_the_contract() {
    conformance::run(|| async { Ok(Box::new(Sqlite::memory(&COLLECTIONS).await?) as Box<dyn Storage>) })
        .await
        .unwrap();
}

#[tokio::test]
async fn maps_in_memory_keep_the_contract() {
    conformance::run(|| async { Ok(Box::new(Memory::new(&COLLECTIONS)?) as Box<dyn Storage>) })
        .await
        .unwrap();
}

#[tokio::test]
async fn a_backend_that_breaks_the_contract_is_named() {
    let closed = || async {
        let storage = Sqlite::memory(&COLLECTIONS).await?;
        storage.close().await?;
        Ok(Box::new(storage) as Box<dyn Storage>)
    };
    let failure = conformance::run(closed).await.unwrap_err().to_string();
    assert!(failure.contains("a_record_reads_back_as_written: "), "{failure}");
}

#[tokio::test]
async fn commits_survive_reopening() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("storage.db");
    let first = Sqlite::open(&path, &COLLECTIONS).await.unwrap();
    let position = first.commit(putting("a", Expect::Absent)).await.unwrap().position;
    first.close().await.unwrap();
    assert!(!folder.path().join("storage.db-wal").exists(), "closing leaves one file");
    let second = Sqlite::open(&path, &COLLECTIONS).await.unwrap();
    assert!(second.get(&home(), "note", "a").await.unwrap().is_some());
    assert!(second.commit(putting("b", Expect::Absent)).await.unwrap().position > position);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_instances_share_one_file() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("storage.db");
    let open = || async { Arc::new(Sqlite::open(&path, &COLLECTIONS).await.unwrap()) };
    let instances = futures::future::join_all((0..4).map(|_| open())).await;
    let mut watched = instances[0].watch(&home(), 0).await.unwrap();
    // All instances write different records and raise one counter by compare and swap.
    instances[0].commit(putting("counter", Expect::Absent)).await.unwrap();
    let writers = instances.iter().enumerate().map(|(writer, storage)| {
        let storage = storage.clone();
        tokio::spawn(async move {
            for number in 0..25 {
                storage.commit(putting(&format!("{writer}/{number}"), Expect::Absent)).await.unwrap();
                loop {
                    let seen = storage.get(&home(), "note", "counter").await.unwrap().unwrap().version;
                    match storage.commit(putting("counter", Expect::Version(seen))).await {
                        Ok(_) => break,
                        Err(error) => assert_eq!(error.kind(), ErrorKind::Conflict, "{error}"),
                    }
                }
            }
        })
    });
    for writer in futures::future::join_all(writers).await {
        writer.unwrap();
    }
    let counter = instances[1].get(&home(), "note", "counter").await.unwrap().unwrap();
    assert_eq!(counter.version, 101);
    let mut seen = std::collections::HashSet::new();
    while seen.len() < 101 {
        seen.insert(watched.next().await.unwrap().unwrap().id);
    }
}

const GROWN: [Collection; 1] = [Collection {
    name: "note",
    attributes: &[
        Attribute { name: "number", kind: AttributeKind::Integer, unique: true },
        Attribute { name: "author", kind: AttributeKind::Text, unique: false },
        Attribute { name: "rank", kind: AttributeKind::Integer, unique: false },
        Attribute { name: "colour", kind: AttributeKind::Text, unique: true },
    ],
}];

#[tokio::test]
async fn a_collection_gains_an_attribute_and_the_previous_program_still_runs() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("storage.db");
    let old = Sqlite::open(&path, &COLLECTIONS).await.unwrap();
    old.commit(putting("a", Expect::Absent)).await.unwrap();
    let new = Sqlite::open(&path, &GROWN).await.unwrap();
    let mut batch = putting("b", Expect::Absent);
    batch.puts[0].record.attributes.insert("colour", AttributeValue::Text("red".to_owned()));
    new.commit(batch).await.unwrap();
    let order = Query { order: Some("colour"), ..Query::new(home(), "note") };
    let ids: Vec<_> = new.query(order).await.unwrap().records.into_iter().map(|record| record.id).collect();
    assert_eq!(ids, ["a", "b"]);
    // The old program goes on, and what it does not know is kept.
    old.commit(putting("b", Expect::Version(1))).await.unwrap();
    let kept = new.get(&home(), "note", "b").await.unwrap().unwrap();
    assert_eq!(kept.attributes["colour"], AttributeValue::Text("red".to_owned()));
    Sqlite::open(&path, &COLLECTIONS).await.unwrap();
}

#[tokio::test]
async fn an_attribute_that_changed_its_meaning_is_refused() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("storage.db");
    Sqlite::open(&path, &COLLECTIONS).await.unwrap().close().await.unwrap();
    const TEXT: Attribute = Attribute { name: "rank", kind: AttributeKind::Text, unique: false };
    const UNIQUE: Attribute = Attribute { name: "rank", kind: AttributeKind::Integer, unique: true };
    for attributes in [&[TEXT], &[UNIQUE]] {
        let changed = [Collection { name: "note", attributes }];
        assert_eq!(kind_of_opening(&path, &changed).await, ErrorKind::Unsupported);
    }
}

#[tokio::test]
async fn a_newer_database_is_refused_by_name() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("storage.db");
    Sqlite::open(&path, &COLLECTIONS).await.unwrap().close().await.unwrap();
    sql(&path, "PRAGMA user_version = 99").await;
    let error = Sqlite::open(&path, &COLLECTIONS).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    assert!(error.message().contains("storage.db") && error.message().contains("99"), "{error}");
}

#[tokio::test]
async fn foreign_and_damaged_files_are_refused_and_left_alone() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("storage.db");
    let letter = "Dear Sir or Madam, this is no database. ".repeat(100);
    std::fs::write(&path, &letter).unwrap();
    assert_eq!(kind_of_opening(&path, &COLLECTIONS).await, ErrorKind::Corrupt);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), letter);
    std::fs::remove_file(&path).unwrap();
    sql(&path, "CREATE TABLE recipes (name TEXT)").await;
    let recipes = std::fs::read(&path).unwrap();
    assert_eq!(kind_of_opening(&path, &COLLECTIONS).await, ErrorKind::InvalidInput);
    assert_eq!(std::fs::read(&path).unwrap(), recipes);
    let missing = folder.path().join("none").join("storage.db");
    assert_eq!(kind_of_opening(&missing, &COLLECTIONS).await, ErrorKind::NotFound);
}

#[tokio::test]
async fn a_damaged_page_is_an_error_and_not_a_wrong_answer() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("storage.db");
    let storage = Sqlite::open(&path, &COLLECTIONS).await.unwrap();
    for number in 0..200 {
        storage.commit(putting(&format!("n{number}"), Expect::Absent)).await.unwrap();
    }
    storage.close().await.unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    for byte in bytes.iter_mut().skip(4096) {
        *byte = 0xa5;
    }
    std::fs::write(&path, bytes).unwrap();
    let outcome: Result<_> = async {
        let storage = Sqlite::open(&path, &COLLECTIONS).await?;
        storage.query(Query::new(home(), "note")).await
    }
    .await;
    assert_eq!(outcome.unwrap_err().kind(), ErrorKind::Corrupt);
}

#[cfg(unix)]
#[tokio::test]
async fn a_folder_that_cannot_be_written_is_denied() {
    // A file where the log should go stands for missing rights, which do not bind the superuser.
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("storage.db");
    std::fs::create_dir(&path).unwrap();
    assert_eq!(kind_of_opening(&path, &COLLECTIONS).await, ErrorKind::Denied);
}
