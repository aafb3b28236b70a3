//! Providers with formats of their own, by way of `genai`: Gemini's, and what becomes of its failures.
//!
//! The formats are those of <https://ai.google.dev/api/generate-content> and <https://docs.ollama.com/api/chat>.

use std::sync::Arc;

use secretariat::ErrorKind;
use secretariat::clock::SystemClock;
use secretariat::id::SeededRandomness;
use secretariat::models::{
    Delta, Finish, GenaiModel, HttpModelOptions, LanguageModel, ModelMessage, ModelReply, ModelRequest,
    OutputSchema, RequestedCall, RetryAfter, Usage, model_from_settings,
};
use secretariat::settings::{ApiKey, ModelLimits, ModelSettings, ModelTimeouts, ModelWire, ServiceUrl};
use serde_json::{Value, json};

use super::server::{Server, Step, events, head, json as answer, nowhere};
use super::{KEY, ask, options, question, text_of};

fn gemini(url: &str) -> GenaiModel {
    GenaiModel::new("gemini::gemini-2.5-flash", options(&format!("{url}/v1beta"))).unwrap()
}

fn piece(event: &Value) -> String {
    format!("data: {event}\r\n\r\n")
}

/// An answer of Gemini in pieces.
fn pieces(all: &[Value]) -> Vec<Step> {
    let all: Vec<String> = all.iter().map(piece).collect();
    events(&all.iter().map(String::as_str).collect::<Vec<_>>())
}

fn said(parts: Value, finish: Option<&str>) -> Value {
    let mut candidate = json!({"content": {"role": "model", "parts": parts}, "index": 0});
    if let Some(finish) = finish {
        candidate["finishReason"] = json!(finish);
    }
    json!({"candidates": [candidate], "modelVersion": "gemini-2.5-flash",
        "usageMetadata": {"promptTokenCount": 30, "candidatesTokenCount": 12, "totalTokenCount": 47,
            "thoughtsTokenCount": 5, "cachedContentTokenCount": 20}})
}

fn looking() -> Vec<Step> {
    pieces(&[
        said(json!([{"text": "I "}]), None),
        said(json!([{"text": "look."}]), None),
        said(json!([{"functionCall": {"name": "look", "args": {"what": "it"}}}]), Some("STOP")),
    ])
}

#[tokio::test]
async fn gemini_is_asked_and_understood_in_its_own_format() {
    let server = Server::always(looking()).await;
    let model = gemini(&server.url);
    assert!(model.name().starts_with("127.0.0.1:") && model.name().ends_with("/gemini-2.5-flash"));
    let request = ModelRequest {
        messages: vec![
            ModelMessage::System { text: "Be brief.".to_owned() },
            ModelMessage::User { text: "What is there?".to_owned() },
            ModelMessage::Assistant {
                text: String::new(),
                calls: vec![RequestedCall {
                    id: "c0".to_owned(),
                    tool: "look".to_owned(),
                    arguments: "{\"what\": \"here\"}".to_owned(),
                }],
            },
            ModelMessage::Tool { call_id: "c0".to_owned(), text: "nothing".to_owned(), failed: false },
        ],
        max_output_tokens: Some(50),
        temperature: Some(0.5),
        ..question()
    };
    for streamed in [false, true] {
        let (reply, heard) = ask(&model, &request, streamed).await;
        let ModelReply { text, calls, finish, usage, model: _ } = reply.unwrap();
        assert_eq!((text.as_str(), finish), ("I look.", Finish::ToolCalls));
        let [call] = calls.as_slice() else { panic!("{calls:?}") };
        assert_eq!(call.tool, "look");
        assert_ne!(call.id, "c0", "an id is given once");
        assert_eq!(serde_json::from_str::<Value>(&call.arguments).unwrap(), json!({"what": "it"}));
        let Usage { input, cached, reasoning, estimated, .. } = usage.unwrap();
        assert_eq!((input, cached, reasoning, estimated), (30, 20, 5, false));
        if streamed {
            assert_eq!(text_of(&heard), "I look.");
            assert!(heard.contains(&Delta::Call { tool: "look".to_owned() }), "{heard:?}");
        }
    }
    for seen in server.seen() {
        assert_eq!(seen.path, "/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse");
        assert_eq!(seen.header("x-goog-api-key"), Some(KEY));
        let body = seen.body.to_string();
        for part in ["Be brief.", "What is there?", "\"here\"", "nothing", "\"look\"", "Looks something up."]
        {
            assert!(body.contains(part), "{part} is missing in {body}");
        }
        assert!(!body.contains(KEY));
    }
}

