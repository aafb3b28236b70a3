//! What needs a look inside: a full disk, and how groups fail.

use futures::future::{FutureExt as _, join_all};
use serde_json::json;

use super::*;
use crate::storage::conformance::COLLECTIONS;
use crate::storage::{Delete, Expect, Put};

fn putting(id: &str, size: usize) -> Batch {
    let mut batch = Batch::new(WorkspaceId::default_workspace());
    let record = Record {
        workspace: batch.workspace.clone(),
        collection: "note",
        id: id.to_owned(),
        version: 0,
        attributes: Default::default(),
        body: json!("x".repeat(size)),
    };
    batch.puts.push(Put { record, expect: Expect::Absent });
    batch
}

/// A file that SQLite refuses to grow beyond 100 pages of 4 KB, as a full disk would.
async fn small_disk(folder: &tempfile::TempDir) -> Sqlite {
    let path = folder.path().join("small.db");
    let mut options = open::file(&path);
    options.connect = options.connect.pragma("max_page_count", "100");
    Sqlite::start(path, options, &COLLECTIONS).await.unwrap()
}

#[tokio::test]
async fn a_full_disk_is_said_and_reads_go_on_and_freed_space_is_used() {
    let folder = tempfile::TempDir::new().unwrap();
    let storage = small_disk(&folder).await;
    let home = WorkspaceId::default_workspace();
    let mut stored = 0;
    let error = loop {
        match storage.commit(putting(&format!("n{stored}"), 20_000)).await {
            Ok(_) => stored += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(error.kind(), ErrorKind::Unavailable);
    assert!(error.message().contains("disk is full"), "{error}");
    assert!(stored > 0);
    assert!(storage.get(&home, "note", "n0").await.unwrap().is_some());
    assert_eq!(storage.get(&home, "note", &format!("n{stored}")).await.unwrap(), None);
    let mut freeing = Batch::new(home);
    freeing.deletes.push(Delete { collection: "note", id: "n0".to_owned(), expect: Expect::Any });
    storage.commit(freeing).await.unwrap();
    storage.commit(putting("after", 10_000)).await.unwrap();
}

#[tokio::test]
async fn who_stops_in_the_middle_of_a_read_keeps_no_connection() {
    let folder = tempfile::TempDir::new().unwrap();
    let storage = small_disk(&folder).await;
    let home = WorkspaceId::default_workspace();
    storage.commit(putting("n0", 10)).await.unwrap();
    // More than there are connections: each is polled once, and then left alone.
    let mut left: Vec<_> = (0..64).map(|_| storage.get(&home, "note", "n0")).collect();
    for read in &mut left {
        drop(read.now_or_never());
    }
    let read = tokio::time::timeout(std::time::Duration::from_secs(5), storage.get(&home, "note", "n0"));
    assert!(read.await.unwrap().unwrap().is_some());
    drop(left);
}

#[tokio::test]
async fn a_batch_that_does_not_fit_fails_nobody_else() {
    let folder = tempfile::TempDir::new().unwrap();
    let storage = small_disk(&folder).await;
    let sizes = [10, 10, 1_000_000, 10, 10];
    let commits =
        sizes.iter().enumerate().map(|(number, size)| storage.commit(putting(&format!("n{number}"), *size)));
    let fit: Vec<bool> = join_all(commits).await.iter().map(Result::is_ok).collect();
    assert_eq!(fit, [true, true, false, true, true]);
    let page = storage.query(Query::new(WorkspaceId::default_workspace(), "note")).await.unwrap();
    assert_eq!(page.records.len(), 4);
}

#[tokio::test]
async fn a_dropped_call_does_not_harm_its_group() {
    let storage = Sqlite::memory(&COLLECTIONS).await.unwrap();
    {
        let dropped = storage.commit(putting("dropped", 1));
        futures::pin_mut!(dropped);
        assert!(futures::poll!(dropped.as_mut()).is_pending());
    }
    storage.commit(putting("kept", 1)).await.unwrap();
    assert!(storage.get(&WorkspaceId::default_workspace(), "note", "kept").await.unwrap().is_some());
}

#[tokio::test]
async fn a_read_that_nobody_polls_any_more_keeps_nobody_else_waiting() {
    let storage = Sqlite::memory(&COLLECTIONS).await.unwrap();
    let home = WorkspaceId::default_workspace();
    let left = storage.get(&home, "note", "kept");
    futures::pin_mut!(left);
    assert!(futures::poll!(left.as_mut()).is_pending());
    // The reader is still there, but nobody asks it.
    let commit = storage.commit(putting("kept", 1));
    tokio::time::timeout(std::time::Duration::from_secs(5), commit).await.unwrap().unwrap();
    left.await.unwrap();
}

#[tokio::test]
async fn every_commit_of_a_file_is_synced() {
    let folder = tempfile::TempDir::new().unwrap();
    let pools = open::pools(open::file(&folder.path().join("synced.db")), &COLLECTIONS).await.unwrap();
    for pool in [&pools.writer, &pools.readers] {
        let journal: String = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(pool).await.unwrap();
        let synchronous: i64 = sqlx::query_scalar("PRAGMA synchronous").fetch_one(pool).await.unwrap();
        assert_eq!((journal.as_str(), synchronous), ("wal", 2), "2 is FULL");
    }
    let refused = sqlx::query("DELETE FROM outbox").execute(&pools.readers).await;
    assert!(refused.is_err(), "a reader wrote");
}
