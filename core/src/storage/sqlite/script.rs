//! Statements that run together: each call of the driver wakes its thread and is waited for, which costs
//! more than most statements.
//!
//! However many rows a statement is about, they are one parameter: a JSON text that SQLite takes apart with
//! `json_each`. The driver keeps prepared statements by their text, all those of a script as one, so a text
//! that depended on the number of rows would be prepared anew for nearly each group: that took longer than to
//! run it, and what was kept took 50 MB.

use futures::TryStreamExt as _;
use serde::Serialize;
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Arguments as _, AssertSqlSafe, Either, Executor as _, SqliteConnection};

use super::fault::Fault;
use crate::error::Error;

/// Bytes of parameters after which a script runs without waiting for more.
const BYTES: usize = 4 << 20;

/// Statements and their parameters, in order.
#[derive(Debug, Default)]
pub(super) struct Script {
    statements: Vec<String>,
    arguments: SqliteArguments,
    bytes: usize,
}

/// Bodies and events of one statement, one behind the other in one parameter. They are JSON already, and inside
/// of another JSON text SQLite would read and write each of them once more.
#[derive(Debug, Default)]
pub(super) struct Texts(Vec<u8>);

/// The SQL of a text by a number that [`Texts::add`] gave; the parameter of the texts comes here.
pub(super) fn text(number: &str) -> String {
    format!("CAST(substr(?, ({number} >> 32) + 1, {number} & 4294967295) AS TEXT)")
}

impl Texts {
    /// Adds a value as JSON, and returns where it is: its first byte and its length, in one number.
    pub(super) fn add(&mut self, value: &impl Serialize, complaint: &str, name: &str) -> Result<u64, Fault> {
        let start = self.0.len();
        serde_json::to_writer(&mut self.0, value).map_err(|error| {
            Fault::Refused(Error::invalid_input(complaint).about(name).with_source(error))
        })?;
        Ok(((start as u64) << 32) | (self.0.len() - start) as u64)
    }

    /// Says whether it holds so much that a statement of its own should come next.
    pub(super) fn is_long(&self) -> bool {
        self.0.len() > BYTES
    }
}

/// Why a script stopped, and before the end of which statement.
#[derive(Debug)]
pub(super) struct Stopped {
    pub(super) at_last: bool,
    pub(super) error: sqlx::Error,
}

impl From<Stopped> for Fault {
    fn from(stopped: Stopped) -> Self {
        Self::Driver(stopped.error)
    }
}

impl Script {
    /// Adds a value as JSON as the parameter of the statement that is pushed next.
    pub(super) fn bind(&mut self, value: &impl Serialize) -> Result<(), Fault> {
        let text = serde_json::to_string(value).map_err(|error| {
            Fault::Refused(Error::internal("rows cannot be written as JSON").with_source(error))
        })?;
        self.bytes += text.len();
        self.arguments.add(text).map_err(|error| Fault::Driver(sqlx::Error::Encode(error)))
    }

    /// Adds texts as a parameter.
    pub(super) fn bind_texts(&mut self, texts: Texts) -> Result<(), Fault> {
        self.bytes += texts.0.len();
        self.arguments.add(texts.0).map_err(|error| Fault::Driver(sqlx::Error::Encode(error)))
    }

    /// Adds a statement; its parameters are plain question marks.
    pub(super) fn push(&mut self, sql: impl Into<String>) {
        self.statements.push(sql.into());
    }

    /// Runs what is there if it has become long.
    pub(super) async fn relieve(&mut self, connection: &mut SqliteConnection) -> Result<(), Fault> {
        if self.bytes > BYTES {
            self.run(connection).await?;
        }
        Ok(())
    }

    /// Runs everything and returns the rows of all statements.
    pub(super) async fn run(&mut self, connection: &mut SqliteConnection) -> Result<Vec<SqliteRow>, Stopped> {
        let Self { statements, arguments, .. } = std::mem::take(self);
        let mut done = 0;
        let mut rows = Vec::new();
        if statements.is_empty() {
            return Ok(rows);
        }
        let query = sqlx::query_with(AssertSqlSafe(statements.join("; ")), arguments);
        let mut results = connection.fetch_many(query);
        loop {
            match results.try_next().await {
                Ok(Some(Either::Right(row))) => rows.push(row),
                Ok(Some(Either::Left(_))) => done += 1,
                Ok(None) => return Ok(rows),
                Err(error) => return Err(Stopped { at_last: done + 1 == statements.len(), error }),
            }
        }
    }
}
