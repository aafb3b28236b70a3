//! The web page of the reference server: built before the server, which carries it, and used in a browser after.

use std::env::consts::EXE_SUFFIX;
use std::path::PathBuf;
use std::process::Command;

use crate::shell::{cargo, root, step, target};
use crate::tools;

/// Builds the page and the server that carries it, and starts the server where the user is.
pub(crate) fn serve(arguments: &[&str]) -> Result<(), String> {
    tools::ensure_npm()?;
    packages()?;
    step("page", npm().args(["run", "--silent", "build"]))?;
    // Beside the server stands the program that files are parsed in.
    let packages = ["--package", "secretariat-server", "--package", "secretariat-cli"];
    step("server", cargo(&["build", "--quiet", "--locked", "--bins"]).args(packages))?;
    let ended = Command::new(program()).args(arguments).status();
    let ended = ended.map_err(|error| format!("the server cannot start: {error}"))?;
    if ended.success() { Ok(()) } else { Err(format!("the server ended with {ended}")) }
}

/// Checks the page (types against `openapi.json`, lint, unit tests) and builds it.
pub(crate) fn build() -> Result<(), String> {
    packages()?;
    step("page", npm().args(["run", "--silent", "check"]))
}

/// Walks through the page in a browser, before the real server.
pub(crate) fn browse() -> Result<(), String> {
    tools::ensure_browser()?;
    step("page in a browser", npm().args(["run", "--silent", "e2e"]).env("SECRETARIAT_SERVER", program()))
}

/// The server as it was built last.
fn program() -> PathBuf {
    target().join("debug").join(format!("secretariat-server{EXE_SUFFIX}"))
}

fn packages() -> Result<(), String> {
    step("packages of the page", npm().args(["ci", "--silent", "--no-fund", "--no-audit"]))
}

fn npm() -> Command {
    let mut npm = Command::new("npm");
    npm.arg("--prefix").arg(folder());
    npm
}

fn folder() -> PathBuf {
    root().join("server-example").join("web")
}
