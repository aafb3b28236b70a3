//! One worker: effects, failures, parking, times, and its end.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use secretariat::work::{NewWork, WorkState, WorkerOptions};
use secretariat::{Error, ErrorKind};
use serde_json::json;
use tokio::sync::Semaphore;
use tokio::time::Instant;

use super::bench::{Acting, Bench, Step, home, start};

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test(start_paused = true)]
async fn work_that_was_asked_for_is_done_once_and_is_gone() {
    let bench = Bench::new();
    let acting = Acting::new("act", bench.storage.clone(), |_, _| Step::Effect);
    let before = bench.ask(&home(), "before").await;
    let running = start(bench.worker(&[&acting], WorkerOptions::default()));
    bench.until("the first is done", async || bench.work(&before).await.is_none()).await;
    let after = bench.ask(&home(), "after").await;
    running.worker.nudge();
    bench.until("the second is done", async || bench.work(&after).await.is_none()).await;
    for id in [&before, &after] {
        assert_eq!(bench.effects(&home(), id.as_str()).await, 1);
    }
    let metrics = running.stop().await.metrics();
    assert_eq!((metrics.claimed, metrics.finished, metrics.in_flight, metrics.lost), (2, 2, 0, 0));
    assert!(bench.storage.outbox(9).await.unwrap().is_empty(), "wake-ups are carried off");
}

#[tokio::test(start_paused = true)]
async fn a_nudge_is_faster_than_the_sweep_and_the_sweep_finds_what_nobody_told_of() {
    let bench = Bench::new();
    let acting = Acting::new("act", bench.storage.clone(), |_, _| Step::Effect);
    let running = start(bench.worker(&[&acting], WorkerOptions::default()));
    tokio::time::sleep(Duration::from_secs(1)).await;
    for (nudged, most) in [(true, 1), (false, 5_001)] {
        let id = bench.ask(&home(), "work").await;
        // Nobody hears of it.
        let keys: Vec<u64> = bench.storage.outbox(9).await.unwrap().iter().map(|(key, _)| *key).collect();
        bench.storage.published(&keys).await.unwrap();
        let asked = Instant::now();
        if nudged {
            running.worker.nudge();
        }
        bench.until("it is done", async || bench.work(&id).await.is_none()).await;
        assert!(asked.elapsed() <= Duration::from_millis(most + 7), "{:?}", asked.elapsed());
    }
    running.stop().await;
}

