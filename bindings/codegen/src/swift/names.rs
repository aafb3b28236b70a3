//! Names as Swift programmers write them.

use std::collections::HashMap;

use crate::model::{Shape, Surface};
use crate::names::{camel, pascal};

/// Words that are written in capitals wherever they do not come first.
const ACRONYMS: [&str; 8] = ["Id", "Url", "Ip", "Iban", "Guid", "Html", "Ocr", "Eml"];

/// Types whose names Swift's own libraries use: a file that imports both could name neither.
const TAKEN: [(&str, &str); 6] = [
    ("Task", "TaskFact"),           // _Concurrency
    ("Progress", "JobProgress"),    // Foundation
    ("Thread", "MailThread"),       // Foundation
    ("Table", "TextTable"),         // SwiftUI
    ("Settings", "OfficeSettings"), // SwiftUI
    ("Subject", "ApprovalSubject"), // Combine
];

const KEYWORDS: [&str; 53] = [
    "associatedtype",
    "Any",
    "as",
    "break",
    "case",
    "catch",
    "class",
    "continue",
    "default",
    "defer",
    "deinit",
    "do",
    "else",
    "enum",
    "extension",
    "fallthrough",
    "false",
    "fileprivate",
    "for",
    "func",
    "guard",
    "if",
    "import",
    "in",
    "init",
    "inout",
    "internal",
    "is",
    "let",
    "nil",
    "operator",
    "precedencegroup",
    "private",
    "protocol",
    "public",
    "repeat",
    "rethrows",
    "return",
    "self",
    "Self",
    "static",
    "struct",
    "subscript",
    "super",
    "switch",
    "throw",
    "throws",
    "true",
    "try",
    "typealias",
    "var",
    "where",
    "while",
];

/// `DocumentId` → `DocumentID`; a name that is taken → its replacement.
pub(super) fn type_name(name: &str) -> String {
    match TAKEN.iter().find(|(taken, _)| *taken == name) {
        Some((_, ours)) => (*ours).to_owned(),
        None => capitals(name),
    }
}

/// The type that holds the fields of a variant: `Place` and `page` → `PlacePage`.
pub(super) fn variant_name(union: &str, tag: &str) -> String {
    type_name(union) + &capitals(&pascal(tag))
}

/// `reply_to` → `replyTo`, `message_id` → `messageID`, `in` → `` `in` ``.
pub(super) fn member(name: &str) -> String {
    let name = match name.split_once('_') {
        Some((first, rest)) => camel(first) + &capitals(&pascal(rest)),
        None => camel(name),
    };
    match KEYWORDS.contains(&name.as_str()) {
        true => format!("`{name}`"),
        false => name,
    }
}

/// A name where another follows a dot or a word: needs no escape.
pub(super) fn bare(name: &str) -> String {
    member(name).trim_matches('`').to_owned()
}

fn capitals(pascal: &str) -> String {
    let mut out = String::new();
    let mut rest = pascal;
    while !rest.is_empty() {
        let end = rest
            .char_indices()
            .skip(1)
            .find(|(_, letter)| letter.is_uppercase())
            .map_or(rest.len(), |(index, _)| index);
        let word = &rest[..end];
        out.push_str(&if ACRONYMS.contains(&word) { word.to_uppercase() } else { word.to_owned() });
        rest = &rest[end..];
    }
    out
}

/// The names that documentation mentions, each with its Swift form.
pub(super) struct Glossary(HashMap<String, String>);

impl Glossary {
    pub(super) fn new(surface: &Surface) -> Self {
        let mut words = HashMap::new();
        let mut learn = |name: &str| words.insert(name.to_owned(), bare(name));
        for declaration in &surface.types {
            match &declaration.shape {
                Shape::Id => {}
                Shape::Choice(choices) => choices.iter().for_each(|word| drop(learn(&word.value))),
                Shape::Record(fields) => fields.iter().for_each(|field| drop(learn(&field.name))),
                Shape::Union(variants) => variants.iter().for_each(|variant| {
                    learn(&variant.tag);
                    variant.fields.iter().for_each(|field| drop(learn(&field.name)));
                }),
            }
        }
        for call in &surface.calls {
            learn(&call.name);
            call.arguments.iter().for_each(|field| drop(learn(&field.name)));
        }
        for declaration in &surface.types {
            words.insert(declaration.name.clone(), type_name(&declaration.name));
        }
        Self(words)
    }

    /// Puts names in code marks into their Swift form: `` `limits.callback_millis` ``.
    pub(super) fn swift(&self, doc: &str) -> String {
        let parts: Vec<String> = doc
            .split('`')
            .enumerate()
            .map(|(index, part)| {
                match index % 2 == 1 && part.split('.').all(|name| self.0.contains_key(name)) {
                    true => part.split('.').map(|name| self.0[name].as_str()).collect::<Vec<_>>().join("."),
                    false => part.to_owned(),
                }
            })
            .collect();
        parts.join("`")
    }
}
