//! Writes what a ledger decided, in few statements for the whole group.

use serde::Serialize;
use sqlx::SqliteConnection;

use super::fault::Fault;
use super::load::pairs;
use super::schema::{column, table};
use super::script::{Script, pieces, rows};
use crate::error::Error;
use crate::storage::check::Declared;
use crate::storage::ledger::{Ledger, Stream, Writes};
use crate::storage::{Batch, Collection, Put};

/// Adds everything to the script, which runs on the way if it becomes long.
pub(super) async fn write(
    connection: &mut SqliteConnection,
    script: &mut Script,
    declared: &Declared,
    ledger: &Ledger<'_>,
) -> Result<(), Fault> {
    let Writes { rounds, changes, heads, events, messages } = &ledger.writes;
    for round in rounds {
        for (name, records) in &round.deletes {
            let collection = declared.collection(name).map_err(Fault::Refused)?;
            for piece in pieces(records) {
                delete(script, &collection, piece)?;
                script.relieve(connection).await?;
            }
        }
        for (name, puts) in &round.puts {
            let collection = declared.collection(name).map_err(Fault::Refused)?;
            for piece in pieces(puts) {
                upsert(script, &collection, piece)?;
                script.relieve(connection).await?;
            }
        }
    }
    let heads: Vec<_> = heads.iter().collect();
    for piece in pieces(&heads) {
        for ((workspace, name), (sequence, epoch)) in piece {
            pairs(script, &[(*workspace, *name)])?;
            script.bind(*sequence)?;
            script.bind(*epoch)?;
        }
        script.push(format!(
            "INSERT INTO streams (workspace, name, sequence, epoch) VALUES {} \
             ON CONFLICT (workspace, name) DO UPDATE SET sequence = excluded.sequence, epoch = excluded.epoch",
            rows(piece.len(), 4)
        ));
    }
    for piece in pieces(events) {
        self::events(script, piece)?;
        script.relieve(connection).await?;
    }
    let changes: Vec<_> = changes.iter().collect();
    for piece in pieces(&changes) {
        for ((collection, workspace, id), (position, deleted)) in piece {
            script.bind(*workspace)?;
            script.bind(*position)?;
            script.bind(*collection)?;
            script.bind(*id)?;
            script.bind(*deleted)?;
        }
        script.push(format!(
            "INSERT INTO changes (workspace, position, collection, id, deleted) VALUES {} \
             ON CONFLICT (workspace, collection, id) \
             DO UPDATE SET position = excluded.position, deleted = excluded.deleted",
            rows(piece.len(), 5)
        ));
        script.relieve(connection).await?;
    }
    for piece in pieces(messages) {
        for message in piece {
            script.bind(message.topic.as_str())?;
            script.bind(message.payload.as_str())?;
        }
        script.push(format!("INSERT INTO outbox (topic, payload) VALUES {}", rows(piece.len(), 2)));
        script.relieve(connection).await?;
    }
    let positions: Vec<_> = ledger.positions.iter().collect();
    for piece in pieces(&positions) {
        for (workspace, position) in piece {
            script.bind(**workspace)?;
            script.bind(**position)?;
        }
        script.push(format!(
            "INSERT INTO workspaces (workspace, position) VALUES {} \
             ON CONFLICT (workspace) DO UPDATE SET position = excluded.position",
            rows(piece.len(), 2)
        ));
    }
    Ok(())
}

fn delete(script: &mut Script, collection: &Collection, records: &[(&str, &str)]) -> Result<(), Fault> {
    pairs(script, records)?;
    let table = table(collection);
    script.push(format!(
        "WITH q (workspace, id) AS (VALUES {}) DELETE FROM {table} WHERE rowid IN ( \
             SELECT t.rowid FROM q CROSS JOIN {table} AS t ON t.workspace = q.workspace AND t.id = q.id)",
        rows(records.len(), 2)
    ));
    Ok(())
}

fn upsert(script: &mut Script, collection: &Collection, puts: &[(&Put, i64)]) -> Result<(), Fault> {
    for (put, version) in puts {
        let record = &put.record;
        script.bind(record.workspace.as_str())?;
        script.bind(record.id.as_str())?;
        script.bind(*version)?;
        script.bind(json(&record.body, "the body is no JSON", &record.id)?)?;
        for attribute in collection.attributes {
            script.bind_value(record.attributes.get(attribute.name))?;
        }
    }
    let names: Vec<String> = collection.attributes.iter().map(|attribute| column(attribute.name)).collect();
    let listed: String = names.iter().map(|name| format!(", {name}")).collect();
    let renewed: String = names.iter().map(|name| format!(", {name} = excluded.{name}")).collect();
    script.push(format!(
        "INSERT INTO {} (workspace, id, version, body{listed}) VALUES {} \
         ON CONFLICT (workspace, id) DO UPDATE SET version = excluded.version, body = excluded.body{renewed}",
        table(collection),
        rows(puts.len(), 4 + names.len())
    ));
    Ok(())
}

/// Adds events to streams whose heads stand already.
fn events(script: &mut Script, events: &[(Stream<'_>, i64, &serde_json::Value)]) -> Result<(), Fault> {
    for ((workspace, name), sequence, event) in events {
        pairs(script, &[(*workspace, *name)])?;
        script.bind(*sequence)?;
        script.bind(json(event, "an event is no JSON", name)?)?;
    }
    script.push(format!(
        "WITH q (workspace, name, sequence, event) AS (VALUES {}) \
         INSERT INTO events (stream, sequence, event) SELECT s.key, q.sequence, q.event \
         FROM q CROSS JOIN streams AS s ON s.workspace = q.workspace AND s.name = q.name",
        rows(events.len(), 4)
    ));
    Ok(())
}

fn json(value: &impl Serialize, complaint: &str, name: &str) -> Result<String, Fault> {
    serde_json::to_string(value)
        .map_err(|error| Fault::Refused(Error::invalid_input(complaint).about(name).with_source(error)))
}

/// Forgets published messages.
pub(super) fn published(script: &mut Script, keys: &[u64]) -> Result<(), Fault> {
    for piece in pieces(keys) {
        piece.iter().try_for_each(|key| script.bind(i64::try_from(*key).unwrap_or(i64::MAX)))?;
        script.push(format!("DELETE FROM outbox WHERE key IN (VALUES {})", rows(piece.len(), 1)));
    }
    Ok(())
}

/// Erases streams with their events, and the last signs of removed records.
pub(super) fn erase(script: &mut Script, batch: &Batch) -> Result<(), Fault> {
    let workspace = batch.workspace.as_str();
    for stream in &batch.erased_streams {
        pairs(script, &[(workspace, stream)])?;
        script.push(
            "DELETE FROM events WHERE stream IN (SELECT key FROM streams WHERE workspace = ? AND name = ?)",
        );
        pairs(script, &[(workspace, stream)])?;
        script.push("DELETE FROM streams WHERE workspace = ? AND name = ?");
    }
    for (collection, id) in &batch.erased_changes {
        script.bind(workspace)?;
        script.bind(*collection)?;
        script.bind(id.as_str())?;
        script.push("DELETE FROM changes WHERE workspace = ? AND collection = ? AND id = ? AND deleted = 1");
    }
    Ok(())
}
