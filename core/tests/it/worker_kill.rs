//! Kills workers under load again and again: nothing that was asked for is lost, nothing takes effect twice.
//!
//! The database is a parameter: [`Backend`] says how a child finds it.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use futures::future::BoxFuture;
use secretariat::Result;
use secretariat::clock::{Clock, SystemClock};
use secretariat::id::{SystemRandomness, WorkspaceId};
use secretariat::queue::LocalQueue;
use secretariat::storage::postgres::Postgres;
use secretariat::storage::sqlite::Sqlite;
use secretariat::storage::{Batch, Storage};
use secretariat::work::{Done, Handler, NewWork, Task, WorkRepository, Worker, WorkerOptions};
use serde_json::json;
use tempfile::TempDir;

use crate::worker::bench::{COLLECTIONS, effect};

const ROLE: &str = "SECRETARIAT_TEST_WORKER";
const KILLS: usize = 20;
const KILLS_FULL: usize = 200;
/// Workers at the same time.
const WORKERS: usize = 2;
/// Work that is asked for at once.
const EACH: usize = 12;

/// Opens the database at an address.
type Open = fn(String) -> BoxFuture<'static, Arc<dyn Storage>>;

/// A database that several processes can open.
struct Backend {
    address: String,
    open: Open,
}

/// The backends by the name that stands before their address.
const BACKENDS: [(&str, Open); 2] = [
    ("sqlite", |path| {
        Box::pin(async move {
            Arc::new(Sqlite::open(path.as_ref(), &COLLECTIONS).await.unwrap()) as Arc<dyn Storage>
        })
    }),
    ("postgres", |url| {
        Box::pin(
            async move { Arc::new(Postgres::open(&url, &COLLECTIONS).await.unwrap()) as Arc<dyn Storage> },
        )
    }),
];

fn backend(address: &str) -> Backend {
    let (name, rest) = address.split_once('#').unwrap();
    let open = BACKENDS.iter().find(|(known, _)| *known == name).unwrap().1;
    Backend { address: rest.to_owned(), open }
}

/// Works a little, in two steps, and tells of each piece that is done.
#[derive(Debug)]
struct Told(Arc<dyn Storage>);

#[async_trait]
impl Handler for Told {
    fn kind(&self) -> &str {
        "act"
    }

    async fn run(&self, task: &Task) -> Result<Done> {
        tokio::time::sleep(Duration::from_millis(task.payload()["millis"].as_u64().unwrap_or_default()))
            .await;
        let batch = effect(&*self.0, task).await?;
        if task.payload()["runs"].is_null() {
            let payload = json!({"runs": 1});
            return Ok(Done::Again { at: task.now(), payload, batch });
        }
        task.finish(batch).await?;
        let mut out = std::io::stdout().lock();
        // Who reads is gone when the test is over.
        let _ = writeln!(out, "\ndone {}", task.id()).and_then(|()| out.flush());
        Ok(Done::Committed)
    }
}

fn worker(storage: Arc<dyn Storage>) -> Worker {
    let options = WorkerOptions {
        slots: 8,
        lease: Duration::from_millis(400),
        heartbeat: Duration::from_millis(100),
        sweep: Duration::from_millis(50),
        silent_epochs: 1_000,
        ..WorkerOptions::default()
    };
    let handlers: Vec<Arc<dyn Handler>> = vec![Arc::new(Told(storage.clone()))];
    let (clock, randomness) = (Arc::new(SystemClock), Arc::new(SystemRandomness));
    Worker::new(storage, Arc::new(LocalQueue::new()), clock, randomness, handlers, options)
}

/// The role of the child: works until it is killed.
#[expect(clippy::disallowed_methods, reason = "the test tells its child what to do")]
#[test]
fn worker_of_the_kill_test() {
    let Ok(address) = std::env::var(ROLE) else { return };
    let backend = backend(&address);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async { worker((backend.open)(backend.address).await).run().await });
}

fn child(address: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "worker_kill::worker_of_the_kill_test", "--nocapture", "--test-threads=1"])
        .env(ROLE, address)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Asks for work in several workspaces; when it returns the work is acknowledged.
async fn ask(storage: &dyn Storage, round: usize) -> Vec<(WorkspaceId, secretariat::id::WorkId)> {
    let mut asked = Vec::new();
    for number in 0..EACH {
        let home: WorkspaceId = format!("ws_w{}", number % 4).parse().unwrap();
        let mut batch = Batch::new(home.clone());
        let work = NewWork::new("act", json!({"millis": (round * 7 + number) % 20}));
        let id = work.add_to(&mut batch, SystemClock.now(), &SystemRandomness).unwrap();
        storage.commit(batch).await.unwrap();
        asked.push((home, id));
    }
    asked
}

/// Reads what a child says until it has done so many pieces, and what it still said when it is killed.
fn kill(mut child: Child, after: usize) -> usize {
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let is_done = |line: std::io::Result<String>| line.is_ok_and(|line| line.starts_with("done "));
    let mut done = 0;
    while done < after {
        done += usize::from(is_done(lines.next().expect("the worker goes on until it is killed")));
    }
    child.kill().unwrap();
    done += lines.map(is_done).filter(|done| *done).count();
    child.wait().unwrap();
    done
}

async fn survive(address: &str) {
    let kills = crate::counts::kills(KILLS, KILLS_FULL);
    let backend = backend(address);
    let storage = (backend.open)(backend.address).await;
    let mut asked = Vec::new();
    let mut children: Vec<Child> = Vec::new();
    let mut told = 0;
    for round in 0..kills {
        asked.extend(ask(&*storage, round).await);
        while children.len() < WORKERS {
            children.push(child(address));
        }
        // A different place of the work each time, counted in pieces and not in time.
        let victim = children.remove(0);
        let mut killing = tokio::task::spawn_blocking(move || kill(victim, 1 + round % 9));
        told += loop {
            // The others may have done all there was: the victim is killed under load.
            tokio::select! {
                biased;
                killed = &mut killing => break killed.unwrap(),
                () = tokio::time::sleep(Duration::from_millis(50)) => asked.extend(ask(&*storage, round).await),
            }
        };
    }
    let clock = Arc::new(SystemClock);
    let rest = worker(storage.clone());
    let running = tokio::spawn({
        let rest = rest.clone();
        async move { rest.run().await }
    });
    let mut steps = 0;
    for (home, id) in &asked {
        let repository = WorkRepository::new(storage.clone(), home.clone(), clock.clone());
        while repository.get(id).await.is_ok() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let events = storage.read(home, &format!("effects/{id}"), 0, 9).await.unwrap();
        let events: Vec<_> = events.into_iter().filter_map(|entry| entry.event.as_u64()).collect();
        assert_eq!(events, [0, 1], "each step of {id} takes effect once");
        steps += events.len();
    }
    for mut child in children {
        child.kill().unwrap();
        child.wait().unwrap();
    }
    rest.stop();
    running.await.unwrap();
    let metrics = rest.metrics();
    println!(
        "{kills} workers killed: {} pieces of work, {steps} steps, each once; {told} told of by the killed, \
         {} done by the last worker",
        asked.len(),
        metrics.finished
    );
    assert!(told >= kills, "the killed workers did something");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_workers_lose_nothing_and_do_nothing_twice_on_sqlite() {
    let folder = TempDir::new().unwrap();
    survive(&format!("sqlite#{}", folder.path().join("storage.db").display())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_workers_lose_nothing_and_do_nothing_twice_on_postgres() {
    let Some(server) = crate::services::postgres() else { return };
    survive(&format!("postgres#{}", crate::postgres::database(&server).await)).await;
}
