//! How values are read from what the library answers.

use super::Writer;
use super::coding::{unwrap, wire_type};
use super::names::{bare, type_name, variant_name};
use crate::model::{Declaration, Field, Shape, Type};

impl Writer<'_> {
    /// Writes the readers of all types.
    pub(super) fn readers(&self) -> Result<String, String> {
        let mut text = String::new();
        for declaration in &self.surface.types {
            let name = type_name(&declaration.name);
            text.push_str(&match &declaration.shape {
                Shape::Id | Shape::Choice(_) => format!("\nextension {name}: WireReadable {{}}\n"),
                Shape::Record(fields) => self.reader(&name, fields)?,
                Shape::Union(_) => self.union_reader(declaration)?,
            });
        }
        Ok(text)
    }

    fn reader(&self, name: &str, fields: &[Field]) -> Result<String, String> {
        let mut text = format!(
            "\nextension {name}: WireReadable {{\n    private static let wireNames: [StaticString] = {}\n\n    init(reading reader: inout WireReader) throws {{\n",
            names(fields.iter().map(|field| field.name.as_str())),
        );
        for field in fields {
            let optional = match &field.kind {
                kind @ Type::Optional(_) => wire_type(kind),
                kind => format!("{}?", wire_type(kind)),
            };
            text.push_str(&format!("        var {}: {optional}\n", local(field)));
        }
        text.push_str("        var place = -1\n        try reader.open()\n        while try reader.next(&place, of: Self.wireNames) {\n            switch place {\n");
        for (index, field) in fields.iter().enumerate() {
            text.push_str(&format!(
                "            case {index}: {} = try {}(reading: &reader)\n",
                local(field),
                wire_type(&field.kind)
            ));
        }
        text.push_str("            default: try reader.skip()\n            }\n        }\n");
        let needed: Vec<String> = fields
            .iter()
            .filter(|field| field.default.is_none() && !matches!(field.kind, Type::Optional(_)))
            .map(|field| format!("let {}", local(field)))
            .collect();
        if !needed.is_empty() {
            text.push_str(&format!(
                "        guard {} else {{ throw reader.missing(\"{name}\") }}\n",
                needed.join(", ")
            ));
        }
        let mut given = Vec::new();
        for field in fields {
            let value = local(field);
            let value = match (&field.kind, &field.default) {
                (kind @ Type::Optional(_), _) | (kind, None) => unwrap(kind, &value),
                (kind, Some(_)) => format!(
                    "{} ?? {}",
                    unwrap(&Type::Optional(Box::new(kind.clone())), &value),
                    self.default(field)?.unwrap_or_default()
                ),
            };
            given.push(format!("{}: {value}", bare(&field.name)));
        }
        text.push_str(&format!("        self.init({})\n    }}\n}}\n", given.join(", ")));
        Ok(text)
    }

    fn union_reader(&self, declaration: &Declaration) -> Result<String, String> {
        let Shape::Union(variants) = &declaration.shape else { return Ok(String::new()) };
        let union = type_name(&declaration.name);
        let mut text = format!(
            "\nextension {union}: WireReadable {{\n    private static let wireTags: [StaticString] = {}\n\n    init(reading reader: inout WireReader) throws {{\n        switch try reader.tag(\"{union}\", of: Self.wireTags) {{\n",
            names(variants.iter().map(|variant| variant.tag.as_str())),
        );
        let mut records = String::new();
        for (index, variant) in variants.iter().enumerate() {
            let tag = bare(&variant.tag);
            // The last one has no number: the tag is one of them.
            let case = match index + 1 == variants.len() {
                true => "default".to_owned(),
                false => format!("case {index}"),
            };
            text.push_str(&format!("        {case}:\n"));
            match variant.fields.as_slice() {
                [] => text.push_str(&format!("            try reader.skip()\n            self = .{tag}\n")),
                [field] => {
                    let (kind, needed) = match &field.kind {
                        Type::Optional(inner) => (inner.as_ref(), false),
                        kind => (kind, true),
                    };
                    // A member that is null is as one that is not there.
                    let read = match needed {
                        true => format!("try reader.sole(\"{}\", as: {}.self)", field.name, wire_type(kind)),
                        false => {
                            format!(
                                "try reader.sole(\"{}\", as: {}?.self) ?? nil",
                                field.name,
                                wire_type(kind)
                            )
                        }
                    };
                    match needed {
                        true => text.push_str(&format!(
                            "            guard let value = {read} else {{ throw reader.missing(\"{union}\") }}\n"
                        )),
                        false => text.push_str(&format!("            let value = {read}\n")),
                    }
                    text.push_str(&format!("            self = .{tag}({})\n", unwrap(&field.kind, "value")));
                }
                fields => {
                    let record = variant_name(&declaration.name, &variant.tag);
                    text.push_str(&format!("            self = .{tag}(try {record}(reading: &reader))\n"));
                    records.push_str(&self.reader(&record, fields)?);
                }
            }
        }
        text.push_str("        }\n    }\n}\n");
        Ok(text + &records)
    }
}

/// Names of JSON as a list.
fn names<'n>(names: impl Iterator<Item = &'n str>) -> String {
    format!("[{}]", names.map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", "))
}

/// The variable that holds a field while it is read, which no name around it has.
fn local(field: &Field) -> String {
    format!("_{}", bare(&field.name))
}
