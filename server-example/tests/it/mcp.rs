//! The office as an MCP server over HTTP: by raw messages, and by the official SDK.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use secretariat::people::NewMember;
use secretariat::rights::Role;
use serde_json::{Value, json};

use crate::http::{Answer, Client, send};
use crate::office::Served;

async fn say(client: &Client, headers: &[(&str, &str)], message: &Value) -> Answer {
    let mut request = client.request("POST", "/mcp").header("content-type", "application/json");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(request.body(message.to_string())).await
}

fn call(tool: &str, arguments: Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": { "name": tool, "arguments": arguments } })
}

const BOTH: (&str, &str) = ("accept", "application/json, text/event-stream");

#[tokio::test]
async fn each_message_is_answered_by_itself_with_the_rights_of_its_sender() {
    let served = Served::in_memory().await;
    let document = served.client.add("note.txt", "Twelve chairs cost 120 EUR.").await;
    let id = document["id"].as_str().unwrap();
    let params = json!({ "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": { "name": "x", "version": "1" } });
    let begin = json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params });
    let begun = say(&served.client, &[BOTH], &begin).await.is(200);
    assert_eq!(begun.header("content-type"), "application/json");
    assert_eq!(
        (&begun.json()["id"], &begun.json()["result"]["protocolVersion"]),
        (&json!(1), &json!("2025-06-18"))
    );
    assert_eq!(begun.header("mcp-session-id"), "", "no session is kept");
    let notice = json!({ "jsonrpc": "2.0", "method": "notifications/initialized" });
    let silent = say(&served.client, &[BOTH], &notice).await.is(202);
    assert!(silent.bytes.is_empty());
    let version = ("mcp-protocol-version", "2025-06-18");
    let tools = say(
        &served.client,
        &[BOTH, version],
        &json!({ "jsonrpc": "2.0", "id": "a", "method": "tools/list" }),
    )
    .await
    .is(200)
    .json();
    assert_eq!(tools["id"], "a");
    let names: Vec<&str> = tools["result"]["tools"]
        .as_array()
        .unwrap()
        .iter()
        .map(|tool| tool["name"].as_str().unwrap())
        .collect();
    assert!(names.contains(&"search_documents") && names.contains(&"draft"), "{names:?}");
    assert!(!names.iter().any(|name| name.contains("send") || name.contains("approve")), "{names:?}");
    let read = call("read_document", json!({ "document": id }));
    let told = say(&served.client, &[BOTH, version], &read).await.is(200).json();
    assert!(told["result"].to_string().contains("Twelve chairs"), "{told}");

    // A viewer reads and drafts nothing; somebody of another organisation sees nothing; nobody is nobody.
    let viewer = served.office.people().add(NewMember::new("Vic", Role::Viewer)).await.unwrap().id;
    let viewer_client = served.acting("ws_default", viewer.as_str());
    assert!(say(&viewer_client, &[BOTH], &read).await.is(200).text().contains("Twelve chairs"));
    let draft = call("draft", json!({ "kind": "new_mail", "subject": "Chairs", "say": "We come." }));
    let refused = say(&viewer_client, &[BOTH], &draft).await.is(200).json();
    assert_eq!(refused["result"]["isError"], true, "{refused}");
    assert!(refused.to_string().contains("denied"), "{refused}");
    assert!(served.client.get("/v1/drafts").await.json()["items"].as_array().unwrap().is_empty());
    let foreign = served.client.post("/v1/workspaces", &json!({ "name": "Archive" })).await.is(201).json();
    let foreign = served.acting(foreign["id"].as_str().unwrap(), "owner");
    let hidden = say(&foreign, &[BOTH], &read).await.is(200).json();
    assert!(hidden["result"]["isError"] == true && !hidden.to_string().contains("Twelve"), "{hidden}");
    say(&Client::new(&served.client.url), &[BOTH], &read).await.is(401);
    served.office.people().remove(&viewer).await.unwrap();
    say(&viewer_client, &[BOTH], &read).await.is(401);
}

