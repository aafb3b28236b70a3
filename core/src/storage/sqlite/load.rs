//! Reads what the batches of a group find, within their transaction.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use super::fault::Fault;
use super::schema::{column, table};
use super::script::Script;
use crate::storage::check::Declared;
use crate::storage::ledger::{Ledger, Touched};
use crate::storage::{Attribute, AttributeKind, AttributeValue, Collection};

/// The value of an attribute as JSON that SQLite reads as a value of its column.
pub(super) struct Plain<'v>(pub(super) Option<&'v AttributeValue>);

impl Serialize for Plain<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Some(AttributeValue::Text(text)) => serializer.serialize_str(text),
            Some(AttributeValue::Integer(integer)) => serializer.serialize_i64(*integer),
            None => serializer.serialize_unit(),
        }
    }
}

/// What one statement asks for; its rows begin with its number, a workspace, and an id or a name.
enum Asked<'s> {
    /// The last position.
    Workspaces,
    /// The version, and the values of the unique attributes.
    Records(Collection),
    /// The value, and in the place of a name the id of the record that has it.
    Holders(&'s str, &'s Attribute),
    /// Sequence and epoch.
    Streams,
}

/// Runs the script and then reads everything in one go.
pub(super) async fn load<'g>(
    connection: &mut SqliteConnection,
    script: &mut Script,
    declared: &Declared,
    touched: &Touched<'g>,
) -> Result<Ledger<'g>, Fault> {
    let mut asked = vec![Asked::Workspaces];
    script.bind(&touched.workspaces)?;
    script.push(
        "SELECT 0, t.workspace, '', t.position FROM json_each(?) AS q CROSS JOIN workspaces AS t \
         ON t.workspace = q.value",
    );
    for (name, wanted) in &touched.records {
        let collection = declared.collection(name).map_err(Fault::Refused)?;
        let names: String =
            uniques(&collection).map(|attribute| format!(", t.{}", column(attribute.name))).collect();
        script.bind(wanted)?;
        // The cross join walks what is wanted, whatever the planner believes about the table.
        script.push(format!(
            "SELECT {}, t.workspace, t.id, t.version{names} FROM {EACH} CROSS JOIN {} AS t \
             ON t.workspace = w.key AND t.id = q.value",
            asked.len(),
            table(&collection)
        ));
        asked.push(Asked::Records(collection));
    }
    for ((name, attribute), values) in &touched.values {
        let collection = declared.collection(name).map_err(Fault::Refused)?;
        let Some(attribute) = uniques(&collection).find(|unique| unique.name == *attribute) else { continue };
        let mut wanted: BTreeMap<&str, Vec<Plain<'_>>> = BTreeMap::new();
        for (workspace, value) in values {
            wanted.entry(workspace).or_default().push(Plain(Some(value)));
        }
        script.bind(&wanted)?;
        let column = column(attribute.name);
        script.push(format!(
            "SELECT {}, t.workspace, t.id, t.{column} FROM {EACH} CROSS JOIN {} AS t \
             ON t.workspace = w.key AND t.{column} = q.value",
            asked.len(),
            table(&collection)
        ));
        asked.push(Asked::Holders(name, attribute));
    }
    if !touched.streams.is_empty() {
        script.bind(&touched.streams)?;
        script.push(format!(
            "SELECT {}, t.workspace, t.name, t.sequence, t.epoch FROM {EACH} CROSS JOIN streams AS t \
             ON t.workspace = w.key AND t.name = q.value",
            asked.len()
        ));
        asked.push(Asked::Streams);
    }
    let mut ledger = Ledger::default();
    for row in script.run(connection).await? {
        place(&mut ledger, touched, &asked, &row)?;
    }
    Ok(ledger)
}

/// What the workspaces of a JSON object list: `w.key` is a workspace, `q.value` an item.
const EACH: &str = "json_each(?) AS w CROSS JOIN json_each(w.value) AS q";

fn uniques(collection: &Collection) -> impl Iterator<Item = &'static Attribute> {
    collection.attributes.iter().filter(|attribute| attribute.unique)
}

fn place<'g>(
    ledger: &mut Ledger<'g>,
    touched: &Touched<'g>,
    asked: &[Asked<'_>],
    row: &SqliteRow,
) -> Result<(), Fault> {
    let number: i64 = row.try_get(0)?;
    let (workspace, id): (&str, &str) = (row.try_get(1)?, row.try_get(2)?);
    match usize::try_from(number).ok().and_then(|number| asked.get(number)) {
        Some(Asked::Workspaces) => {
            if let Some(workspace) = touched.workspaces.get(workspace) {
                ledger.positions.insert(workspace, row.try_get(3)?);
            }
        }
        Some(Asked::Records(collection)) => {
            if let Some((name, records)) = touched.records.get_key_value(collection.name)
                && let Some((workspace, id)) = records.get(workspace, id)
            {
                ledger.versions.insert((*name, workspace, id), row.try_get(3)?);
            }
            for (index, attribute) in uniques(collection).enumerate() {
                if let Some(value) = value(row, 4 + index, attribute.kind)? {
                    ledger.hold(touched, (collection.name, attribute.name), (workspace, id), value);
                }
            }
        }
        Some(Asked::Holders(collection, attribute)) => {
            if let Some(value) = value(row, 3, attribute.kind)? {
                ledger.hold(touched, (collection, attribute.name), (workspace, id), value);
            }
        }
        Some(Asked::Streams) => {
            if let Some(stream) = touched.streams.get(workspace, id) {
                ledger.heads.insert(stream, (row.try_get(3)?, row.try_get(4)?));
            }
        }
        // No statement has such a number.
        None => {}
    }
    Ok(())
}

fn value(row: &SqliteRow, index: usize, kind: AttributeKind) -> Result<Option<AttributeValue>, Fault> {
    Ok(match kind {
        AttributeKind::Text => row.try_get::<Option<String>, _>(index)?.map(AttributeValue::Text),
        AttributeKind::Integer => row.try_get::<Option<i64>, _>(index)?.map(AttributeValue::Integer),
    })
}
