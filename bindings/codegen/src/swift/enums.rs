//! Identifiers, choices, unions and errors.

use super::Writer;
use super::coding::{unwrap, wire_type, wrap};
use super::names::{bare, member, type_name, variant_name};
use super::swift_type;
use crate::model::{Declaration, Shape, Type, Variant};

impl Writer<'_> {
    /// Writes a string with a meaning.
    pub(super) fn identifier(&self, declaration: &Declaration) -> Result<String, String> {
        let name = type_name(&declaration.name);
        Ok(format!(
            "{}public struct {name}: Identifier {{\n    /// The text.\n    public var rawValue: String\n\n    /// Takes the text of an identifier.\n    public init(rawValue: String) {{\n        self.rawValue = rawValue\n    }}\n}}\n",
            self.doc(&declaration.doc, ""),
        ))
    }

    /// Writes an enum of words.
    pub(super) fn choice(&self, declaration: &Declaration) -> Result<String, String> {
        let Shape::Choice(words) = &declaration.shape else { return Ok(String::new()) };
        let mut text = self.doc(&declaration.doc, "");
        text.push_str(&format!(
            "public enum {}: String, Hashable, Codable, Sendable, CaseIterable {{\n",
            type_name(&declaration.name)
        ));
        for word in words {
            text.push_str(&self.doc(&word.doc, "    "));
            text.push_str(&match bare(&word.value) == word.value {
                true => format!("    case {}\n", member(&word.value)),
                false => format!("    case {} = \"{}\"\n", member(&word.value), word.value),
            });
        }
        text.push_str("}\n");
        Ok(text)
    }

    /// Writes an enum with values: none, the one field, or a struct of several.
    pub(super) fn union(&self, declaration: &Declaration) -> Result<String, String> {
        let Shape::Union(variants) = &declaration.shape else { return Ok(String::new()) };
        let union = &declaration.name;
        let name = type_name(union);
        let mut text = self.doc(&declaration.doc, "");
        text.push_str(&format!("public enum {name}: Hashable, Codable, Sendable {{\n"));
        for variant in variants {
            let mut doc = self.doc(&variant.doc, "    ");
            if doc.is_empty()
                && let [field] = variant.fields.as_slice()
            {
                doc = self.doc(&field.doc, "    ");
            }
            text.push_str(&doc);
            let tag = member(&variant.tag);
            text.push_str(&match payload(union, variant) {
                Some(payload) => format!("    case {tag}({payload})\n"),
                None => format!("    case {tag}\n"),
            });
        }
        text.push_str(&union_decoding(union, variants));
        text.push_str(&union_encoding(variants));
        text.push_str("}\n");
        for variant in variants.iter().filter(|variant| variant.fields.len() > 1) {
            let doc = match variant.doc.is_empty() {
                true => format!("What `{name}.{}` holds.", bare(&variant.tag)),
                false => variant.doc.clone(),
            };
            text.push('\n');
            text.push_str(&self.record(&variant_name(union, &variant.tag), &doc, &variant.fields)?);
        }
        Ok(text)
    }

    /// Writes the error, one case per kind.
    pub(super) fn errors(&self) -> String {
        let mut text = String::from(
            "\n/// What went wrong: one case per kind, each telling what the caller can do. The value is the message.\npublic enum SecretariatError: Error, Hashable, Sendable {\n",
        );
        for error in &self.surface.errors {
            text.push_str(&self.doc(&error.doc, "    "));
            text.push_str(&format!("    case {}(String)\n", member(&error.code)));
        }
        let rows = |line: &dyn Fn(&str) -> String| -> String {
            self.surface.errors.iter().map(|error| line(&error.code)).collect()
        };
        text.push_str(&format!(
            "\n    /// The kind, such as ``ErrorKind/notFound``.\n    public var kind: ErrorKind {{\n        switch self {{\n{}        }}\n    }}\n",
            rows(&|code| format!("        case .{0}: .{0}\n", bare(code)))
        ));
        let statuses: String = self
            .surface
            .errors
            .iter()
            .map(|error| format!("        case .{}: {}\n", bare(&error.code), error.http_status))
            .collect();
        text.push_str(&format!(
            "\n    /// The status that a web service answers with.\n    public var httpStatus: Int {{\n        switch self {{\n{statuses}        }}\n    }}\n"
        ));
        text.push_str(&format!(
            "\n    /// What went wrong, with the name of the thing and the remedy.\n    public var message: String {{\n        switch self {{\n        case {}:\n            message\n        }}\n    }}\n",
            self.surface
                .errors
                .iter()
                .map(|error| format!(".{}(let message)", bare(&error.code)))
                .collect::<Vec<_>>()
                .join(",\n            ")
        ));
        let retryable: Vec<String> = self
            .surface
            .errors
            .iter()
            .filter(|error| error.retryable)
            .map(|error| format!(".{}", bare(&error.code)))
            .collect();
        text.push_str(&format!(
            "\n    /// Whether the same call may succeed later.\n    public var isRetryable: Bool {{\n        switch self {{\n        case {}: true\n        default: false\n        }}\n    }}\n",
            retryable.join(", ")
        ));
        text.push_str(&format!(
            "\n    /// Makes an error of a kind.\n    public init(_ kind: ErrorKind, _ message: String) {{\n        switch kind {{\n{}        }}\n    }}\n}}\n",
            rows(&|code| format!("        case .{0}: self = .{0}(message)\n", bare(code)))
        ));
        text
    }
}

