//! Wake-ups between processes by PostgreSQL's `NOTIFY` and `LISTEN`, for an office that needs no broker.
//!
//! Every topic is a channel, named by its hash. Publishing uses a small pool, every subscription a connection of its
//! own, which comes back by itself; what is published meanwhile is lost, as the contract allows.

use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use async_trait::async_trait;
use futures::stream::{self, BoxStream, StreamExt};
use sqlx::PgPool;
use sqlx::postgres::{PgConnectOptions, PgListener, PgPoolOptions};
use tokio::time::timeout;

use super::backoff::Backoff;
use super::parts::{self, Joiner};
use super::{Queue, check};
use crate::error::{Error, ErrorKind, Result};
use crate::id::Randomness;

/// Connections that publish.
const PUBLISHERS: u32 = 2;
/// How long a call may take.
const PATIENCE: Duration = Duration::from_millis(2_800);
/// How long a connection may be silent before it is asked whether it is still there.
const SILENCE: Duration = Duration::from_secs(5);

/// A queue in a PostgreSQL database.
#[derive(Debug)]
pub struct PostgresQueue {
    database: Arc<Database>,
    /// Made by the first call: a pool needs the runtime that the constructor may lack.
    publishers: OnceLock<PgPool>,
}

impl PostgresQueue {
    /// Uses the database at this URL (`postgres://user:password@host:port/database`), which is not asked yet. Queues
    /// of different `namespace`s do not hear each other.
    ///
    /// # Errors
    /// `invalid_input` when the URL cannot be read.
    pub fn new(url: &str, namespace: &str, randomness: Arc<dyn Randomness>) -> Result<Self> {
        let has_scheme = url.starts_with("postgres://") || url.starts_with("postgresql://");
        let options = PgConnectOptions::from_str(url).ok().filter(|_| has_scheme).ok_or_else(|| {
            // The reader's complaint may quote the URL, and so its password.
            Error::invalid_input(
                "the queue's URL cannot be read: expected postgres://user@host:port/database",
            )
        })?;
        // A wake-up need not survive a crash of the database: nobody waits for its log to be on disk.
        let options = options.application_name("secretariat queue").options([("synchronous_commit", "off")]);
        let database = Database { options, namespace: namespace.to_owned(), randomness };
        Ok(Self { database: Arc::new(database), publishers: OnceLock::new() })
    }

    /// Asks whether the database can be used.
    ///
    /// # Errors
    /// Within 3 seconds: `unavailable`, `unauthenticated`, `denied` or `not_found`, naming the database.
    pub async fn check(&self) -> Result<()> {
        self.notify("", &[]).await
    }

    /// Sends the parts in one transaction. A connection of the pool may have died unnoticed, so all are tried.
    async fn notify(&self, channel: &str, parts: &[String]) -> Result<()> {
        let connect = || pool(PUBLISHERS).connect_lazy_with(self.database.options.clone());
        let publishers = self.publishers.get_or_init(connect);
        let send = async {
            let mut tries = 0;
            loop {
                let sent = sqlx::query("SELECT pg_notify($1, part) FROM unnest($2::text[]) AS part")
                    .bind(channel)
                    .bind(parts)
                    .execute(publishers)
                    .await;
                match sent {
                    Ok(_) => return Ok(()),
                    Err(error) if tries < PUBLISHERS && is_lost(&error) => tries += 1,
                    Err(error) => return Err(error),
                }
            }
        };
        match timeout(PATIENCE, send).await {
            Ok(sent) => sent.map_err(|error| self.database.public(error)),
            Err(_) => Err(self.database.silent()),
        }
    }
}

#[async_trait]
impl Queue for PostgresQueue {
    async fn publish(&self, topic: &str, payload: &str) -> Result<()> {
        check(payload)?;
        self.notify(&self.database.channel(topic), &parts::split(payload)).await
    }

    async fn subscribe(&self, topic: &str) -> Result<BoxStream<'static, Result<String>>> {
        let channel = self.database.channel(topic);
        let listener = self.database.listen(&channel).await?;
        let subscription = Subscription {
            backoff: Backoff::new(Arc::clone(&self.database.randomness)),
            database: Arc::clone(&self.database),
            channel,
            listener: Some(listener),
            joiner: Joiner::default(),
        };
        Ok(stream::unfold(subscription, |mut subscription| async {
            let item = subscription.next().await;
            Some((item, subscription))
        })
        .boxed())
    }
}

