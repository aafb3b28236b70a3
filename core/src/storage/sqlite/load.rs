//! Reads what the batches of a group find, within their transaction.

use std::fmt::Write as _;

use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use super::fault::Fault;
use super::schema::{column, table};
use super::script::{Script, pieces, rows};
use crate::storage::check::Declared;
use crate::storage::ledger::{Ledger, Touched};
use crate::storage::{Attribute, AttributeKind, AttributeValue, Collection};

/// Runs the script and then reads everything in one go.
pub(super) async fn load<'g>(
    connection: &mut SqliteConnection,
    script: &mut Script,
    declared: &Declared,
    touched: &Touched<'g>,
) -> Result<Ledger<'g>, Fault> {
    let workspaces: Vec<&str> = touched.workspaces.iter().copied().collect();
    for piece in pieces(&workspaces) {
        piece.iter().try_for_each(|workspace| script.bind(*workspace))?;
        script.push(format!(
            "SELECT 'w', '', '', workspace, '', position FROM workspaces WHERE workspace IN (VALUES {})",
            rows(piece.len(), 1)
        ));
    }
    for (name, records) in &touched.records {
        let collection = declared.collection(name).map_err(Fault::Refused)?;
        let wanted: Vec<(&str, &str)> = records.iter().collect();
        for piece in pieces(&wanted) {
            self::records(script, &collection, piece)?;
        }
    }
    for ((name, attribute), values) in &touched.values {
        let collection = declared.collection(name).map_err(Fault::Refused)?;
        let wanted: Vec<(&str, &AttributeValue)> = values.iter().copied().collect();
        for piece in pieces(&wanted) {
            holders(script, &collection, attribute, piece)?;
        }
    }
    let streams: Vec<(&str, &str)> = touched.streams.iter().collect();
    for piece in pieces(&streams) {
        pairs(script, piece)?;
        script.push(format!(
            "WITH q (workspace, name) AS (VALUES {}) \
             SELECT 's', '', '', s.workspace, s.name, s.sequence, s.epoch FROM q CROSS JOIN streams AS s \
             ON s.workspace = q.workspace AND s.name = q.name",
            rows(piece.len(), 2)
        ));
    }
    let mut ledger = Ledger::default();
    for row in script.run(connection).await? {
        place(&mut ledger, declared, touched, &row)?;
    }
    Ok(ledger)
}

/// Binds pairs of workspace and name.
pub(super) fn pairs(script: &mut Script, pairs: &[(&str, &str)]) -> Result<(), Fault> {
    pairs.iter().try_for_each(|(workspace, name)| {
        script.bind(*workspace)?;
        script.bind(*name)
    })
}

fn uniques(collection: &Collection) -> impl Iterator<Item = &'static Attribute> {
    collection.attributes.iter().filter(|attribute| attribute.unique)
}

/// Asks for records: version and unique values.
fn records(script: &mut Script, collection: &Collection, wanted: &[(&str, &str)]) -> Result<(), Fault> {
    pairs(script, wanted)?;
    let mut sql = format!(
        "WITH q (workspace, id) AS (VALUES {}) SELECT 'r', '{}', '', t.workspace, t.id, t.version",
        rows(wanted.len(), 2),
        collection.name
    );
    for attribute in uniques(collection) {
        let _ = write!(sql, ", t.{}", column(attribute.name));
    }
    // The cross join walks what is wanted, whatever the planner believes about the table.
    let _ = write!(
        sql,
        " FROM q CROSS JOIN {} AS t ON t.workspace = q.workspace AND t.id = q.id",
        table(collection)
    );
    script.push(sql);
    Ok(())
}

/// Asks which records have unique values.
fn holders(
    script: &mut Script,
    collection: &Collection,
    attribute: &str,
    wanted: &[(&str, &AttributeValue)],
) -> Result<(), Fault> {
    for (workspace, value) in wanted {
        script.bind(*workspace)?;
        script.bind_value(Some(value))?;
    }
    let name = column(attribute);
    script.push(format!(
        "WITH q (workspace, value) AS (VALUES {}) \
         SELECT 'u', '{}', '{attribute}', t.workspace, t.id, t.{name} FROM q CROSS JOIN {} AS t \
         ON t.workspace = q.workspace AND t.{name} = q.value",
        rows(wanted.len(), 2),
        collection.name,
        table(collection)
    ));
    Ok(())
}

/// Puts a row into the ledger: what it is, collection, attribute, workspace, id or name, and its values.
fn place<'g>(
    ledger: &mut Ledger<'g>,
    declared: &Declared,
    touched: &Touched<'g>,
    row: &SqliteRow,
) -> Result<(), Fault> {
    let (collection, attribute): (&str, &str) = (row.try_get(1)?, row.try_get(2)?);
    let (workspace, id): (&str, &str) = (row.try_get(3)?, row.try_get(4)?);
    match row.try_get(0)? {
        "w" => {
            if let Some(workspace) = touched.workspaces.get(workspace) {
                ledger.positions.insert(workspace, row.try_get(5)?);
            }
        }
        "r" => {
            if let Some((name, records)) = touched.records.get_key_value(collection)
                && let Some((workspace, id)) = records.get(workspace, id)
            {
                ledger.versions.insert((*name, workspace, id), row.try_get(5)?);
            }
            let declared = declared.collection(collection).map_err(Fault::Refused)?;
            for (index, attribute) in uniques(&declared).enumerate() {
                if let Some(value) = value(row, 6 + index, attribute.kind)? {
                    ledger.hold(touched, (collection, attribute.name), (workspace, id), value);
                }
            }
        }
        "s" => {
            if let Some(stream) = touched.streams.get(workspace, id) {
                ledger.heads.insert(stream, (row.try_get(5)?, row.try_get(6)?));
            }
        }
        _ => {
            let declared = declared.collection(collection).map_err(Fault::Refused)?;
            let kind = uniques(&declared).find(|unique| unique.name == attribute).map(|unique| unique.kind);
            if let Some(kind) = kind
                && let Some(value) = value(row, 5, kind)?
            {
                ledger.hold(touched, (collection, attribute), (workspace, id), value);
            }
        }
    }
    Ok(())
}

fn value(row: &SqliteRow, index: usize, kind: AttributeKind) -> Result<Option<AttributeValue>, Fault> {
    Ok(match kind {
        AttributeKind::Text => row.try_get::<Option<String>, _>(index)?.map(AttributeValue::Text),
        AttributeKind::Integer => row.try_get::<Option<i64>, _>(index)?.map(AttributeValue::Integer),
    })
}
