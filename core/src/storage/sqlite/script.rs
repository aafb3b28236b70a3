//! Statements that run together: each call of the driver wakes its thread and is waited for, which costs
//! more than most statements.

use futures::TryStreamExt as _;
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Arguments as _, AssertSqlSafe, Either, Encode, Executor as _, Sqlite, SqliteConnection, Type};

use super::fault::Fault;
use crate::storage::AttributeValue;

/// Rows of one statement: more make the statement longer and save little.
const ROWS: usize = 64;
/// Parameters after which a script runs without waiting for more: the driver keeps prepared statements by
/// their text, and a long text is rarely the same again.
const PARAMETERS: usize = 400;

/// Statements and their parameters, in order.
#[derive(Debug, Default)]
pub(super) struct Script {
    statements: Vec<String>,
    arguments: SqliteArguments,
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
    /// Adds a parameter of the statement that is pushed next.
    pub(super) fn bind<'q, T>(&mut self, value: T) -> Result<(), Fault>
    where
        T: Encode<'q, Sqlite> + Type<Sqlite>,
    {
        self.arguments.add(value).map_err(|error| Fault::Driver(sqlx::Error::Encode(error)))
    }

    /// Adds the value of an attribute as a parameter.
    pub(super) fn bind_value(&mut self, value: Option<&AttributeValue>) -> Result<(), Fault> {
        match value {
            Some(AttributeValue::Text(text)) => self.bind(text.as_str()),
            Some(AttributeValue::Integer(integer)) => self.bind(*integer),
            None => self.bind(None::<i64>),
        }
    }

    /// Adds a statement; its parameters are plain question marks.
    pub(super) fn push(&mut self, sql: impl Into<String>) {
        self.statements.push(sql.into());
    }

    /// Runs what is there if it has become long.
    pub(super) async fn relieve(&mut self, connection: &mut SqliteConnection) -> Result<(), Fault> {
        if self.arguments.len() > PARAMETERS {
            self.run(connection).await?;
        }
        Ok(())
    }

    /// Runs everything and returns the rows of all statements.
    pub(super) async fn run(&mut self, connection: &mut SqliteConnection) -> Result<Vec<SqliteRow>, Stopped> {
        let Self { statements, arguments } = std::mem::take(self);
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

/// Splits rows into pieces of few different sizes, so that few different statements are prepared.
pub(super) fn pieces<T>(mut rows: &[T]) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let size = 1_usize << rows.len().min(ROWS).checked_ilog2()?;
        let (piece, rest) = rows.split_at(size);
        rows = rest;
        Some(piece)
    })
}

/// Writes the parameters of so many rows.
pub(super) fn rows(count: usize, columns: usize) -> String {
    let row = format!("({})", vec!["?"; columns].join(", "));
    vec![row; count].join(", ")
}
