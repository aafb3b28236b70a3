//! What a check is given and what it answers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::documents::facts::Finding;
use crate::evidence::Span;
use crate::values::Value;

/// A source to check against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckSource {
    /// Its name, for messages.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// The result of a check.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CheckReport {
    /// Every value of the text.
    pub values: Vec<CheckedValue>,
    /// What a person should look at.
    pub findings: Vec<Finding>,
    /// Every sentence that the sources say something about, with how likely it says the same; English only.
    pub statements: Vec<CheckedStatement>,
}

/// A value of the checked text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CheckedValue {
    /// The value, with its span in the checked text.
    pub value: Value,
    /// Whether a source says so.
    pub support: Support,
    /// The name of the source.
    pub source: Option<String>,
    /// The span in the source.
    pub span: Option<Span>,
}

/// Whether a source supports a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Support {
    /// The sentence of the source that matches best holds the value.
    Supported,
    /// Only another sentence holds it: it may be mixed up.
    Elsewhere,
    /// No source holds it.
    Missing,
}

/// A sentence of the checked text, judged as a whole: values cannot tell that a verb or a role was changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CheckedStatement {
    /// Where the sentence stands in the checked text.
    pub span: Span,
    /// How likely the sources say the same, from 0 to 1: a learned estimate, no proof.
    pub score: f32,
    /// What follows from the score.
    pub plausibility: Plausibility,
    /// The name of the source whose sentence is nearest.
    pub source: String,
    /// That sentence.
    pub source_span: Span,
}

/// What is held of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Plausibility {
    /// Nothing speaks against it.
    Plausible,
    /// A person should compare it with the source.
    Doubtful,
    /// It very likely says something else than the sources.
    Contradicted,
}

impl CheckReport {
    /// Says whether every value is supported.
    pub fn is_supported(&self) -> bool {
        self.values.iter().all(|value| value.support == Support::Supported)
    }
}
