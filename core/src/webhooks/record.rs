//! A webhook, and what became of the events that it was told.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::event::{WebhookEventKind, WebhookTarget};
use super::secret::Secret;
use crate::id::{WebhookDeliveryId, WebhookEventId, WebhookId};
use crate::rights::Actor;

/// A webhook to be added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewWebhook {
    /// Where events are posted to: `https`, or `http` for a host that the settings name as internal.
    pub url: String,
    /// What people call it, at most 200 characters.
    #[serde(default)]
    pub name: String,
    /// The kinds of events that it is told; all of them when empty.
    #[serde(default)]
    pub kinds: Vec<WebhookEventKind>,
    /// How many days before its day a deadline counts as near, at most 3,650; 7 when absent.
    #[serde(default)]
    pub days_before: Option<u32>,
}

/// A change of a webhook; what is left out stays.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct WebhookEdit {
    /// Where events are posted to from now on.
    pub url: Option<String>,
    /// What people call it from now on.
    pub name: Option<String>,
    /// The kinds of events that it is told from now on; all of them when empty.
    pub kinds: Option<Vec<WebhookEventKind>>,
    /// How many days before its day a deadline counts as near from now on.
    pub days_before: Option<u32>,
    /// Whether it is told anything. What happens while it is not is never told.
    pub enabled: Option<bool>,
}

/// A webhook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Webhook {
    /// The id.
    pub id: WebhookId,
    /// Where events are posted to.
    pub url: String,
    /// What people call it.
    pub name: String,
    /// The kinds of events that it is told; all of them when empty.
    pub kinds: Vec<WebhookEventKind>,
    /// How many days before its day a deadline counts as near.
    pub days_before: u32,
    /// Whether it is told anything.
    pub state: WebhookState,
    /// Why it was stopped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Since when nothing was taken, if that is so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failing_since: Option<Timestamp>,
    /// Until when the secret before the present one signs too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old_secret_until: Option<Timestamp>,
    /// Who added it.
    pub by: Actor,
    /// When.
    pub created: Timestamp,
}

/// A webhook with the secret that its receiver verifies by, which is told once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WebhookWithSecret {
    /// The webhook.
    pub webhook: Webhook,
    /// The secret, as `whsec_…`: give it to the receiver. It is not told again.
    pub secret: String,
}

/// How a webhook stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WebhookState {
    /// It is told events.
    Active,
    /// Somebody disabled it.
    Disabled,
    /// Its receiver took nothing for too long, or is gone; the reason says so. An approval asks whether it is to go on.
    Stopped,
}

/// An event on its way to a webhook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WebhookDelivery {
    /// The id.
    pub id: WebhookDeliveryId,
    /// The webhook.
    pub webhook: WebhookId,
    /// The id of the event, which the receiver gets as `webhook-id`: the same in every attempt.
    pub event: WebhookEventId,
    /// The kind of the event.
    pub kind: WebhookEventKind,
    /// What it happened to.
    pub target: WebhookTarget,
    /// How far it is.
    pub state: WebhookDeliveryState,
    /// The attempts since it was made or redelivered, oldest first; of many the last 20.
    pub attempts: Vec<WebhookAttempt>,
    /// How many attempts that were.
    pub tried: u32,
    /// When it is tried next, while it waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Timestamp>,
    /// How often it was redelivered.
    pub turn: u32,
    /// When the event was seen.
    pub created: Timestamp,
}

/// How far a delivery to a webhook is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WebhookDeliveryState {
    /// It is tried, or waits for the next attempt.
    Waiting,
    /// The receiver took it.
    Delivered,
    /// It is given up.
    Failed,
}

/// One attempt to deliver.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WebhookAttempt {
    /// When.
    pub at: Timestamp,
    /// The status that the receiver answered with, if it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Why it was not taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A webhook as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct StoredWebhook {
    pub(super) webhook: Webhook,
    /// The present secret first.
    pub(super) secrets: Vec<Secret>,
    /// The last entry of the audit that it is not told.
    pub(super) after: u64,
}

/// A delivery as it is kept: with the very body that is sent in each attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct StoredDelivery {
    pub(super) delivery: WebhookDelivery,
    pub(super) body: String,
}

impl Webhook {
    /// Says whether it is told events of a kind.
    pub(super) fn hears(&self, kind: WebhookEventKind) -> bool {
        self.state == WebhookState::Active && (self.kinds.is_empty() || self.kinds.contains(&kind))
    }
}

impl WebhookState {
    /// Returns the name, such as `active`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Disabled => "disabled",
            Self::Stopped => "stopped",
        }
    }
}

impl WebhookDeliveryState {
    /// Returns the name, such as `waiting`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
        }
    }
}
