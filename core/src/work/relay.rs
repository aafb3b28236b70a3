//! Carries messages from the transactional outbox to the queue.

use std::sync::Arc;
use std::time::Duration;

use futures::future::join_all;
use tokio::sync::Notify;

use crate::error::Result;
use crate::queue::Queue;
use crate::storage::Storage;

/// Messages that are carried at once.
const LOAD: usize = 256;

/// Publishes what commits left in the outbox, at least once. Several relays may run on one database; then
/// a message may be published by each.
#[derive(Debug, Clone)]
pub struct Relay {
    storage: Arc<dyn Storage>,
    queue: Arc<dyn Queue>,
    nudged: Arc<Notify>,
}

impl Relay {
    /// Joins a database and a queue.
    pub fn new(storage: Arc<dyn Storage>, queue: Arc<dyn Queue>) -> Self {
        Self { storage, queue, nudged: Arc::new(Notify::new()) }
    }

    /// Publishes all messages that wait now and returns how many there were. A message is forgotten after
    /// the queue took it, so a failure in between publishes it again and loses nothing.
    ///
    /// # Errors
    /// Those of storage and queue.
    pub async fn drain(&self) -> Result<usize> {
        let mut carried = 0;
        loop {
            let waiting = self.storage.outbox(LOAD).await?;
            if waiting.is_empty() {
                return Ok(carried);
            }
            // All at once: a broker's confirmations then come together.
            let outcomes = join_all(waiting.iter().map(|(key, message)| async move {
                self.queue.publish(&message.topic, &message.payload).await.map(|()| *key)
            }))
            .await;
            let keys: Vec<u64> =
                outcomes.iter().filter_map(|outcome| outcome.as_ref().ok().copied()).collect();
            if !keys.is_empty() {
                self.storage.published(&keys).await?;
            }
            carried += keys.len();
            outcomes.into_iter().collect::<Result<Vec<u64>>>()?;
        }
    }

    /// Tells [`Relay::run`] that a commit left messages, so that it need not wait for its interval.
    pub fn nudge(&self) {
        self.nudged.notify_one();
    }

    /// Drains after every nudge and every `interval`, which finds the messages of other processes, until
    /// the future is dropped. Failures are logged and tried again.
    pub async fn run(&self, interval: Duration) {
        loop {
            if let Err(error) = self.drain().await {
                tracing::warn!(%error, "messages wait in the outbox");
            }
            tokio::select! {
                () = self.nudged.notified() => {}
                () = tokio::time::sleep(interval) => {}
            }
        }
    }
}
