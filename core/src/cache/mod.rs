//! The port for what may be lost at any moment: results worth keeping for a while, and counters of rate limits.
//!
//! Losing a cache loses nothing but time. Who would rather compute anew than fail wraps it in [`Forgiving`].

pub mod conformance;
mod forgiving;
mod local;
#[cfg(feature = "redis")]
mod redis;

use std::time::Duration;

use async_trait::async_trait;

pub use self::forgiving::Forgiving;
pub use self::local::LocalCache;
#[cfg(feature = "redis")]
pub use self::redis::RedisCache;
use crate::error::{Error, Result};

/// The longest key, in bytes.
pub const KEY_BYTES: usize = 512;
/// The largest value, in bytes.
pub const VALUE_BYTES: usize = 1 << 20;
/// The longest time that a value is kept.
pub const LONGEST: Duration = Duration::from_secs(365 * 24 * 3_600);

/// Keeps values for a while.
///
/// Contract, tested by [`conformance`] for every backend:
/// - What was set reads back until its time is over, or earlier not at all; never something older.
/// - Keys are 1 to [`KEY_BYTES`] bytes, values at most [`VALUE_BYTES`], times 1 ms to [`LONGEST`]; else
///   `invalid_input` or, for a value, `limit_exceeded`.
/// - Increments of one key never overlap. A counter reads as decimal digits.
/// - A cache that cannot be reached makes a call fail with `unavailable` within 2 seconds.
#[async_trait]
pub trait Cache: Send + Sync + std::fmt::Debug {
    /// Reads a value.
    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>>;

    /// Keeps a value for `ttl`, in place of an older one.
    async fn set(&self, key: &str, value: Vec<u8>, ttl: Duration) -> Result<()>;

    /// Adds to a counter and returns the sum. An absent counter begins at zero and lives for `ttl`; further
    /// increments do not lengthen its life. A value that is no counter is `invalid_input`, as is a sum that 64 bits
    /// cannot hold. After `unavailable` it may have been added or not.
    async fn increment(&self, key: &str, by: i64, ttl: Duration) -> Result<i64>;

    /// Forgets a value, if it is there.
    async fn delete(&self, key: &str) -> Result<()>;
}

fn check_key(key: &str) -> Result<()> {
    if (1..=KEY_BYTES).contains(&key.len()) {
        return Ok(());
    }
    Err(Error::invalid_input(format!(
        "a key of the cache must have 1 to {KEY_BYTES} bytes: hash longer ones"
    )))
}

fn check_value(value: &[u8]) -> Result<()> {
    if value.len() <= VALUE_BYTES {
        return Ok(());
    }
    Err(Error::limit_exceeded(format!("the cache holds values of at most {VALUE_BYTES} bytes: use blobs")))
}

fn check_ttl(ttl: Duration) -> Result<()> {
    if (Duration::from_millis(1)..=LONGEST).contains(&ttl) {
        return Ok(());
    }
    Err(Error::invalid_input("the cache keeps a value for 1 millisecond to 365 days"))
}

fn no_counter(key: &str) -> Error {
    Error::invalid_input(format!(
        "`{key}` of the cache is no counter that can be changed so: use another key"
    ))
}
