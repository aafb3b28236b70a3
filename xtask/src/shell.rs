//! Runs programs and says which one failed.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;

/// Returns the root of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(PathBuf::new, Path::to_path_buf)
}

/// Runs a step in the workspace's root and prints how long it took.
pub(crate) fn step(name: &str, command: &mut Command) -> Result<(), String> {
    println!("── {name}");
    let started = Instant::now();
    let status =
        command.current_dir(root()).status().map_err(|error| format!("{name}: cannot start: {error}"))?;
    if !status.success() {
        return Err(format!("{name} failed ({status})"));
    }
    println!("── {name}: {:.0} s", started.elapsed().as_secs_f32());
    Ok(())
}

/// The features that are off by default and checked with the others. One build has them all: another choice would
/// compile half of the dependencies again.
pub(crate) const FEATURES: &str = "secretariat-server/graphql,secretariat-server/otel";

/// Starts a cargo command on the whole workspace, with every feature that is checked.
pub(crate) fn whole(command: &str) -> Command {
    cargo(&[command, "--workspace", "--locked", "--features", FEATURES])
}

/// Starts a cargo command.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments);
    command
}

/// Returns the folder that cargo builds into.
pub(crate) fn target() -> PathBuf {
    let chosen = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    chosen.unwrap_or_else(|| root().join("target"))
}

/// Builds the command and its parser helper, then runs the command with these arguments where the user is.
pub(crate) fn secretariat(arguments: &[&str]) -> ExitCode {
    let built =
        cargo(&["build", "--quiet", "--package", "secretariat-cli", "--bins"]).current_dir(root()).status();
    if !built.is_ok_and(|status| status.success()) {
        return ExitCode::FAILURE;
    }
    let program = target().join("debug").join(format!("secretariat{}", std::env::consts::EXE_SUFFIX));
    match Command::new(&program).args(arguments).status() {
        Ok(status) => ExitCode::from(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1)),
        Err(error) => {
            eprintln!("xtask: {} cannot start: {error}", program.display());
            ExitCode::FAILURE
        }
    }
}
