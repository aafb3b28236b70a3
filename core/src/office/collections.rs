//! What the database of an office keeps.

use crate::agents::{RUN_SNAPSHOTS, RUN_SPECS, RUNS};
use crate::approvals::APPROVALS;
use crate::audit::SEAL_HEADS;
use crate::communications::contacts::{CONTACT_KEYS, CONTACT_POLICIES, CONTACTS, SUPPRESSIONS};
use crate::communications::outbox::{DELIVERIES, SEND_SLOTS};
use crate::communications::{DRAFT_VERSIONS, DRAFTS, FOLLOW_UPS, MAILBOXES, TEMPLATES};
use crate::documents::{DOCUMENT_TEXTS, DOCUMENTS, JOBS, MODEL_REPLIES};
use crate::forwarding::AUDIT_FORWARDS;
use crate::memory::FACTS;
use crate::people::ORGANISATIONS;
use crate::privacy::{ERASURE_PLANS, ERASURES, LEGAL_HOLDS, RETENTION_POLICIES};
use crate::rights::{MEMBERSHIPS, PEOPLE, SERVICE_ACCOUNTS, WORKSPACES};
use crate::schedules::{SCHEDULE_FIRINGS, SCHEDULES};
use crate::sessions::{AGENDA_FEEDS, FEDERATED_SIGN_INS, INVITATIONS, SERVICE_TOKENS, SESSIONS, SIGN_INS};
use crate::storage::Collection;
use crate::webhooks::{WEBHOOK_DELIVERIES, WEBHOOK_FEEDS, WEBHOOKS};
use crate::work::WORK;

/// All collections of an office.
pub(super) const COLLECTIONS: [Collection; 43] = [
    DOCUMENTS,
    DOCUMENT_TEXTS,
    MODEL_REPLIES,
    DRAFTS,
    DRAFT_VERSIONS,
    TEMPLATES,
    DELIVERIES,
    SEND_SLOTS,
    CONTACTS,
    CONTACT_KEYS,
    SUPPRESSIONS,
    CONTACT_POLICIES,
    MAILBOXES,
    FOLLOW_UPS,
    JOBS,
    WORK,
    ORGANISATIONS,
    WORKSPACES,
    PEOPLE,
    MEMBERSHIPS,
    SERVICE_ACCOUNTS,
    APPROVALS,
    SEAL_HEADS,
    RUNS,
    RUN_SPECS,
    RUN_SNAPSHOTS,
    SCHEDULES,
    SCHEDULE_FIRINGS,
    FACTS,
    SIGN_INS,
    FEDERATED_SIGN_INS,
    SESSIONS,
    INVITATIONS,
    SERVICE_TOKENS,
    ERASURES,
    ERASURE_PLANS,
    LEGAL_HOLDS,
    RETENTION_POLICIES,
    WEBHOOKS,
    WEBHOOK_DELIVERIES,
    WEBHOOK_FEEDS,
    AGENDA_FEEDS,
    AUDIT_FORWARDS,
];

/// What every call asks, and is remembered for a moment: who may do what, and who is signed in.
pub(super) const ASKED_ALWAYS: [&str; 6] = [
    WORKSPACES.name,
    PEOPLE.name,
    MEMBERSHIPS.name,
    SERVICE_ACCOUNTS.name,
    SESSIONS.name,
    SERVICE_TOKENS.name,
];
