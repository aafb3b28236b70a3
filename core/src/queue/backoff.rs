//! How long to wait before a lost connection is tried again.

use std::sync::Arc;
use std::time::Duration;

use crate::id::Randomness;

const FIRST: Duration = Duration::from_millis(100);
const LONGEST: Duration = Duration::from_secs(5);

/// Doubles the wait with every failure. Half of it is random, so that the processes that one broken broker served
/// do not all come back at the same moment.
#[derive(Debug)]
pub(super) struct Backoff {
    randomness: Arc<dyn Randomness>,
    failures: u32,
}

impl Backoff {
    pub(super) fn new(randomness: Arc<dyn Randomness>) -> Self {
        Self { randomness, failures: 0 }
    }

    /// Begins anew after a success.
    pub(super) fn reset(&mut self) {
        self.failures = 0;
    }

    /// Returns the wait after one more failure.
    pub(super) fn next(&mut self) -> Duration {
        let whole = LONGEST.min(FIRST.saturating_mul(1 << self.failures.min(16)));
        self.failures = self.failures.saturating_add(1);
        let mut random = [0];
        self.randomness.fill(&mut random);
        whole / 2 + (whole / 2).mul_f64(f64::from(random[0]) / 255.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::SeededRandomness;

    #[test]
    fn waits_grow_to_a_limit_and_begin_anew() {
        let mut backoff = Backoff::new(Arc::new(SeededRandomness::new(1)));
        let waits: Vec<Duration> = (0..40).map(|_| backoff.next()).collect();
        for (number, wait) in waits.iter().enumerate() {
            let whole = LONGEST.min(FIRST * 2_u32.pow(number.min(10) as u32));
            assert!(whole / 2 <= *wait && *wait <= whole, "{number}: {wait:?}");
        }
        backoff.reset();
        assert!(backoff.next() <= FIRST);
    }
}