/// Names what a case holds.
fn payload(union: &str, variant: &Variant) -> Option<String> {
    match variant.fields.as_slice() {
        [] => None,
        [field] => Some(swift_type(&field.kind)),
        _ => Some(variant_name(union, &variant.tag)),
    }
}

fn union_decoding(union: &str, variants: &[Variant]) -> String {
    let mut text = String::from(
        "\n    public init(from decoder: any Decoder) throws {\n        let container = try decoder.container(keyedBy: WireKey.self)\n        switch try container.decode(String.self, forKey: \"type\") {\n",
    );
    for variant in variants {
        let tag = bare(&variant.tag);
        let made = match variant.fields.as_slice() {
            [] => format!(".{tag}"),
            [field] => {
                let read = match &field.kind {
                    Type::Optional(inner) => {
                        format!(
                            "(try container.decodeIfPresent({}.self, forKey: \"{}\"))",
                            wire_type(inner),
                            field.name
                        )
                    }
                    kind => format!(
                        "(try container.decode({}.self, forKey: \"{}\"))",
                        wire_type(kind),
                        field.name
                    ),
                };
                let value = unwrap(&field.kind, &read);
                let value = value.strip_prefix('(').and_then(|v| v.strip_suffix(')')).unwrap_or(&value);
                format!(".{tag}({value})")
            }
            _ => format!(".{tag}(try {}(from: decoder))", variant_name(union, &variant.tag)),
        };
        text.push_str(&format!("        case \"{}\": self = {made}\n", variant.tag));
    }
    text.push_str(&format!(
        "        case let other: throw Wire.unknown(other, of: \"{}\", in: container)\n        }}\n    }}\n",
        type_name(union)
    ));
    text
}

fn union_encoding(variants: &[Variant]) -> String {
    let mut text = String::from(
        "\n    public func encode(to encoder: any Encoder) throws {\n        var container = encoder.container(keyedBy: WireKey.self)\n        switch self {\n",
    );
    for variant in variants {
        let tag = bare(&variant.tag);
        let bind = if variant.fields.is_empty() { "" } else { "(let value)" };
        text.push_str(&format!(
            "        case .{tag}{bind}:\n            try container.encode(\"{}\", forKey: \"type\")\n",
            variant.tag
        ));
        match variant.fields.as_slice() {
            [] => {}
            [field] => {
                let verb = if matches!(field.kind, Type::Optional(_)) { "encodeIfPresent" } else { "encode" };
                text.push_str(&format!(
                    "            try container.{verb}({}, forKey: \"{}\")\n",
                    wrap(&field.kind, "value"),
                    field.name
                ));
            }
            _ => text.push_str("            try value.encode(to: encoder)\n"),
        }
    }
    text.push_str("        }\n    }\n");
    text
}
