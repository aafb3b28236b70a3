//! Reads a response that comes in events.

use serde::Deserialize;
use serde_json::Value;

use super::reply::{Item, Response};
use crate::error::Result;
use crate::models::http::{Brought, Listener, Spoken, Unfinished, strange, stream_error};

/// The events so far.
#[derive(Debug, Default)]
pub(super) struct Events {
    spoken: Option<Spoken>,
}

#[derive(Debug, Deserialize)]
struct Event {
    #[serde(rename = "type")]
    kind: Option<String>,
    delta: Option<Value>,
    output_index: Option<u64>,
    item: Option<Item>,
    response: Option<Response>,
    error: Option<Value>,
    code: Option<Value>,
}

impl Listener for Events {
    fn hear(&mut self, data: &str, answer: &mut Unfinished) -> Result<Brought> {
        if data.trim() == "[DONE]" {
            return Ok(Brought::Last);
        }
        // The reason would quote the answer.
        let event: Event = serde_json::from_str(data).map_err(|_| strange("with an event that is none"))?;
        let delta = event.delta.as_ref().and_then(Value::as_str).unwrap_or_default();
        match event.kind.as_deref().unwrap_or_default() {
            "response.output_text.delta" => answer.say(delta)?,
            "response.refusal.delta" => answer.refuse(delta)?,
            "response.output_item.added" => {
                if let Some(item) = event.item.filter(|item| item.kind.as_deref() == Some("function_call")) {
                    answer.call(event.output_index, item.call_id.as_deref(), item.name.as_deref(), "")?;
                }
            }
            "response.function_call_arguments.delta" => answer.call(event.output_index, None, None, delta)?,
            "response.completed" | "response.incomplete" | "response.failed" => {
                let response = event.response.unwrap_or_default();
                // The whole says it again, and better; some gateways leave it out there.
                if response.output.as_ref().is_some_and(|output| !output.is_empty()) {
                    answer.begin_anew_silently();
                }
                self.spoken = Some(response.add_to(answer)?);
                return Ok(Brought::Last);
            }
            "error" => {
                let whole = || serde_json::from_str(data).unwrap_or_default();
                let error = event.error.filter(|_| event.code.is_none()).unwrap_or_else(whole);
                return Err(stream_error(&error, answer));
            }
            _ => {}
        }
        Ok(Brought::More)
    }

    fn end(&mut self, _draft: &mut Unfinished) -> Option<Spoken> {
        self.spoken.take()
    }
}
