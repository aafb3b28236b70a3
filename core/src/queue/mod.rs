//! The port for wake-ups: a hint that there is something to look at, never the data.
//!
//! A lost, doubled or late wake-up is harmless: who is woken claims from storage, and who is not looks
//! there at intervals anyway.

#[cfg(any(feature = "postgres", feature = "rabbitmq"))]
mod backoff;
pub mod conformance;
mod local;
#[cfg(feature = "postgres")]
mod parts;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(feature = "rabbitmq")]
mod rabbitmq;

use async_trait::async_trait;
use futures::stream::BoxStream;

pub use self::local::LocalQueue;
#[cfg(feature = "postgres")]
pub use self::postgres::PostgresQueue;
#[cfg(feature = "rabbitmq")]
pub use self::rabbitmq::RabbitQueue;
use crate::error::{Error, Result};

/// The largest payload, in bytes.
pub const PAYLOAD_BYTES: usize = 1 << 20;

/// Carries wake-ups.
///
/// Contract, tested by [`conformance`] for every backend:
/// - A payload that is published while somebody is subscribed to its topic reaches at least one of them,
///   unless the subscriber lags far behind or the carrier breaks; order and number are not promised.
/// - Publishing never waits for subscribers, and succeeds without any.
/// - A payload is any text of at most [`PAYLOAD_BYTES`]; a larger one is `limit_exceeded`.
/// - A carrier that cannot be reached makes a call fail with `unavailable` within 3 seconds (5 for `subscribe`).
/// - After losses, also of the connection, a subscription goes on with later payloads.
#[async_trait]
pub trait Queue: Send + Sync + std::fmt::Debug {
    /// Publishes a payload.
    async fn publish(&self, topic: &str, payload: &str) -> Result<()>;

    /// Receives the payloads of a topic that are published from now on.
    async fn subscribe(&self, topic: &str) -> Result<BoxStream<'static, Result<String>>>;
}

fn check(payload: &str) -> Result<()> {
    if payload.len() <= PAYLOAD_BYTES {
        return Ok(());
    }
    Err(Error::limit_exceeded(format!(
        "a wake-up holds at most {PAYLOAD_BYTES} bytes: send an id and keep the data in storage"
    )))
}

/// Names what a carrier cannot name as it is: in hexadecimal.
#[cfg(any(feature = "postgres", feature = "rabbitmq"))]
fn hash(words: &[&str]) -> String {
    use std::fmt::Write as _;

    use sha2::{Digest, Sha256};

    let mut hash = Sha256::new();
    for word in words {
        hash.update((word.len() as u64).to_le_bytes());
        hash.update(word);
    }
    hash.finalize().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
