//! Workers on PostgreSQL that are woken through RabbitMQ, with the broker away and the database restarted.

use std::sync::Arc;
use std::time::{Duration, Instant};

use secretariat::clock::SystemClock;
use secretariat::id::SystemRandomness;
use secretariat::queue::{PostgresQueue, Queue, RabbitQueue};
use secretariat::storage::Storage;
use secretariat::storage::postgres::Postgres;
use secretariat::work::{Worker, WorkerOptions};

use super::bench::{Acting, Bench, COLLECTIONS, Step, home, workspace};
use crate::chaos::proxy::Proxy;
use crate::chaos::server::OwnPostgres;

fn bench(storage: Arc<dyn Storage>, queue: Arc<dyn Queue>) -> Bench {
    Bench { queue, clock: Arc::new(SystemClock), ..Bench::on(storage) }
}

fn options() -> WorkerOptions {
    WorkerOptions { sweep: Duration::from_millis(500), ..WorkerOptions::default() }
}

/// Waits until every piece took effect, and counts those that did so once.
async fn all_once(bench: &Bench, asked: &[secretariat::id::WorkId], within: Duration) -> usize {
    let since = Instant::now();
    for id in asked {
        while bench.effects(&home(), id.as_str()).await == 0 {
            assert!(since.elapsed() < within, "{id} is not done after {:?}", since.elapsed());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
    let mut once = 0;
    for id in asked {
        assert_eq!(bench.effects(&home(), id.as_str()).await, 1, "{id}");
        once += 1;
    }
    once
}

fn run(workers: &[Worker]) -> Vec<tokio::task::JoinHandle<()>> {
    let run = |worker: &Worker| {
        let worker = worker.clone();
        tokio::spawn(async move { worker.run().await })
    };
    workers.iter().map(run).collect()
}

async fn stop(workers: &[Worker], running: Vec<tokio::task::JoinHandle<()>>) {
    workers.iter().for_each(Worker::stop);
    for one in running {
        one.await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_broker_that_is_away_delays_work_and_loses_and_doubles_none() {
    let (Some(server), Some(broker)) = (crate::services::postgres(), crate::services::rabbitmq()) else {
        return;
    };
    let url = crate::postgres::database(&server).await;
    let (proxy, broker) = Proxy::before(&broker).await;
    let namespace = format!("fleet-{}", std::process::id());
    let mut workers = Vec::new();
    let mut benches = Vec::new();
    for _ in 0..2 {
        let storage: Arc<dyn Storage> = Arc::new(Postgres::open(&url, &COLLECTIONS).await.unwrap());
        let queue = RabbitQueue::new(&broker, &namespace, Arc::new(SystemRandomness)).unwrap();
        let bench = bench(storage, Arc::new(queue));
        let acting = Acting::new("act", bench.storage.clone(), |_, _| Step::Effect);
        workers.push(bench.worker(&[&acting], options()));
        benches.push(bench);
    }
    let running = run(&workers);
    let bench = &benches[0];
    let mut asked = Vec::new();
    for number in 0..40 {
        asked.push(bench.ask(&home(), &number.to_string()).await);
    }
    proxy.cut();
    let away = Instant::now();
    let length = Duration::from_secs(crate::counts::schedules(3, 20));
    while away.elapsed() < length {
        asked.push(bench.ask(&home(), "while away").await);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let count = all_once(bench, &asked, Duration::from_secs(20)).await;
    proxy.heal();
    asked.push(bench.ask(&home(), "afterwards").await);
    all_once(bench, &asked[count..], Duration::from_secs(20)).await;
    stop(&workers, running).await;
    println!("broker away for {length:?}: {} pieces of work, each done once", asked.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_restarted_under_workers_loses_and_doubles_nothing() {
    if crate::services::postgres().is_none() {
        return;
    }
    let mut server = tokio::task::spawn_blocking(OwnPostgres::start).await.unwrap();
    let url = server.url();
    let mut workers = Vec::new();
    let mut benches = Vec::new();
    for _ in 0..2 {
        let storage: Arc<dyn Storage> = Arc::new(Postgres::open(&url, &COLLECTIONS).await.unwrap());
        let queue = PostgresQueue::new(&url, "fleet", Arc::new(SystemRandomness)).unwrap();
        let bench = bench(storage, Arc::new(queue));
        let acting = Acting::new("act", bench.storage.clone(), |_, _| Step::After(Duration::from_millis(20)));
        let quick = WorkerOptions {
            lease: Duration::from_secs(3),
            heartbeat: Duration::from_millis(500),
            silent_epochs: 100,
            attempts: 100,
            ..options()
        };
        workers.push(bench.worker(&[&acting], quick));
        benches.push(bench);
    }
    let bench = benches.remove(0);
    let mut asked = Vec::new();
    for number in 0..400 {
        asked.push(bench.ask(&home(), &number.to_string()).await);
    }
    let running = run(&workers);
    tokio::time::sleep(Duration::from_millis(150)).await;
    let server = tokio::task::spawn_blocking(move || {
        server.down();
        std::thread::sleep(Duration::from_millis(300));
        server.up();
        server
    })
    .await
    .unwrap();
    let since = Instant::now();
    // Reading fails for a moment after the restart, as it may.
    while bench.storage.get(&home(), "effects", "none").await.is_err() {
        assert!(since.elapsed() < Duration::from_secs(5), "the database is not back");
    }
    let count = all_once(&bench, &asked, Duration::from_secs(30)).await;
    stop(&workers, running).await;
    println!("database restarted under two workers: {count} pieces of work, each done once");
    drop(server);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_workspace_is_served_beside_a_busy_one_by_the_fleet() {
    let Some(server) = crate::services::postgres() else { return };
    let url = crate::postgres::database(&server).await;
    let storage: Arc<dyn Storage> = Arc::new(Postgres::open(&url, &COLLECTIONS).await.unwrap());
    let queue = PostgresQueue::new(&url, "fair", Arc::new(SystemRandomness)).unwrap();
    let bench = bench(storage, Arc::new(queue));
    for number in 0..200 {
        bench.ask(&home(), &format!("busy {number}")).await;
    }
    let quiet = bench.ask(&workspace("quiet"), "quiet").await;
    let acting = Acting::new("act", bench.storage.clone(), |_, _| Step::Effect);
    let workers = [bench.worker(&[&acting], WorkerOptions { slots: 4, ..options() })];
    let running = run(&workers);
    while bench.effects(&workspace("quiet"), quiet.as_str()).await == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let before = acting.begun().iter().position(|name| name == "quiet").unwrap();
    stop(&workers, running).await;
    assert!(before < 20, "the quiet workspace came after {before} of 200");
}
