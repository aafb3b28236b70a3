//! What becomes of each way in which a model, its server or the line can fail.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use secretariat::ErrorKind;
use secretariat::clock::{FixedClock, SystemClock};
use secretariat::id::SeededRandomness;
use secretariat::models::{
    Delta, Finish, HttpModelOptions, LanguageModel, ModelMessage, ModelRequest, OutputSchema, RequestedCall,
    RetryAfter, ask_structured, model_from_settings,
};
use secretariat::settings::{
    ApiKey, ModelLimits, ModelRetries, ModelSettings, ModelTimeouts, ModelWire, ServiceUrl,
};
use serde_json::{Value, json};

use super::server::{Server, Step, answer, events, head, json, nowhere};
use super::{KEY, WIRES, ask, chat, options, question, text_of};

const HELLO: &str = "data: {\"choices\":[{\"delta\":{\"content\":\"Hello\"}}]}\n\n";
const STOP: &str = "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
const DONE: &str = "data: [DONE]\n\n";

fn said(text: &str) -> Value {
    json!({"model": "test", "choices": [{"message": {"content": text}, "finish_reason": "stop"}]})
}

/// Asks a server that does this, in chat completions.
async fn outcome(steps: Vec<Step>, streamed: bool) -> secretariat::Result<secretariat::models::ModelReply> {
    let server = Server::always(steps).await;
    ask(&chat(&server.url), &question(), streamed).await.0
}

fn assert_no_secret(error: &secretariat::Error) {
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("4711") && !shown.contains("sk-very"), "{shown}");
}

#[tokio::test]
async fn a_server_that_is_down_is_unavailable() {
    let url = nowhere().await;
    for (wire, make) in WIRES {
        let error = make("m", options(&url)).unwrap().complete(&question(), None).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unavailable, "{wire}");
        assert!(error.message().contains("127.0.0.1"), "{error}");
        assert_no_secret(&error);
    }
}

#[tokio::test]
async fn a_server_that_is_slow_is_unavailable_at_the_first_piece_between_pieces_and_at_the_end() {
    let short = |first, between, attempt| ModelTimeouts {
        connect_millis: 2_000,
        first_token_millis: first,
        between_tokens_millis: between,
        attempt_millis: attempt,
        whole_millis: 20_000,
    };
    let alive = || events(&[": alive\n\n", HELLO, ": alive\n\n"]);
    let hanging = |mut steps: Vec<Step>| {
        steps.push(Step::Hang);
        steps
    };
    for (steps, timeouts, streamed, word) in [
        (hanging(vec![]), short(100, 9_000, 9_000), true, "100ms"),
        (hanging(events(&[": alive\n\n"])), short(100, 9_000, 9_000), true, "100ms"),
        (hanging(alive()), short(9_000, 100, 9_000), true, "100ms"),
        (hanging(vec![]), short(9_000, 9_000, 100), false, "attempt_millis"),
        (hanging(vec![head(200, "application/json", "")]), short(9_000, 9_000, 100), false, "attempt_millis"),
    ] {
        let server = Server::always(steps).await;
        let options = HttpModelOptions { timeouts, ..options(&server.url) };
        let model = super::HttpModel::openai_chat("m", options).unwrap();
        let error = ask(&model, &question(), streamed).await.0.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unavailable, "{error}");
        assert!(error.message().contains(word), "{error}");
    }
}

#[tokio::test]
async fn an_answer_that_is_cut_off_is_unavailable() {
    let short_body =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n{\"choices\":";
    for (steps, streamed) in [
        (events(&[HELLO]), true),
        (events(&[HELLO, "data: {\"choi"]), true),
        (events(&[]), true),
        (vec![Step::Send(short_body.into())], false),
        (vec![Step::Send(b"HTTP/1.1 200".to_vec())], false),
        (vec![], false),
    ] {
        let error = outcome(steps, streamed).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unavailable, "{error}");
    }
    for (wire, make) in WIRES {
        let server = Server::always(events(&["event: ping\ndata: {\"type\":\"ping\"}\n\n"])).await;
        let error = ask(&make("m", options(&server.url)).unwrap(), &question(), true).await.0.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unavailable, "{wire}");
    }
}

