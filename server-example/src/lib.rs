//! The reference server: REST, rights, live events and a web page, on the public API of the SDK.
//!
//! ```text
//! request → frame (id, log, limits) → caller (who asks) → one call of the SDK as that member → answer
//! ```
//!
//! The rights of the core decide everything; the server finds out who asks. Most operations are one row in
//! [`operations`], from which also the OpenAPI document, the access matrix and the conformance runner come.

mod access;
mod app;
mod args;
mod commands;
mod edge;
#[cfg(feature = "graphql")]
pub mod graphql;
mod handlers;
mod idempotency;
mod layers;
mod listen;
mod log;
mod metrics;
mod oidc;
mod open;
pub mod openapi;
pub mod operations;
#[cfg(feature = "otel")]
mod otel;
mod problem;
mod router;
mod settings;
mod shared;
mod telemetry;
mod tls;

use std::ffi::OsString;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser as _;
use secretariat::clock::SystemClock;
use secretariat::{Error, ErrorKind, Office, Result};

use crate::args::{Cli, Command};
use crate::commands::Role;

pub use access::{Door, Identity};
pub use oidc::{CreateMembers, OidcSettings};
pub use settings::{ServerLimits, ServerSettings, TraceSettings};
pub use tls::TlsSettings;

/// Runs the program with these arguments (its name first), and returns its exit code: 0, 64 for wrong usage, or the
/// code of the error's kind.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 64 } else { 0 });
        }
    };
    let outcome = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Error::internal("the runtime cannot start").with_source(error))
        .and_then(|runtime| runtime.block_on(run(cli)));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("secretariat-server: {error}");
            ExitCode::from(error.kind().profile().exit_code)
        }
    }
}

/// Serves an office that a program opened itself, behind its own door, until `stop` is ready. The office stays open.
///
/// # Errors
/// `unavailable` when it cannot listen at the address of the settings; `internal` when access tokens cannot be signed.
pub async fn serve_office(
    office: Office,
    settings: ServerSettings,
    door: Arc<dyn Door>,
    listening: impl FnOnce(SocketAddr),
    stop: impl Future<Output = ()>,
) -> Result<()> {
    let tls = settings.tls.as_ref().map(tls::Tls::open).transpose()?;
    let listener = listen::bind(settings.listen).await?;
    let address = listener
        .local_addr()
        .map_err(|error| Error::internal("the address of the server is unknown").with_source(error))?;
    let keys = access::ServerKeys::fresh();
    let app = app::App::new(office, &keys, settings, Arc::new(SystemClock), Some(door))?;
    listening(address);
    let limits = app.settings.limits;
    let stop = async {
        stop.await;
        app.closing.send_replace(true);
    };
    listen::serve(listener, tls, router::router(&app), limits, stop).await;
    Ok(())
}

async fn run(cli: Cli) -> Result<()> {
    let command = cli.command.unwrap_or(Command::Serve);
    let log = log::Log::new(cli.global.log);
    if matches!(command, Command::Openapi) {
        println!("{}", openapi::text());
        return Ok(());
    }
    let settings = edge::settings(&cli.global)?;
    #[cfg(feature = "otel")]
    if let Some(traces) = &settings.traces {
        let (traces, subscriber) = otel::open(traces, log)?;
        log::install(subscriber);
        let outcome = perform(command, settings).await;
        traces.close().await;
        return outcome;
    }
    log::install(log);
    perform(command, settings).await
}

async fn perform(command: Command, settings: ServerSettings) -> Result<()> {
    match command {
        Command::Serve => commands::serve(settings, Role::All).await,
        Command::Api => commands::serve(settings, Role::Api).await,
        Command::Worker => commands::worker(settings).await,
        Command::Migrate => commands::migrate(settings).await,
        Command::Doctor => commands::doctor(settings).await,
        Command::VerifyAudit { workspace, export } => {
            commands::verify_audit(settings, workspace.as_deref(), export.as_deref()).await
        }
        Command::Backup { file, backup_key, verify } => {
            commands::backup(settings, &file, backup_key.as_deref(), verify).await
        }
        Command::VerifyBackup { file, backup_key } => {
            commands::verify_backup(settings, &file, backup_key.as_deref()).await
        }
        Command::Restore { file, backup_key, tombstones, is_move } => {
            commands::restore(settings, &file, backup_key.as_deref(), tombstones.as_deref(), is_move).await
        }
        Command::RotateKeys { retire } => commands::rotate_keys(settings, retire).await,
        Command::Openapi => Err(Error::new(ErrorKind::Internal, "the document was printed before")),
    }
}
