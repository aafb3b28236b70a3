//! Whether records and events can be read as the types that their pillars keep.

use serde_json::Value;

use crate::agents::{RUN_SNAPSHOTS, RUN_SPECS, RUNS, Run, RunEntry};
use crate::approvals::{APPROVALS, Approval};
use crate::audit::{AUDIT, AuditEntry, SEAL_HEADS};
use crate::communications::contacts::{
    CONTACT_KEYS, CONTACT_POLICIES, CONTACTS, Contact, ContactPolicy, SUPPRESSIONS, Suppression,
};
use crate::communications::outbox::{DELIVERIES, Delivery, SEND_SLOTS};
use crate::communications::{
    DRAFT_VERSIONS, DRAFTS, Draft, FOLLOW_UPS, FollowUp, MAILBOXES, MailboxState, TEMPLATES, Template,
};
use crate::documents::{DOCUMENT_TEXTS, DOCUMENTS, Document, JOBS, MODEL_REPLIES, ParsedDocument};
use crate::forwarding::AUDIT_FORWARDS;
use crate::memory::{FACTS, Fact};
use crate::people::{ORGANISATIONS, Organisation};
use crate::privacy::{ERASURE_PLANS, ERASURES, Erasure, LEGAL_HOLDS, RETENTION_POLICIES};
use crate::rights::{
    MEMBERSHIPS, Membership, PEOPLE, Person, SERVICE_ACCOUNTS, ServiceAccount, WORKSPACES, Workspace,
};
use crate::schedules::{SCHEDULE_FIRINGS, SCHEDULES, Schedule, ScheduleFiring};
use crate::sessions::{AGENDA_FEEDS, FEDERATED_SIGN_INS, INVITATIONS, SERVICE_TOKENS, SESSIONS, SIGN_INS};
use crate::webhooks::{WEBHOOK_DELIVERIES, WEBHOOK_FEEDS, WEBHOOKS};
use crate::work::WORK;

type Read = fn(&Value) -> bool;

/// How the body of a record of each collection is read. What stays within its module is looked at from outside.
pub(super) const READERS: &[(&str, Read)] = &[
    (DOCUMENTS.name, reads::<Document>),
    (DOCUMENT_TEXTS.name, reads::<ParsedDocument>),
    (MODEL_REPLIES.name, is_something),
    (DRAFTS.name, reads::<Draft>),
    (DRAFT_VERSIONS.name, reads::<Draft>),
    (TEMPLATES.name, reads::<Template>),
    (DELIVERIES.name, reads::<Delivery>),
    (SEND_SLOTS.name, Value::is_object),
    (CONTACTS.name, reads::<Contact>),
    (CONTACT_KEYS.name, Value::is_object),
    (SUPPRESSIONS.name, reads::<Suppression>),
    (CONTACT_POLICIES.name, reads::<ContactPolicy>),
    (MAILBOXES.name, reads::<MailboxState>),
    (FOLLOW_UPS.name, reads::<FollowUp>),
    (JOBS.name, Value::is_object),
    (WORK.name, Value::is_object),
    (ORGANISATIONS.name, reads::<Organisation>),
    (WORKSPACES.name, reads::<Workspace>),
    (PEOPLE.name, reads::<Person>),
    (MEMBERSHIPS.name, reads::<Membership>),
    (SERVICE_ACCOUNTS.name, reads::<ServiceAccount>),
    (APPROVALS.name, reads::<Approval>),
    (SEAL_HEADS.name, Value::is_object),
    (RUNS.name, reads::<Run>),
    (RUN_SPECS.name, Value::is_object),
    (RUN_SNAPSHOTS.name, Value::is_object),
    (SCHEDULES.name, reads::<Schedule>),
    (SCHEDULE_FIRINGS.name, reads::<ScheduleFiring>),
    (FACTS.name, reads::<Fact>),
    (SIGN_INS.name, Value::is_object),
    (SESSIONS.name, Value::is_object),
    (INVITATIONS.name, Value::is_object),
    (SERVICE_TOKENS.name, Value::is_object),
    (FEDERATED_SIGN_INS.name, Value::is_object),
    (AGENDA_FEEDS.name, Value::is_object),
    (ERASURES.name, reads::<Erasure>),
    (ERASURE_PLANS.name, Value::is_object),
    (LEGAL_HOLDS.name, Value::is_object),
    (RETENTION_POLICIES.name, Value::is_object),
    (WEBHOOKS.name, Value::is_object),
    (WEBHOOK_DELIVERIES.name, Value::is_object),
    (WEBHOOK_FEEDS.name, Value::is_object),
    (AUDIT_FORWARDS.name, Value::is_object),
];

/// Fields that name a record of another collection of the workspace, which must be there.
pub(super) const LINKS: &[(&str, Link, &str)] = &[
    (DOCUMENTS.name, Link::Id, DOCUMENT_TEXTS.name),
    (DOCUMENT_TEXTS.name, Link::Id, DOCUMENTS.name),
    (DELIVERIES.name, Link::Field("draft"), DRAFTS.name),
    (DELIVERIES.name, Link::Field("approval"), APPROVALS.name),
    (RUNS.name, Link::Field("spec"), RUN_SPECS.name),
    (SCHEDULE_FIRINGS.name, Link::Field("schedule"), SCHEDULES.name),
];

/// Where the name of the other record stands.
#[derive(Debug, Clone, Copy)]
pub(super) enum Link {
    /// It has the same id.
    Id,
    /// In a field of the body.
    Field(&'static str),
}

/// Says whether the record of a collection is as its pillar writes it; those of unknown collections are.
pub(super) fn is_readable(collection: &str, body: &Value) -> bool {
    READERS.iter().find(|(name, _)| *name == collection).is_none_or(|(_, read)| read(body))
}

/// Says whether an event is as the owner of its stream writes it.
pub(super) fn is_readable_event(stream: &str, sequence: u64, event: &Value) -> bool {
    match stream.split_once('/') {
        Some(("run", _)) => RunEntry::read(sequence, event.clone()).is_ok(),
        None if stream == AUDIT => reads::<AuditEntry>(event),
        _ => is_something(event),
    }
}

fn reads<T: serde::de::DeserializeOwned>(body: &Value) -> bool {
    T::deserialize(body).is_ok()
}

fn is_something(body: &Value) -> bool {
    !body.is_null()
}
