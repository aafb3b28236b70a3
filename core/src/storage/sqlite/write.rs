//! Writes what a ledger decided, in few statements for the whole group.

use std::collections::BTreeMap;

use serde::ser::{Serialize, SerializeSeq as _, Serializer};
use serde_json::Value;
use sqlx::SqliteConnection;

use super::fault::Fault;
use super::load::Plain;
use super::schema::{column, table};
use super::script::{Script, Texts, text};
use crate::storage::check::Declared;
use crate::storage::ledger::{Ledger, Row, Stream, Writes};
use crate::storage::{Attribute, Batch, Collection};

/// By workspace, then by id or name.
type ByWorkspace<'g, T> = BTreeMap<&'g str, BTreeMap<&'g str, T>>;

/// What [`ByWorkspace`] is in SQL: `w.key` is a workspace, `q.key` an id or a name, `q.value` what it has.
const EACH: &str = "json_each(?) AS w CROSS JOIN json_each(w.value) AS q";

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
            delete(script, &collection, records)?;
        }
        for (collection, rows) in round.rows(declared).map_err(Fault::Refused)? {
            upsert(connection, script, &collection, &rows).await?;
        }
    }
    if !heads.is_empty() {
        let mut rows: ByWorkspace<'_, &(i64, i64)> = BTreeMap::new();
        for ((workspace, name), head) in heads {
            rows.entry(workspace).or_default().insert(name, head);
        }
        script.bind(&rows)?;
        script.push(format!(
            "INSERT INTO streams (workspace, name, sequence, epoch) \
             SELECT w.key, q.key, q.value ->> 0, q.value ->> 1 FROM {EACH} WHERE true \
             ON CONFLICT (workspace, name) DO UPDATE SET sequence = excluded.sequence, epoch = excluded.epoch"
        ));
    }
    if !events.is_empty() {
        self::events(connection, script, events).await?;
    }
    if !changes.is_empty() {
        // A place in the changes is above 0: below it, it is that of a removal.
        let mut rows: BTreeMap<&str, ByWorkspace<'_, i64>> = BTreeMap::new();
        for ((collection, workspace, id), (position, deleted)) in changes {
            let of_collection = rows.entry(collection).or_default().entry(workspace).or_default();
            of_collection.insert(id, if *deleted { -position } else { *position });
        }
        script.bind(&rows)?;
        script.push(
            "INSERT INTO changes (workspace, position, collection, id, deleted) \
             SELECT w.key, abs(q.value), c.key, q.key, q.value < 0 FROM json_each(?) AS c \
             CROSS JOIN json_each(c.value) AS w CROSS JOIN json_each(w.value) AS q WHERE true \
             ON CONFLICT (workspace, collection, id) \
             DO UPDATE SET position = excluded.position, deleted = excluded.deleted",
        );
        script.relieve(connection).await?;
    }
    if !messages.is_empty() {
        let rows: Vec<(&str, &str)> =
            messages.iter().map(|message| (message.topic.as_str(), message.payload.as_str())).collect();
        script.bind(&rows)?;
        script.push("INSERT INTO outbox (topic, payload) SELECT value ->> 0, value ->> 1 FROM json_each(?)");
    }
    script.bind(&ledger.positions)?;
    script.push(
        "INSERT INTO workspaces (workspace, position) SELECT key, value FROM json_each(?) WHERE true \
         ON CONFLICT (workspace) DO UPDATE SET position = excluded.position",
    );
    Ok(())
}

fn delete(script: &mut Script, collection: &Collection, records: &[(&str, &str)]) -> Result<(), Fault> {
    let mut rows: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (workspace, id) in records {
        rows.entry(workspace).or_default().push(id);
    }
    script.bind(&rows)?;
    let table = table(collection);
    script.push(format!(
        "DELETE FROM {table} WHERE rowid IN ( \
             SELECT t.rowid FROM {EACH} CROSS JOIN {table} AS t ON t.workspace = w.key AND t.id = q.value)"
    ));
    Ok(())
}

/// A row of the JSON: version, place of the body, and the values of the attributes in their order.
struct Cells<'g>(i64, u64, Vec<Plain<'g>>);

impl Serialize for Cells<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(version, body, attributes) = self;
        let mut row = serializer.serialize_seq(Some(2 + attributes.len()))?;
        row.serialize_element(version)?;
        row.serialize_element(body)?;
        attributes.iter().try_for_each(|value| row.serialize_element(value))?;
        row.end()
    }
}

