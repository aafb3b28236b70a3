//! What the program does.

mod backup;
mod rotate_keys;
mod serve;
mod tend;
mod verify_audit;
mod worker;

pub(crate) use backup::{backup, restore, verify_backup};
pub(crate) use rotate_keys::rotate_keys;
pub(crate) use serve::{Role, serve};
pub(crate) use tend::{doctor, migrate};
pub(crate) use verify_audit::verify_audit;
pub(crate) use worker::worker;

use secretariat::{Error, Result};

/// Is ready at Ctrl-C and, on Unix, at the signal to terminate.
///
/// # Errors
/// `internal` when signals cannot be received.
#[cfg(unix)]
pub(crate) fn interrupted() -> Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let failed = |error| Error::internal("signals cannot be received").with_source(error);
    let mut terminate = signal(SignalKind::terminate()).map_err(failed)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(failed)?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Is ready at Ctrl-C.
///
/// # Errors
/// None here.
#[cfg(not(unix))]
pub(crate) fn interrupted() -> Result<impl Future<Output = ()>> {
    Ok(async {
        if let Err(error) = tokio::signal::ctrl_c().await {
            tracing::error!(%error, "signals cannot be received");
            std::future::pending::<()>().await;
        }
    })
}
