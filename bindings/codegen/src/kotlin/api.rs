//! The office, its handles and the functions.

use crate::model::{Belongs, Call, Field, Style, Surface};
use crate::names::pascal;

use super::codec::encode;
use super::components::{component_name, role};
use super::readers::taker;
use super::{IMPORTS, PACKAGE, annotation, call_doc, file, joined, kdoc, name, parameters};

/// Writes `Api.kt`.
pub(super) fn module(surface: &Surface) -> Result<String, String> {
    let mut text = office(surface)?;
    for handle in surface.handles() {
        text.push_str(&handle_class(surface, handle)?);
    }
    for call in surface.calls.iter().filter(|call| call.belongs == Belongs::Free) {
        let suspend = if call.style == Style::SlowFunction { "suspend " } else { "" };
        text.push_str(&format!(
            "\n{}public {suspend}fun {}({}): {} =\n    {}\n",
            kdoc(&call_doc(&call.doc, &call.arguments), ""),
            name(&call.name),
            joined(&parameters(surface, &call.arguments)?, ""),
            annotation(&call.result),
            body(surface, call, "", "    "),
        ));
    }
    Ok(file(PACKAGE, &IMPORTS, &text))
}

fn handle_class(surface: &Surface, handle: &str) -> Result<String, String> {
    let mut text = format!(
        "\n/** The {} of an office. */\npublic class {} internal constructor(private val office: OfficeCalls) {{\n",
        handle.replace('_', " "),
        pascal(handle)
    );
    let calls = surface.calls.iter().filter(|call| call.belongs == Belongs::Handle(handle.to_owned()));
    for (at, call) in calls.enumerate() {
        let blank = if at == 0 { "" } else { "\n" };
        text.push_str(&format!(
            "{blank}{}    public suspend fun {}({}): {} =\n        {}\n",
            kdoc(&call_doc(&call.doc, &call.arguments), "    "),
            name(&call.name),
            joined(&parameters(surface, &call.arguments)?, "    "),
            result(call),
            body(surface, call, "", "        "),
        ));
    }
    text.push_str("}\n");
    Ok(text)
}

fn result(call: &Call) -> String {
    match (&call.style, &call.event) {
        (Style::Job, Some(event)) => {
            format!("OfficeJob<{}, {}>", annotation(event), annotation(&call.result))
        }
        _ => annotation(&call.result),
    }
}

/// Returns the expression that makes a call, on lines of this indent; in a member of a type, `this` and the
/// name of the type name its value.
pub(super) fn body(surface: &Surface, call: &Call, this: &str, indent: &str) -> String {
    let verb = match call.style {
        Style::Method => "office.call",
        Style::Job => "office.start",
        Style::Function => "callNow",
        Style::SlowFunction => "callSlowly",
    };
    let mut readers = taker(surface, &call.result);
    if let Some(event) = &call.event {
        readers = format!("{}, {readers}", taker(surface, event));
    }
    let mut lines = String::new();
    if let Belongs::Type(owner) = &call.belongs {
        lines.push_str(&format!("{indent}    to.add(\"this\", json({this}{owner}))\n"));
    }
    lines.push_str(&given(&call.arguments, &format!("{indent}    ")));
    match lines.is_empty() {
        true => format!("{verb}(\"{}\", {readers}) {{}}", call.path),
        false => format!("{verb}(\"{}\", {readers}) {{ to ->\n{lines}{indent}}}", call.path),
    }
}

/// Writes arguments into the object `to`.
fn given<'a>(fields: impl IntoIterator<Item = &'a Field>, indent: &str) -> String {
    let lines = fields.into_iter().map(|field| {
        let own = name(&field.name);
        format!("{indent}to.add(\"{}\", {})\n", field.name, encode(&field.kind, &own, &own))
    });
    lines.collect()
}

fn office(surface: &Surface) -> Result<String, String> {
    // The package finds the parser program itself.
    let options: Vec<Field> =
        surface.open.iter().filter(|field| field.name != "parser_program").cloned().collect();
    let mut list = parameters(surface, &options)?;
    let mut doc = call_doc(
        "Opens the office in a folder, which is made if it is not there: SQLite, files in a folder, no API key.",
        &options,
    );
    let mut components = Vec::new();
    for callback in &surface.callbacks {
        let own = component_name(callback);
        list.push(format!("{own}: {}? = null", callback.name));
        doc.push_str(&format!("\n@param {own} {}", callback.doc.trim().replace('\n', " ")));
        components.push(format!(
            "                \"{}\" to {own}?.let {{ {}Adapter(it) }},\n",
            role(callback),
            callback.name
        ));
    }
    let mut text = format!(
        "\n{}public class Office internal constructor(calls: OfficeCalls) : OfficeBase(calls) {{\n",
        kdoc(
            "An office: documents go in; facts, answers and drafts come out.\n\nClose it at the end, or call [use]. Its methods may be called from any coroutine, and at the same time;\ncancelling the coroutine stops the call at its next pause.",
            ""
        )
    );
    for handle in surface.handles() {
        let (words, own, class) = (handle.replace('_', " "), name(handle), pascal(handle));
        text.push_str(&format!(
            "    /** The {words} of the office. */\n    public val {own}: {class} = {class}(calls)\n\n"
        ));
    }
    for view in &surface.views {
        text.push_str(&format!(
            "{}    public fun {}({}): Office =\n        Office(calls.view(\"{}\") {{ to ->\n{}        }})\n\n",
            kdoc(&call_doc(&view.doc, &view.arguments), "    "),
            name(&view.name),
            joined(&parameters(surface, &view.arguments)?, "    "),
            view.name,
            given(&view.arguments, "            "),
        ));
    }
    text.push_str(&format!(
        "    public companion object {{\n{}        public suspend fun open({}): Office {{\n            val components = listOf(\n{}            )\n            val calls = openOffice(components) {{ to ->\n{}            }}\n            return Office(calls)\n        }}\n    }}\n}}\n",
        kdoc(&doc, "        "),
        joined(&list, "        "),
        components.concat(),
        given(&options, "                "),
    ));
    Ok(text)
}
