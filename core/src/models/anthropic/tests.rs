//! Requests as Anthropic's Messages know them.

use serde_json::json;

use super::*;
use crate::models::{ModelMessage, OfferedTool, OutputSchema, RequestedCall};

fn tool(name: &str) -> OfferedTool {
    let (description, parameters) = ("Looks.".to_owned(), json!({"type": "object"}));
    OfferedTool { name: name.to_owned(), description, parameters }
}

#[test]
fn a_request_is_put_as_turns_with_marks_for_the_cache() {
    let call = |id: &str, arguments: &str| RequestedCall {
        id: id.to_owned(),
        tool: "look".to_owned(),
        arguments: arguments.to_owned(),
    };
    let request = ModelRequest {
        messages: vec![
            ModelMessage::System { text: "Be brief.".to_owned() },
            ModelMessage::User { text: "Look.".to_owned() },
            ModelMessage::Assistant {
                text: String::new(),
                calls: vec![call("a", "{\"x\": 1}"), call("b", "[1]")],
            },
            ModelMessage::Tool { call_id: "a".to_owned(), text: "seen".to_owned(), failed: false },
            ModelMessage::Tool { call_id: "b".to_owned(), text: "no".to_owned(), failed: true },
            ModelMessage::User { text: "And now?".to_owned() },
        ],
        tools: vec![tool("find"), tool("look")].into(),
        ..ModelRequest::default()
    };
    let mark = json!({"type": "ephemeral"});
    assert_eq!(
        request::body("m", &request, false),
        json!({
            "model": "m",
            "max_tokens": 8192,
            "system": [{"type": "text", "text": "Be brief.", "cache_control": mark}],
            "messages": [
                {"role": "user", "content": [{"type": "text", "text": "Look."}]},
                {"role": "assistant", "content": [
                    {"type": "tool_use", "id": "a", "name": "look", "input": {"x": 1}},
                    {"type": "tool_use", "id": "b", "name": "look", "input": {"unreadable": "[1]"}},
                ]},
                {"role": "user", "content": [
                    {"type": "tool_result", "tool_use_id": "a", "content": "seen"},
                    {"type": "tool_result", "tool_use_id": "b", "content": "no", "is_error": true},
                    {"type": "text", "text": "And now?"},
                ]},
            ],
            "tools": [
                {"name": "find", "description": "Looks.", "input_schema": {"type": "object"}},
                {"name": "look", "description": "Looks.", "input_schema": {"type": "object"}, "cache_control": mark},
            ],
        })
    );
}

#[test]
fn a_form_is_asked_for_as_a_tool_with_a_name_of_its_own() {
    let schema = json!({"type": "object"});
    let mut request = ModelRequest::ask("?");
    request.output = Some(OutputSchema { name: "the answer".to_owned(), schema });
    let body = request::body("m", &request, false);
    assert_eq!(body["tool_choice"], json!({"type": "tool", "name": "the_answer"}));
    request.tools = vec![tool("the_answer")].into();
    let body = request::body("m", &request, false);
    assert_eq!(body["tool_choice"], json!({"type": "any"}));
    assert_eq!(AnthropicMessages.form(&request).as_deref(), Some("the_answer_answer"));
    assert_eq!(body["tools"][1]["name"], "the_answer_answer");
}
