//! Fills an empty database in one transaction.

use std::path::PathBuf;

use async_trait::async_trait;
use serde_json::{Value, json};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, SqliteConnection};

use super::fault::{Fault, code};
use super::load::Plain;
use super::schema::{column, stored, table};
use super::script::{Script, Texts, text};
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
    pub(super) async fn begin(
        path: PathBuf,
        connect: &SqliteConnectOptions,
        declared: Declared,
    ) -> Result<Self> {
        let public = |fault: Fault| fault.public(&path);
        let mut connection = connect.connect().await.map_err(|error| public(error.into()))?;
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
            let mut left = run;
            while let Some(first) = left.first() {
                left = match first {
                    Row::Record { collection, .. } => {
                        let collection = self.declared.collection(collection).map_err(Fault::Refused)?;
                        records(&mut script, &collection, left)?
                    }
                    Row::Event { .. } => events(&mut script, left)?,
                    _ => fixed(&mut script, left)?,
                };
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

/// Adds records as far as one statement goes, and returns the rest.
fn records<'r>(
    script: &mut Script,
    collection: &Collection,
    mut given: &'r [Row],
) -> Result<&'r [Row], Fault> {
    let (mut rows, mut texts) = (Vec::new(), Texts::default());
    while let Some((Row::Record { workspace, id, version, attributes, body, .. }, rest)) = given.split_first()
        && !texts.is_long()
    {
        let body = texts.add(body, "the body is no JSON", id)?;
        let attributes: Vec<Plain<'_>> =
            collection.attributes.iter().map(|known| Plain(attributes.get(known.name))).collect();
        rows.push((workspace.as_str(), id.as_str(), whole("version", *version)?, body, attributes));
        given = rest;
    }
    let columns: String = collection.attributes.iter().map(|a| format!(", {}", column(a.name))).collect();
    let values: String =
        (0..collection.attributes.len()).map(|place| format!(", value ->> '$[4][{place}]'")).collect();
    script.bind_texts(texts)?;
    script.bind(&rows)?;
    script.push(format!(
        "INSERT INTO {} (workspace, id, version, body{columns}) \
         SELECT value ->> 0, value ->> 1, value ->> 2, {}{values} FROM json_each(?)",
        table(collection),
        text("(value ->> 3)")
    ));
    Ok(given)
}

/// Adds events as far as one statement goes, and returns the rest.
fn events<'r>(script: &mut Script, mut given: &'r [Row]) -> Result<&'r [Row], Fault> {
    let (mut rows, mut texts) = (Vec::new(), Texts::default());
    while let Some((Row::Event { workspace, stream, sequence, event }, rest)) = given.split_first()
        && !texts.is_long()
    {
        let event = texts.add(event, "an event is no JSON", stream)?;
        rows.push((workspace.as_str(), stream.as_str(), whole("sequence", *sequence)?, event));
        given = rest;
    }
    script.bind_texts(texts)?;
    script.bind(&rows)?;
    // An event whose stream is not there finds no key, which its column refuses. The texts are the first parameter.
    script.push(format!(
        "INSERT INTO events (event, stream, sequence) SELECT {}, \
         (SELECT s.key FROM streams AS s WHERE s.workspace = q.value ->> 0 AND s.name = q.value ->> 1), \
         q.value ->> 2 FROM json_each(?) AS q",
        text("(q.value ->> 3)")
    ));
    Ok(given)
}

/// Adds rows of one kind that are neither records nor events.
fn fixed<'r>(script: &mut Script, given: &'r [Row]) -> Result<&'r [Row], Fault> {
    let mut into = "";
    let mut rows: Vec<Value> = Vec::with_capacity(given.len());
    for row in given {
        let values;
        (into, values) = match row {
            Row::Workspace { workspace, position } => (
                "workspaces (workspace, position) SELECT value ->> 0, value ->> 1",
                json!([workspace, whole("position", *position)?]),
            ),
            Row::Stream { workspace, name, sequence, epoch } => (
                "streams (workspace, name, sequence, epoch) \
                 SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3",
                json!([workspace, name, whole("sequence", *sequence)?, whole("epoch", *epoch)?]),
            ),
            Row::Change { workspace, position, collection, id, deleted } => (
                "changes (workspace, position, collection, id, deleted) \
                 SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4",
                json!([workspace, whole("position", *position)?, collection, id, i64::from(*deleted)]),
            ),
            Row::Message { topic, payload } => {
                ("outbox (topic, payload) SELECT value ->> 0, value ->> 1", json!([topic, payload]))
            }
            Row::Record { .. } | Row::Event { .. } => {
                return Err(Fault::Refused(Error::internal("a record or event is no fixed row")));
            }
        };
        rows.push(values);
    }
    script.bind(&rows)?;
    script.push(format!("INSERT INTO {into} FROM json_each(?)"));
    Ok(&[])
}

fn whole(what: &str, number: u64) -> Result<i64, Fault> {
    integer(what, number).map_err(Fault::Refused)
}
