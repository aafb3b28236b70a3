//! What a worker counts.

use std::sync::atomic::{AtomicU64, Ordering};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a worker has done since it began, and holds now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct WorkerMetrics {
    /// Pieces of work that were claimed.
    pub claimed: u64,
    /// Pieces that were finished.
    pub finished: u64,
    /// Runs that asked to go on later.
    pub continued: u64,
    /// Runs that failed and are tried again.
    pub retried: u64,
    /// Pieces that were parked.
    pub parked: u64,
    /// Pieces whose lease was lost.
    pub lost: u64,
    /// Pieces that were given back unfinished.
    pub returned: u64,
    /// Pieces that are held now.
    pub in_flight: u64,
    /// Claims that failed.
    pub claim_errors: u64,
}

/// The counters behind [`WorkerMetrics`].
#[derive(Debug, Default)]
pub(super) struct Counters {
    pub(super) claimed: AtomicU64,
    pub(super) finished: AtomicU64,
    pub(super) continued: AtomicU64,
    pub(super) retried: AtomicU64,
    pub(super) parked: AtomicU64,
    pub(super) lost: AtomicU64,
    pub(super) returned: AtomicU64,
    pub(super) claim_errors: AtomicU64,
}

impl Counters {
    pub(super) fn read(&self, in_flight: usize) -> WorkerMetrics {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        WorkerMetrics {
            claimed: read(&self.claimed),
            finished: read(&self.finished),
            continued: read(&self.continued),
            retried: read(&self.retried),
            parked: read(&self.parked),
            lost: read(&self.lost),
            returned: read(&self.returned),
            in_flight: in_flight as u64,
            claim_errors: read(&self.claim_errors),
        }
    }
}

/// Counts one more.
pub(super) fn count(counter: &AtomicU64) {
    counter.fetch_add(1, Ordering::Relaxed);
}
