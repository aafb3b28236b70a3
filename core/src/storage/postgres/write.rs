//! Writes what a ledger decided, in few statements for the whole group.

use sqlx::PgConnection;

use super::fault::Fault;
use super::json;
use super::load::sought;
use super::parameters::Parameters;
use super::schema::{column, table};
use crate::storage::check::Declared;
use crate::storage::ledger::{Key, Ledger, Round, Row, Writes};
use crate::storage::{Batch, Collection};

/// Writes everything; the last statement carries all that no other has to wait for.
pub(super) async fn write(
    connection: &mut PgConnection,
    declared: &Declared,
    ledger: &Ledger<'_>,
) -> Result<(), Fault> {
    let Writes { rounds, changes, heads, events, messages } = &ledger.writes;
    let mut last = Parameters::default();
    let mut parts = Vec::new();
    for (number, round) in rounds.iter().enumerate() {
        delete(connection, declared, round).await?;
        for (collection, rows) in round.rows(declared).map_err(Fault::Refused)? {
            if number + 1 == rounds.len() {
                parts.push(upsert(&collection, &rows, &mut last)?);
            } else {
                let mut parameters = Parameters::default();
                let sql = upsert(&collection, &rows, &mut parameters)?;
                parameters.execute(sql, connection).await?;
            }
        }
    }
    if !heads.is_empty() {
        let wanted = last.pairs(heads.keys().copied())?;
        let sequences = last.add(heads.values().map(|head| head.0).collect::<Vec<_>>(), "bigint[]")?;
        let epochs = last.add(heads.values().map(|head| head.1).collect::<Vec<_>>(), "bigint[]")?;
        parts.push(format!(
            "INSERT INTO streams (workspace, name, sequence, epoch) SELECT * FROM unnest({wanted}, {sequences}, {epochs}) \
             ON CONFLICT (workspace, name) DO UPDATE SET sequence = excluded.sequence, epoch = excluded.epoch \
             RETURNING key, workspace, name"
        ));
    }
    // The part before is what the events join.
    let streams = parts.len().saturating_sub(1);
    if !events.is_empty() {
        let wanted = last.pairs(events.iter().map(|(stream, ..)| *stream))?;
        let sequences =
            last.add(events.iter().map(|(_, sequence, _)| *sequence).collect::<Vec<_>>(), "bigint[]")?;
        let texts: Result<Vec<String>, Fault> =
            events.iter().map(|((_, name), _, event)| json::write(event, name)).collect();
        let texts = last.add(texts?, "text[]")?;
        parts.push(format!(
            "INSERT INTO events (workspace, stream, sequence, event) \
             SELECT q.workspace, s.key, q.sequence, q.event::jsonb \
             FROM unnest({wanted}, {sequences}, {texts}) AS q (workspace, name, sequence, event) \
             JOIN part{streams} AS s ON s.workspace = q.workspace AND s.name = q.name"
        ));
    }
    if !changes.is_empty() {
        let entries = changes.iter().map(|(key, (position, deleted))| (*key, *position, *deleted));
        parts.push(self::changes(entries, &mut last)?);
    }
    if !messages.is_empty() {
        let topics =
            last.add(messages.iter().map(|message| message.topic.as_str()).collect::<Vec<_>>(), "text[]")?;
        let payloads =
            last.add(messages.iter().map(|message| message.payload.as_str()).collect::<Vec<_>>(), "text[]")?;
        parts.push(format!("INSERT INTO outbox (topic, payload) SELECT * FROM unnest({topics}, {payloads})"));
    }
    let workspaces = last.add(ledger.positions.keys().copied().collect::<Vec<_>>(), "text[]")?;
    let positions = last.add(ledger.positions.values().copied().collect::<Vec<_>>(), "bigint[]")?;
    let moved = format!(
        "UPDATE workspaces w SET position = q.position FROM unnest({workspaces}, {positions}) AS q (workspace, position) \
         WHERE w.workspace = q.workspace"
    );
    last.execute(joined(parts, moved), connection).await
}

/// Joins statements that do not depend on each other's writes, so that they cost one round trip.
pub(super) fn joined(parts: Vec<String>, last: String) -> String {
    if parts.is_empty() {
        return last;
    }
    let parts: Vec<String> =
        parts.iter().enumerate().map(|(number, part)| format!("part{number} AS ({part})")).collect();
    format!("WITH {} {last}", parts.join(", "))
}