#[tokio::test]
async fn malformed_answers_are_corrupt() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for body in [
        "",
        "no JSON",
        "{\"choices\": [",
        "{}",
        "[]",
        "7",
        "{\"choices\": []}",
        "{\"choices\": [{}]}",
        "{\"choices\": [{\"message\": 7}]}",
        "{\"choices\": \"many\"}",
        &deep,
    ] {
        for (wire, make) in WIRES {
            let server = Server::always(answer(200, "application/json", body)).await;
            let error =
                make("m", options(&server.url)).unwrap().complete(&question(), None).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Corrupt, "{wire} {}", &body[..body.len().min(40)]);
        }
    }
    for data in ["no JSON", "{\"choices\": [", "[]", "7", &deep] {
        for (wire, make) in WIRES {
            let server = Server::always(events(&[&format!("data: {data}\n\n"), DONE])).await;
            let error =
                ask(&make("m", options(&server.url)).unwrap(), &question(), true).await.0.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Corrupt, "{wire} {}", &data[..data.len().min(40)]);
        }
    }
}

#[tokio::test]
async fn a_server_that_does_not_know_a_form_is_asked_in_words_it_knows() {
    // As FastAPI refuses, as a gateway does, and as a program that fails does.
    let typed = json!({"detail": [{"loc": ["body", "response_format", "type"], "msg": "Input should be 'text'",
        "input": "the words of a document"}]});
    let told = json!({"error": {"message": "json_schema is not supported by this model"}});
    for (status, refusal, takes) in
        [(422, &typed, "json_object"), (400, &told, ""), (500, &told, ""), (422, &typed, "nothing")]
    {
        let refusal = refusal.clone();
        let server = Server::by(move |seen, _| {
            let form = seen.body["response_format"]["type"].as_str().unwrap_or_default();
            match form == takes {
                true => json(200, &said("{\"kind\": \"letter\"}")),
                false => json(status, &refusal),
            }
        })
        .await;
        let schema = json!({"type": "object", "properties": {"kind": {"enum": ["letter"]}}});
        let output = OutputSchema { name: "answer".to_owned(), schema };
        let (model, question) = (chat(&server.url), ModelRequest::ask("Which kind?"));
        let answered = ask_structured(&model, &question, output.clone()).await;
        if takes == "nothing" {
            // In words every server is asked at last; one that refuses these too gives its reason.
            let error = answered.unwrap_err();
            assert_eq!((error.kind(), server.seen().len()), (ErrorKind::InvalidInput, 3));
            let shown = format!("{error:?}");
            assert!(shown.contains("body.response_format.type") && !shown.contains("words of"), "{shown}");
            continue;
        }
        assert_eq!(answered.unwrap().value, json!({"kind": "letter"}));
        let asked = server.seen().len();
        assert_eq!(asked, if takes.is_empty() { 3 } else { 2 }, "{status} {takes}");
        // What was learned is kept, and what has no form is asked as ever.
        ask_structured(&model, &question, output).await.unwrap();
        assert_eq!(server.seen().len(), asked + 1);
        let last = server.seen().pop().unwrap().body;
        assert!(last["messages"][0]["content"].as_str().unwrap().contains("\"enum\""), "{last}");
    }
}

#[tokio::test]
async fn a_server_that_takes_no_message_without_text_gets_an_empty_one() {
    let long = "{'loc': ('body', 'messages', 1, 'role')}".repeat(30);
    let server = Server::by(move |seen, _| match seen.body["messages"][1]["content"].is_string() {
        true => json(200, &said("A chair.")),
        false => {
            json(500, &json!({"error": {"message": format!("{long} content: should be a valid string")}}))
        }
    })
    .await;
    let call = RequestedCall { id: "a".to_owned(), tool: "look".to_owned(), arguments: "{}".to_owned() };
    let mut request = question();
    request.messages.push(ModelMessage::Assistant { text: String::new(), calls: vec![call] });
    request.messages.push(ModelMessage::Tool {
        call_id: "a".to_owned(),
        text: "a chair".to_owned(),
        failed: false,
    });
    let model = chat(&server.url);
    for asked in [2, 3] {
        assert_eq!(ask(&model, &request, false).await.0.unwrap().text, "A chair.");
        assert_eq!(server.seen().len(), asked);
    }
}

