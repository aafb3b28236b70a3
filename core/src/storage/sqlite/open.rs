//! Connections: how they are configured, and the pools of one database.

use std::path::Path;
use std::time::Duration;

use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions, SqliteSynchronous};

use super::fault::{self, Fault};
use super::schema;
use crate::storage::Collection;

/// How long a statement waits for the lock of another process.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// Reads that run at once; each connection has a thread and a page cache of 2 MB.
const READERS: u32 = 4;
/// Tries to open a file that another process is just making, 20 ms apart: turning WAL on does not wait
/// for locks by itself.
const OPEN_TRIES: u32 = 150;

/// How the connections of one database are made.
#[derive(Debug)]
pub(super) struct Options {
    /// The options of the writer.
    pub(super) connect: SqliteConnectOptions,
    /// Whether the database is in memory, and so lives in its only connection.
    pub(super) in_memory: bool,
}

/// The pools of one database.
#[derive(Debug)]
pub(super) struct Pools {
    /// The one connection that writes.
    pub(super) writer: SqlitePool,
    /// The connections that read; in memory the same as the writer.
    pub(super) readers: SqlitePool,
    /// Whether other processes may write too.
    pub(super) shared: bool,
}

fn common(connect: SqliteConnectOptions) -> SqliteConnectOptions {
    // The default of 100 statements is fewer than the kinds of statements over many collections.
    connect.busy_timeout(BUSY_TIMEOUT).statement_cache_capacity(500)
}

/// Configures a file. FULL syncs the log at every commit, so an acknowledged commit survives a power loss.
pub(super) fn file(path: &Path) -> Options {
    let connect = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .synchronous(SqliteSynchronous::Full)
        .pragma("journal_size_limit", "67108864");
    Options { connect: common(connect), in_memory: false }
}

/// Encrypts what is configured: the key itself, from which SQLCipher derives none.
#[cfg(feature = "sqlcipher")]
pub(super) fn encrypted(options: Options, key: &crate::keys::DataKey) -> Options {
    let hex: String = key.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    // The driver sends this pragma before all others.
    let connect = options.connect.pragma("key", format!("\"x'{hex}'\""));
    Options { connect, ..options }
}

/// Configures a database in memory.
pub(super) fn memory() -> Options {
    Options { connect: common(SqliteConnectOptions::new().in_memory(true)), in_memory: true }
}

/// Opens the pools and prepares the schema.
pub(super) async fn pools(options: Options, collections: &[Collection]) -> Result<Pools, Fault> {
    let mut tries = 0;
    loop {
        tries += 1;
        match attempt(&options, collections).await {
            Err(Fault::Driver(error)) if fault::code(&error) == Some(fault::BUSY) && tries < OPEN_TRIES => {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            outcome => return outcome,
        }
    }
}

async fn attempt(options: &Options, collections: &[Collection]) -> Result<Pools, Fault> {
    let writer = pool(1).connect_with(options.connect.clone()).await?;
    let mut connection = writer.acquire().await?;
    schema::prepare(&mut connection, collections, options.in_memory).await?;
    drop(connection);
    let readers = if options.in_memory {
        writer.clone()
    } else {
        let connect = options.connect.clone().create_if_missing(false).pragma("query_only", "true");
        pool(READERS).connect_lazy_with(connect)
    };
    Ok(Pools { writer, readers, shared: !options.in_memory })
}

/// A connection is never closed for age or idleness: a database in memory would end with it.
fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(30))
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
}
