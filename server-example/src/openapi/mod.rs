//! The OpenAPI 3.1 document, made from the tables of operations and the schemas of the core.

mod html;
mod schemas;

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use crate::operations::calls::{self, Gives};
use crate::operations::{self, Access, Body, Operation, TYPED, Typed};

static TEXT: LazyLock<String> = LazyLock::new(|| {
    let text = serde_json::to_string_pretty(&document()).unwrap_or_default();
    format!("{text}\n")
});

static COMPACT: LazyLock<String> = LazyLock::new(|| document().to_string());

static PAGE: LazyLock<String> = LazyLock::new(|| html::page(&document()));

const KEY: &str = "A word of the client's: the same request with the same word is done once.";
const MATCH: &str = "The `ETag` that was read: 412 when somebody else changed it meanwhile.";

/// Returns the document as JSON text, as it is committed in `openapi.json`.
pub fn text() -> &'static str {
    &TEXT
}

/// Returns the document as it is handed out.
pub(crate) fn compact() -> &'static str {
    &COMPACT
}

/// Returns the document as a page.
pub(crate) fn page() -> &'static str {
    &PAGE
}

/// Makes the document.
pub fn document() -> Value {
    let mut paths = Map::new();
    for operation in TYPED {
        put(&mut paths, operation.path, operation.method, own(operation));
    }
    let mut seen = std::collections::HashSet::new();
    for operation in operations::all() {
        let id = match seen.insert(operation.call) {
            true => operation.call.to_owned(),
            false => format!("{}.{}", operation.call, operation.method.to_ascii_lowercase()),
        };
        put(&mut paths, operation.path, operation.method, uniform(operation, &id));
    }
    paths.sort_keys();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Secretariat",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Documents, drafts, agents and the house of an office. Every request but signing in carries \
                `Authorization: Bearer …`; the workspace is within the token, and the rights of its bearer decide. Lists \
                come as `items` with a `next_cursor`. Errors are `application/problem+json`. A POST with an \
                `Idempotency-Key` is done once. An `ETag` goes into `If-None-Match` to read and into `If-Match` to change.",
            "license": { "name": "Apache-2.0 OR MIT", "identifier": "Apache-2.0 OR MIT" },
        },
        "servers": [{ "url": "/" }],
        "security": [{ "bearer": [] }],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "bearer": { "type": "http", "scheme": "bearer", "description": "An access token, or the token of a service account." },
                "refresh": { "type": "apiKey", "in": "cookie", "name": "secretariat_refresh" },
            },
            "schemas": schemas::all(),
        },
    })
}

fn put(paths: &mut Map<String, Value>, path: &str, method: &str, operation: Value) {
    let item = paths.entry(path).or_insert_with(|| json!({}));
    item[method.to_ascii_lowercase()] = operation;
}

/// Describes an operation with a handler of its own.
fn own(operation: &Typed) -> Value {
    let mut parameters: Vec<Value> = path_parameters(operation.path)
        .map(|name| parameter("path", name, true, json!({ "type": "string" }), ""))
        .collect();
    for (name, about) in operation.query {
        parameters.push(parameter("query", name, false, json!({ "type": "string" }), about));
    }
    let (status, media, schema) = operation.answer;
    if operation.id == "agents.start" {
        parameters.push(parameter("header", "Idempotency-Key", false, json!({ "type": "string" }), KEY));
    }
    if media == "text/event-stream" {
        let about = "The id of the last event that was seen.";
        parameters.push(parameter("header", "Last-Event-ID", false, json!({ "type": "string" }), about));
    }
    let body = operation.body.map(|(media, schema)| match schema {
        "" => json!({ "required": true, "content": {
            (media): { "schema": { "type": "object", "properties": { "file": { "type": "array", "items": {
                "type": "string", "contentMediaType": "application/octet-stream" } } }, "required": ["file"] } },
            "application/octet-stream": { "schema": {} },
        } }),
        schema => json!({ "required": true, "content": { (media): { "schema": reference(schema) } } }),
    });
    let mut responses = answers(status, media, (!schema.is_empty()).then(|| reference(schema)));
    if operation.id == "documents.add" {
        let added = json!({ "schema": reference("Added") });
        responses["201"] =
            json!({ "description": "Done, with `Prefer: wait`", "content": { "application/json": added } });
    }
    let mut value =
        describe(operation.id, operation.path, operation.about, parameters, body, responses, operation.takes);
    if matches!(operation.access, Access::Public | Access::Secret) {
        let cookie = operation.path == "/v1/sessions/refresh";
        value["security"] = if cookie { json!([{ "refresh": [] }]) } else { json!([]) };
    }
    value
}

