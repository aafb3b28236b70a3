//! Requests and answers as servers of this format know them.

use serde_json::{Value, json};

use super::super::http::Asking;
use super::*;
use crate::models::{ModelMessage, OfferedTool, OutputSchema, RequestedCall};

fn conversation() -> ModelRequest {
    let call = |id: &str, arguments: &str| RequestedCall {
        id: id.to_owned(),
        tool: "look".to_owned(),
        arguments: arguments.to_owned(),
    };
    ModelRequest {
        messages: vec![
            ModelMessage::System { text: "Be brief.".to_owned() },
            ModelMessage::User { text: "Look.".to_owned() },
            ModelMessage::Assistant {
                text: String::new(),
                calls: vec![call("a", "{\"x\": 1}"), call("b", "{broken")],
            },
            ModelMessage::Tool { call_id: "a".to_owned(), text: "seen".to_owned(), failed: false },
            ModelMessage::Tool { call_id: "b".to_owned(), text: "no JSON".to_owned(), failed: true },
        ],
        tools: vec![OfferedTool {
            name: "look".to_owned(),
            description: "Looks.".to_owned(),
            parameters: json!({"type": "object"}),
        }]
        .into(),
        output: Some(OutputSchema { name: "answer".to_owned(), schema: json!({"type": "string"}) }),
        max_output_tokens: Some(50),
        temperature: Some(0.0),
        idempotency_key: None,
    }
}

#[test]
fn a_request_is_put_as_a_chat_completion() {
    let put = |base: &str, streamed| {
        let body = OpenaiChat::at(base)
            .body("m", &conversation(), Manner { streamed, ..Manner::default() })
            .unwrap();
        serde_json::from_slice::<Value>(&body).unwrap()
    };
    let body = put("http://localhost:11434/v1", true);
    let calls = json!([
        {"id": "a", "type": "function", "function": {"name": "look", "arguments": "{\"x\": 1}"}},
        {"id": "b", "type": "function", "function": {"name": "look", "arguments": "{\"unreadable\":\"{broken\"}"}},
    ]);
    assert_eq!(
        body,
        json!({
            "model": "m",
            "messages": [
                {"role": "system", "content": "Be brief."},
                {"role": "user", "content": "Look."},
                {"role": "assistant", "content": null, "tool_calls": calls},
                {"role": "tool", "tool_call_id": "a", "content": "seen"},
                {"role": "tool", "tool_call_id": "b", "content": "no JSON"},
            ],
            "tools": [{"type": "function", "function":
                {"name": "look", "description": "Looks.", "parameters": {"type": "object"}}}],
            "tool_choice": "auto",
            "response_format": {"type": "json_schema", "json_schema":
                {"name": "answer", "schema": {"type": "string"}, "strict": true}},
            "max_tokens": 50,
            "temperature": 0.0,
            "stream": true,
            "stream_options": {"include_usage": true},
        })
    );
    let own = put("", false);
    assert_eq!((own.get("max_completion_tokens"), own.get("stream")), (Some(&json!(50)), None));
}

#[test]
fn a_form_is_asked_for_as_a_server_understands_it() {
    let put = |form| {
        let manner = Manner { form, ..Manner::default() };
        let request = ModelRequest { tools: Vec::new().into(), ..conversation() };
        let body = OpenaiChat::at("http://localhost/v1").body("m", &request, manner).unwrap();
        serde_json::from_slice::<Value>(&body).unwrap()
    };
    let words = "Answer with JSON that fits this JSON Schema, and with nothing else:\n{\"type\":\"string\"}";
    let object = put(Asking::Object);
    assert_eq!(object["response_format"], json!({"type": "json_object", "schema": {"type": "string"}}));
    assert_eq!(object["messages"][0], json!({"role": "system", "content": words}));
    let told = put(Asking::Words);
    assert_eq!((told.get("response_format"), &told["messages"]), (None, &object["messages"]));
    assert_eq!(told.get("tool_choice"), None);
}

#[test]
fn paths_follow_the_base_url() {
    let chat = OpenaiChat::at("");
    assert_eq!((chat.path(""), chat.path("/v1")), ("/v1/chat/completions", "/chat/completions"));
}
