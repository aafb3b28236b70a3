//! The tool `send_draft`.

use async_trait::async_trait;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::arguments::{own, read, schema};
use super::desk::Desk;
use super::drafted::Drafted;
use crate::agents::{ApprovalPolicy, Effect, Reconciled, Tool, ToolContext, ToolOutput, ToolSpec};
use crate::approvals::{ApprovalState, Subject, Verdict};
use crate::communications::outbox::{Delivery, DeliveryState, SendOptions};
use crate::error::{Error, ErrorKind, Result};
use crate::id::{DeliveryId, DraftId, RunId};
use crate::rights::Actor;

const NAME: &str = "send_draft";

/// The arguments of `send_draft`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SendDraft {
    /// The draft.
    pub draft: DraftId,
    /// The version that was looked at: another one is not sent.
    pub version: u64,
    /// The earliest time.
    #[serde(default)]
    pub at: Option<Timestamp>,
}

/// What became of a draft that was to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SentDraft {
    /// The delivery.
    pub delivery: DeliveryId,
    /// How far it is: `held` or further once it is approved; `proposed` while it waits for approval in the outbox.
    pub state: DeliveryState,
    /// The addresses that it goes to.
    pub recipients: Vec<String>,
    /// Its Message-ID.
    pub message_id: String,
    /// Until when it waits in case somebody cancels it.
    pub held_until: Option<Timestamp>,
}

/// What the approval of a call of a run is about. Who approved a call of `send_draft` approved the delivery with it.
pub fn call_subject(run: &RunId, call_id: &str) -> Subject {
    Subject::new("run_call", format!("{run}/{call_id}"))
}

/// Sends a draft, once.
///
/// The call is proposed to the outbox under the key of the call, which fixes bytes, recipients and Message-ID. Who
/// approved the call approves the delivery: as that person, whose rights the outbox checks again. Nobody else's
/// approval is made up: without one the delivery waits in the outbox.
#[derive(Debug)]
pub(super) struct SendDraftTool(pub(super) Desk);

#[async_trait]
impl Tool for SendDraftTool {
    fn spec(&self) -> ToolSpec {
        ToolSpec::new(
            NAME,
            "Sends a draft by mail to its recipients. A person always looks at it before.",
            schema::<SendDraft>(),
        )
        .with_effect(Effect::Once)
        .with_approval(ApprovalPolicy::Always)
    }

    async fn call(&self, context: &ToolContext, arguments: Value) -> Result<ToolOutput> {
        let wanted: SendDraft = read(NAME, arguments)?;
        let seat = self.0.at(context);
        let draft = seat.communications.get(&wanted.draft).await?;
        if draft.version != wanted.version {
            return Err(Error::new(
                ErrorKind::Conflict,
                format!(
                    "draft {} has version {} and not {} any more: look at it again, then send that",
                    draft.id, draft.version, wanted.version
                ),
            ));
        }
        let options = SendOptions {
            at: wanted.at,
            idempotency_key: Some(context.idempotency_key.clone()),
            ..SendOptions::default()
        };
        let proposed = seat.communications.outbox().send(&wanted.draft, options).await?;
        let delivery = self.approved(context, proposed).await?;
        own(&SentDraft::of(&delivery))
    }

    async fn reconcile(&self, context: &ToolContext, arguments: &Value) -> Result<Reconciled> {
        let wanted: SendDraft = read(NAME, arguments.clone())?;
        let deliveries = self.0.at(context).communications.outbox().of_draft(&wanted.draft).await?;
        let same = deliveries.into_iter().find(|known| known.idempotency_key == context.idempotency_key);
        Ok(match same {
            // Nothing was handed over, and the same key returns this delivery: to go on does no harm.
            None => Reconciled::NotDone,
            Some(delivery) if delivery.state == DeliveryState::Proposed => Reconciled::NotDone,
            Some(delivery) => Reconciled::Done(own(&SentDraft::of(&delivery))?),
        })
    }

    /// The message: whom it goes to, what it says, and where each of its values was read.
    async fn preview(&self, context: &ToolContext, arguments: &Value) -> Result<Value> {
        let wanted: SendDraft = read(NAME, arguments.clone())?;
        let draft = self.0.at(context).communications.version(&wanted.draft, wanted.version).await?;
        Ok(own(&Drafted::of(&draft))?.content)
    }
}

impl SendDraftTool {
    /// Approves a delivery as those who approved the call.
    async fn approved(&self, context: &ToolContext, proposed: Delivery) -> Result<Delivery> {
        let mut delivery = proposed;
        for person in self.approvers(context).await? {
            if delivery.state != DeliveryState::Proposed {
                break;
            }
            match self.0.outbox_of(context, &person).approve(&delivery.id).await {
                Ok(next) => delivery = next,
                // The rights of that person ended, or it takes somebody else: it waits in the outbox.
                Err(error) if error.kind() == ErrorKind::Denied => {}
                Err(error) => return Err(error),
            }
        }
        Ok(delivery)
    }

    /// Who approved this call.
    async fn approvers(&self, context: &ToolContext) -> Result<Vec<Actor>> {
        let subject = call_subject(&context.run, &context.call_id);
        let known = self.0.approvals(context).of(&subject).await?;
        let approved = known.into_iter().filter(|approval| approval.state == ApprovalState::Approved);
        let decisions = approved.flat_map(|approval| approval.decisions);
        Ok(decisions.filter(|said| said.verdict == Verdict::Approve).map(|said| said.by).collect())
    }
}

impl SentDraft {
    fn of(delivery: &Delivery) -> Self {
        Self {
            delivery: delivery.id.clone(),
            state: delivery.state,
            recipients: delivery.recipients.iter().take(200).cloned().collect(),
            message_id: delivery.message_id.clone(),
            held_until: delivery.held_until,
        }
    }
}
