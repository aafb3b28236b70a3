//! Webhooks, their deliveries and the feed in storage.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::record::{StoredDelivery, StoredWebhook, WebhookDelivery, WebhookDeliveryState};
use crate::error::{Error, Result};
use crate::id::{WebhookDeliveryId, WebhookId, WorkspaceId};
use crate::rights::{decode, encode};
use crate::storage::{
    Attribute, AttributeKind, AttributeValue, Collection, Compare, Condition, Delete, Expect, Put, Query,
    Record, Storage,
};

/// The collection of webhooks, whose ids sort by their time.
pub const WEBHOOKS: Collection = Collection { name: "webhooks", attributes: &[] };

/// The collection of deliveries to webhooks. `ended` is set when one is over, by which old ones are forgotten.
pub const WEBHOOK_DELIVERIES: Collection = Collection {
    name: "webhook_deliveries",
    attributes: &[
        Attribute { name: "webhook", kind: AttributeKind::Text, unique: false },
        Attribute { name: "state", kind: AttributeKind::Text, unique: false },
        Attribute { name: "created", kind: AttributeKind::Integer, unique: false },
        Attribute { name: "ended", kind: AttributeKind::Integer, unique: false },
    ],
};

/// Up to where the audit of a workspace became events: one record in a workspace that has webhooks.
pub const WEBHOOK_FEEDS: Collection = Collection { name: "webhook_feeds", attributes: &[] };

/// The most webhooks of a workspace.
pub(super) const MOST: usize = 50;
/// The id of the one feed.
const FEED: &str = "feed";

/// Up to where events became deliveries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Place {
    /// The last entry of the audit that was looked at.
    pub(super) sequence: u64,
    /// The day for which deadlines were looked at.
    pub(super) day: Option<Date>,
}

/// Reads the webhooks of one workspace, and prepares their writing.
#[derive(Debug, Clone)]
pub(super) struct Repository {
    pub(super) storage: Arc<dyn Storage>,
    pub(super) workspace: WorkspaceId,
}

impl Repository {
    pub(super) fn new(storage: Arc<dyn Storage>, workspace: WorkspaceId) -> Self {
        Self { storage, workspace }
    }

    pub(super) async fn find(&self, id: &WebhookId) -> Result<Option<(StoredWebhook, u64)>> {
        self.storage.get(&self.workspace, WEBHOOKS.name, id.as_str()).await?.map(versioned).transpose()
    }

    /// Reads a webhook with its version.
    ///
    /// # Errors
    /// `not_found`, and storage errors.
    pub(super) async fn get(&self, id: &WebhookId) -> Result<(StoredWebhook, u64)> {
        self.find(id).await?.ok_or_else(|| Error::not_found(format!("there is no webhook {id}")))
    }

    /// Reads all webhooks, oldest first.
    pub(super) async fn all(&self) -> Result<Vec<StoredWebhook>> {
        let query = Query { limit: MOST + 1, ..Query::new(self.workspace.clone(), WEBHOOKS.name) };
        self.storage.query(query).await?.records.into_iter().map(decode).collect()
    }

    pub(super) fn put(&self, stored: &StoredWebhook, expect: Expect) -> Result<Put> {
        encode(&self.workspace, WEBHOOKS, stored.webhook.id.as_str(), stored, expect)
    }

    pub(super) fn delete(&self, id: &WebhookId, version: u64) -> Delete {
        Delete { collection: WEBHOOKS.name, id: id.to_string(), expect: Expect::Version(version) }
    }

    pub(super) async fn find_delivery(
        &self,
        id: &WebhookDeliveryId,
    ) -> Result<Option<(StoredDelivery, u64)>> {
        self.storage
            .get(&self.workspace, WEBHOOK_DELIVERIES.name, id.as_str())
            .await?
            .map(versioned)
            .transpose()
    }

