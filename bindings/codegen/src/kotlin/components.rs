//! Interfaces of components, and what stands between them and the core.

use crate::model::{Callback, CallbackMethod, Surface};
use crate::names::camel;

use super::codec::{encode, read_field};
use super::{IMPORTS, PACKAGE, annotation, call_doc, file, kdoc, name};

/// Writes `Components.kt`.
pub(super) fn module(surface: &Surface) -> Result<String, String> {
    let mut text = String::new();
    for callback in &surface.callbacks {
        text.push_str(&interface(callback));
        text.push_str(&adapter(surface, callback)?);
    }
    let mut imports = IMPORTS.to_vec();
    imports.extend(["com.google.gson.JsonElement", "com.google.gson.JsonNull"]);
    Ok(file(PACKAGE, &imports, &text))
}

/// The name of the parameter that takes the component.
pub(super) fn component_name(callback: &Callback) -> String {
    name(&role(callback))
}

/// `FileParser` → `file_parser`, as the core names the place.
pub(super) fn role(callback: &Callback) -> String {
    let mut role = String::new();
    for letter in callback.name.chars() {
        if letter.is_uppercase() && !role.is_empty() {
            role.push('_');
        }
        role.extend(letter.to_lowercase());
    }
    role
}

fn interface(callback: &Callback) -> String {
    // One method alone may be written as a lambda.
    let fun = if callback.methods.len() == 1 { "fun " } else { "" };
    let doc = format!(
        "{}\n\nIt is called on threads for work that blocks, from several at the same time. What it throws counts as\nits failure; a [SecretariatException] keeps its kind. It is cancelled when nobody waits for it any more.",
        callback.doc.trim()
    );
    let mut text = format!("\n{}public {fun}interface {} {{\n", kdoc(&doc, ""), callback.name);
    for (at, method) in callback.methods.iter().enumerate() {
        let parameters: Vec<String> = method
            .arguments
            .iter()
            .map(|field| format!("{}: {}", name(&field.name), annotation(&field.kind)))
            .collect();
        text.push_str(&format!(
            "{}{}    public suspend fun {}({}): {}\n",
            if at == 0 { "" } else { "\n" },
            kdoc(&call_doc(&method.doc, &method.arguments), "    "),
            name(&method.name),
            parameters.join(", "),
            annotation(&method.result),
        ));
    }
    text.push_str("}\n");
    text
}

fn adapter(surface: &Surface, callback: &Callback) -> Result<String, String> {
    let cases = callback.methods.iter().map(|method| case(surface, method));
    Ok(format!(
        "\ninternal class {0}Adapter(private val component: {0}) : Component(\"{1}\") {{\n    override suspend fun answer(method: String, given: Read, write: Write): JsonElement =\n        when (method) {{\n{2}            else -> throw unknown(method)\n        }}\n}}\n",
        callback.name,
        camel(&role(callback)),
        cases.collect::<Result<String, String>>()?,
    ))
}

/// How a method of a component is called: arguments from JSON, result to JSON.
fn case(surface: &Surface, method: &CallbackMethod) -> Result<String, String> {
    let mut arguments = String::new();
    for field in &method.arguments {
        arguments.push_str(&format!(
            "                    {} = {},\n",
            name(&field.name),
            read_field(surface, field, "given")?
        ));
    }
    Ok(format!(
        "            \"{}\" -> {{\n                val result = component.{}(\n{arguments}                )\n                write.run {{ {} }}\n            }}\n",
        method.name,
        name(&method.name),
        encode(&method.result, "result", &name(&method.name)),
    ))
}
