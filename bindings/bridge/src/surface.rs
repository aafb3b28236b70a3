//! The description of everything that can be called, from which the faces are generated.

use std::collections::HashMap;
use std::sync::OnceLock;

use schemars::generate::SchemaSettings;
use secretariat::error::ERROR_PROFILES;
use secretariat::{Error, Result};
use serde_json::{Value, json};

use crate::callbacks;
use crate::method::{Action, Entry};
use crate::methods::{entries, views};
use crate::options::Options;

/// Finds a row of the table.
pub(crate) fn entry(name: &str) -> Result<&'static Entry> {
    static TABLE: OnceLock<HashMap<&'static str, Entry>> = OnceLock::new();
    TABLE
        .get_or_init(|| entries().into_iter().chain(views()).map(|entry| (entry.name, entry)).collect())
        .get(name)
        .ok_or_else(|| Error::invalid_input(format!("there is no method {name}")))
}

/// Describes the methods, functions, callbacks, errors and types as JSON Schema (draft 2020-12).
///
/// `calls` has one row per method: `name`, `style` (`method`, `job`, `function`, `slow_function`), the schema
/// of its `arguments` (an object; its `description` documents the method) and of its `result`, and for a job
/// of its `event`. `views` has what returns the office as somebody else or elsewhere: `name` and `arguments`. `types` has the definitions that the schemas refer to.
pub fn surface() -> Value {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let calls: Vec<Value> = entries()
        .into_iter()
        .map(|entry| {
            let style = match entry.action {
                Action::Method { .. } => "method",
                Action::Start(_) => "job",
                Action::View(_) => "view",
                Action::Function { slow: true, .. } => "slow_function",
                Action::Function { slow: false, .. } => "function",
            };
            let mut row = json!({
                "name": entry.name,
                "style": style,
                "arguments": (entry.arguments)(&mut generator),
                "result": (entry.result)(&mut generator),
            });
            if let Some(event) = entry.event {
                row["event"] = json!(event(&mut generator));
            }
            row
        })
        .collect();
    let views: Vec<Value> = views()
        .into_iter()
        .map(|view| json!({ "name": view.name, "arguments": (view.arguments)(&mut generator) }))
        .collect();
    let open = <Options as schemars::JsonSchema>::json_schema(&mut generator);
    let callbacks = callbacks::describe(&mut generator);
    generator.subschema_for::<crate::Failure>();
    let errors: Vec<Value> = ERROR_PROFILES
        .iter()
        .map(|profile| {
            json!({
                "code": profile.code,
                "retryable": profile.retryable,
                "http_status": profile.http_status,
                "python_class": profile.python_class,
            })
        })
        .collect();
    json!({
        "version": env!("CARGO_PKG_VERSION"),
        "open": open,
        "calls": calls,
        "views": views,
        "callbacks": callbacks,
        "errors": errors,
        "types": generator.take_definitions(true),
    })
}
