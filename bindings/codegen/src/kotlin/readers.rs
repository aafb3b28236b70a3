//! Values from what the core answers.

use crate::model::{Declaration, Field, Shape, Surface, Type};

use super::codec::words;
use super::{IMPORTS, PACKAGE, annotation, default_value, file, name, variant_name};
use crate::names::pascal;

/// Writes `Readers.kt`.
pub(super) fn module(surface: &Surface) -> Result<String, String> {
    let mut text = String::new();
    for declaration in &surface.types {
        let class = &declaration.name;
        match &declaration.shape {
            // They are read where they stand.
            Shape::Id | Shape::Choice(_) => {}
            Shape::Record(fields) => text.push_str(&record(surface, class, class, fields)?),
            Shape::Union(_) => text.push_str(&union(surface, declaration)?),
        }
    }
    Ok(file(PACKAGE, &IMPORTS, &text))
}

/// Writes the function that reads the fields of `class`, named after `own`.
fn record(surface: &Surface, own: &str, class: &str, fields: &[Field]) -> Result<String, String> {
    let list = words(fields.iter().map(|field| field.name.as_str()));
    let mut text = format!(
        "\nprivate val NAMES_{own} = WireReader.names({list})\n\ninternal fun take{own}(from: WireReader): {class} {{\n"
    );
    for field in fields {
        let kind = match &field.kind {
            kind @ Type::Optional(_) => annotation(kind),
            kind => format!("{}?", annotation(kind)),
        };
        text.push_str(&format!("    var {}: {kind} = null\n", local(field)));
    }
    text.push_str(&format!(
        "    from.open()\n    var place = from.next(NAMES_{own}, -1)\n    while (place >= 0) {{\n        when (place) {{\n"
    ));
    for (index, field) in fields.iter().enumerate() {
        text.push_str(&format!(
            "            {index} -> {} = {}\n",
            local(field),
            take(surface, &field.kind, "from")
        ));
    }
    text.push_str(&format!(
        "            else -> from.skip()\n        }}\n        place = from.next(NAMES_{own}, place)\n    }}\n    return {class}(\n"
    ));
    for field in fields {
        let value = match (&field.kind, &field.default) {
            (Type::Optional(_), _) => local(field),
            (kind, Some(default)) => {
                format!("{} ?: {}", local(field), default_value(surface, kind, default)?)
            }
            (_, None) => format!("{} ?: throw from.missing(\"{class}.{}\")", local(field), field.name),
        };
        text.push_str(&format!("        {} = {value},\n", name(&field.name)));
    }
    text.push_str("    )\n}\n");
    Ok(text)
}

fn union(surface: &Surface, declaration: &Declaration) -> Result<String, String> {
    let Shape::Union(variants) = &declaration.shape else { return Ok(String::new()) };
    let union = &declaration.name;
    let tags = words(variants.iter().map(|variant| variant.tag.as_str()));
    let mut text = format!(
        "\nprivate val TAGS_{union} = WireReader.names({tags})\n\ninternal fun take{union}(from: WireReader): {union} =\n    when (from.tag(\"{union}\", TAGS_{union})) {{\n"
    );
    let mut records = String::new();
    for (index, variant) in variants.iter().enumerate() {
        let class = variant_name(declaration, variant);
        if variant.fields.is_empty() {
            text.push_str(&format!(
                "        {index} -> {{\n            from.skip()\n            {class}\n        }}\n"
            ));
            continue;
        }
        let own = format!("{union}{}", pascal(&variant.tag));
        text.push_str(&format!("        {index} -> take{own}(from)\n"));
        records.push_str(
            &record(surface, &own, &class, &variant.fields)?.replace("\ninternal fun", "\nprivate fun"),
        );
    }
    text.push_str(&format!("        else -> throw from.unknown(\"{union}\")\n    }}\n"));
    Ok(text + &records)
}

/// The variable that holds a field while it is read, which no name around it has.
fn local(field: &Field) -> String {
    format!("_{}", name(&field.name).trim_matches('`'))
}

/// Returns the expression that reads a value at the place `from`.
fn take(surface: &Surface, kind: &Type, from: &str) -> String {
    match kind {
        Type::Optional(inner) => format!("{from}.optional {{ {} }}", take(surface, inner, "it")),
        Type::List(inner) => format!("{from}.list {{ {} }}", take(surface, inner, "it")),
        Type::Map(inner) => format!("{from}.map {{ {} }}", take(surface, inner, "it")),
        Type::Named(name) => match surface.declaration(name).map(|declaration| &declaration.shape) {
            Some(Shape::Id) | None => format!("{name}({from}.text())"),
            Some(Shape::Choice(_)) => format!("{from}.word({name}.entries) {{ word -> word.wire }}"),
            Some(Shape::Record(_) | Shape::Union(_)) => format!("take{name}({from})"),
        },
        plain => format!("{from}.{}()", super::codec::plain_reader(plain)),
    }
}

/// Returns the function that reads a value.
pub(super) fn taker(surface: &Surface, kind: &Type) -> String {
    let declared = |name: &str| surface.declaration(name).map(|declaration| &declaration.shape);
    match kind {
        Type::Named(name) if matches!(declared(name), Some(Shape::Record(_) | Shape::Union(_))) => {
            format!("::take{name}")
        }
        Type::Optional(_) | Type::List(_) | Type::Map(_) | Type::Named(_) => {
            format!("{{ it -> {} }}", take(surface, kind, "it"))
        }
        plain => format!("WireReader::{}", super::codec::plain_reader(plain)),
    }
}
