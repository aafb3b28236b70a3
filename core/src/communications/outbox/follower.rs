//! What follows a decision on a delivery, by whichever handle it was made: the delivery moves in the same commit.

use async_trait::async_trait;

use super::delivery::DeliveryChange;
use super::handle::{Outbox, SUBJECT};
use super::note::note;
use super::state::DeliveryState;
use crate::approvals::{Approval, ApprovalState, Follow, Follower, Subject};
use crate::error::{ErrorKind, Result};
use crate::id::DraftId;
use crate::rights::Scope;
use crate::storage::{Batch, Expect};

/// Why a delivery fails whose draft is not what was proposed.
pub(super) const EDITED: &str = "the draft was edited after it was proposed";

/// Lets deliveries go on as people decide.
#[derive(Debug)]
pub(crate) struct DeliveryFollower {
    outbox: Outbox,
}

impl DeliveryFollower {
    pub(crate) fn new(outbox: Outbox) -> Self {
        Self { outbox }
    }
}

#[async_trait]
impl Follower for DeliveryFollower {
    fn kind(&self) -> &str {
        SUBJECT
    }

    async fn prepare(&self, scope: &Scope, subject: &Subject) -> Result<Option<Follow>> {
        // Applications ask about drafts of their own too, which are no deliveries.
        let Ok(draft) = subject.id.parse::<DraftId>() else { return Ok(None) };
        let (outbox, deliveries) = (self.outbox.clone(), self.outbox.deliveries(scope));
        let mut proposed = deliveries.of_draft(&draft).await?;
        proposed.retain(|(delivery, _)| delivery.state == DeliveryState::Proposed);
        if proposed.is_empty() {
            return Ok(None);
        }
        let present = match outbox.drafts(scope).get(&draft).await {
            Ok(draft) => Some((draft.content_hash, draft.version)),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        let (workspace, actor) = (scope.workspace().clone(), scope.actor().clone());
        Ok(Some(Box::new(move |approval: &Approval| {
            let asked = proposed.iter().find(|(delivery, _)| delivery.approval == approval.id);
            let Some((delivery, version)) = asked else { return Ok(None) };
            let now = outbox.guard.now();
            let cancelled = |why: &str| DeliveryChange::Cancelled(why.to_owned());
            let is_same = present.as_ref().is_some_and(|(hash, version)| {
                (hash, *version) == (&delivery.content_hash, delivery.draft_version)
            });
            let (change, action) = match approval.state {
                ApprovalState::Waiting => return Ok(None),
                ApprovalState::Approved if is_same => {
                    (DeliveryChange::Approved(outbox.hold(delivery, now)?), "deliveries.hold")
                }
                ApprovalState::Approved => {
                    (DeliveryChange::Failed(Vec::new(), EDITED.to_owned()), "deliveries.fail")
                }
                ApprovalState::Rejected => {
                    let reason = approval.decisions.last().and_then(|decision| decision.reason.as_deref());
                    let why = reason.map_or("rejected".to_owned(), |reason| format!("rejected: {reason}"));
                    (cancelled(&why), "deliveries.reject")
                }
                ApprovalState::Expired => (cancelled("nobody approved it in time"), "deliveries.cancel"),
                ApprovalState::Void => (cancelled("the question was taken back"), "deliveries.cancel"),
            };
            let next = delivery.after(change, now)?;
            let mut batch = Batch::new(workspace.clone());
            batch.puts.push(deliveries.put(&next, Expect::Version(*version))?);
            batch.appends.push(note(&next, &actor, now, action)?);
            if next.state == DeliveryState::Held {
                outbox.begin(&next, now, &mut batch)?;
            }
            Ok(Some(batch))
        })))
    }

    fn committed(&self, _subject: &Subject) {
        self.outbox.work.nudge();
    }
}
