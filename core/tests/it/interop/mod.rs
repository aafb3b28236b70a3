//! Other programs: MCP servers and clients, AG-UI, OpenTelemetry.

mod ag_ui;
#[cfg(feature = "mcp")]
mod mcp;
mod spans;

use std::path::PathBuf;

/// The Python that has the official MCP SDK and the models of AG-UI; nothing, with a word, where the tests were started
/// without it.
pub(crate) fn python() -> Option<PathBuf> {
    partner("SECRETARIAT_TEST_INTEROP_PYTHON")
}

fn partner(variable: &str) -> Option<PathBuf> {
    let found = std::env::var_os(variable).map(PathBuf::from);
    if found.is_none() {
        eprintln!("left out: {variable} is not set, as `cargo xtask test` does");
    }
    found
}

/// A script of this folder's partners.
fn script(name: &str) -> String {
    format!("{}/tests/partners/{name}", env!("CARGO_MANIFEST_DIR"))
}
