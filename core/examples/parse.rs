//! Prints a file as Markdown: `cargo run --example parse -- FILE`.

use std::process::ExitCode;

use secretariat::documents::{parse, to_markdown};
use secretariat::settings::Limits;

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("usage: parse FILE");
        return ExitCode::from(64);
    };
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) => {
            eprintln!("{path}: {error}");
            return ExitCode::from(66);
        }
    };
    match parse(&bytes, &path, &Limits::default()) {
        Ok(document) => {
            print!("{}", to_markdown(&document));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(error.kind().profile().exit_code)
        }
    }
}
