//! Reads: records, pages, events, changes and the outbox.

use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, PgConnection, Row};

use super::fault::Fault;
use super::json;
use super::readers::{Prepared, Readers};
use super::schema::{column, table};
use crate::id::WorkspaceId;
use crate::storage::cursor::{Cursor, Step};
use crate::storage::{
    AttributeKind, AttributeValue, Change, Collection, Compare, Entry, Message, Page, Query, Record,
};

/// Reads one record.
pub(super) async fn get(
    readers: &Readers,
    workspace: &WorkspaceId,
    collection: &Collection,
    id: &str,
) -> Result<Option<Record>, Fault> {
    let sql = format!(
        "SELECT {} FROM {} AS t WHERE workspace = $1 AND id = $2",
        columns(collection),
        table(collection)
    );
    let statement = || sqlx::query(AssertSqlSafe(sql.as_str())).bind(workspace.as_str()).bind(id);
    let found = readers.rows(workspace, statement).await?;
    found.first().map(|row| record(row, workspace.clone(), collection)).transpose()
}

/// Lists the columns of a record of table `t`, in the order that [`record`] reads.
pub(super) fn columns(collection: &Collection) -> String {
    let mut columns = String::from("t.id, t.version, t.body::text");
    for attribute in collection.attributes {
        columns.push_str(", t.");
        columns.push_str(&column(attribute.name));
    }
    columns
}

/// Reads a record from a row of [`columns`].
pub(super) fn record(row: &PgRow, workspace: WorkspaceId, collection: &Collection) -> Result<Record, Fault> {
    let id: String = row.try_get(0)?;
    let body = json::read(row.try_get(2)?, || format!("{} `{id}`", collection.name))?;
    let version = number(row.try_get(1)?);
    let mut record =
        Record { workspace, collection: collection.name, version, id, attributes: Default::default(), body };
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
pub(super) fn number(stored: i64) -> u64 {
    u64::try_from(stored).unwrap_or(0)
}

fn count(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

/// Reads one page, in two steps where an attribute orders it: nulls apart from values, so that each step
/// is one walk along an index from where the last page ended.
pub(super) async fn query(readers: &Readers, collection: &Collection, query: &Query) -> Result<Page, Fault> {
    let cursor = Cursor::read(query).map_err(Fault::Refused)?;
    let limit = query.limit.max(1);
    let mut records = Vec::new();
    for step in query.steps(cursor.as_ref()) {
        // One more than the page tells whether there is a next one.
        let wanted = limit.saturating_add(1) - records.len();
        if wanted > 0 {
            let place = cursor.as_ref().filter(|cursor| step.continues(cursor));
            records.extend(walk(readers, collection, query, *step, place, wanted).await?);
        }
    }
    Page::cut(query, records, limit).map_err(Fault::Refused)
}

async fn walk(
    readers: &Readers,
    collection: &Collection,
    query: &Query,
    step: Step,
    place: Option<&Cursor>,
    limit: usize,
) -> Result<Vec<Record>, Fault> {
    let mut sql =
        format!("SELECT {} FROM {} AS t WHERE workspace = $1", columns(collection), table(collection));
    let mut last = 1;
    let mut next = || {
        last += 1;
        last
    };
    for condition in &query.conditions {
        let compare = match condition.compare {
            Compare::Equal => "=",
            Compare::Less => "<",
            Compare::AtLeast => ">=",
        };
        sql.push_str(&format!(" AND {} {compare} ${}", column(condition.attribute), next()));
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
            Step::Values => format!(" AND ({order}, id) {beyond} (${}, ${})", next(), next()),
            Step::Ids | Step::Nulls => format!(" AND id {beyond} ${}", next()),
        });
    }
    // The limit stands in the text: as a parameter the planner would take it for a tenth of the table.
    sql.push_str(&match step {
        Step::Values => format!(" ORDER BY {order} {direction}, id {direction} LIMIT {}", count(limit)),
        Step::Ids | Step::Nulls => format!(" ORDER BY id {direction} LIMIT {}", count(limit)),
    });
    let statement = || {
        let mut statement = sqlx::query(AssertSqlSafe(sql.as_str())).bind(query.workspace.as_str());
        for condition in &query.conditions {
            statement = bind(statement, Some(&condition.value));
        }
        if let Some(place) = place {
            if step == Step::Values {
                statement = bind(statement, place.value.as_ref());
            }
            statement = statement.bind(&place.id);
        }
        statement
    };
    let rows = readers.rows(&query.workspace, statement).await?;
    rows.iter().map(|row| record(row, query.workspace.clone(), collection)).collect()
}

fn bind<'q>(statement: Prepared<'q>, value: Option<&'q AttributeValue>) -> Prepared<'q> {
    match value {
        Some(AttributeValue::Text(text)) => statement.bind(text),
        Some(AttributeValue::Integer(integer)) => statement.bind(*integer),
        None => statement.bind(None::<i64>),
    }
}

/// Reads events of a stream.
pub(super) async fn events(
    readers: &Readers,
    workspace: &WorkspaceId,
    stream: &str,
    after: u64,
    limit: usize,
) -> Result<Vec<Entry>, Fault> {
    let statement = || {
        sqlx::query(
            "SELECT sequence, event::text FROM events WHERE stream = \
             (SELECT key FROM streams WHERE workspace = $1 AND name = $2) AND sequence > $3 \
             ORDER BY sequence LIMIT $4",
        )
        .bind(workspace.as_str())
        .bind(stream)
        .bind(i64::try_from(after).unwrap_or(i64::MAX))
        .bind(count(limit))
    };
    let rows = readers.rows(workspace, statement).await?;
    rows.iter()
        .map(|row| {
            let sequence = number(row.try_get(0)?);
            let event = json::read(row.try_get(1)?, || format!("event {sequence} of `{stream}`"))?;
            Ok(Entry { sequence, event })
        })
        .collect()
}

/// Reads changes of a workspace.
pub(super) async fn changes(
    readers: &Readers,
    workspace: &WorkspaceId,
    after: u64,
    limit: usize,
) -> Result<Vec<Change>, Fault> {
    let statement = || {
        sqlx::query(
            "SELECT position, collection, id, deleted FROM changes WHERE workspace = $1 AND position > $2 \
             ORDER BY position LIMIT $3",
        )
        .bind(workspace.as_str())
        .bind(i64::try_from(after).unwrap_or(i64::MAX))
        .bind(count(limit))
    };
    let rows = readers.rows(workspace, statement).await?;
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

/// Reads messages that wait for publishing, as the role of claims.
pub(super) async fn outbox(
    connection: &mut PgConnection,
    limit: usize,
) -> Result<Vec<(u64, Message)>, Fault> {
    let rows = sqlx::query("SELECT key, topic, payload FROM outbox ORDER BY key LIMIT $1")
        .bind(count(limit))
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            let message = Message { topic: row.try_get(1)?, payload: row.try_get(2)? };
            Ok((number(row.try_get(0)?), message))
        })
        .collect()
}
