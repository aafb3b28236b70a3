//! The worker: claims due work as long as it has free slots, and gives back what it cannot finish.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, sleep_until, timeout};

use super::handler::Handler;
use super::hold::{Hold, Parts};
use super::item::{Item, PARKED, WORK};
use super::metrics::{Counters, WorkerMetrics, count};
use super::options::{WorkerOptions, pause};
use super::perform::perform;
use super::relay::Relay;
use super::signal::{Level, Signal};
use crate::clock::Clock;
use crate::error::Result;
use crate::id::Randomness;
use crate::queue::Queue;
use crate::storage::{AttributeValue, Batch, Claim, Claimed, Expect, Put, Storage};

/// How long few free slots wait for more, so that claims come in batches.
const GATHER: Duration = Duration::from_millis(10);
/// The first and the longest pause before a failed claim is tried again.
const PAUSES: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(5));
/// How long the last writes of a stopping worker may take.
const SETTLE: Duration = Duration::from_secs(5);
/// How many times of work that is due later are kept in mind; the sweep finds the others.
const KNOWN: usize = 1_024;

/// Does the work of its handlers. Clones are the same worker.
///
/// Any number of workers, in any number of processes, may share a database. Wake-ups come through the queue;
/// what no wake-up told of is found at intervals.
#[derive(Debug, Clone)]
pub struct Worker {
    inner: Arc<Inner>,
}

#[derive(Debug)]
pub(super) struct Inner {
    pub(super) parts: Arc<Parts>,
    pub(super) queue: Arc<dyn Queue>,
    pub(super) handlers: BTreeMap<String, Arc<dyn Handler>>,
    pub(super) options: WorkerOptions,
    pub(super) wake: Notify,
    pub(super) signal: Signal,
    pub(super) counters: Counters,
    holds: Mutex<BTreeMap<String, Arc<Hold>>>,
    known: Mutex<BTreeSet<Timestamp>>,
}

/// Takes a hold off the list of its worker when its task ends in any way.
pub(super) struct Registered<'a> {
    inner: &'a Inner,
    key: String,
}

impl Worker {
    /// Joins a database, a queue and the handlers of the kinds of work to do. Of two handlers of one kind the
    /// last one counts. [`Worker::run`] begins.
    pub fn new(
        storage: Arc<dyn Storage>,
        queue: Arc<dyn Queue>,
        clock: Arc<dyn Clock>,
        randomness: Arc<dyn Randomness>,
        handlers: Vec<Arc<dyn Handler>>,
        options: WorkerOptions,
    ) -> Self {
        let relay = Relay::new(Arc::clone(&storage), Arc::clone(&queue));
        let parts = Parts { storage, clock, randomness, relay, lease: options.lease };
        let handlers = handlers.into_iter().map(|handler| (handler.kind().to_owned(), handler)).collect();
        let inner = Inner {
            parts: Arc::new(parts),
            queue,
            handlers,
            options,
            wake: Notify::new(),
            signal: Signal::new(),
            counters: Counters::default(),
            holds: Mutex::default(),
            known: Mutex::default(),
        };
        Self { inner: Arc::new(inner) }
    }

    /// Works until [`Worker::stop`]; then waits a while for what is being done, and gives back what is not
    /// finished, so that another worker goes on at once. A worker runs once. When the future is dropped the
    /// work goes on elsewhere after its lease.
    pub async fn run(&self) {
        let inner = &self.inner;
        let mut tasks = JoinSet::new();
        let sweep = inner.options.sweep;
        tokio::select! {
            biased;
            () = inner.claims(&mut tasks) => {}
            () = inner.overdue() => {}
            _ = async { futures::join!(inner.parts.relay.run(sweep), inner.listen(), inner.beat()) } => {}
        }
        tokio::select! {
            biased;
            () = all(&mut tasks) => {}
            () = inner.beat() => {}
            () = sleep(inner.options.grace) => {}
        }
        inner.signal.raise(Level::Drop);
        let settled = timeout(SETTLE, async {
            all(&mut tasks).await;
            inner.parts.relay.drain().await
        });
        match settled.await {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => tracing::warn!(%error, "the last wake-ups wait in the outbox"),
            Err(_) => {
                tracing::warn!(held = inner.holds().len(), "work was not given back: its lease runs out")
            }
        }
    }

    /// Tells [`Worker::run`] to come to its end.
    pub fn stop(&self) {
        self.inner.signal.raise(Level::Stop);
    }

    /// Says that this process has just committed work, which is then begun without a detour.
    pub fn nudge(&self) {
        self.inner.wake.notify_one();
        self.inner.parts.relay.nudge();
    }

    /// Returns what was counted until now.
    pub fn metrics(&self) -> WorkerMetrics {
        self.inner.counters.read(self.inner.holds().len())
    }
}

async fn all(tasks: &mut JoinSet<()>) {
    while tasks.join_next().await.is_some() {}
}

