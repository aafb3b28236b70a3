//! The shared vectors over HTTP: `conformance/README.md`. Of each vector every call goes through its route; those with a
//! call that has none are left to the other runners.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use secretariat::clock::FixedClock;
use secretariat::id::SeededRandomness;
use secretariat::{ErrorKind, Office};
use secretariat_server::operations::{Body, Operation, all};
use serde_json::{Map, Value, json};

use crate::http::{Answer, Client, send};
use crate::office::Served;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn vectors() -> Vec<(String, Value)> {
    let (home, mut found) = (root().join("conformance"), Vec::new());
    let mut folders = vec![home.clone()];
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let name = path.strip_prefix(&home).unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if name.ends_with(".json") && name != "surface.json" {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((name, serde_json::from_str(&text).unwrap()));
            }
        }
    }
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    found
}

/// Why a step cannot go over HTTP; none when it can.
fn apart(step: &Value) -> Option<&'static str> {
    let call = step["call"].as_str().unwrap();
    let given = &step["given"];
    match call {
        "documents.add" => {
            let source = &given["source"];
            let known = ["bytes", "text", "name", "group", "path"];
            let fits = source
                .as_object()
                .is_some_and(|fields| fields.keys().all(|key| known.contains(&key.as_str())));
            // Who uploads sends what a path names under its name; the path itself stays with the client.
            let is_path = source.get("path").is_some();
            let is_one = source.get("bytes").is_some() != source.get("text").is_some();
            (!fits || is_path || !is_one || !source["name"].is_string()).then_some("not an upload")
        }
        "agents.play" | "agents.start" => None,
        "parse" if given.get("limits").is_some() => Some("the budgets of a server are its operator's"),
        "parse" if !given["bytes"].is_object() => Some("bytes are the body itself"),
        _ => route(call, given).is_none().then_some("no uniform route"),
    }
}

/// Says whether a server opens an office with these options.
fn opens(options: &Value) -> bool {
    let known = ["settings", "replay", "audit_key"];
    options.as_object().is_none_or(|options| options.keys().all(|key| known.contains(&key.as_str())))
}

/// Finds the route of a call; of two, the one with a body has place for every argument.
fn route(call: &str, given: &Value) -> Option<&'static Operation> {
    let mut routes = all().filter(|operation| operation.call == call && operation.of.is_none());
    let first = routes.next()?;
    let is_small = given["query"].as_object().is_none_or(|query| {
        query.iter().all(|(key, value)| ["text", "limit"].contains(&key.as_str()) && !value.is_null())
    });
    Some(if is_small { first } else { routes.next().unwrap_or(first) })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_vectors_hold_over_http() {
    let (mut made, mut left, mut wrong) = (0, 0, Vec::new());
    for (name, vector) in vectors() {
        let before = vector["before"].as_array().into_iter().flatten();
        if before.chain([&vector]).any(|step| apart(step).is_some()) || !opens(&vector["options"]) {
            left += 1;
            continue;
        }
        let outcome = tokio::time::timeout(std::time::Duration::from_secs(20), outcome(&vector)).await;
        let Some(outcome) = outcome.unwrap_or_else(|_| panic!("{name} does not end")) else {
            left += 1;
            continue;
        };
        made += 1;
        let (expected, found) = (bare(&vector), outcome.map(|value| bare(&value)));
        let holds = match (&found, expected.get("error")) {
            (Ok(result), None) => *result == expected["expect"],
            (Err((code, detail)), Some(told)) => {
                let words = told["message"].as_str().unwrap_or_default();
                // Who does not belong to a workspace is nobody there, whatever he asks for.
                let is_nobody = *code == "unauthenticated" && words.contains("workspace");
                // What a word of a URL or a body is read as is told in the server's own words.
                let is_told = detail.contains(words) || *code == "invalid_input";
                is_nobody && told["code"] == "not_found" || told["code"] == *code && is_told
            }
            _ => false,
        };
        if !holds {
            wrong.push(format!("{name}: {}\n  found {found:?}", vector["why"]));
        }
    }
    println!("{made} vectors over HTTP, {left} without a route");
    assert!(made >= 250, "only {made} vectors");
    assert!(wrong.is_empty(), "{} of {made} vectors fail\n{}", wrong.len(), wrong.join("\n"));
}

type Outcome = Result<Value, (String, String)>;

