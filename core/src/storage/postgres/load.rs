//! Locks the workspaces of a group and reads what its batches find.

use std::fmt::Write as _;

use sqlx::{PgConnection, Row};

use super::fault::Fault;
use super::parameters::Parameters;
use super::schema::{column, table};
use crate::storage::check::Declared;
use crate::storage::ledger::{Ledger, Touched};
use crate::storage::{AttributeKind, AttributeValue};

/// Locks the rows of the workspaces, in their order so that no two groups wait for each other, and reads
/// everything in one statement.
pub(super) async fn load<'g>(
    connection: &mut PgConnection,
    declared: &Declared,
    touched: &Touched<'g>,
) -> Result<Ledger<'g>, Fault> {
    let mut ledger = Ledger::default();
    let rows = sqlx::query(
        "SELECT workspace, position FROM workspaces WHERE workspace = ANY($1) ORDER BY workspace FOR NO KEY UPDATE",
    )
    .bind(touched.workspaces.iter().copied().collect::<Vec<_>>())
    .fetch_all(&mut *connection)
    .await?;
    for row in rows {
        let name: &str = row.try_get(0)?;
        if let Some(workspace) = touched.workspaces.get(name) {
            ledger.positions.insert(workspace, row.try_get(1)?);
        }
    }
    let mut parameters = Parameters::default();
    let sql = statement(declared, touched, &mut parameters)?;
    if sql.is_empty() {
        return Ok(ledger);
    }
    for row in parameters.fetch(sql, connection).await? {
        place(&mut ledger, touched, &row)?;
    }
    Ok(ledger)
}

/// Rows of: what it is, collection, attribute, workspace, id or name, two numbers, a text.
fn statement(
    declared: &Declared,
    touched: &Touched<'_>,
    parameters: &mut Parameters,
) -> Result<String, Fault> {
    let (mut tables, mut parts) = (Vec::new(), Vec::new());
    for (collection, records) in &touched.records {
        let collection = declared.collection(collection).map_err(Fault::Refused)?;
        let table = table(&collection);
        let wanted = parameters.pairs(records.iter())?;
        let uniques = || collection.attributes.iter().filter(|attribute| attribute.unique);
        let names: String = uniques().map(|attribute| format!(", t.{}", column(attribute.name))).collect();
        // Read once, however many attributes are unique.
        let found = format!("found{}", parts.len());
        tables.push(format!(
            "{found} AS MATERIALIZED (SELECT t.* FROM unnest({wanted}) AS q (workspace, id), {})",
            sought(&table, "id", &format!("t.workspace, t.id, t.version{names}"))
        ));
        parts.push(format!(
            "SELECT 'r', '{}', '', t.workspace, t.id, t.version, 0::bigint, NULL::text FROM {found} AS t",
            collection.name
        ));
        for attribute in uniques() {
            let name = column(attribute.name);
            let value = value_columns(attribute.kind, &name);
            let mut part = format!(
                "SELECT 'u', '{}', '{}', t.workspace, t.id, 0, {value} FROM {found} AS t WHERE t.{name} IS NOT NULL",
                collection.name, attribute.name
            );
            if let Some(values) = touched.values.get(&(collection.name, attribute.name)) {
                let workspaces: Vec<&str> = values.iter().map(|(workspace, _)| *workspace).collect();
                let workspaces = parameters.add(workspaces, "text[]")?;
                let wanted =
                    parameters.attribute(attribute.kind, values.iter().map(|(_, value)| Some(*value)))?;
                let _ = write!(
                    part,
                    " UNION ALL SELECT 'u', '{}', '{}', t.workspace, t.id, 0, {value} \
                     FROM unnest({workspaces}, {wanted}) AS q (workspace, {name}), {}",
                    collection.name,
                    attribute.name,
                    sought(&table, &name, &format!("t.workspace, t.id, t.{name}"))
                );
            }
            parts.push(part);
        }
    }
    if !touched.streams.is_empty() {
        let wanted = parameters.pairs(touched.streams.iter())?;
        parts.push(format!(
            "SELECT 's', '', '', t.workspace, t.name, t.sequence, t.epoch, NULL FROM unnest({wanted}) AS q (workspace, name) \
             JOIN streams t ON t.workspace = q.workspace AND t.name = q.name"
        ));
    }
    let with = if tables.is_empty() { String::new() } else { format!("WITH {} ", tables.join(", ")) };
    Ok(with + &parts.join(" UNION ALL "))
}

/// Finds the row that `q` names by its workspace and one more column, which are unique together.
///
/// Written as a range with an order, so that no other index serves where sorting is off, as it is for the
/// connections of the lanes: a plan that is made while a table is small would else take any index that
/// begins with the workspace, and walk all of it for every row once the table has grown.
pub(super) fn sought(table: &str, name: &str, columns: &str) -> String {
    format!(
        "LATERAL (SELECT {columns} FROM {table} AS t \
             WHERE t.workspace = q.workspace AND t.{name} >= q.{name} AND t.{name} <= q.{name} \
             ORDER BY t.{name} LIMIT 1) AS t"
    )
}

fn value_columns(kind: AttributeKind, name: &str) -> String {
    match kind {
        AttributeKind::Integer => format!("t.{name}, NULL"),
        AttributeKind::Text => format!("0, t.{name}"),
    }
}

fn place<'g>(
    ledger: &mut Ledger<'g>,
    touched: &Touched<'g>,
    row: &sqlx::postgres::PgRow,
) -> Result<(), Fault> {
    let (collection, attribute): (&str, &str) = (row.try_get(1)?, row.try_get(2)?);
    let (workspace, id): (&str, &str) = (row.try_get(3)?, row.try_get(4)?);
    match row.try_get(0)? {
        "r" => {
            if let Some((name, records)) = touched.records.get_key_value(collection)
                && let Some((workspace, id)) = records.get(workspace, id)
            {
                ledger.versions.insert((*name, workspace, id), row.try_get(5)?);
            }
        }
        "s" => {
            if let Some(stream) = touched.streams.get(workspace, id) {
                ledger.heads.insert(stream, (row.try_get(5)?, row.try_get(6)?));
            }
        }
        _ => {
            let value = match row.try_get::<Option<String>, _>(7)? {
                Some(text) => AttributeValue::Text(text),
                None => AttributeValue::Integer(row.try_get(6)?),
            };
            ledger.hold(touched, (collection, attribute), (workspace, id), value);
        }
    }
    Ok(())
}
