//! Reads a response that comes as a whole.

use serde::Deserialize;
use serde_json::Value;

use crate::error::Result;
use crate::models::http::{Spoken, Unfinished, strange, stream_error};
use crate::models::reply::{Finish, Usage};

/// A response.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Response {
    pub(super) status: Option<String>,
    model: Option<String>,
    error: Option<Value>,
    incomplete_details: Option<Details>,
    pub(super) output: Option<Vec<Item>>,
    usage: Option<Value>,
}

#[derive(Debug, Deserialize)]
struct Details {
    reason: Option<String>,
}

/// One item of the output.
#[derive(Debug, Deserialize)]
pub(super) struct Item {
    #[serde(rename = "type")]
    pub(super) kind: Option<String>,
    pub(super) call_id: Option<String>,
    pub(super) name: Option<String>,
    pub(super) arguments: Option<String>,
    content: Option<Vec<Part>>,
}

#[derive(Debug, Deserialize)]
struct Part {
    #[serde(rename = "type")]
    kind: Option<String>,
    text: Option<String>,
    refusal: Option<String>,
}

pub(super) fn read(body: &[u8], answer: &mut Unfinished) -> Result<Spoken> {
    // The reason would quote the answer.
    let response: Response = serde_json::from_slice(body).map_err(|_| strange("with no response"))?;
    if response.output.is_none() && response.error.as_ref().is_none_or(Value::is_null) {
        return Err(strange("with a response without output"));
    }
    response.add_to(answer)
}

impl Response {
    /// Puts the output into the answer.
    pub(super) fn add_to(self, answer: &mut Unfinished) -> Result<Spoken> {
        if let Some(error) = self.error.filter(|error| !error.is_null()) {
            return Err(stream_error(&error, answer));
        }
        for (place, item) in self.output.into_iter().flatten().enumerate() {
            match item.kind.as_deref() {
                Some("message") => {
                    for part in item.content.into_iter().flatten() {
                        match part.kind.as_deref() {
                            Some("refusal") => answer.refuse(part.refusal.as_deref().unwrap_or_default())?,
                            Some("output_text") => answer.say(part.text.as_deref().unwrap_or_default())?,
                            _ => {}
                        }
                    }
                }
                Some("function_call") => {
                    let (id, name) = (item.call_id.as_deref(), item.name.as_deref());
                    answer.call(
                        Some(place as u64),
                        id,
                        name,
                        item.arguments.as_deref().unwrap_or_default(),
                    )?;
                }
                _ => {}
            }
        }
        let reason = self.incomplete_details.and_then(|details| details.reason);
        let finish = match (self.status.as_deref(), reason.as_deref()) {
            (_, Some("content_filter")) => Finish::Refused,
            (Some("incomplete"), _) | (_, Some("max_output_tokens")) => Finish::Length,
            (Some("failed" | "cancelled" | "queued" | "in_progress"), _) => {
                return Err(stream_error(&Value::Null, answer));
            }
            _ => Finish::Stop,
        };
        Ok(Spoken { finish: Some(finish), usage: self.usage.as_ref().and_then(usage), model: self.model })
    }
}

fn usage(usage: &Value) -> Option<Usage> {
    let count = |pointer: &str| usage.pointer(pointer).and_then(Value::as_u64);
    Some(Usage {
        input: count("/input_tokens")?,
        output: count("/output_tokens").unwrap_or_default(),
        cached: count("/input_tokens_details/cached_tokens").unwrap_or_default(),
        reasoning: count("/output_tokens_details/reasoning_tokens").unwrap_or_default(),
        estimated: false,
    })
}
