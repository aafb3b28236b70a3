//! PostgreSQL restarted, silent and cut while it is used: what callers are told, and how soon it goes on.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use secretariat::ErrorKind;
use secretariat::storage::conformance::COLLECTIONS;
use secretariat::storage::postgres::Postgres;
use secretariat::storage::{Expect, Storage};

use crate::chaos::proxy::Proxy;
use crate::chaos::server::OwnPostgres;
use crate::storage::{home, putting};

/// Commits until it is told to stop; returns what was acknowledged, and when which error came after how long.
async fn load(
    storage: Arc<Postgres>,
    writer: usize,
    stop: Arc<AtomicBool>,
) -> (Vec<String>, Vec<(ErrorKind, Duration)>, Instant) {
    let (mut acknowledged, mut errors, mut last) = (Vec::new(), Vec::new(), Instant::now());
    for number in 0.. {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let id = format!("{writer}/{number}");
        let asked = Instant::now();
        match storage.commit(putting(&id, Expect::Absent)).await {
            Ok(_) => {
                acknowledged.push(id);
                last = Instant::now();
            }
            Err(error) => {
                errors.push((error.kind(), asked.elapsed()));
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
    }
    (acknowledged, errors, last)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restart_under_load_is_said_within_three_seconds_and_over_within_five() {
    if crate::services::postgres().is_none() {
        return;
    }
    let mut server = tokio::task::spawn_blocking(OwnPostgres::start).await.unwrap();
    let storage = Arc::new(Postgres::open(&server.url(), &COLLECTIONS).await.unwrap());
    let stop = Arc::new(AtomicBool::new(false));
    let writers: Vec<_> =
        (0..8).map(|writer| tokio::spawn(load(storage.clone(), writer, stop.clone()))).collect();
    tokio::time::sleep(Duration::from_millis(300)).await;
    let (mut server, back) = tokio::task::spawn_blocking(move || {
        server.down();
        std::thread::sleep(Duration::from_millis(700));
        server.up();
        (server, Instant::now())
    })
    .await
    .unwrap();
    let recovered = loop {
        match storage.commit(putting("back", Expect::Any)).await {
            Ok(_) => break back.elapsed(),
            Err(error) => assert!(back.elapsed() < Duration::from_secs(5), "{error}"),
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    tokio::time::sleep(Duration::from_millis(200)).await;
    stop.store(true, Ordering::Relaxed);
    let (mut count, mut refused, mut slowest) = (0, 0, Duration::ZERO);
    for writer in writers {
        let (acknowledged, errors, last) = writer.await.unwrap();
        assert!(last > back, "a writer never went on");
        for id in &acknowledged {
            assert!(
                storage.get(&home(), "note", id).await.unwrap().is_some(),
                "{id} was acknowledged and is lost"
            );
        }
        for (kind, after) in &errors {
            assert!(matches!(kind, ErrorKind::Unavailable | ErrorKind::InDoubt), "{kind}");
            slowest = slowest.max(*after);
        }
        count += acknowledged.len();
        refused += errors.len();
    }
    assert!(slowest < Duration::from_secs(3), "an error came after {slowest:?}");
    assert!(refused > 0, "the restart was not noticed");
    println!(
        "restart: {count} commits acknowledged and kept, {refused} refused, slowest answer {slowest:?}, back after {recovered:?}"
    );
    storage.close().await.unwrap();
    server.down();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_silent_network_is_given_up_and_healed() {
    let Some(server) = crate::services::postgres() else { return };
    let url = crate::postgres::database(&server).await;
    let (proxy, through) = Proxy::before(&url).await;
    let storage = Postgres::open(&through, &COLLECTIONS).await.unwrap();
    storage.commit(putting("before", Expect::Absent)).await.unwrap();
    storage.get(&home(), "note", "before").await.unwrap();
    proxy.silence();
    let asked = Instant::now();
    let home = home();
    let (read, written) =
        tokio::join!(storage.get(&home, "note", "before"), storage.commit(putting("during", Expect::Absent)));
    assert_eq!(read.unwrap_err().kind(), ErrorKind::Unavailable);
    assert_eq!(written.unwrap_err().kind(), ErrorKind::Unavailable);
    assert!(asked.elapsed() < Duration::from_secs(20), "given up after {:?}", asked.elapsed());
    proxy.heal();
    let healed = Instant::now();
    while storage.commit(putting("after", Expect::Any)).await.is_err() {
        assert!(healed.elapsed() < Duration::from_secs(5), "not healed");
    }
    assert!(storage.get(&home, "note", "before").await.unwrap().is_some());
    assert!(storage.get(&home, "note", "during").await.unwrap().is_none());
}