#[tokio::test]
async fn wrong_tools_and_invalid_arguments_are_passed_on_as_they_are() {
    let calls = json!([
        {"id": "a", "function": {"name": "drop_tables", "arguments": "{\"broken\": "}},
        {"id": "b", "function": {"name": "", "arguments": "[]"}},
        {"id": "c", "function": {"name": "look", "arguments": {"what": 7}}},
        {"function": {"name": "look"}},
    ]);
    let message = json!({"content": null, "tool_calls": calls});
    let reply =
        outcome(json(200, &json!({"choices": [{"message": message, "finish_reason": "stop"}]})), false)
            .await
            .unwrap();
    let told: Vec<(&str, &str)> =
        reply.calls.iter().map(|call| (call.tool.as_str(), call.arguments.as_str())).collect();
    assert_eq!(
        told,
        [("drop_tables", "{\"broken\": "), ("", "[]"), ("look", "{\"what\":7}"), ("look", "{}")]
    );
    assert_eq!((reply.finish, reply.calls[3].id.as_str()), (Finish::ToolCalls, "call_1_3"));
}

#[tokio::test]
async fn a_stream_without_end_ends_with_limit_exceeded() {
    let endless =
        |piece: &str| vec![head(200, "text/event-stream", ""), Step::Forever(piece.repeat(500).into())];
    for piece in [
        HELLO,
        // Nothing but signs of life, calls without end, and one event that never ends.
        "data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"Hm, let me see what this might be.\"}}]}\n\n",
        "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"function\":{\"name\":\"look\"}}]}}]}\n\n",
        "data: and more and more and more and more\n",
        ": a comment without end ",
    ] {
        let server = Server::always(endless(piece)).await;
        let limits = ModelLimits { answer_bytes: 64 << 10, calls: 8, ..ModelLimits::default() };
        let model =
            super::HttpModel::openai_chat("m", HttpModelOptions { limits, ..options(&server.url) }).unwrap();
        let error = ask(&model, &question(), true).await.0.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::LimitExceeded, "{piece}: {error}");
    }
}

#[tokio::test]
async fn ten_megabytes_are_limit_exceeded_as_a_whole_and_in_pieces() {
    let large = "x".repeat(10 << 20);
    for (wire, make) in WIRES {
        let body = match wire {
            "chat" => said(&large),
            "responses" => json!({"status": "completed", "output":
                [{"type": "message", "content": [{"type": "output_text", "text": large}]}]}),
            _ => json!({"content": [{"type": "text", "text": large}]}),
        };
        let server = Server::always(json(200, &body)).await;
        let error = make("m", options(&server.url)).unwrap().complete(&question(), None).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::LimitExceeded, "{wire}");
        assert!(error.message().contains("limits.answer_bytes"), "{error}");
    }
    let piece =
        format!("data: {{\"choices\":[{{\"delta\":{{\"content\":\"{}\"}}}}]}}\n\n", &large[..1 << 18]);
    let error = outcome(events(&vec![piece.as_str(); 40]), true).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::LimitExceeded);
    let error = outcome(events(&["data: ", &large]), true).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::LimitExceeded);
    // An error of 10 MB is that error still.
    let error = outcome(answer(500, "application/json", large), false).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unavailable);
}

