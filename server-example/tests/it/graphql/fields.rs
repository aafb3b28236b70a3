//! A field gives what the route of its operation gives, to whom it gives it.

use std::collections::BTreeMap;

use secretariat::people::NewMember;
use secretariat::rights::Role;
use serde_json::{Value, json};

use super::schema::types;
use super::{ask, code, field};
use crate::access::{organisation, things};
use crate::http::Client;
use crate::office::Served;
use crate::operations::{Fitting, all, missing};

/// What is selected of a type.
#[derive(Debug)]
enum Selected {
    Leaf,
    Fields(Vec<(String, Selected)>),
    /// The fields of each member, under names that begin with the member's.
    Members(Vec<(String, Vec<(String, Selected)>)>),
}

/// Selects everything of a type down to a depth.
fn select(types: &BTreeMap<String, Value>, name: &str, depth: usize) -> Option<Selected> {
    let of = &types[name];
    let fields = |name: &str| -> Vec<(String, Selected)> {
        let fields = types[name]["fields"].as_array().unwrap();
        let fields = fields.iter().filter_map(|field| {
            let mut inner = &field["type"];
            while !inner["ofType"].is_null() {
                inner = &inner["ofType"];
            }
            let selected = select(types, inner["name"].as_str().unwrap(), depth.checked_sub(1)?)?;
            Some((field["name"].as_str().unwrap().to_owned(), selected))
        });
        fields.collect()
    };
    match of["kind"].as_str().unwrap() {
        "OBJECT" if depth == 0 => None,
        "OBJECT" => Some(Selected::Fields(fields(name))),
        "UNION" if depth == 0 => None,
        "UNION" => {
            let members = of["possibleTypes"].as_array().unwrap().iter();
            let members = members.map(|member| member["name"].as_str().unwrap().to_owned());
            Some(Selected::Members(members.map(|member| (member.clone(), fields(&member))).collect()))
        }
        _ => Some(Selected::Leaf),
    }
}

fn written(selected: &Selected) -> String {
    let fields = |fields: &[(String, Selected)], prefix: &str| -> String {
        let fields = fields.iter().map(|(name, inner)| match prefix {
            "" => format!("{name} {}", written(inner)),
            prefix => format!("{prefix}_{name}: {name} {}", written(inner)),
        });
        fields.collect::<Vec<_>>().join(" ")
    };
    match selected {
        Selected::Leaf => String::new(),
        Selected::Fields(inner) => format!("{{ __typename {} }}", fields(inner, "")),
        Selected::Members(members) => {
            let members =
                members.iter().map(|(name, inner)| format!("... on {name} {{ {} }}", fields(inner, name)));
            format!("{{ __typename {} }}", members.collect::<Vec<_>>().join(" "))
        }
    }
}

/// Compares an answer with what REST answers, and returns how many values were the same.
fn compare(place: &str, graph: &Value, rest: &Value, selected: &Selected) -> usize {
    if let (Value::Array(graph), Value::Array(rest)) = (graph, rest)
        && !matches!(selected, Selected::Leaf)
    {
        assert_eq!(graph.len(), rest.len(), "{place}");
        return graph.iter().zip(rest).map(|(graph, rest)| compare(place, graph, rest, selected)).sum();
    }
    if rest.is_null() {
        assert!(graph.is_null(), "{place}: {graph}");
        return 1;
    }
    let each = |fields: &[(String, Selected)], prefix: &str| -> usize {
        let counts = fields.iter().map(|(name, inner)| {
            let key = if prefix.is_empty() { name.clone() } else { format!("{prefix}_{name}") };
            assert!(graph.get(&key).is_some(), "{place}: {key} is not in {graph}");
            compare(&format!("{place}.{name}"), &graph[key], &rest[name], inner)
        });
        counts.sum()
    };
    match selected {
        Selected::Leaf => {
            assert_eq!(graph, rest, "{place}");
            1
        }
        Selected::Fields(fields) => each(fields, ""),
        Selected::Members(members) => {
            let name = graph["__typename"].as_str().unwrap_or_else(|| panic!("{place}: {graph}"));
            let tag = rest["type"].as_str().unwrap().replace('_', "");
            assert!(name.to_lowercase().ends_with(&tag), "{place}: {name} for {tag}");
            each(&members.iter().find(|(member, _)| member == name).unwrap().1, name)
        }
    }
}

