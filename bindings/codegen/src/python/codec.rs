//! Expressions that read and write values.

use crate::model::{Shape, Surface, Type};

/// Returns the expression that makes a Python value of the JSON value `from`.
pub(super) fn decode(surface: &Surface, kind: &Type, from: &str) -> String {
    match kind {
        Type::Unit => "None".into(),
        Type::String | Type::Bool | Type::Int | Type::Float => from.into(),
        Type::Json => format!("_wire.whole({from})"),
        Type::Decimal => format!("_wire.decimal({from})"),
        Type::Date => format!("_wire.date({from})"),
        Type::Time => format!("_wire.time({from})"),
        Type::DateTime => format!("_wire.date_time({from})"),
        Type::Timestamp => format!("_wire.timestamp({from})"),
        Type::Buffer => format!("_b[{from}]"),
        Type::Named(name) => match surface.declaration(name).map(|declaration| &declaration.shape) {
            Some(Shape::Id) | None => format!("{name}({from})"),
            Some(Shape::Choice(_)) => format!("{name}({from})"),
            Some(Shape::Record(_) | Shape::Union(_)) => format!("_decode_{name}({from}, _b)"),
        },
        Type::Optional(inner) => match is_plain(inner) {
            true => from.into(),
            false => format!("None if {from} is None else {}", decode(surface, inner, from)),
        },
        Type::List(inner) => match is_plain(inner) {
            true => format!("tuple(_wire.opened({from}))"),
            // A list in brackets is faster than a generator.
            false => format!("tuple([{} for _i in _wire.opened({from})])", decode(surface, inner, "_i")),
        },
        Type::Map(inner) => match is_plain(inner) {
            true => format!("_wire.opened({from})"),
            false => {
                format!("{{_k: {} for _k, _v in _wire.opened({from}).items()}}", decode(surface, inner, "_v"))
            }
        },
    }
}

/// Returns the expression that makes a JSON value of the Python value `from`, named `path` in errors.
pub(super) fn encode(surface: &Surface, kind: &Type, from: &str, path: &str) -> String {
    match kind {
        Type::Unit => "None".into(),
        Type::String => format!("_wire.text({from}, {path})"),
        Type::Bool => format!("_wire.plain({from}, bool, {path})"),
        Type::Int => format!("_wire.plain({from}, int, {path})"),
        Type::Float => format!("_wire.number({from}, {path})"),
        Type::Decimal => format!("_wire.from_decimal({from}, {path})"),
        Type::Date => format!("_wire.from_date({from}, {path})"),
        Type::Time => format!("_wire.from_time({from}, {path})"),
        Type::DateTime => format!("_wire.from_date_time({from}, {path})"),
        Type::Timestamp => format!("_wire.from_timestamp({from}, {path})"),
        Type::Buffer => format!("_wire.buffer({from}, _b, {path})"),
        Type::Json => format!("_wire.json_value({from}, {path})"),
        Type::Named(name) => match surface.declaration(name).map(|declaration| &declaration.shape) {
            Some(Shape::Id) | None => format!("_wire.text({from}, {path})"),
            Some(Shape::Choice(_)) => format!("_wire.choice({from}, {name}, {path})"),
            Some(Shape::Record(_) | Shape::Union(_)) => format!("_encode_{name}({from}, _b, {path})"),
        },
        Type::Optional(inner) => {
            format!("None if {from} is None else {}", encode(surface, inner, from, path))
        }
        Type::List(inner) => {
            format!("[{} for _i in _wire.sequence({from}, {path})]", encode(surface, inner, "_i", path))
        }
        Type::Map(inner) => format!(
            "{{_wire.text(_k, {path}): {} for _k, _v in _wire.mapping({from}, {path})}}",
            encode(surface, inner, "_v", path)
        ),
    }
}

/// Says whether a value crosses as it is.
fn is_plain(kind: &Type) -> bool {
    matches!(kind, Type::String | Type::Bool | Type::Int | Type::Float)
}
