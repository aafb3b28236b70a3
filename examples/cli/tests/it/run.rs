//! Runs the command as a user would.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The time that the sample inbox was made for.
pub(crate) const NOW: &str = "2026-11-23T09:00";

/// Starts the command in a folder, with an office of its own.
pub(crate) fn secretariat(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_secretariat"));
    command.current_dir(folder).args(["--office", "office", "--now", NOW]);
    command
}

/// Runs the command with these arguments.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Output {
    secretariat(folder).args(arguments).output().expect("the command starts")
}

/// Runs the command, which must succeed, and returns what it prints.
pub(crate) fn ok(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {errors}");
    String::from_utf8(output.stdout).expect("the command prints UTF-8")
}

/// Runs the command with `--json` and reads what it prints.
pub(crate) fn json(folder: &Path, arguments: &[&str]) -> serde_json::Value {
    let mut all = vec!["--json"];
    all.extend(arguments);
    serde_json::from_str(&ok(folder, &all)).expect("the command prints JSON")
}

/// As [`json`], at another time.
pub(crate) fn json_at(folder: &Path, now: &str, arguments: &[&str]) -> serde_json::Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_secretariat"));
    command.current_dir(folder).args(["--office", "office", "--now", now, "--json"]).args(arguments);
    let output = command.output().expect("the command starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("the command prints JSON")
}

/// The folder with the sample inbox.
pub(crate) fn inbox() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../files").canonicalize().expect("the sample inbox is there")
}