impl Inner {
    pub(super) fn holds(&self) -> Vec<Arc<Hold>> {
        self.holds.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).values().cloned().collect()
    }

    /// Lists a hold for the renewal of leases.
    pub(super) fn register(&self, hold: &Arc<Hold>) -> Registered<'_> {
        let key = format!("{}/{}/{}", hold.claimed.workspace, hold.claimed.id, hold.claimed.epoch);
        let mut holds = self.holds.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        holds.insert(key.clone(), Arc::clone(hold));
        Registered { inner: self, key }
    }

    /// Keeps in mind when work is due again.
    pub(super) fn due_at(&self, at: Timestamp) {
        let mut known = self.known.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        known.insert(at);
        if known.len() > KNOWN {
            known.pop_last();
        }
    }

    /// Returns how long nothing is known to be due, and forgets what is.
    fn idle_time(&self) -> Duration {
        let now = self.parts.clock.now();
        let mut known = self.known.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let Some(first) = known.first().copied() else { return self.options.sweep };
        if first <= now {
            known.retain(|at| *at > now);
            return Duration::ZERO;
        }
        let wait = Duration::try_from(first.duration_since(now)).unwrap_or_default();
        wait.min(self.options.sweep)
    }

    /// Ends when the worker should have stopped long ago, and storage does not answer.
    async fn overdue(&self) {
        self.signal.reached(Level::Stop).await;
        sleep(self.options.grace).await;
    }

    /// Claims until the worker is told to stop.
    async fn claims(self: &Arc<Self>, tasks: &mut JoinSet<()>) {
        // `more`: there may be due work. `few`: it is claimed for few free slots too.
        let (mut more, mut few, mut failures, mut turn) = (true, true, 0_u32, 0_usize);
        let mut not_before = Instant::now();
        while !self.signal.is_at(Level::Stop) {
            let free = self.options.slots.saturating_sub(tasks.len());
            let enough = free * 4 >= self.options.slots || few;
            if more && free > 0 && enough && Instant::now() >= not_before {
                few = false;
                turn = turn.wrapping_add(1);
                match self.claim(tasks, turn).await {
                    Ok(full) => (more, failures) = (full, 0),
                    Err(error) => {
                        count(&self.counters.claim_errors);
                        failures = failures.saturating_add(1);
                        let (first, most) = PAUSES;
                        let wait = pause(first, most, failures, self.parts.randomness.as_ref());
                        not_before = Instant::now() + wait;
                        tracing::warn!(%error, ?wait, "work cannot be claimed; trying again");
                    }
                }
                continue;
            }
            let wait = match (more, free) {
                (true, 0) => self.options.sweep,
                (true, _) => GATHER,
                (false, _) => self.idle_time(),
            };
            let until = (Instant::now() + wait).max(not_before);
            tokio::select! {
                biased;
                () = self.signal.reached(Level::Stop) => {}
                // What a limit of its kind or workspace held back may go on, though nobody tells of it.
                Some(_) = tasks.join_next() => more = true,
                () = self.wake.notified() => (more, few) = (true, true),
                () = sleep_until(until) => (more, few) = (true, true),
            }
        }
    }

    /// Fills the free slots and says whether there may be more to do.
    async fn claim(self: &Arc<Self>, tasks: &mut JoinSet<()>, turn: usize) -> Result<bool> {
        let mut more = false;
        let mut groups = self.groups();
        let length = groups.len().max(1);
        // Each group is first in its turn, so that none takes all slots for ever.
        groups.rotate_left(turn % length);
        for (kinds, most) in groups {
            let limit = self.options.slots.saturating_sub(tasks.len()).min(most);
            if limit == 0 {
                continue;
            }
            let now = self.parts.clock.now();
            let claim = Claim {
                collection: WORK.name,
                kinds,
                now,
                lease_until: now.saturating_add(self.options.lease).unwrap_or(Timestamp::MAX),
                limit,
                per_workspace: self.options.per_workspace,
            };
            let claimed = self.parts.storage.claim(claim).await?;
            more |= claimed.len() == limit;
            for one in claimed {
                self.begin(tasks, one).await;
            }
        }
        Ok(more)
    }

    /// The kinds that are claimed together, with how many of them may be.
    fn groups(&self) -> Vec<(Vec<String>, usize)> {
        let held = self.holds();
        let (mut groups, mut free) = (Vec::new(), Vec::new());
        for kind in self.handlers.keys() {
            match self.options.most_of(kind) {
                usize::MAX => free.push(kind.clone()),
                most => {
                    let running = held.iter().filter(|hold| hold.claimed.kind == *kind).count();
                    groups.push((vec![kind.clone()], most.saturating_sub(running)));
                }
            }
        }
        if !free.is_empty() {
            groups.push((free, usize::MAX));
        }
        groups
    }

    async fn begin(self: &Arc<Self>, tasks: &mut JoinSet<()>, claimed: Claimed) {
        count(&self.counters.claimed);
        let mut record = claimed.record;
        let version = record.version;
        let item = match Item::read(&record) {
            Ok(item) => item,
            Err(error) => {
                tracing::error!(work = record.id, %error, "work that cannot be read is parked");
                let mut batch = Batch::new(record.workspace.clone());
                record.attributes.retain(|name, _| !matches!(*name, "wake_at" | "lease_until"));
                record.attributes.insert("state", AttributeValue::Text(PARKED.to_owned()));
                batch.puts.push(Put { record, expect: Expect::Version(version) });
                // When this fails it is tried again after the lease.
                if self.parts.storage.commit(batch).await.is_ok() {
                    count(&self.counters.parked);
                }
                return;
            }
        };
        let Some(handler) = self.handlers.get(&item.kind).cloned() else { return };
        let inner = Arc::clone(self);
        let hold = Arc::new(Hold::new(Arc::clone(&self.parts), item, version));
        // Listed before the task is polled, so that the next claim counts it.
        let listed = Arc::clone(&hold);
        let key = self.register(&listed).keep();
        tasks.spawn(async move {
            let guard = Arc::clone(&inner);
            let _registered = Registered { inner: &guard, key };
            perform(inner, hold, handler).await;
        });
    }
}

impl Registered<'_> {
    /// Leaves the hold on the list and returns its key.
    fn keep(mut self) -> String {
        std::mem::take(&mut self.key)
    }
}

impl Drop for Registered<'_> {
    fn drop(&mut self) {
        self.inner.holds.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).remove(&self.key);
    }
}
