//! The command `secretariat` as a library, so that the Python and Node packages ship the same command.

mod args;
mod commands;
mod files;
mod output;
mod page;
mod progress;
mod setup;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use crate::args::{Cli, Command};
use crate::output::Output;

/// Runs the command with these arguments (the program's name first) and returns its exit code.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    ExitCode::from(run(arguments))
}

/// Runs the command for a host program, and returns the exit code as a number: 0, 64 for wrong usage, or the
/// code of the error's kind.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { 64 } else { 0 };
        }
    };
    let output = Output::new(cli.global.json);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            output.error(&secretariat::Error::internal("the runtime cannot start").with_source(error));
            return secretariat::ErrorKind::Internal.profile().exit_code;
        }
    };
    match runtime.block_on(execute(cli, &output)) {
        Ok(code) => code,
        Err(error) => {
            output.error(&error);
            error.kind().profile().exit_code
        }
    }
}

async fn execute(cli: Cli, output: &Output) -> secretariat::Result<u8> {
    let Cli { global, command } = cli;
    match command {
        Command::Day(day) => commands::day::run(&global, day, output).await,
        Command::Parse(parse) => commands::parse::run(&global, parse, output).await,
        Command::Values => commands::values::run(output),
        Command::Add(add) => commands::add::run(&global, add, output).await,
        Command::Work => commands::work::run(&global, output).await,
        Command::List => commands::list::run(&global, output).await,
        Command::Doctor => commands::doctor::run(&global, output).await,
        Command::Brief(named) => commands::brief::run(&global, named, output).await,
        Command::Search(search) => commands::search::run(&global, search, output).await,
        Command::Ask(ask) => commands::ask::run(&global, ask, output).await,
        Command::Extract(extract) => commands::extract::run(&global, extract, output).await,
        Command::Draft(draft) => commands::draft::run(&global, *draft, output).await,
        Command::Drafts => commands::show::list(&global, output).await,
        Command::Show(show) => commands::show::run(&global, show, output).await,
        Command::Check(check) => commands::check::run(&global, check, output).await,
        Command::Send(send) => commands::outbox::send(&global, send, output).await,
        Command::Approve(approve) => commands::outbox::approve(&global, approve, output).await,
        Command::Outbox(outbox) => commands::outbox::run(&global, outbox, output).await,
        Command::Templates(templates) => commands::templates::run(&global, templates, output).await,
        Command::Fetch(fetch) => commands::fetch::run(&global, fetch, output).await,
        Command::Agents => commands::runs::agents(&global, output).await,
        Command::Run(run) => commands::runs::run(&global, run, output).await,
        Command::Runs(runs) => commands::runs::runs(&global, runs, output).await,
        Command::Watch(watch) => commands::runs::watch(&global, watch, output).await,
        Command::Replay(replay) => commands::runs::replay(&global, replay, output).await,
        Command::Schedules(schedules) => commands::schedules::run(&global, schedules, output).await,
        Command::Privacy(privacy) => commands::privacy::run(&global, *privacy, output).await,
        Command::Backup(backup) => commands::copies::backup(&global, backup, output).await,
        Command::VerifyBackup(verify) => commands::copies::verify(&global, verify, output).await,
        Command::Restore(restore) => commands::copies::restore(&global, restore, output).await,
        Command::RotateKeys(rotate) => commands::copies::rotate_keys(&global, rotate, output).await,
        Command::Mcp(mcp) => commands::mcp::run(&global, mcp).await,
    }
}
