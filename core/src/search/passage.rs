//! What is indexed and found: a passage of a document.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::evidence::Span;
use crate::id::DocumentId;

/// A piece of a document that is found as one: about 200 words with a span of the canonical text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Passage {
    /// The document.
    pub document: DocumentId,
    /// The number of the passage in its document, from 0.
    pub ordinal: u32,
    /// The title of the document.
    pub title: String,
    /// The path of headings above the passage, highest first, joined by ` › `; for a part of a large table
    /// the names of its columns too.
    pub heading: String,
    /// The words at the span, exactly.
    pub text: String,
    /// The span in the document's canonical text.
    pub span: Span,
    /// The language as a BCP 47 tag; without one the passage is stemmed as English.
    pub language: Option<String>,
    /// What filters look at.
    pub fields: PassageFields,
}

/// What is known about a passage's document.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct PassageFields {
    /// The group that a search can be restricted to, such as a mail thread, a matter or a meeting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The place of the document in its group, low first: neighbours support each other's scores.
    #[serde(skip_serializing_if = "is_zero")]
    pub order: u64,
    /// The kind of document, such as `invoice`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The sender: name and address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The parties that the document names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<String>,
    /// The date of the document in days since 1970-01-01.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<i64>,
}

fn is_zero(order: &u64) -> bool {
    *order == 0
}

impl Passage {
    /// Returns the id: `<document>#<ordinal>`.
    pub fn id(&self) -> String {
        format!("{}#{}", self.document, self.ordinal)
    }

    /// Returns what an embedder is asked for: the text below its title and headings, which tell what it is
    /// about.
    pub fn in_context(&self) -> String {
        let above: Vec<&str> = [&self.title, &self.heading]
            .into_iter()
            .map(String::as_str)
            .filter(|line| !line.is_empty())
            .collect();
        if above.is_empty() { self.text.clone() } else { format!("{}\n\n{}", above.join(" › "), self.text) }
    }
}

/// A passage that answers a query.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Hit {
    /// The passage.
    pub passage: Passage,
    /// The share of the query's words that the passage has, weighed by their rarity, from 0 to 1.
    pub coverage: f32,
    /// The score: comparable inside one result only.
    pub score: f32,
}
