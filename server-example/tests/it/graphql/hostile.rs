//! Queries that want too much, or are none.

use std::time::{Duration, Instant};

use secretariat_server::ServerLimits;
use serde_json::{Value, json};

use super::{ask, code};
use crate::http::send;
use crate::office::{Served, unlimited};

/// The usual question of tools about the schema (graphql-js 16, `getIntrospectionQuery`).
const INTROSPECTION: &str = "query IntrospectionQuery { __schema { queryType { name } mutationType { name } \
    subscriptionType { name } types { ...FullType } directives { name description locations args { ...InputValue } } } } \
    fragment FullType on __Type { kind name description fields(includeDeprecated: true) { name description \
    args { ...InputValue } type { ...TypeRef } isDeprecated deprecationReason } inputFields { ...InputValue } \
    interfaces { ...TypeRef } enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason } \
    possibleTypes { ...TypeRef } } fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue } \
    fragment TypeRef on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name \
    ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } } } }";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_too_much_or_no_query_is_refused_at_once() {
    let served = Served::in_memory().await;
    let deep = |fields: usize| format!("{}a{}", "{ a ".repeat(fields - 1) + "{ ", " }".repeat(fields));
    let aliases: Vec<String> =
        (0..1000).map(|number| format!("a{number}: me_get {{ permissions }}")).collect();
    let inner: Vec<String> = (0..6000).map(|number| format!("a{number}: permissions")).collect();
    let directives = "@skip(if: false) ".repeat(1000);
    let refused: Vec<(&str, String, &str)> = vec![
        ("too deep", deep(13), "limit_exceeded"),
        ("deeper than a stack", "{a".repeat(30_000), "invalid_input"),
        ("lists in lists without an end", format!("{{ me_get(a: {}", "[".repeat(60_000)), "invalid_input"),
        ("objects in objects", format!("{{ me_get(a: {}", "{a:".repeat(20_000)), "invalid_input"),
        ("types in types", format!("query($a: {}", "[".repeat(60_000)), "invalid_input"),
        ("too dear", "{ contacts_list(limit: 5000) { items { id name } } }".to_owned(), "limit_exceeded"),
        ("a thousand operations", format!("{{ {} }}", aliases.join(" ")), "limit_exceeded"),
        ("thousands of names", format!("{{ me_get {{ {} }} }}", inner.join(" ")), "limit_exceeded"),
        ("a fragment that holds itself", "{ ...A } fragment A on Query { ...A }".to_owned(), "invalid_input"),
        (
            "fragments that hold each other",
            "{ me_get { ...A } } fragment A on Me { ...B } fragment B on Me { ...A }".to_owned(),
            "invalid_input",
        ),
        ("a fragment that nobody uses", "{ me_get { permissions } } fragment A on Me { permissions }".to_owned(), "invalid_input"),
        ("a fragment that is nowhere", "{ ...A }".to_owned(), "invalid_input"),
        ("many directives", format!("{{ me_get {directives} {{ permissions }} }}"), "invalid_input"),
        ("1 MB", format!("{{ me_get {{ {} }} }}", "name ".repeat(200_000)), "limit_exceeded"),
        ("1 MB of nothing", format!("{{ me_get {{ permissions {} }} }}", " ".repeat(1_000_000)), "limit_exceeded"),
        ("nothing", String::new(), "invalid_input"),
        ("no query", "\u{0}\u{feff}{{".to_owned(), "invalid_input"),
        ("a mutation", "mutation { me_get { permissions } }".to_owned(), "invalid_input"),
        ("a subscription", "subscription { me_get { permissions } }".to_owned(), "invalid_input"),
        ("a field that is none", "{ me_get { password } }".to_owned(), "invalid_input"),
        ("an argument of another kind", "{ contacts_list(limit: \"x\") { next_cursor } }".to_owned(), "invalid_input"),
        ("a number below zero", "{ contacts_list(limit: -1) { next_cursor } }".to_owned(), "invalid_input"),
        ("types of types of types", "{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }".to_owned(), "limit_exceeded"),
    ];
    for (what, query, wanted) in &refused {
        let started = Instant::now();
        let answer = ask(&served.client, query).await;
        let text = answer.text();
        assert_eq!(answer.status.as_u16(), 200, "{what}: {text}");
        assert_eq!(code(&answer.json()), *wanted, "{what}: {text}");
        assert!(answer.json()["data"]["me_get"].is_null(), "{what}: {text}");
        assert!(started.elapsed() < Duration::from_secs(5), "{what} took {:?}", started.elapsed());
    }
    // It is not the server that is at its end.
    let fine = ask(&served.client, "{ me_get { permissions } }").await.is(200).json();
    assert!(fine["data"]["me_get"]["permissions"].as_array().unwrap().len() > 20, "{fine}");
}

