//! A finding that somebody let pass.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::rights::Actor;

/// A finding that somebody let pass; who and why stands in the audit as well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Overruled {
    /// The code of the finding, such as `V8`.
    pub code: String,
    /// Its message.
    pub message: String,
    /// Why it may pass.
    pub reason: String,
    /// Who says so.
    pub by: Actor,
    /// When (RFC 3339, UTC).
    #[schemars(extend("format" = "date-time"))]
    pub at: String,
}
