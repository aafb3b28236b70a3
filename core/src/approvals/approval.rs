//! What is asked, and what was decided.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::payload::PayloadHash;
use crate::id::{ApprovalId, WorkspaceId};
use crate::rights::{Actor, Role, encode};
use crate::storage::{Attribute, AttributeKind, AttributeValue, Collection, Expect, Put};

/// The approvals of a workspace; `open` is set while one waits, once for each subject.
pub const APPROVALS: Collection = Collection {
    name: "approvals",
    attributes: &[
        Attribute { name: "subject", kind: AttributeKind::Text, unique: false },
        Attribute { name: "open", kind: AttributeKind::Text, unique: true },
        Attribute { name: "state", kind: AttributeKind::Text, unique: false },
        Attribute { name: "expires", kind: AttributeKind::Integer, unique: false },
        Attribute { name: "created", kind: AttributeKind::Integer, unique: false },
    ],
};

/// A question to people whether something may be done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Approval {
    /// The id.
    pub id: ApprovalId,
    /// What it is about.
    pub subject: Subject,
    /// The hash of exactly what would be done.
    pub payload_hash: PayloadHash,
    /// What the approver is shown.
    #[serde(default)]
    pub shown: Value,
    /// Who asked.
    pub requested_by: Actor,
    /// What it takes.
    pub needed: Needed,
    /// When it was asked.
    pub created: Timestamp,
    /// From when on it is too late to decide.
    pub expires_at: Option<Timestamp>,
    /// How it stands.
    pub state: ApprovalState,
    /// What was decided, in order.
    pub decisions: Vec<Decision>,
}

/// What an approval is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// The kind, such as `draft` or `run`.
    pub kind: String,
    /// The id.
    pub id: String,
}

/// What it takes to approve.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Needed {
    /// The roles that may decide; all that have the right when empty.
    pub roles: Vec<Role>,
    /// How many different people must approve.
    pub approvers: u32,
    /// Whether who asked may approve; if not, it takes four eyes.
    pub requester_may_approve: bool,
}

impl Default for Needed {
    fn default() -> Self {
        Self { roles: Vec::new(), approvers: 1, requester_may_approve: false }
    }
}

/// How an approval stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ApprovalState {
    /// It waits for decisions.
    Waiting,
    /// Enough people approved.
    Approved,
    /// Somebody rejected.
    Rejected,
    /// Nobody decided in time.
    Expired,
    /// The subject was edited, or the question taken back.
    Void,
}

/// What somebody says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It may be done.
    Approve,
    /// It may not be done.
    Reject,
}

/// What somebody decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Decision {
    /// The id that the caller gave.
    pub id: String,
    /// Who decided.
    pub by: Actor,
    /// What.
    pub verdict: Verdict,
    /// Why, in the decider's words.
    pub reason: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// A question to ask.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewApproval {
    /// What it is about.
    pub subject: Subject,
    /// The hash of exactly what would be done.
    pub payload_hash: PayloadHash,
    /// What the approver is shown.
    #[serde(default)]
    pub shown: Value,
    /// What it takes.
    #[serde(default)]
    pub needed: Needed,
    /// From when on it is too late to decide.
    #[serde(default)]
    pub expires_at: Option<Timestamp>,
}

/// A decision to make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDecision {
    /// An id of the caller's: the same decision given twice counts once.
    pub id: String,
    /// What.
    pub verdict: Verdict,
    /// The hash of what the decider looked at.
    pub payload_hash: PayloadHash,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
}

impl Subject {
    /// Names a subject.
    pub fn new(kind: impl Into<String>, id: impl std::fmt::Display) -> Self {
        Self { kind: kind.into(), id: id.to_string() }
    }

    /// The value of the attributes.
    pub(super) fn key(&self) -> AttributeValue {
        AttributeValue::Text(format!("{}/{}", self.kind, self.id))
    }
}

impl ApprovalState {
    /// Returns the name, such as `waiting`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Expired => "expired",
            Self::Void => "void",
        }
    }
}

impl Verdict {
    /// Returns the name, such as `approve`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Reject => "reject",
        }
    }
}

impl Approval {
    /// How it stands at a time: what waited too long has expired, whether or not anybody wrote that down.
    #[must_use]
    pub fn seen_at(mut self, now: Timestamp) -> Self {
        let late = self.expires_at.is_some_and(|expires| expires <= now);
        if late && self.state == ApprovalState::Waiting {
            self.state = ApprovalState::Expired;
        }
        self
    }

    pub(super) fn put(&self, workspace: &WorkspaceId, expect: Expect) -> crate::Result<Put> {
        let mut put = encode(workspace, APPROVALS, self.id.as_str(), self, expect)?;
        let attributes = &mut put.record.attributes;
        attributes.insert("subject", self.subject.key());
        attributes.insert("state", AttributeValue::Text(self.state.name().to_owned()));
        attributes.insert("created", AttributeValue::Integer(self.created.as_microsecond()));
        if self.state == ApprovalState::Waiting {
            attributes.insert("open", self.subject.key());
            if let Some(expires) = self.expires_at {
                attributes.insert("expires", AttributeValue::Integer(expires.as_microsecond()));
            }
        }
        Ok(put)
    }
}
