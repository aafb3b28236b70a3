//! One broker: the shared connection, and what is declared there.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use lapin::options::{
    BasicConsumeOptions, BasicPublishOptions, BasicQosOptions, ConfirmSelectOptions, ExchangeDeclareOptions,
    QueueBindOptions, QueueDeclareOptions,
};
use lapin::types::{AMQPValue, FieldTable, ShortString};
use lapin::uri::AMQPUri;
use lapin::{
    BasicProperties, Channel, Confirmation, Connection, ConnectionProperties, Consumer, ExchangeKind,
};

use super::fault::{Fault, Stage};
use crate::error::{Error, Result};
use crate::id::Randomness;

/// Seconds between signs of life, after two of which without one a connection counts as lost.
const HEARTBEAT: u16 = 5;
/// Milliseconds that a connection may take.
const CONNECTING: u64 = 2_500;
/// Wake-ups that wait in a subscriber.
const PREFETCHED: u16 = 64;
/// Wake-ups that wait in the broker; the oldest give way.
const WAITING: i64 = 100_000;
/// Milliseconds after which the broker removes a queue that nobody uses.
const UNUSED: i64 = 7 * 24 * 3_600 * 1_000;
/// The broker keeps the message through a restart.
const PERSISTENT: u8 = 2;

/// A consumer with the channel that it lives on.
pub(super) type Consuming = (Channel, Consumer);

/// A connection that publishes; consumers have channels of their own on it.
pub(super) struct Open {
    connection: Connection,
    publisher: Channel,
}

/// A broker.
pub(super) struct Broker {
    uri: AMQPUri,
    namespace: String,
    pub(super) randomness: Arc<dyn Randomness>,
    /// Held while connecting, so that one connection is made at a time.
    connecting: tokio::sync::Mutex<()>,
    open: Mutex<Option<Arc<Open>>>,
}

impl Broker {
    pub(super) fn new(url: &str, namespace: &str, randomness: Arc<dyn Randomness>) -> Result<Self> {
        let mut uri: AMQPUri = url.parse().map_err(|_| {
            // The reader's complaint may quote the URL, and so its password.
            Error::invalid_input(
                "the queue's URL cannot be read: expected amqp://user:password@host:port/vhost",
            )
        })?;
        let named = (1..=40).contains(&namespace.len())
            && namespace.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_".contains(&b));
        if !named {
            return Err(Error::invalid_input("the queue's namespace must be 1 to 40 of a-z, 0-9, - and _"));
        }
        uri.query.heartbeat.get_or_insert(HEARTBEAT);
        uri.query.connection_timeout.get_or_insert(CONNECTING);
        Ok(Self {
            uri,
            namespace: namespace.to_owned(),
            randomness,
            connecting: tokio::sync::Mutex::new(()),
            open: Mutex::new(None),
        })
    }

    /// Returns the connection, made anew where it is lost.
    pub(super) async fn open(&self) -> Result<Arc<Open>> {
        let _one_at_a_time = self.connecting.lock().await;
        if let Some(open) = self.current() {
            return Ok(open);
        }
        let made = async {
            let properties = ConnectionProperties::default().with_connection_name("secretariat".into());
            let connection = Connection::connect_uri(self.uri.clone(), properties).await?;
            let publisher = connection.create_channel().await?;
            publisher.confirm_select(ConfirmSelectOptions::default()).await?;
            Ok(Arc::new(Open { connection, publisher }))
        };
        let open = made.await.map_err(|source| self.public(Stage::Connect, source))?;
        *self.lock() = Some(Arc::clone(&open));
        Ok(open)
    }

    /// Drops the connection: the next call makes another.
    pub(super) fn forget(&self) {
        *self.lock() = None;
    }

