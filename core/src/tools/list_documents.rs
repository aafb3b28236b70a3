//! The tool `list_documents`.

use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::arguments::{read, schema, untrusted};
use super::bounds::name_of;
use super::desk::Desk;
use super::document_line::DocumentLine;
use crate::agents::{Tool, ToolContext, ToolOutput, ToolSpec};
use crate::documents::Document;
use crate::documents::facts::DocumentKind;
use crate::error::Result;

const NAME: &str = "list_documents";
/// The most documents of a page.
const PAGE: u32 = 100;

/// The arguments of `list_documents`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListDocuments {
    /// The cursor of the page, from the page before; the first page without it.
    pub cursor: Option<String>,
    /// How many documents are looked at for a page, 1 to 100; 50 without it.
    pub limit: Option<u32>,
    /// Only documents of these kinds; of all kinds when empty.
    pub kinds: Vec<DocumentKind>,
    /// Only documents of this group.
    pub group: Option<String>,
    /// Only documents that were added at this time or later.
    pub added_since: Option<Timestamp>,
}

/// A page of documents, in the order they were added.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ListedDocuments {
    /// The day of the call.
    pub today: Date,
    /// The documents; fewer than `limit` where filters left some out.
    pub documents: Vec<DocumentLine>,
    /// The cursor of the next page, while there is one.
    pub next: Option<String>,
}

#[derive(Debug)]
pub(super) struct ListDocumentsTool(pub(super) Desk);

#[async_trait]
impl Tool for ListDocumentsTool {
    fn spec(&self) -> ToolSpec {
        ToolSpec::new(
            NAME,
            "Lists the documents of the office with kind, date, sender and title, page by page. Use it to see what is \
             there; use search_documents to find something by its words.",
            schema::<ListDocuments>(),
        )
    }

    async fn call(&self, context: &ToolContext, arguments: Value) -> Result<ToolOutput> {
        let wanted: ListDocuments = read(NAME, arguments)?;
        let seat = self.0.at(context);
        let limit = wanted.limit.unwrap_or(50).clamp(1, PAGE);
        let (page, next) = seat.documents.list(wanted.cursor.clone(), limit as usize).await?;
        let owner = seat.owner().await?;
        let page: Vec<Document> = page.into_iter().filter(|document| wanted.takes(document)).collect();
        let documents: Vec<DocumentLine> =
            page.iter().map(|document| DocumentLine::of(document, &owner)).collect();
        let places = page.iter().zip(&documents);
        let places = places.flat_map(|(document, line)| [name_of(document), line.evidence.clone()]).collect();
        untrusted(&ListedDocuments { today: seat.today, documents, next }, places)
    }
}

impl ListDocuments {
    fn takes(&self, document: &Document) -> bool {
        let kind = self.kinds.is_empty() || self.kinds.contains(&document.brief.kind);
        let group = self.group.is_none() || self.group == document.group;
        let since = self
            .added_since
            .is_none_or(|since| document.added.parse().is_ok_and(|added: Timestamp| added >= since));
        kind && group && since
    }
}
