//! The command `secretariat`.

use std::ffi::OsString;

use napi_derive::napi;

/// Runs the command, the program's name first, on this thread and returns its exit code.
#[napi]
pub fn run_command(arguments: Vec<String>) -> u8 {
    secretariat_cli::run(arguments.into_iter().map(OsString::from))
}
