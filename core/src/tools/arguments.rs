//! Arguments and answers of tools: typed here, JSON outside.

use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::agents::ToolOutput;
use crate::error::{Error, Result};
use crate::evidence::Evidence;

/// The most places that an answer names apart from its content.
const EVIDENCE: usize = 200;

/// Returns the JSON Schema of a tool's arguments or a playbook's input.
pub(super) fn schema<T: JsonSchema>() -> Value {
    schemars::schema_for!(T).to_value()
}

/// Reads the arguments of a tool or the input of a playbook.
///
/// # Errors
/// `invalid_input` naming the tool and what does not fit.
pub(super) fn read<T: DeserializeOwned>(name: &str, arguments: Value) -> Result<T> {
    serde_json::from_value(arguments).map_err(|error| {
        // Serde repeats values of the input, which may be a document's text.
        let place = error.to_string().split('`').nth(1).map(str::to_owned).unwrap_or_default();
        let known = place.len() <= 64 && place.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        let which = if known && !place.is_empty() { format!(" (`{place}`)") } else { String::new() };
        Error::invalid_input(format!("{name}: the arguments do not fit its schema{which}")).with_source(error)
    })
}

/// Returns an answer that was read from documents.
///
/// # Errors
/// `internal` when it cannot be written as JSON.
pub(super) fn untrusted<T: Serialize>(answer: &T, mut evidence: Vec<Evidence>) -> Result<ToolOutput> {
    evidence.truncate(EVIDENCE);
    Ok(ToolOutput::untrusted(written(answer)?, evidence))
}

/// Returns an answer of this library.
///
/// # Errors
/// `internal` when it cannot be written as JSON.
pub(super) fn own<T: Serialize>(answer: &T) -> Result<ToolOutput> {
    Ok(ToolOutput::new(written(answer)?))
}

pub(super) fn written<T: Serialize>(answer: &T) -> Result<Value> {
    serde_json::to_value(answer)
        .map_err(|error| Error::internal("an answer cannot be written as JSON").with_source(error))
}
