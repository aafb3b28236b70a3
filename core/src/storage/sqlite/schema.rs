//! The schema: fixed tables by numbered migrations, one generated table for each declared collection.
//!
//! The real schema is the only record of itself, so nothing can drift from it unseen: opening compares the
//! declarations with the columns and indexes that are there, adds what is missing, and refuses what
//! changed its meaning. What a declaration no longer names stays, so that the previous release still runs.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use sqlx::{AssertSqlSafe, Row, SqliteConnection};

use super::fault::Fault;
use crate::error::Error;
use crate::storage::{Attribute, AttributeKind, Collection};

/// Marks the file as a database of this program: "SECR".
const APPLICATION: i64 = 0x5345_4352;

/// Forward only; the number is the index from 1.
pub(super) const MIGRATIONS: [&str; 1] = [include_str!("migrations/1.sql")];

/// The columns and indexes that are there.
#[derive(Debug, Default)]
struct Present {
    columns: HashMap<(String, String), String>,
    indexes: HashSet<String>,
    triggers: Vec<String>,
}

/// Brings the schema up to this program and its declarations. A database that is up to date is only read.
pub(super) async fn prepare(
    connection: &mut SqliteConnection,
    collections: &[Collection],
    in_memory: bool,
) -> Result<(), Fault> {
    // In one transaction, or another process that is just making the schema would be seen half way.
    sqlx::query("BEGIN").execute(&mut *connection).await?;
    let statements = pending(connection, collections).await;
    sqlx::query("COMMIT").execute(&mut *connection).await?;
    let statements = statements?;
    if !in_memory {
        // Only now: turning WAL on would change the file of another program.
        sqlx::query("PRAGMA journal_mode = WAL").execute(&mut *connection).await?;
    }
    if !statements.is_empty() {
        sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut *connection).await?;
        // Another process may have done it while this one waited for the lock.
        let outcome = match pending(connection, collections).await {
            Ok(statements) => run(connection, statements).await,
            Err(fault) => Err(fault),
        };
        let end = if outcome.is_ok() { "COMMIT" } else { "ROLLBACK" };
        let ended = sqlx::raw_sql(end).execute(&mut *connection).await;
        outcome?;
        ended?;
    }
    Ok(())
}

async fn run(connection: &mut SqliteConnection, statements: Vec<String>) -> Result<(), Fault> {
    for statement in statements {
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut *connection).await?;
    }
    Ok(())
}

/// Lists the statements that are missing.
async fn pending(
    connection: &mut SqliteConnection,
    collections: &[Collection],
) -> Result<Vec<String>, Fault> {
    let version: i64 = sqlx::query_scalar("PRAGMA user_version").fetch_one(&mut *connection).await?;
    let application: i64 = sqlx::query_scalar("PRAGMA application_id").fetch_one(&mut *connection).await?;
    let present = present(connection).await?;
    let is_empty = present.columns.is_empty();
    if application != APPLICATION && !(application == 0 && version == 0 && is_empty) {
        return Err(Fault::Refused(Error::invalid_input(
            "the file is a database of another program: choose another path",
        )));
    }
    let done = usize::try_from(version).unwrap_or(usize::MAX);
    if done > MIGRATIONS.len() {
        return Err(Fault::Refused(Error::unsupported(format!(
            "the database has schema {version}, newer than schema {} of this program: update the program",
            MIGRATIONS.len()
        ))));
    }
    let mut statements: Vec<String> = MIGRATIONS.iter().skip(done).map(|sql| (*sql).to_owned()).collect();
    if !statements.is_empty() {
        statements.push(format!("PRAGMA application_id = {APPLICATION}"));
        statements.push(format!("PRAGMA user_version = {}", MIGRATIONS.len()));
    }
    // Earlier programs kept the changes by triggers, which would count each change once more.
    statements.extend(present.triggers.iter().map(|trigger| format!("DROP TRIGGER {trigger}")));
    for collection in collections {
        statements.extend(present.missing(collection)?);
    }
    Ok(statements)
}

async fn present(connection: &mut SqliteConnection) -> Result<Present, Fault> {
    let mut present = Present::default();
    let rows = sqlx::query(
        "SELECT m.type, m.name, c.name, c.type FROM sqlite_schema m LEFT JOIN pragma_table_info(m.name) c \
         WHERE m.type IN ('table', 'index', 'trigger') AND m.name NOT LIKE 'sqlite_%'",
    )
    .fetch_all(&mut *connection)
    .await?;
    for row in rows {
        let name: String = row.try_get(1)?;
        match row.try_get(0)? {
            "index" => drop(present.indexes.insert(name)),
            "trigger" => present.triggers.push(name),
            _ => drop(present.columns.insert((name, row.try_get(2)?), row.try_get(3)?)),
        }
    }
    Ok(present)
}

