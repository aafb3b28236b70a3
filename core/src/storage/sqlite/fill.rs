//! Fills an empty database in one transaction.

use std::path::PathBuf;

use async_trait::async_trait;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, SqliteConnection};

use super::fault::{Fault, code};
use super::open;
use super::schema::{column, stored, table};
use super::script::{Script, pieces, rows};
use crate::error::{Error, Result};
use crate::storage::Collection;
use crate::storage::archive::{Fill, Row, does_not_fit, not_empty};
use crate::storage::check::{Declared, integer};

/// SQLITE_CONSTRAINT: a row that is there already, or belongs to nothing.
const CONSTRAINT: i32 = 19;
/// The tables that are no collections.
const FIXED: [&str; 5] = ["workspaces", "streams", "events", "changes", "outbox"];

/// A transaction that fills a database; dropped, it closes its connection, which takes everything back.
pub(super) struct Filling {
    path: PathBuf,
    declared: Declared,
    connection: SqliteConnection,
}

impl Filling {
    /// Begins, if there is nothing.
    pub(super) async fn begin(path: PathBuf, declared: Declared) -> Result<Self> {
        let public = |fault: Fault| fault.public(&path);
        let mut connection =
            open::file(&path).connect.connect().await.map_err(|error| public(error.into()))?;
        let begun = sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut connection).await;
        begun.map_err(|error| public(error.into()))?;
        match is_empty(&mut connection).await {
            Ok(true) => Ok(Self { path, declared, connection }),
            Ok(false) => Err(not_empty(path.display())),
            Err(fault) => Err(public(fault)),
        }
    }

    async fn write(&mut self, given: &[Row]) -> Result<(), Fault> {
        let mut script = Script::default();
        // Rows of one kind, and records of one collection, come one after the other.
        for run in given.chunk_by(alike) {
            for piece in pieces(run) {
                match &piece[0] {
                    Row::Record { collection, .. } => {
                        let collection = self.declared.collection(collection).map_err(Fault::Refused)?;
                        records(&mut script, &collection, piece)?;
                    }
                    _ => fixed(&mut script, piece)?,
                }
                script.relieve(&mut self.connection).await?;
            }
        }
        script.run(&mut self.connection).await?;
        Ok(())
    }
}

#[async_trait]
impl Fill for Filling {
    async fn add(&mut self, rows: Vec<Row>) -> Result<()> {
        rows.iter().try_for_each(|row| self.declared.row(row))?;
        self.write(&rows).await.map_err(|fault| match fault {
            Fault::Driver(error) if code(&error) == Some(CONSTRAINT) => does_not_fit().with_source(error),
            fault => fault.public(&self.path),
        })
    }

    async fn commit(mut self: Box<Self>) -> Result<()> {
        let path = self.path;
        let public = |error: sqlx::Error| Fault::from(error).public(&path);
        sqlx::raw_sql("COMMIT").execute(&mut self.connection).await.map_err(public)?;
        self.connection.close().await.map_err(public)
    }
}

async fn is_empty(connection: &mut SqliteConnection) -> Result<bool, Fault> {
    let collections =
        stored(connection).await?.into_iter().map(|collection| format!("r_{}", collection.name));
    for table in collections.chain(FIXED.map(str::to_owned)) {
        let sql = format!("SELECT EXISTS (SELECT 1 FROM {table})");
        if sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut *connection).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Says whether two rows go into one table.
fn alike(one: &Row, next: &Row) -> bool {
    match (one, next) {
        (Row::Record { collection, .. }, Row::Record { collection: other, .. }) => collection == other,
        _ => std::mem::discriminant(one) == std::mem::discriminant(next),
    }
}

fn records(script: &mut Script, collection: &Collection, given: &[Row]) -> Result<(), Fault> {
    for row in given {
        let Row::Record { workspace, id, version, attributes, body, .. } = row else { continue };
        script.bind(workspace.as_str())?;
        script.bind(id.as_str())?;
        script.bind(whole("version", *version)?)?;
        script.bind(body.to_string())?;
        for attribute in collection.attributes {
            script.bind_value(attributes.get(attribute.name))?;
        }
    }
    let names: String = collection.attributes.iter().map(|a| format!(", {}", column(a.name))).collect();
    script.push(format!(
        "INSERT INTO {} (workspace, id, version, body{names}) VALUES {}",
        table(collection),
        rows(given.len(), 4 + collection.attributes.len())
    ));
    Ok(())
}

/// Adds rows of one kind that are no records.
fn fixed(script: &mut Script, given: &[Row]) -> Result<(), Fault> {
    let mut columns = 0;
    let mut into = "";
    for row in given {
        (columns, into) = match row {
            Row::Workspace { workspace, position } => {
                script.bind(workspace.as_str())?;
                script.bind(whole("position", *position)?)?;
                (2, "INSERT INTO workspaces (workspace, position) VALUES ")
            }
            Row::Stream { workspace, name, sequence, epoch } => {
                script.bind(workspace.as_str())?;
                script.bind(name.as_str())?;
                script.bind(whole("sequence", *sequence)?)?;
                script.bind(whole("epoch", *epoch)?)?;
                (4, "INSERT INTO streams (workspace, name, sequence, epoch) VALUES ")
            }
            Row::Event { workspace, stream, sequence, event } => {
                script.bind(workspace.as_str())?;
                script.bind(stream.as_str())?;
                script.bind(whole("sequence", *sequence)?)?;
                script.bind(event.to_string())?;
                (4, "")
            }
            Row::Change { workspace, position, collection, id, deleted } => {
                script.bind(workspace.as_str())?;
                script.bind(whole("position", *position)?)?;
                script.bind(collection.as_str())?;
                script.bind(id.as_str())?;
                script.bind(*deleted)?;
                (5, "INSERT INTO changes (workspace, position, collection, id, deleted) VALUES ")
            }
            Row::Message { topic, payload } => {
                script.bind(topic.as_str())?;
                script.bind(payload.as_str())?;
                (2, "INSERT INTO outbox (topic, payload) VALUES ")
            }
            Row::Record { .. } => return Err(Fault::Refused(Error::internal("a record is no fixed row"))),
        };
    }
    let values = rows(given.len(), columns);
    script.push(match into {
        // An event whose stream is not there finds no key, which its column refuses.
        "" => format!(
            "WITH q (workspace, name, sequence, event) AS (VALUES {values}) \
             INSERT INTO events (stream, sequence, event) SELECT \
             (SELECT s.key FROM streams AS s WHERE s.workspace = q.workspace AND s.name = q.name), \
             q.sequence, q.event FROM q"
        ),
        into => format!("{into}{values}"),
    });
    Ok(())
}

fn whole(what: &str, number: u64) -> Result<i64, Fault> {
    integer(what, number).map_err(Fault::Refused)
}
