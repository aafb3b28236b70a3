//! Good answers in each wire format, as a whole and in pieces.

use secretariat::models::{Delta, Finish, LanguageModel, ModelReply, ModelRequest, OutputSchema, Usage};
use serde_json::{Value, json};

use super::server::{Server, Step, events, json};
use super::{KEY, WIRES, ask, options, question, text_of};

/// The same answer in each format, as a whole.
fn whole(path: &str) -> Value {
    match path.rsplit('/').next().unwrap() {
        "completions" => json!({
            "model": "test-1", "choices": [{"index": 0, "finish_reason": "tool_calls", "message": {
                "role": "assistant", "content": "I look.", "refusal": null,
                "tool_calls": [{"id": "c1", "type": "function",
                    "function": {"name": "look", "arguments": "{\"what\": \"it\"}"}}]}}],
            "usage": {"prompt_tokens": 30, "completion_tokens": 12, "prompt_tokens_details": {"cached_tokens": 20},
                "completion_tokens_details": {"reasoning_tokens": 5}},
        }),
        "responses" => json!({
            "model": "test-1", "status": "completed", "error": null, "output": [
                {"type": "reasoning", "summary": []},
                {"type": "message", "content": [{"type": "output_text", "text": "I look.", "annotations": []}]},
                {"type": "function_call", "call_id": "c1", "name": "look", "arguments": "{\"what\": \"it\"}"}],
            "usage": {"input_tokens": 30, "output_tokens": 12, "input_tokens_details": {"cached_tokens": 20},
                "output_tokens_details": {"reasoning_tokens": 5}},
        }),
        _ => json!({
            "model": "test-1", "type": "message", "stop_reason": "tool_use", "content": [
                {"type": "thinking", "thinking": "Hm.", "signature": "s"},
                {"type": "text", "text": "I look."},
                {"type": "tool_use", "id": "c1", "name": "look", "input": {"what": "it"}}],
            "usage": {"input_tokens": 6, "cache_read_input_tokens": 20, "cache_creation_input_tokens": 4,
                "output_tokens": 12},
        }),
    }
}

