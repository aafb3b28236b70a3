//! A fact, and what is said to make or change one.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::evidence::{Evidence, Provenance};
use crate::id::{DocumentId, FactId, RunId};
use crate::rights::Actor;

/// Something that is remembered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Fact {
    /// The id.
    pub id: FactId,
    /// What is remembered.
    pub text: String,
    /// Whose it is, where it is one person's: nobody else sees it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Actor>,
    /// Where it says so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// Who stands behind it: a person, or a document that a run has read.
    pub provenance: Provenance,
    /// Who said so, or whom the run acted for.
    pub by: Actor,
    /// The run that remembered it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<RunId>,
    /// When it was first said.
    pub created: Timestamp,
    /// When it was changed last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed: Option<Timestamp>,
    /// Grows with each change, from 1.
    pub version: u32,
}

/// A fact to be remembered.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFact {
    /// What is to be remembered, 1 to 2,000 characters.
    pub text: String,
    /// Whether it is for who says so only.
    #[serde(default)]
    pub personal: bool,
    /// Where it says so, at most 20 places.
    #[serde(default)]
    pub sources: Vec<FactSource>,
}

/// A place of a document, by its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FactSource {
    /// The document.
    pub document: DocumentId,
    /// The words, as they stand in its text.
    pub quote: String,
}

/// A change of a fact; what is left out stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FactEdit {
    /// The version that was looked at.
    pub expected_version: u32,
    /// What is remembered from now on.
    #[serde(default)]
    pub text: Option<String>,
    /// Where it says so from now on.
    #[serde(default)]
    pub sources: Option<Vec<FactSource>>,
}

/// Which facts are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MemoryScope {
    /// Those of the workspace.
    Workspace,
    /// Those of who asks.
    Own,
}
