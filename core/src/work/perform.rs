//! The life of one claimed piece of work: run its handler, then write what becomes of it.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use futures::FutureExt;
use jiff::Timestamp;
use serde_json::Value;

use super::handler::{Done, Handler};
use super::hold::{Fate, Hold, Unwritten, Update};
use super::item::{Failed, Item};
use super::metrics::count;
use super::new::wake;
use super::signal::Level;
use super::task::Task;
use super::worker::Inner;
use crate::error::{Error, ErrorKind, Result};
use crate::storage::Batch;

/// How a run ended.
enum Ended {
    Finished(Batch),
    Again {
        at: Timestamp,
        payload: Value,
        batch: Batch,
    },
    /// A failure, and whether it may be tried again.
    Failed(Failed, bool),
    /// The worker stops: another one goes on.
    Returned,
}

/// Does one piece of work; ends early when the lease is lost.
pub(super) async fn perform(inner: Arc<Inner>, hold: Arc<Hold>, handler: Arc<dyn Handler>) {
    let task = Task { hold: Arc::clone(&hold), signal: inner.signal.clone() };
    let silent = hold.silent_epochs();
    let ended = if silent >= inner.options.silent_epochs {
        let message = format!("{silent} workers in a row ended without a word while they did this");
        Ended::Failed(Failed { kind: ErrorKind::Internal, message }, false)
    } else {
        tokio::select! {
            biased;
            () = inner.signal.reached(Level::Drop) => Ended::Returned,
            // First the run: what ended the work itself has nothing to lose.
            outcome = run(handler.as_ref(), &task) => match outcome {
                Some(ended) if !hold.has_ended() => ended,
                _ => return count(&inner.counters.finished),
            },
            () = hold.lost() => return count(&inner.counters.lost),
        }
    };
    match settle(&inner, &hold, &task, handler.as_ref(), ended).await {
        Ok(counter) => count(counter),
        Err(_) => count(&inner.counters.lost),
    }
}

/// Runs the handler; nothing when it has written the end itself.
async fn run(handler: &dyn Handler, task: &Task) -> Option<Ended> {
    // Nothing that the handler had begun is used after a panic: it wrote through the task or not at all.
    let outcome = AssertUnwindSafe(handler.run(task)).catch_unwind().await;
    Some(match outcome {
        Ok(Ok(Done::Committed)) => return None,
        Ok(Ok(Done::Finished(batch))) => Ended::Finished(batch),
        Ok(Ok(Done::Again { at, payload, batch })) => Ended::Again { at, payload, batch },
        // It did as it was told.
        Ok(Err(_)) if task.is_cancelled() => Ended::Returned,
        Ok(Err(error)) => failed(&error),
        Err(_) => {
            let message = format!("the handler of `{}` panicked; correct it", handler.kind());
            Ended::Failed(Failed { kind: ErrorKind::Internal, message }, true)
        }
    })
}

fn failed(error: &Error) -> Ended {
    Ended::Failed(error.into(), error.is_retryable())
}

/// Writes what becomes of the work, and returns what counts it.
async fn settle<'a>(
    inner: &'a Inner,
    hold: &Hold,
    task: &Task,
    handler: &dyn Handler,
    mut ended: Ended,
) -> Result<&'a AtomicU64, Unwritten> {
    loop {
        let refused = match ended {
            Ended::Finished(batch) => {
                match hold.write(Fate::Remove, &Update::default(), &|| Ok(batch.clone())).await {
                    Ok(()) => return Ok(&inner.counters.finished),
                    Err(Unwritten::Refused(error)) => error,
                    Err(lost) => return Err(lost),
                }
            }
            Ended::Again { at, payload, mut batch } => {
                wake_now(&mut batch, hold, at);
                let update = Update { at: Some(at), payload: Some(payload), error: None };
                match hold.write(Fate::Keep(again), &update, &|| Ok(batch.clone())).await {
                    Ok(()) => {
                        inner.due_at(at);
                        return Ok(&inner.counters.continued);
                    }
                    Err(Unwritten::Refused(error)) => error,
                    Err(lost) => return Err(lost),
                }
            }
            Ended::Failed(why, retryable) => {
                let attempts = hold.claimed.body.attempts + 1;
                if !retryable || attempts >= inner.options.attempts {
                    return park(inner, hold, task, handler, why).await;
                }
                let pause = inner.options.pause(attempts, inner.parts.randomness.as_ref());
                let at = hold.now().saturating_add(pause).unwrap_or(Timestamp::MAX);
                let update = Update { at: Some(at), payload: None, error: Some(why) };
                keep(hold, retry, &update, &task.batch()).await?;
                inner.due_at(at);
                return Ok(&inner.counters.retried);
            }
            Ended::Returned => {
                let mut batch = task.batch();
                wake(&mut batch, &hold.claimed.kind);
                keep(hold, release, &Update::default(), &batch).await?;
                return Ok(&inner.counters.returned);
            }
        };
        ended = failed(&refused);
    }
}

/// Parks the work together with what its handler has to say.
async fn park<'a>(
    inner: &'a Inner,
    hold: &Hold,
    task: &Task,
    handler: &dyn Handler,
    why: Failed,
) -> Result<&'a AtomicU64, Unwritten> {
    let said = AssertUnwindSafe(handler.parked(task, &why)).catch_unwind().await;
    let batch = match said {
        Ok(Ok(batch)) => batch,
        Ok(Err(error)) => {
            tracing::warn!(work = %task.id(), %error, "a handler had nothing to say about parked work");
            task.batch()
        }
        Err(_) => task.batch(),
    };
    tracing::warn!(work = %task.id(), kind = hold.claimed.kind, reason = why.message, "work is parked");
    let update = Update { at: None, payload: None, error: Some(why) };
    match hold.write(Fate::Keep(parked), &update, &|| Ok(batch.clone())).await {
        Err(Unwritten::Refused(error)) => {
            tracing::warn!(work = %task.id(), %error, "what a handler said about parked work was refused");
            keep(hold, parked, &update, &task.batch()).await?;
        }
        other => other?,
    }
    Ok(&inner.counters.parked)
}

/// Writes a change of the work alone, which only a defect can refuse; then the lease runs out.
async fn keep(
    hold: &Hold,
    change: fn(&mut Item, &Update),
    update: &Update,
    batch: &Batch,
) -> Result<(), Unwritten> {
    match hold.write(Fate::Keep(change), update, &|| Ok(batch.clone())).await {
        Err(Unwritten::Refused(error)) => {
            tracing::error!(work = %hold.claimed.id, %error, "the state of work cannot be written");
            Err(Unwritten::Lost)
        }
        other => other,
    }
}

/// What is due already is told to all workers.
fn wake_now(batch: &mut Batch, hold: &Hold, at: Timestamp) {
    if at <= hold.now() {
        wake(batch, &hold.claimed.kind);
    }
}

fn again(item: &mut Item, update: &Update) {
    (item.wake_at, item.lease_until) = (update.at, None);
    (item.body.attempts, item.body.error) = (0, None);
    item.body.payload = update.payload.clone().unwrap_or_default();
}

fn retry(item: &mut Item, update: &Update) {
    (item.wake_at, item.lease_until) = (update.at, None);
    item.body.attempts += 1;
    item.body.error = update.error.clone();
}

fn parked(item: &mut Item, update: &Update) {
    (item.wake_at, item.lease_until, item.parked) = (None, None, true);
    item.body.attempts += 1;
    item.body.error = update.error.clone();
}

fn release(item: &mut Item, _: &Update) {
    item.lease_until = None;
}
