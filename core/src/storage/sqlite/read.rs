//! Reads: records, pages, events, changes and the outbox.

use sqlx::query::Query as Statement;
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{AssertSqlSafe, Row, Sqlite, SqlitePool};

use super::fault::Fault;
use super::schema::{column, table};
use crate::id::WorkspaceId;
use crate::storage::cursor::{Cursor, Step};
use crate::storage::{
    AttributeKind, AttributeValue, Change, Collection, Compare, Entry, Message, Page, Query, Record,
};

/// Reads one record.
pub(super) async fn get(
    pool: &SqlitePool,
    workspace: &WorkspaceId,
    collection: &Collection,
    id: &str,
) -> Result<Option<Record>, Fault> {
    let sql =
        format!("SELECT {} FROM {} WHERE workspace = ? AND id = ?", columns(collection), table(collection));
    let row = sqlx::query(AssertSqlSafe(sql)).bind(workspace.as_str()).bind(id).fetch_optional(pool).await?;
    row.map(|row| record(&row, workspace.clone(), collection)).transpose()
}

/// Lists the columns of a record, in the order that [`record`] reads.
pub(super) fn columns(collection: &Collection) -> String {
    let mut columns = String::from("id, version, body");
    for attribute in collection.attributes {
        columns.push_str(", ");
        columns.push_str(&column(attribute.name));
    }
    columns
}

/// Reads a record from a row of [`columns`].
pub(super) fn record(
    row: &SqliteRow,
    workspace: WorkspaceId,
    collection: &Collection,
) -> Result<Record, Fault> {
    let id: String = row.try_get(0)?;
    let body = serde_json::from_str(row.try_get(2)?).map_err(|error| Fault::Damaged {
        what: format!("{} `{id}`", collection.name),
        source: Some(error),
    })?;
    let mut record = Record {
        workspace,
        collection: collection.name,
        version: number(row.try_get(1)?),
        id,
        attributes: Default::default(),
        body,
    };
    for (index, attribute) in collection.attributes.iter().enumerate() {
        let value = match attribute.kind {
            AttributeKind::Text => row.try_get::<Option<String>, _>(3 + index)?.map(AttributeValue::Text),
            AttributeKind::Integer => row.try_get::<Option<i64>, _>(3 + index)?.map(AttributeValue::Integer),
        };
        if let Some(value) = value {
            record.attributes.insert(attribute.name, value);
        }
    }
    Ok(record)
}

/// Versions, sequences and positions start at 0 and are written by this program only.
fn number(stored: i64) -> u64 {
    u64::try_from(stored).unwrap_or(0)
}

