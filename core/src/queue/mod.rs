//! The port for wake-ups: a hint that there is something to look at, never the data.
//!
//! A lost, doubled or late wake-up is harmless: who is woken claims from storage, and who is not looks
//! there at intervals anyway.

pub mod conformance;
mod local;

use async_trait::async_trait;
use futures::stream::BoxStream;

pub use self::local::LocalQueue;
use crate::error::Result;

/// Carries wake-ups.
///
/// Contract, tested by [`conformance`] for every backend:
/// - A payload that is published while somebody is subscribed to its topic reaches at least one of them,
///   unless the subscriber lags far behind or the carrier breaks; order and number are not promised.
/// - Publishing never waits for subscribers, and succeeds without any.
/// - After losses a subscription goes on with later payloads.
#[async_trait]
pub trait Queue: Send + Sync + std::fmt::Debug {
    /// Publishes a payload.
    async fn publish(&self, topic: &str, payload: &str) -> Result<()>;

    /// Receives the payloads of a topic that are published from now on.
    async fn subscribe(&self, topic: &str) -> Result<BoxStream<'static, Result<String>>>;
}
