//! Components: the protocols that an application implements, and how the core reaches them.

use super::Writer;
use super::coding::{unwrap, wire_type, wrap};
use super::names::{bare, member, type_name};
use super::swift_type;
use crate::model::{Callback, CallbackMethod, Field, Type};

impl Writer<'_> {
    /// Writes the protocols and their adapters.
    pub(super) fn components(&self) -> String {
        self.surface.callbacks.iter().map(|callback| self.protocol(callback) + &adapter(callback)).collect()
    }

    fn protocol(&self, callback: &Callback) -> String {
        let mut text = String::from("\n");
        text.push_str(&self.doc(
            &format!(
                "{}\n\nIts methods may throw any error; a ``SecretariatError`` keeps its kind. They are called from any\nthread, and their task is cancelled when nobody waits for the result any more.",
                callback.doc.trim()
            ),
            "",
        ));
        text.push_str(&format!("public protocol {}: Sendable {{\n", type_name(&callback.name)));
        for (index, method) in callback.methods.iter().enumerate() {
            if index > 0 {
                text.push('\n');
            }
            let parameters: Vec<String> = method
                .arguments
                .iter()
                .enumerate()
                .map(|(index, field)| {
                    let label = if is_first(index, field) { "_ " } else { "" };
                    format!("{label}{}: {}", member(&field.name), swift_type(&field.kind))
                })
                .collect();
            let result = match method.result {
                Type::Unit => String::new(),
                ref other => format!(" -> {}", swift_type(other)),
            };
            text.push_str(&self.call_doc(&method.doc, &method.arguments, "    "));
            text.push_str(&format!(
                "    func {}({}) async throws{result}\n",
                member(&method.name),
                parameters.join(", ")
            ));
        }
        text.push_str("}\n");
        text
    }
}

/// The name under which a component is given to an office: `Ocr` → `ocr`.
pub(super) fn place(callback: &Callback) -> String {
    let mut out = String::new();
    for letter in callback.name.chars() {
        if letter.is_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.extend(letter.to_lowercase());
    }
    out
}

fn is_first(index: usize, field: &Field) -> bool {
    index == 0 && field.default.is_none()
}

fn adapter(callback: &Callback) -> String {
    let cases: String = callback.methods.iter().map(case).collect();
    format!(
        "\nextension Component {{\n    convenience init(_ object: any {}) {{\n        self.init {{ name, given in\n            switch name {{\n{cases}            default: throw Component.unknown(name)\n            }}\n        }}\n    }}\n}}\n",
        type_name(&callback.name)
    )
}

/// How a method of a component is called: arguments from JSON, result to JSON.
fn case(method: &CallbackMethod) -> String {
    let arguments: Vec<String> = method
        .arguments
        .iter()
        .enumerate()
        .map(|(index, field)| {
            let label =
                if is_first(index, field) { String::new() } else { format!("{}: ", bare(&field.name)) };
            let read = format!("given.read(\"{}\", as: {}.self)", field.name, wire_type(&field.kind));
            format!("{label}{}", unwrap(&field.kind, &read))
        })
        .collect();
    let call = format!("object.{}({})", bare(&method.name), arguments.join(", "));
    let answer = match method.result {
        Type::Unit => {
            format!("                try await {call}\n                return try Message(Nothing())\n")
        }
        ref result => format!(
            "                let answer = try await {call}\n                return try Message({})\n",
            wrap(result, "answer")
        ),
    };
    format!("            case \"{}\":\n{answer}", method.name)
}
