//! Measures, run by hand: `cargo test --release --test it storage_speed -- --ignored --nocapture`.

use std::sync::Arc;
use std::time::Instant;

use jiff::Timestamp;
use secretariat::storage::conformance::COLLECTIONS;
use secretariat::storage::sqlite::Sqlite;
use secretariat::storage::{AttributeValue, Claim, Expect, Query, Storage};
use tempfile::TempDir;

use crate::storage::{home, putting};

const RECORDS: usize = 10_000;

async fn commits_per_second(storage: &Arc<Sqlite>, writers: usize, each: usize) -> f64 {
    let start = Instant::now();
    let tasks = (0..writers).map(|writer| {
        let storage = storage.clone();
        tokio::spawn(async move {
            for number in 0..each {
                storage
                    .commit(putting(&format!("{writers}/{writer}/{number}"), Expect::Absent))
                    .await
                    .unwrap();
            }
        })
    });
    for task in futures::future::join_all(tasks).await {
        task.unwrap();
    }
    (writers * each) as f64 / start.elapsed().as_secs_f64()
}

#[ignore = "a measure"]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn storage_speed() {
    let folder = TempDir::new_in(std::env::current_dir().unwrap()).unwrap();
    let path = folder.path().join("storage.db");
    let storage = Arc::new(Sqlite::open(&path, &COLLECTIONS).await.unwrap());
    println!("1 writer: {:.0} commits/s", commits_per_second(&storage, 1, 500).await);
    println!("64 writers: {:.0} commits/s", commits_per_second(&storage, 64, 100).await);
    println!("512 writers: {:.0} commits/s", commits_per_second(&storage, 512, 20).await);
    let start = Instant::now();
    for block in 0..RECORDS / 500 {
        let mut batch = putting(&format!("bulk/{block}"), Expect::Absent);
        for number in 1..500 {
            let mut put = putting(&format!("bulk/{block}/{number}"), Expect::Absent).puts.remove(0);
            put.record.body = serde_json::json!({"text": "A letter. ".repeat(200)});
            put.record.attributes.insert("rank", AttributeValue::Integer(number));
            batch.puts.push(put);
        }
        storage.commit(batch).await.unwrap();
    }
    println!("{RECORDS} records of 2 KB in batches of 500: {:?}", start.elapsed());
    let start = Instant::now();
    for block in 0..20 {
        let mut batch = putting(&format!("work/{block}"), Expect::Absent);
        batch.puts.clear();
        for number in 0..1_000 {
            let mut put = putting(&format!("work/{block}/{number}"), Expect::Absent).puts.remove(0);
            put.record.collection = "work";
            put.record.attributes.insert("kind", AttributeValue::Text("ingest".to_owned()));
            put.record.attributes.insert("wake_at", AttributeValue::Integer(number));
            batch.puts.push(put);
        }
        batch.workspace = format!("ws_w{block}").parse().unwrap();
        batch.puts.iter_mut().for_each(|put| put.record.workspace = batch.workspace.clone());
        storage.commit(batch).await.unwrap();
    }
    println!("20000 records of work in 20 workspaces: {:?}", start.elapsed());
    let start = Instant::now();
    for second in 0..50 {
        let claim = Claim {
            collection: "work",
            kinds: vec!["ingest".to_owned()],
            now: Timestamp::from_second(1_000 + second).unwrap(),
            lease_until: Timestamp::from_second(9_000).unwrap(),
            limit: 32,
            per_workspace: 1_000,
        };
        assert_eq!(storage.claim(claim).await.unwrap().len(), 32);
    }
    println!("a claim of 32 from a backlog of 20000: {:?}", start.elapsed() / 50);
    storage.close().await.unwrap();
    for _ in 0..3 {
        let start = Instant::now();
        let storage = Sqlite::open(&path, &COLLECTIONS).await.unwrap();
        let opened = start.elapsed();
        let page = storage.query(Query { order: Some("rank"), ..Query::new(home(), "note") }).await.unwrap();
        println!("open: {opened:?}, with the first page of {}: {:?}", page.records.len(), start.elapsed());
        let start = Instant::now();
        for number in 1..200 {
            storage.get(&home(), "note", &format!("bulk/3/{number}")).await.unwrap().unwrap();
        }
        println!("get: {:?}", start.elapsed() / 199);
        storage.close().await.unwrap();
    }
}
