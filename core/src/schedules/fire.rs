//! One firing: a run, and the note that this occasion has started it.

use std::sync::Arc;

use super::input::{Occasion, filled};
use super::record::{Schedule, ScheduleFiring, ScheduledRun};
use super::repository::Repository;
use crate::agents::{Engine, Prepared, Start};
use crate::audit::{AuditEntry, Target};
use crate::error::{Error, Result};
use crate::rights::{Permission, Scope};
use crate::storage::Batch;

/// What came of an occasion.
#[derive(Debug)]
pub(super) enum Fired {
    /// A run begins when this is committed.
    Begins(Box<Batch>),
    /// It has started a run before.
    Before,
    /// Who added the schedule may start no runs any more.
    Refused(Error),
    /// No run can begin: what is wrong with it.
    Failed(Error),
}

/// Prepares the run of an occasion, as who added the schedule.
///
/// # Errors
/// Errors that may pass, and storage errors.
pub(super) async fn fire(
    engine: &Arc<Engine>,
    repository: &Repository,
    schedule: &Schedule,
    occasion: &Occasion,
) -> Result<Fired> {
    if repository.has_fired(&schedule.id, &occasion.key).await? {
        return Ok(Fired::Before);
    }
    let guard = engine.guard(&repository.workspace, &schedule.requested_by);
    let scope = match guard.enter(Permission::RunsStart).await {
        Ok(scope) => scope,
        Err(error) if error.is_retryable() => return Err(error),
        Err(error) => return Ok(Fired::Refused(error)),
    };
    let start = match &schedule.run {
        ScheduledRun::Play { playbook, input } => Start::Playbook(playbook, filled(input, occasion)),
        ScheduledRun::Ask { agent, input } => Start::Agent(agent, filled(input, occasion)),
    };
    let Prepared { run, mut batch, .. } = match engine.prepare(&scope, start).await {
        Ok(prepared) => prepared,
        Err(error) if error.is_retryable() => return Err(error),
        Err(error) => return Ok(Fired::Failed(error)),
    };
    let at = engine.clock.now();
    let firing = ScheduleFiring {
        schedule: schedule.id.clone(),
        occasion: occasion.key.clone(),
        at,
        run: run.id.clone(),
    };
    batch.puts.push(repository.fired(&firing)?);
    batch.appends.push(note(&scope, at, schedule, run.id.as_str())?);
    Ok(Fired::Begins(Box::new(batch)))
}

fn note(
    scope: &Scope,
    at: jiff::Timestamp,
    schedule: &Schedule,
    run: &str,
) -> Result<crate::storage::Append> {
    let target = Target::new("schedule", &schedule.id);
    AuditEntry::new(scope, at, "schedules.fire", target).with("run", run).append()
}

/// Adds what one batch writes to another.
pub(super) fn merge(into: &mut Batch, from: Batch) {
    into.puts.extend(from.puts);
    into.deletes.extend(from.deletes);
    into.appends.extend(from.appends);
    for message in from.messages {
        if !into.messages.contains(&message) {
            into.messages.push(message);
        }
    }
}
