//! The methods of webhooks.

use schemars::JsonSchema;
use secretariat::id::{WebhookDeliveryId, WebhookId};
use secretariat::webhooks::{
    NewWebhook, Webhook, WebhookDelivery, WebhookDeliveryState, WebhookEdit, WebhookWithSecret,
};
use secretariat::{Office, Result};
use serde::{Deserialize, Serialize};

use super::page_size;
use crate::method::Method;

/// Adds a webhook, which is told what happens from now on, and returns the secret that its receiver verifies by (right
/// `settings.write`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Add {
    /// The webhook.
    webhook: NewWebhook,
}

impl Method for Add {
    const NAME: &'static str = "webhooks.add";
    type Output = WebhookWithSecret;

    async fn run(self, office: Office) -> Result<WebhookWithSecret> {
        office.webhooks().add(self.webhook).await
    }
}

/// Reads a webhook (right `audit.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Get {
    /// The webhook.
    id: WebhookId,
}

impl Method for Get {
    const NAME: &'static str = "webhooks.get";
    const BRIEF: bool = true;
    type Output = Webhook;

    async fn run(self, office: Office) -> Result<Webhook> {
        office.webhooks().get(&self.id).await
    }
}

/// Lists all webhooks, oldest first: at most 50 (right `audit.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct List {}

impl Method for List {
    const NAME: &'static str = "webhooks.list";
    type Output = Vec<Webhook>;

    async fn run(self, office: Office) -> Result<Vec<Webhook>> {
        office.webhooks().list().await
    }
}

/// Changes a webhook (right `settings.write`). Enabling one lets it begin anew with what happens from now on.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    /// The webhook.
    id: WebhookId,
    /// The change.
    change: WebhookEdit,
}

impl Method for Change {
    const NAME: &'static str = "webhooks.change";
    type Output = Webhook;

    async fn run(self, office: Office) -> Result<Webhook> {
        office.webhooks().change(&self.id, self.change).await
    }
}

/// Gives a webhook a new secret; the one before signs beside it for another 24 hours (right `settings.write`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RotateSecret {
    /// The webhook.
    id: WebhookId,
}

impl Method for RotateSecret {
    const NAME: &'static str = "webhooks.rotate_secret";
    type Output = WebhookWithSecret;

    async fn run(self, office: Office) -> Result<WebhookWithSecret> {
        office.webhooks().rotate_secret(&self.id).await
    }
}

/// Removes a webhook and what is known of its deliveries (right `settings.write`). Returns what it was.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Remove {
    /// The webhook.
    id: WebhookId,
}

impl Method for Remove {
    const NAME: &'static str = "webhooks.remove";
    type Output = Webhook;

    async fn run(self, office: Office) -> Result<Webhook> {
        office.webhooks().remove(&self.id).await
    }
}

/// Lists what a webhook was told, newest first (right `audit.read`). What is over is kept for 30 days.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Deliveries {
    /// The webhook.
    id: WebhookId,
    /// Only what is in this state.
    #[serde(default)]
    state: Option<WebhookDeliveryState>,
    /// Where the page starts: the cursor of the last one.
    #[serde(default)]
    cursor: Option<String>,
    /// The most deliveries.
    #[serde(default = "page_size")]
    limit: usize,
}

/// A page of what a webhook was told.
#[derive(Serialize, JsonSchema)]
pub(crate) struct WebhookDeliveryPage {
    /// The deliveries.
    deliveries: Vec<WebhookDelivery>,
    /// The cursor of the next page, if there is one.
    cursor: Option<String>,
}

impl Method for Deliveries {
    const NAME: &'static str = "webhooks.deliveries";
    type Output = WebhookDeliveryPage;

    async fn run(self, office: Office) -> Result<WebhookDeliveryPage> {
        let page = office.webhooks().deliveries(&self.id, self.state, self.cursor, self.limit).await?;
        let (deliveries, cursor) = page;
        Ok(WebhookDeliveryPage { deliveries, cursor })
    }
}

/// Delivers an event again that is over, under the same event id (right `settings.write`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Redeliver {
    /// The delivery.
    id: WebhookDeliveryId,
}

impl Method for Redeliver {
    const NAME: &'static str = "webhooks.redeliver";
    type Output = WebhookDelivery;

    async fn run(self, office: Office) -> Result<WebhookDelivery> {
        office.webhooks().redeliver(&self.id).await
    }
}

/// Tells a webhook an event of the kind `webhook.test` (right `settings.write`). What came of it stands among its
/// deliveries.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Test {
    /// The webhook.
    id: WebhookId,
}

impl Method for Test {
    const NAME: &'static str = "webhooks.test";
    type Output = WebhookDelivery;

    async fn run(self, office: Office) -> Result<WebhookDelivery> {
        office.webhooks().test(&self.id).await
    }
}
