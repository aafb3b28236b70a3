//! What becomes of the approvals of a subject that changes.

use jiff::Timestamp;

use super::approval::{APPROVALS, Approval, ApprovalState, Subject};
use crate::audit::{AuditEntry, Target};
use crate::error::Result;
use crate::rights::{Scope, decode};
use crate::storage::{Batch, Compare, Condition, Expect, Query, Record};

/// Adds to the batch of an edit that the approvals of its subject are void: those that wait, and those that
/// were given, for what was there before. Returns how many.
///
/// # Errors
/// Storage errors; the commit is a `conflict` when somebody decides meanwhile.
pub async fn void_with(scope: &Scope, now: Timestamp, subject: &Subject, batch: &mut Batch) -> Result<usize> {
    let mut voided = 0;
    for (expect, approval) in of(scope, subject).await? {
        if matches!(approval.state, ApprovalState::Waiting | ApprovalState::Approved) {
            end(scope, now, approval, (ApprovalState::Void, expect), batch)?;
            voided += 1;
        }
    }
    Ok(voided)
}

/// All approvals of a subject, with what a put of each expects.
pub(super) async fn of(scope: &Scope, subject: &Subject) -> Result<Vec<(Expect, Approval)>> {
    let condition = Condition { attribute: "subject", compare: Compare::Equal, value: subject.key() };
    let mut query =
        Query { conditions: vec![condition], ..Query::new(scope.workspace().clone(), APPROVALS.name) };
    let mut found = Vec::new();
    loop {
        let page = scope.storage().query(query.clone()).await?;
        for record in page.records {
            found.push(versioned(record)?);
        }
        match page.cursor {
            Some(cursor) => query.cursor = Some(cursor),
            None => return Ok(found),
        }
    }
}

pub(super) fn versioned(record: Record) -> Result<(Expect, Approval)> {
    Ok((Expect::Version(record.version), decode(record)?))
}

/// Adds to a batch that an approval ended without a decision.
pub(super) fn end(
    scope: &Scope,
    now: Timestamp,
    mut approval: Approval,
    (state, expect): (ApprovalState, Expect),
    batch: &mut Batch,
) -> Result<Approval> {
    approval.state = state;
    batch.puts.push(approval.put(scope.workspace(), expect)?);
    let action = if state == ApprovalState::Expired { "approvals.expire" } else { "approvals.void" };
    let entry = AuditEntry::new(scope, now, action, Target::new("approval", &approval.id));
    let subject = &approval.subject;
    batch.appends.push(entry.with("subject", format!("{}/{}", subject.kind, subject.id)).append()?);
    Ok(approval)
}
