//! Puts a question as a chat completion.

use serde_json::{Map, Value, json};

use crate::models::http::{arguments_object, is_strict};
use crate::models::message::ModelMessage;
use crate::models::request::ModelRequest;

pub(super) fn body(model: &str, request: &ModelRequest, streamed: bool, new_names: bool) -> Value {
    let mut body = Map::new();
    body.insert("model".to_owned(), json!(model));
    body.insert("messages".to_owned(), request.messages.iter().map(message).collect());
    if !request.tools.is_empty() {
        let tools = request.tools.iter().map(|tool| {
            json!({"type": "function", "function": {
                "name": tool.name, "description": tool.description, "parameters": tool.parameters,
            }})
        });
        body.insert("tools".to_owned(), tools.collect());
    }
    if let Some(output) = &request.output {
        let mut schema = json!({"name": output.name, "schema": output.schema});
        if is_strict(&output.schema) {
            schema["strict"] = json!(true);
        }
        body.insert("response_format".to_owned(), json!({"type": "json_schema", "json_schema": schema}));
    }
    if let Some(most) = request.max_output_tokens {
        let name = if new_names { "max_completion_tokens" } else { "max_tokens" };
        body.insert(name.to_owned(), json!(most));
    }
    if let Some(temperature) = request.temperature {
        body.insert("temperature".to_owned(), json!(temperature));
    }
    if streamed {
        body.insert("stream".to_owned(), json!(true));
        body.insert("stream_options".to_owned(), json!({"include_usage": true}));
    }
    Value::Object(body)
}

fn message(message: &ModelMessage) -> Value {
    match message {
        ModelMessage::System { text } => json!({"role": "system", "content": text}),
        ModelMessage::User { text } => json!({"role": "user", "content": text}),
        ModelMessage::Assistant { text, calls } if calls.is_empty() => {
            json!({"role": "assistant", "content": text})
        }
        ModelMessage::Assistant { text, calls } => {
            let calls = calls.iter().map(|call| {
                // Servers put arguments into a template, for which they must be an object.
                let arguments = match serde_json::from_str::<Map<String, Value>>(&call.arguments) {
                    Ok(_) => call.arguments.clone(),
                    Err(_) => arguments_object(&call.arguments).to_string(),
                };
                json!({"id": call.id, "type": "function", "function": {
                    "name": call.tool, "arguments": arguments,
                }})
            });
            let text = if text.is_empty() { Value::Null } else { json!(text) };
            json!({"role": "assistant", "content": text, "tool_calls": calls.collect::<Value>()})
        }
        ModelMessage::Tool { call_id, text, failed: _ } => {
            json!({"role": "tool", "tool_call_id": call_id, "content": text})
        }
    }
}
