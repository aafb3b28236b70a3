//! Statements over whole groups: rows go as arrays, one for each column.

use sqlx::postgres::PgArguments;
use sqlx::{Arguments, AssertSqlSafe, Encode, PgConnection, Postgres, Type};

use super::fault::Fault;
use crate::storage::{AttributeKind, AttributeValue};

/// The parameters of one statement, numbered as they come.
#[derive(Debug, Default)]
pub(super) struct Parameters {
    arguments: PgArguments,
    count: usize,
}

impl Parameters {
    /// Adds a parameter and returns its name.
    pub(super) fn add<'q, T>(&mut self, value: T, sql_type: &str) -> Result<String, Fault>
    where
        T: Encode<'q, Postgres> + Type<Postgres>,
    {
        self.arguments.add(value).map_err(|error| Fault::Driver(sqlx::Error::Encode(error)))?;
        self.count += 1;
        Ok(format!("${}::{sql_type}", self.count))
    }

    /// Adds the values of an attribute, null where a record has none.
    pub(super) fn attribute<'q>(
        &mut self,
        kind: AttributeKind,
        values: impl Iterator<Item = Option<&'q AttributeValue>>,
    ) -> Result<String, Fault> {
        match kind {
            AttributeKind::Text => {
                let texts = values.map(|value| match value {
                    Some(AttributeValue::Text(text)) => Some(text.as_str()),
                    _ => None,
                });
                self.add(texts.collect::<Vec<_>>(), "text[]")
            }
            AttributeKind::Integer => {
                let integers = values.map(|value| match value {
                    Some(AttributeValue::Integer(integer)) => Some(*integer),
                    _ => None,
                });
                self.add(integers.collect::<Vec<_>>(), "bigint[]")
            }
        }
    }

    /// Adds pairs of workspace and name and returns both parameters.
    pub(super) fn pairs<'q>(
        &mut self,
        pairs: impl Iterator<Item = (&'q str, &'q str)>,
    ) -> Result<String, Fault> {
        let (workspaces, names): (Vec<&str>, Vec<&str>) = pairs.unzip();
        Ok(format!("{}, {}", self.add(workspaces, "text[]")?, self.add(names, "text[]")?))
    }

    /// Returns them for a statement of the caller's.
    pub(super) fn into_arguments(self) -> PgArguments {
        self.arguments
    }

    /// Runs a statement with these parameters.
    pub(super) async fn execute(self, sql: String, connection: &mut PgConnection) -> Result<(), Fault> {
        sqlx::query_with(AssertSqlSafe(sql), self.arguments).execute(connection).await?;
        Ok(())
    }

    /// Runs a statement with these parameters and returns its rows.
    pub(super) async fn fetch(
        self,
        sql: String,
        connection: &mut PgConnection,
    ) -> Result<Vec<sqlx::postgres::PgRow>, Fault> {
        Ok(sqlx::query_with(AssertSqlSafe(sql), self.arguments).fetch_all(connection).await?)
    }
}
