//! A subscription that outlives its connections.

use std::sync::Arc;

use futures::StreamExt;
use lapin::message::Delivery;
use lapin::options::{BasicAckOptions, BasicRejectOptions};
use tokio::time::timeout;

use super::SUBSCRIBING;
use super::broker::{Broker, Consuming};
use crate::error::Result;
use crate::queue::backoff::Backoff;

/// Takes the wake-ups of one topic.
pub(super) struct Subscription {
    broker: Arc<Broker>,
    topic: String,
    /// Absent while the connection is lost.
    consuming: Option<Consuming>,
    backoff: Backoff,
}

impl Subscription {
    pub(super) fn new(broker: Arc<Broker>, topic: &str, consuming: Consuming) -> Self {
        let backoff = Backoff::new(Arc::clone(&broker.randomness));
        Self { broker, topic: topic.to_owned(), consuming: Some(consuming), backoff }
    }

    /// Waits for the next payload, through any number of lost connections. An error that time does not heal is
    /// reported, and tried again all the same.
    pub(super) async fn next(&mut self) -> Result<String> {
        loop {
            let Some((_, consumer)) = &mut self.consuming else {
                self.reconnect().await?;
                continue;
            };
            match consumer.next().await {
                Some(Ok(delivery)) => {
                    if let Some(payload) = hand_over(delivery).await {
                        return Ok(payload);
                    }
                }
                lost => {
                    let error = lost.and_then(Result::err);
                    tracing::warn!(broker = %self.broker, ?error, "wake-ups are interrupted");
                    self.consuming = None;
                }
            }
        }
    }

    async fn reconnect(&mut self) -> Result<()> {
        tokio::time::sleep(self.backoff.next()).await;
        match timeout(SUBSCRIBING, self.broker.consume(&self.topic)).await {
            Ok(Ok(consuming)) => {
                self.consuming = Some(consuming);
                self.backoff.reset();
                Ok(())
            }
            Ok(Err(error)) if !error.is_retryable() => Err(error),
            Ok(Err(_)) => Ok(()),
            Err(_) => {
                self.broker.forget();
                Ok(())
            }
        }
    }
}

/// Acknowledges a delivery and returns its text; what is not text goes to the dead letters. A failed
/// acknowledgement is no loss: the broker delivers again.
async fn hand_over(mut delivery: Delivery) -> Option<String> {
    match String::from_utf8(std::mem::take(&mut delivery.data)) {
        Ok(payload) => {
            let _ = delivery.ack(BasicAckOptions::default()).await;
            Some(payload)
        }
        Err(_) => {
            tracing::warn!(queue = %delivery.routing_key, "a message that is no text goes to the dead letters");
            let _ = delivery.reject(BasicRejectOptions { requeue: false }).await;
            None
        }
    }
}
