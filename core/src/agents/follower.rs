//! What follows a decision on a call: the run is told in the same commit, and goes on.

use std::sync::Arc;

use async_trait::async_trait;

use super::asking::{SUBJECT, of_subject};
use super::engine::Engine;
use super::event::RunEvent;
use super::record::Runs;
use crate::approvals::{Approval, ApprovalState, Follow, Follower, Subject};
use crate::error::{ErrorKind, Result};
use crate::rights::Scope;
use crate::storage::Batch;
use crate::work::Background;

/// Tells runs what people decided.
#[derive(Debug)]
pub(crate) struct RunFollower {
    pub(crate) engine: Arc<Engine>,
    pub(crate) work: Arc<Background>,
}

#[async_trait]
impl Follower for RunFollower {
    fn kind(&self) -> &str {
        SUBJECT
    }

    async fn prepare(&self, scope: &Scope, subject: &Subject) -> Result<Option<Follow>> {
        let Some((run, call)) = of_subject(subject) else { return Ok(None) };
        let runs = Runs::new(Arc::clone(scope.storage()), scope.workspace().clone());
        let found = match runs.get(&run).await {
            Ok(found) => found,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        if found.0.status.is_over() {
            return Ok(None);
        }
        let (engine, call, actor) = (Arc::clone(&self.engine), call.to_owned(), scope.actor().clone());
        Ok(Some(Box::new(move |approval: &Approval| {
            let (call, id) = (call.clone(), approval.id.clone());
            let event = match approval.state {
                ApprovalState::Waiting => return Ok(None),
                ApprovalState::Approved | ApprovalState::Rejected => {
                    let last = approval.decisions.last();
                    RunEvent::ApprovalDecided {
                        call,
                        approval: id,
                        by: last.map_or_else(|| actor.clone(), |decision| decision.by.clone()),
                        verdict: match approval.state {
                            ApprovalState::Approved => crate::approvals::Verdict::Approve,
                            _ => crate::approvals::Verdict::Reject,
                        },
                        reason: last.and_then(|decision| decision.reason.clone()),
                    }
                }
                ApprovalState::Expired | ApprovalState::Void => {
                    RunEvent::ApprovalLapsed { call, approval: id }
                }
            };
            let mut batch = Batch::new(runs.workspace.clone());
            runs.tell(found.clone(), (None, &[event]), engine.clock.now(), engine.of_work(), &mut batch)?;
            Ok(Some(batch))
        })))
    }

    fn committed(&self, subject: &Subject) {
        if let Some((run, _)) = of_subject(subject) {
            self.engine.hub.tell(&run);
        }
        self.work.nudge();
    }
}
