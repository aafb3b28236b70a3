//! A worker that runs beside an application, until the last one who needs it has gone.

use std::sync::{Mutex, PoisonError};

use tokio::task::JoinHandle;

use super::metrics::WorkerMetrics;
use super::worker::Worker;

/// A worker in the background, or none when others do the work. Dropping it tells the worker to stop.
#[derive(Debug)]
pub(crate) struct Background {
    worker: Option<Worker>,
    running: Mutex<Option<JoinHandle<()>>>,
}

impl Background {
    /// Starts a worker on the present runtime.
    pub(crate) fn start(worker: Option<Worker>) -> Self {
        let running = worker.clone().map(|worker| tokio::spawn(async move { worker.run().await }));
        Self { worker, running: Mutex::new(running) }
    }

    /// Says that work was committed.
    pub(crate) fn nudge(&self) {
        if let Some(worker) = &self.worker {
            worker.nudge();
        }
    }

    /// Returns what the worker has counted.
    pub(crate) fn metrics(&self) -> Option<WorkerMetrics> {
        self.worker.as_ref().map(Worker::metrics)
    }

    /// Stops the worker and waits until it has given back what it could not finish.
    pub(crate) async fn stop(&self) {
        self.tell();
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(running) = running
            && let Err(error) = running.await
        {
            tracing::error!(%error, "the worker broke off: its work goes on after its leases");
        }
    }

    fn tell(&self) {
        if let Some(worker) = &self.worker {
            worker.stop();
        }
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        self.tell();
    }
}
