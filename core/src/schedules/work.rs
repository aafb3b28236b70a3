//! The work of a schedule that a time tells: sleep until then, start a run, and sleep again, in one commit.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::deadlines::near;
use super::fire::{Fired, fire, merge};
use super::input::Occasion;
use super::next::after;
use super::record::{Schedule, ScheduleState, ScheduleWhen};
use super::repository::Repository;
use crate::agents::Engine;
use crate::documents::{DocumentOrder, Documents};
use crate::error::{Error, ErrorKind, Result};
use crate::id::ScheduleId;
use crate::rights::{Actor, Gate};
use crate::storage::{Batch, Expect};
use crate::work::{Done, Failed, Handler, Task};

/// The kind of the work.
pub(super) const KIND: &str = "schedule";
/// Documents that are looked at at once.
const PAGE: usize = 200;

/// What a worker has to know.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Errand {
    schedule: ScheduleId,
    turn: u32,
}

impl Errand {
    pub(super) fn of(schedule: &Schedule) -> Self {
        Self { schedule: schedule.id.clone(), turn: schedule.turn }
    }

    pub(super) fn json(&self) -> Result<Value> {
        serde_json::to_value(self)
            .map_err(|error| Error::internal("the work of a schedule cannot be written").with_source(error))
    }
}

/// Starts what schedules ask for.
#[derive(Debug)]
pub(crate) struct ScheduleHandler {
    pub(crate) engine: Arc<Engine>,
    /// The documents of the office, which hold no worker: else it would hold itself.
    pub(crate) documents: Documents,
}

/// What becomes of a schedule whose time has come.
struct Outcome {
    batch: Batch,
    stopped: bool,
    note: Option<String>,
}

#[async_trait]
impl Handler for ScheduleHandler {
    fn kind(&self) -> &str {
        KIND
    }

    async fn run(&self, task: &Task) -> Result<Done> {
        let Some((repository, schedule, version)) = self.active(task).await? else {
            return Ok(Done::Finished(task.batch()));
        };
        let (now, due) = (self.engine.clock.now(), schedule.next);
        let Some(due) = due else { return Ok(Done::Finished(task.batch())) };
        if due > now {
            return Ok(again(task, due.duration_since(now), task.batch()));
        }
        let outcome = match &schedule.when {
            ScheduleWhen::DeadlineNear { days_before } => {
                self.look(task, &repository, &schedule, *days_before).await?
            }
            _ => {
                let occasion = Occasion { key: due.to_string(), now: now.to_string(), ..Occasion::default() };
                let mut outcome = Outcome { batch: task.batch(), stopped: false, note: None };
                outcome.add(fire(&self.engine, &repository, &schedule, &occasion).await?);
                outcome
            }
        };
        let Outcome { mut batch, stopped, note } = outcome;
        // Whatever was missed meanwhile is made up for by this one.
        let next = after(&schedule.when, now, &self.documents.ingest.time_zone)?.filter(|_| !stopped);
        let state = match (stopped, next) {
            (true, _) => ScheduleState::Stopped,
            (false, Some(_)) => ScheduleState::Active,
            (false, None) => ScheduleState::Over,
        };
        let following = Schedule { state, next, note, ..schedule };
        batch.puts.push(repository.put(&following, Expect::Version(version))?);
        Ok(match next {
            Some(next) => again(task, next.duration_since(now), batch),
            None => Done::Finished(batch),
        })
    }

    async fn parked(&self, task: &Task, why: &Failed) -> Result<Batch> {
        let mut batch = task.batch();
        if let Some((repository, schedule, version)) = self.active(task).await? {
            let (state, note) = (ScheduleState::Stopped, Some(why.message.clone()));
            let stopped = Schedule { state, next: None, note, ..schedule };
            batch.puts.push(repository.put(&stopped, Expect::Version(version))?);
        }
        Ok(batch)
    }
}

impl ScheduleHandler {
    /// The schedule of a piece of work, if it still waits for it.
    async fn active(&self, task: &Task) -> Result<Option<(Repository, Schedule, u64)>> {
        let errand: Errand = task.read()?;
        let repository = Repository::new(Arc::clone(&self.engine.storage), task.workspace().clone());
        let found = repository.find(&errand.schedule).await?;
        let found =
            found.filter(|(found, _)| found.turn == errand.turn && found.state == ScheduleState::Active);
        Ok(found.map(|(schedule, version)| (repository, schedule, version)))
    }

    /// Looks for deadlines in all documents. Each run is a commit of its own, so that any number fits.
    async fn look(
        &self,
        task: &Task,
        repository: &Repository,
        schedule: &Schedule,
        days_before: u32,
    ) -> Result<Outcome> {
        let mut outcome = Outcome { batch: task.batch(), stopped: false, note: None };
        let documents = self.documents_of(task);
        let now = self.engine.clock.now();
        let today = now.to_zoned(documents.ingest.time_zone.clone()).date();
        let mut cursor = None;
        loop {
            let (page, next) = documents.repository().page(DocumentOrder::Oldest, cursor, PAGE).await?;
            for occasion in
                page.iter().flat_map(|document| near(document, today, days_before, &now.to_string()))
            {
                let fired = fire(&self.engine, repository, schedule, &occasion).await?;
                begin(task, repository, schedule, &occasion, fired, &mut outcome).await?;
                if outcome.stopped {
                    return Ok(outcome);
                }
            }
            match next {
                Some(next) => cursor = Some(next),
                None => return Ok(outcome),
            }
        }
    }

    fn documents_of(&self, task: &Task) -> Documents {
        let storage = Arc::clone(&self.engine.storage);
        let gate = Gate::new(storage, task.workspace().clone(), Actor::Owner);
        self.documents.to(task.workspace(), self.documents.guard.at(gate))
    }
}

impl Outcome {
    fn add(&mut self, fired: Fired) {
        match fired {
            Fired::Begins(batch) => merge(&mut self.batch, *batch),
            Fired::Before => {}
            Fired::Failed(error) => self.note = Some(error.message().to_owned()),
            Fired::Refused(error) => {
                (self.stopped, self.note) = (true, Some(error.message().to_owned()));
            }
        }
    }
}

/// Commits a run by itself; another worker may have begun it meanwhile.
async fn begin(
    task: &Task,
    repository: &Repository,
    schedule: &Schedule,
    occasion: &Occasion,
    fired: Fired,
    outcome: &mut Outcome,
) -> Result<()> {
    let Fired::Begins(batch) = fired else {
        outcome.add(fired);
        return Ok(());
    };
    match task.commit(*batch).await {
        Err(error)
            if error.kind() == ErrorKind::Conflict
                && !task.is_cancelled()
                && repository.has_fired(&schedule.id, &occasion.key).await? =>
        {
            Ok(())
        }
        committed => committed,
    }
}

fn again(task: &Task, wait: SignedDuration, batch: Batch) -> Done {
    let at = task.now().saturating_add(wait).unwrap_or(Timestamp::MAX);
    Done::Again { at, payload: task.payload().clone(), batch }
}
