//! Puts a question to the Responses.

use serde_json::{Map, Value, json};

use crate::models::http::is_strict;
use crate::models::message::ModelMessage;
use crate::models::request::ModelRequest;

pub(super) fn body(model: &str, request: &ModelRequest, streamed: bool) -> Value {
    let mut body = Map::new();
    body.insert("model".to_owned(), json!(model));
    body.insert("store".to_owned(), json!(false));
    body.insert("input".to_owned(), request.messages.iter().flat_map(items).collect());
    if !request.tools.is_empty() {
        let tools = request.tools.iter().map(|tool| {
            json!({"type": "function", "name": tool.name, "description": tool.description,
                "parameters": tool.parameters, "strict": is_strict(&tool.parameters)})
        });
        body.insert("tools".to_owned(), tools.collect());
    }
    if let Some(output) = &request.output {
        body.insert(
            "text".to_owned(),
            json!({"format": {"type": "json_schema", "name": output.name, "schema": output.schema,
                "strict": is_strict(&output.schema)}}),
        );
    }
    if let Some(most) = request.max_output_tokens {
        body.insert("max_output_tokens".to_owned(), json!(most));
    }
    if let Some(temperature) = request.temperature {
        body.insert("temperature".to_owned(), json!(temperature));
    }
    if streamed {
        body.insert("stream".to_owned(), json!(true));
    }
    Value::Object(body)
}

fn items(message: &ModelMessage) -> Vec<Value> {
    match message {
        ModelMessage::System { text } => vec![json!({"role": "system", "content": text})],
        ModelMessage::User { text } => vec![json!({"role": "user", "content": text})],
        ModelMessage::Assistant { text, calls } => {
            let said = (!text.is_empty()).then(|| json!({"role": "assistant", "content": text}));
            let calls = calls.iter().map(|call| {
                json!({"type": "function_call", "call_id": call.id, "name": call.tool,
                    "arguments": call.arguments})
            });
            said.into_iter().chain(calls).collect()
        }
        ModelMessage::Tool { call_id, text, failed: _ } => {
            vec![json!({"type": "function_call_output", "call_id": call_id, "output": text})]
        }
    }
}
