//! What goes wrong: leases that run out, and a database that is away.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use futures::stream::BoxStream;
use secretariat::id::WorkspaceId;
use secretariat::storage::{
    Batch, Change, Claim, Claimed, Committed, Entry, Message, Page, Query, Record, Storage,
};
use secretariat::work::{Done, Handler, Task, WorkState, Worker, WorkerOptions};
use secretariat::{Error, ErrorKind, Result};
use tokio::sync::Semaphore;

use super::bench::{Acting, Bench, Step, effect, home, start};

/// A database that counts its calls, and is away while the test says so.
#[derive(Debug)]
pub(crate) struct Counting {
    inner: Arc<dyn Storage>,
    calls: AtomicUsize,
    away: AtomicBool,
}

impl Counting {
    pub(crate) fn over(inner: Arc<dyn Storage>) -> Self {
        Self { inner, calls: AtomicUsize::new(0), away: AtomicBool::new(false) }
    }

    pub(crate) fn calls(&self) -> usize {
        self.calls.load(Ordering::Relaxed)
    }

    fn call(&self) -> Result<&Arc<dyn Storage>> {
        self.calls.fetch_add(1, Ordering::Relaxed);
        match self.away.load(Ordering::Relaxed) {
            true => Err(Error::unavailable("the database is away")),
            false => Ok(&self.inner),
        }
    }
}

#[async_trait]
impl Storage for Counting {
    async fn get(
        &self,
        workspace: &WorkspaceId,
        collection: &'static str,
        id: &str,
    ) -> Result<Option<Record>> {
        self.call()?.get(workspace, collection, id).await
    }

    async fn query(&self, query: Query) -> Result<Page> {
        self.call()?.query(query).await
    }

    async fn read(
        &self,
        workspace: &WorkspaceId,
        stream: &str,
        after: u64,
        limit: usize,
    ) -> Result<Vec<Entry>> {
        self.call()?.read(workspace, stream, after, limit).await
    }

    async fn commit(&self, batch: Batch) -> Result<Committed> {
        self.call()?.commit(batch).await
    }

    async fn claim(&self, claim: Claim) -> Result<Vec<Claimed>> {
        self.call()?.claim(claim).await
    }

    async fn changes(&self, workspace: &WorkspaceId, after: u64, limit: usize) -> Result<Vec<Change>> {
        self.call()?.changes(workspace, after, limit).await
    }

    async fn watch(&self, workspace: &WorkspaceId, after: u64) -> Result<BoxStream<'static, Result<Change>>> {
        self.call()?.watch(workspace, after).await
    }

    async fn outbox(&self, limit: usize) -> Result<Vec<(u64, Message)>> {
        self.call()?.outbox(limit).await
    }

    async fn published(&self, keys: &[u64]) -> Result<()> {
        self.call()?.published(keys).await
    }

    async fn close(&self) -> Result<()> {
        self.inner.close().await
    }
}

#[tokio::test(start_paused = true)]
async fn a_worker_whose_database_is_away_goes_on_when_it_is_back() {
    let bench = Bench::new();
    let counting = Arc::new(Counting::over(bench.storage.clone()));
    let sound = bench.storage.clone();
    let bench = Bench { storage: counting.clone(), ..bench };
    let acting = Acting::new("act", sound, |_, _| Step::After(Duration::from_secs(60)));
    let held = bench.ask(&home(), "held").await;
    let waiting = bench.ask(&home(), "waiting").await;
    let options = WorkerOptions { slots: 1, ..WorkerOptions::default() };
    let running = start(bench.worker(&[&acting], options));
    bench.until("one is begun", async || !acting.begun().is_empty()).await;
    counting.away.store(true, Ordering::Relaxed);
    // The run ends while the database is away: its effect waits.
    tokio::time::sleep(Duration::from_secs(600)).await;
    assert_eq!(acting.begun().len(), 1);
    counting.away.store(false, Ordering::Relaxed);
    for id in [&held, &waiting] {
        bench.until("it is done", async || bench.repository(home()).get(id).await.is_err()).await;
        assert_eq!(bench.effects(&home(), id.as_str()).await, 1);
    }
    assert_eq!(acting.begun().len(), 2, "nothing was begun again");
    running.stop().await;
}

