//! The table by which the runner of the conformance vectors calls the typed face with JSON.

use super::coding::{unwrap, wire_type};
use super::names::{bare, member, type_name};
use super::{GENERATED, Writer};
use crate::model::{Belongs, Call, Field, Style, Type};

impl Writer<'_> {
    /// Writes the table.
    pub(super) fn dispatch(&self) -> Result<String, String> {
        let mut text = format!(
            "{GENERATED}\nimport Foundation\n\n@testable import Secretariat\n\n/// Everything that can be called.\nlet everyCall: Set<String> = [\n"
        );
        for call in &self.surface.calls {
            text.push_str(&format!("    \"{}\",\n", call.path));
        }
        text.push_str("]\n\n/// Calls the typed face with JSON.\nfunc dispatch(_ call: String, _ given: Given, on office: Office) async throws -> any Encodable {\n    switch call {\n");
        for call in &self.surface.calls {
            text.push_str(&self.case(call)?);
        }
        text.push_str(
            "    default: throw SecretariatError.notFound(\"there is no call \\(call)\")\n    }\n}\n",
        );
        Ok(text)
    }

    fn case(&self, call: &Call) -> Result<String, String> {
        let mut arguments = Vec::new();
        for (index, field) in call.arguments.iter().enumerate() {
            let label = match index == 0 && field.default.is_none() {
                true => String::new(),
                false => format!("{}: ", bare(&field.name)),
            };
            arguments.push(format!("{label}{}", self.read(field)?));
        }
        let target = match &call.belongs {
            Belongs::Handle(handle) => format!("office.{}.{}", member(handle), bare(&call.name)),
            Belongs::Free => format!("Secretariat.{}", bare(&call.name)),
            Belongs::Type(owner) => {
                format!("given.read(\"this\", as: {}.self).{}", type_name(owner), bare(&call.name))
            }
        };
        let wait = if call.style == Style::Function { "try" } else { "try await" };
        let made = format!("{wait} {target}({})", arguments.join(", "));
        let body = match (&call.result, call.style) {
            (_, Style::Job) => {
                format!("return try await Transcript(of: {})", made.trim_start_matches("try await "))
            }
            (Type::Unit, _) => format!("{made}\n        return Nothing()"),
            (Type::Buffer, _) => {
                format!("let bytes = {made}\n        return [\"$bytes\": bytes.base64EncodedString()]")
            }
            _ => format!("return {made}"),
        };
        Ok(format!("    case \"{}\":\n        {body}\n", call.path))
    }

    fn read(&self, field: &Field) -> Result<String, String> {
        let name = &field.name;
        Ok(match (&field.kind, self.default(field)?) {
            (kind, None) => unwrap(kind, &format!("given.read(\"{name}\", as: {}.self)", wire_type(kind))),
            (kind @ Type::Optional(inner), Some(_)) => {
                unwrap(kind, &format!("given.find(\"{name}\", as: {}.self)", wire_type(inner)))
            }
            (kind, Some(default)) => {
                let found = format!("given.find(\"{name}\", as: {}.self)", wire_type(kind));
                format!("({} ?? {default})", unwrap(&Type::Optional(Box::new(kind.clone())), &found))
            }
        })
    }
}
