//! Fills a form, given as a JSON Schema, from one document: each value with the words that say it.
//!
//! With a language model the model fills it, and every value is held to the words that it quotes. Without one, or
//! where it fails, rules fill what they know: facts of the brief, values behind labels, rows of tables. What the
//! document does not say stays null and is told.

mod by_model;
mod by_rules;
mod form;
mod held;
mod labels;
mod lists;
mod names;
mod support;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::documents::facts::Finding;
use crate::documents::grounded::Assistant;
use crate::documents::model::ParsedDocument;
use crate::documents::record::{Document, DocumentRepository};
use crate::error::{Error, Result};
use crate::evidence::Evidence;
use crate::models::{ModelUse, SchemaCheck};
use form::Form;
use held::Held;

/// The largest schema, in bytes of its JSON.
const SCHEMA_BYTES: usize = 64 << 10;

/// A form filled from a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Extraction {
    /// The value, of the form that the schema asks for; what the document does not say is null, a list without
    /// entries is empty.
    pub value: Value,
    /// Whether the value fits the schema when its nulls are left out: nothing that the schema requires is missing.
    pub complete: bool,
    /// The values that were found, each with the place that says so; by their pointers.
    pub leaves: Vec<ExtractedLeaf>,
    /// The values that were not found, or were dropped.
    pub unfilled: Vec<UnfilledLeaf>,
    /// Why it is not, or not only, the model's; empty without one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// The model that was asked, and what that took; absent when none was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<ModelUse>,
}

/// A value with its proof.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ExtractedLeaf {
    /// Where it stands in the value, as a JSON pointer (RFC 6901) such as `/lines/0/amount`.
    pub pointer: String,
    /// How the document supports it.
    pub support: LeafSupport,
    /// Where the document says so.
    pub evidence: Evidence,
}

/// How the words of a document support a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LeafSupport {
    /// The words are the value.
    Quoted,
    /// The words mean the value: another spelling of the same date, number or account.
    SameValue,
    /// The value was counted from the words, such as the last day for notice.
    Computed,
    /// The value is a choice or a yes or no: the words show why, whether rightly a person judges.
    Judged,
}

/// A value that is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UnfilledLeaf {
    /// Where it would stand, as a JSON pointer; that of the list, when an entry of it was dropped.
    pub pointer: String,
    /// Why it is missing.
    pub reason: UnfilledReason,
    /// One sentence for people.
    pub message: String,
}

/// Why a value is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UnfilledReason {
    /// The document does not say it, as far as was read.
    NotFound,
    /// The document says several, and nothing tells which is meant.
    Ambiguous,
    /// The model gave a value without a quote, or with one that the document does not hold.
    Unproven,
    /// The model gave a value that its own quote does not say.
    NotInText,
    /// What the document says does not fit the schema, such as its pattern.
    Unfit,
}

/// Fills a schema from a document.
///
/// # Errors
/// `invalid_input` for a schema that is none, or that asks for nothing; `limit_exceeded` for one that is too large or
/// deep; storage errors. A model that fails is no error.
pub(crate) async fn extract(
    assistant: Option<&Assistant>,
    documents: &DocumentRepository,
    (document, text): (&Document, &ParsedDocument),
    schema: &Value,
) -> Result<Extraction> {
    if schema.to_string().len() > SCHEMA_BYTES {
        return Err(Error::limit_exceeded(format!(
            "the JSON Schema has more than {SCHEMA_BYTES} bytes: ask for less at once"
        )));
    }
    let check = SchemaCheck::new(schema)?;
    let form = Form::read(schema)?;
    let (mut held, findings, model) = match assistant {
        None => (by_rules(&form, document, text).await?, Vec::new(), None),
        Some(assistant) => {
            let filled = by_model::fill(assistant, documents, (document, text), schema).await?;
            let held = match filled.held {
                Some(held) => held,
                None => by_rules(&form, document, text).await?,
            };
            (held, filled.findings, Some(filled.used))
        }
    };
    held.drop_unfit(&check);
    let complete = check.fits(&held.without_nulls());
    let Held { value, mut leaves, mut unfilled } = held;
    // Not every language keeps the order of a schema's properties.
    leaves.sort_by_cached_key(|leaf| order(&leaf.pointer));
    unfilled.sort_by_cached_key(|leaf| order(&leaf.pointer));
    Ok(Extraction { value, complete, leaves, unfilled, findings, model })
}

/// Orders pointers by their parts, entries of lists by their numbers.
fn order(pointer: &str) -> Vec<(Option<usize>, String)> {
    pointer.split('/').map(|part| (part.parse().ok(), part.to_owned())).collect()
}

/// Fills a form by rules, away from the threads that wait for others: a long document takes its time.
async fn by_rules(form: &Form, document: &Document, text: &ParsedDocument) -> Result<Held> {
    let (form, document, text) = (form.clone(), document.clone(), text.clone());
    let name = document.name.clone();
    tokio::task::spawn_blocking(move || by_rules::fill(&form, &document, &text)).await.map_err(|error| {
        Error::internal("filling a form failed inside this library; please report the file")
            .about(name)
            .with_source(error)
    })
}
