//! Programs of other makers as the other side: LiteLLM's proxy and a server of llama.cpp, as
//! `core/tests/judges/models.py` and `llama.py` recorded them, and the programs themselves where they run.

use std::collections::{HashSet, VecDeque};
use std::path::Path;
use std::sync::Mutex;

use secretariat::ErrorKind;
use secretariat::models::{
    Finish, HttpModel, LanguageModel, ModelMessage, ModelReply, ModelRequest, OfferedTool, OutputSchema,
    ask_structured,
};
use secretariat::settings::{ApiKey, ModelTimeouts};
use serde::Deserialize;
use serde_json::{Value, json};

use super::server::{Server, answer};
use super::{HttpModelOptions, WIRES, ask, options, question, text_of};

/// What the proxy's upstream says.
const SAID: &str = "It is a chair, größer als gedacht.";

/// One exchange, as it went over the line.
#[derive(Debug, Deserialize)]
struct Exchange {
    path: String,
    asked: Value,
    status: u16,
    kind: String,
    body: String,
}

fn judged(url: &str, key: &str) -> HttpModelOptions {
    HttpModelOptions { key: Some(ApiKey::from(key)), ..options(url) }
}

/// A turn with a tool, and one with its result, in each format, as a whole and in pieces.
async fn converse(url: &str) {
    for (wire, make) in WIRES {
        let model = make("translated", judged(url, "sk-judge")).unwrap();
        for streamed in [false, true] {
            let (reply, heard) = ask(&model, &question(), streamed).await;
            let reply = reply.unwrap_or_else(|error| panic!("{wire} {streamed}: {error:?}"));
            assert_eq!(
                (reply.finish, reply.calls.len()),
                (Finish::ToolCalls, 1),
                "{wire} {streamed}: {reply:?}"
            );
            let arguments: Value = serde_json::from_str(&reply.calls[0].arguments).unwrap();
            assert_eq!((reply.calls[0].tool.as_str(), arguments), ("look", json!({"what": "it"})), "{wire}");
            assert!(!streamed || !heard.is_empty(), "{wire}");
            let (reply, heard) = ask(&model, &answered(reply), streamed).await;
            let reply = reply.unwrap_or_else(|error| panic!("{wire} {streamed}: {error:?}"));
            assert_eq!((reply.text.as_str(), reply.finish), (SAID, Finish::Stop), "{wire} {streamed}");
            assert_eq!(text_of(&heard), if streamed { SAID } else { "" }, "{wire}");
            let usage = reply.usage.unwrap_or_default();
            assert_eq!((usage.input, usage.output), (41, 7), "{wire} {streamed}");
        }
    }
}

/// The question with the result of the tool that was called.
fn answered(reply: ModelReply) -> ModelRequest {
    let mut request = question();
    let call_id = reply.calls[0].id.clone();
    request.messages.push(ModelMessage::Assistant { text: reply.text, calls: reply.calls });
    request.messages.push(ModelMessage::Tool { call_id, text: "a chair".to_owned(), failed: false });
    request
}

/// The proxy's own mocks, and its errors.
async fn mocks_and_errors(url: &str) {
    for (wire, make) in WIRES {
        let mock = make("mock", judged(url, "sk-judge")).unwrap();
        let reply = mock.complete(&ModelRequest::ask("Hello."), None).await.unwrap();
        assert_eq!(reply.text, "Good morning from the mock.", "{wire}");
        // A proxy without a database answers 400 to a key that it does not know.
        let stranger = make("mock", judged(url, "sk-stranger-4711")).unwrap();
        let error = stranger.complete(&ModelRequest::ask("Hello."), None).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{wire}: {error:?}");
        assert!(!format!("{error:?}").contains("4711"), "{error:?}");
    }
    let busy = HttpModel::openai_chat("busy", judged(url, "sk-judge")).unwrap();
    let error = busy.complete(&ModelRequest::ask("Hello."), None).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unavailable, "{error:?}");
}

/// Answers as was recorded, and fails when anything else is asked. Returns also how many exchanges there are.
async fn replayed(folder: &str) -> (Server, usize) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/models").join(folder);
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let exchanges = files
        .iter()
        .map(|file| serde_json::from_str::<Exchange>(&std::fs::read_to_string(file).unwrap()).unwrap());
    let left: Mutex<VecDeque<Exchange>> = Mutex::new(exchanges.collect());
    let count = files.len();
    let server = Server::by(move |seen, number| {
        let exchange = left.lock().unwrap().pop_front().unwrap();
        assert_eq!((&seen.path, &seen.body), (&exchange.path, &exchange.asked), "exchange {number}");
        answer(exchange.status, &exchange.kind, exchange.body)
    })
    .await;
    (server, count)
}

#[tokio::test]
async fn what_the_proxy_of_another_maker_answered_is_read() {
    let (server, count) = replayed("litellm").await;
    converse(&server.url).await;
    mocks_and_errors(&server.url).await;
    assert_eq!(server.seen().len(), count);
}

/// A tool that is called with one of two words: what a grammar holds even a model without sense to.
fn held() -> Value {
    json!({"type": "object", "properties": {"what": {"enum": ["chair", "table"]}}, "required": ["what"],
        "additionalProperties": false})
}