#[tokio::test]
async fn a_request_is_one_query_as_json_by_post() {
    let served = Served::in_memory().await;
    let client = &served.client;
    let query =
        "query A($n: Int) { contacts_list(limit: $n) { items { id } } } query B { me_get { permissions } }";
    for (what, body) in [
        ("a batch", json!([{ "query": "{ me_get { permissions } }" }])),
        ("a record as a list", json!(["{ me_get { permissions } }"])),
        ("an unknown field", json!({ "query": "{ me_get { permissions } }", "extensions": {} })),
        ("no query", json!({ "variables": {} })),
        ("a query that is no text", json!({ "query": 7 })),
        ("variables that are none", json!({ "query": "{ me_get { permissions } }", "variables": [1] })),
    ] {
        let answer = client.post("/v1/graphql", &body).await.is(400);
        assert_eq!(answer.header("content-type"), "application/problem+json", "{what}");
        assert_eq!(answer.json()["kind"], "invalid_input", "{what}");
    }
    client.get("/v1/graphql?query={me_get{role}}").await.is(405);
    let form =
        client.request("POST", "/v1/graphql").header("content-type", "application/x-www-form-urlencoded");
    send(form.body("query={me_get{role}}")).await.is(415);
    let named = json!({ "query": query, "operationName": "A", "variables": { "n": 2 } });
    assert_eq!(
        client.post("/v1/graphql", &named).await.is(200).json()["data"]["contacts_list"]["items"],
        json!([])
    );
    let unnamed = client.post("/v1/graphql", &json!({ "query": query })).await.is(200).json();
    assert_eq!(code(&unnamed), "invalid_input", "{unnamed}");
    // A dear list by a variable, and variables without an end.
    let dear = json!({ "query": query, "operationName": "A", "variables": { "n": 5000 } });
    assert_eq!(code(&client.post("/v1/graphql", &dear).await.json()), "limit_exceeded");
    let many: serde_json::Map<String, Value> =
        (0..50_000).map(|number| (format!("v{number}"), json!(number))).collect();
    client
        .post("/v1/graphql", &json!({ "query": "{ me_get { permissions } }", "variables": many }))
        .await
        .is(200);
    let large = json!({ "query": "{ me_get { permissions } }", "variables": { "a": "x".repeat(3 << 20) } });
    client.post("/v1/graphql", &large).await.is(413);
}

#[tokio::test]
async fn tools_may_ask_for_the_schema() {
    let served = Served::in_memory().await;
    let started = Instant::now();
    let answer = ask(&served.client, INTROSPECTION).await.is(200).json();
    assert!(answer.get("errors").is_none(), "{}", answer["errors"]);
    assert!(answer["data"]["__schema"]["types"].as_array().unwrap().len() > 200);
    println!("graphql: the schema in {:?}", started.elapsed());
}

#[tokio::test]
async fn each_operation_of_a_query_is_counted() {
    let limits = ServerLimits { member_per_minute: 25, ..unlimited() };
    let served = Served::with(secretariat::Office::in_memory().await.unwrap(), limits).await;
    let fields: Vec<String> = (0..10).map(|number| format!("a{number}: me_get {{ permissions }}")).collect();
    let query = format!("{{ {} }}", fields.join(" "));
    for _ in 0..2 {
        assert!(ask(&served.client, &query).await.is(200).json().get("errors").is_none());
    }
    let answer = ask(&served.client, &query).await.is(429);
    assert_eq!(answer.json()["kind"], "limit_exceeded");
    assert!(!answer.header("retry-after").is_empty());
}