/// Asks for as much of a field as the cost allows, and compares it with what REST answers.
async fn same(client: &Client, types: &BTreeMap<String, Value>, field: &str, rest: &Value) -> usize {
    let name = field.split('(').next().unwrap();
    let fields = types["Query"]["fields"].as_array().unwrap();
    let of = fields.iter().find(|field| field["name"] == name).unwrap();
    let of = of["type"]["name"].as_str().unwrap();
    for depth in (0..8).rev() {
        let Some(selected) = select(types, of, depth) else { continue };
        let answer = ask(client, &format!("{{ it: {field} {} }}", written(&selected))).await.json();
        if code(&answer) == "limit_exceeded" {
            continue;
        }
        assert!(answer.get("errors").is_none(), "{field}: {answer}");
        return compare(name, &answer["data"]["it"], rest, &selected);
    }
    panic!("{field} costs too much whatever is selected of it");
}

const LETTER: &str = "From: Fay <f@them.example>\r\nTo: us@office.example\r\nSubject: Chairs\r\n\
    Message-ID: <2@them.example>\r\n\r\nPlease pay 1,200 EUR for 12 chairs by 3 March 2027. Can you confirm?\r\n";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_field_gives_what_its_route_gives() {
    let served = Served::in_memory().await;
    let things = things(&served.client).await;
    served.client.add("letter.eml", LETTER).await;
    let types = types(&served.client).await;
    let fitting = Fitting::new();
    let (mut compared, mut refused, mut values) = (0, 0, 0);
    for operation in all(&fitting.document) {
        let kind = operation.path.trim_start_matches("/v1/").split('/').next().unwrap_or_default();
        let id = things.get(kind).map_or_else(|| missing(&operation.path), String::as_str);
        let Some(field) = field(&fitting, &operation, id) else { continue };
        // They wait for a person, or for an end that never comes.
        if operation.path.ends_with("/outcome") {
            continue;
        }
        let rest = served.client.get(&fitting.path(&operation, id)).await;
        if !rest.status.is_success() {
            let answer = ask(&served.client, &format!("{{ it: {field} {} }}", some(&types, &field)))
                .await
                .is(200)
                .json();
            assert_eq!(code(&answer), rest.json()["kind"], "{field}: {answer}");
            assert_eq!(answer["errors"][0]["message"], rest.json()["detail"], "{field}");
            assert_eq!(answer["data"], json!({ "it": null }), "{field}");
            refused += 1;
            continue;
        }
        let media = rest.header("content-type");
        if media.starts_with("application/json") {
            values += same(&served.client, &types, &field, &rest.json()).await;
        } else {
            let answer = ask(&served.client, &format!("{{ it: {field} }}")).await.is(200).json();
            let it = answer["data"]["it"].as_str().unwrap_or_else(|| panic!("{field}: {answer}")).to_owned();
            // What is made anew each time, such as a PDF, is no shorter than what REST gave by more than its date.
            assert!(it.len() + 64 >= rest.bytes.len(), "{field}: {} of {}", it.len(), rest.bytes.len());
        }
        compared += 1;
    }
    println!("graphql: {compared} fields give the {values} values of their routes, {refused} their errors");
    assert!(compared >= 55 && values > 400, "{compared}, {values}, {refused}");
}

/// Selects something of a field's type.
fn some(types: &BTreeMap<String, Value>, field: &str) -> &'static str {
    let name = field.split('(').next().unwrap();
    let fields = types["Query"]["fields"].as_array().unwrap();
    let of = fields.iter().find(|field| field["name"] == name).unwrap()["type"]["name"].as_str().unwrap();
    match types[of]["kind"].as_str().unwrap() {
        "OBJECT" | "UNION" => "{ __typename }",
        _ => "",
    }
}