/// The same answer in each format, in pieces.
fn pieces(path: &str) -> Vec<String> {
    let data = |events: &[Value]| events.iter().map(|event| format!("data: {event}\n\n")).collect();
    match path.rsplit('/').next().unwrap() {
        "completions" => {
            let chunk = |delta: Value, finish: Value| json!({"model": "test-1", "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]});
            let call = |call: Value| chunk(json!({"tool_calls": [call]}), Value::Null);
            let mut all: Vec<String> = data(&[
                chunk(json!({"role": "assistant", "content": ""}), Value::Null),
                chunk(json!({"content": "I "}), Value::Null),
                chunk(json!({"content": "look."}), Value::Null),
                call(json!({"index": 0, "id": "c1", "function": {"name": "look", "arguments": ""}})),
                call(json!({"index": 0, "function": {"arguments": "{\"what\""}})),
                call(json!({"index": 0, "function": {"arguments": ": \"it\"}"}})),
                chunk(json!({}), json!("tool_calls")),
                json!({"model": "test-1", "choices": [], "usage": whole(path)["usage"]}),
            ]);
            all.push("data: [DONE]\n\n".to_owned());
            all
        }
        "responses" => data(&[
            json!({"type": "response.created", "response": {"status": "in_progress", "output": []}}),
            json!({"type": "response.output_text.delta", "delta": "I "}),
            json!({"type": "response.output_text.delta", "delta": "look."}),
            json!({"type": "response.output_item.added", "output_index": 2,
                "item": {"type": "function_call", "call_id": "c1", "name": "look", "arguments": ""}}),
            json!({"type": "response.function_call_arguments.delta", "output_index": 2, "delta": "{\"what\""}),
            json!({"type": "response.completed", "response": whole(path)}),
        ]),
        _ => data(&[
            json!({"type": "message_start", "message": {"model": "test-1", "content": [], "usage":
                {"input_tokens": 6, "cache_read_input_tokens": 20, "cache_creation_input_tokens": 4,
                    "output_tokens": 1}}}),
            json!({"type": "ping"}),
            json!({"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}),
            json!({"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "I "}}),
            json!({"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "look."}}),
            json!({"type": "content_block_stop", "index": 0}),
            json!({"type": "content_block_start", "index": 1,
                "content_block": {"type": "tool_use", "id": "c1", "name": "look", "input": {}}}),
            json!({"type": "content_block_delta", "index": 1,
                "delta": {"type": "input_json_delta", "partial_json": "{\"what\""}}),
            json!({"type": "content_block_delta", "index": 1,
                "delta": {"type": "input_json_delta", "partial_json": ": \"it\"}"}}),
            json!({"type": "message_delta", "delta": {"stop_reason": "tool_use"}, "usage": {"output_tokens": 12}}),
            json!({"type": "message_stop"}),
        ]),
    }
}

/// Answers each request as it asks to be answered.
async fn server() -> Server {
    Server::by(|seen, _| match seen.body["stream"] == json!(true) {
        true => {
            let pieces = pieces(&seen.path);
            events(&pieces.iter().map(String::as_str).collect::<Vec<_>>())
        }
        false => json(200, &whole(&seen.path)),
    })
    .await
}

fn assert_whole(wire: &str, reply: ModelReply) {
    assert_eq!((reply.text.as_str(), reply.finish), ("I look.", Finish::ToolCalls), "{wire}");
    assert_eq!(reply.model, "test-1", "{wire}");
    let arguments: Value = serde_json::from_str(&reply.calls[0].arguments).unwrap();
    let call = &reply.calls[0];
    assert_eq!(
        (call.id.as_str(), call.tool.as_str(), arguments),
        ("c1", "look", json!({"what": "it"})),
        "{wire}"
    );
    let reasoning = if wire == "anthropic" { 0 } else { 5 };
    let usage = Usage { input: 30, output: 12, cached: 20, reasoning, estimated: false };
    assert_eq!(reply.usage, Some(usage), "{wire}");
}

#[tokio::test]
async fn each_format_gives_the_same_answer_as_a_whole_and_in_pieces() {
    let server = server().await;
    for (wire, make) in WIRES {
        let model = make("test", options(&server.url)).unwrap();
        let (reply, heard) = ask(&model, &question(), false).await;
        assert_whole(wire, reply.unwrap());
        assert_eq!(heard, [], "{wire}");
        let (reply, heard) = ask(&model, &question(), true).await;
        assert_whole(wire, reply.unwrap());
        let text = |text: &str| Delta::Text { text: text.to_owned() };
        assert_eq!(heard, [text("I "), text("look."), Delta::Call { tool: "look".to_owned() }], "{wire}");
    }
}

#[tokio::test]
async fn each_format_says_who_asks_in_its_own_way() {
    let server = server().await;
    for (_, make) in WIRES {
        let model = make("test", options(&server.url)).unwrap();
        let request = ModelRequest { idempotency_key: Some("once".to_owned()), ..question() };
        model.complete(&request, None).await.unwrap();
        assert_eq!(model.name(), format!("{}/test", server.url.trim_start_matches("http://")));
    }
    let seen = server.seen();
    let paths: Vec<&str> = seen.iter().map(|seen| seen.path.as_str()).collect();
    assert_eq!(paths, ["/v1/chat/completions", "/v1/responses", "/v1/messages"]);
    let bearer = format!("Bearer {KEY}");
    assert_eq!(seen[0].header("authorization"), Some(bearer.as_str()));
    assert_eq!(seen[1].header("authorization"), Some(bearer.as_str()));
    assert_eq!((seen[2].header("x-api-key"), seen[2].header("authorization")), (Some(KEY), None));
    assert_eq!(seen[2].header("anthropic-version"), Some("2023-06-01"));
    assert!(seen.iter().all(|seen| seen.header("idempotency-key") == Some("once")));
    assert!(seen.iter().all(|seen| seen.body["model"] == "test"));
}

#[tokio::test]
async fn a_form_is_answered_as_text_in_each_format() {
    let form = r#"{"total":3}"#;
    let server = Server::by(move |seen, _| match seen.path.rsplit('/').next().unwrap() {
        "completions" => {
            assert_eq!(seen.body["response_format"]["json_schema"]["name"], "invoice");
            json(200, &json!({"choices": [{"message": {"content": form}, "finish_reason": "stop"}]}))
        }
        "responses" => {
            assert_eq!(seen.body["text"]["format"]["name"], "invoice");
            let output = json!([{"type": "message", "content": [{"type": "output_text", "text": form}]}]);
            json(200, &json!({"status": "completed", "output": output}))
        }
        _ => {
            assert_eq!(seen.body["tool_choice"]["name"], "invoice");
            let content = json!([{"type": "text", "text": "Here it is."},
                {"type": "tool_use", "id": "t", "name": "invoice", "input": {"total": 3}}]);
            json(200, &json!({"stop_reason": "tool_use", "content": content}))
        }
    })
    .await;
    let output = OutputSchema { name: "invoice".to_owned(), schema: json!({"type": "object"}) };
    let request = ModelRequest { output: Some(output), ..ModelRequest::ask("How much?") };
    for (wire, make) in WIRES {
        for streamed in [false, true] {
            // This server knows no events: what is asked for in pieces comes as a whole, and is told as one.
            let (reply, heard) = ask(&make("test", options(&server.url)).unwrap(), &request, streamed).await;
            let reply = reply.unwrap();
            assert_eq!((reply.text.as_str(), reply.finish), (form, Finish::Stop), "{wire}");
            assert_eq!((reply.calls.len(), reply.usage), (0, None), "{wire}");
            assert_eq!(text_of(&heard), if streamed { form } else { "" }, "{wire}");
        }
    }
}

#[tokio::test]
async fn a_server_that_cannot_stream_is_asked_for_the_whole() {
    let server = Server::by(|seen, _| match seen.body.get("stream") {
        Some(_) => json(400, &json!({"error": {"message": "streaming is not supported by this model"}})),
        None => json(200, &whole(&seen.path)),
    })
    .await;
    for (wire, make) in WIRES {
        let (reply, heard) = ask(&make("test", options(&server.url)).unwrap(), &question(), true).await;
        assert_whole(wire, reply.unwrap());
        assert_eq!(text_of(&heard), "I look.", "{wire}");
    }
    assert_eq!(server.seen().len(), 6);
}

#[tokio::test]
async fn a_connection_is_used_again_after_an_answer_in_pieces() {
    let server = Server::by(|seen, _| {
        let body = pieces(&seen.path).concat();
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n",
            body.len()
        );
        vec![Step::Send(format!("{head}{body}\r\n0\r\n\r\n").into()), Step::Keep]
    })
    .await;
    for (wire, make) in WIRES {
        let (model, before) = (make("test", options(&server.url)).unwrap(), server.connections());
        for _ in 0..5 {
            assert_whole(wire, ask(&model, &question(), true).await.0.unwrap());
        }
        // A connection may be asked for just before the last one is free.
        assert!(server.connections() - before <= 2, "{wire}");
    }
}