#[tokio::test(start_paused = true)]
async fn an_idle_worker_only_sweeps() {
    let bench = Bench::new();
    let counting = Arc::new(super::faults::Counting::over(bench.storage.clone()));
    let bench = Bench { storage: counting.clone(), ..bench };
    let acting = Acting::new("act", bench.storage.clone(), |_, _| Step::Effect);
    let running = start(bench.worker(&[&acting], WorkerOptions::default()));
    tokio::time::sleep(Duration::from_secs(1)).await;
    let before = counting.calls();
    tokio::time::sleep(10 * MINUTE).await;
    let calls = counting.calls() - before;
    // A look for work and one for messages, every five seconds.
    assert!(calls <= 241, "{calls} calls in ten idle minutes");
    running.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_retryable_failure_is_tried_again_later_and_takes_effect_once() {
    let bench = Bench::new();
    let acting = Acting::new("act", bench.storage.clone(), |_, task| {
        if task.attempt() < 4 { Step::Fail(Error::unavailable("a service is away")) } else { Step::Effect }
    });
    let id = bench.ask(&home(), "work").await;
    let running = start(bench.worker(&[&acting], WorkerOptions::default()));
    bench
        .until("a failure is written", async || bench.work(&id).await.is_some_and(|work| work.attempts > 0))
        .await;
    let failed = bench.work(&id).await.unwrap();
    let error = failed.error.unwrap();
    assert_eq!((error.kind, error.message.as_str()), (ErrorKind::Unavailable, "a service is away"));
    bench.until("it is done", async || bench.work(&id).await.is_none()).await;
    assert_eq!(acting.begun().len(), 4);
    assert_eq!(bench.effects(&home(), id.as_str()).await, 1);
    assert_eq!(running.stop().await.metrics().retried, 3);
}

#[tokio::test(start_paused = true)]
async fn work_that_fails_too_often_is_parked_with_its_reason_and_can_be_retried() {
    let bench = Bench::new();
    let mended = Arc::new(AtomicU32::new(0));
    let acting = Acting::new("act", bench.storage.clone(), {
        let mended = mended.clone();
        move |_, _| match mended.load(Ordering::Relaxed) {
            0 => Step::Fail(Error::unavailable("a service is away")),
            _ => Step::Effect,
        }
    });
    let id = bench.ask(&home(), "work").await;
    let options = WorkerOptions { attempts: 3, ..WorkerOptions::default() };
    let running = start(bench.worker(&[&acting], options));
    let parked = async || bench.work(&id).await.is_some_and(|work| work.state == WorkState::Parked);
    bench.until("it is parked", parked).await;
    let work = bench.work(&id).await.unwrap();
    assert_eq!((work.attempts, work.wake_at, work.lease_until), (3, None, None));
    assert_eq!(work.error.unwrap().message, "a service is away");
    assert_eq!(
        bench.effects(&home(), &format!("parked/{id}")).await,
        1,
        "the handler was asked what to write"
    );
    tokio::time::sleep(60 * MINUTE).await;
    assert_eq!(acting.begun().len(), 3, "parked work rests");
    let repository = bench.repository(home());
    assert_eq!(repository.list(Some(WorkState::Parked), None, 9).await.unwrap().0.len(), 1);
    assert_eq!(repository.list(Some(WorkState::Waiting), None, 9).await.unwrap().0.len(), 0);
    mended.store(1, Ordering::Relaxed);
    assert_eq!(repository.retry(&id).await.unwrap().attempts, 0);
    bench.until("it is done", async || bench.work(&id).await.is_none()).await;
    assert_eq!(bench.effects(&home(), id.as_str()).await, 1);
    let metrics = running.stop().await.metrics();
    assert_eq!((metrics.retried, metrics.parked, metrics.finished), (2, 1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_failure_that_would_repeat_is_parked_at_once() {
    let bench = Bench::new();
    let acting = Acting::new("act", bench.storage.clone(), |_, _| Step::Fail(Error::corrupt("it is broken")));
    let id = bench.ask(&home(), "work").await;
    let running = start(bench.worker(&[&acting], WorkerOptions::default()));
    let parked = async || bench.work(&id).await.is_some_and(|work| work.state == WorkState::Parked);
    bench.until("it is parked", parked).await;
    assert_eq!((acting.begun().len(), bench.work(&id).await.unwrap().epoch), (1, 1));
    running.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_panic_harms_nobody_else_and_counts_as_a_failure() {
    let bench = Bench::new();
    let acting = Acting::new("act", bench.storage.clone(), |_, task| match task.payload()["name"].as_str() {
        Some("bad") => Step::Panic,
        _ => Step::After(Duration::from_secs(3)),
    });
    let bad = bench.ask(&home(), "bad").await;
    let good = bench.ask(&home(), "good").await;
    let options = WorkerOptions { attempts: 2, ..WorkerOptions::default() };
    let running = start(bench.worker(&[&acting], options));
    let parked = async || bench.work(&bad).await.is_some_and(|work| work.state == WorkState::Parked);
    bench.until("the bad one is parked", parked).await;
    assert!(bench.work(&bad).await.unwrap().error.unwrap().message.contains("panicked"));
    bench.until("the good one is done", async || bench.work(&good).await.is_none()).await;
    assert_eq!(running.stop().await.metrics().retried, 1);
}

#[tokio::test(start_paused = true)]
async fn work_goes_on_at_the_time_it_asked_for_with_its_new_payload() {
    let bench = Bench::new();
    let acting = Acting::new("act", bench.storage.clone(), |_, task| {
        if task.payload()["runs"] == json!(3) { Step::Effect } else { Step::Again(20 * MINUTE) }
    });
    let id = bench.ask(&home(), "work").await;
    let begun = Instant::now();
    let running = start(bench.worker(&[&acting], WorkerOptions::default()));
    bench.until("it is done", async || bench.work(&id).await.is_none()).await;
    // The worker knows the time to the moment, though its sweep comes every five seconds only.
    let took = begun.elapsed();
    assert!(took >= 60 * MINUTE && took < 60 * MINUTE + Duration::from_millis(50), "{took:?}");
    assert_eq!((acting.begun().len(), bench.effects(&home(), id.as_str()).await), (4, 4));
    assert_eq!(running.stop().await.metrics().continued, 3);
}

#[tokio::test(start_paused = true)]
async fn delayed_work_waits_for_its_time_and_high_priority_goes_first() {
    let bench = Bench::new();
    let acting = Acting::new("act", bench.storage.clone(), |_, _| Step::Effect);
    let named = |name: &str| NewWork::new("act", json!({"name": name}));
    for (name, priority, delay) in [("low", -1, 0), ("usual", 0, 0), ("high", 9, 0), ("late", 99, 600)] {
        let wake_at = Some(bench.clock.now() + Duration::from_secs(delay));
        bench.ask_for(&home(), NewWork { priority, wake_at, ..named(name) }).await;
    }
    let options = WorkerOptions { slots: 1, ..WorkerOptions::default() };
    let running = start(bench.worker(&[&acting], options));
    let begun = Instant::now();
    bench.until("all are done", async || acting.begun().len() == 4).await;
    assert_eq!(acting.begun(), ["high", "usual", "low", "late"]);
    assert!(begun.elapsed() >= Duration::from_secs(600));
    running.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_long_run_keeps_its_lease_by_renewing_it() {
    let bench = Bench::new();
    let acting = Acting::new("act", bench.storage.clone(), |_, _| Step::After(10 * MINUTE));
    let id = bench.ask(&home(), "long").await;
    let running = start(bench.worker(&[&acting], WorkerOptions::default()));
    let other = start(bench.worker(&[&acting], WorkerOptions::default()));
    bench.until("it is done", async || bench.work(&id).await.is_none()).await;
    assert_eq!((acting.begun().len(), bench.effects(&home(), id.as_str()).await), (1, 1));
    running.stop().await;
    other.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_stopping_worker_finishes_what_is_short_and_gives_back_what_is_long() {
    let bench = Bench::new();
    let acting = Acting::new("act", bench.storage.clone(), |_, task| match task.payload()["name"].as_str() {
        Some("short") => Step::After(Duration::from_secs(5)),
        _ if task.epoch() == 1 => Step::Hang,
        _ => Step::Effect,
    });
    let short = bench.ask(&home(), "short").await;
    let long = bench.ask(&home(), "long").await;
    let running = start(bench.worker(&[&acting], WorkerOptions::default()));
    bench.until("both are begun", async || acting.begun().len() == 2).await;
    let stopped = Instant::now();
    let metrics = running.stop().await.metrics();
    assert!(stopped.elapsed() < Duration::from_secs(11), "{:?}", stopped.elapsed());
    assert_eq!((metrics.finished, metrics.returned, metrics.in_flight), (1, 1, 0));
    assert!(bench.work(&short).await.is_none());
    let given_back = bench.work(&long).await.unwrap();
    assert_eq!((given_back.lease_until, given_back.attempts), (None, 0));
    // Another worker need not wait for the lease.
    let began = Instant::now();
    let running = start(bench.worker(&[&acting], WorkerOptions::default()));
    bench.until("the other is done", async || bench.work(&long).await.is_none()).await;
    assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
    running.stop().await;
}

#[tokio::test(start_paused = true)]
async fn work_that_kills_its_workers_is_parked() {
    let bench = Bench::new();
    let acting = Acting::new("act", bench.storage.clone(), |_, _| Step::Hang);
    let id = bench.ask(&home(), "poison").await;
    for _ in 0..5 {
        let begun = acting.begun().len();
        let running = start(bench.worker(&[&acting], WorkerOptions::default()));
        bench.until("it is begun", async || acting.begun().len() > begun).await;
        running.crash();
    }
    let running = start(bench.worker(&[&acting], WorkerOptions::default()));
    let parked = async || bench.work(&id).await.is_some_and(|work| work.state == WorkState::Parked);
    bench.until("it is parked", parked).await;
    let work = bench.work(&id).await.unwrap();
    assert_eq!((acting.begun().len(), work.epoch), (5, 6));
    assert!(work.error.unwrap().message.contains("5 workers"));
    running.stop().await;
}

#[tokio::test(start_paused = true)]
async fn waiting_work_can_be_cancelled_and_held_work_by_its_job_only() {
    let bench = Bench::new();
    let gate = Arc::new(Semaphore::new(0));
    let acting = Acting::new("act", bench.storage.clone(), {
        let gate = gate.clone();
        move |_, _| Step::Gate(gate.clone())
    });
    let waiting = bench.ask(&home(), "waiting").await;
    let repository = bench.repository(home());
    repository.cancel(&waiting).await.unwrap();
    assert_eq!(repository.get(&waiting).await.unwrap_err().kind(), ErrorKind::NotFound);
    let job: secretariat::id::JobId = "job_1".parse().unwrap();
    let work = NewWork { job: Some(job.clone()), ..NewWork::new("act", json!({"name": "held"})) };
    let held = bench.ask_for(&home(), work).await;
    let running = start(bench.worker(&[&acting], WorkerOptions::default()));
    bench.until("it is begun", async || !acting.begun().is_empty()).await;
    assert_eq!(repository.cancel(&held).await.unwrap_err().kind(), ErrorKind::Conflict);
    assert_eq!(repository.cancel_job(&job).await.unwrap(), 1);
    gate.add_permits(1);
    bench.until("it ends", async || running.worker.metrics().in_flight == 0).await;
    assert_eq!(bench.effects(&home(), held.as_str()).await, 0, "who is cancelled writes nothing");
    assert_eq!(running.stop().await.metrics().lost, 1);
}