#[tokio::test]
async fn a_document_comes_with_its_facts_and_their_evidence() {
    let served = Served::in_memory().await;
    let document = served.client.add("letter.eml", LETTER).await;
    let id = document["id"].as_str().unwrap();
    let query = "query($id: ID!) { documents_get(id: $id) { name bytes brief { \
        amounts { role value { text } evidence { quote span { start end } place { __typename ... on PlacePart { part } } } } \
        deadlines { title due evidence { document quote } } } } me_get { permissions } }";
    let body = json!({ "query": query, "variables": { "id": id } });
    let answer = served.client.post("/v1/graphql", &body).await.is(200).json();
    let rest = served.client.get(&format!("/v1/documents/{id}")).await.is(200).json();
    let graph = &answer["data"]["documents_get"];
    assert_eq!(graph["bytes"], rest["bytes"]);
    let (mut quotes, brief) = (0, &rest["brief"]);
    for (kind, least) in [("amounts", 1), ("deadlines", 1)] {
        let (ours, theirs) = (graph["brief"][kind].as_array().unwrap(), brief[kind].as_array().unwrap());
        assert!(ours.len() == theirs.len() && ours.len() >= least, "{kind}: {ours:?}");
        for (ours, theirs) in ours.iter().zip(theirs) {
            assert_eq!(ours["evidence"]["quote"], theirs["evidence"]["quote"]);
            quotes += 1;
        }
    }
    assert_eq!(graph["brief"]["amounts"][0]["evidence"]["span"], brief["amounts"][0]["evidence"]["span"]);
    assert_eq!(graph["brief"]["deadlines"][0]["due"], "2027-03-03");
    assert!(quotes >= 2 && answer["data"]["me_get"]["permissions"].is_array(), "{answer}");
}

#[tokio::test]
async fn each_field_is_answered_with_the_rights_of_who_asks() {
    let served = Served::in_memory().await;
    let things = things(&served.client).await;
    let document = &things["documents"];
    let both = format!(
        "{{ documents_get(id: \"{document}\") {{ name }} audit_read(limit: 1) {{ items {{ sequence }} }} }}"
    );
    let whole = ask(&served.client, &both).await.is(200).json();
    assert!(whole.get("errors").is_none() && whole["data"]["documents_get"]["name"] == "mail.eml", "{whole}");

    // A viewer reads documents, and not the audit: one field fails, and the other is there.
    let people = served.office.people();
    let viewer = people.add(NewMember::new("Vic", Role::Viewer)).await.unwrap().id;
    let viewer = (served.acting("ws_default", viewer.as_str()), viewer);
    let part = ask(&viewer.0, &both).await.is(200).json();
    assert_eq!(part["data"], json!({ "documents_get": { "name": "mail.eml" }, "audit_read": null }));
    assert_eq!((code(&part).as_str(), &part["errors"][0]["path"]), ("denied", &json!(["audit_read"])));
    let rest = viewer.0.get("/v1/audit?limit=1").await.is(403).json();
    assert_eq!(part["errors"][0]["message"], rest["detail"]);
    let told: Vec<&String> = part["errors"][0].as_object().unwrap().keys().collect();
    assert_eq!(told, ["message", "locations", "path", "extensions"]);
    assert_eq!(part["errors"][0]["extensions"], json!({ "code": "denied" }));

    // What is elsewhere looks as what is nowhere.
    let (workspace, owner) = organisation(&served).await;
    let rival = served.acting(&workspace, &owner);
    let there = ask(&rival, &both).await.is(200).text();
    let nowhere = ask(&rival, &both.replace(document, "doc_missing")).await.is(200).text();
    assert_eq!(there.replace(document, "doc_missing"), nowhere);
    assert!(nowhere.contains("not_found"), "{nowhere}");

    // Who is nobody, or not any more.
    for nobody in [Client::new(&served.client.url), served.acting("ws_default", "mem_missing"), {
        people.remove(&viewer.1).await.unwrap();
        viewer.0
    }] {
        for query in [both.as_str(), "{ __typename }", "{ __schema { queryType { name } } }"] {
            let answer = ask(&nobody, query).await.is(401);
            assert_eq!(answer.header("content-type"), "application/problem+json");
            assert_eq!(answer.json()["kind"], "unauthenticated");
        }
    }
}

#[tokio::test]
async fn an_argument_is_never_taken_for_a_route() {
    let served = Served::in_memory().await;
    for id in ["find", "policy", "..", "a/b", "a?b=c", "%2e%2e", "\u{0}", "ü", ""] {
        let body =
            json!({ "query": "query($id: ID!) { contacts_get(id: $id) { id } }", "variables": { "id": id } });
        let answer = served.client.post("/v1/graphql", &body).await.is(200).json();
        assert!(["invalid_input", "not_found"].contains(&code(&answer).as_str()), "{id:?}: {answer}");
        assert_eq!(answer["data"]["contacts_get"], Value::Null);
    }
    let query = "{ documents_search(q: \"a&limit=1#x\", limit: 3) { items { __typename } } }";
    assert!(ask(&served.client, query).await.is(200).json().get("errors").is_none());
    let query = "{ documents_agenda(documents: [\"doc_a,doc_b\"]) { __typename } }";
    assert_eq!(code(&ask(&served.client, query).await.json()), "invalid_input");
}
