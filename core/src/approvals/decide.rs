//! The rules of deciding, without storage.

use jiff::Timestamp;

use super::approval::{Approval, ApprovalState, Decision, NewApproval, NewDecision, Verdict};
use crate::error::{Error, ErrorKind, Result};
use crate::rights::{Actor, Permission, Role};

/// The most people that an approval may take.
const APPROVERS: u32 = 20;
/// The longest id of a subject or decision, and the longest reason, in bytes.
const ID: usize = 200;
const REASON: usize = 2_000;

/// Who decides.
pub(super) struct Decider<'a> {
    pub(super) actor: &'a Actor,
    pub(super) role: Role,
}

/// Checks a question.
pub(super) fn check(new: &NewApproval, now: Timestamp) -> Result<()> {
    let wrong = |what: String| Err(Error::invalid_input(what));
    let kind = &new.subject.kind;
    if kind.is_empty()
        || kind.len() > 40
        || !kind.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    {
        return wrong("the kind of a subject has 1 to 40 lower-case letters and underscores".to_owned());
    }
    id("subject", &new.subject.id)?;
    if new.needed.approvers == 0 || new.needed.approvers > APPROVERS {
        return wrong(format!("an approval takes 1 to {APPROVERS} people, not {}", new.needed.approvers));
    }
    if let Some(role) = new.needed.roles.iter().find(|role| !role.may(Permission::ApprovalsDecide)) {
        return wrong(format!("a {role} may not approve: name roles that may"));
    }
    if new.expires_at.is_some_and(|expires| expires <= now) {
        return wrong("the approval would expire before anybody could decide".to_owned());
    }
    Ok(())
}

/// Adds a decision to an approval as it stands now; `None` when the same decision is there already.
pub(super) fn decide(
    mut approval: Approval,
    new: &NewDecision,
    decider: &Decider<'_>,
    now: Timestamp,
) -> Result<Option<Approval>> {
    id("decision", &new.id)?;
    if new.reason.as_ref().is_some_and(|reason| reason.len() > REASON) {
        return Err(Error::invalid_input(format!("a reason has at most {REASON} bytes")));
    }
    let conflict = |what: String| Err(Error::new(ErrorKind::Conflict, what));
    let denied = |what: String| Err(Error::new(ErrorKind::Denied, what));
    let changed = new.payload_hash != approval.payload_hash;
    if let Some(known) = approval.decisions.iter().find(|known| known.id == new.id) {
        if !changed && known.by == *decider.actor && known.verdict == new.verdict {
            return Ok(None);
        }
        return conflict(format!("decision {} of {} is another one: give a new id", new.id, approval.id));
    }
    if approval.state != ApprovalState::Waiting {
        let state = approval.state.name();
        return conflict(format!("{} is {state} and takes no more decisions", approval.id));
    }
    if changed {
        return conflict(format!("what {} is about changed: look again", approval.id));
    }
    let needed = &approval.needed;
    if !needed.roles.is_empty() && !needed.roles.contains(&decider.role) {
        let roles: Vec<&str> = needed.roles.iter().map(|role| role.name()).collect();
        return denied(format!(
            "the {} {} may not decide {}, which takes: {}",
            decider.role,
            decider.actor,
            approval.id,
            roles.join(", ")
        ));
    }
    let own = approval.requested_by == *decider.actor;
    if own && new.verdict == Verdict::Approve && !needed.requester_may_approve {
        return denied(format!(
            "{} asked for {} and may not approve it: ask somebody else",
            decider.actor, approval.id
        ));
    }
    if approval.decisions.iter().any(|known| known.by == *decider.actor) {
        return conflict(format!("{} decided {} already, under another id", decider.actor, approval.id));
    }
    approval.decisions.push(Decision {
        id: new.id.clone(),
        by: decider.actor.clone(),
        verdict: new.verdict,
        reason: new.reason.clone(),
        at: now,
    });
    // Each decider is another person, as checked above.
    let approving = approval.decisions.iter().filter(|known| known.verdict == Verdict::Approve).count();
    if new.verdict == Verdict::Reject {
        approval.state = ApprovalState::Rejected;
    } else if approving >= approval.needed.approvers as usize {
        approval.state = ApprovalState::Approved;
    }
    Ok(Some(approval))
}

fn id(of: &str, id: &str) -> Result<()> {
    if id.is_empty() || id.len() > ID || id.chars().any(char::is_control) {
        return Err(Error::invalid_input(format!(
            "the id of a {of} has {} bytes: give 1 to {ID} without control characters",
            id.len()
        )));
    }
    Ok(())
}
