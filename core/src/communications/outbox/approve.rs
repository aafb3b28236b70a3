//! Approving and rejecting deliveries: the decision and what follows from it are one commit.

use std::sync::Arc;

use super::delivery::{Delivery, DeliveryChange};
use super::follower::{DeliveryFollower, EDITED};
use super::handle::{Outbox, conflict, subject};
use super::state::DeliveryState;
use crate::approvals::{ApprovalState, Approvals, Follower, void_with};
use crate::error::Result;
use crate::id::DeliveryId;
use crate::rights::{Permission, Scope};
use crate::storage::Batch;

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
        let approvals = self.approvals();
        let approval = approvals.get(&delivery.approval).await?;
        if approval.state == ApprovalState::Approved {
            // It was decided by a release that let the delivery wait for the outbox: what follows was left to do.
            let mut batch = Batch::new(scope.workspace().clone());
            let next = delivery.after(DeliveryChange::Approved(self.hold(&delivery, now)?), now)?;
            self.write(&deliveries, &next, version, &scope, "deliveries.hold", &mut batch)?;
            self.begin(&next, now, &mut batch)?;
            scope.storage().commit(batch).await?;
            self.work.nudge();
        } else {
            approvals.approve(&approval).await?;
        }
        Ok(deliveries.get(id).await?.0)
    }

    /// Rejects a delivery, with a reason (right `approvals.decide`). Rejecting twice counts once.
    ///
    /// # Errors
    /// `not_found`; `denied` for who may not decide this one; `conflict` when it waits for no approval any more.
    pub async fn reject(&self, id: &DeliveryId, reason: Option<String>) -> Result<Delivery> {
        let scope = self.guard.enter(Permission::ApprovalsDecide).await?;
        let (deliveries, approvals) = (self.deliveries(&scope), self.approvals());
        let (delivery, _) = deliveries.get(id).await?;
        let approval = approvals.get(&delivery.approval).await?;
        approvals.reject(&approval, reason).await?;
        Ok(deliveries.get(id).await?.0)
    }

    /// Lets a delivery fail whose draft is not what was proposed.
    async fn edited(&self, scope: &Scope, delivery: &Delivery, version: u64) -> Result<()> {
        let now = self.guard.now();
        let change = DeliveryChange::Failed(Vec::new(), EDITED.to_owned());
        let next = delivery.after(change, now)?;
        let mut batch = Batch::new(scope.workspace().clone());
        self.write(&self.deliveries(scope), &next, version, scope, "deliveries.fail", &mut batch)?;
        void_with(scope, now, &subject(&delivery.draft), &mut batch).await?;
        scope.storage().commit(batch).await.map(drop)
    }

    fn approvals(&self) -> Approvals {
        let followers: Vec<Arc<dyn Follower>> = vec![Arc::new(DeliveryFollower::new(self.clone()))];
        Approvals::new(self.guard.clone(), Arc::clone(&self.randomness)).with_followers(followers)
    }
}
