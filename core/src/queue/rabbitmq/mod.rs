//! Wake-ups between processes by RabbitMQ.
//!
//! Every topic is a durable quorum queue that all its subscribers share, so that a wake-up reaches one of them.
//! Publishing waits until the broker has confirmed. A wake-up is acknowledged when it is handed over: it is only a
//! hint, and a long piece of work must not run into the broker's `consumer_timeout`. What is not text goes to the
//! exchange `<namespace>.dead` and waits in the queue of that name for somebody to look.

mod broker;
mod fault;
mod subscription;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use futures::stream::{self, BoxStream, StreamExt};
use tokio::time::timeout;

use self::broker::Broker;
use self::subscription::Subscription;
use super::{Queue, check};
use crate::error::{Error, Result};
use crate::id::Randomness;

/// How long publishing may take; the promise is three seconds.
const PUBLISHING: Duration = Duration::from_millis(2_800);
/// How long subscribing may take: a broker makes a quorum queue more slowly than it takes a message.
const SUBSCRIBING: Duration = Duration::from_millis(4_800);

/// A queue on a RabbitMQ broker. All calls share one connection, which is made when it is needed.
#[derive(Debug)]
pub struct RabbitQueue {
    broker: Arc<Broker>,
}

impl RabbitQueue {
    /// Uses the broker at this URL (`amqp://` or, over TLS, `amqps://`; the virtual host `/` is written `%2f`), which
    /// is not asked yet. Queues of different `namespace`s do not hear each other.
    ///
    /// # Errors
    /// `invalid_input` when the URL cannot be read, or when the namespace is not 1 to 40 of `a-z0-9-_`.
    pub fn new(url: &str, namespace: &str, randomness: Arc<dyn Randomness>) -> Result<Self> {
        Ok(Self { broker: Arc::new(Broker::new(url, namespace, randomness)?) })
    }

    /// Asks whether the broker can be used.
    ///
    /// # Errors
    /// Within 3 seconds: `unavailable`, `unauthenticated` or `denied`, naming the broker.
    pub async fn check(&self) -> Result<()> {
        self.within(PUBLISHING, async { self.broker.open().await.map(|_| ()) }).await
    }

    async fn within<T>(&self, patience: Duration, call: impl Future<Output = Result<T>>) -> Result<T> {
        match timeout(patience, call).await {
            Ok(outcome) => outcome,
            Err(_) => {
                // Who is silent now may be silent for ever: the next call gets another connection.
                self.broker.forget();
                Err(Error::unavailable(format!(
                    "{} does not answer: check that it runs, and retry",
                    self.broker
                )))
            }
        }
    }
}

#[async_trait]
impl Queue for RabbitQueue {
    async fn publish(&self, topic: &str, payload: &str) -> Result<()> {
        check(payload)?;
        self.within(PUBLISHING, self.broker.publish(topic, payload)).await
    }

    async fn subscribe(&self, topic: &str) -> Result<BoxStream<'static, Result<String>>> {
        let consumer = self.within(SUBSCRIBING, self.broker.consume(topic)).await?;
        let subscription = Subscription::new(Arc::clone(&self.broker), topic, consumer);
        Ok(stream::unfold(subscription, |mut subscription| async {
            let item = subscription.next().await;
            Some((item, subscription))
        })
        .boxed())
    }
}
