//! How values cross: most as they are, bytes and points in time in an envelope of their own.

use super::swift_type;
use crate::model::Type;

/// Says whether a value crosses as it is.
pub(super) fn is_plain(kind: &Type) -> bool {
    match kind {
        Type::Timestamp | Type::Buffer => false,
        Type::Optional(inner) | Type::List(inner) | Type::Map(inner) => is_plain(inner),
        _ => true,
    }
}

/// Names the type that is read from JSON and written to it.
pub(super) fn wire_type(kind: &Type) -> String {
    match kind {
        Type::Unit => "Nothing".into(),
        Type::Timestamp => "WireTime".into(),
        Type::Buffer => "WireBytes".into(),
        Type::Optional(inner) => format!("{}?", wire_type(inner)),
        Type::List(inner) => format!("[{}]", wire_type(inner)),
        Type::Map(inner) => format!("[String: {}]", wire_type(inner)),
        plain => swift_type(plain),
    }
}

/// Takes a value out of what was read.
pub(super) fn unwrap(kind: &Type, value: &str) -> String {
    match kind {
        Type::Timestamp | Type::Buffer => format!("{value}.value"),
        _ if is_plain(kind) => value.to_owned(),
        Type::Optional(inner) => match **inner {
            Type::Timestamp | Type::Buffer => format!("{value}?.value"),
            _ => format!("{value}.map {{ {} }}", unwrap(inner, "$0")),
        },
        Type::List(inner) => format!("{value}.map {{ {} }}", unwrap(inner, "$0")),
        Type::Map(inner) => format!("{value}.mapValues {{ {} }}", unwrap(inner, "$0")),
        _ => value.to_owned(),
    }
}

/// Puts a value into what is written.
pub(super) fn wrap(kind: &Type, value: &str) -> String {
    match kind {
        Type::Timestamp => format!("WireTime({value})"),
        Type::Buffer => format!("WireBytes({value})"),
        _ if is_plain(kind) => value.to_owned(),
        Type::Optional(inner) | Type::List(inner) => format!("{value}.map {{ {} }}", wrap(inner, "$0")),
        Type::Map(inner) => format!("{value}.mapValues {{ {} }}", wrap(inner, "$0")),
        _ => value.to_owned(),
    }
}
