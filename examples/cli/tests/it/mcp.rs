//! The office as an MCP server, for a client by the official SDK.

use std::process::Command;

use serde_json::json;

use crate::run::{NOW, ok};

/// Runs the client against `secretariat mcp serve`, and returns what it found; nothing, with a word, where the tests
/// were started without it.
fn client(folder: &std::path::Path, more: &[&str]) -> Option<serde_json::Value> {
    let Some(python) = std::env::var_os("SECRETARIAT_TEST_INTEROP_PYTHON") else {
        eprintln!("left out: SECRETARIAT_TEST_INTEROP_PYTHON is not set, as `cargo xtask test` does");
        return None;
    };
    let script = format!("{}/tests/partners/mcp_client.py", env!("CARGO_MANIFEST_DIR"));
    let mut client = Command::new(python);
    client.current_dir(folder).arg(script).arg(env!("CARGO_BIN_EXE_secretariat"));
    client.args(["--office", "office", "--now", NOW, "mcp", "serve"]).args(more);
    let output = client.output().expect("the client starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_slice(&output.stdout).expect("the client prints JSON"))
}

#[test]
fn a_client_of_the_official_sdk_reads_asks_drafts_and_starts_but_sends_and_approves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("note.txt"),
        "Twelve chairs are needed for the hall.\n\nThe lease ends on 31 March 2027.\n",
    )
    .unwrap();
    ok(folder.path(), &["add", "note.txt"]);
    let Some(found) = client(folder.path(), &[]) else { return };
    assert_eq!(found["server"], "secretariat");
    let tools: Vec<&str> =
        found["tools"].as_array().unwrap().iter().map(|tool| tool.as_str().unwrap()).collect();
    assert_eq!(
        tools,
        [
            "ask_documents",
            "check_text",
            "document_brief",
            "draft",
            "free_busy",
            "list_documents",
            "list_playbooks",
            "list_tasks",
            "read_document",
            "recall",
            "revise_draft",
            "run_status",
            "search_documents",
            "start_playbook",
        ]
    );
    assert!(!tools.iter().any(|tool| tool.contains("send") || tool.contains("approve")));
    let read_only = found["read_only"].as_array().unwrap();
    assert!(read_only.contains(&json!("read_document")) && !read_only.contains(&json!("draft")));
    assert_eq!(found["list"]["content"]["documents"][0]["name"], "note.txt");
    assert!(found["ask"]["content"].to_string().contains("31 March 2027"), "{}", found["ask"]);
    assert_eq!(
        (&found["bad"]["error"], &found["bad"]["content"]["error"]["code"]),
        (&json!(true), &json!("invalid_input"))
    );
    assert_eq!(found["draft"]["error"], false, "{}", found["draft"]);
    assert_eq!(found["resources"], json!(["note.txt"]));
    assert!(found["text"].as_str().unwrap().contains("Twelve chairs"));
    assert!(found["missing"].is_i64() && found["send"].is_i64(), "{found}");
    assert_eq!(found["run"], "finished", "{found}");
}

#[test]
fn a_client_has_the_rights_of_whom_it_acts_as() {
    let folder = tempfile::tempdir().unwrap();
    ok(folder.path(), &["list"]);
    let unknown = crate::run::run(folder.path(), &["mcp", "serve", "--as", "mem_nobody"]);
    assert_eq!(unknown.status.code(), Some(66), "{}", String::from_utf8_lossy(&unknown.stderr));
    assert!(unknown.stdout.is_empty(), "what is printed is for the client");
    let wrong = crate::run::run(folder.path(), &["mcp", "serve", "--as", "Ann"]);
    assert_eq!(wrong.status.code(), Some(65));
}
