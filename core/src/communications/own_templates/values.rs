//! The variables of a template: declared as a JSON Schema, given as JSON, printed as slots.

use std::collections::BTreeMap;

use minijinja::Value;
use serde_json::{Map, Value as Json, json};

use super::Template;
use super::lint::Declared;
use crate::communications::compose::Material;
use crate::communications::compose::slots::Slots;
use crate::communications::draft::{Invite, InviteEnd, InviteMethod, Participation, Recipient};
use crate::documents::model::Mailbox;
use crate::error::{Error, Result};
use crate::evidence::Provenance;

/// The most variables, and the most items of a list.
const MANY: usize = 200;
/// The longest text of a value, in bytes.
const TEXT: usize = 20_000;
/// The types that a variable may have.
const TYPES: [&str; 5] = ["string", "number", "integer", "boolean", "array"];

/// The declared variables by name, each with its schema.
///
/// # Errors
/// `invalid_input` naming the variable whose type is none of ours.
pub(super) fn declared(template: &Template) -> Result<Declared> {
    let properties = match template.variables.get("properties") {
        None if template.variables.is_empty() => return Ok(Map::new()),
        Some(Json::Object(properties)) if properties.len() <= MANY => properties.clone(),
        _ => return Err(Error::invalid_input("variables: give a JSON Schema with properties, at most 200")),
    };
    for (name, schema) in &properties {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if !name.chars().all(plain) || !name.starts_with(|c: char| c.is_ascii_lowercase()) {
            return Err(Error::invalid_input(format!("variables: {name:?} is no name; use a-z, 0-9 and _")));
        }
        let of = kind(schema);
        let inner = schema.get("items").map_or("string", kind);
        if !TYPES.contains(&of) || (of == "array" && (inner == "array" || !TYPES.contains(&inner))) {
            let message =
                format!("variables: {name} is of no type that a template prints: {}", TYPES.join(", "));
            return Err(Error::invalid_input(message));
        }
    }
    Ok(properties)
}

fn kind(schema: &Json) -> &str {
    schema.get("type").and_then(Json::as_str).unwrap_or("string")
}

/// A value of every declared variable: its first example, its default, or one of its type.
pub(super) fn samples(declared: &Declared) -> Map<String, Json> {
    let made = |schema: &Json| match kind(schema) {
        "number" | "integer" => json!(1),
        "boolean" => json!(true),
        "array" => json!([sample_item(schema), sample_item(schema)]),
        _ => json!("sample"),
    };
    let sample = |schema: &Json| {
        let example = schema.get("examples").and_then(|examples| examples.get(0));
        example.or(schema.get("default")).cloned().unwrap_or_else(|| made(schema))
    };
    declared.iter().map(|(name, schema)| (name.clone(), sample(schema))).collect()
}

fn sample_item(schema: &Json) -> Json {
    match schema.get("items").map_or("string", kind) {
        "number" | "integer" => json!(1),
        "boolean" => json!(true),
        _ => json!("sample"),
    }
}

/// Binds given values to the declared variables: what is printed becomes a slot that the person asserts.
///
/// # Errors
/// `invalid_input` naming the variable that is missing, unknown or of another type.
pub(crate) fn bound(template: &Template, given: &Map<String, Json>, slots: &mut Slots) -> Result<Value> {
    let declared = declared(template)?;
    if let Some(unknown) = given.keys().find(|name| !declared.contains_key(*name)) {
        let unknown: String = unknown.chars().filter(|c| !c.is_control()).take(64).collect();
        return Err(Error::invalid_input(format!(
            "values.{unknown}: template {} has no such variable",
            template.name
        )));
    }
    let optional = |name: &str| match template.variables.get("required") {
        Some(Json::Array(required)) => !required.iter().any(|known| known.as_str() == Some(name)),
        _ => false,
    };
    let mut values = BTreeMap::new();
    for (name, schema) in &declared {
        let value = given.get(name).or(schema.get("default"));
        let value = match value {
            Some(value) => one(name, schema, value, slots)?,
            // It prints nothing, is false and has no items.
            None if optional(name) && kind(schema) == "array" => Value::from(Vec::<Value>::new()),
            None if optional(name) => Value::from(""),
            None => return Err(Error::invalid_input(format!("values.{name}: it is missing"))),
        };
        values.insert(name.clone(), value);
    }
    Ok(Value::from_pairs(values))
}

fn one(name: &str, schema: &Json, value: &Json, slots: &mut Slots) -> Result<Value> {
    let of = kind(schema);
    let wrong = || Error::invalid_input(format!("values.{name}: it is not of the type {of}"));
    match (of, value) {
        ("string", Json::String(text)) if text.len() <= TEXT => {
            Ok(Value::from(slots.asserted("value", text)))
        }
        ("string", Json::String(_)) => {
            Err(Error::invalid_input(format!("values.{name}: at most {TEXT} bytes")))
        }
        ("number", Json::Number(number)) => Ok(Value::from(slots.asserted("value", &number.to_string()))),
        ("integer", Json::Number(number)) if number.is_i64() || number.is_u64() => {
            Ok(Value::from(slots.asserted("value", &number.to_string())))
        }
        ("boolean", Json::Bool(yes)) => Ok(Value::from(*yes)),
        ("array", Json::Array(items)) if items.len() <= MANY => {
            let schema = schema.get("items").cloned().unwrap_or_else(|| json!({"type": "string"}));
            let items: Result<Vec<Value>> =
                items.iter().map(|item| one(name, &schema, item, slots)).collect();
            Ok(Value::from(items?))
        }
        ("array", Json::Array(_)) => {
            Err(Error::invalid_input(format!("values.{name}: at most {MANY} items")))
        }
        _ => Err(wrong()),
    }
}

/// What a template is tried with.
pub(super) fn sample_material(template: &Template) -> Material {
    let mailbox = Mailbox { name: Some("Ann Sample".to_owned()), address: "ann@sample.example".to_owned() };
    Material {
        language: template.language,
        sender: Some(mailbox.clone()),
        recipients: vec![Recipient {
            mailbox: mailbox.clone(),
            role: "to".to_owned(),
            provenance: Provenance::User,
        }],
        title: Some("Sample".to_owned()),
        say: Some("Sample.".to_owned()),
        participation: Some(Participation::Accepted),
        invite: Some(Invite {
            uid: "sample@sample.example".to_owned(),
            sequence: 0,
            method: InviteMethod::Request,
            organiser: mailbox,
            attendees: Vec::new(),
            start: jiff::civil::DateTime::constant(2026, 1, 5, 10, 0, 0, 0),
            end: InviteEnd::After { minutes: 60 },
            time_zone: "UTC".to_owned(),
            location: None,
        }),
        ..Material::default()
    }
}