#[tokio::test]
async fn too_many_tokens_are_a_finish_of_the_answer_or_limit_exceeded_of_the_request() {
    let cut = json!({"choices": [{"message": {"content": "It is"}, "finish_reason": "length"}]});
    assert_eq!(outcome(json(200, &cut), false).await.unwrap().finish, Finish::Length);
    for error in [
        json!({"error": {"message": "too long", "code": "context_length_exceeded"}}),
        json!({"type": "error", "error": {"type": "invalid_request_error", "message": "prompt is too long: 9 > 8"}}),
    ] {
        assert_eq!(outcome(json(400, &error), false).await.unwrap_err().kind(), ErrorKind::LimitExceeded);
    }
}

#[tokio::test]
async fn a_refusal_is_an_answer() {
    let refused = json!({"choices": [{"message": {"content": null, "refusal": "I will not."}, "finish_reason": "stop"}]});
    let reply = outcome(json(200, &refused), false).await.unwrap();
    assert_eq!((reply.text.as_str(), reply.finish), ("I will not.", Finish::Refused));
    let filtered = json!({"choices": [{"message": {"content": ""}, "finish_reason": "content_filter"}]});
    assert_eq!(outcome(json(200, &filtered), false).await.unwrap().finish, Finish::Refused);
    let kept_back = json!({"error": {"message": "no", "code": "content_filter"}});
    assert_eq!(outcome(json(400, &kept_back), false).await.unwrap().finish, Finish::Refused);
    let pieces = [
        "data: {\"choices\":[{\"delta\":{\"refusal\":\"I will \"}}]}\n\n",
        "data: {\"choices\":[{\"delta\":{\"refusal\":\"not.\"}}]}\n\n",
        STOP,
        DONE,
    ];
    let reply = outcome(events(&pieces), true).await.unwrap();
    assert_eq!((reply.text.as_str(), reply.finish), ("I will not.", Finish::Refused));
}

#[tokio::test]
async fn each_status_has_its_kind_and_no_message_holds_the_key() {
    for (status, kind) in [
        (301, ErrorKind::Denied),
        (400, ErrorKind::InvalidInput),
        (401, ErrorKind::Unauthenticated),
        (403, ErrorKind::Denied),
        (404, ErrorKind::InvalidInput),
        (413, ErrorKind::LimitExceeded),
        (429, ErrorKind::Unavailable),
        (500, ErrorKind::Unavailable),
        (503, ErrorKind::Unavailable),
        (529, ErrorKind::Unavailable),
    ] {
        for (wire, make) in WIRES {
            let said =
                json!({"error": {"message": format!("Incorrect API key provided: {KEY}."), "type": KEY}});
            let server = Server::always(json(status, &said)).await;
            let model = make("m", options(&server.url)).unwrap();
            assert!(!format!("{model:?}").contains("4711"), "{model:?}");
            let error = model.complete(&question(), None).await.unwrap_err();
            assert_eq!(error.kind(), kind, "{wire} {status}");
            assert_no_secret(&error);
        }
    }
}

#[tokio::test]
async fn a_pause_that_is_asked_for_is_found_in_the_error() {
    let now: Timestamp = "2026-11-27T12:00:00Z".parse().unwrap();
    for (value, seconds) in [
        ("Retry-After: 7\r\n", Some(7)),
        ("Retry-After: Fri, 27 Nov 2026 12:01:00 GMT\r\n", Some(60)),
        ("", None),
    ] {
        let server =
            Server::always(vec![head(429, "application/json", value), Step::Send(b"{}".to_vec())]).await;
        let options = HttpModelOptions { clock: Arc::new(FixedClock::new(now)), ..options(&server.url) };
        let model = super::HttpModel::openai_chat("m", options).unwrap();
        let error = model.complete(&question(), None).await.unwrap_err();
        assert_eq!(RetryAfter::of(&error), seconds.map(Duration::from_secs), "{value}");
    }
}

#[tokio::test]
async fn a_redirect_is_denied_and_takes_nothing_elsewhere() {
    let elsewhere = Server::always(json(200, &said("stolen"))).await;
    for status in [301, 302, 303, 307, 308] {
        let to = format!("Location: {}/v1/chat/completions\r\n", elsewhere.url);
        let error = outcome(vec![head(status, "text/plain", &to)], false).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Denied, "{status}");
        assert!(error.message().contains("elsewhere"), "{error}");
    }
    assert_eq!(elsewhere.connections(), 0);
}