fn count(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

/// Reads one page, in two steps where an attribute orders it: nulls apart from values, so that each step
/// is one walk along an index from where the last page ended.
pub(super) async fn query(pool: &SqlitePool, collection: &Collection, query: &Query) -> Result<Page, Fault> {
    let cursor = Cursor::read(query).map_err(Fault::Refused)?;
    let limit = query.limit.max(1);
    let mut records = Vec::new();
    for step in query.steps(cursor.as_ref()) {
        // One more than the page tells whether there is a next one.
        let wanted = limit.saturating_add(1) - records.len();
        if wanted > 0 {
            let place = cursor.as_ref().filter(|cursor| step.continues(cursor));
            records.extend(walk(pool, collection, query, *step, place, wanted).await?);
        }
    }
    Page::cut(query, records, limit).map_err(Fault::Refused)
}

async fn walk(
    pool: &SqlitePool,
    collection: &Collection,
    query: &Query,
    step: Step,
    place: Option<&Cursor>,
    limit: usize,
) -> Result<Vec<Record>, Fault> {
    let mut sql = format!("SELECT {} FROM {} WHERE workspace = ?", columns(collection), table(collection));
    for condition in &query.conditions {
        let compare = match condition.compare {
            Compare::Equal => "=",
            Compare::Less => "<",
            Compare::AtLeast => ">=",
        };
        sql.push_str(&format!(" AND {} {compare} ?", column(condition.attribute)));
    }
    let order = column(query.order.unwrap_or_default());
    let (beyond, direction) = if query.descending { ("<", "DESC") } else { (">", "ASC") };
    match step {
        Step::Ids => {}
        Step::Nulls => sql.push_str(&format!(" AND {order} IS NULL")),
        Step::Values => sql.push_str(&format!(" AND {order} IS NOT NULL")),
    }
    if place.is_some() {
        sql.push_str(&match step {
            // The first comparison alone can be looked up in the index.
            Step::Values => {
                format!(" AND {order} {beyond}= ? AND ({order} {beyond} ? OR id {beyond} ?)")
            }
            Step::Ids | Step::Nulls => format!(" AND id {beyond} ?"),
        });
    }
    sql.push_str(&match step {
        Step::Values => format!(" ORDER BY {order} {direction}, id {direction} LIMIT ?"),
        Step::Ids | Step::Nulls => format!(" ORDER BY id {direction} LIMIT ?"),
    });
    let mut statement = sqlx::query(AssertSqlSafe(sql)).bind(query.workspace.as_str());
    for condition in &query.conditions {
        statement = bind(statement, Some(&condition.value));
    }
    if let Some(place) = place {
        if step == Step::Values {
            statement = bind(statement, place.value.as_ref());
            statement = bind(statement, place.value.as_ref());
        }
        statement = statement.bind(&place.id);
    }
    let rows = statement.bind(count(limit)).fetch_all(pool).await?;
    rows.iter().map(|row| record(row, query.workspace.clone(), collection)).collect()
}

/// Binds the value of an attribute, or null.
pub(super) fn bind<'q>(
    statement: Statement<'q, Sqlite, SqliteArguments>,
    value: Option<&'q AttributeValue>,
) -> Statement<'q, Sqlite, SqliteArguments> {
    match value {
        Some(AttributeValue::Text(text)) => statement.bind(text),
        Some(AttributeValue::Integer(integer)) => statement.bind(*integer),
        None => statement.bind(None::<i64>),
    }
}

/// Reads events of a stream.
pub(super) async fn events(
    pool: &SqlitePool,
    workspace: &WorkspaceId,
    stream: &str,
    after: u64,
    limit: usize,
) -> Result<Vec<Entry>, Fault> {
    let rows = sqlx::query(
        "SELECT sequence, event FROM events WHERE stream = \
         (SELECT key FROM streams WHERE workspace = ? AND name = ?) AND sequence > ? ORDER BY sequence LIMIT ?",
    )
    .bind(workspace.as_str())
    .bind(stream)
    .bind(i64::try_from(after).unwrap_or(i64::MAX))
    .bind(count(limit))
    .fetch_all(pool)
    .await?;
    rows.iter()
        .map(|row| {
            let sequence = number(row.try_get(0)?);
            let event = serde_json::from_str(row.try_get(1)?).map_err(|error| Fault::Damaged {
                what: format!("event {sequence} of `{stream}`"),
                source: Some(error),
            })?;
            Ok(Entry { sequence, event })
        })
        .collect()
}

/// Reads changes of a workspace.
pub(super) async fn changes(
    pool: &SqlitePool,
    workspace: &WorkspaceId,
    after: u64,
    limit: usize,
) -> Result<Vec<Change>, Fault> {
    let rows = sqlx::query(
        "SELECT position, collection, id, deleted FROM changes WHERE workspace = ? AND position > ? \
         ORDER BY position LIMIT ?",
    )
    .bind(workspace.as_str())
    .bind(i64::try_from(after).unwrap_or(i64::MAX))
    .bind(count(limit))
    .fetch_all(pool)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Change {
                position: number(row.try_get(0)?),
                collection: row.try_get(1)?,
                id: row.try_get(2)?,
                deleted: row.try_get(3)?,
            })
        })
        .collect()
}

/// Reads messages that wait for publishing.
pub(super) async fn outbox(pool: &SqlitePool, limit: usize) -> Result<Vec<(u64, Message)>, Fault> {
    let rows = sqlx::query("SELECT key, topic, payload FROM outbox ORDER BY key LIMIT ?")
        .bind(count(limit))
        .fetch_all(pool)
        .await?;
    rows.iter()
        .map(|row| {
            let message = Message { topic: row.try_get(1)?, payload: row.try_get(2)? };
            Ok((number(row.try_get(0)?), message))
        })
        .collect()
}
