//! Who forwards the audit, where the settings name a collector.

use std::sync::Arc;

use crate::audit::{AuditKey, Noted};
use crate::clock::Clock;
use crate::documents::ingest::Ingest;
use crate::error::Result;
use crate::forwarding::{ForwardHandler, Forwarding};
use crate::settings::Settings;
use crate::storage::Storage;
use crate::work::{Background, Handler};

/// Makes the handler of the work, if there is a collector.
///
/// # Errors
/// As [`ForwardHandler::new`].
pub(super) fn handler(
    settings: &Settings,
    storage: &Arc<dyn Storage>,
    clock: &Arc<dyn Clock>,
    key: &Option<AuditKey>,
) -> Result<Option<Arc<dyn Handler>>> {
    let Some(settings) = &settings.forwarding else { return Ok(None) };
    let handler = ForwardHandler::new(settings, Arc::clone(storage), Arc::clone(clock), key.clone())?;
    Ok(Some(Arc::new(handler)))
}

/// Begins with each workspace in which this process writes.
pub(super) fn start(
    (storage, work): (Arc<dyn Storage>, Arc<Background>),
    ingest: &Ingest,
    noted: Arc<Noted>,
) -> Arc<Forwarding> {
    let of_work = (Arc::clone(&ingest.work_clock), Arc::clone(&ingest.work_randomness));
    Arc::new(Forwarding::start(storage, of_work, work, noted))
}