    fn current(&self) -> Option<Arc<Open>> {
        let works =
            |open: &&Arc<Open>| open.connection.status().connected() && open.publisher.status().connected();
        self.lock().as_ref().filter(works).cloned()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Arc<Open>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Publishes and waits for the confirmation. A connection may have died unnoticed: then once more on another.
    pub(super) async fn publish(&self, topic: &str, payload: &str) -> Result<()> {
        let first = self.publish_once(topic, payload).await;
        match first {
            Err(error) if error.is_retryable() => {
                self.forget();
                self.publish_once(topic, payload).await
            }
            outcome => outcome,
        }
    }

    async fn publish_once(&self, topic: &str, payload: &str) -> Result<()> {
        let open = self.open().await?;
        let publish = async {
            // Without a subscriber there is no queue yet, and the default exchange drops the wake-up: as it should.
            let confirm = open.publisher.basic_publish(
                ShortString::default(),
                self.queue(topic),
                BasicPublishOptions::default(),
                payload.as_bytes(),
                BasicProperties::default().with_delivery_mode(PERSISTENT),
            );
            confirm.await?.await
        };
        match publish.await {
            Ok(Confirmation::Nack(_)) => Err(Fault::NotTaken.public(self)),
            Ok(_) => Ok(()),
            Err(source) => Err(self.public(Stage::Use, source)),
        }
    }

    /// Declares the queue of a topic and begins to take from it.
    pub(super) async fn consume(&self, topic: &str) -> Result<Consuming> {
        let open = self.open().await?;
        let consume = async {
            let channel = open.connection.create_channel().await?;
            channel.basic_qos(PREFETCHED, BasicQosOptions::default()).await?;
            let dead = self.dead();
            let fanout = ExchangeDeclareOptions { durable: true, ..ExchangeDeclareOptions::default() };
            channel
                .exchange_declare(dead.clone(), ExchangeKind::Fanout, fanout, FieldTable::default())
                .await?;
            declare(&channel, dead.clone(), None).await?;
            let bind = QueueBindOptions::default();
            channel
                .queue_bind(dead.clone(), dead.clone(), ShortString::default(), bind, FieldTable::default())
                .await?;
            let queue = self.queue(topic);
            declare(&channel, queue.clone(), Some(dead)).await?;
            let consumer = channel
                .basic_consume(
                    queue,
                    ShortString::default(),
                    BasicConsumeOptions::default(),
                    FieldTable::default(),
                )
                .await?;
            Ok((channel, consumer))
        };
        consume.await.map_err(|source| self.public(Stage::Use, source))
    }

    fn public(&self, stage: Stage, source: lapin::Error) -> Error {
        Fault::Driver { stage, user: self.uri.authority.userinfo.username.clone(), source }.public(self)
    }

    /// A topic that a queue's name of 255 bytes cannot hold is named by its hash.
    fn queue(&self, topic: &str) -> ShortString {
        let topic = if topic.len() <= 200 { topic.to_owned() } else { crate::queue::hash(&[topic]) };
        format!("{}.topic.{topic}", self.namespace).into()
    }

    fn dead(&self) -> ShortString {
        format!("{}.dead", self.namespace).into()
    }
}

async fn declare(channel: &Channel, queue: ShortString, dead: Option<ShortString>) -> lapin::Result<()> {
    let mut arguments = FieldTable::default();
    arguments.insert("x-queue-type".into(), AMQPValue::LongString("quorum".into()));
    arguments.insert("x-max-length".into(), AMQPValue::LongLongInt(WAITING));
    if let Some(dead) = dead {
        arguments.insert("x-expires".into(), AMQPValue::LongLongInt(UNUSED));
        arguments.insert("x-dead-letter-exchange".into(), AMQPValue::LongString(dead.as_str().into()));
    }
    let durable = QueueDeclareOptions { durable: true, ..QueueDeclareOptions::default() };
    channel.queue_declare(queue, durable, arguments).await.map(|_| ())
}

/// Names the broker without its password.
impl fmt::Display for Broker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (at, vhost) = (&self.uri.authority, &self.uri.vhost);
        write!(f, "RabbitMQ at {}:{} (virtual host `{vhost}`)", at.host, at.port)
    }
}

/// The URI holds the password.
impl fmt::Debug for Broker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Broker").field("at", &self.to_string()).finish_non_exhaustive()
    }
}
