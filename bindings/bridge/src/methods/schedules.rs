//! The methods of schedules.

use schemars::JsonSchema;
use secretariat::id::ScheduleId;
use secretariat::schedules::{NewSchedule, Schedule, ScheduleFiring, ScheduleState};
use secretariat::{Office, Result};
use serde::{Deserialize, Serialize};

use super::page_size;
use crate::method::Method;

/// Adds a schedule, which starts runs by itself: at times, or for documents, messages and deadlines (right
/// `runs.start`). When it returns, no crash loses the schedule.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Add {
    /// The schedule.
    schedule: NewSchedule,
}

impl Method for Add {
    const NAME: &'static str = "schedules.add";
    type Output = Schedule;

    async fn run(self, office: Office) -> Result<Schedule> {
        office.schedules().add(self.schedule).await
    }
}

/// Reads a schedule (right `runs.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Get {
    /// The schedule.
    id: ScheduleId,
}

impl Method for Get {
    const NAME: &'static str = "schedules.get";
    const BRIEF: bool = true;
    type Output = Schedule;

    async fn run(self, office: Office) -> Result<Schedule> {
        office.schedules().get(&self.id).await
    }
}

/// Lists schedules, newest first (right `runs.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct List {
    /// Only those that stand so.
    #[serde(default)]
    state: Option<ScheduleState>,
    /// Where the page starts: the cursor of the last one.
    #[serde(default)]
    cursor: Option<String>,
    /// The most schedules.
    #[serde(default = "page_size")]
    limit: usize,
}

/// A page of schedules.
#[derive(Serialize, JsonSchema)]
pub(crate) struct SchedulePage {
    /// The schedules.
    schedules: Vec<Schedule>,
    /// The cursor of the next page, if there is one.
    cursor: Option<String>,
}

impl Method for List {
    const NAME: &'static str = "schedules.list";
    type Output = SchedulePage;

    async fn run(self, office: Office) -> Result<SchedulePage> {
        let (schedules, cursor) = office.schedules().list(self.state, self.cursor, self.limit).await?;
        Ok(SchedulePage { schedules, cursor })
    }
}

/// Lists what a schedule has started, newest first (right `runs.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Firings {
    /// The schedule.
    id: ScheduleId,
    /// Where the page starts: the cursor of the last one.
    #[serde(default)]
    cursor: Option<String>,
    /// The most firings.
    #[serde(default = "page_size")]
    limit: usize,
}

/// A page of what a schedule has started.
#[derive(Serialize, JsonSchema)]
pub(crate) struct ScheduleFiringPage {
    /// The firings.
    firings: Vec<ScheduleFiring>,
    /// The cursor of the next page, if there is one.
    cursor: Option<String>,
}

impl Method for Firings {
    const NAME: &'static str = "schedules.firings";
    type Output = ScheduleFiringPage;

    async fn run(self, office: Office) -> Result<ScheduleFiringPage> {
        let (firings, cursor) = office.schedules().firings(&self.id, self.cursor, self.limit).await?;
        Ok(ScheduleFiringPage { firings, cursor })
    }
}

/// Lets a schedule fire no more until it is resumed (right `runs.start`). Pausing twice counts once.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pause {
    /// The schedule.
    id: ScheduleId,
}

impl Method for Pause {
    const NAME: &'static str = "schedules.pause";
    type Output = Schedule;

    async fn run(self, office: Office) -> Result<Schedule> {
        office.schedules().pause(&self.id).await
    }
}

/// Lets a schedule fire again, as who resumes it (right `runs.start`); what it missed is not made up for. Resuming
/// twice counts once.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Resume {
    /// The schedule.
    id: ScheduleId,
}

impl Method for Resume {
    const NAME: &'static str = "schedules.resume";
    type Output = Schedule;

    async fn run(self, office: Office) -> Result<Schedule> {
        office.schedules().resume(&self.id).await
    }
}

/// Removes a schedule (right `runs.start`); runs that it has started go on. Returns what it was.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Remove {
    /// The schedule.
    id: ScheduleId,
}

impl Method for Remove {
    const NAME: &'static str = "schedules.remove";
    type Output = Schedule;

    async fn run(self, office: Office) -> Result<Schedule> {
        office.schedules().remove(&self.id).await
    }
}
