//! Drafts in storage.

use std::sync::Arc;

use crate::communications::draft::Draft;
use crate::error::{Error, Result};
use crate::id::{DocumentId, DraftId, WorkspaceId};
use crate::storage::{
    Append, Attribute, AttributeKind, AttributeValue, Batch, Collection, Compare, Condition, Expect, Put,
    Query, Record, Storage,
};

/// The collection of drafts.
pub const DRAFTS: Collection = Collection {
    name: "drafts",
    attributes: &[
        Attribute { name: "document", kind: AttributeKind::Text, unique: false },
        Attribute { name: "created", kind: AttributeKind::Text, unique: false },
    ],
};

/// Reads and writes drafts of one workspace.
#[derive(Debug, Clone)]
pub struct DraftRepository {
    storage: Arc<dyn Storage>,
    workspace: WorkspaceId,
}

impl DraftRepository {
    /// Opens the drafts of a workspace.
    pub fn new(storage: Arc<dyn Storage>, workspace: WorkspaceId) -> Self {
        Self { storage, workspace }
    }

    /// Stores a new draft, and what the audit says of it.
    ///
    /// # Errors
    /// `conflict` when the id is taken, and storage errors.
    pub async fn create(&self, draft: &Draft, audit: Append) -> Result<()> {
        let mut attributes = std::collections::BTreeMap::new();
        attributes.insert("created", AttributeValue::Text(draft.created.clone()));
        if let Some(thread) = &draft.thread {
            attributes.insert("document", AttributeValue::Text(thread.document.to_string()));
        }
        let body = serde_json::to_value(draft).map_err(|error| {
            Error::internal(format!("draft {} cannot be written", draft.id)).with_source(error)
        })?;
        let record = Record {
            workspace: self.workspace.clone(),
            collection: DRAFTS.name,
            id: draft.id.to_string(),
            version: 0,
            attributes,
            body,
        };
        let mut batch = Batch::new(self.workspace.clone());
        batch.puts.push(Put { record, expect: Expect::Absent });
        batch.appends.push(audit);
        self.storage.commit(batch).await.map(drop)
    }

    /// Reads a draft.
    ///
    /// # Errors
    /// `not_found`, and storage errors.
    pub async fn get(&self, id: &DraftId) -> Result<Draft> {
        let record = self.storage.get(&self.workspace, DRAFTS.name, id.as_str()).await?;
        decode(record.ok_or_else(|| Error::not_found(format!("there is no draft {id}")))?)
    }

    /// Lists the drafts that answer a document.
    ///
    /// # Errors
    /// Storage errors.
    pub async fn of_document(&self, document: &DocumentId) -> Result<Vec<Draft>> {
        let condition = Condition {
            attribute: "document",
            compare: Compare::Equal,
            value: AttributeValue::Text(document.to_string()),
        };
        let query = Query { conditions: vec![condition], ..Query::new(self.workspace.clone(), DRAFTS.name) };
        self.storage.query(query).await?.records.into_iter().map(decode).collect()
    }

    /// Lists the newest drafts.
    ///
    /// # Errors
    /// Storage errors.
    pub async fn newest(&self, limit: usize) -> Result<Vec<Draft>> {
        if limit == 0 {
            return Ok(Vec::new());
        }
        let query = Query {
            order: Some("created"),
            descending: true,
            limit,
            ..Query::new(self.workspace.clone(), DRAFTS.name)
        };
        self.storage.query(query).await?.records.into_iter().map(decode).collect()
    }
}

fn decode(record: Record) -> Result<Draft> {
    serde_json::from_value(record.body)
        .map_err(|error| Error::corrupt(format!("draft {} is damaged", record.id)).with_source(error))
}
