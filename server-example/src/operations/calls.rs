//! What the bridge says of each call: the schemas of its arguments and its result.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde_json::{Map, Value};

/// Everything that can be called, as the bindings see it.
static SURFACE: LazyLock<Value> = LazyLock::new(secretariat_bridge::surface);

static CALLS: LazyLock<HashMap<&'static str, &'static Value>> = LazyLock::new(|| {
    let rows = SURFACE["calls"].as_array().into_iter().flatten();
    rows.filter_map(|row| Some((row["name"].as_str()?, row))).collect()
});

/// The form of an argument, as far as its text in a path or query is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Text,
    Integer,
    Boolean,
    /// Texts, with commas between them.
    Texts,
}

/// What a call gives back, as far as its answer is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gives {
    /// Nothing: 204.
    Nothing,
    /// Bytes, as they are.
    Bytes,
    /// A page: its one list, and its cursor.
    Page,
    /// A list that is whole.
    List,
    /// A text that has a media type of its own, or any other value.
    Value,
}

/// Returns the types of the surface.
pub(crate) fn types() -> &'static Value {
    &SURFACE["types"]
}

/// Returns the row of a call.
pub(crate) fn call(name: &str) -> Option<&'static Value> {
    CALLS.get(name).copied()
}

/// Says whether a call needs no office.
pub(crate) fn is_function(name: &str) -> bool {
    let style = call(name).and_then(|row| row["style"].as_str());
    style.is_some_and(|style| style.ends_with("function"))
}

/// Returns the schema of an argument; `query/text` is that of a field.
pub(crate) fn argument(name: &str, path: &str) -> Option<&'static Value> {
    let mut schema = &call(name)?["arguments"];
    for field in path.split('/') {
        schema =
            resolve(schema)["properties"].as_object().and_then(|fields: &Map<_, _>| fields.get(field))?;
    }
    Some(schema)
}

/// Says how an argument is read from text.
pub(crate) fn form(name: &str, path: &str) -> Form {
    let Some(schema) = argument(name, path) else { return Form::Text };
    let schema = present(resolve(schema));
    let is = |wanted: &str| match &schema["type"] {
        Value::String(kind) => kind == wanted,
        Value::Array(kinds) => kinds.iter().any(|kind| kind == wanted),
        _ => false,
    };
    if is("integer") {
        Form::Integer
    } else if is("boolean") {
        Form::Boolean
    } else if is("array") {
        Form::Texts
    } else {
        Form::Text
    }
}

/// Says what a call gives back.
pub(crate) fn gives(name: &str) -> Gives {
    let Some(row) = call(name) else { return Gives::Value };
    let result = &row["result"];
    let is_page = result["$ref"].as_str().is_some_and(|name| name.ends_with("Page"));
    if result["format"] == "buffer" {
        Gives::Bytes
    } else if result["type"] == "null" {
        Gives::Nothing
    } else if is_page {
        Gives::Page
    } else if result["type"] == "array" {
        Gives::List
    } else {
        Gives::Value
    }
}

/// Follows a reference to the types.
pub(crate) fn resolve(schema: &'static Value) -> &'static Value {
    match schema["$ref"].as_str().and_then(|name| name.rsplit('/').next()) {
        Some(name) => &types()[name],
        None => schema,
    }
}

/// Leaves out that a value may be null.
fn present(schema: &'static Value) -> &'static Value {
    let choices = schema["anyOf"].as_array().into_iter().flatten();
    let mut real = choices.filter(|choice| choice["type"] != "null");
    real.next().map_or(schema, resolve)
}
