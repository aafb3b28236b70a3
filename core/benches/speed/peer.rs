//! Peers: Python programs that do the same work on the same input.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::measure::said;
use crate::{Outcome, Plan};

/// Runs a peer and reads what it measured; an empty object when there is no Python.
pub(crate) fn measured(plan: &Plan, script: &str, arguments: &[&str]) -> Outcome<Value> {
    let Some(python) = &plan.peer else { return Ok(Value::Null) };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers").join(script);
    said(Command::new(python).arg(script).args(arguments))
}
