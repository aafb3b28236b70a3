//! Reading by GraphQL: what comes, who may, and what is too much.

mod fields;
mod hostile;
mod schema;

use serde_json::{Value, json};

use crate::http::{Answer, Client};
use crate::operations::{Described, Fitting};

/// Sends a query.
pub(crate) async fn ask(client: &Client, query: &str) -> Answer {
    client.post("/v1/graphql", &json!({ "query": query })).await
}

/// Returns the code of the first error of an answer, or an empty text.
pub(crate) fn code(answer: &Value) -> String {
    answer["errors"][0]["extensions"]["code"].as_str().unwrap_or_default().to_owned()
}

/// Returns the field of an operation with arguments that fit, or nothing for one that is no field.
pub(crate) fn field(fitting: &Fitting, operation: &Described, id: &str) -> Option<String> {
    let media = operation.operation["responses"]["200"]["content"].as_object()?.keys().next()?;
    if operation.method != "GET" || operation.is_open() || media == "text/event-stream" {
        return None;
    }
    let arguments: Vec<String> = fitting
        .parameters(operation, id)
        .into_iter()
        .map(|(name, value, schema)| match is_literal(&fitting.document, &schema) {
            true => format!("{name}: {value}"),
            false => format!("{name}: {}", json!(value)),
        })
        .collect();
    let name = operation.id().replace('.', "_");
    Some(if arguments.is_empty() { name } else { format!("{name}({})", arguments.join(", ")) })
}

/// Says whether a value of a schema is written without quotation marks: a number or a name of an enum.
fn is_literal(document: &Value, schema: &Value) -> bool {
    let schema = match schema["$ref"].as_str() {
        Some(reference) => document.pointer(reference.trim_start_matches('#')).unwrap(),
        None => schema,
    };
    schema["type"] == "integer" || schema["type"] == "boolean" || schema.get("oneOf").is_some()
}

/// Asks for an operation as somebody, and returns the status that REST would have for what came.
pub(crate) async fn status(
    client: &Client,
    fitting: &Fitting,
    operation: &Described,
    id: &str,
) -> Option<u16> {
    let field = field(fitting, operation, id)?;
    let is_object = operation.operation["responses"]["200"]["content"]["application/json"].is_object();
    let answer =
        ask(client, &format!("{{ {field} {} }}", if is_object { "{ __typename }" } else { "" })).await;
    if answer.status.as_u16() != 200 {
        return Some(answer.status.as_u16());
    }
    Some(match code(&answer.json()).as_str() {
        "" => 200,
        "denied" => 403,
        "unauthenticated" => 401,
        "internal" => 500,
        _ => 400,
    })
}
