//! Applies one batch within the transaction of its group.

use std::fmt::Write as _;

use sqlx::{AssertSqlSafe, Row, SqliteConnection};

use super::fault::Fault;
use super::read::bind;
use super::schema::{column, table};
use crate::error::Error;
use crate::storage::check::{Declared, integer};
use crate::storage::refusal::Refusal;
use crate::storage::{Append, Batch, Collection, Committed, Delete, Expect, Message, Put};

/// Writes a batch. After an error the caller rolls back to where it began.
pub(super) async fn apply(
    connection: &mut SqliteConnection,
    declared: &Declared,
    batch: &Batch,
) -> Result<Committed, Fault> {
    let workspace = batch.workspace.as_str();
    let mut committed = Committed::default();
    let mut changes = 0_usize;
    for delete in &batch.deletes {
        changes += usize::from(self::delete(connection, declared, workspace, delete).await?);
    }
    for put in &batch.puts {
        committed.versions.push(self::put(connection, declared, put).await?);
        changes += 1;
    }
    for append in &batch.appends {
        committed.sequences.push(self::append(connection, workspace, append).await?);
    }
    for message in &batch.messages {
        send(connection, message).await?;
    }
    // Triggers gave each change its position; a batch without changes takes one for itself.
    committed.position = advance(connection, workspace, i64::from(changes == 0)).await?.unsigned_abs();
    Ok(committed)
}

/// Takes further positions of a workspace and returns the last.
async fn advance(connection: &mut SqliteConnection, workspace: &str, by: i64) -> Result<i64, Fault> {
    let last = sqlx::query_scalar(
        "INSERT INTO workspaces (workspace, position) VALUES (?, ?) \
         ON CONFLICT (workspace) DO UPDATE SET position = position + excluded.position RETURNING position",
    )
    .bind(workspace)
    .bind(by)
    .fetch_one(connection)
    .await?;
    Ok(last)
}

/// Removes a record and says whether there was one.
async fn delete(
    connection: &mut SqliteConnection,
    declared: &Declared,
    workspace: &str,
    delete: &Delete,
) -> Result<bool, Fault> {
    let collection = declared.collection(delete.collection).map_err(Fault::Refused)?;
    let table = table(&collection);
    let conflict = |expected: String| {
        Fault::from(Refusal::Version { collection: collection.name, id: delete.id.clone(), expected })
    };
    match delete.expect {
        Expect::Absent => {
            let found =
                sqlx::query(AssertSqlSafe(format!("SELECT 1 FROM {table} WHERE workspace = ? AND id = ?")))
                    .bind(workspace)
                    .bind(&delete.id)
                    .fetch_optional(connection)
                    .await?;
            if found.is_some() { Err(conflict("absent".to_owned())) } else { Ok(false) }
        }
        Expect::Version(version) => {
            let done = sqlx::query(AssertSqlSafe(format!(
                "DELETE FROM {table} WHERE workspace = ? AND id = ? AND version = ?"
            )))
            .bind(workspace)
            .bind(&delete.id)
            .bind(integer("version", version).map_err(Fault::Refused)?)
            .execute(connection)
            .await?;
            if done.rows_affected() == 0 { Err(conflict(format!("version {version}"))) } else { Ok(true) }
        }
        Expect::Any => {
            let done =
                sqlx::query(AssertSqlSafe(format!("DELETE FROM {table} WHERE workspace = ? AND id = ?")))
                    .bind(workspace)
                    .bind(&delete.id)
                    .execute(connection)
                    .await?;
            Ok(done.rows_affected() > 0)
        }
    }
}

/// Writes a record and returns its new version.
async fn put(connection: &mut SqliteConnection, declared: &Declared, put: &Put) -> Result<u64, Fault> {
    let record = &put.record;
    let collection = declared.collection(record.collection).map_err(Fault::Refused)?;
    let body = serde_json::to_string(&record.body).map_err(|error| {
        Fault::Refused(Error::invalid_input("the body is no JSON").about(&record.id).with_source(error))
    })?;
    let mut statement = sqlx::query(AssertSqlSafe(put_sql(&collection, put.expect)))
        .bind(record.workspace.as_str())
        .bind(&record.id)
        .bind(body);
    for attribute in collection.attributes {
        statement = bind(statement, record.attributes.get(attribute.name));
    }
    if let Expect::Version(version) = put.expect {
        statement = statement.bind(integer("version", version).map_err(Fault::Refused)?);
    }
    match statement.fetch_optional(connection).await? {
        Some(row) => Ok(row.try_get::<i64, _>(0)?.unsigned_abs()),
        None => Err(Refusal::Version {
            collection: collection.name,
            id: record.id.clone(),
            expected: match put.expect {
                Expect::Version(version) => format!("version {version}"),
                Expect::Absent | Expect::Any => "absent".to_owned(),
            },
        }
        .into()),
    }
}

