//! What a client is answered: JSON, as a value and as text for clients that read no values.

use rmcp::model::{CallToolResponse, CallToolResult, ContentBlock};
use serde_json::{Value, json};

use crate::error::Error;

/// The outcome of a call that went well.
#[derive(Debug)]
pub(super) struct Answer(pub(super) Value);

impl From<Answer> for CallToolResponse {
    fn from(answer: Answer) -> Self {
        let value = match answer.0 {
            // Clients of older versions of the protocol take objects only.
            Value::Object(fields) => Value::Object(fields),
            other => json!({ "result": other }),
        };
        CallToolResult::structured(value).into()
    }
}

/// The outcome of a call that failed, which a model can read and mend.
pub(super) fn failed(error: &Error) -> CallToolResult {
    let told = json!({
        "error": {
            "code": error.kind().code(),
            "message": error.message(),
            "retryable": error.kind().profile().retryable,
        }
    });
    CallToolResult::error(vec![ContentBlock::text(told.to_string())])
}
