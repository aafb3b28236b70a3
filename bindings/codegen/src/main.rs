//! Writes the typed faces of every language from the surface of the bridge, or checks that they are up to date.
//!
//! ```console
//! $ cargo run -p secretariat-codegen            # writes
//! $ cargo run -p secretariat-codegen -- --check # fails when a file would change
//! ```

mod kotlin;
mod model;
mod names;
mod output;
mod python;
mod read;
mod swift;
mod typescript;

use std::path::Path;
use std::process::ExitCode;

use output::Output;

fn main() -> ExitCode {
    let check = match std::env::args().nth(1).as_deref() {
        None => false,
        Some("--check") => true,
        Some(other) => {
            eprintln!("codegen: unknown argument {other}; use --check or nothing");
            return ExitCode::from(64);
        }
    };
    match run(check) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("codegen: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(check: bool) -> Result<(), String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let described = secretariat_bridge::surface();
    let surface = read::surface(&described)?;
    let mut output = Output::new(root, check);
    let mut text = serde_json::to_string_pretty(&described).map_err(|error| error.to_string())?;
    text.push('\n');
    output.file("conformance/surface.json", text)?;
    kotlin::write(&surface, &mut output)?;
    python::write(&surface, &mut output)?;
    swift::write(&surface, &mut output)?;
    typescript::write(&surface, &mut output)?;
    output.finish()
}
