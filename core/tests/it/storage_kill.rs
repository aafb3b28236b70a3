//! Kills a writing process again and again: every acknowledged commit stays, every batch is whole.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use futures::StreamExt;
use secretariat::storage::conformance::COLLECTIONS;
use secretariat::storage::postgres::Postgres;
use secretariat::storage::sqlite::Sqlite;
use secretariat::storage::{Append, Expect, Message, Put, Storage};
use serde_json::json;
use tempfile::TempDir;

use crate::storage::{home, putting};

const ROLE: &str = "SECRETARIAT_TEST_WRITER";
const KILLS: usize = 50;
const KILLS_FULL: usize = 500;
const KILLS_POSTGRES: usize = 15;
const KILLS_POSTGRES_FULL: usize = 200;
const WRITERS: usize = 4;

/// A batch of two records, one event and one message.
fn batch(id: &str) -> secretariat::storage::Batch {
    let mut batch = putting(id, Expect::Absent);
    let twin = Put {
        record: putting(&format!("{id}/twin"), Expect::Absent).puts.remove(0).record,
        expect: Expect::Absent,
    };
    batch.puts.push(twin);
    batch.appends.push(Append {
        stream: "log".to_owned(),
        expected_sequence: None,
        epoch: 0,
        events: vec![json!(id)],
    });
    batch.messages.push(Message { topic: "work".to_owned(), payload: id.to_owned() });
    batch
}

/// The role of the child: commits until it is killed and says so after each acknowledgement.
#[expect(clippy::disallowed_methods, reason = "the test tells its child what to do")]
#[test]
fn writer_of_the_kill_test() {
    let Ok(path) = std::env::var(ROLE) else { return };
    let (path, round) = path.rsplit_once('#').unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let storage = open(path).await;
        let writers = (0..WRITERS).map(|writer| {
            let storage = &storage;
            async move {
                for number in 0.. {
                    let id = format!("{round}-{writer}-{number}");
                    storage.commit(batch(&id)).await.unwrap();
                    let mut out = std::io::stdout().lock();
                    writeln!(out, "\nacknowledged {id}").and_then(|()| out.flush()).unwrap();
                }
            }
        });
        futures::future::join_all(writers).await;
    });
}

/// Opens a file, or the database at a URL.
async fn open(place: &str) -> Box<dyn Storage> {
    match place.starts_with("postgres") {
        true => Box::new(Postgres::open(place, &COLLECTIONS).await.unwrap()),
        false => Box::new(Sqlite::open(place.as_ref(), &COLLECTIONS).await.unwrap()),
    }
}

fn writer(place: &str, round: usize) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "storage_kill::writer_of_the_kill_test", "--nocapture", "--test-threads=1"])
        .env(ROLE, format!("{place}#{round}"))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_write_one_file_and_see_each_other() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("storage.db");
    let storage = Sqlite::open(&path, &COLLECTIONS).await.unwrap();
    let mut watched = storage.watch(&home(), 0).await.unwrap();
    let mut child = writer(path.to_str().unwrap(), 0);
    for number in 0..50 {
        storage.commit(batch(&format!("parent-{number}"))).await.unwrap();
    }
    let mut seen = std::collections::HashSet::new();
    let both = |seen: &std::collections::HashSet<String>| {
        let parents = seen.iter().filter(|id| id.starts_with("parent-")).count();
        parents == 100 && seen.len() >= 120
    };
    while !both(&seen) {
        seen.insert(watched.next().await.unwrap().unwrap().id);
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let events = storage.read(&home(), "log", 0, usize::MAX).await.unwrap();
    let changes = storage.changes(&home(), 0, usize::MAX).await.unwrap();
    assert_eq!(changes.len(), 2 * events.len());
    assert_eq!(events.last().map(|entry| entry.sequence), Some(events.len() as u64));
}

#[test]
fn killed_writers_lose_nothing_acknowledged_and_leave_no_half_batch() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("storage.db");
    kill_writers(path.to_str().unwrap(), crate::counts::kills(KILLS, KILLS_FULL));
}

#[test]
fn killed_writers_lose_nothing_acknowledged_in_postgres_either() {
    let Some(server) = crate::services::postgres() else { return };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let url = runtime.block_on(crate::postgres::database(&server));
    kill_writers(&url, crate::counts::kills(KILLS_POSTGRES, KILLS_POSTGRES_FULL));
}

fn kill_writers(place: &str, kills: usize) {
    let mut acknowledged = Vec::new();
    for round in 0..kills {
        let mut child = writer(place, round);
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // A different place of the work each time, counted in commits and not in time.
        let mut wanted = 1 + round % 7;
        let mut take = |line: std::io::Result<String>| {
            let line = line.unwrap_or_default();
            line.strip_prefix("acknowledged ").map(|id| acknowledged.push(id.to_owned())).is_some()
        };
        while wanted > 0 {
            let line = lines.next().expect("the writer goes on until it is killed");
            wanted -= usize::from(take(line));
        }
        child.kill().unwrap();
        lines.for_each(|line| {
            take(line);
        });
        child.wait().unwrap();
    }
    assert!(acknowledged.len() >= kills);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let storage = open(place).await;
        let changes = storage.changes(&home(), 0, usize::MAX).await.unwrap();
        let present: std::collections::HashSet<_> = changes.iter().map(|change| change.id.as_str()).collect();
        let events = storage.read(&home(), "log", 0, usize::MAX).await.unwrap();
        let logged: std::collections::HashSet<_> =
            events.iter().filter_map(|entry| entry.event.as_str()).collect();
        let messages = storage.outbox(usize::MAX).await.unwrap();
        for id in &acknowledged {
            assert!(logged.contains(id.as_str()), "{id} was acknowledged and is lost");
        }
        assert_eq!(events.last().map(|entry| entry.sequence), Some(events.len() as u64));
        assert_eq!(messages.len(), events.len());
        assert_eq!(present.len(), 2 * events.len());
        for id in logged {
            assert!(storage.get(&home(), "note", id).await.unwrap().is_some(), "{id} lacks its record");
            assert!(present.contains(format!("{id}/twin").as_str()), "{id} lacks its twin");
        }
        println!("{kills} kills: {} commits acknowledged, all whole and kept", acknowledged.len());
    });
}
