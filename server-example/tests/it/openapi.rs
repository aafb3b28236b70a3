//! The OpenAPI document: the committed one is that of the program, and what it once promised still holds.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use secretariat_server::openapi::{document, text};
use serde_json::Value;

use crate::office::Served;
use crate::operations::all;

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Whether the files are to be written anew.
fn is_generating() -> bool {
    std::env::var_os("SECRETARIAT_GENERATE").is_some()
}

#[test]
fn the_committed_document_is_that_of_the_program() {
    let file = file("openapi.json");
    if is_generating() {
        std::fs::write(&file, text()).unwrap();
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        committed == text(),
        "server-example/openapi.json is out of date: run this test with SECRETARIAT_GENERATE=1"
    );
}

/// What a client may rely on, a line each: operations, parameters, what a body needs, and what an answer has.
fn promises(document: &Value) -> BTreeSet<String> {
    let resolve = |schema: &Value| match schema["$ref"].as_str().and_then(|name| name.rsplit('/').next()) {
        Some(name) => document["components"]["schemas"][name].clone(),
        None => schema.clone(),
    };
    let mut lines = BTreeSet::new();
    for described in all(document) {
        let (name, operation) = (format!("{} {}", described.method, described.path), &described.operation);
        lines.insert(name.clone());
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let needs = if parameter["required"] == true { "needs" } else { "takes" };
            lines.insert(format!(
                "{name} {needs} {} {}",
                parameter["in"].as_str().unwrap(),
                parameter["name"].as_str().unwrap()
            ));
        }
        let body = resolve(&operation["requestBody"]["content"]["application/json"]["schema"]);
        let needed = body["required"].as_array().cloned().unwrap_or_default();
        for field in body["properties"].as_object().into_iter().flatten().map(|(field, _)| field) {
            let needs = if needed.iter().any(|needed| needed == field) { "needs" } else { "takes" };
            lines.insert(format!("{name} {needs} body {field}"));
        }
        for (status, answer) in operation["responses"].as_object().unwrap() {
            for (media, content) in answer["content"].as_object().into_iter().flatten() {
                lines.insert(format!("{name} gives {status} {media}"));
                if status.starts_with('2') {
                    for field in resolve(&content["schema"])["properties"].as_object().into_iter().flatten() {
                        lines.insert(format!("{name} gives {status} with {}", field.0));
                    }
                }
            }
        }
    }
    lines
}

/// What a document takes back of earlier promises, and what it asks for that was not asked for before.
fn broken(before: &BTreeSet<String>, now: &BTreeSet<String>) -> Vec<String> {
    let kept = |line: &String| {
        // What was needed and may now be left out breaks nobody.
        now.contains(line) || line.contains(" needs ") && now.contains(&line.replace(" needs ", " takes "))
    };
    let lost = before.iter().filter(|line| !kept(line)).map(|line| format!("no longer: {line}"));
    let asked = now.iter().filter(|line| {
        let (operation, _) = line.split_once(" needs ").unwrap_or_default();
        before.contains(operation) && !before.contains(*line)
    });
    lost.chain(asked.map(|line| format!("newly asked for: {line}"))).collect()
}

#[test]
fn what_was_promised_still_holds() {
    let (file, now) = (file("promises.txt"), promises(&document()));
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    let before: BTreeSet<String> = committed.lines().map(str::to_owned).collect();
    let broken = broken(&before, &now);
    assert!(
        broken.is_empty(),
        "clients would break; give what changes a new address:\n{}",
        broken.join("\n")
    );
    if is_generating() {
        let lines: Vec<&str> = now.iter().map(String::as_str).collect();
        std::fs::write(&file, format!("{}\n", lines.join("\n"))).unwrap();
        return;
    }
    let new: Vec<_> = now.difference(&before).collect();
    assert!(new.is_empty(), "not yet in promises.txt, run this test with SECRETARIAT_GENERATE=1: {new:?}");
}

#[test]
fn breaking_changes_are_found() {
    let document = document();
    let before = promises(&document);
    let change = |alter: fn(&mut Value)| {
        let mut changed = document.clone();
        alter(&mut changed);
        broken(&before, &promises(&changed))
    };
    assert!(change(|_| ()).is_empty());
    let removed = change(|document| drop(document["paths"].as_object_mut().unwrap().remove("/v1/ask")));
    assert!(removed.iter().any(|line| line == "no longer: POST /v1/ask"), "{removed:?}");
    let asked = change(|document| {
        document["paths"]["/v1/documents"]["get"]["parameters"][0]["required"] = true.into();
    });
    assert!(
        asked.iter().any(|line| line.starts_with("newly asked for: GET /v1/documents needs query")),
        "{asked:?}"
    );
    let field = change(|document| {
        drop(
            document["components"]["schemas"]["Document"]["properties"]
                .as_object_mut()
                .unwrap()
                .remove("name"),
        );
    });
    assert!(
        field.iter().any(|line| line == "no longer: GET /v1/documents/{id} gives 200 with name"),
        "{field:?}"
    );
    let kinder = change(|document| {
        document["paths"]["/v1/voice"]["get"]["parameters"][0]["required"] = false.into();
    });
    assert!(kinder.is_empty(), "{kinder:?}");
}

#[test]
fn every_reference_of_the_document_leads_somewhere_and_every_name_stands_once() {
    fn references(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(fields) => {
                for (name, value) in fields {
                    match value.as_str().filter(|_| name == "$ref") {
                        Some(reference) => drop(found.insert(reference.to_owned())),
                        None => references(value, found),
                    }
                }
            }
            Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            _ => {}
        }
    }
    let document = document();
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    assert!(found.len() > 100);
    for reference in found {
        assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference} leads nowhere");
    }
    let mut names = BTreeSet::new();
    for described in all(&document) {
        assert!(names.insert(described.id().to_owned()), "{} stands twice", described.id());
        assert!(described.operation["description"].as_str().unwrap().len() > 5, "{}", described.id());
    }
    assert!(names.len() > 130, "{}", names.len());
}

#[tokio::test]
async fn the_document_and_its_page_need_nothing_from_elsewhere() {
    let served = Served::in_memory().await;
    let client = crate::http::Client::new(&served.client.url);
    assert_eq!(client.get("/openapi.json").await.is(200).json(), document());
    let page = client.get("/docs").await.is(200);
    let text = page.text();
    for foreign in ["<script", "src=", "@import", "url(", "href=\"http", "<link", "<iframe", "javascript:"] {
        assert!(!text.contains(foreign), "the page holds {foreign}");
    }
    assert!(text.contains("/v1/documents/{id}"));
}
