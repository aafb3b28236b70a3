//! Connections: how they are configured, and the pools of one database.

use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection};

use super::fault::Fault;
use super::schema::{self, CLAIMS, MEMBER};
use crate::error::{Error, Result};
use crate::storage::Collection;

/// How long a caller waits for a connection.
pub(super) const CONNECT: Duration = Duration::from_secs(3);
/// How long a read may take before the connection counts as dead.
pub(super) const READ: Duration = Duration::from_secs(10);
/// How long one group of writes may take.
pub(super) const WRITE: Duration = Duration::from_secs(15);
/// The oldest server that has what the statements use.
const OLDEST: i64 = 14;

/// Where a database is, and how it is named in errors.
#[derive(Debug, Clone)]
pub(super) struct Address {
    options: PgConnectOptions,
    /// Server, port and database; never the password.
    pub(super) place: String,
}

impl FromStr for Address {
    type Err = Error;

    fn from_str(url: &str) -> Result<Self> {
        let wrong = "not the address of a PostgreSQL database: expected `postgres://user:password@server:5432/database`";
        if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
            return Err(Error::invalid_input(wrong));
        }
        // The parser's complaint may hold the password, so it is not kept.
        let options = PgConnectOptions::from_str(url).map_err(|_| Error::invalid_input(wrong))?;
        let database = options.get_database().unwrap_or(options.get_username());
        let place = format!("PostgreSQL `{database}` at {}:{}", options.get_host(), options.get_port());
        let options = options
            .application_name("secretariat")
            // A client that is gone or stopped in the middle of a transaction must not hold its locks.
            .options([
                ("search_path", "secretariat"),
                ("idle_in_transaction_session_timeout", "5000"),
                ("lock_timeout", "10000"),
                ("tcp_keepalives_idle", "10"),
                ("tcp_keepalives_interval", "5"),
                ("tcp_keepalives_count", "3"),
                ("jit", "off"),
            ])
            .statement_cache_capacity(500)
            .disable_statement_logging();
        Ok(Self { options, place })
    }
}

impl Address {
    /// Opens one connection as the member role or as the role of claims.
    pub(super) async fn connect(&self, role: &'static str) -> Result<PgConnection, Fault> {
        // Plans are kept: one made while a table was small would read and sort all of it once it has grown. And
        // a bitmap would visit all that a queue ever held, where an index scan learns what is dead.
        let off = ["enable_seqscan", "enable_sort", "enable_bitmapscan"].map(|plan| (plan, "off"));
        let options = self.options.clone().options(off);
        let mut connection = limited(CONNECT, PgConnection::connect_with(&options)).await??;
        limited(CONNECT, act_as(&mut connection, role)).await??;
        Ok(connection)
    }

    /// Opens a connection for one long transaction over all workspaces, which may wait for its program.
    pub(super) async fn connect_alone(&self) -> Result<PgConnection, Fault> {
        let options = self.options.clone().options([("idle_in_transaction_session_timeout", "0")]);
        let mut connection = limited(CONNECT, PgConnection::connect_with(&options)).await??;
        limited(CONNECT, act_as(&mut connection, CLAIMS)).await??;
        Ok(connection)
    }

    /// Returns the options of a connection that only listens.
    pub(super) fn options(&self) -> &PgConnectOptions {
        &self.options
    }

    /// Opens a connection that reads, within this time.
    pub(super) async fn connect_reader(&self, limit: Duration) -> Result<PgConnection, Fault> {
        // A plan that was kept from the time when a table was small would walk the wrong index later.
        let options = self.options.clone().options([("plan_cache_mode", "force_custom_plan")]);
        let connecting = async {
            let mut connection = PgConnection::connect_with(&options).await?;
            act_as(&mut connection, MEMBER).await?;
            Ok(connection)
        };
        limited(limit, connecting).await?.map_err(Fault::Driver)
    }

    /// Prepares the schema.
    pub(super) async fn open(&self, collections: &[Collection]) -> Result<(), Fault> {
        let mut connection = limited(CONNECT, PgConnection::connect_with(&self.options)).await??;
        let version: String =
            sqlx::query_scalar("SHOW server_version_num").fetch_one(&mut connection).await?;
        let major = version.parse::<i64>().map_or(0, |number| number / 10_000);
        if major < OLDEST {
            return Err(Fault::Refused(Error::unsupported(format!(
                "{} is version {major}: update the server to {OLDEST} or newer",
                self.place
            ))));
        }
        schema::prepare(&mut connection, collections).await?;
        connection.close().await?;
        Ok(())
    }
}

async fn act_as(connection: &mut PgConnection, role: &'static str) -> sqlx::Result<()> {
    debug_assert!(role == MEMBER || role == CLAIMS);
    connection.execute(AssertSqlSafe(format!("SET ROLE {role}"))).await.map(drop)
}

/// Waits for an answer no longer than `limit`.
pub(super) async fn limited<T>(limit: Duration, work: impl Future<Output = T>) -> Result<T, Fault> {
    tokio::time::timeout(limit, work).await.map_err(|_| Fault::Silent(limit))
}