async fn upsert(
    connection: &mut SqliteConnection,
    script: &mut Script,
    collection: &Collection,
    mut records: &[Row<'_>],
) -> Result<(), Fault> {
    let names: Vec<String> = collection.attributes.iter().map(|attribute| column(attribute.name)).collect();
    let listed: String = names.iter().map(|name| format!(", {name}")).collect();
    let renewed: String = names.iter().map(|name| format!(", {name} = excluded.{name}")).collect();
    let values: String = (2..2 + names.len()).map(|place| format!(", q.value ->> {place}")).collect();
    let statement = format!(
        "INSERT INTO {} (workspace, id, version, body{listed}) \
         SELECT w.key, q.key, q.value ->> 0, {}{values} FROM {EACH} WHERE true \
         ON CONFLICT (workspace, id) DO UPDATE SET version = excluded.version, body = excluded.body{renewed}",
        table(collection),
        text("(q.value ->> 1)")
    );
    while !records.is_empty() {
        let (mut rows, mut texts) = (ByWorkspace::new(), Texts::default());
        while let Some((record, rest)) = records.split_first()
            && !texts.is_long()
        {
            let body = texts.add(record.body, "the body is no JSON", record.id)?;
            let value = |attribute: &Attribute| Plain(record.attributes.get(attribute.name));
            let attributes = collection.attributes.iter().map(value);
            let cells = Cells(record.version, body, attributes.collect());
            rows.entry(record.workspace).or_default().insert(record.id, cells);
            records = rest;
        }
        bind(script, texts, &rows)?;
        script.push(statement.clone());
        script.relieve(connection).await?;
    }
    Ok(())
}

/// Adds events to streams whose heads stand already.
async fn events(
    connection: &mut SqliteConnection,
    script: &mut Script,
    mut events: &[(Stream<'_>, i64, &Value)],
) -> Result<(), Fault> {
    let statement = format!(
        "INSERT INTO events (stream, sequence, event) SELECT s.key, (q.value ->> 0) + e.key, {} FROM {EACH} \
         CROSS JOIN streams AS s ON s.workspace = w.key AND s.name = q.key \
         CROSS JOIN json_each(q.value) AS e WHERE e.key > 0",
        text("e.value")
    );
    while !events.is_empty() {
        // The events of a stream follow each other: the one before them, then the place of each text.
        let (mut rows, mut texts) = (ByWorkspace::<Vec<u64>>::new(), Texts::default());
        while let Some((((workspace, name), sequence, event), rest)) = events.split_first()
            && !texts.is_long()
        {
            let of_stream = rows.entry(workspace).or_default().entry(name);
            let row = of_stream.or_insert_with(|| vec![sequence.unsigned_abs().saturating_sub(1)]);
            row.push(texts.add(event, "an event is no JSON", name)?);
            events = rest;
        }
        bind(script, texts, &rows)?;
        script.push(statement.clone());
        script.relieve(connection).await?;
    }
    Ok(())
}

/// Binds the parameters in the order in which they stand: texts are read in what is selected.
fn bind(script: &mut Script, texts: Texts, rows: &impl Serialize) -> Result<(), Fault> {
    script.bind_texts(texts)?;
    script.bind(rows)
}

/// Forgets published messages.
pub(super) fn published(script: &mut Script, keys: &[u64]) -> Result<(), Fault> {
    script.bind(&keys)?;
    script.push("DELETE FROM outbox WHERE key IN (SELECT value FROM json_each(?))");
    Ok(())
}

/// Erases streams with their events, and the last signs of removed records.
pub(super) fn erase(script: &mut Script, batch: &Batch) -> Result<(), Fault> {
    let workspace = batch.workspace.as_str();
    if !batch.erased_streams.is_empty() {
        let sought = "SELECT s.key FROM json_each(?) AS q CROSS JOIN streams AS s \
             ON s.workspace = q.value ->> 0 AND s.name = q.value ->> 1";
        let streams: Vec<(&str, &str)> =
            batch.erased_streams.iter().map(|name| (workspace, name.as_str())).collect();
        script.bind(&streams)?;
        script.push(format!("DELETE FROM events WHERE stream IN ({sought})"));
        script.bind(&streams)?;
        script.push(format!("DELETE FROM streams WHERE key IN ({sought})"));
    }
    if !batch.erased_changes.is_empty() {
        let changes: Vec<(&str, &str, &str)> =
            batch.erased_changes.iter().map(|(name, id)| (workspace, *name, id.as_str())).collect();
        script.bind(&changes)?;
        script.push(
            "DELETE FROM changes WHERE deleted = 1 AND (workspace, collection, id) IN \
             (SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?))",
        );
    }
    Ok(())
}
