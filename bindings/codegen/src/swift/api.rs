//! The handles of an office, how it is opened, and the functions.

use super::Writer;
use super::coding::{is_plain, unwrap, wire_type, wrap};
use super::names::{bare, member, type_name};
use super::swift_type;
use crate::model::{Belongs, Call, Field, Style, Type};
use crate::names::pascal;

impl Writer<'_> {
    /// Writes the handles and how an office is opened.
    pub(super) fn handles(&self) -> Result<String, String> {
        let mut text = String::new();
        let mut events: Vec<String> = Vec::new();
        for handle in self.surface.handles() {
            let class = type_name(&pascal(handle));
            text.push_str(&format!(
                "\n/// The {handle} of an office.\npublic struct {class}: Sendable {{\n    let office: Office\n"
            ));
            for call in &self.surface.calls {
                if call.belongs == Belongs::Handle(handle.to_owned()) {
                    text.push_str(&self.method(call)?);
                }
                if let Some(event) = &call.event {
                    events.push(swift_type(event));
                }
            }
            text.push_str(&format!(
                "}}\n\nextension Office {{\n    /// The {handle} of this office.\n    public var {}: {class} {{\n        {class}(office: self)\n    }}\n}}\n",
                member(handle)
            ));
        }
        events.sort_unstable();
        events.dedup();
        for event in events {
            text.push_str(&format!("\nextension {event}: JobEvent {{}}\n"));
        }
        text.push_str(&self.open()?);
        Ok(text)
    }

    fn method(&self, call: &Call) -> Result<String, String> {
        let head = format!(
            "\n{}    public func {}({}) async throws",
            self.call_doc(&call.doc, &call.arguments, "    "),
            member(&call.name),
            self.parameters(&call.arguments)?
        );
        let given = format!("\"{}\", {}", call.path, given(&call.arguments, None));
        if call.style == Style::Job {
            let event = call.event.as_ref().unwrap_or(&Type::Unit);
            if !is_plain(event) || !is_plain(&call.result) {
                return Err(format!("Swift: {} tells or gives what needs an envelope", call.path));
            }
            return Ok(format!(
                "{head} -> Job<{}, {}> {{\n        try await office.start({given})\n    }}\n",
                swift_type(event),
                swift_type(&call.result)
            ));
        }
        Ok(format!("{head}{}", body(&call.result, "try await office.call", &given, "    ")))
    }

    fn open(&self) -> Result<String, String> {
        // The path of the parser is known to the package, not to its users.
        let fields: Vec<Field> = self
            .surface
            .open
            .iter()
            .filter(|field| !matches!(field.name.as_str(), "folder" | "parser_program"))
            .cloned()
            .collect();
        let mut parameters = String::new();
        let mut passed = String::new();
        let mut told = vec![(
            "folder".to_owned(),
            "The folder that holds the office; without it, everything is in memory.",
        )];
        for field in &fields {
            let name = member(&field.name);
            parameters.push_str(&format!(", {name}: {}", self.typed(field)?));
            passed.push_str(&format!(", {0}: {name}", bare(&field.name)));
            told.push((name, &field.doc));
        }
        let mut components = Vec::new();
        for callback in &self.surface.callbacks {
            let place = super::components::place(callback);
            let name = member(&place);
            parameters.push_str(&format!(", {name}: (any {})? = nil", type_name(&callback.name)));
            passed.push_str(&format!(", {0}: {name}", bare(&place)));
            components.push(format!("\"{place}\": {name}.map {{ Component($0) }}"));
            told.push((name, &callback.doc));
        }
        let doc = self.doc(
            &format!(
                "Opens the office in a folder, which is made if it is not there: SQLite, files in a folder, no\nAPI key.{}",
                super::parameter_docs(&told)
            ),
            "    ",
        );
        let mut views = String::new();
        for view in &self.surface.views {
            views.push_str(&format!(
                "\n{}    public func {}({}) throws -> Office {{\n        try view(\"{}\", {})\n    }}\n",
                self.call_doc(&view.doc, &view.arguments, "    "),
                member(&view.name),
                self.parameters(&view.arguments)?,
                view.name,
                given(&view.arguments, None),
            ));
        }
        let options = given(&fields, Some("\"folder\": folder"));
        let components = if components.is_empty() { ":".to_owned() } else { components.join(", ") };
        Ok(format!(
            "\nextension Office {{\n{doc}    public static func open(_ folder: String? = nil{parameters}) async throws -> Office {{\n        try await open({options}, components: [{components}])\n    }}\n\n{doc}    public static func open(_ folder: URL{parameters}) async throws -> Office {{\n        try await open(folder.path{passed})\n    }}\n{views}}}\n"
        ))
    }

    /// Writes the functions: those of nobody, then those of types.
    pub(super) fn functions(&self) -> Result<String, String> {
        let mut text = String::new();
        for call in self.surface.calls.iter().filter(|call| call.belongs == Belongs::Free) {
            text.push('\n');
            text.push_str(&self.function(call, "", None)?);
        }
        for declaration in &self.surface.types {
            let calls: Vec<&Call> = self.surface.calls_of(&declaration.name).collect();
            if calls.is_empty() {
                continue;
            }
            let name = type_name(&declaration.name);
            text.push_str(&format!("\nextension {name} {{\n"));
            for (index, call) in calls.iter().enumerate() {
                if index > 0 {
                    text.push('\n');
                }
                text.push_str(&self.function(call, "    ", Some("\"this\": self"))?);
            }
            text.push_str("}\n");
            if calls.iter().any(|call| call.name == "label" && call.arguments.is_empty()) {
                text.push_str(&format!(
                    "\nextension {name}: CustomStringConvertible {{\n    public var description: String {{\n        (try? label()) ?? \"{name}\"\n    }}\n}}\n"
                ));
            }
        }
        Ok(text)
    }

    fn function(&self, call: &Call, indent: &str, this: Option<&str>) -> Result<String, String> {
        let slow = call.style == Style::SlowFunction;
        let verb = if slow { "try await Native.callSlowly" } else { "try Native.call" };
        let given = format!("\"{}\", {}", call.path, given(&call.arguments, this));
        Ok(format!(
            "{}{indent}public func {}({}) {}throws{}",
            self.call_doc(&call.doc, &call.arguments, indent),
            member(&call.name),
            self.parameters(&call.arguments)?,
            if slow { "async " } else { "" },
            body(&call.result, verb, &given, indent)
        ))
    }
}

/// Writes the result and the one call of a body.
fn body(result: &Type, verb: &str, given: &str, indent: &str) -> String {
    let (arrow, call) = match result {
        Type::Unit => (String::new(), format!("_ = {verb}({given}, as: Nothing.self)")),
        plain if is_plain(plain) => (format!(" -> {}", swift_type(plain)), format!("{verb}({given})")),
        other => {
            let read = format!("{verb}({given}, as: {}.self)", wire_type(other));
            (format!(" -> {}", swift_type(other)), unwrap(other, &read))
        }
    };
    format!("{arrow} {{\n{indent}    {call}\n{indent}}}\n")
}

/// Writes arguments as a dictionary; those that are nil are left to the core.
fn given(arguments: &[Field], first: Option<&str>) -> String {
    let mut list: Vec<String> = first.map(str::to_owned).into_iter().collect();
    for field in arguments {
        list.push(format!("\"{}\": {}", field.name, wrap(&field.kind, &member(&field.name))));
    }
    if list.is_empty() { "[:]".into() } else { format!("[{}]", list.join(", ")) }
}
