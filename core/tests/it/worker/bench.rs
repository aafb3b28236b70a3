//! The bench that worker tests stand on: a clock of Tokio's time, handlers that count, and workers.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use secretariat::Result;
use secretariat::clock::Clock;
use secretariat::id::{SeededRandomness, WorkId, WorkspaceId};
use secretariat::queue::{LocalQueue, Queue};
use secretariat::storage::{
    Append, Attribute, AttributeKind, AttributeValue, Batch, Collection, Expect, Put, Record, Storage,
};
use secretariat::work::{
    Done, Failed, Handler, NewWork, Task, WORK, Work, WorkRepository, Worker, WorkerOptions,
};
use serde_json::json;
use tokio::sync::{Notify, Semaphore};
use tokio::time::Instant;

use crate::memory::Memory;

/// A counter for each piece of work: how often its effect took place, and at which epoch.
pub(crate) const EFFECTS: Collection = Collection {
    name: "effects",
    attributes: &[
        Attribute { name: "count", kind: AttributeKind::Integer, unique: false },
        Attribute { name: "epoch", kind: AttributeKind::Integer, unique: false },
    ],
};

/// The collections of the tests.
pub(crate) const COLLECTIONS: [Collection; 2] = [WORK, EFFECTS];

/// The time of Tokio, which stands still while anything runs and jumps when nothing does.
#[derive(Debug)]
pub(crate) struct TokioClock(Instant);

impl TokioClock {
    pub(crate) fn new() -> Self {
        Self(Instant::now())
    }
}

impl Clock for TokioClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_microsecond(1_000_000_000 + self.0.elapsed().as_micros() as i64).unwrap()
    }
}

pub(crate) fn home() -> WorkspaceId {
    WorkspaceId::default_workspace()
}

pub(crate) fn workspace(name: &str) -> WorkspaceId {
    format!("ws_{name}").parse().unwrap()
}

/// Adds one to the counter of a task, and the step that it was to a stream, which shows if it came twice.
pub(crate) async fn effect(storage: &dyn Storage, task: &Task) -> Result<Batch> {
    let known = storage.get(task.workspace(), EFFECTS.name, task.id().as_str()).await?;
    let count = known.as_ref().map_or(0, |record| number(record, "count"));
    let mut attributes = std::collections::BTreeMap::new();
    attributes.insert("count", AttributeValue::Integer(count + 1));
    attributes.insert("epoch", AttributeValue::Integer(task.epoch() as i64));
    let mut batch = task.batch();
    let record = Record {
        workspace: task.workspace().clone(),
        collection: EFFECTS.name,
        id: task.id().to_string(),
        version: 0,
        attributes,
        body: json!(null),
    };
    // Whatever is there: only the fence of the task keeps a second effect away.
    batch.puts.push(Put { record, expect: Expect::Any });
    batch.appends.push(Append {
        stream: format!("effects/{}", task.id()),
        expected_sequence: None,
        epoch: 0,
        events: vec![json!(task.payload()["runs"].as_u64().unwrap_or_default())],
    });
    Ok(batch)
}

pub(crate) fn number(record: &Record, attribute: &str) -> i64 {
    match record.attributes.get(attribute) {
        Some(AttributeValue::Integer(number)) => *number,
        _ => 0,
    }
}

/// What a handler does with a task.
pub(crate) type Act = Arc<dyn Fn(Arc<dyn Storage>, &Task) -> Step + Send + Sync>;

/// How a run of [`Acting`] goes.
pub(crate) enum Step {
    /// Takes effect at once.
    Effect,
    /// Takes effect after a while.
    After(Duration),
    /// Goes on after a while.
    Again(Duration),
    /// Fails.
    Fail(secretariat::Error),
    /// Panics.
    Panic,
    /// Waits for the gate, then takes effect.
    Gate(Arc<Semaphore>),
    /// Never ends.
    Hang,
}

/// A handler that does what the test says, and keeps a list of what it began.
pub(crate) struct Acting {
    kind: &'static str,
    storage: Arc<dyn Storage>,
    act: Act,
    pub(crate) begun: Mutex<Vec<(WorkspaceId, String)>>,
    pub(crate) running: AtomicUsize,
    pub(crate) most: AtomicUsize,
    pub(crate) started: Notify,
}

impl std::fmt::Debug for Acting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.kind)
    }
}

struct Running<'a>(&'a AtomicUsize);

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Acting {
    pub(crate) fn new(
        kind: &'static str,
        storage: Arc<dyn Storage>,
        act: impl Fn(Arc<dyn Storage>, &Task) -> Step + Send + Sync + 'static,
    ) -> Arc<Self> {
        Arc::new(Self {
            kind,
            storage,
            act: Arc::new(act),
            begun: Mutex::default(),
            running: AtomicUsize::new(0),
            most: AtomicUsize::new(0),
            started: Notify::new(),
        })
    }

    pub(crate) fn begun(&self) -> Vec<String> {
        self.begun.lock().unwrap().iter().map(|(_, name)| name.clone()).collect()
    }
}

#[async_trait]
impl Handler for Acting {
    fn kind(&self) -> &str {
        self.kind
    }

