//! What processes know together, by the cache that they share: how often somebody asked, and what was answered.
//!
//! Losing the cache loses nothing but that: each process then counts and remembers alone, as without one.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use secretariat::cache::{Cache, RedisCache};
use secretariat::clock::Clock;
use secretariat::settings::Settings;
use secretariat::{Error, Result};
use sha2::{Digest as _, Sha256};

use crate::access::{Seal, ServerKeys};

/// How long a cache that failed is left alone: nobody waits for it with each request.
const REST: Duration = Duration::from_secs(5);

/// The cache that the processes of an office share.
pub(crate) struct Shared {
    cache: Arc<dyn Cache>,
    clock: Arc<dyn Clock>,
    /// Answers hold what people wrote: the cache sees none of it.
    seal: Seal,
    rests_until: Mutex<Option<Instant>>,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shared").field("cache", &self.cache).finish_non_exhaustive()
    }
}

impl Shared {
    /// Opens the cache of the settings, where there is one.
    ///
    /// # Errors
    /// `invalid_input` for an address that is none.
    pub(crate) fn open(
        settings: &Settings,
        keys: &ServerKeys,
        clock: &Arc<dyn Clock>,
    ) -> Result<Option<Self>> {
        let Some(url) = settings.cache.as_ref().filter(|url| matches!(url.scheme(), "redis" | "rediss"))
        else {
            return Ok(None);
        };
        // Offices that use one cache have keys of their own, and so names of their own.
        let own = keys.derive("secretariat shared names");
        let own: String = own.iter().flatten().take(8).map(|byte| format!("{byte:02x}")).collect();
        let cache = Arc::new(RedisCache::new(url.as_str(), &format!("secretariat-server/{own}"))?);
        let seal = Seal::new(keys, "secretariat kept answer")?;
        Ok(Some(Self { cache, clock: Arc::clone(clock), seal, rests_until: Mutex::new(None) }))
    }

    /// Counts one more of a key in the present span of time; returns how many came in it by all processes, and how
    /// many seconds of it are left. None while the cache is away.
    pub(crate) async fn count(&self, limit: &str, key: &str, per: Duration) -> Option<(i64, u64)> {
        let seconds = i64::try_from(per.as_secs()).ok()?.max(1);
        let now = self.clock.now().as_second();
        let span = now.div_euclid(seconds);
        // Addresses and accounts are personal: the cache knows their hashes.
        let key = format!("rate/{limit}/{}/{span}", hash(key));
        let count = self.ask(self.cache.increment(&key, 1, per * 2)).await?;
        Some((count, u64::try_from(seconds - now.rem_euclid(seconds)).unwrap_or(1)))
    }

    /// Reads an answer that was kept.
    pub(crate) async fn recall(&self, key: &str) -> Option<Vec<u8>> {
        let sealed = self.ask(self.cache.get(&format!("answer/{}", hash(key)))).await??;
        self.seal.open(&sealed)
    }

    /// Keeps an answer.
    pub(crate) async fn keep(&self, key: &str, answer: Vec<u8>, ttl: Duration) {
        if let Ok(sealed) = self.seal.close(answer) {
            self.ask(self.cache.set(&format!("answer/{}", hash(key)), sealed, ttl)).await;
        }
    }

    /// Claims the work of a key for a while; false when another process has it. None while the cache is away.
    pub(crate) async fn claim(&self, key: &str, ttl: Duration) -> Option<bool> {
        let claims = self.ask(self.cache.increment(&format!("claim/{}", hash(key)), 1, ttl)).await?;
        Some(claims == 1)
    }

    /// Gives a claim back, so that the work can be tried again.
    pub(crate) async fn release(&self, key: &str) {
        self.ask(self.cache.delete(&format!("claim/{}", hash(key)))).await;
    }

    async fn ask<T>(&self, call: impl Future<Output = Result<T, Error>>) -> Option<T> {
        let rests = || self.rests_until.lock().unwrap_or_else(PoisonError::into_inner);
        if rests().is_some_and(|until| Instant::now() < until) {
            return None;
        }
        match call.await {
            Ok(found) => Some(found),
            Err(error) => {
                tracing::warn!(%error, "the cache is left out for a moment");
                *rests() = Some(Instant::now() + REST);
                None
            }
        }
    }
}

fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