/// Talk, calls of tools and JSON of a schema, as a whole and in pieces, with a model that says nothing of sense.
async fn babble(url: &str) {
    let model = HttpModel::openai_chat("tiny", options(url)).unwrap();
    let brief = |request: ModelRequest| ModelRequest {
        temperature: Some(0.0),
        max_output_tokens: Some(40),
        ..request
    };
    for streamed in [false, true] {
        let (reply, heard) = ask(&model, &brief(ModelRequest::ask("Hello.")), streamed).await;
        let reply = reply.unwrap();
        assert!(!reply.text.is_empty() && reply.calls.is_empty(), "{reply:?}");
        assert_eq!(text_of(&heard), if streamed { reply.text.as_str() } else { "" });
        assert_eq!(reply.finish, Finish::Length, "{reply:?}");
        // The server tells no usage when it streams.
        assert!(
            streamed || reply.usage.is_some_and(|usage| usage.output == 40 && usage.input > 5),
            "{reply:?}"
        );

        let tool = OfferedTool { parameters: held(), ..question().tools[0].clone() };
        let asked = brief(ModelRequest { tools: vec![tool].into(), ..question() });
        let reply = ask(&model, &asked, streamed).await.0.unwrap();
        assert_eq!((reply.finish, reply.calls.len()), (Finish::ToolCalls, 1), "{streamed}: {reply:?}");
        let arguments: Value = serde_json::from_str(&reply.calls[0].arguments).unwrap();
        assert!(["chair", "table"].iter().any(|word| arguments == json!({"what": word})), "{arguments}");
        let more = ModelRequest { messages: answered(reply).messages, ..asked };
        ask(&model, &more, streamed).await.0.unwrap();
    }
    let output = OutputSchema { name: "seen".to_owned(), schema: held() };
    for _ in 0..2 {
        let request = brief(ModelRequest::ask("What is there?"));
        let reply = ask_structured(&model, &request, output.clone()).await.unwrap();
        assert!(!reply.repaired && reply.value["what"].is_string(), "{reply:?}");
    }
}

#[tokio::test]
async fn what_a_server_of_llama_cpp_answered_is_read() {
    // It takes a schema only beside `json_object`, streams no calls, and wants a text in each message: all of it is
    // found out by asking.
    let (server, count) = replayed("llama_cpp").await;
    babble(&server.url).await;
    assert_eq!(server.seen().len(), count);
}

#[expect(clippy::disallowed_methods, reason = "the test is told where the server is")]
#[tokio::test]
async fn a_server_of_llama_cpp_understands_what_is_asked() {
    let Ok(url) = std::env::var("SECRETARIAT_TEST_LLAMA") else {
        eprintln!("not run: SECRETARIAT_TEST_LLAMA names no server; see core/tests/judges/llama.py");
        return;
    };
    babble(&url).await;
}

#[expect(clippy::disallowed_methods, reason = "the test is told where the proxy is")]
#[tokio::test]
async fn the_proxy_of_another_maker_understands_what_is_asked() {
    let Ok(url) = std::env::var("SECRETARIAT_TEST_LITELLM") else {
        eprintln!("not run: SECRETARIAT_TEST_LITELLM names no proxy; see core/tests/judges/models.py");
        return;
    };
    converse(&url).await;
    mocks_and_errors(&url).await;
}

#[expect(clippy::disallowed_methods, reason = "the test is told where the server is")]
#[tokio::test]
async fn a_conversation_with_a_server_of_chat_completions_comes_to_its_end() {
    let (Ok(url), Ok(name)) =
        (std::env::var("SECRETARIAT_TEST_CHAT"), std::env::var("SECRETARIAT_TEST_CHAT_MODEL"))
    else {
        eprintln!(
            "not run: SECRETARIAT_TEST_CHAT and SECRETARIAT_TEST_CHAT_MODEL name no server of one's own"
        );
        return;
    };
    let timeouts = ModelTimeouts::default();
    let model = HttpModel::openai_chat(name, HttpModelOptions { timeouts, ..options(&url) }).unwrap();
    for streamed in [false, true] {
        let (mut request, mut turns, mut ids) = (question(), 0, HashSet::new());
        let text = loop {
            let (reply, heard) = ask(&model, &request, streamed).await;
            let reply = reply.unwrap();
            assert_eq!(text_of(&heard), if streamed { reply.text.as_str() } else { "" });
            if reply.calls.is_empty() || turns == 20 {
                break reply.text;
            }
            turns += 1;
            let results: Vec<ModelMessage> = reply
                .calls
                .iter()
                .map(|call| ModelMessage::Tool {
                    call_id: call.id.clone(),
                    text: "a chair".to_owned(),
                    failed: false,
                })
                .collect();
            assert!(reply.calls.iter().all(|call| ids.insert(call.id.clone())), "{reply:?}");
            request.messages.push(ModelMessage::Assistant { text: reply.text, calls: reply.calls });
            request.messages.extend(results);
        };
        println!("streamed {streamed}: {turns} turns with {} calls, then {text:?}", ids.len());
        assert!(!text.is_empty());
    }
}