#[tokio::test(start_paused = true)]
async fn an_idle_worker_survives_a_database_that_is_away() {
    let bench = Bench::new();
    let counting = Arc::new(Counting::over(bench.storage.clone()));
    let bench = Bench { storage: counting.clone(), ..bench };
    let acting = Acting::new("act", bench.storage.clone(), |_, _| Step::Effect);
    counting.away.store(true, Ordering::Relaxed);
    let running = start(bench.worker(&[&acting], WorkerOptions::default()));
    tokio::time::sleep(Duration::from_secs(3_600)).await;
    let metrics = running.worker.metrics();
    assert!((360..4_000).contains(&metrics.claim_errors), "{} tries in an hour", metrics.claim_errors);
    counting.away.store(false, Ordering::Relaxed);
    let id = bench.ask(&home(), "work").await;
    bench.until("it is done", async || bench.work(&id).await.is_none()).await;
    running.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_worker_that_slept_past_its_lease_writes_nothing() {
    let bench = Bench::new();
    // The first worker reaches no database while the second one does the work, and cannot renew its lease.
    let counting = Arc::new(Counting::over(bench.storage.clone()));
    let sleeper = Bench { storage: counting.clone(), ..bench.clone() };
    let gate = Arc::new(Semaphore::new(0));
    let late = Acting::new("act", bench.storage.clone(), {
        let gate = gate.clone();
        move |_, _| Step::Gate(gate.clone())
    });
    let prompt = Acting::new("act", bench.storage.clone(), |_, _| Step::Effect);
    let id = bench.ask(&home(), "work").await;
    let first = start(sleeper.worker(&[&late], WorkerOptions::default()));
    bench.until("the first has it", async || !late.begun().is_empty()).await;
    counting.away.store(true, Ordering::Relaxed);
    let second = start(bench.worker(&[&prompt], WorkerOptions::default()));
    bench.until("the second has done it", async || bench.work(&id).await.is_none()).await;
    gate.add_permits(1);
    counting.away.store(false, Ordering::Relaxed);
    bench.until("the first is done too", async || first.worker.metrics().in_flight == 0).await;
    assert_eq!(bench.effects(&home(), id.as_str()).await, 1);
    let metrics = first.stop().await.metrics();
    assert_eq!((metrics.lost, metrics.finished), (1, 0));
    assert_eq!(second.stop().await.metrics().finished, 1);
}

/// Writes in the middle of its work, and says how it went.
#[derive(Debug)]
struct Stepping {
    storage: Arc<dyn Storage>,
    gate: Arc<Semaphore>,
    refused: AtomicUsize,
}

#[async_trait]
impl Handler for Stepping {
    fn kind(&self) -> &str {
        "act"
    }

    async fn run(&self, task: &Task) -> Result<Done> {
        task.step(serde_json::json!({"half": true}), effect(&*self.storage, task).await?).await?;
        self.gate.acquire().await.unwrap().forget();
        let mut unfit = effect(&*self.storage, task).await?;
        unfit.puts[0].expect = secretariat::storage::Expect::Absent;
        let refused = task.commit(unfit.clone()).await.unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::Conflict);
        assert_eq!(task.finish(unfit).await.unwrap_err().kind(), ErrorKind::Conflict);
        self.refused.fetch_add(1, Ordering::Relaxed);
        task.finish(effect(&*self.storage, task).await?).await?;
        Ok(Done::Committed)
    }
}

#[tokio::test(start_paused = true)]
async fn steps_are_kept_and_a_batch_that_does_not_fit_is_refused_and_may_be_replaced() {
    let bench = Bench::new();
    let gate = Arc::new(Semaphore::new(0));
    let stepping = Arc::new(Stepping {
        storage: bench.storage.clone(),
        gate: gate.clone(),
        refused: AtomicUsize::new(0),
    });
    let worker = Worker::new(
        bench.storage.clone(),
        bench.queue.clone(),
        bench.clock.clone(),
        bench.randomness.clone(),
        vec![stepping.clone()],
        WorkerOptions::default(),
    );
    let id = bench.ask(&home(), "work").await;
    let running = start(worker);
    let half = async || bench.work(&id).await.is_some_and(|work| work.payload["half"] == true);
    bench.until("the step is written", half).await;
    assert_eq!(bench.effects(&home(), id.as_str()).await, 1);
    gate.add_permits(1);
    bench.until("it is done", async || bench.work(&id).await.is_none()).await;
    assert_eq!((bench.effects(&home(), id.as_str()).await, stepping.refused.load(Ordering::Relaxed)), (2, 1));
    assert_eq!(running.stop().await.metrics().finished, 1);
}

#[tokio::test(start_paused = true)]
async fn damaged_work_is_parked_and_stops_nobody() {
    let bench = Bench::new();
    let acting = Acting::new("act", bench.storage.clone(), |_, _| Step::Effect);
    let damaged = bench.ask(&home(), "damaged").await;
    let mut record = bench.storage.get(&home(), "work", damaged.as_str()).await.unwrap().unwrap();
    record.body = serde_json::json!("what is this");
    let mut batch = Batch::new(home());
    batch.puts.push(secretariat::storage::Put { record, expect: secretariat::storage::Expect::Any });
    bench.storage.commit(batch).await.unwrap();
    let whole = bench.ask(&home(), "whole").await;
    let running = start(bench.worker(&[&acting], WorkerOptions::default()));
    bench.until("the whole one is done", async || bench.work(&whole).await.is_none()).await;
    assert_eq!(running.stop().await.metrics().parked, 1);
    let error = bench.repository(home()).list(Some(WorkState::Parked), None, 9).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Corrupt);
    assert!(error.message().contains(damaged.as_str()), "{error}");
}