/// Describes an operation that is one call.
fn uniform(operation: &Operation, id: &str) -> Value {
    // The arguments of a function of a stored thing are those of the read of that thing.
    let call = operation.of.unwrap_or(operation.call);
    let row = calls::call(operation.call).cloned().unwrap_or_default();
    let about = row["arguments"]["description"].as_str().unwrap_or_default();
    let schema = |argument: &str| calls::argument(call, argument).map(rewritten).unwrap_or_default();
    let words = |argument: &str| {
        let described = calls::argument(call, argument).and_then(|schema| schema["description"].as_str());
        described.unwrap_or_default().to_owned()
    };
    let mut parameters: Vec<Value> = Vec::new();
    for (name, argument) in operation.in_path() {
        let text = if operation.same.is_some() { json!({ "type": "string" }) } else { schema(argument) };
        parameters.push(parameter("path", name, true, text, &words(argument)));
    }
    for (name, argument) in operation.in_query() {
        let required = is_required(call, argument);
        parameters.push(parameter("query", name, required, schema(argument), &words(argument)));
    }
    let has_read = operations::all().any(|other| other.method == "GET" && other.path == operation.path);
    let header =
        |name: &str, about: &str| parameter("header", name, false, json!({ "type": "string" }), about);
    match operation.method {
        "POST" => parameters.push(header("Idempotency-Key", KEY)),
        "PATCH" | "PUT" | "DELETE" if has_read => parameters.push(header("If-Match", MATCH)),
        _ => {}
    }
    let json_body = |schema: Value, required: bool| {
        Some(json!({ "required": required, "content": { "application/json": { "schema": schema } } }))
    };
    let body = match operation.body {
        Body::None => None,
        Body::Whole(argument) => json_body(schema(argument), true),
        Body::Optional(argument) => json_body(schema(argument), false),
        Body::Fields => {
            fields(operation, &row["arguments"]).and_then(|(schema, needed)| json_body(schema, needed))
        }
        Body::Bytes(_) => {
            Some(json!({ "required": true, "content": { "application/octet-stream": { "schema": {} } } }))
        }
    };
    let answer = match calls::gives(operation.call) {
        Gives::Nothing => answers(204, "", None),
        Gives::Bytes => {
            answers(operation.status, operation.media.unwrap_or("application/octet-stream"), None)
        }
        Gives::Page => {
            let page = calls::resolve(&calls::call(operation.call).unwrap_or(&Value::Null)["result"]);
            let lists = page["properties"].as_object().into_iter().flatten();
            let items = lists.map(|(_, schema)| &schema["items"]).find(|items| !items.is_null());
            answers(
                operation.status,
                "application/json",
                Some(list(items.map(rewritten).unwrap_or_default())),
            )
        }
        Gives::List => {
            answers(operation.status, "application/json", Some(list(rewritten(&row["result"]["items"]))))
        }
        Gives::Value => match operation.media {
            Some(media) => answers(operation.status, media, None),
            None => answers(operation.status, "application/json", Some(rewritten(&row["result"]))),
        },
    };
    describe(id, operation.path, about, parameters, body, answer, operation.takes)
}

/// The schema of a body whose fields are arguments, without those of the path and the query.
fn fields(operation: &Operation, arguments: &Value) -> Option<(Value, bool)> {
    let mut schema = rewritten(arguments);
    let taken: Vec<&str> =
        operation.in_path().chain(operation.in_query()).map(|(_, argument)| argument).collect();
    let taken = |name: &str| operation.same.is_none() && taken.contains(&name);
    let properties = schema["properties"].as_object_mut()?;
    properties.retain(|name, _| !taken(name));
    if properties.is_empty() {
        return None;
    }
    let required = schema["required"].as_array().cloned().unwrap_or_default();
    let required: Vec<Value> =
        required.into_iter().filter(|name| !name.as_str().is_some_and(taken)).collect();
    let is_needed = !required.is_empty();
    schema["required"] = json!(required);
    schema.as_object_mut()?.remove("description");
    Some((schema, is_needed))
}

fn is_required(call: &str, argument: &str) -> bool {
    let required = calls::call(call).and_then(|row| row["arguments"]["required"].as_array());
    required.is_some_and(|required| required.iter().any(|name| name == argument))
}

fn describe(
    id: &str,
    path: &str,
    about: &str,
    parameters: Vec<Value>,
    body: Option<Value>,
    responses: Value,
    takes: &[secretariat::rights::Permission],
) -> Value {
    let tag = path.trim_start_matches("/v1/").trim_matches('/').split(['/', '.']).next().unwrap_or_default();
    let rights: Vec<&str> = takes.iter().map(|permission| permission.code()).collect();
    let mut operation = json!({ "operationId": id, "tags": [tag], "description": about.replace('\n', " ") });
    if !parameters.is_empty() {
        operation["parameters"] = json!(parameters);
    }
    if let Some(body) = body {
        operation["requestBody"] = body;
    }
    operation["responses"] = responses;
    operation["x-permissions"] = json!(rights);
    operation
}

fn answers(status: u16, media: &str, schema: Option<Value>) -> Value {
    let mut done = json!({ "description": "Done" });
    if !media.is_empty() {
        done["content"] = json!({ (media): { "schema": schema.unwrap_or_else(|| json!({})) } });
    }
    let problem = json!({ "application/problem+json": { "schema": reference("Problem") } });
    json!({
        (status.to_string()): done,
        "4XX": { "description": "Refused", "content": problem.clone() },
        "5XX": { "description": "Failed", "content": problem },
    })
}

fn list(items: Value) -> Value {
    json!({
        "type": "object",
        "properties": {
            "items": { "type": "array", "items": items },
            "next_cursor": { "type": ["string", "null"] },
        },
        "required": ["items", "next_cursor"],
    })
}

fn parameter(place: &str, name: &str, required: bool, schema: Value, about: &str) -> Value {
    let mut parameter = json!({ "name": name, "in": place, "required": required, "schema": schema });
    if !about.is_empty() {
        parameter["description"] = json!(about);
    }
    parameter
}

fn path_parameters(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// Points references at the place of schemas in this document.
fn rewritten(schema: &Value) -> Value {
    match schema {
        Value::String(text) => json!(text.replace("#/$defs/", "#/components/schemas/")),
        Value::Array(items) => items.iter().map(rewritten).collect(),
        Value::Object(fields) => {
            fields.iter().map(|(name, value)| (name.clone(), rewritten(value))).collect()
        }
        other => other.clone(),
    }
}
