//! The reads of the OpenAPI document: every GET that asks for a token and is no live stream.

use serde_json::Value;

/// An operation that reads, as a field of `Query`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Read {
    /// The name of the field: that of the operation, with `_` for each dot.
    pub(super) field: String,
    /// The path, with its parameters in braces.
    pub(super) path: String,
    pub(super) about: String,
    pub(super) parameters: Vec<Parameter>,
    pub(super) gives: Gives,
}

/// A parameter of the path or the query, as an argument.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Parameter {
    pub(super) name: String,
    pub(super) is_in_path: bool,
    pub(super) is_needed: bool,
    pub(super) schema: Value,
}

/// What the route answers.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Gives {
    /// JSON of this schema.
    Json(Value),
    /// Text, such as a page or a calendar.
    Text,
    /// Bytes, such as a PDF.
    Bytes,
}

impl Read {
    /// Returns how many things a list has at most when nothing is said, where the operation takes a `limit`.
    pub(super) fn usual_limit(&self) -> Option<u64> {
        let limit = self.parameters.iter().find(|parameter| parameter.name == "limit")?;
        limit.schema["default"].as_u64()
    }
}

/// Finds the reads of a document.
pub(super) fn of(document: &Value) -> Vec<Read> {
    let paths = document["paths"].as_object().into_iter().flatten();
    paths.filter_map(|(path, item)| read(path, item.get("get")?)).collect()
}

fn read(path: &str, operation: &Value) -> Option<Read> {
    // What asks for no token is signing in, health and documents about the server.
    if operation.get("security").is_some() {
        return None;
    }
    let (media, content) = operation["responses"]["200"]["content"].as_object()?.iter().next()?;
    let gives = match media.split(';').next().unwrap_or_default() {
        "text/event-stream" => return None,
        "application/json" => Gives::Json(content["schema"].clone()),
        "application/x-ndjson" => Gives::Text,
        text if text.starts_with("text/") => Gives::Text,
        _ => Gives::Bytes,
    };
    let parameters = operation["parameters"].as_array().into_iter().flatten().filter_map(|given| {
        let place = given["in"].as_str().filter(|place| ["path", "query"].contains(place))?;
        Some(Parameter {
            name: given["name"].as_str()?.to_owned(),
            is_in_path: place == "path",
            is_needed: given["required"] == true,
            schema: given["schema"].clone(),
        })
    });
    Some(Read {
        field: operation["operationId"].as_str()?.replace('.', "_"),
        path: path.to_owned(),
        about: operation["description"].as_str().unwrap_or_default().to_owned(),
        parameters: parameters.collect(),
        gives,
    })
}
