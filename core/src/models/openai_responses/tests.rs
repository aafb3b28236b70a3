//! Requests as the Responses know them.

use serde_json::json;

use super::*;
use crate::models::{ModelMessage, OfferedTool, OutputSchema, RequestedCall};

#[test]
fn a_request_is_put_as_items() {
    let call =
        RequestedCall { id: "a".to_owned(), tool: "look".to_owned(), arguments: "{\"x\": 1}".to_owned() };
    let request = ModelRequest {
        messages: vec![
            ModelMessage::System { text: "Be brief.".to_owned() },
            ModelMessage::User { text: "Look.".to_owned() },
            ModelMessage::Assistant { text: "I look.".to_owned(), calls: vec![call] },
            ModelMessage::Tool { call_id: "a".to_owned(), text: "seen".to_owned(), failed: false },
        ],
        tools: vec![OfferedTool {
            name: "look".to_owned(),
            description: "Looks.".to_owned(),
            parameters: json!({"type": "object"}),
        }]
        .into(),
        output: Some(OutputSchema { name: "answer".to_owned(), schema: json!({"type": "string"}) }),
        max_output_tokens: Some(50),
        ..ModelRequest::default()
    };
    assert_eq!(
        request::body("m", &request, true),
        json!({
            "model": "m",
            "store": false,
            "input": [
                {"role": "system", "content": "Be brief."},
                {"role": "user", "content": "Look."},
                {"role": "assistant", "content": "I look."},
                {"type": "function_call", "call_id": "a", "name": "look", "arguments": "{\"x\": 1}"},
                {"type": "function_call_output", "call_id": "a", "output": "seen"},
            ],
            "tools": [{"type": "function", "name": "look", "description": "Looks.",
                "parameters": {"type": "object"}, "strict": false}],
            "text": {"format": {"type": "json_schema", "name": "answer", "schema": {"type": "string"},
                "strict": true}},
            "max_output_tokens": 50,
            "stream": true,
        })
    );
}
