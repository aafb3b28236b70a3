//! A cache whose absence is a miss.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

use super::Cache;
use crate::error::Result;

/// Reads nothing from a cache that cannot be reached, and keeps nothing there. Deletions and increments still fail:
/// a value that should be gone must not come back unnoticed, and a limit that does not count is none.
#[derive(Debug, Clone)]
pub struct Forgiving(Arc<dyn Cache>);

impl Forgiving {
    /// Wraps a cache.
    pub fn new(cache: Arc<dyn Cache>) -> Self {
        Self(cache)
    }
}

#[async_trait]
impl Cache for Forgiving {
    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>> {
        forgive(self.0.get(key).await)
    }

    async fn set(&self, key: &str, value: Vec<u8>, ttl: Duration) -> Result<()> {
        forgive(self.0.set(key, value, ttl).await)
    }

    async fn increment(&self, key: &str, by: i64, ttl: Duration) -> Result<i64> {
        self.0.increment(key, by, ttl).await
    }

    async fn delete(&self, key: &str) -> Result<()> {
        self.0.delete(key).await
    }
}

fn forgive<T: Default>(outcome: Result<T>) -> Result<T> {
    match outcome {
        Err(error) if error.is_retryable() => {
            tracing::warn!(%error, "the cache is left out");
            Ok(T::default())
        }
        outcome => outcome,
    }
}
