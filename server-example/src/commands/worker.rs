//! `worker`.

use secretariat::Result;

use super::interrupted;
use crate::open;
use crate::settings::ServerSettings;

/// Does long work until it is interrupted; what is on its way then is given back.
pub(crate) async fn worker(settings: ServerSettings) -> Result<()> {
    let stop = interrupted()?;
    let office = open::office(&settings, settings.settings.workers.filter(|slots| *slots > 0)).await?;
    println!("working; Ctrl-C ends it");
    stop.await;
    let documents = office.documents().clone();
    office.close().await?;
    let metrics = documents.worker_metrics().unwrap_or_default();
    println!("{} done, {} parked, {} given back", metrics.finished, metrics.parked, metrics.returned);
    Ok(())
}
