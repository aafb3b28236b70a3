//! The schema: the committed one is that of the program, and every read is a field of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use secretariat_server::graphql::sdl;
use secretariat_server::openapi::document;
use serde_json::Value;

use super::ask;
use crate::http::Client;
use crate::office::Served;
use crate::operations::all;

/// Asks for the types, as far as tests need them.
const TYPES: &str = "{ __schema { queryType { name } types { kind name possibleTypes { name } fields { name \
    type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } } } }";

/// The types of the served schema by their names.
pub(super) async fn types(client: &Client) -> BTreeMap<String, Value> {
    let answer = ask(client, TYPES).await.is(200).json();
    let types = answer["data"]["__schema"]["types"].as_array().unwrap_or_else(|| panic!("{answer}"));
    types.iter().map(|kind| (kind["name"].as_str().unwrap().to_owned(), kind.clone())).collect()
}

#[test]
fn the_committed_schema_is_that_of_the_program() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema.graphql");
    let sdl = sdl().unwrap();
    if std::env::var_os("SECRETARIAT_GENERATE").is_some() {
        std::fs::write(&file, &sdl).unwrap();
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        committed == sdl,
        "server-example/schema.graphql is out of date: run this test with SECRETARIAT_GENERATE=1"
    );
    let lines: Vec<&str> = sdl.lines().map(str::trim).collect();
    let is_empty = lines.windows(3).any(|lines| lines == ["\"\"\"", "", "\"\"\""]);
    assert!(!is_empty, "something has an empty description");
}

#[tokio::test]
async fn every_read_is_a_field_and_nothing_else_is_one() {
    let served = Served::in_memory().await;
    let types = types(&served.client).await;
    let fields: BTreeSet<String> = types["Query"]["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|field| field["name"].as_str().unwrap().to_owned())
        .collect();
    let (mut reads, mut others) = (BTreeSet::new(), BTreeSet::new());
    for operation in all(&document()).into_iter().filter(|operation| operation.method == "GET") {
        let content = &operation.operation["responses"]["200"]["content"];
        let is_stream = content.get("text/event-stream").is_some();
        let set = if operation.is_open() || is_stream { &mut others } else { &mut reads };
        set.insert(operation.id().replace('.', "_"));
    }
    assert_eq!(fields, reads);
    let known = [
        "agenda_feed",
        "agents_follow",
        "docs_openapi",
        "docs_page",
        "documents_follow",
        "events_follow",
        "health_live",
        "health_metrics",
        "health_ready",
        "sessions_oidc_callback",
        "sessions_oidc_providers",
        "sessions_oidc_start",
        "setup_state",
    ];
    assert_eq!(others, known.map(str::to_owned).into(), "what asks for no token, and live streams");
    assert!(reads.len() >= 75, "{}", reads.len());
    assert!(!types.contains_key("Mutation") && !types.contains_key("Subscription"));
    println!("graphql: {} fields, {} types", fields.len(), types.len());
}
