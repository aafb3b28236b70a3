//! Who does the work of an office: its own worker, unless others do.

use std::sync::Arc;
use std::time::Duration;

use jiff::tz::TimeZone;

use crate::communications::outbox::{DeliveryHandler, KIND, Post};
use crate::documents::ingest::Ingest;
use crate::documents::jobs::{Hub, IngestHandler};
use crate::error::{Error, Result};
use crate::queue::Queue;
use crate::settings::Settings;
use crate::webhooks;
use crate::work::{Handler, Worker, WorkerOptions};

/// How many webhooks one process tells at the same time: slow receivers leave room for other work.
const WEBHOOKS: usize = 16;
/// How long the work of an office that is closed may go on.
const GRACE: Duration = Duration::from_secs(2);

/// The worker of an office, unless others do its work.
pub(super) fn worker(
    ingest: &Arc<Ingest>,
    hub: &Arc<Hub>,
    post: &Arc<Post>,
    mut handlers: Vec<Arc<dyn Handler>>,
    queue: Arc<dyn Queue>,
    settings: &Settings,
    parallel: usize,
) -> Option<Worker> {
    let defaults = WorkerOptions::default();
    let slots = settings.workers.unwrap_or(defaults.slots);
    let handler = IngestHandler { ingest: Arc::clone(ingest), hub: Arc::clone(hub) };
    // One after the other keeps the order of the files, so that a replay makes the same ids.
    let in_order = (parallel == 1).then(|| (handler.kind().to_owned(), 1));
    let sending = [(KIND.to_owned(), post.parallel()), (webhooks::KIND.to_owned(), WEBHOOKS)];
    let per_kind = in_order.into_iter().chain(sending).collect();
    let deliveries = DeliveryHandler {
        storage: Arc::clone(ingest.repository.storage()),
        blobs: Arc::clone(&ingest.blobs),
        clock: Arc::clone(&ingest.clock),
        randomness: Arc::clone(&ingest.work_randomness),
        post: Arc::clone(post),
    };
    handlers.push(Arc::new(handler));
    handlers.push(Arc::new(deliveries));
    let options = WorkerOptions { slots, per_kind, attempts: 4, grace: GRACE, ..defaults };
    (slots > 0).then(|| {
        Worker::new(
            Arc::clone(ingest.repository.storage()),
            queue,
            Arc::clone(&ingest.work_clock),
            Arc::clone(&ingest.work_randomness),
            handlers,
            options,
        )
    })
}

pub(super) fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get)
}

pub(super) fn time_zone(name: Option<&str>) -> Result<TimeZone> {
    match name {
        None => Ok(TimeZone::UTC),
        Some(name) => TimeZone::get(name).map_err(|error| {
            Error::invalid_input(format!("{name} is not a time zone of the IANA database")).with_source(error)
        }),
    }
}