    /// Reads a page of deliveries of a webhook, newest first, and the cursor of the next.
    pub(super) async fn deliveries(
        &self,
        webhook: &WebhookId,
        state: Option<WebhookDeliveryState>,
        cursor: Option<String>,
        limit: usize,
    ) -> Result<(Vec<WebhookDelivery>, Option<String>)> {
        let mut conditions = vec![equal("webhook", webhook.as_str())];
        conditions.extend(state.map(|state| equal("state", state.name())));
        let query = Query {
            conditions,
            order: Some("created"),
            descending: true,
            cursor,
            limit,
            ..Query::new(self.workspace.clone(), WEBHOOK_DELIVERIES.name)
        };
        let page = self.storage.query(query).await?;
        let of = |record| decode::<StoredDelivery>(record).map(|stored| stored.delivery);
        Ok((page.records.into_iter().map(of).collect::<Result<_>>()?, page.cursor))
    }

    pub(super) fn put_delivery(
        &self,
        stored: &StoredDelivery,
        now: Timestamp,
        expect: Expect,
    ) -> Result<Put> {
        let delivery = &stored.delivery;
        let mut put = encode(&self.workspace, WEBHOOK_DELIVERIES, delivery.id.as_str(), stored, expect)?;
        let attributes = &mut put.record.attributes;
        attributes.insert("webhook", AttributeValue::Text(delivery.webhook.to_string()));
        attributes.insert("state", AttributeValue::Text(delivery.state.name().to_owned()));
        attributes.insert("created", AttributeValue::Integer(delivery.created.as_microsecond()));
        if delivery.state != WebhookDeliveryState::Waiting {
            attributes.insert("ended", AttributeValue::Integer(now.as_microsecond()));
        }
        Ok(put)
    }

    /// Finds deliveries that ended before a time, and prepares that they are forgotten.
    pub(super) async fn forgotten(&self, before: Timestamp, limit: usize) -> Result<Vec<Delete>> {
        let value = AttributeValue::Integer(before.as_microsecond());
        let query = Query {
            conditions: vec![Condition { attribute: "ended", compare: Compare::Less, value }],
            order: Some("ended"),
            limit,
            ..Query::new(self.workspace.clone(), WEBHOOK_DELIVERIES.name)
        };
        self.deletes(query).await
    }

    /// Prepares that deliveries of a webhook are forgotten.
    pub(super) async fn of_removed(&self, webhook: &WebhookId, limit: usize) -> Result<Vec<Delete>> {
        let query = Query {
            conditions: vec![equal("webhook", webhook.as_str())],
            limit,
            ..Query::new(self.workspace.clone(), WEBHOOK_DELIVERIES.name)
        };
        self.deletes(query).await
    }

    async fn deletes(&self, query: Query) -> Result<Vec<Delete>> {
        let collection = WEBHOOK_DELIVERIES.name;
        let of = |record: Record| Delete { collection, id: record.id, expect: Expect::Any };
        Ok(self.storage.query(query).await?.records.into_iter().map(of).collect())
    }

    pub(super) async fn place(&self) -> Result<Option<(Place, u64)>> {
        self.storage.get(&self.workspace, WEBHOOK_FEEDS.name, FEED).await?.map(versioned).transpose()
    }

    pub(super) fn put_place(&self, place: &Place, expect: Expect) -> Result<Put> {
        encode(&self.workspace, WEBHOOK_FEEDS, FEED, place, expect)
    }

    pub(super) fn delete_place(&self, version: u64) -> Delete {
        Delete { collection: WEBHOOK_FEEDS.name, id: FEED.to_owned(), expect: Expect::Version(version) }
    }
}

fn equal(attribute: &'static str, value: &str) -> Condition {
    Condition { attribute, compare: Compare::Equal, value: AttributeValue::Text(value.to_owned()) }
}

fn versioned<T: serde::de::DeserializeOwned>(record: Record) -> Result<(T, u64)> {
    let version = record.version;
    Ok((decode(record)?, version))
}
