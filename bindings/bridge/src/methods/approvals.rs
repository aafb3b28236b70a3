//! The methods of the approvals, and the hash that binds them to what would be done.

use schemars::JsonSchema;
use secretariat::approvals::{Approval, NewApproval, NewDecision, PayloadHash, Subject};
use secretariat::id::ApprovalId;
use secretariat::{Office, Result};
use serde::{Deserialize, Serialize};

use super::page_size;
use crate::method::{Function, Method};

/// Asks for approval (right `approvals.request`). What waited for approval of the same subject is void; asking
/// the same again returns what waits.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Request {
    /// What to ask.
    approval: NewApproval,
}

impl Method for Request {
    const NAME: &'static str = "approvals.request";
    type Output = Approval;

    async fn run(self, office: Office) -> Result<Approval> {
        office.approvals().request(self.approval).await
    }
}

/// Reads an approval as it stands now (right `approvals.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Get {
    /// The approval.
    id: ApprovalId,
}

impl Method for Get {
    const NAME: &'static str = "approvals.get";
    const BRIEF: bool = true;
    type Output = Approval;

    async fn run(self, office: Office) -> Result<Approval> {
        office.approvals().get(&self.id).await
    }
}

/// Reads one page of approvals that wait, oldest first (right `approvals.read`). A page may hold fewer than
/// `limit`, as what expired is left out.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Waiting {
    /// The cursor of the page; without it, the first one.
    #[serde(default)]
    cursor: Option<String>,
    /// The most approvals of the page.
    #[serde(default = "page_size")]
    limit: usize,
}

/// A page of approvals.
#[derive(Serialize, JsonSchema)]
pub(crate) struct ApprovalPage {
    /// The approvals.
    approvals: Vec<Approval>,
    /// The cursor of the next page, if there is one.
    cursor: Option<String>,
}

impl Method for Waiting {
    const NAME: &'static str = "approvals.waiting";
    type Output = ApprovalPage;

    async fn run(self, office: Office) -> Result<ApprovalPage> {
        let (approvals, cursor) = office.approvals().waiting(self.cursor, self.limit).await?;
        Ok(ApprovalPage { approvals, cursor })
    }
}

/// Reads all approvals of a subject, oldest first (right `approvals.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Of {
    /// What they are about.
    subject: Subject,
}

impl Method for Of {
    const NAME: &'static str = "approvals.of";
    type Output = Vec<Approval>;

    async fn run(self, office: Office) -> Result<Vec<Approval>> {
        office.approvals().of(&self.subject).await
    }
}

/// Approves what the caller looked at (right `approvals.decide`). Approving twice counts once.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Approve {
    /// The approval as it was looked at.
    approval: Approval,
}

impl Method for Approve {
    const NAME: &'static str = "approvals.approve";
    type Output = Approval;

    async fn run(self, office: Office) -> Result<Approval> {
        office.approvals().approve(&self.approval).await
    }
}

/// Rejects what the caller looked at (right `approvals.decide`). Rejecting twice counts once.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reject {
    /// The approval as it was looked at.
    approval: Approval,
    /// Why, in the decider's words.
    #[serde(default)]
    reason: Option<String>,
}

impl Method for Reject {
    const NAME: &'static str = "approvals.reject";
    type Output = Approval;

    async fn run(self, office: Office) -> Result<Approval> {
        office.approvals().reject(&self.approval, self.reason).await
    }
}

/// Decides under an id of the caller's (right `approvals.decide`): the same decision given twice is the same
/// answer. It is a `conflict` when the decider looked at something else than what the approval is about.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Decide {
    /// The approval.
    id: ApprovalId,
    /// The decision.
    decision: NewDecision,
}

impl Method for Decide {
    const NAME: &'static str = "approvals.decide";
    type Output = Approval;

    async fn run(self, office: Office) -> Result<Approval> {
        office.approvals().decide(&self.id, self.decision).await
    }
}

/// Takes a question back (right `approvals.void`). What is void already stays so.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Void {
    /// The approval.
    id: ApprovalId,
}

impl Method for Void {
    const NAME: &'static str = "approvals.void";
    type Output = Approval;

    async fn run(self, office: Office) -> Result<Approval> {
        office.approvals().void(&self.id).await
    }
}

/// Writes down approvals as expired whose time has come, and returns how many (right `approvals.void`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expire {
    /// The most approvals.
    #[serde(default = "page_size")]
    limit: usize,
}

impl Method for Expire {
    const NAME: &'static str = "approvals.expire";
    type Output = usize;

    async fn run(self, office: Office) -> Result<usize> {
        office.approvals().expire(self.limit).await
    }
}

/// Returns the hash by which an approval names exactly what would be done: the SHA-256 of the canonical JSON of
/// it, in which the order of members does not count. Numbers with a fraction are `invalid_input`: write them as
/// text.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HashPayload {
    /// What would be done.
    payload: serde_json::Value,
}

impl Function for HashPayload {
    const NAME: &'static str = "payload_hash";
    type Output = PayloadHash;

    fn run(self) -> Result<PayloadHash> {
        PayloadHash::of_json(&self.payload)
    }
}
