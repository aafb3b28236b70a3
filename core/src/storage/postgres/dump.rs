//! Reads everything as of one moment: a transaction that sees the state of its first statement.

use std::collections::BTreeMap;

use futures::{StreamExt, TryStreamExt};
use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, PgConnection, Row as _};

use super::fault::Fault;
use super::json;
use super::read::number;
use super::schema::Stored;
use crate::id::WorkspaceId;
use crate::storage::archive::{Pieces, Row};
use crate::storage::{AttributeKind, AttributeValue};

/// Takes the snapshot.
pub(super) async fn begin(connection: &mut PgConnection) -> Result<Vec<Stored>, Fault> {
    sqlx::raw_sql("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").execute(&mut *connection).await?;
    super::schema::stored(connection).await
}

/// Passes everything on; ends early and quietly when nobody listens any more.
pub(super) async fn rows(
    connection: &mut PgConnection,
    collections: &[Stored],
    pieces: &mut Pieces,
) -> Result<(), Fault> {
    let workspaces = |row: &PgRow| {
        Ok((Row::Workspace { workspace: workspace(row, 0)?, position: number(row.try_get(1)?) }, 0))
    };
    if !pass(connection, "SELECT workspace, position FROM workspaces", pieces, workspaces).await? {
        return Ok(());
    }
    for collection in collections {
        let columns: String = collection.attributes.iter().map(|(name, _)| format!(", a_{name}")).collect();
        let sql = format!("SELECT workspace, id, version, body::text{columns} FROM r_{}", collection.name);
        if !pass(connection, &sql, pieces, |row| record(row, collection)).await? {
            return Ok(());
        }
    }
    let streams = |row: &PgRow| {
        let (workspace, name) = (workspace(row, 0)?, row.try_get(1)?);
        let (sequence, epoch) = (number(row.try_get(2)?), number(row.try_get(3)?));
        Ok((Row::Stream { workspace, name, sequence, epoch }, 0))
    };
    let sql = "SELECT workspace, name, sequence, epoch FROM streams";
    if !pass(connection, sql, pieces, streams).await? {
        return Ok(());
    }
    let events = |row: &PgRow| {
        let (workspace, stream): (_, String) = (workspace(row, 0)?, row.try_get(1)?);
        let (sequence, text): (_, &str) = (number(row.try_get(2)?), row.try_get(3)?);
        let event = json::read(text, || format!("event {sequence} of `{stream}`"))?;
        Ok((Row::Event { workspace, stream, sequence, event }, text.len()))
    };
    let sql = "SELECT e.workspace, s.name, e.sequence, e.event::text FROM events AS e JOIN streams AS s ON s.key = e.stream";
    if !pass(connection, sql, pieces, events).await? {
        return Ok(());
    }
    let changes = |row: &PgRow| {
        let (workspace, position) = (workspace(row, 0)?, number(row.try_get(1)?));
        let (collection, id, deleted) = (row.try_get(2)?, row.try_get(3)?, row.try_get(4)?);
        Ok((Row::Change { workspace, position, collection, id, deleted }, 0))
    };
    let sql = "SELECT workspace, position, collection, id, deleted FROM changes";
    if !pass(connection, sql, pieces, changes).await? {
        return Ok(());
    }
    let messages = |row: &PgRow| Ok((Row::Message { topic: row.try_get(0)?, payload: row.try_get(1)? }, 0));
    pass(connection, "SELECT topic, payload FROM outbox ORDER BY key", pieces, messages).await.map(drop)
}

/// Passes the rows of one statement on, and says whether anybody listens. The server sends as fast as they are read.
async fn pass(
    connection: &mut PgConnection,
    sql: &str,
    pieces: &mut Pieces,
    read: impl Fn(&PgRow) -> Result<(Row, usize), Fault>,
) -> Result<bool, Fault> {
    let mut found = sqlx::query(AssertSqlSafe(sql.to_owned())).fetch(connection).boxed();
    while let Some(row) = found.try_next().await? {
        let (row, bytes) = read(&row)?;
        if pieces.push(row, bytes).await.is_err() {
            return Ok(false);
        }
    }
    Ok(true)
}

fn record(row: &PgRow, collection: &Stored) -> Result<(Row, usize), Fault> {
    let (workspace, id): (_, String) = (workspace(row, 0)?, row.try_get(1)?);
    let text: &str = row.try_get(3)?;
    let body = json::read(text, || format!("{} `{id}`", collection.name))?;
    let mut attributes = BTreeMap::new();
    for (index, (name, kind)) in collection.attributes.iter().enumerate() {
        let value = match kind {
            AttributeKind::Text => row.try_get::<Option<String>, _>(4 + index)?.map(AttributeValue::Text),
            AttributeKind::Integer => row.try_get::<Option<i64>, _>(4 + index)?.map(AttributeValue::Integer),
        };
        attributes.extend(value.map(|value| (name.clone(), value)));
    }
    let version = number(row.try_get(2)?);
    let collection = collection.name.clone();
    Ok((Row::Record { workspace, collection, id, version, attributes, body }, text.len()))
}

fn workspace(row: &PgRow, index: usize) -> Result<WorkspaceId, Fault> {
    WorkspaceId::try_from(row.try_get::<String, _>(index)?)
        .map_err(|_| Fault::Damaged { what: "the name of a workspace".to_owned(), source: None })
}
