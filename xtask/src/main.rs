//! The developer's commands: `cargo xtask test`, `bench`, `quality`, `gen`, and `run` for `cargo secretariat`.

mod bench;
mod bindings;
mod judges;
mod licences;
mod quality;
mod services;
mod shell;
mod test;
mod tools;
mod web;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask test [--full]   checks everything a change must pass; --full adds the long counts
cargo xtask bench           measures speed and memory beside a peer and prints the tables of docs/benchmarks.md
cargo xtask quality [--data DIR]   scores reading, values and search with the scorers in DIR (default ../shared)
cargo xtask judges [--full] writes odd drafts in every form and has readers of other makers judge them
cargo xtask serve [ARGUMENT…]      builds the web page and the server that carries it, and starts the server
cargo xtask services        runs the services of the tests and prints their variables, until Ctrl-C
cargo xtask gen [--check]   writes what is generated from the core; --check fails on drift
cargo xtask licences FILE   writes the licences of all dependencies, to ship with a package
cargo xtask run ARGUMENT…   builds the command with its parser helper and runs it (`cargo secretariat`)
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match words.as_slice() {
        ["test"] => test::quick(),
        ["test", "--full"] => test::quick().and_then(|()| test::full()),
        ["bench", names @ ..] => bench::run(names),
        ["quality"] => quality::run(None),
        ["quality", "--data", data] => quality::run(Some(data)),
        ["judges"] => judges::run(false),
        ["judges", "--full"] => judges::run(true),
        ["serve", rest @ ..] => web::serve(rest),
        ["services"] => services::serve(),
        ["gen"] => generate(true),
        ["gen", "--check"] => generate(false),
        ["licences", path] => licences::write(path),
        ["run", rest @ ..] => return shell::secretariat(rest),
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(64);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}

/// Writes what is generated, or checks it: what is learned from examples (the judges and the trees that decide what is listed),
/// and the typed faces of every language.
fn generate(write: bool) -> Result<(), String> {
    let mut learn =
        shell::cargo(&["test", "--quiet", "--locked", "--package", "secretariat", "--lib", "train::"]);
    if write {
        learn.env("SECRETARIAT_GENERATE", "1");
    }
    shell::step("weights of the judge", &mut learn)?;
    shell::step("build", &mut shell::whole("build"))?;
    bindings::generate(write)
}
