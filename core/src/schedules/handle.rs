//! The handle of schedules: add, look, pause, go on, remove.

use std::sync::Arc;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::input::{self, Occasion};
use super::next::{first, read};
use super::record::{NewSchedule, Schedule, ScheduleFiring, ScheduleState, ScheduleWhen, ScheduledRun};
use super::repository::Repository;
use super::work::{Errand, KIND};
use crate::agents::{Engine, Start};
use crate::audit::{AuditEntry, Guard, Target};
use crate::error::{Error, ErrorKind, Result};
use crate::id::ScheduleId;
use crate::rights::{Permission, Scope};
use crate::storage::{Batch, Expect};
use crate::work::{Background, NewWork};

/// The most schedules of a workspace.
const MOST: usize = super::arrivals::HEARING;
/// The longest name, in bytes.
const NAME: usize = 200;
/// The most senders of a filter.
const SENDERS: usize = 200;
/// The most days before a deadline.
const DAYS: u32 = 3_650;

/// The schedules of a workspace. Clones share the same office.
///
/// Every method is `not_found` for who does not belong to the workspace and returns storage errors. Reading takes the
/// right `runs.read`, everything else `runs.start`; who lacks them is `denied`. What a schedule starts has the rights
/// of who added it, at the time it starts.
#[derive(Debug, Clone)]
pub struct Schedules {
    guard: Guard,
    engine: Arc<Engine>,
    work: Arc<Background>,
    time_zone: TimeZone,
}

impl Schedules {
    pub(crate) fn new(guard: Guard, engine: Arc<Engine>, work: Arc<Background>, time_zone: TimeZone) -> Self {
        Self { guard, engine, work, time_zone }
    }

    /// Adds a schedule. When this returns, no crash loses it.
    ///
    /// # Errors
    /// `invalid_input` for a crontab line, a time zone, a name or an input that cannot be used; `not_found` for a
    /// playbook, tool or model that the office does not have; `limit_exceeded` for more than 1,000 schedules.
    pub async fn add(&self, new: NewSchedule) -> Result<Schedule> {
        let scope = self.guard.enter(Permission::RunsStart).await?;
        self.check(&new)?;
        let repository = repository(&scope);
        if repository.list(None, None, MOST).await?.0.len() >= MOST {
            let message = format!("a workspace has at most {MOST} schedules: remove one first");
            return Err(Error::limit_exceeded(message));
        }
        let now = self.guard.now();
        let NewSchedule { name, when, run } = new;
        let next = first(&when, now, &self.time_zone)?;
        if next.is_none() && matches!(when, ScheduleWhen::Cron { .. }) {
            return Err(Error::invalid_input("the crontab line names a time that never comes"));
        }
        let schedule = Schedule {
            id: ScheduleId::new(now, self.engine.randomness.as_ref()),
            name,
            when,
            run,
            state: ScheduleState::Active,
            next,
            note: None,
            requested_by: scope.actor().clone(),
            turn: 0,
            created: now,
        };
        self.write(&scope, "schedules.add", &schedule, Expect::Absent).await?;
        Ok(schedule)
    }

    /// Reads a schedule.
    ///
    /// # Errors
    /// `not_found` when there is none.
    pub async fn get(&self, id: &ScheduleId) -> Result<Schedule> {
        let scope = self.guard.enter(Permission::RunsRead).await?;
        Ok(repository(&scope).get(id).await?.0)
    }

    /// Reads one page of schedules, newest first, and the cursor of the next: all of them, or those of a state.
    ///
    /// # Errors
    /// `invalid_input` for a foreign cursor.
    pub async fn list(
        &self,
        state: Option<ScheduleState>,
        cursor: Option<String>,
        limit: usize,
    ) -> Result<(Vec<Schedule>, Option<String>)> {
        let scope = self.guard.enter(Permission::RunsRead).await?;
        repository(&scope).list(state, cursor, limit).await
    }

    /// Reads one page of what a schedule has started, newest first, and the cursor of the next.
    ///
    /// # Errors
    /// `not_found` when there is none; `invalid_input` for a foreign cursor.
    pub async fn firings(
        &self,
        id: &ScheduleId,
        cursor: Option<String>,
        limit: usize,
    ) -> Result<(Vec<ScheduleFiring>, Option<String>)> {
        let scope = self.guard.enter(Permission::RunsRead).await?;
        let repository = repository(&scope);
        repository.get(id).await?;
        repository.firings(id, cursor, limit).await
    }

    /// Lets a schedule fire no more until it is resumed. Pausing twice counts once.
    ///
    /// # Errors
    /// `not_found` when there is none; `conflict` when it is over.
    pub async fn pause(&self, id: &ScheduleId) -> Result<Schedule> {
        let scope = self.guard.enter(Permission::RunsStart).await?;
        let (known, version) = repository(&scope).get(id).await?;
        match known.state {
            ScheduleState::Paused => return Ok(known),
            ScheduleState::Active => {}
            state => return Err(ended(id, state)),
        }
        let (state, turn) = (ScheduleState::Paused, known.turn + 1);
        let paused = Schedule { state, turn, next: None, ..known };
        self.write(&scope, "schedules.pause", &paused, Expect::Version(version)).await?;
        Ok(paused)
    }

