//! Functions that make values of what the core answers.
//!
//! One function for each type names each field, so that the engine gives its values one shape and finds their fields
//! without a search: a loop over the table takes four times as long.

use crate::model::{Declaration, Field, Shape, Surface, Type};
use crate::names::{camel, pascal};

use super::GENERATED;

/// Writes `readers.ts`.
pub(super) fn module(surface: &Surface) -> String {
    let mut text = String::new();
    let mut names = Vec::new();
    for declaration in &surface.types {
        let name = &declaration.name;
        match &declaration.shape {
            Shape::Id | Shape::Choice(_) => continue,
            Shape::Record(fields) => text.push_str(&record(surface, name, name, None, fields)),
            Shape::Union(_) => text.push_str(&union(surface, declaration)),
        }
        names.push(name.as_str());
    }
    let all: String = names.iter().map(|name| format!("  {name},\n")).collect();
    let used: Vec<&str> = ["each", "entries", "made", "unknown"]
        .into_iter()
        .filter(|helper| text.contains(&format!("{helper}(")))
        .collect();
    format!(
        "{GENERATED}\nimport {{ {} }} from \"../reading.js\";\nimport type {{ Buffers, Reader, Wire }} from \"../reading.js\";\n{text}\n/** What makes values of each type with fields. */\nexport const READERS: {{ readonly [name: string]: Reader }} = {{\n{all}}};\n",
        used.join(", ")
    )
}

/// Writes the function `own`, which makes values of the type `name`, or of its variant with a tag.
fn record(surface: &Surface, own: &str, name: &str, tag: Option<&str>, fields: &[Field]) -> String {
    let values: Vec<(String, String)> = tag
        .map(|tag| ("type".to_owned(), format!("\"{tag}\"")))
        .into_iter()
        .chain(fields.iter().map(|field| (camel(&field.name), value(surface, field))))
        .collect();
    let uses_buffers = values.iter().any(|(_, value)| value.contains("buffers"));
    let buffers = if uses_buffers { "buffers" } else { "_" };
    let json = if fields.is_empty() { "_json" } else { "json" };
    let mut text = format!("\nfunction {own}({json}: Wire, {buffers}: Buffers): unknown {{\n");
    if surface.calls_of(name).next().is_some() {
        text.push_str(&format!("  const value = made(\"{name}\");\n"));
        for (name, from) in values {
            text.push_str(&format!("  value.{name} = {from};\n"));
        }
        text.push_str("  return value;\n}\n");
    } else {
        text.push_str("  return {\n");
        for (name, from) in values {
            text.push_str(&format!("    {name}: {from},\n"));
        }
        text.push_str("  };\n}\n");
    }
    text
}

fn union(surface: &Surface, declaration: &Declaration) -> String {
    let Shape::Union(variants) = &declaration.shape else { return String::new() };
    let name = &declaration.name;
    let mut text =
        format!("\nfunction {name}(json: Wire, buffers: Buffers): unknown {{\n  switch (json.type) {{\n");
    let mut records = String::new();
    for variant in variants {
        let own = format!("{name}{}", pascal(&variant.tag));
        text.push_str(&format!("    case \"{}\":\n      return {own}(json, buffers);\n", variant.tag));
        records.push_str(&record(surface, &own, name, Some(&variant.tag), &variant.fields));
    }
    text.push_str(&format!("    default:\n      return unknown(\"{name}\");\n  }}\n}}\n"));
    text + &records
}

/// The value of a field.
fn value(surface: &Surface, field: &Field) -> String {
    let wire = format!("json.{}", field.name);
    let given = match (&field.kind, &field.default) {
        (_, Some(default)) => format!("{wire} ?? {default}"),
        (Type::Optional(_), None) => format!("{wire} ?? null"),
        (_, None) => wire.clone(),
    };
    match (&field.kind, reader(surface, &field.kind)) {
        (_, None) => given,
        // What may be absent is looked at before it is read.
        (Type::Optional(inner), Some(_)) => {
            format!("{wire} == null ? null : {}", read(surface, inner, &wire))
        }
        (kind, Some(_)) => read(surface, kind, &given),
    }
}

/// Returns the expression that reads `from`, which is not null.
fn read(surface: &Surface, kind: &Type, from: &str) -> String {
    match (kind, reader(surface, kind)) {
        (_, None) => from.to_owned(),
        (Type::Timestamp, _) => format!("new Date({from})"),
        (Type::Buffer, _) => format!("buffers[{from}]"),
        (Type::List(inner), _) => format!("each({from}, {}, buffers)", function(surface, inner)),
        (Type::Map(inner), _) => format!("entries({from}, {}, buffers)", function(surface, inner)),
        (_, Some(name)) => format!("{name}({from}, buffers)"),
    }
}

/// Returns the function that reads a value of this type.
fn function(surface: &Surface, kind: &Type) -> String {
    match kind {
        Type::Named(name) => name.clone(),
        Type::Optional(inner) => {
            format!("(json, buffers) => (json == null ? null : {})", read(surface, inner, "json"))
        }
        other => format!("(json, buffers) => {}", read(surface, other, "json")),
    }
}

/// Names what has to be read; `None` for what JSON has as it is.
fn reader<'k>(surface: &Surface, kind: &'k Type) -> Option<&'k str> {
    match kind {
        Type::Timestamp | Type::Buffer => Some("plain"),
        Type::Optional(inner) | Type::List(inner) | Type::Map(inner) => reader(surface, inner),
        Type::Named(name) => match surface.declaration(name).map(|declaration| &declaration.shape) {
            Some(Shape::Record(_) | Shape::Union(_)) => Some(name),
            Some(Shape::Id | Shape::Choice(_)) | None => None,
        },
        _ => None,
    }
}