/// Writes the last change of each record.
pub(super) fn changes<'q>(
    entries: impl Iterator<Item = (Key<'q>, i64, bool)>,
    parameters: &mut Parameters,
) -> Result<String, Fault> {
    let (mut workspaces, mut places, mut names, mut ids, mut deleted) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for ((collection, workspace, id), position, is_deleted) in entries {
        workspaces.push(workspace);
        places.push(position);
        names.push(collection);
        ids.push(id);
        deleted.push(is_deleted);
    }
    Ok(format!(
        "INSERT INTO changes (workspace, position, collection, id, deleted) \
         SELECT * FROM unnest({}, {}, {}, {}, {}) \
         ON CONFLICT (workspace, collection, id) DO UPDATE SET position = excluded.position, deleted = excluded.deleted",
        parameters.add(workspaces, "text[]")?,
        parameters.add(places, "bigint[]")?,
        parameters.add(names, "text[]")?,
        parameters.add(ids, "text[]")?,
        parameters.add(deleted, "boolean[]")?,
    ))
}

async fn delete(connection: &mut PgConnection, declared: &Declared, round: &Round<'_>) -> Result<(), Fault> {
    for (name, records) in &round.deletes {
        let collection = declared.collection(name).map_err(Fault::Refused)?;
        let mut parameters = Parameters::default();
        let wanted = parameters.pairs(records.iter().copied())?;
        let table = table(&collection);
        let sql = format!(
            "DELETE FROM {table} WHERE ctid = ANY (ARRAY( \
                 SELECT t.place FROM unnest({wanted}) AS q (workspace, id), {}))",
            sought(&table, "id", "t.ctid AS place")
        );
        parameters.execute(sql, connection).await?;
    }
    Ok(())
}

fn upsert(collection: &Collection, rows: &[Row<'_>], parameters: &mut Parameters) -> Result<String, Fault> {
    let wanted = parameters.pairs(rows.iter().map(|row| (row.workspace, row.id)))?;
    let versions = parameters.add(rows.iter().map(|row| row.version).collect::<Vec<_>>(), "bigint[]")?;
    let bodies: Result<Vec<String>, Fault> = rows.iter().map(|row| json::write(row.body, row.id)).collect();
    let mut arrays = vec![wanted, versions, parameters.add(bodies?, "text[]")?];
    let mut names = Vec::new();
    for attribute in collection.attributes {
        let values = rows.iter().map(|row| row.attributes.get(attribute.name));
        arrays.push(parameters.attribute(attribute.kind, values)?);
        names.push(column(attribute.name));
    }
    let listed: String = names.iter().map(|name| format!(", {name}")).collect();
    let renewed: String = names.iter().map(|name| format!(", {name} = excluded.{name}")).collect();
    Ok(format!(
        "INSERT INTO {} (workspace, id, version, body{listed}) \
         SELECT workspace, id, version, body::jsonb{listed} \
         FROM unnest({}) AS q (workspace, id, version, body{listed}) \
         ON CONFLICT (workspace, id) DO UPDATE SET version = excluded.version, body = excluded.body{renewed}",
        table(collection),
        arrays.join(", ")
    ))
}

/// Erases streams with their events, and the last signs of removed records.
pub(super) async fn erase(connection: &mut PgConnection, batch: &Batch) -> Result<(), Fault> {
    let workspace = batch.workspace.as_str();
    if !batch.erased_streams.is_empty() {
        let mut parameters = Parameters::default();
        let wanted = parameters.pairs(batch.erased_streams.iter().map(|name| (workspace, name.as_str())))?;
        let sql = format!(
            "WITH gone AS (DELETE FROM streams s USING unnest({wanted}) AS q (workspace, name) \
             WHERE s.workspace = q.workspace AND s.name = q.name RETURNING s.key) \
             DELETE FROM events e USING gone WHERE e.stream = gone.key"
        );
        parameters.execute(sql, connection).await?;
    }
    if !batch.erased_changes.is_empty() {
        let mut parameters = Parameters::default();
        let (names, ids): (Vec<&str>, Vec<&str>) =
            batch.erased_changes.iter().map(|(name, id)| (*name, id.as_str())).unzip();
        let sql = format!(
            "DELETE FROM changes c USING unnest({}, {}) AS q (collection, id) \
             WHERE c.workspace = {} AND c.collection = q.collection AND c.id = q.id AND c.deleted",
            parameters.add(names, "text[]")?,
            parameters.add(ids, "text[]")?,
            parameters.add(workspace, "text")?
        );
        parameters.execute(sql, connection).await?;
    }
    Ok(())
}
