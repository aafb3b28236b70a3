//! What must still hold when a delivery leaves: rights, approval, draft, and the bytes that were approved.

use std::sync::Arc;

use super::transport::{OutgoingMessage, Transport};
use super::work::Visit;
use crate::approvals::{APPROVALS, Approval, ApprovalState};
use crate::communications::contacts::ensure_receivable;
use crate::communications::repository::DraftRepository;
use crate::error::{Error, ErrorKind, Result};
use crate::rights::{Gate, Permission, decode};

impl Visit<'_> {
    /// Returns the transport and the message, when nothing speaks against sending it now.
    ///
    /// # Errors
    /// Errors of a kind that is not retryable say why it is not to be sent at all.
    pub(super) async fn ready(&self) -> Result<(Arc<dyn Transport>, OutgoingMessage)> {
        let (storage, workspace) = (&self.of.storage, self.task.workspace());
        let delivery = &self.delivery;
        let gate = Gate::new(Arc::clone(storage), workspace.clone(), delivery.requested_by.clone());
        let scope = gate.enter(Permission::DraftsSend).await?;
        let approval = storage.get(workspace, APPROVALS.name, delivery.approval.as_str()).await?;
        let approval = approval.map(decode::<Approval>).transpose()?;
        let stands = |approval: &Approval| {
            approval.state == ApprovalState::Approved && approval.payload_hash == delivery.payload_hash
        };
        if !approval.as_ref().is_some_and(stands) {
            return Err(Error::new(
                ErrorKind::Denied,
                "the approval was taken back, or is for something else",
            ));
        }
        let draft = DraftRepository::new(Arc::clone(storage), workspace.clone()).get(&delivery.draft).await?;
        if draft.content_hash != delivery.content_hash || draft.version != delivery.draft_version {
            return Err(Error::invalid_input("the draft was edited after it was approved"));
        }
        // Somebody may have unsubscribed since it was proposed.
        ensure_receivable(&scope, delivery.pending().iter().map(String::as_str)).await?;
        let transport = Arc::clone(self.of.post.transport(Some(&delivery.transport))?);
        Ok((transport, self.message().await?))
    }
}
