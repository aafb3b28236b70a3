//! How a worker works, as plain data.

use std::time::Duration;

use crate::id::Randomness;

/// How a worker works.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkerOptions {
    /// How much it does at the same time.
    pub slots: usize,
    /// The most of one kind at the same time; kinds that are not named have all slots.
    pub per_kind: Vec<(String, usize)>,
    /// The most of one workspace that all workers together hold at a time.
    pub per_workspace: usize,
    /// How long a claim holds unless it is renewed.
    pub lease: Duration,
    /// How often claims are renewed: several times within a lease.
    pub heartbeat: Duration,
    /// How often it looks for work that no wake-up told of.
    pub sweep: Duration,
    /// How often work may fail before it is parked.
    pub attempts: u32,
    /// How many workers may die of work, or lose it, before it is parked.
    pub silent_epochs: u64,
    /// The longest pause after a first failure; it doubles with each further one.
    pub backoff: Duration,
    /// The longest pause after any failure.
    pub backoff_most: Duration,
    /// How long work may go on after the worker was told to stop.
    pub grace: Duration,
}

impl Default for WorkerOptions {
    fn default() -> Self {
        Self {
            slots: 64,
            per_kind: Vec::new(),
            per_workspace: 1_000,
            lease: Duration::from_secs(30),
            heartbeat: Duration::from_secs(10),
            sweep: Duration::from_secs(5),
            attempts: 8,
            silent_epochs: 5,
            backoff: Duration::from_secs(1),
            backoff_most: Duration::from_secs(300),
            grace: Duration::from_secs(10),
        }
    }
}

impl WorkerOptions {
    /// Returns the pause after a number of failures: any time up to a limit that doubles, so that what failed
    /// together does not come back together.
    pub(super) fn pause(&self, failures: u32, randomness: &dyn Randomness) -> Duration {
        pause(self.backoff, self.backoff_most, failures, randomness)
    }

    pub(super) fn most_of(&self, kind: &str) -> usize {
        self.per_kind.iter().find(|(name, _)| name == kind).map_or(usize::MAX, |(_, most)| *most)
    }
}

/// Exponential backoff with full jitter.
pub(super) fn pause(first: Duration, most: Duration, failures: u32, randomness: &dyn Randomness) -> Duration {
    let doubled = first.saturating_mul(1_u32.checked_shl(failures.saturating_sub(1)).unwrap_or(u32::MAX));
    let limit = u64::try_from(doubled.min(most).as_micros()).unwrap_or(u64::MAX);
    let mut random = [0; 8];
    randomness.fill(&mut random);
    // A remainder of 64 random bits favours no pause noticeably.
    Duration::from_micros(u64::from_le_bytes(random) % limit.max(1) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::SeededRandomness;

    #[test]
    fn pauses_double_up_to_the_most_and_are_spread() {
        let (randomness, options) = (SeededRandomness::new(1), WorkerOptions::default());
        for (failures, most) in [(1, 1), (2, 2), (3, 4), (9, 256), (10, 300), (40, 300), (u32::MAX, 300)] {
            let pauses: Vec<_> = (0..200).map(|_| options.pause(failures, &randomness)).collect();
            let most = Duration::from_secs(most);
            assert!(pauses.iter().all(|pause| !pause.is_zero() && *pause <= most), "after {failures}");
            assert!(pauses.iter().any(|pause| *pause > most.mul_f64(0.9)), "after {failures}");
            assert!(pauses.iter().any(|pause| *pause < most.mul_f64(0.1)), "after {failures}");
        }
    }
}
