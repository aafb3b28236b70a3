//! Structs.

use super::Writer;
use super::coding::{is_plain, unwrap, wire_type, wrap};
use super::names::{bare, member, type_name};
use super::{parameter_docs, swift_type};
use crate::model::{Declaration, Field, Shape, Type};

impl Writer<'_> {
    /// Writes a declared record.
    pub(super) fn declared(&self, declaration: &Declaration) -> Result<String, String> {
        let Shape::Record(fields) = &declaration.shape else { return Ok(String::new()) };
        self.record(&type_name(&declaration.name), &declaration.doc, fields)
    }

    /// Writes a struct.
    pub(super) fn record(&self, name: &str, doc: &str, fields: &[Field]) -> Result<String, String> {
        let identity = fields.iter().any(|field| field.name == "id" && matches!(field.kind, Type::Named(_)));
        let identifiable = if identity { ", Identifiable" } else { "" };
        let mut text = self.doc(doc, "");
        text.push_str(&format!("public struct {name}: Hashable, Codable, Sendable{identifiable} {{\n"));
        for field in fields {
            text.push_str(&self.doc(&field.doc, "    "));
            text.push_str(&format!("    public var {}: {}\n", member(&field.name), swift_type(&field.kind)));
        }
        text.push_str(&self.initialiser(fields)?);
        if !fields.is_empty() {
            text.push_str("\n    enum CodingKeys: String, CodingKey {\n");
            for field in fields {
                text.push_str(&match bare(&field.name) == field.name {
                    true => format!("        case {}\n", member(&field.name)),
                    false => format!("        case {} = \"{}\"\n", member(&field.name), field.name),
                });
            }
            text.push_str("    }\n");
        }
        // Swift writes both directions itself where nothing is special.
        if fields.iter().any(|field| has_default(field) || !is_plain(&field.kind)) {
            text.push_str(&self.decoding(fields)?);
        }
        if fields.iter().any(|field| !is_plain(&field.kind)) {
            text.push_str(&encoding(fields));
        }
        text.push_str("}\n");
        Ok(text)
    }

    fn initialiser(&self, fields: &[Field]) -> Result<String, String> {
        let told: Vec<(String, &str)> =
            fields.iter().filter(|f| !f.doc.is_empty()).map(|f| (member(&f.name), f.doc.as_str())).collect();
        let mut text = String::from("\n");
        text.push_str(&self.doc(&format!("Makes a value of its parts.{}", parameter_docs(&told)), "    "));
        let mut parameters = Vec::new();
        for field in fields {
            parameters.push(format!("{}: {}", member(&field.name), self.typed(field)?));
        }
        text.push_str(&format!("    public init({}) {{\n", parameters.join(", ")));
        for field in fields {
            text.push_str(&format!("        self.{0} = {1}\n", bare(&field.name), member(&field.name)));
        }
        text.push_str("    }\n");
        Ok(text)
    }

    fn decoding(&self, fields: &[Field]) -> Result<String, String> {
        let mut text = String::from(
            "\n    public init(from decoder: any Decoder) throws {\n        let container = try decoder.container(keyedBy: CodingKeys.self)\n",
        );
        for field in fields {
            let key = format!("forKey: .{}", bare(&field.name));
            let read = match &field.kind {
                Type::Optional(inner) => {
                    let read = format!("try container.decodeIfPresent({}.self, {key})", wire_type(inner));
                    match is_plain(inner) {
                        true => read,
                        false => unwrap(&field.kind, &format!("({read})")),
                    }
                }
                kind if has_default(field) => {
                    let default = self.default(field)?.unwrap_or_default();
                    let read = format!("try container.decodeIfPresent({}.self, {key})", wire_type(kind));
                    match is_plain(kind) {
                        true => format!("{read} ?? {default}"),
                        false => format!(
                            "{} ?? {default}",
                            unwrap(&Type::Optional(Box::new(kind.clone())), &format!("({read})"))
                        ),
                    }
                }
                kind => {
                    let read = format!("try container.decode({}.self, {key})", wire_type(kind));
                    unwrap(kind, &if is_plain(kind) { read } else { format!("({read})") })
                }
            };
            text.push_str(&format!("        {} = {read}\n", own(&field.name)));
        }
        text.push_str("    }\n");
        Ok(text)
    }
}

/// A property inside of its type: `container` and `decoder` are names of the code around it.
fn own(name: &str) -> String {
    format!("self.{}", bare(name))
}

/// Optionals are left out of JSON without further words.
fn has_default(field: &Field) -> bool {
    field.default.is_some() && !matches!(field.kind, Type::Optional(_))
}

fn encoding(fields: &[Field]) -> String {
    let mut text = String::from(
        "\n    public func encode(to encoder: any Encoder) throws {\n        var container = encoder.container(keyedBy: CodingKeys.self)\n",
    );
    for field in fields {
        let verb = if matches!(field.kind, Type::Optional(_)) { "encodeIfPresent" } else { "encode" };
        let value = wrap(&field.kind, &own(&field.name));
        text.push_str(&format!("        try container.{verb}({value}, forKey: .{})\n", bare(&field.name)));
    }
    text.push_str("    }\n");
    text
}