#[tokio::test]
async fn a_form_is_asked_for_and_a_cut_answer_is_told() {
    let server = Server::always(pieces(&[said(json!([{"text": "{\"a\":"}]), Some("MAX_TOKENS"))])).await;
    let schema = json!({"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]});
    let output = Some(OutputSchema { name: "numbers".to_owned(), schema });
    let request = ModelRequest { output, ..ModelRequest::ask("How many?") };
    let reply = ask(&gemini(&server.url), &request, false).await.0.unwrap();
    assert_eq!(reply.finish, Finish::Length);
    let body = server.seen()[0].body.to_string();
    assert!(body.contains("application/json") && body.contains("integer"), "{body}");
}

#[tokio::test]
async fn what_goes_wrong_has_its_kind_and_shows_no_key() {
    let error = |status: u16, said: &str| {
        answer(status, &json!({"error": {"code": status, "message": format!("{said} {KEY}"), "status": "X"}}))
    };
    for (steps, kind) in [
        (error(400, "no"), ErrorKind::InvalidInput),
        (error(401, "no"), ErrorKind::Unauthenticated),
        (error(403, "no"), ErrorKind::Denied),
        (error(404, "no such model"), ErrorKind::InvalidInput),
        (error(503, "overloaded"), ErrorKind::Unavailable),
        ([pieces(&[said(json!([{"text": "I"}]), None)]), vec![Step::Hang]].concat(), ErrorKind::Unavailable),
        (vec![Step::Hang], ErrorKind::Unavailable),
        (vec![], ErrorKind::Unavailable),
        (events(&["data: {\"candidates\": nonsense\r\n\r\n"]), ErrorKind::Corrupt),
    ] {
        let shown = format!("{steps:?}");
        let server = Server::always(steps).await;
        let timeouts = ModelTimeouts {
            first_token_millis: 300,
            between_tokens_millis: 300,
            attempt_millis: 3_000,
            ..options("").timeouts
        };
        let options = HttpModelOptions { timeouts, ..options(&server.url) };
        let model = GenaiModel::new("gemini::gemini-2.5-flash", options).unwrap();
        let error = ask(&model, &question(), true).await.0.unwrap_err();
        assert_eq!(error.kind(), kind, "{shown}: {error}");
        let told = format!("{error} {error:?}");
        assert!(!told.contains("4711"), "{told}");
    }
    let down = ask(&gemini(&nowhere().await), &question(), false).await.0.unwrap_err();
    assert_eq!(down.kind(), ErrorKind::Unavailable);
}

#[tokio::test]
async fn a_pause_is_told_and_a_flood_is_cut() {
    let busy = b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 7\r\nContent-Length: 2\r\n\r\n{}".to_vec();
    let server = Server::always(vec![Step::Send(busy)]).await;
    let error = ask(&gemini(&server.url), &question(), false).await.0.unwrap_err();
    assert_eq!(RetryAfter::of(&error).map(|pause| pause.as_secs()), Some(7), "{error:?}");
    let flood = piece(&said(json!([{"text": "x".repeat(100_000)}]), None));
    let steps = vec![head(200, "text/event-stream", ""), Step::Forever(flood.into_bytes())];
    let server = Server::always(steps).await;
    let limits = ModelLimits { answer_bytes: 1 << 20, ..ModelLimits::default() };
    let options = HttpModelOptions { limits, ..options(&server.url) };
    let model = GenaiModel::new("gemini::gemini-2.5-flash", options).unwrap();
    let error = ask(&model, &question(), true).await.0.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::LimitExceeded, "{error}");
}

#[tokio::test]
async fn settings_name_it_and_a_name_must_tell_its_provider() {
    let server = Server::always(looking()).await;
    let settings = |model: &str| ModelSettings {
        base_url: Some(ServiceUrl::from(server.url.as_str())),
        key: Some(ApiKey::from(KEY)),
        ..serde_json::from_value(json!({"wire": ModelWire::Genai, "model": model})).unwrap()
    };
    let make = |model: &str| {
        let settings = settings(model);
        async move {
            model_from_settings(&settings, Arc::new(SystemClock), Arc::new(SeededRandomness::new(1))).await
        }
    };
    for model in ["gemini-2.5-flash", "gemini::gemini-2.5-flash"] {
        let reply = make(model).await.unwrap().complete(&question(), None).await.unwrap();
        assert_eq!(reply.text, "I look.");
    }
    for model in ["no-such-model", "ollama::", "gemini::"] {
        let error = make(model).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{model}");
        assert!(error.message().contains("provider"), "{error}");
    }
}
