//! The packages of other languages: each checks itself as a user would get it.

use std::process::Command;

use crate::shell::{FEATURES, root, step, target};

/// The languages, each with a script `bindings/<language>/ci.sh`.
const LANGUAGES: [&str; 4] = ["python", "node", "kotlin", "swift"];

/// Runs the checks of every language; the native parts are built already.
pub(crate) fn check() -> Result<(), String> {
    LANGUAGES.iter().try_for_each(|language| {
        let script = root().join("bindings").join(language).join("ci.sh");
        let mut command = Command::new("bash");
        command.arg(script).env("CARGO_TARGET_DIR", target()).env("SECRETARIAT_FEATURES", FEATURES);
        step(language, &mut command)
    })
}

/// Writes the typed faces of every language, or checks that they are up to date.
pub(crate) fn generate(write: bool) -> Result<(), String> {
    let program = target().join("debug").join(format!("secretariat-codegen{}", std::env::consts::EXE_SUFFIX));
    let mut command = Command::new(program);
    if !write {
        command.arg("--check");
    }
    step("typed faces", &mut command)
}