#[tokio::test]
async fn a_wrong_content_type_is_corrupt() {
    for kind in ["text/html", "text/plain", "application/octet-stream", "application/x-ndjson", "é"] {
        for streamed in [false, true] {
            let error = outcome(answer(200, kind, said("hi").to_string()), streamed).await;
            match (kind, streamed, error) {
                // What is no header is as good as none; where no event came, a whole answer is asked for.
                ("é", _, reply) => assert_eq!(reply.unwrap().text, "hi"),
                (_, _, error) => {
                    let kind = error.unwrap_err().kind();
                    assert!(matches!(kind, ErrorKind::Corrupt | ErrorKind::Unavailable), "{kind}");
                }
            }
        }
    }
}

#[tokio::test]
async fn what_is_not_utf_8_is_corrupt() {
    let mut body = said("caf_").to_string().into_bytes();
    let at = body.iter().position(|byte| *byte == b'_').unwrap();
    body[at] = 0xe9;
    let error = outcome(answer(200, "application/json", body), false).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Corrupt);
    let mut piece = HELLO.as_bytes().to_vec();
    piece[30] = 0xff;
    let steps = vec![head(200, "text/event-stream", ""), Step::Send(piece)];
    assert_eq!(outcome(steps, true).await.unwrap_err().kind(), ErrorKind::Corrupt);
}

#[tokio::test]
async fn events_are_read_in_every_form_that_they_have() {
    let crlf = format!("{HELLO}{STOP}{DONE}").replace('\n', "\r\n");
    let comments = format!(": hi\n\n:\n{HELLO}: there\n{STOP}id: 7\nretry: 100\n{DONE}");
    let lines = "data: {\"choices\":[{\"delta\":\ndata: {\"content\":\"Hello\"}}]}\n\n".to_owned() + STOP;
    let no_space = format!("{HELLO}{STOP}").replace("data: ", "data:");
    let bom = format!("\u{feff}{HELLO}{STOP}{DONE}");
    let trailing = format!("{HELLO}{STOP}{DONE}data: after the end, nothing counts\n\n");
    let no_reason = format!("{HELLO}{DONE}");
    let no_done = format!("{HELLO}{STOP}");
    for stream in [crlf, comments, lines, no_space, bom, trailing, no_reason, no_done] {
        let reply = outcome(events(&[&stream]), true).await.unwrap();
        assert_eq!((reply.text.as_str(), reply.finish), ("Hello", Finish::Stop), "{stream:?}");
        // The same byte by byte.
        let server = Server::by({
            let stream = stream.clone();
            move |_, _| {
                let bytes = stream.bytes().map(|byte| Step::Send(vec![byte]));
                std::iter::once(head(200, "text/event-stream", "")).chain(bytes).collect()
            }
        })
        .await;
        assert_eq!(ask(&chat(&server.url), &question(), true).await.0.unwrap().text, "Hello", "{stream:?}");
    }
}

#[tokio::test]
async fn an_error_in_the_middle_of_a_stream_is_one_of_its_kind() {
    let chat_error =
        |code: &str| format!("data: {{\"error\":{{\"message\":\"{KEY}\",\"code\":\"{code}\"}}}}\n\n");
    for (code, kind) in [
        ("server_error", ErrorKind::Unavailable),
        ("rate_limit_exceeded", ErrorKind::Unavailable),
        ("context_length_exceeded", ErrorKind::LimitExceeded),
        ("invalid_request_error", ErrorKind::InvalidInput),
        ("", ErrorKind::Unavailable),
    ] {
        let error = outcome(events(&[HELLO, &chat_error(code)]), true).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{code}");
        assert_no_secret(&error);
    }
    let overloaded =
        "data: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"busy\"}}\n\n";
    let failed = "data: {\"type\":\"response.failed\",\"response\":{\"status\":\"failed\",\"error\":{\"code\":\"server_error\",\"message\":\"x\"}}}\n\n";
    for ((wire, make), stream) in WIRES[1..].iter().zip([failed, overloaded]) {
        let server = Server::always(events(&[stream])).await;
        let error = ask(&make("m", options(&server.url)).unwrap(), &question(), true).await.0.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unavailable, "{wire}");
    }
}