/// What publishers and subscriptions share.
struct Database {
    options: PgConnectOptions,
    namespace: String,
    randomness: Arc<dyn Randomness>,
}

impl Database {
    fn channel(&self, topic: &str) -> String {
        format!("secretariat_{}", &super::hash(&[&self.namespace, topic])[..40])
    }

    async fn listen(&self, channel: &str) -> Result<PgListener> {
        let listen = async {
            // A pool of its own: the listener's connection never waits for publishers, nor they for it.
            let pool = pool(1).connect_lazy_with(self.options.clone());
            let mut listener = PgListener::connect_with(&pool).await?;
            listener.eager_reconnect(false);
            listener.listen(channel).await?;
            Ok(listener)
        };
        match timeout(PATIENCE, listen).await {
            Ok(listener) => listener.map_err(|error| self.public(error)),
            Err(_) => Err(self.silent()),
        }
    }

    fn silent(&self) -> Error {
        Error::unavailable(format!("{self} does not answer: check that it runs, and retry"))
    }

    fn public(&self, error: sqlx::Error) -> Error {
        let code = error.as_database_error().and_then(|error| error.code());
        let user = self.options.get_username();
        // https://www.postgresql.org/docs/current/errcodes-appendix.html
        let (kind, remedy) = match code.as_deref() {
            Some("28P01" | "28000") => (
                ErrorKind::Unauthenticated,
                format!("refuses the user `{user}`: correct user and password in the URL"),
            ),
            Some("3D000") => (ErrorKind::NotFound, "does not exist: create the database".to_owned()),
            Some("42501") => (ErrorKind::Denied, format!("denies a right to `{user}`: grant it")),
            Some(code) if !code.starts_with("57P") && !code.starts_with("53") && !code.starts_with("08") => {
                (ErrorKind::Internal, format!("refuses a wake-up with code {code}"))
            }
            _ => (ErrorKind::Unavailable, "cannot be reached: check that it runs, and retry".to_owned()),
        };
        Error::new(kind, format!("{self} {remedy}")).with_source(error)
    }
}

/// Names the database without its password.
impl fmt::Display for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.options.get_database().unwrap_or_else(|| self.options.get_username());
        write!(f, "PostgreSQL at {}:{}/{name}", self.options.get_host(), self.options.get_port())
    }
}

/// The options hold the password.
impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Database").field("at", &self.to_string()).finish_non_exhaustive()
    }
}

struct Subscription {
    database: Arc<Database>,
    channel: String,
    /// Absent while the connection is lost.
    listener: Option<PgListener>,
    joiner: Joiner,
    backoff: Backoff,
}

impl Subscription {
    /// Waits for the next payload, through any number of lost connections. An error that time does not heal is
    /// reported, and tried again all the same.
    async fn next(&mut self) -> Result<String> {
        loop {
            let Some(listener) = &mut self.listener else {
                self.reconnect().await?;
                continue;
            };
            match timeout(SILENCE, listener.try_recv()).await {
                Ok(Ok(Some(notification))) => {
                    if let Some(payload) = self.joiner.take(notification.payload()) {
                        return Ok(payload);
                    }
                }
                Ok(lost) => {
                    tracing::warn!(database = %self.database, error = ?lost.err(), "wake-ups are interrupted");
                    self.listener = None;
                }
                Err(_) => {
                    let alive = timeout(PATIENCE, sqlx::query("SELECT 1").execute(&mut *listener)).await;
                    if !matches!(alive, Ok(Ok(_))) {
                        tracing::warn!(database = %self.database, "wake-ups are interrupted by silence");
                        self.listener = None;
                    }
                }
            }
        }
    }

    async fn reconnect(&mut self) -> Result<()> {
        tokio::time::sleep(self.backoff.next()).await;
        match self.database.listen(&self.channel).await {
            Ok(listener) => {
                self.listener = Some(listener);
                self.joiner = Joiner::default();
                self.backoff.reset();
                Ok(())
            }
            Err(error) if error.is_retryable() => Ok(()),
            Err(error) => Err(error),
        }
    }
}

fn pool(connections: u32) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(PATIENCE)
        // A dead connection shows itself when it is used; asking first would double the cost of a wake-up.
        .test_before_acquire(false)
        .max_lifetime(None)
}

/// Says whether another connection may succeed.
fn is_lost(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) => true,
        sqlx::Error::Database(error) => error.code().is_some_and(|code| code.starts_with("57P")),
        _ => false,
    }
}
