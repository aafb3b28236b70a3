//! Approving and rejecting deliveries: the decision and what follows from it are one commit.

use std::sync::Arc;

use super::delivery::{Delivery, DeliveryChange};
use super::handle::{Outbox, conflict, subject};
use super::note::note;
use super::state::DeliveryState;
use crate::approvals::{Approval, ApprovalState, Approvals, NewDecision, Verdict, void_with};
use crate::error::Result;
use crate::id::DeliveryId;
use crate::rights::{Permission, Scope};
use crate::storage::{Batch, Expect};

impl Outbox {
    /// Approves a delivery that the caller has looked at: its bytes, recipients and time (right
    /// `approvals.decide`). The last approval that it takes holds it, together with its work, in one commit.
    /// Approving twice counts once.
    ///
    /// # Errors
    /// `not_found`; `denied` for who may not decide this one; `conflict` when it waits for no approval any more, and
    /// when the draft was edited meanwhile: the delivery has failed then.
    pub async fn approve(&self, id: &DeliveryId) -> Result<Delivery> {
        let scope = self.guard.enter(Permission::ApprovalsDecide).await?;
        let (deliveries, now) = (self.deliveries(&scope), self.guard.now());
        let (delivery, version) = deliveries.get(id).await?;
        match delivery.state {
            DeliveryState::Proposed => {}
            DeliveryState::Failed | DeliveryState::Cancelled => {
                return Err(conflict(format!("delivery {id} is {} and cannot be approved", delivery.state)));
            }
            _ => return Ok(delivery),
        }
        let draft = self.drafts(&scope).get(&delivery.draft).await?;
        if draft.content_hash != delivery.content_hash || draft.version != delivery.draft_version {
            self.edited(&scope, &delivery, version).await?;
            return Err(conflict(format!(
                "draft {} was edited after {id} was proposed; propose it again",
                delivery.draft
            )));
        }
        let release = || -> Result<Batch> {
            let mut batch = Batch::new(scope.workspace().clone());
            let next = delivery.after(DeliveryChange::Approved(self.hold(&delivery, now)?), now)?;
            batch.puts.push(deliveries.put(&next, Expect::Version(version))?);
            batch.appends.push(note(&next, scope.actor(), now, "deliveries.hold")?);
            self.begin(&next, now, &mut batch)?;
            Ok(batch)
        };
        let approvals = self.approvals();
        let approval = approvals.get(&delivery.approval).await?;
        if approval.state == ApprovalState::Approved {
            // It was decided beside the outbox: what follows was left to do.
            scope.storage().commit(release()?).await?;
        } else {
            let follow = |decided: &Approval| match decided.state {
                ApprovalState::Approved => release().map(Some),
                _ => Ok(None),
            };
            approvals
                .decide_with(&approval.id, self.decision(&approval, Verdict::Approve, None), follow)
                .await?;
        }
        self.work.nudge();
        Ok(deliveries.get(id).await?.0)
    }

    /// Rejects a delivery, with a reason (right `approvals.decide`). Rejecting twice counts once.
    ///
    /// # Errors
    /// `not_found`; `denied` for who may not decide this one; `conflict` when it waits for no approval any more.
    pub async fn reject(&self, id: &DeliveryId, reason: Option<String>) -> Result<Delivery> {
        let scope = self.guard.enter(Permission::ApprovalsDecide).await?;
        let (deliveries, now) = (self.deliveries(&scope), self.guard.now());
        let (delivery, version) = deliveries.get(id).await?;
        let approvals = self.approvals();
        let approval = approvals.get(&delivery.approval).await?;
        let decision = self.decision(&approval, Verdict::Reject, reason.clone());
        let follow = |decided: &Approval| {
            if decided.state != ApprovalState::Rejected {
                return Ok(None);
            }
            let why = reason.clone().map_or("rejected".to_owned(), |reason| format!("rejected: {reason}"));
            let next = delivery.after(DeliveryChange::Cancelled(why), now)?;
            let mut batch = Batch::new(scope.workspace().clone());
            self.write(&deliveries, &next, version, &scope, "deliveries.reject", &mut batch)?;
            Ok(Some(batch))
        };
        approvals.decide_with(&approval.id, decision, follow).await?;
        Ok(deliveries.get(id).await?.0)
    }

    /// Lets a delivery fail whose draft is not what was proposed.
    async fn edited(&self, scope: &Scope, delivery: &Delivery, version: u64) -> Result<()> {
        let now = self.guard.now();
        let change =
            DeliveryChange::Failed(Vec::new(), "the draft was edited after it was proposed".to_owned());
        let next = delivery.after(change, now)?;
        let mut batch = Batch::new(scope.workspace().clone());
        self.write(&self.deliveries(scope), &next, version, scope, "deliveries.fail", &mut batch)?;
        void_with(scope, now, &subject(&delivery.draft), &mut batch).await?;
        scope.storage().commit(batch).await.map(drop)
    }

    /// A decision that is the same whenever the same actor says the same.
    fn decision(&self, approval: &Approval, verdict: Verdict, reason: Option<String>) -> NewDecision {
        NewDecision {
            id: format!("{}/{}", self.guard.gate().actor(), verdict.name()),
            verdict,
            payload_hash: approval.payload_hash.clone(),
            reason,
        }
    }

    fn approvals(&self) -> Approvals {
        Approvals::new(self.guard.clone(), Arc::clone(&self.randomness))
    }
}
