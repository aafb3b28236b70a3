//! Stored documents: the record, its text, and the repository over both.

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::documents::Format;
use crate::documents::facts::Brief;
use crate::documents::model::{Metadata, ParseNote, ParsedDocument};
use crate::error::{Error, Result};
use crate::id::{DocumentId, WorkspaceId};
use crate::storage::{
    Append, Attribute, AttributeKind, AttributeValue, Batch, Collection, Compare, Condition, Expect, Put,
    Query, Record, Storage,
};

/// The version of parsing and understanding that made a record; a higher one asks for a new reading.
pub const READER_VERSION: u32 = 1;

/// The collection of documents: everything but the text.
pub const DOCUMENTS: Collection = Collection {
    name: "documents",
    attributes: &[
        Attribute { name: "content_key", kind: AttributeKind::Text, unique: true },
        Attribute { name: "name", kind: AttributeKind::Text, unique: false },
        Attribute { name: "document_group", kind: AttributeKind::Text, unique: false },
        Attribute { name: "message_id", kind: AttributeKind::Text, unique: false },
        Attribute { name: "added", kind: AttributeKind::Integer, unique: false },
    ],
};

/// The collection of parsed texts, apart so that lists stay light.
pub const DOCUMENT_TEXTS: Collection = Collection { name: "document_texts", attributes: &[] };

/// A document of the office.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// The id.
    pub id: DocumentId,
    /// The file's name, or the key it was added with.
    pub name: String,
    /// The format.
    pub format: Format,
    /// The size of the file in bytes.
    pub bytes: u64,
    /// The SHA-256 of the file in hexadecimal; its blob has the same name.
    pub sha256: String,
    /// The group, if one was given.
    pub group: Option<String>,
    /// The place in its group, low first, such as the position of a clause in a contract.
    pub order: u64,
    /// The document that holds this one, such as the mail of an attachment.
    pub parent: Option<DocumentId>,
    /// The documents inside this one.
    pub attachments: Vec<DocumentId>,
    /// What the file says about itself.
    pub metadata: Metadata,
    /// The number of pages, slides or sheets.
    pub pages: u32,
    /// What could not be read.
    pub notes: Vec<ParseNote>,
    /// What the document says.
    pub brief: Brief,
    /// When it was added (RFC 3339, UTC).
    #[schemars(extend("format" = "date-time"))]
    pub added: String,
    /// The version of the reader that made this record.
    pub reader_version: u32,
}

/// In which order documents are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DocumentOrder {
    /// As they were added.
    #[default]
    Oldest,
    /// The one that was added last first.
    Newest,
}

/// Documents of one workspace in storage.
#[derive(Debug, Clone)]
pub struct DocumentRepository {
    storage: Arc<dyn Storage>,
    workspace: WorkspaceId,
}

impl DocumentRepository {
    /// Opens the documents of a workspace.
    pub fn new(storage: Arc<dyn Storage>, workspace: WorkspaceId) -> Self {
        Self { storage, workspace }
    }

    /// Returns the storage.
    pub fn storage(&self) -> &Arc<dyn Storage> {
        &self.storage
    }

    /// Returns the workspace.
    pub fn workspace(&self) -> &WorkspaceId {
        &self.workspace
    }

    /// Reads a document, if it is there.
    ///
    /// # Errors
    /// Storage errors.
    pub async fn find(&self, id: &DocumentId) -> Result<Option<Document>> {
        let record = self.storage.get(&self.workspace, DOCUMENTS.name, id.as_str()).await?;
        record.map(decode).transpose()
    }

    /// Reads a document.
    ///
    /// # Errors
    /// `not_found`, and storage errors.
    pub async fn get(&self, id: &DocumentId) -> Result<Document> {
        self.find(id).await?.ok_or_else(|| Error::not_found(format!("there is no document {id}")))
    }

    /// Reads the text and structure of a document.
    ///
    /// # Errors
    /// `not_found`, and storage errors.
    pub async fn text(&self, id: &DocumentId) -> Result<ParsedDocument> {
        let record = self.storage.get(&self.workspace, DOCUMENT_TEXTS.name, id.as_str()).await?;
        decode(record.ok_or_else(|| Error::not_found(format!("there is no document {id}")))?)
    }

