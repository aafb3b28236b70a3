//! The methods of the outbox.

use schemars::JsonSchema;
use secretariat::communications::{Delivery, DeliveryState, DeliveryVerdict, RecipientResult, SendOptions};
use secretariat::id::{DeliveryId, DocumentId, DraftId};
use secretariat::{Office, Result};
use serde::{Deserialize, Serialize};

use super::page_size;
use crate::message::Buffer;
use crate::method::Method;

/// Proposes a draft for sending (rights `drafts.send` and `approvals.request`): fixes its bytes and its
/// Message-ID, and asks for approval of exactly these, their recipients and their time. The same request again
/// returns the same delivery. What was proposed or held of an earlier version of the draft is cancelled.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Send {
    /// The draft.
    draft: DraftId,
    /// How it is to be sent; what is absent is as the settings say.
    #[serde(default)]
    options: SendOptions,
}

impl Method for Send {
    const NAME: &'static str = "outbox.send";
    type Output = Delivery;

    async fn run(self, office: Office) -> Result<Delivery> {
        office.outbox().send(&self.draft, self.options).await
    }
}

/// Approves a delivery, whose bytes, recipients and time never change (right `approvals.decide`): it leaves when its
/// time has come and nobody has cancelled it meanwhile. Approving twice counts once.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Approve {
    /// The delivery.
    id: DeliveryId,
}

impl Method for Approve {
    const NAME: &'static str = "outbox.approve";
    type Output = Delivery;

    async fn run(self, office: Office) -> Result<Delivery> {
        office.outbox().approve(&self.id).await
    }
}

/// Rejects a delivery (right `approvals.decide`): it is cancelled.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reject {
    /// The delivery.
    id: DeliveryId,
    /// Why, in the decider's words.
    #[serde(default)]
    reason: Option<String>,
}

impl Method for Reject {
    const NAME: &'static str = "outbox.reject";
    type Output = Delivery;

    async fn run(self, office: Office) -> Result<Delivery> {
        office.outbox().reject(&self.id, self.reason).await
    }
}

/// Reads a delivery (right `drafts.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Get {
    /// The delivery.
    id: DeliveryId,
}

impl Method for Get {
    const NAME: &'static str = "outbox.get";
    const BRIEF: bool = true;
    type Output = Delivery;

    async fn run(self, office: Office) -> Result<Delivery> {
        office.outbox().get(&self.id).await
    }
}

/// Reads a page of deliveries, newest first, and the cursor of the next: all of them, or those of a state (right
/// `drafts.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct List {
    /// Only those in this state.
    #[serde(default)]
    state: Option<DeliveryState>,
    /// Where the page starts: the cursor of the last one.
    #[serde(default)]
    cursor: Option<String>,
    /// The most deliveries.
    #[serde(default = "page_size")]
    limit: usize,
}

/// A page of deliveries.
#[derive(Serialize, JsonSchema)]
pub(crate) struct DeliveryPage {
    /// The deliveries.
    deliveries: Vec<Delivery>,
    /// The cursor of the next page, if there is one.
    cursor: Option<String>,
}

impl Method for List {
    const NAME: &'static str = "outbox.list";
    type Output = DeliveryPage;

    async fn run(self, office: Office) -> Result<DeliveryPage> {
        let (deliveries, cursor) = office.outbox().list(self.state, self.cursor, self.limit).await?;
        Ok(DeliveryPage { deliveries, cursor })
    }
}

/// Lists the newest deliveries of a draft, newest first (right `drafts.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OfDraft {
    /// The draft.
    draft: DraftId,
}

impl Method for OfDraft {
    const NAME: &'static str = "outbox.of_draft";
    type Output = Vec<Delivery>;

    async fn run(self, office: Office) -> Result<Vec<Delivery>> {
        office.outbox().of_draft(&self.draft).await
    }
}

/// Finds the delivery of a Message-ID, given without angle brackets, if there is one (right `drafts.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ByMessageId {
    /// The Message-ID.
    message_id: String,
}

impl Method for ByMessageId {
    const NAME: &'static str = "outbox.by_message_id";
    type Output = Option<Delivery>;

    async fn run(self, office: Office) -> Result<Option<Delivery>> {
        office.outbox().by_message_id(&self.message_id).await
    }
}

/// Reads the bytes of a delivery as they are sent (right `drafts.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReadMessage {
    /// The delivery.
    id: DeliveryId,
}

impl Method for ReadMessage {
    const NAME: &'static str = "outbox.message";
    type Output = Buffer;

    async fn run(self, office: Office) -> Result<Buffer> {
        office.outbox().message(&self.id).await.map(Buffer)
    }
}

/// Takes a delivery back that is proposed, held or deferred, and its approval with it (right `drafts.send`).
/// Cancelling twice counts once.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cancel {
    /// The delivery.
    id: DeliveryId,
    /// Why.
    #[serde(default)]
    reason: Option<String>,
}

impl Method for Cancel {
    const NAME: &'static str = "outbox.cancel";
    type Output = Delivery;

    async fn run(self, office: Office) -> Result<Delivery> {
        office.outbox().cancel(&self.id, self.reason).await
    }
}

/// Decides what a delivery in doubt is (right `work.retry`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Resolve {
    /// The delivery.
    id: DeliveryId,
    /// What is known of it.
    verdict: DeliveryVerdict,
}

impl Method for Resolve {
    const NAME: &'static str = "outbox.resolve";
    type Output = Delivery;

    async fn run(self, office: Office) -> Result<Delivery> {
        office.outbox().resolve(&self.id, self.verdict).await
    }
}

/// Tries a failed delivery again for those who do not have it (right `work.retry`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Retry {
    /// The delivery.
    id: DeliveryId,
}

impl Method for Retry {
    const NAME: &'static str = "outbox.retry";
    type Output = Delivery;

    async fn run(self, office: Office) -> Result<Delivery> {
        office.outbox().retry(&self.id).await
    }
}

/// Notes that a sent delivery came back from a recipient's server (right `drafts.send`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Bounced {
    /// The delivery.
    id: DeliveryId,
    /// What the server said.
    result: RecipientResult,
}

impl Method for Bounced {
    const NAME: &'static str = "outbox.bounced";
    type Output = Delivery;

    async fn run(self, office: Office) -> Result<Delivery> {
        office.outbox().bounced(&self.id, self.result).await
    }
}

/// Notes that a sent delivery was answered by a message of this office (right `drafts.send`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Replied {
    /// The delivery.
    id: DeliveryId,
    /// The message that answers it.
    answer: DocumentId,
}

impl Method for Replied {
    const NAME: &'static str = "outbox.replied";
    type Output = Delivery;

    async fn run(self, office: Office) -> Result<Delivery> {
        office.outbox().replied(&self.id, self.answer).await
    }
}
