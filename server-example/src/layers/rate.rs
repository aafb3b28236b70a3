//! Rate limits by the generic cell rate algorithm: one time per key, in a map of bounded size.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use moka::sync::Cache;
use secretariat::ErrorKind;

use crate::problem::Problem;
use crate::shared::Shared;

/// The most keys that are remembered; a flood of new ones drives out the oldest, and costs no more memory.
const KEYS: u64 = 100_000;

/// So many at once, and as many again in that time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rate {
    pub(crate) burst: u32,
    pub(crate) per: Duration,
}

/// Counts what comes under each key.
#[derive(Debug)]
pub(crate) struct Limiter {
    name: &'static str,
    rate: Rate,
    /// When the key's whole burst is there again.
    cells: Cache<String, Arc<Mutex<Instant>>>,
    /// Where other processes count too.
    shared: Option<Arc<Shared>>,
}

impl Limiter {
    /// Makes a limiter, by whose name clients know it.
    pub(crate) fn new(name: &'static str, rate: Rate, shared: Option<Arc<Shared>>) -> Self {
        let rate = Rate { burst: rate.burst.max(1), ..rate };
        let cells = Cache::builder().max_capacity(KEYS).time_to_idle(rate.per * 2).build();
        Self { name, rate, cells, shared }
    }

    /// Takes one; otherwise says in how many seconds there is one again. Where processes share a cache, all of them
    /// together give no more than the rate in each span of it.
    pub(crate) async fn take(&self, key: String) -> Result<u32, u64> {
        let left = self.take_at(key.clone(), Instant::now())?;
        let Some(shared) = &self.shared else { return Ok(left) };
        match shared.count(self.name, &key, self.rate.per).await {
            Some((count, seconds)) if count > i64::from(self.rate.burst) => Err(seconds.max(1)),
            Some((count, _)) => {
                let all = i64::from(self.rate.burst) - count;
                Ok(left.min(u32::try_from(all).unwrap_or(u32::MAX)))
            }
            None => Ok(left),
        }
    }

    fn take_at(&self, key: String, now: Instant) -> Result<u32, u64> {
        let pause = self.rate.per / self.rate.burst;
        let cell = self.cells.get_with(key, || Arc::new(Mutex::new(now)));
        let mut full = cell.lock().unwrap_or_else(PoisonError::into_inner);
        let next = (*full).max(now) + pause;
        let wait = next.saturating_duration_since(now);
        if wait > self.rate.per {
            let seconds = (wait - self.rate.per).as_secs_f64().ceil();
            return Err((seconds as u64).max(1));
        }
        *full = next;
        let left = (self.rate.per - wait).as_nanos() / pause.as_nanos().max(1);
        Ok(u32::try_from(left).unwrap_or(u32::MAX))
    }

    /// Describes the limit, as the header `RateLimit-Policy` does.
    pub(crate) fn policy(&self) -> String {
        format!("\"{}\";q={};w={}", self.name, self.rate.burst, self.rate.per.as_secs())
    }

    /// Describes what is left of it, as the header `RateLimit` does.
    pub(crate) fn left(&self, left: u32) -> String {
        format!("\"{}\";r={left}", self.name)
    }

    /// Tells who asked too often.
    pub(crate) fn problem(&self, who: &str, seconds: u64) -> Problem {
        let detail = format!("too many requests from {who}: wait {seconds} s");
        Problem::new(StatusCode::TOO_MANY_REQUESTS, ErrorKind::LimitExceeded, detail).retry_after(seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_passes_and_the_rest_waits_for_its_turn() {
        let limiter = Limiter::new("x", Rate { burst: 3, per: Duration::from_secs(60) }, None);
        let start = Instant::now();
        let take = |key: &str, seconds| limiter.take_at(key.to_owned(), start + Duration::from_secs(seconds));
        assert_eq!([take("a", 0), take("a", 0), take("a", 0)], [Ok(2), Ok(1), Ok(0)]);
        assert_eq!(take("a", 0), Err(20));
        assert_eq!(take("b", 0), Ok(2), "each key has its own");
        assert_eq!(take("a", 19), Err(1));
        assert_eq!(take("a", 20), Ok(0));
        assert_eq!(take("a", 21), Err(19));
        assert_eq!(take("a", 600), Ok(2), "what was not used is there again, once");
    }
}
