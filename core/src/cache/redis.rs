//! A cache that processes share: Redis, or what speaks its protocol.
//!
//! One connection carries all calls at once. It is made when it is needed, and given up when an answer fails to come:
//! the driver's own connection manager would keep one that went silent.

use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use redis::aio::MultiplexedConnection;
use redis::{AsyncConnectionConfig, Client, Cmd, FromRedisValue, RedisError};
use tokio::time::timeout;

use super::{Cache, check_key, check_ttl, check_value, no_counter};
use crate::error::{Error, ErrorKind, Result};

/// How long a call may take; the promise is two seconds.
const PATIENCE: Duration = Duration::from_millis(1_800);

/// Adds, and gives a new counter its time, in one step.
const INCREMENT: &str = "\
local sum = redis.call('INCRBY', KEYS[1], ARGV[1])
if redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return sum";

/// A cache in Redis.
pub struct RedisCache {
    client: Client,
    prefix: String,
    /// Names the server without its password.
    name: String,
    /// Held while connecting, so that one connection is made at a time.
    connecting: tokio::sync::Mutex<()>,
    connection: Mutex<Option<MultiplexedConnection>>,
}

/// The client holds the password.
impl fmt::Debug for RedisCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisCache")
            .field("at", &self.name)
            .field("prefix", &self.prefix)
            .finish_non_exhaustive()
    }
}

impl RedisCache {
    /// Uses the server at this URL (`redis://user:password@host:port/database`, or `rediss://` over TLS), which is not
    /// asked yet. All keys begin with `prefix` and a colon.
    ///
    /// # Errors
    /// `invalid_input` when the URL cannot be read.
    pub fn new(url: &str, prefix: &str) -> Result<Self> {
        let client = Client::open(url).map_err(|_| {
            // The reader's complaint may quote the URL, and so its password.
            Error::invalid_input("the cache's URL cannot be read: expected redis://user:password@host:port/0")
        })?;
        let name = format!("Redis at {}", client.get_connection_info().addr());
        Ok(Self {
            client,
            prefix: prefix.to_owned(),
            name,
            connecting: tokio::sync::Mutex::new(()),
            connection: Mutex::new(None),
        })
    }

    /// Asks whether the server can be used.
    ///
    /// # Errors
    /// Within 2 seconds: `unavailable`, `unauthenticated` or `denied`, naming the server.
    pub async fn check(&self) -> Result<()> {
        self.get("check").await.map(|_| ())
    }

    fn key(&self, key: &str) -> String {
        format!("{}:{key}", self.prefix)
    }

    /// Runs a command whose repetition does no harm: a connection that died unnoticed is tried once more.
    async fn repeatable<T: FromRedisValue>(&self, command: &Cmd) -> Result<T> {
        self.within(async {
            match self.run(command).await {
                Err(error) if error.is_unrecoverable_error() => self.run(command).await,
                outcome => outcome,
            }
        })
        .await
    }

    async fn run<T: FromRedisValue>(&self, command: &Cmd) -> redis::RedisResult<T> {
        let mut connection = self.connection().await?;
        let outcome = command.query_async(&mut connection).await;
        if outcome.as_ref().is_err_and(RedisError::is_unrecoverable_error) {
            self.forget();
        }
        outcome
    }

    async fn within<T>(&self, call: impl Future<Output = redis::RedisResult<T>>) -> Result<T> {
        match timeout(PATIENCE, call).await {
            Ok(outcome) => outcome.map_err(|error| self.public(error)),
            Err(_) => {
                // Who is silent now may be silent for ever: the next call gets another connection.
                self.forget();
                let message = format!("{} does not answer: check that it runs, and retry", self.name);
                Err(Error::unavailable(message))
            }
        }
    }

    async fn connection(&self) -> redis::RedisResult<MultiplexedConnection> {
        let _one_at_a_time = self.connecting.lock().await;
        if let Some(connection) = self.lock().clone() {
            return Ok(connection);
        }
        let patience =
            AsyncConnectionConfig::new().set_connection_timeout(Some(PATIENCE)).set_response_timeout(None);
        let connection = self.client.get_multiplexed_async_connection_with_config(&patience).await?;
        *self.lock() = Some(connection.clone());
        Ok(connection)
    }

    fn forget(&self) {
        *self.lock() = None;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<MultiplexedConnection>> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn public(&self, error: RedisError) -> Error {
        let refused = matches!(error.kind(), redis::ErrorKind::AuthenticationFailed);
        let (kind, remedy) = match error.code() {
            Some("WRONGPASS" | "NOAUTH") => {
                (ErrorKind::Unauthenticated, "refuses the password: correct user and password in the URL")
            }
            _ if refused => {
                (ErrorKind::Unauthenticated, "refuses the password: correct user and password in the URL")
            }
            Some("NOPERM") => (ErrorKind::Denied, "denies a command or key: grant it to the user of the URL"),
            Some("OOM") => (ErrorKind::Unavailable, "is full: set its `maxmemory-policy` to `allkeys-lru`"),
            _ => (ErrorKind::Unavailable, "cannot be reached: check that it runs, and retry"),
        };
        Error::new(kind, format!("{} {remedy}", self.name)).with_source(error)
    }
}

#[async_trait]
impl Cache for RedisCache {
    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>> {
        check_key(key)?;
        self.repeatable(redis::cmd("GET").arg(self.key(key))).await
    }

    async fn set(&self, key: &str, value: Vec<u8>, ttl: Duration) -> Result<()> {
        check_key(key)?;
        check_value(&value)?;
        check_ttl(ttl)?;
        self.repeatable(redis::cmd("SET").arg(self.key(key)).arg(value).arg("PX").arg(millis(ttl))).await
    }

    async fn increment(&self, key: &str, by: i64, ttl: Duration) -> Result<i64> {
        check_key(key)?;
        check_ttl(ttl)?;
        let mut command = redis::cmd("EVAL");
        command.arg(INCREMENT).arg(1).arg(self.key(key)).arg(by).arg(millis(ttl));
        self.within(async {
            match self.run(&command).await {
                // Redis has no code of its own for it.
                Err(error) if is_no_counter(&error) => Ok(None),
                outcome => outcome.map(Some),
            }
        })
        .await?
        .ok_or_else(|| no_counter(key))
    }

    async fn delete(&self, key: &str) -> Result<()> {
        check_key(key)?;
        self.repeatable(redis::cmd("DEL").arg(self.key(key))).await
    }
}

fn millis(ttl: Duration) -> u64 {
    u64::try_from(ttl.as_millis()).unwrap_or(u64::MAX)
}

fn is_no_counter(error: &RedisError) -> bool {
    let words = error.detail().unwrap_or_default();
    words.contains("not an integer") || words.contains("would overflow")
}
