//! What follows a decision on an erasure: it is carried out, or its plan is forgotten.

use std::sync::Arc;

use async_trait::async_trait;

use super::carry_out::{Errand, find};
use super::erasure::{ErasureState, KIND, SUBJECT};
use crate::approvals::{Approval, ApprovalState, Follow, Follower, Subject};
use crate::clock::Clock;
use crate::error::Result;
use crate::id::{ErasureId, Randomness};
use crate::rights::Scope;
use crate::storage::{Batch, Expect};
use crate::work::{Background, NewWork};

/// Lets erasures go on when they are decided on.
#[derive(Debug)]
pub(crate) struct ErasureFollower {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) randomness: Arc<dyn Randomness>,
    pub(crate) work: Arc<Background>,
}

#[async_trait]
impl Follower for ErasureFollower {
    fn kind(&self) -> &str {
        SUBJECT
    }

    async fn prepare(&self, scope: &Scope, subject: &Subject) -> Result<Option<Follow>> {
        let Ok(id) = subject.id.parse::<ErasureId>() else { return Ok(None) };
        let workspace = scope.workspace().clone();
        let Some((erasure, version)) = find(scope.storage().as_ref(), &workspace, &id).await? else {
            return Ok(None);
        };
        if erasure.state != ErasureState::Waiting {
            return Ok(None);
        }
        let (clock, randomness) = (Arc::clone(&self.clock), Arc::clone(&self.randomness));
        Ok(Some(Box::new(move |approval: &Approval| {
            // Another question about it than the one that was asked with its plan decides nothing.
            if erasure.approval.as_ref() != Some(&approval.id) {
                return Ok(None);
            }
            let (mut batch, mut next) = (Batch::new(workspace.clone()), erasure.clone());
            match approval.state {
                ApprovalState::Waiting => return Ok(None),
                ApprovalState::Approved => {
                    next.state = ErasureState::Running;
                    let work = NewWork::new(KIND, Errand::new(&next.id).json()?);
                    work.add_to(&mut batch, clock.now(), randomness.as_ref())?;
                }
                ApprovalState::Rejected | ApprovalState::Expired | ApprovalState::Void => {
                    next.state = ErasureState::Void;
                    next.forget_plan(&mut batch);
                }
            }
            batch.puts.push(next.put(&workspace, Expect::Version(version))?);
            Ok(Some(batch))
        })))
    }

    fn committed(&self, _: &Subject) {
        self.work.nudge();
    }
}
