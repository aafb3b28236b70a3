//! The tool `draft`.

use async_trait::async_trait;
use serde_json::Value;

use super::arguments::{own, read, schema, untrusted};
use super::desk::Desk;
use super::drafted::Drafted;
use crate::agents::{ApprovalPolicy, Effect, Tool, ToolContext, ToolOutput, ToolSpec};
use crate::communications::DraftRequest;
use crate::error::Result;

const NAME: &str = "draft";

/// Drafts and stores a communication. A call that is tried again returns the draft of its first try.
///
/// Nothing leaves the house by it, so that nobody has to agree before: people look at what was drafted, and sending
/// it always takes their approval.
#[derive(Debug)]
pub(super) struct DraftTool(pub(super) Desk);

#[async_trait]
impl Tool for DraftTool {
    fn spec(&self) -> ToolSpec {
        ToolSpec::new(
            NAME,
            "Drafts a reply, mail, follow-up, reminder, letter, memo, minutes, agenda, status report, announcement, \
             invitation, reschedule, cancellation or rsvp from documents and a few words. Every value is bound to its \
             source and checked; what nothing tells becomes a gap. Nothing is sent.",
            schema::<DraftRequest>(),
        )
        .with_effect(Effect::Idempotent)
        .with_approval(ApprovalPolicy::Never)
    }

    async fn call(&self, context: &ToolContext, arguments: Value) -> Result<ToolOutput> {
        let request: DraftRequest = read(NAME, arguments)?;
        let seat = self.0.at(context);
        let draft = seat.communications.draft_keyed(&context.idempotency_key, &request).await?;
        told(&Drafted::of(&draft))
    }
}

/// Tells a draft: what is made from documents is as untrusted as they are.
pub(super) fn told(drafted: &Drafted) -> Result<ToolOutput> {
    let evidence = drafted.evidence();
    if evidence.is_empty() && drafted.answers.is_none() { own(drafted) } else { untrusted(drafted, evidence) }
}