    async fn run(&self, task: &Task) -> Result<Done> {
        let name = task.payload()["name"].as_str().unwrap_or_default().to_owned();
        self.begun.lock().unwrap().push((task.workspace().clone(), name));
        let running = self.running.fetch_add(1, Ordering::Relaxed) + 1;
        let _running = Running(&self.running);
        self.most.fetch_max(running, Ordering::Relaxed);
        self.started.notify_one();
        match (self.act)(self.storage.clone(), task) {
            Step::Effect => {}
            Step::After(time) => tokio::time::sleep(time).await,
            Step::Again(time) => {
                let at = task.now() + time;
                let mut payload = task.payload().clone();
                payload["runs"] = json!(payload["runs"].as_u64().unwrap_or_default() + 1);
                return Ok(Done::Again { at, payload, batch: effect(&*self.storage, task).await? });
            }
            Step::Fail(error) => return Err(error),
            Step::Panic => panic!("as the test wishes"),
            Step::Gate(gate) => drop(gate.acquire().await.unwrap()),
            Step::Hang => std::future::pending().await,
        }
        Ok(Done::Finished(effect(&*self.storage, task).await?))
    }

    async fn parked(&self, task: &Task, _: &Failed) -> Result<Batch> {
        let mut batch = effect(&*self.storage, task).await?;
        batch.appends[0].stream = format!("effects/parked/{}", task.id());
        Ok(batch)
    }
}

/// A database, a queue and a clock that workers share.
#[derive(Debug, Clone)]
pub(crate) struct Bench {
    pub(crate) storage: Arc<dyn Storage>,
    pub(crate) queue: Arc<dyn Queue>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) randomness: Arc<SeededRandomness>,
}

impl Bench {
    pub(crate) fn new() -> Self {
        Self::on(Arc::new(Memory::new(&COLLECTIONS).unwrap()))
    }

    pub(crate) fn on(storage: Arc<dyn Storage>) -> Self {
        Self {
            storage,
            queue: Arc::new(LocalQueue::new()),
            clock: Arc::new(TokioClock::new()),
            randomness: Arc::new(SeededRandomness::new(1)),
        }
    }

    pub(crate) fn worker(&self, handlers: &[&Arc<Acting>], options: WorkerOptions) -> Worker {
        let handlers = handlers.iter().map(|handler| Arc::clone(*handler) as Arc<dyn Handler>).collect();
        Worker::new(
            self.storage.clone(),
            self.queue.clone(),
            self.clock.clone(),
            self.randomness.clone(),
            handlers,
            options,
        )
    }

    pub(crate) fn repository(&self, workspace: WorkspaceId) -> WorkRepository {
        WorkRepository::new(self.storage.clone(), workspace, self.clock.clone())
    }

    /// Asks for work of kind `act`, named in its payload.
    pub(crate) async fn ask(&self, workspace: &WorkspaceId, name: &str) -> WorkId {
        self.ask_for(workspace, NewWork::new("act", json!({"name": name}))).await
    }

    pub(crate) async fn ask_for(&self, workspace: &WorkspaceId, work: NewWork) -> WorkId {
        let mut batch = Batch::new(workspace.clone());
        let id = work.add_to(&mut batch, self.clock.now(), &*self.randomness).unwrap();
        self.storage.commit(batch).await.unwrap();
        id
    }

    /// The steps of a piece of work that took effect, in their order.
    pub(crate) async fn steps(&self, workspace: &WorkspaceId, id: &str) -> Vec<u64> {
        let events = self.storage.read(workspace, &format!("effects/{id}"), 0, 1_000).await.unwrap();
        events.into_iter().filter_map(|entry| entry.event.as_u64()).collect()
    }

    /// How often the effect of a piece of work took place.
    pub(crate) async fn effects(&self, workspace: &WorkspaceId, id: &str) -> usize {
        self.steps(workspace, id).await.len()
    }

    pub(crate) async fn work(&self, id: &WorkId) -> Option<Work> {
        self.repository(home()).get(id).await.ok()
    }

    /// Waits, on a clock that jumps, until something holds.
    pub(crate) async fn until(&self, what: &str, mut holds: impl AsyncFnMut() -> bool) {
        let begun = Instant::now();
        while !holds().await {
            assert!(begun.elapsed() < Duration::from_secs(86_400), "after a day still not: {what}");
            tokio::time::sleep(Duration::from_millis(7)).await;
        }
    }
}

/// A worker that runs in the background of a test.
pub(crate) struct Started {
    pub(crate) worker: Worker,
    task: tokio::task::JoinHandle<()>,
}

/// Starts a worker.
pub(crate) fn start(worker: Worker) -> Started {
    let task = tokio::spawn({
        let worker = worker.clone();
        async move { worker.run().await }
    });
    Started { worker, task }
}

impl Started {
    /// Stops it and waits for its end.
    pub(crate) async fn stop(self) -> Worker {
        self.worker.stop();
        self.task.await.unwrap();
        self.worker
    }

    /// Ends it at once, as a crash would.
    pub(crate) fn crash(self) {
        self.task.abort();
    }
}