    /// Finds the documents whose attribute has this value, oldest first.
    ///
    /// # Errors
    /// Storage errors.
    pub async fn find_by(&self, attribute: &'static str, value: &str, limit: usize) -> Result<Vec<Document>> {
        let condition = Condition { attribute, compare: Compare::Equal, value: short(value) };
        let query = Query { conditions: vec![condition], limit, ..self.query() };
        self.storage.query(query).await?.records.into_iter().map(decode).collect()
    }

    /// Finds the document with this name that was added last.
    ///
    /// # Errors
    /// Storage errors.
    pub async fn newest_named(&self, name: &str) -> Result<Option<Document>> {
        let condition = Condition { attribute: "name", compare: Compare::Equal, value: short(name) };
        let query = Query { conditions: vec![condition], descending: true, limit: 1, ..self.query() };
        self.storage.query(query).await?.records.into_iter().next().map(decode).transpose()
    }

    /// Reads one page of documents in an order, which that of the cursor must be.
    ///
    /// # Errors
    /// `invalid_input` for a cursor that is none of this order; storage errors.
    pub async fn page(
        &self,
        order: DocumentOrder,
        cursor: Option<String>,
        limit: usize,
    ) -> Result<(Vec<Document>, Option<String>)> {
        if limit == 0 {
            return Ok((Vec::new(), cursor));
        }
        let descending = order == DocumentOrder::Newest;
        let page = self.storage.query(Query { cursor, limit, descending, ..self.query() }).await?;
        let documents = page.records.into_iter().map(decode).collect::<Result<_>>()?;
        Ok((documents, page.cursor))
    }

    /// Makes the batch that writes documents with their texts and what the audit says of it, all or none. Its
    /// commit is a `conflict` when one of them was added meanwhile.
    ///
    /// # Errors
    /// `internal` when a document cannot be written.
    pub(crate) fn batch(
        &self,
        documents: &[(Document, String, ParsedDocument)],
        audit: Vec<Append>,
    ) -> Result<Batch> {
        let mut batch = Batch::new(self.workspace.clone());
        batch.appends = audit;
        for (document, content_key, text) in documents {
            let mut attributes = BTreeMap::new();
            attributes.insert("content_key", short(content_key));
            attributes.insert("name", short(&document.name));
            if let Some(group) = &document.group {
                attributes.insert("document_group", short(group));
            }
            if let Some(message_id) = &document.metadata.message_id {
                attributes.insert("message_id", short(message_id));
            }
            let added = document.added.parse::<jiff::Timestamp>().map_or(0, |added| added.as_microsecond());
            attributes.insert("added", AttributeValue::Integer(added));
            batch.puts.push(self.put(DOCUMENTS.name, &document.id, attributes, document)?);
            batch.puts.push(self.put(DOCUMENT_TEXTS.name, &document.id, BTreeMap::new(), text)?);
        }
        Ok(batch)
    }

    fn query(&self) -> Query {
        Query { order: Some("added"), ..Query::new(self.workspace.clone(), DOCUMENTS.name) }
    }

    fn put(
        &self,
        collection: &'static str,
        id: &DocumentId,
        attributes: BTreeMap<&'static str, AttributeValue>,
        body: &impl Serialize,
    ) -> Result<Put> {
        let body = serde_json::to_value(body).map_err(|error| {
            Error::internal(format!("document {id} cannot be written")).with_source(error)
        })?;
        let record = Record {
            workspace: self.workspace.clone(),
            collection,
            id: id.to_string(),
            version: 0,
            attributes,
            body,
        };
        Ok(Put { record, expect: Expect::Absent })
    }
}

/// An attribute holds at most 1,024 bytes: longer names are found by what fits.
fn short(value: &str) -> AttributeValue {
    AttributeValue::Text(value[..value.floor_char_boundary(1_000)].replace('\0', ""))
}

fn decode<T: DeserializeOwned>(record: Record) -> Result<T> {
    serde_json::from_value(record.body).map_err(|error| {
        Error::corrupt(format!("the stored document {} is damaged; add the file again", record.id))
            .with_source(error)
    })
}
