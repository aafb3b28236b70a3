//! What follows a decision on a webhook that was stopped: approved, it goes on in the same commit.

use std::sync::Arc;

use async_trait::async_trait;

use super::deliver::SUBJECT;
use super::record::WebhookState;
use super::repository::Repository;
use crate::approvals::{Approval, ApprovalState, Follow, Follower, Subject};
use crate::error::Result;
use crate::id::WebhookId;
use crate::rights::Scope;
use crate::storage::{Batch, Expect};

/// Lets webhooks go on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WebhookFollower;

#[async_trait]
impl Follower for WebhookFollower {
    fn kind(&self) -> &str {
        SUBJECT
    }

    async fn prepare(&self, scope: &Scope, subject: &Subject) -> Result<Option<Follow>> {
        let Ok(id) = subject.id.parse::<WebhookId>() else { return Ok(None) };
        let repository = Repository::new(Arc::clone(scope.storage()), scope.workspace().clone());
        let found = repository.find(&id).await?;
        let Some((known, version)) = found.filter(|(known, _)| known.webhook.state == WebhookState::Stopped)
        else {
            return Ok(None);
        };
        Ok(Some(Box::new(move |approval: &Approval| {
            if approval.state != ApprovalState::Approved {
                return Ok(None);
            }
            let mut next = known.clone();
            next.webhook.state = WebhookState::Active;
            (next.webhook.reason, next.webhook.failing_since) = (None, None);
            let mut batch = Batch::new(repository.workspace.clone());
            batch.puts.push(repository.put(&next, Expect::Version(version))?);
            Ok(Some(batch))
        })))
    }

    fn committed(&self, _subject: &Subject) {}
}