    /// Lets a schedule fire again, as who resumes it. What it missed meanwhile is not made up for. Resuming twice
    /// counts once.
    ///
    /// # Errors
    /// `not_found` when there is none; `conflict` when it is over, or its time has passed.
    pub async fn resume(&self, id: &ScheduleId) -> Result<Schedule> {
        let scope = self.guard.enter(Permission::RunsStart).await?;
        let (known, version) = repository(&scope).get(id).await?;
        match known.state {
            ScheduleState::Active => return Ok(known),
            ScheduleState::Paused | ScheduleState::Stopped => {}
            state @ ScheduleState::Over => return Err(ended(id, state)),
        }
        let now = self.guard.now();
        let next = match &known.when {
            ScheduleWhen::At { at } if *at <= now => {
                let message = format!("the time of schedule {id} has passed: add another one");
                return Err(Error::new(ErrorKind::Conflict, message));
            }
            when => first(when, now, &self.time_zone)?,
        };
        let resumed = Schedule {
            state: ScheduleState::Active,
            next,
            note: None,
            requested_by: scope.actor().clone(),
            turn: known.turn + 1,
            ..known
        };
        self.write(&scope, "schedules.resume", &resumed, Expect::Version(version)).await?;
        Ok(resumed)
    }

    /// Removes a schedule; runs that it has started go on. Returns what it was.
    ///
    /// # Errors
    /// `not_found` when there is none.
    pub async fn remove(&self, id: &ScheduleId) -> Result<Schedule> {
        let scope = self.guard.enter(Permission::RunsStart).await?;
        let repository = repository(&scope);
        let (known, version) = repository.get(id).await?;
        let mut batch = Batch::new(scope.workspace().clone());
        batch.deletes.push(repository.delete(id, version));
        batch.appends.push(self.entry(&scope, "schedules.remove", &known).append()?);
        scope.storage().commit(batch).await?;
        Ok(known)
    }

    fn check(&self, new: &NewSchedule) -> Result<()> {
        if new.name.trim().is_empty() || new.name.len() > NAME {
            return Err(Error::invalid_input(format!("`name` has 1 to {NAME} bytes")));
        }
        match &new.when {
            ScheduleWhen::Cron { cron, .. } => read(cron).map(drop)?,
            ScheduleWhen::DeadlineNear { days_before } if *days_before > DAYS => {
                return Err(Error::invalid_input(format!("`days_before` is at most {DAYS}")));
            }
            ScheduleWhen::DocumentAdded { from, .. } | ScheduleWhen::MailReceived { from } => {
                let is_wrong = |sender: &String| sender.trim().is_empty() || sender.len() > 320;
                if from.len() > SENDERS || from.iter().any(is_wrong) {
                    return Err(Error::invalid_input(format!(
                        "`from` names at most {SENDERS} mail addresses or domains"
                    )));
                }
            }
            _ => {}
        }
        let hears = new.when.hears_documents();
        let sample = Occasion {
            key: String::new(),
            document: hears.then(|| "doc_00000000000000000000000000".to_owned()),
            due: matches!(new.when, ScheduleWhen::DeadlineNear { .. }).then(|| "2026-01-01".to_owned()),
            now: self.guard.now().to_string(),
        };
        let (ScheduledRun::Play { input, .. } | ScheduledRun::Ask { input, .. }) = &new.run;
        input::check(input, &sample)?;
        let input = input::filled(input, &sample);
        match &new.run {
            ScheduledRun::Play { playbook, .. } => self.engine.check(&Start::Playbook(playbook, input)),
            ScheduledRun::Ask { agent, .. } => self.engine.check(&Start::Agent(agent, input)),
        }
    }

    async fn write(&self, scope: &Scope, action: &str, schedule: &Schedule, expect: Expect) -> Result<()> {
        let mut batch = Batch::new(scope.workspace().clone());
        batch.puts.push(repository(scope).put(schedule, expect)?);
        batch.appends.push(self.entry(scope, action, schedule).append()?);
        if let Some(next) = schedule.next {
            // Office and workers may have different clocks: what counts is how long it waits.
            let there = self.engine.work_clock.now();
            let wait = next.duration_since(self.guard.now()).max(SignedDuration::ZERO);
            let wake_at = there.saturating_add(wait).unwrap_or(Timestamp::MAX);
            let work = NewWork { wake_at: Some(wake_at), ..NewWork::new(KIND, Errand::of(schedule).json()?) };
            work.add_to(&mut batch, there, self.engine.work_randomness.as_ref())?;
        }
        scope.storage().commit(batch).await?;
        self.work.nudge();
        Ok(())
    }

    fn entry(&self, scope: &Scope, action: &str, schedule: &Schedule) -> AuditEntry {
        let entry = AuditEntry::new(scope, self.guard.now(), action, Target::new("schedule", &schedule.id));
        entry.with("state", schedule.state.name())
    }
}

fn ended(id: &ScheduleId, state: ScheduleState) -> Error {
    Error::new(ErrorKind::Conflict, format!("schedule {id} is {}: add another one", state.name()))
}

fn repository(scope: &Scope) -> Repository {
    Repository::new(Arc::clone(scope.storage()), scope.workspace().clone())
}