/// Parameters: 1 workspace, 2 id, 3 body, then the attributes, then the expected version.
fn put_sql(collection: &Collection, expect: Expect) -> String {
    let table = table(collection);
    let names: Vec<String> = collection.attributes.iter().map(|attribute| column(attribute.name)).collect();
    let mut columns = String::new();
    let mut values = String::new();
    let mut renewed = String::from("version = version + 1, body = ?3");
    for (index, name) in names.iter().enumerate() {
        let parameter = index + 4;
        let _ = write!(columns, ", {name}");
        let _ = write!(values, ", ?{parameter}");
        let _ = write!(renewed, ", {name} = ?{parameter}");
    }
    let insert = format!(
        "INSERT INTO {table} (workspace, id, version, body{columns}) VALUES (?1, ?2, 1, ?3{values}) \
         ON CONFLICT (workspace, id) DO"
    );
    match expect {
        Expect::Absent => format!("{insert} NOTHING RETURNING version"),
        Expect::Any => format!("{insert} UPDATE SET {renewed} RETURNING version"),
        Expect::Version(_) => format!(
            "UPDATE {table} SET {renewed} WHERE workspace = ?1 AND id = ?2 AND version = ?{} \
             RETURNING version",
            names.len() + 4
        ),
    }
}

/// Appends events and returns the last sequence.
async fn append(connection: &mut SqliteConnection, workspace: &str, append: &Append) -> Result<u64, Fault> {
    let epoch = integer("epoch", append.epoch).map_err(Fault::Refused)?;
    let head = sqlx::query(
        "INSERT INTO streams (workspace, name, sequence, epoch) VALUES (?, ?, 0, ?) \
         ON CONFLICT (workspace, name) DO UPDATE SET epoch = max(epoch, excluded.epoch) \
         RETURNING key, sequence, epoch",
    )
    .bind(workspace)
    .bind(&append.stream)
    .bind(epoch)
    .fetch_one(&mut *connection)
    .await?;
    let (key, mut sequence, seen): (i64, i64, i64) = (head.try_get(0)?, head.try_get(1)?, head.try_get(2)?);
    if seen > epoch {
        let refusal = Refusal::Epoch { stream: append.stream.clone(), given: append.epoch, actual: seen };
        return Err(refusal.into());
    }
    if let Some(expected) = append.expected_sequence
        && i64::try_from(expected) != Ok(sequence)
    {
        let refusal = Refusal::Sequence { stream: append.stream.clone(), expected, actual: sequence };
        return Err(refusal.into());
    }
    // Several at once, but few different statements.
    for events in append.events.chunks(8) {
        let rows = vec!["(?, ?, ?)"; events.len()].join(", ");
        let sql = format!("INSERT INTO events (stream, sequence, event) VALUES {rows}");
        let mut insert = sqlx::query(AssertSqlSafe(sql));
        for event in events {
            sequence += 1;
            let event = serde_json::to_string(event).map_err(|error| {
                let refused = Error::invalid_input("an event is no JSON").about(&append.stream);
                Fault::Refused(refused.with_source(error))
            })?;
            insert = insert.bind(key).bind(sequence).bind(event);
        }
        insert.execute(&mut *connection).await?;
    }
    sqlx::query("UPDATE streams SET sequence = ? WHERE key = ?")
        .bind(sequence)
        .bind(key)
        .execute(connection)
        .await?;
    Ok(sequence.unsigned_abs())
}

async fn send(connection: &mut SqliteConnection, message: &Message) -> Result<(), Fault> {
    sqlx::query("INSERT INTO outbox (topic, payload) VALUES (?, ?)")
        .bind(&message.topic)
        .bind(&message.payload)
        .execute(connection)
        .await?;
    Ok(())
}

/// Forgets published messages.
pub(super) async fn published(connection: &mut SqliteConnection, keys: &[u64]) -> Result<(), Fault> {
    for key in keys {
        sqlx::query("DELETE FROM outbox WHERE key = ?")
            .bind(i64::try_from(*key).unwrap_or(i64::MAX))
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
