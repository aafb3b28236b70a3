//! Deliveries in storage.

use std::sync::Arc;

use super::delivery::Delivery;
use super::state::DeliveryState;
use crate::error::{Error, Result};
use crate::id::{DeliveryId, DraftId, WorkspaceId};
use crate::rights::{decode, encode};
use crate::storage::{
    Attribute, AttributeKind, AttributeValue, Collection, Compare, Condition, Expect, Put, Query, Record,
    Storage,
};

/// The collection of deliveries, whose ids sort by their time. `open` is set while this version of the draft is
/// spoken for.
pub const DELIVERIES: Collection = Collection {
    name: "deliveries",
    attributes: &[
        Attribute { name: "draft", kind: AttributeKind::Text, unique: false },
        Attribute { name: "open", kind: AttributeKind::Text, unique: true },
        Attribute { name: "idempotency_key", kind: AttributeKind::Text, unique: true },
        Attribute { name: "message_id", kind: AttributeKind::Text, unique: true },
        Attribute { name: "state", kind: AttributeKind::Text, unique: false },
    ],
};

/// Reads the deliveries of one workspace, and prepares their writing.
#[derive(Debug, Clone)]
pub(super) struct Deliveries {
    storage: Arc<dyn Storage>,
    workspace: WorkspaceId,
}

impl Deliveries {
    pub(super) fn new(storage: Arc<dyn Storage>, workspace: WorkspaceId) -> Self {
        Self { storage, workspace }
    }

    /// Reads a delivery with its version.
    ///
    /// # Errors
    /// `not_found`, and storage errors.
    pub(super) async fn get(&self, id: &DeliveryId) -> Result<(Delivery, u64)> {
        let record = self.storage.get(&self.workspace, DELIVERIES.name, id.as_str()).await?;
        versioned(record.ok_or_else(|| Error::not_found(format!("there is no delivery {id}")))?)
    }

    /// Finds the one delivery whose attribute has a value.
    pub(super) async fn find(&self, attribute: &'static str, value: &str) -> Result<Option<(Delivery, u64)>> {
        let condition = equal(attribute, value);
        let query = Query {
            conditions: vec![condition],
            limit: 1,
            ..Query::new(self.workspace.clone(), DELIVERIES.name)
        };
        self.storage.query(query).await?.records.into_iter().next().map(versioned).transpose()
    }

    /// Reads a page, newest first, and the cursor of the next.
    pub(super) async fn list(
        &self,
        state: Option<DeliveryState>,
        cursor: Option<String>,
        limit: usize,
    ) -> Result<(Vec<Delivery>, Option<String>)> {
        let state = state.map(|state| equal("state", state.name()));
        let query = Query {
            conditions: state.into_iter().collect(),
            descending: true,
            cursor,
            limit,
            ..Query::new(self.workspace.clone(), DELIVERIES.name)
        };
        let page = self.storage.query(query).await?;
        Ok((page.records.into_iter().map(decode).collect::<Result<_>>()?, page.cursor))
    }

    /// Reads the newest deliveries of a draft, newest first, with their versions.
    pub(super) async fn of_draft(&self, draft: &DraftId) -> Result<Vec<(Delivery, u64)>> {
        let query = Query {
            conditions: vec![equal("draft", draft.as_str())],
            descending: true,
            ..Query::new(self.workspace.clone(), DELIVERIES.name)
        };
        self.storage.query(query).await?.records.into_iter().map(versioned).collect()
    }

    /// Prepares the writing of a delivery.
    pub(super) fn put(&self, delivery: &Delivery, expect: Expect) -> Result<Put> {
        let mut put = encode(&self.workspace, DELIVERIES, delivery.id.as_str(), delivery, expect)?;
        let text = |value: &str| AttributeValue::Text(value.to_owned());
        let attributes = &mut put.record.attributes;
        attributes.insert("draft", text(delivery.draft.as_str()));
        attributes.insert("idempotency_key", text(&delivery.idempotency_key));
        attributes.insert("message_id", text(&delivery.message_id));
        attributes.insert("state", text(delivery.state.name()));
        if delivery.state.is_open() {
            let version = format!("{}/{}", delivery.draft, delivery.draft_version);
            attributes.insert("open", text(&version));
        }
        Ok(put)
    }
}

fn equal(attribute: &'static str, value: &str) -> Condition {
    Condition { attribute, compare: Compare::Equal, value: AttributeValue::Text(value.to_owned()) }
}

fn versioned(record: Record) -> Result<(Delivery, u64)> {
    let version = record.version;
    Ok((decode(record)?, version))
}
