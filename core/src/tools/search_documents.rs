//! The tool `search_documents`.

use std::collections::BTreeMap;

use async_trait::async_trait;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::arguments::{read, schema, untrusted};
use super::bounds::{LINE, cut};
use super::desk::Desk;
use crate::agents::{Tool, ToolContext, ToolOutput, ToolSpec};
use crate::documents::model::ParsedDocument;
use crate::error::{Error, Result};
use crate::evidence::{Evidence, Place, Span};
use crate::id::DocumentId;
use crate::search::{Hit, Scope, SearchQuery};

const NAME: &str = "search_documents";
/// The most passages.
const PASSAGES: u32 = 20;
/// The most characters of a passage.
const PASSAGE: usize = 1_200;
/// The longest query, in characters.
const QUERY: usize = 1_000;

/// The arguments of `search_documents`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SearchDocuments {
    /// The words to look for, at most 1,000 characters.
    pub query: String,
    /// The most passages, 1 to 20; 8 without it.
    pub limit: Option<u32>,
    /// Only in documents of this group.
    pub group: Option<String>,
    /// Only in this document.
    pub document: Option<DocumentId>,
    /// Whether each document is found once, by its best passage.
    pub best_of_document: bool,
}

/// The passages that match best, best first.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct FoundPassages {
    /// The passages.
    pub passages: Vec<FoundPassage>,
}

/// A passage that matches.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FoundPassage {
    /// The document.
    pub document: DocumentId,
    /// The title of the document.
    pub title: String,
    /// The headings above the passage.
    pub heading: String,
    /// The share of the query's words that the passage has, weighed by their rarity, from 0 to 1.
    pub coverage: f32,
    /// The passage, and where it stands.
    pub evidence: Evidence,
}

#[derive(Debug)]
pub(super) struct SearchDocumentsTool(pub(super) Desk);

#[async_trait]
impl Tool for SearchDocumentsTool {
    fn spec(&self) -> ToolSpec {
        ToolSpec::new(
            NAME,
            "Finds the passages of the documents that match words best, by word and by meaning. Use ask_documents for a \
             question with one answer.",
            schema::<SearchDocuments>(),
        )
    }

    async fn call(&self, context: &ToolContext, arguments: Value) -> Result<ToolOutput> {
        let wanted: SearchDocuments = read(NAME, arguments)?;
        if wanted.query.trim().is_empty() || wanted.query.chars().count() > QUERY {
            return Err(Error::invalid_input(format!("{NAME}: `query` has 1 to {QUERY} characters")));
        }
        let seat = self.0.at(context);
        let scope = match (&wanted.document, &wanted.group) {
            (Some(document), _) => Scope::Document { document: document.clone() },
            (None, Some(group)) => Scope::group(group.as_str()),
            (None, None) => Scope::All,
        };
        let query = SearchQuery {
            limit: wanted.limit.unwrap_or(8).clamp(1, PASSAGES) as usize,
            scope,
            best_of_document: wanted.best_of_document,
            ..SearchQuery::new(wanted.query)
        };
        let hits = seat.documents.search(query).await?;
        let mut read: BTreeMap<DocumentId, ParsedDocument> = BTreeMap::new();
        for hit in &hits {
            let id = &hit.passage.document;
            if !read.contains_key(id) {
                read.insert(id.clone(), seat.documents.text(id).await?);
            }
        }
        let passages: Vec<FoundPassage> =
            hits.iter().map(|hit| found(hit, read.get(&hit.passage.document))).collect();
        let evidence = passages.iter().map(|passage| passage.evidence.clone()).collect();
        untrusted(&FoundPassages { passages }, evidence)
    }
}

fn found(hit: &Hit, text: Option<&ParsedDocument>) -> FoundPassage {
    let passage = &hit.passage;
    let quote = cut(&passage.text, PASSAGE);
    let span = Span::new(passage.span.start, passage.span.start + quote.chars().count());
    let block = text.and_then(|text| text.blocks.iter().find(|block| block.span.overlaps(span)));
    let place = block.map_or(Place::Paragraph { paragraph: 1 }, |block| block.place.clone());
    FoundPassage {
        document: passage.document.clone(),
        title: cut(&passage.title, LINE),
        heading: cut(&passage.heading, LINE),
        coverage: hit.coverage,
        evidence: Evidence { document: passage.document.clone(), span, place, quote },
    }
}