/// Serves the office of a vector and makes its calls; none when the office itself does not open.
async fn outcome(vector: &Value) -> Option<Outcome> {
    let options = vector.get("options").cloned().unwrap_or_else(|| json!({}));
    let replay =
        options.get("replay").cloned().unwrap_or_else(|| json!({ "now": "2026-03-02T09:00:00Z", "seed": 7 }));
    let mut settings = options.get("settings").cloned().unwrap_or_else(|| json!({}));
    if let Some(settings) = settings.as_object_mut() {
        settings.entry("parallel").or_insert(json!(1));
    }
    let now = replay["now"].as_str()?.parse().ok()?;
    let mut builder = Office::builder()
        .clock(Arc::new(FixedClock::new(now)))
        .randomness(Arc::new(SeededRandomness::new(replay["seed"].as_u64().unwrap_or(0))))
        .settings(serde_json::from_value(settings).ok()?);
    if let Some(key) = options["audit_key"].as_str() {
        builder = builder.audit_key(key.parse().ok()?);
    }
    let served = Served::new(builder.build().await.ok()?).await;
    let mut known = Map::new();
    for step in vector["before"].as_array().into_iter().flatten() {
        let result = call(&served, step, &known).await;
        let result = result.unwrap_or_else(|error| panic!("{step}: {error:?}"));
        known.insert(step["as"].as_str().unwrap_or_default().to_owned(), result);
    }
    let outcome = call(&served, vector, &known).await;
    served.office.clone().close().await.unwrap();
    Some(outcome)
}

async fn call(served: &Served, step: &Value, known: &Map<String, Value>) -> Outcome {
    let word = |name: &str, default: &str| match fill(&step[name], known) {
        Value::String(text) => text,
        _ => default.to_owned(),
    };
    let client = served.acting(&word("workspace", "ws_default"), &word("acting_as", "owner"));
    let given = fill(step.get("given").unwrap_or(&json!({})), known);
    let result = match step["call"].as_str().unwrap() {
        "documents.add" => {
            read(add(&client, &given["source"]).await).map(|added| added["items"][0]["document"].clone())
        }
        "agents.play" | "agents.start" => read(client.post("/v1/runs", &given).await),
        name => {
            let operation = route(name, &given).unwrap();
            let answer = ask(&client, operation, given).await;
            shaped(operation, read(answer))
        }
    }?;
    let part = |pointer: &Value| result.pointer(pointer.as_str().unwrap()).cloned().unwrap_or_default();
    Ok(match step.get("select") {
        Some(Value::Array(pointers)) => pointers.iter().map(part).collect(),
        Some(pointer) => part(pointer),
        None => result,
    })
}

async fn add(client: &Client, source: &Value) -> Answer {
    let mut name = source["name"].as_str().unwrap().to_owned();
    let bytes = match source["text"].as_str() {
        Some(text) => {
            // As `Source::text` names it.
            if !name.ends_with(".txt") && !name.ends_with(".md") {
                name.push_str(".txt");
            }
            text.as_bytes().to_vec()
        }
        None => bytes(&source["bytes"]),
    };
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("name", &name);
    if let Some(group) = source["group"].as_str() {
        query.append_pair("group", group);
    }
    let request =
        client.request("POST", &format!("/v1/documents?{}", query.finish())).header("prefer", "wait");
    send(request.body(bytes)).await
}

/// Puts the arguments of a call where its route has them.
async fn ask(client: &Client, operation: &Operation, mut given: Value) -> Answer {
    let mut path = operation.path.to_owned();
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            items.iter().map(|item| item.as_str().unwrap().to_owned()).collect::<Vec<_>>().join(",")
        }
        other => other.to_string(),
    };
    let encoded = |text: &str| {
        percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
    };
    let names: Vec<&str> =
        path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect();
    let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
    for name in &names {
        let argument = operation
            .parameters
            .iter()
            .find(|(known, _)| known == name)
            .map_or(name.as_str(), |(_, argument)| argument);
        let value = match operation.same {
            Some(pointer) => {
                let inside = match operation.body {
                    Body::Whole(whole) => given[whole].pointer(pointer),
                    _ => given.pointer(pointer),
                };
                inside.cloned().unwrap_or_else(|| json!("missing"))
            }
            None => given
                .as_object_mut()
                .and_then(|given| given.remove(argument))
                .unwrap_or_else(|| json!("missing")),
        };
        path = path.replace(&format!("{{{name}}}"), &encoded(&text(&value)));
    }
    let mut query = Vec::new();
    for (name, argument) in operation.parameters {
        if names.iter().any(|known| known == name) {
            continue;
        }
        let value = match argument.split_once('/') {
            Some((argument, field)) => given[argument].as_object_mut().and_then(|inner| inner.remove(field)),
            None => given.as_object_mut().and_then(|given| given.remove(*argument)),
        };
        // A number in quotation marks is a text, and stays one.
        let is_text =
            |value: &Value| value.is_string() && argument_type(operation, argument).contains("integer");
        if let Some(value) = value.filter(|value| !value.is_null()) {
            let text = if is_text(&value) { value.to_string() } else { text(&value) };
            query.push(format!("{name}={}", encoded(&text)));
        }
    }
    let has_place = |name: &str| match operation.body {
        Body::Fields => true,
        Body::Whole(argument) | Body::Optional(argument) | Body::Bytes(argument) => argument == name,
        Body::None => false,
    };
    // What no route has place for goes where it is seen.
    for (name, value) in given.as_object().into_iter().flatten() {
        let is_empty = value.as_object().is_some_and(Map::is_empty);
        if !has_place(name) && !is_empty {
            query.push(format!("{name}={}", encoded(&value.to_string())));
        }
    }
    if !query.is_empty() {
        path = format!("{path}?{}", query.join("&"));
    }
    match operation.body {
        Body::None => send(client.request(operation.method, &path)).await,
        Body::Bytes(argument) => {
            send(client.request(operation.method, &path).body(bytes(&given[argument]))).await
        }
        Body::Whole(argument) => client.json(operation.method, &path, &given[argument]).await,
        Body::Optional(argument) if given.get(argument).is_none() => {
            send(client.request(operation.method, &path)).await
        }
        Body::Optional(argument) => client.json(operation.method, &path, &given[argument]).await,
        Body::Fields => client.json(operation.method, &path, &given).await,
    }
}

