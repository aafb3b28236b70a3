//! Seeded schedules of three workers with crashes, stalls, failing commits and unreliable wake-ups: whatever
//! happens, each step of each piece of work takes effect exactly once, and all work ends.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use futures::stream::BoxStream;
use secretariat::id::SeededRandomness;
use secretariat::queue::{LocalQueue, Queue};
use secretariat::work::{Task, WorkerMetrics, WorkerOptions};
use secretariat::{Error, Result};
use tokio::time::Instant;

use super::bench::{Acting, Bench, COLLECTIONS, Step, start, workspace};
use crate::chaos::storage::{Chaos, Plan, roll, some};
use crate::memory::Memory;

const SEEDS: u64 = 300;
const SEEDS_FULL: u64 = 10_000;
const WORKERS: usize = 3;
const WORK: u64 = 10;

/// Wake-ups that get lost, double and late.
#[derive(Debug)]
struct Unreliable {
    inner: LocalQueue,
    dice: SeededRandomness,
}

#[async_trait]
impl Queue for Unreliable {
    async fn publish(&self, topic: &str, payload: &str) -> Result<()> {
        match roll(&self.dice, 10) {
            0 => return Ok(()),
            1 => return Err(Error::unavailable("chaos: the broker is away")),
            2 => self.inner.publish(topic, payload).await?,
            3 | 4 => {
                let (inner, wait) = (self.inner.clone(), some(&self.dice, Duration::from_secs(20)));
                let (topic, payload) = (topic.to_owned(), payload.to_owned());
                tokio::spawn(async move {
                    tokio::time::sleep(wait).await;
                    inner.publish(&topic, &payload).await
                });
                return Ok(());
            }
            _ => {}
        }
        self.inner.publish(topic, payload).await
    }

    async fn subscribe(&self, topic: &str) -> Result<BoxStream<'static, Result<String>>> {
        match roll(&self.dice, 4) {
            0 => Err(Error::unavailable("chaos: the broker is away")),
            _ => self.inner.subscribe(topic).await,
        }
    }
}

/// What one schedule came to.
#[derive(Debug, Default, PartialEq)]
struct Outcome {
    effects: u64,
    runs: u64,
    crashes: u64,
    lost: u64,
    claim_errors: u64,
    took: Duration,
}

/// How a run goes, by the dice.
fn act(dice: &SeededRandomness, task: &Task) -> Step {
    match roll(dice, 20) {
        0 | 1 => Step::Fail(Error::unavailable("a service is away")),
        2..=4 if task.payload()["runs"].as_u64().unwrap_or_default() < 3 => {
            Step::Again(some(dice, Duration::from_secs(90)))
        }
        5..=8 => Step::After(some(dice, Duration::from_secs(45))),
        _ => Step::After(some(dice, Duration::from_millis(300))),
    }
}

async fn schedule(seed: u64) -> Outcome {
    let dice = Arc::new(SeededRandomness::new(seed));
    let memory = Arc::new(Memory::new(&COLLECTIONS).unwrap());
    let plan = Plan {
        before: roll(&dice, 80),
        after: roll(&dice, 80),
        late: roll(&dice, 40),
        stalls: roll(&dice, 20),
        delay: some(&dice, Duration::from_millis(100)),
        long: Duration::from_secs(60),
    };
    let sound = Bench::on(memory.clone());
    let queue = Arc::new(Unreliable { inner: LocalQueue::new(), dice: SeededRandomness::new(seed ^ 1) });
    let bench = Bench { storage: Arc::new(Chaos::over(memory, plan, seed ^ 2)), queue, ..sound.clone() };
    let mut ids = BTreeMap::new();
    for number in 0..WORK {
        let home = workspace(&format!("w{}", number % 3));
        ids.insert(sound.ask(&home, &number.to_string()).await, home);
    }
    // The epochs that began, by work: they may only rise, whichever worker it is.
    let epochs: Arc<Mutex<BTreeMap<String, (u64, bool)>>> = Arc::default();
    let acting = Acting::new("act", bench.storage.clone(), {
        let (dice, epochs) = (dice.clone(), epochs.clone());
        move |_, task| {
            let mut epochs = epochs.lock().unwrap();
            let (highest, fell) = epochs.entry(task.id().to_string()).or_default();
            // A panic here would only be one more failed run.
            *fell |= task.epoch() <= *highest;
            *highest = task.epoch();
            act(&dice, task)
        }
    });
    let options =
        WorkerOptions { slots: 4, attempts: 10_000, silent_epochs: 10_000, ..WorkerOptions::default() };
    let fresh = || start(bench.worker(&[&acting], options.clone()));
    let mut running: Vec<_> = (0..WORKERS).map(|_| fresh()).collect();
    let (begun, mut outcome) = (Instant::now(), Outcome::default());
    let mut crashes = roll(&dice, 12);
    let take = |outcome: &mut Outcome, metrics: WorkerMetrics| {
        outcome.lost += metrics.lost;
        outcome.claim_errors += metrics.claim_errors;
    };
    loop {
        let mut open = Vec::new();
        for (id, home) in &ids {
            open.extend(sound.repository(home.clone()).get(id).await.ok());
        }
        if open.is_empty() {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(86_400), "seed {seed}: never ended: {open:?}");
        tokio::time::sleep(some(&dice, Duration::from_secs(8))).await;
        if crashes > 0 && roll(&dice, 3) == 0 {
            crashes -= 1;
            let at = roll(&dice, WORKERS as u64) as usize;
            let dead = std::mem::replace(&mut running[at], fresh());
            take(&mut outcome, dead.worker.metrics());
            dead.crash();
            outcome.crashes += 1;
        }
    }
    outcome.took = begun.elapsed();
    for worker in running {
        take(&mut outcome, worker.stop().await.metrics());
    }
    // Late commits have had their time.
    tokio::time::sleep(Duration::from_secs(300)).await;
    for (id, home) in &ids {
        let steps = sound.steps(home, id.as_str()).await;
        outcome.effects += steps.len() as u64;
        let expected: Vec<u64> = (0..steps.len() as u64).collect();
        assert_eq!(steps, expected, "seed {seed}: the steps of {id} that took effect");
    }
    assert!(epochs.lock().unwrap().values().all(|(_, fell)| !fell), "seed {seed}: an epoch went back");
    outcome.runs = acting.begun().len() as u64;
    outcome
}

fn simulate(seed: u64) -> Outcome {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_time().start_paused(true).build().unwrap().block_on(schedule(seed))
}

#[test]
fn a_schedule_repeats_exactly() {
    assert_eq!(simulate(42), simulate(42));
}

#[test]
fn whatever_happens_each_step_takes_effect_once_and_all_work_ends() {
    let seeds = crate::counts::schedules(SEEDS, SEEDS_FULL);
    let mut sum = Outcome::default();
    for seed in 0..seeds {
        let one = simulate(seed);
        sum.effects += one.effects;
        sum.runs += one.runs;
        sum.crashes += one.crashes;
        sum.lost += one.lost;
        sum.claim_errors += one.claim_errors;
        sum.took += one.took;
    }
    println!(
        "{seeds} schedules, {:?} of their time: {} pieces of work, {} runs, {} effects, each once; {} crashes, \
         {} leases lost, {} claims failed",
        sum.took,
        seeds * WORK,
        sum.runs,
        sum.effects,
        sum.crashes,
        sum.lost,
        sum.claim_errors
    );
    assert!(sum.lost > 0 && sum.claim_errors > 0 && sum.crashes > 0, "the schedules were too kind");
    assert!(sum.runs > sum.effects, "nothing was ever repeated");
}
