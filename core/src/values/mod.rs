//! Typed values in text (placeholder until the engine's branch lands).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::evidence::Span;

/// A value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Value {
    /// The span.
    pub span: Span,
    /// The words.
    pub text: String,
}