/// Returns the type of an argument, as its schema says it.
fn argument_type(operation: &Operation, argument: &str) -> String {
    let row =
        surface()["calls"].as_array().unwrap().iter().find(|row| row["name"] == operation.call).unwrap();
    row["arguments"]["properties"][argument]["type"].to_string()
}

/// Reads an answer: JSON, a text, or bytes.
fn read(answer: Answer) -> Outcome {
    if !answer.status.is_success() {
        let problem = answer.json();
        let code = problem["kind"].as_str().unwrap_or("none").to_owned();
        let status = ErrorKind::from_code(&code).map(|kind| kind.profile().http_status);
        assert_eq!(status, Some(answer.status.as_u16()), "{problem}");
        return Err((code, problem["detail"].as_str().unwrap_or_default().to_owned()));
    }
    let media = answer.header("content-type");
    Ok(match media.as_str() {
        "" => Value::Null,
        "application/json" => answer.json(),
        media if media.starts_with("text/") || media.ends_with("ndjson") => json!(answer.text()),
        _ => {
            json!({ "$bytes": base64::Engine::encode(&base64::engine::general_purpose::STANDARD, &answer.bytes) })
        }
    })
}

/// Gives a list the shape that the call has in other languages.
fn shaped(operation: &Operation, result: Outcome) -> Outcome {
    let surface = surface();
    let row = surface["calls"].as_array().unwrap().iter().find(|row| row["name"] == operation.call).unwrap();
    let page = row["result"]["$ref"]
        .as_str()
        .and_then(|name| name.rsplit('/').next())
        .filter(|name| name.ends_with("Page"));
    let result = result?;
    Ok(match page {
        Some(page) => {
            let fields = surface["types"][page]["properties"].as_object().unwrap();
            let list = fields.keys().find(|name| *name != "cursor").unwrap();
            json!({ (list): result["items"], "cursor": result["next_cursor"] })
        }
        None if row["result"]["type"] == "array" => result["items"].clone(),
        None => result,
    })
}

fn surface() -> &'static Value {
    static SURFACE: std::sync::LazyLock<Value> = std::sync::LazyLock::new(secretariat_bridge::surface);
    &SURFACE
}

/// Puts earlier results where a vector names them. Bytes stay as they are named.
fn fill(given: &Value, known: &Map<String, Value>) -> Value {
    match given {
        Value::String(text) => match text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            Some(path) => {
                let (name, rest) = path.split_once('.').unwrap_or((path, ""));
                let pointer =
                    if rest.is_empty() { String::new() } else { format!("/{}", rest.replace('.', "/")) };
                match known.get(name) {
                    Some(value) => {
                        value.pointer(&pointer).unwrap_or_else(|| panic!("there is no {text}")).clone()
                    }
                    None => given.clone(),
                }
            }
            None => given.clone(),
        },
        Value::Array(items) => items.iter().map(|item| fill(item, known)).collect(),
        Value::Object(fields) => match fields.get("$repeat").and_then(Value::as_array).map(Vec::as_slice) {
            Some([text, times]) => json!(text.as_str().unwrap().repeat(times.as_u64().unwrap() as usize)),
            _ => fields.iter().map(|(name, value)| (name.clone(), fill(value, known))).collect(),
        },
        other => other.clone(),
    }
}

fn bytes(named: &Value) -> Vec<u8> {
    let text = |name: &str| named[name].as_str();
    let decode =
        |text: &str| base64::Engine::decode(&base64::engine::general_purpose::STANDARD, text).unwrap();
    let file = text("$file").map(|path| std::fs::read(root().join(path)).unwrap());
    file.or_else(|| text("$bytes").map(decode))
        .or_else(|| text("$utf8").map(|text| text.into()))
        .unwrap_or_default()
}

/// Drops members that are null: an absent member and null are the same.
fn bare(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(bare).collect(),
        Value::Object(fields) => {
            let told = fields.iter().filter(|(_, value)| !value.is_null());
            told.map(|(name, value)| (name.clone(), bare(value))).collect()
        }
        other => other.clone(),
    }
}