/// A collection that is there, whether it is declared or not.
#[derive(Debug)]
pub(super) struct Stored {
    /// The name.
    pub(super) name: String,
    /// Its attributes and their types.
    pub(super) attributes: Vec<(String, AttributeKind)>,
}

/// Lists the collections that are there, by their names.
pub(super) async fn stored(connection: &mut SqliteConnection) -> Result<Vec<Stored>, Fault> {
    let present = present(connection).await?;
    let mut columns: Vec<_> = present.columns.iter().collect();
    columns.sort_unstable();
    let mut collections: Vec<Stored> = Vec::new();
    for ((table, column), kind) in columns {
        let Some(name) = table.strip_prefix("r_") else { continue };
        if collections.last().is_none_or(|last| last.name != name) {
            collections.push(Stored { name: name.to_owned(), attributes: Vec::new() });
        }
        if let (Some(attribute), Some(last)) = (column.strip_prefix("a_"), collections.last_mut()) {
            let is_text = kind == sql_type(AttributeKind::Text);
            let kind = if is_text { AttributeKind::Text } else { AttributeKind::Integer };
            last.attributes.push((attribute.to_owned(), kind));
        }
    }
    Ok(collections)
}

impl Present {
    fn missing(&self, collection: &Collection) -> Result<Vec<String>, Fault> {
        let table = table(collection);
        let mut statements = Vec::new();
        let exists = self.columns.contains_key(&(table.clone(), "id".to_owned()));
        if !exists {
            statements.push(create(collection));
        }
        for attribute in collection.attributes {
            let name = column(attribute.name);
            let index = index(collection, attribute);
            match self.columns.get(&(table.clone(), name.clone())) {
                Some(kind) if kind != sql_type(attribute.kind) => {
                    return Err(drift(collection, attribute, "another type"));
                }
                Some(_) if collection.indexes(attribute) && !self.indexes.contains(&index) => {
                    return Err(drift(collection, attribute, "another uniqueness"));
                }
                Some(_) => {}
                None => {
                    if exists {
                        statements.push(format!(
                            "ALTER TABLE {table} ADD COLUMN {name} {}",
                            sql_type(attribute.kind)
                        ));
                    }
                    if collection.indexes(attribute) {
                        let (unique, last) = if attribute.unique { ("UNIQUE ", "") } else { ("", ", id") };
                        statements.push(format!(
                            "CREATE {unique}INDEX {index} ON {table} (workspace, {name}{last})"
                        ));
                    }
                }
            }
        }
        if collection.is_work() && !self.indexes.contains(&format!("w_{}", collection.name)) {
            // Ordered as a claim walks: kind, priority, workspace, age; finished work is not in it. With the
            // lease in it, work under a lease is passed over without a look at its record.
            statements.push(format!(
                "CREATE INDEX w_{} ON {table} (a_kind, ifnull(a_priority, 0), workspace, a_wake_at, id, \
                 a_lease_until) \
                 WHERE a_wake_at IS NOT NULL",
                collection.name
            ));
        }
        if collection.is_work() && !self.indexes.contains(&format!("l_{}", collection.name)) {
            // What is being worked on, few of many.
            statements.push(format!(
                "CREATE INDEX l_{} ON {table} (workspace, a_lease_until) WHERE a_lease_until IS NOT NULL",
                collection.name
            ));
        }
        Ok(statements)
    }
}

fn drift(collection: &Collection, attribute: &Attribute, what: &str) -> Fault {
    Fault::Refused(Error::unsupported(format!(
        "attribute `{}` of collection `{}` has {what} in the database: declare a new attribute instead",
        attribute.name, collection.name
    )))
}

fn create(collection: &Collection) -> String {
    let mut sql = format!(
        "CREATE TABLE {} (workspace TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL",
        table(collection)
    );
    for attribute in collection.attributes {
        let _ = write!(sql, ", {} {}", column(attribute.name), sql_type(attribute.kind));
    }
    // The body is last: a scan of the columns before it need not follow its overflow pages.
    sql.push_str(", body TEXT NOT NULL, UNIQUE (workspace, id)) STRICT");
    sql
}

/// Names the table of a collection; names are checked at opening, so none needs quoting.
pub(super) fn table(collection: &Collection) -> String {
    format!("r_{}", collection.name)
}

/// Names the column of an attribute.
pub(super) fn column(attribute: &str) -> String {
    format!("a_{attribute}")
}

fn index(collection: &Collection, attribute: &Attribute) -> String {
    let prefix = if attribute.unique { 'u' } else { 'i' };
    // Two underscores keep `a` + `b_c` apart from `a_b` + `c`.
    format!("{prefix}_{}__{}", collection.name, attribute.name)
}

fn sql_type(kind: AttributeKind) -> &'static str {
    match kind {
        AttributeKind::Text => "TEXT",
        AttributeKind::Integer => "INTEGER",
    }
}
