//! A schedule, and what came of it.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::agents::Agent;
use crate::documents::facts::DocumentKind;
use crate::id::{RunId, ScheduleId};
use crate::rights::Actor;

/// A schedule to be added.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSchedule {
    /// What people call it, at most 200 characters.
    pub name: String,
    /// When it fires.
    pub when: ScheduleWhen,
    /// What it starts.
    pub run: ScheduledRun,
}

/// When a schedule fires.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum ScheduleWhen {
    /// At the times of a crontab line.
    Cron {
        /// Minute, hour, day of the month, month and day of the week, such as `30 8 * * MON-FRI`.
        cron: String,
        /// The time zone of the line, as an IANA name; that of the office when absent. A time that a change of the
        /// clock leaves out is moved to after it; one that comes twice counts the first time.
        #[serde(default)]
        time_zone: Option<String>,
    },
    /// Once, at a time.
    At {
        /// The time.
        at: Timestamp,
    },
    /// Once, after a while.
    After {
        /// How long after it was added, in seconds.
        seconds: u32,
    },
    /// For each document that is added.
    DocumentAdded {
        /// Only for documents of these kinds; of all kinds when empty.
        #[serde(default)]
        kinds: Vec<DocumentKind>,
        /// Only for documents from these senders: mail addresses, or domains such as `firm.example`; from all when
        /// empty.
        #[serde(default)]
        from: Vec<String>,
    },
    /// For each message that is added and that the office did not write itself.
    MailReceived {
        /// Only for messages from these senders, as in `document_added`.
        #[serde(default)]
        from: Vec<String>,
    },
    /// For each deadline of a document that is near: once for each document and day. It is looked for when a document
    /// is added, and at nine in the morning of the office.
    DeadlineNear {
        /// How many days before the day it counts as near, at most 3,650.
        days_before: u32,
    },
}

/// What a schedule starts. In texts of the input `{document}` stands for the id of the document that it fires for,
/// `{due}` for the day of the deadline, and `{now}` for the time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum ScheduledRun {
    /// A playbook of the office.
    Play {
        /// Its name.
        playbook: String,
        /// Its input.
        input: Value,
    },
    /// An agent.
    Ask {
        /// The agent.
        agent: Box<Agent>,
        /// What it is to do: a text, or a value.
        input: Value,
    },
}

/// A schedule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Schedule {
    /// The id.
    pub id: ScheduleId,
    /// What people call it.
    pub name: String,
    /// When it fires.
    pub when: ScheduleWhen,
    /// What it starts.
    pub run: ScheduledRun,
    /// How it stands.
    pub state: ScheduleState,
    /// When it fires next, or is looked at next, where a time tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Timestamp>,
    /// What went wrong at last, in words for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Who added it, whose rights hold for all that it starts.
    pub requested_by: Actor,
    /// How often it was set anew: work of an earlier turn does nothing.
    pub turn: u32,
    /// When it was added.
    pub created: Timestamp,
}

/// How a schedule stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScheduleState {
    /// It fires.
    Active,
    /// Somebody paused it.
    Paused,
    /// It has fired for the last time.
    Over,
    /// Who added it no longer may start runs; the note says so.
    Stopped,
}

impl ScheduleState {
    /// Returns the name, such as `active`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Paused => "paused",
            Self::Over => "over",
            Self::Stopped => "stopped",
        }
    }
}

/// A run that a schedule started.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ScheduleFiring {
    /// The schedule.
    pub schedule: ScheduleId,
    /// The occasion: a time, a document, or a document and a day. Each starts one run.
    pub occasion: String,
    /// When it fired.
    pub at: Timestamp,
    /// The run.
    pub run: RunId,
}

impl ScheduleWhen {
    /// Says whether documents that are added tell of themselves to it.
    pub(super) fn hears_documents(&self) -> bool {
        matches!(self, Self::DocumentAdded { .. } | Self::MailReceived { .. } | Self::DeadlineNear { .. })
    }
}
