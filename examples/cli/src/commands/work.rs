//! `secretariat work`: a worker on the office, until it is interrupted.

use secretariat::{Error, Result};

use crate::args::Global;
use crate::output::Output;
use crate::setup;

pub(crate) async fn run(global: &Global, output: &Output) -> Result<u8> {
    let mut stop = Box::pin(interrupted()?);
    let office = setup::open_with_worker(global).await?;
    if !output.is_json() {
        output.print(&format!("working on {}; Ctrl-C ends it\n", global.office.display()));
    }
    stop.as_mut().await;
    let documents = office.documents().clone();
    office.close().await?;
    // Counted after the end, so that it says what was given back.
    let metrics = documents.worker_metrics().unwrap_or_default();
    if output.is_json() {
        output.json(&metrics);
    } else {
        let (finished, parked) = (metrics.finished, metrics.parked);
        output.print(&format!("{finished} done, {parked} parked, {} given back\n", metrics.returned));
    }
    Ok(0)
}

/// Ends at Ctrl-C and, on Unix, at the signal to terminate.
#[cfg(unix)]
fn interrupted() -> Result<impl Future<Output = ()>> {
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

/// Ends at Ctrl-C.
#[cfg(not(unix))]
fn interrupted() -> Result<impl Future<Output = ()>> {
    Ok(async {
        if let Err(error) = tokio::signal::ctrl_c().await {
            let error = Error::internal("signals cannot be received").with_source(error);
            eprintln!("{error}");
        }
    })
}