#[tokio::test]
async fn messages_that_are_none_are_refused() {
    let served = Served::in_memory().await;
    let list = json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/list" });
    let client = &served.client;
    for wrong in [
        json!([list]),
        json!({ "id": 1, "method": "tools/list" }),
        json!({ "jsonrpc": "1.0", "id": 1, "method": "tools/list" }),
        json!({ "jsonrpc": "2.0", "id": 1.5, "method": "tools/list" }),
        json!({ "jsonrpc": "2.0", "id": {}, "method": "tools/list" }),
        json!({ "jsonrpc": "2.0", "id": "secretariat-begin", "method": "tools/list" }),
        json!({ "jsonrpc": "2.0", "id": 1, "method": 7 }),
    ] {
        say(client, &[BOTH], &wrong).await.is(400);
    }
    let unknown =
        say(client, &[BOTH], &json!({ "jsonrpc": "2.0", "id": 1, "method": "no/such" })).await.is(200).json();
    assert!(unknown["error"]["code"].is_i64(), "{unknown}");
    for (headers, status) in [
        ([BOTH, ("mcp-protocol-version", "1999-01-01")], 400),
        ([BOTH, ("mcp-method", "tools/call")], 400),
        ([BOTH, ("mcp-method", "tools/list")], 200),
        ([BOTH, ("origin", "https://evil.example")], 403),
        ([BOTH, ("origin", "null")], 403),
        ([("accept", "text/html"), ("x-a", "b")], 406),
        ([("accept", "*/*"), ("x-a", "b")], 200),
    ] {
        say(client, &headers, &list).await.is(status);
    }
    for method in ["GET", "DELETE", "PUT"] {
        let answer = send(client.request(method, "/mcp")).await.is(405);
        assert_eq!(answer.header("allow"), "POST");
    }
    let plain = client.request("POST", "/mcp").header("content-type", "text/plain").body(list.to_string());
    send(plain).await.is(415);
    let large = json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/list", "x": "x".repeat(3 << 20) });
    say(client, &[BOTH], &large).await.is(413);
}

/// Runs the client of the official SDK.
async fn official(python: PathBuf, client: &Client, mode: &str, calls: &Value) -> Value {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/partners/mcp_client.py");
    let (url, token) = (format!("{}/mcp", client.url), client.token.clone().unwrap());
    let (mode, calls) = (mode.to_owned(), calls.to_string());
    let run = tokio::task::spawn_blocking(move || {
        let mut child = Command::new(python)
            .args([script, &url, &token, &mode])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(calls.as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    });
    let output = run.await.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_official_client_works_with_an_office_in_each_of_its_modes() {
    let Some(python) = std::env::var_os("SECRETARIAT_TEST_INTEROP_PYTHON").map(PathBuf::from) else {
        eprintln!("left out: SECRETARIAT_TEST_INTEROP_PYTHON is not set, as `cargo xtask test` does");
        return;
    };
    let served = Served::in_memory().await;
    let document = served.client.add("note.txt", "Twelve chairs cost 120 EUR.").await;
    let id = document["id"].as_str().unwrap();
    let viewer = served.office.people().add(NewMember::new("Vic", Role::Viewer)).await.unwrap().id;
    let viewer = served.acting("ws_default", viewer.as_str());
    let calls = json!([
        ["read_document", { "document": id }],
        ["draft", { "kind": "new_mail", "subject": "Chairs", "say": "We come on Monday." }],
    ]);
    for (mode, version) in [("legacy", "2025-11-25"), ("auto", "2026-07-28")] {
        let told = official(python.clone(), &served.client, mode, &calls).await;
        assert_eq!((&told["version"], &told["server"]), (&json!(version), &json!("secretariat")), "{told}");
        assert!(told["tools"].as_array().unwrap().contains(&json!("ask_documents")), "{told}");
        assert_eq!(told["resources"], json!([format!("secretariat://documents/{id}")]));
        assert!(told["calls"][0]["text"].as_str().unwrap().contains("Twelve chairs"), "{told}");
        assert_eq!(told["calls"][1]["failed"], false, "{told}");
        let told = official(python.clone(), &viewer, mode, &calls).await;
        assert_eq!(
            (&told["calls"][0]["failed"], &told["calls"][1]["failed"]),
            (&json!(false), &json!(true)),
            "{told}"
        );
        assert!(told["calls"][1]["text"].as_str().unwrap().contains("denied"), "{told}");
    }
    assert_eq!(served.client.get("/v1/drafts").await.json()["items"].as_array().unwrap().len(), 2);
}
