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

/// The collection of the versions that drafts had before.
pub const DRAFT_VERSIONS: Collection = Collection { name: "draft_versions", attributes: &[] };

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
        let mut batch = Batch::new(self.workspace.clone());
        batch.puts.push(self.put(draft, Expect::Absent)?);
        batch.appends.push(audit);
        self.storage.commit(batch).await.map(drop)
    }

    /// Makes the put of a draft.
    ///
    /// # Errors
    /// `internal` when the draft cannot be written.
    pub(crate) fn put(&self, draft: &Draft, expect: Expect) -> Result<Put> {
        let mut attributes = std::collections::BTreeMap::new();
        attributes.insert("created", AttributeValue::Text(draft.created.clone()));
        if let Some(thread) = &draft.thread {
            attributes.insert("document", AttributeValue::Text(thread.document.to_string()));
        }
        let record = Record {
            workspace: self.workspace.clone(),
            collection: DRAFTS.name,
            id: draft.id.to_string(),
            version: 0,
            attributes,
            body: encode(draft)?,
        };
        Ok(Put { record, expect })
    }

    /// Makes the put that keeps a version for good, beside the one that follows it.
    ///
    /// # Errors
    /// `internal` when the draft cannot be written.
    pub(crate) fn keep(&self, draft: &Draft) -> Result<Put> {
        let record = Record {
            workspace: self.workspace.clone(),
            collection: DRAFT_VERSIONS.name,
            id: key(&draft.id, draft.version),
            version: 0,
            attributes: Default::default(),
            body: encode(draft)?,
        };
        Ok(Put { record, expect: Expect::Absent })
    }

    /// Reads a draft, and what a put of its next version expects.
    ///
    /// # Errors
    /// `not_found`, and storage errors.
    pub(crate) async fn versioned(&self, id: &DraftId) -> Result<(Draft, Expect)> {
        let record = self.storage.get(&self.workspace, DRAFTS.name, id.as_str()).await?;
        let record = record.ok_or_else(|| Error::not_found(format!("there is no draft {id}")))?;
        let expect = Expect::Version(record.version);
        Ok((decode(record)?, expect))
    }

    /// Reads an earlier version of a draft.
    ///
    /// # Errors
    /// `not_found`, and storage errors.
    pub(crate) async fn version(&self, id: &DraftId, version: u64) -> Result<Draft> {
        let record = self.storage.get(&self.workspace, DRAFT_VERSIONS.name, &key(id, version)).await?;
        decode(record.ok_or_else(|| {
            Error::not_found(format!("draft {id} has no version {version}; its versions start with 1"))
        })?)
    }

    /// Writes a batch.
    ///
    /// # Errors
    /// `conflict` when somebody was faster, and storage errors.
    pub(crate) async fn commit(&self, batch: Batch) -> Result<()> {
        self.storage.commit(batch).await.map(drop)
    }

    /// Returns the workspace.
    pub(crate) fn workspace(&self) -> &WorkspaceId {
        &self.workspace
    }

    /// Reads a draft.
    ///
    /// # Errors
    /// `not_found`, and storage errors.
    pub async fn get(&self, id: &DraftId) -> Result<Draft> {
        self.versioned(id).await.map(|(draft, _)| draft)
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

/// The id under which a version is kept.
fn key(id: &DraftId, version: u64) -> String {
    format!("{id}.{version}")
}

fn encode(draft: &Draft) -> Result<serde_json::Value> {
    serde_json::to_value(draft)
        .map_err(|error| Error::internal(format!("draft {} cannot be written", draft.id)).with_source(error))
}

fn decode(record: Record) -> Result<Draft> {
    serde_json::from_value(record.body)
        .map_err(|error| Error::corrupt(format!("draft {} is damaged", record.id)).with_source(error))
}
