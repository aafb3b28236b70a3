//! Values to and from JSON.

use crate::model::{Declaration, Field, Shape, Surface, Type, Variant};

use super::{PACKAGE, default_value, file, name, variant_name};

/// Writes `Codecs.kt`.
pub(super) fn module(surface: &Surface) -> Result<String, String> {
    let mut text = String::new();
    for declaration in &surface.types {
        let Declaration { name, shape, .. } = declaration;
        match shape {
            Shape::Id => text.push_str(&format!(
                "\ninternal fun read{name}(from: Read): {name} = {name}(from.text())\n\ninternal fun Write.json(value: {name}): JsonElement = json(value.value)\n"
            )),
            Shape::Choice(_) => text.push_str(&format!(
                "\ninternal fun read{name}(from: Read): {name} = from.word({name}.entries) {{ it.wire }}\n\ninternal fun Write.json(value: {name}): JsonElement = json(value.wire)\n"
            )),
            Shape::Record(fields) => text.push_str(&record(surface, declaration, fields)?),
            Shape::Union(variants) => text.push_str(&union(surface, declaration, variants)?),
        }
    }
    Ok(file(
        PACKAGE,
        &["com.google.gson.JsonElement", "com.google.gson.JsonNull", "com.google.gson.JsonObject"],
        &text,
    ))
}

fn record(surface: &Surface, declaration: &Declaration, fields: &[Field]) -> Result<String, String> {
    let class = &declaration.name;
    // What only the core makes may have grown; what a program makes has no other fields.
    let only = match declaration.input {
        true => format!("    from.only({})\n", words(fields.iter().map(|field| field.name.as_str()))),
        false => String::new(),
    };
    Ok(format!(
        "\ninternal fun read{class}(from: Read): {class} {{\n{only}    return {class}(\n{}    )\n}}\n\ninternal fun Write.json(value: {class}): JsonElement {{\n    val to = JsonObject()\n{}    return to\n}}\n",
        reads(surface, fields, "        ")?,
        writes(class, fields, "    "),
    ))
}

fn union(surface: &Surface, declaration: &Declaration, variants: &[Variant]) -> Result<String, String> {
    let union = &declaration.name;
    let mut text = format!("\ninternal fun read{union}(from: Read): {union} =\n    when (from.tag()) {{\n");
    for variant in variants {
        let class = variant_name(declaration, variant);
        text.push_str(&format!("        \"{}\" -> {{\n", variant.tag));
        if declaration.input {
            let fields = variant.fields.iter().map(|field| field.name.as_str());
            text.push_str(&format!(
                "            from.only({})\n",
                words(std::iter::once("type").chain(fields))
            ));
        }
        match variant.fields.is_empty() {
            true => text.push_str(&format!("            {class}\n        }}\n")),
            false => text.push_str(&format!(
                "            {class}(\n{}            )\n        }}\n",
                reads(surface, &variant.fields, "                ")?
            )),
        }
    }
    text.push_str(&format!(
        "        else -> throw from.unknownTag({})\n    }}\n",
        words(variants.iter().map(|variant| variant.tag.as_str()))
    ));
    text.push_str(&format!(
        "\ninternal fun Write.json(value: {union}): JsonElement {{\n    val to = JsonObject()\n    when (value) {{\n"
    ));
    for variant in variants {
        let class = variant_name(declaration, variant);
        text.push_str(&format!(
            "        is {class} -> {{\n            to.addProperty(\"type\", \"{}\")\n{}        }}\n",
            variant.tag,
            writes(&class, &variant.fields, "            ")
        ));
    }
    text.push_str("    }\n    return to\n}\n");
    Ok(text)
}

/// Reads fields as named arguments of a constructor.
fn reads(surface: &Surface, fields: &[Field], indent: &str) -> Result<String, String> {
    let lines = fields.iter().map(|field| {
        Ok(format!("{indent}{} = {},\n", name(&field.name), read_field(surface, field, "from")?))
    });
    lines.collect()
}

/// Returns the expression that reads a field of the object `from`.
pub(super) fn read_field(surface: &Surface, field: &Field, from: &str) -> Result<String, String> {
    let member = format!("{from}[\"{}\"]", field.name);
    Ok(match (&field.default, &field.kind) {
        (None, kind) | (Some(serde_json::Value::Null), kind @ Type::Optional(_)) => decode(kind, &member),
        (Some(value), kind) => {
            format!(
                "{member}.or({{ {} }}) {{ {} }}",
                default_value(surface, kind, value)?,
                decode(kind, "it")
            )
        }
    })
}

fn writes(class: &str, fields: &[Field], indent: &str) -> String {
    fields
        .iter()
        .map(|field| {
            let value = format!("value.{}", name(&field.name));
            let label = format!("{class}.{}", name(&field.name));
            format!("{indent}to.add(\"{}\", {})\n", field.name, encode(&field.kind, &value, &label))
        })
        .collect()
}

/// Returns the expression that reads the value of the place `from`.
pub(super) fn decode(kind: &Type, from: &str) -> String {
    match kind {
        Type::Optional(inner) => format!("{from}.optional({})", reader(inner)),
        Type::List(inner) => format!("{from}.list({})", reader(inner)),
        Type::Map(inner) => format!("{from}.map({})", reader(inner)),
        Type::Named(name) => format!("read{name}({from})"),
        plain => format!("{from}.{}()", plain_reader(plain)),
    }
}

/// Returns the function that reads a value.
pub(super) fn reader(kind: &Type) -> String {
    match kind {
        Type::Optional(_) | Type::List(_) | Type::Map(_) => format!("{{ it -> {} }}", decode(kind, "it")),
        Type::Named(name) => format!("::read{name}"),
        plain => format!("Read::{}", plain_reader(plain)),
    }
}

pub(super) fn plain_reader(kind: &Type) -> &'static str {
    match kind {
        Type::String => "text",
        Type::Bool => "bool",
        Type::Int => "int",
        Type::Float => "float",
        Type::Decimal => "decimal",
        Type::Date => "date",
        Type::Time => "time",
        Type::DateTime => "dateTime",
        Type::Timestamp => "timestamp",
        Type::Buffer => "buffer",
        Type::Json => "any",
        // The others have readers of their own.
        Type::Unit | Type::Named(_) | Type::Optional(_) | Type::List(_) | Type::Map(_) => "unit",
    }
}

/// Returns the expression that writes `from`, which `label` names in errors.
pub(super) fn encode(kind: &Type, from: &str, label: &str) -> String {
    match kind {
        Type::Unit => "JsonNull.INSTANCE".into(),
        Type::Float => format!("float({from}, \"{label}\")"),
        Type::Optional(inner) => {
            format!("optional({from}) {{ {} }}", encode(inner, "it", label))
        }
        Type::List(inner) => format!("list({from}) {{ {} }}", encode(inner, "it", label)),
        Type::Map(inner) => format!("map({from}) {{ {} }}", encode(inner, "it", label)),
        _ => format!("json({from})"),
    }
}

/// Words of the surface as arguments.
pub(super) fn words<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
}
