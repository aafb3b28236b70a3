//! What kinds of things an office holds about people, and where each is stored.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::agents::{RUN_SNAPSHOTS, RUNS};
use crate::approvals::APPROVALS;
use crate::communications::contacts::{CONTACTS, SUPPRESSIONS};
use crate::communications::outbox::DELIVERIES;
use crate::communications::{DRAFT_VERSIONS, DRAFTS, FOLLOW_UPS, TEMPLATES};
use crate::documents::{DOCUMENT_TEXTS, DOCUMENTS, JOBS, MODEL_REPLIES};
use crate::memory::FACTS;
use crate::rights::PEOPLE;
use crate::schedules::{SCHEDULE_FIRINGS, SCHEDULES};
use crate::work::WORK;

/// A kind of stored thing that may tell of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DataKind {
    /// A document or mail, with its text and the file as it was added.
    Document,
    /// A contact.
    Contact,
    /// A draft, with all its versions.
    Draft,
    /// A run of an agent or playbook, with its events.
    Run,
    /// A delivery, with the message that was sent.
    Delivery,
    /// A follow-up.
    FollowUp,
    /// A fact of the memory.
    Fact,
    /// An answer that a model gave about a document.
    ModelReply,
    /// An approval, with what the approver was shown.
    Approval,
    /// The history of a job that took files in.
    Job,
    /// Work that waits or failed.
    Work,
    /// A schedule.
    Schedule,
    /// The note that a schedule has fired.
    ScheduleFiring,
    /// An address or domain that gets nothing; proofs and the ledger name it by its SHA-256.
    Suppression,
    /// A template of the office's own.
    Template,
    /// A person of the organisation.
    Member,
}

impl DataKind {
    /// All kinds, so that what refers to something comes after it.
    pub const ALL: [Self; 16] = [
        Self::Document,
        Self::Contact,
        Self::Draft,
        Self::Run,
        Self::Delivery,
        Self::FollowUp,
        Self::Fact,
        Self::ModelReply,
        Self::Approval,
        Self::Job,
        Self::Work,
        Self::Schedule,
        Self::ScheduleFiring,
        Self::Suppression,
        Self::Template,
        Self::Member,
    ];

    /// Returns the name, such as `follow_up`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Contact => "contact",
            Self::Draft => "draft",
            Self::Run => "run",
            Self::Delivery => "delivery",
            Self::FollowUp => "follow_up",
            Self::Fact => "fact",
            Self::ModelReply => "model_reply",
            Self::Approval => "approval",
            Self::Job => "job",
            Self::Work => "work",
            Self::Schedule => "schedule",
            Self::ScheduleFiring => "schedule_firing",
            Self::Suppression => "suppression",
            Self::Template => "template",
            Self::Member => "member",
        }
    }

    /// Returns the collection whose records are the things.
    pub(super) fn collection(self) -> &'static str {
        match self {
            Self::Document => DOCUMENTS.name,
            Self::Contact => CONTACTS.name,
            Self::Draft => DRAFTS.name,
            Self::Run => RUNS.name,
            Self::Delivery => DELIVERIES.name,
            Self::FollowUp => FOLLOW_UPS.name,
            Self::Fact => FACTS.name,
            Self::ModelReply => MODEL_REPLIES.name,
            Self::Approval => APPROVALS.name,
            Self::Job => JOBS.name,
            Self::Work => WORK.name,
            Self::Schedule => SCHEDULES.name,
            Self::ScheduleFiring => SCHEDULE_FIRINGS.name,
            Self::Suppression => SUPPRESSIONS.name,
            Self::Template => TEMPLATES.name,
            Self::Member => PEOPLE.name,
        }
    }

    /// Names the other records of a thing, of which its own record tells.
    pub(super) fn beside(self, id: &str, body: &Value) -> Vec<(&'static str, String)> {
        match self {
            Self::Document => vec![(DOCUMENT_TEXTS.name, id.to_owned())],
            Self::Draft => {
                let version = body.get("version").and_then(Value::as_u64).unwrap_or(1);
                (1..version).map(|version| (DRAFT_VERSIONS.name, format!("{id}.{version}"))).collect()
            }
            Self::Run => vec![(RUN_SNAPSHOTS.name, id.to_owned())],
            _ => Vec::new(),
        }
    }

    /// Names the stream of a thing, if it has one.
    pub(super) fn stream(self, id: &str) -> Option<String> {
        matches!(self, Self::Run | Self::Job).then(|| format!("{}/{id}", self.name()))
    }

    /// Says whether something still happens with it, so that it can go only when it has ended.
    pub(super) fn is_busy(self, body: &Value) -> bool {
        let is = |field: &str, states: &[&str]| {
            body.get(field).and_then(Value::as_str).is_some_and(|state| states.contains(&state))
        };
        match self {
            Self::Run => is("status", &["running", "waiting"]),
            Self::Schedule => is("state", &["active", "paused"]),
            Self::Delivery => {
                is("state", &["proposed", "approved", "held", "transmitting", "deferred", "in_doubt"])
            }
            _ => false,
        }
    }
}