fn settings(url: &str) -> ModelSettings {
    ModelSettings {
        wire: ModelWire::OpenaiChat,
        model: "m".to_owned(),
        base_url: Some(ServiceUrl::from(url)),
        name: None,
        key: Some(ApiKey::from(KEY)),
        key_file: None,
        timeouts: ModelTimeouts::default(),
        retries: ModelRetries { attempts: 4, first_millis: 1, most_millis: 1_000 },
        limits: options(url).limits,
        prices: None,
    }
}

async fn configured(settings: &ModelSettings) -> secretariat::Result<Arc<dyn LanguageModel>> {
    model_from_settings(settings, Arc::new(SystemClock), Arc::new(SeededRandomness::new(7))).await
}

#[tokio::test]
async fn a_configured_model_asks_again_and_voids_what_was_cut_off() {
    let server = Server::by(|_, before| match before {
        0 => vec![head(429, "application/json", "Retry-After: 0\r\n")],
        1 => json(500, &json!({})),
        2 => events(&[HELLO]),
        _ => events(&[HELLO, STOP, DONE]),
    })
    .await;
    let model = configured(&settings(&server.url)).await.unwrap();
    let (reply, heard) = ask(model.as_ref(), &question(), true).await;
    let reply = reply.unwrap();
    assert_eq!((reply.text.as_str(), server.seen().len()), ("Hello", 4));
    assert!(reply.usage.unwrap().estimated);
    assert_eq!(heard.iter().filter(|delta| **delta == Delta::Restart).count(), 1, "{heard:?}");
    assert_eq!(text_of(&heard), "Hello");
}

#[tokio::test]
async fn a_configured_model_takes_its_key_from_a_file() {
    let server = Server::always(json(200, &said("hi"))).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("key");
    let from_file = ModelSettings { key: None, key_file: Some(file.clone()), ..settings(&server.url) };
    let error = configured(&from_file).await.unwrap_err();
    assert!(error.kind() == ErrorKind::InvalidInput && error.message().contains("key"), "{error}");
    std::fs::write(&file, "file-key \nmore\n").unwrap();
    configured(&from_file).await.unwrap().complete(&question(), None).await.unwrap();
    assert_eq!(server.seen()[0].header("authorization"), Some("Bearer file-key"));
    let both = ModelSettings { key_file: Some(file), ..settings(&server.url) };
    assert_eq!(configured(&both).await.unwrap_err().kind(), ErrorKind::InvalidInput);
}

#[tokio::test]
async fn an_office_asks_the_model_of_its_settings_or_the_one_that_is_brought() {
    let server = Server::always(json(200, &said("hi"))).await;
    let chosen = secretariat::settings::Settings { model: Some(settings(&server.url)), ..Default::default() };
    let office = secretariat::Office::builder().settings(chosen).build().await.unwrap();
    let reply = office.model().unwrap().complete(&question(), None).await.unwrap();
    assert_eq!(reply.text, "hi");
    assert!(secretariat::Office::in_memory().await.unwrap().model().is_none());
}

#[tokio::test]
async fn settings_that_no_server_can_have_are_invalid() {
    for url in ["", "server", "ftp://server/v1", "http://", "file:///etc/passwd", "data:x"] {
        let error = super::HttpModel::openai_chat("m", options(url)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{url}");
    }
    let key = Some(ApiKey::from("sk-very\n4711"));
    let options = HttpModelOptions { key, ..options("http://localhost") };
    let error = super::HttpModel::openai_chat("m", options).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert_no_secret(&error);
    let empty = ModelRequest::default();
    let error = chat("http://localhost").complete(&empty, None).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
}
