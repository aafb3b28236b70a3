//! The schema `secretariat`: fixed tables by numbered migrations, one generated table for each declared
//! collection, each row readable and writable within its workspace only.
//!
//! Row-level security is a second wall behind the port: statements of members see the workspaces that their
//! transaction names in `secretariat.workspaces`, whatever their conditions are; only the role of claims
//! sees all. As in SQLite, opening compares the declarations with what is there.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use sqlx::{AssertSqlSafe, PgConnection, Row};

use super::fault::Fault;
use crate::error::Error;
use crate::storage::{Attribute, AttributeKind, Collection};

/// The role that reads and writes within workspaces.
pub(super) const MEMBER: &str = "secretariat_member";
/// The role that claims work and carries messages, across workspaces.
pub(super) const CLAIMS: &str = "secretariat_claims";

/// Forward only; the number is the index from 1.
pub(super) const MIGRATIONS: [&str; 1] = [include_str!("migrations/1.sql")];

/// The tables of [`MIGRATIONS`] whose rows belong to a workspace.
const OWNED: [&str; 4] = ["workspaces", "streams", "events", "changes"];

/// Serialises the programs that open one database at the same time; any constant would do.
const LOCK: i64 = 0x5345_4352;

/// The columns and indexes that are there.
#[derive(Debug, Default)]
struct Present {
    columns: HashMap<(String, String), String>,
    indexes: HashSet<String>,
}

/// Brings the schema up to this program and its declarations, in one transaction. A database that is up to
/// date is only read.
pub(super) async fn prepare(connection: &mut PgConnection, collections: &[Collection]) -> Result<(), Fault> {
    if pending(connection, collections).await?.is_empty() {
        return Ok(());
    }
    sqlx::raw_sql(AssertSqlSafe(format!("BEGIN; SELECT pg_advisory_xact_lock({LOCK})")))
        .execute(&mut *connection)
        .await?;
    // Another program may have done it while this one waited for the lock.
    for statement in pending(connection, collections).await? {
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut *connection).await?;
    }
    sqlx::raw_sql("COMMIT").execute(&mut *connection).await?;
    Ok(())
}

/// Lists the statements that are missing.
async fn pending(connection: &mut PgConnection, collections: &[Collection]) -> Result<Vec<String>, Fault> {
    let present = present(connection).await?;
    let is_ours = present.columns.contains_key(&("schema_version".to_owned(), "version".to_owned()));
    if !is_ours && !present.columns.is_empty() {
        return Err(Fault::Refused(Error::invalid_input(
            "the database has a schema `secretariat` of another program: choose another database",
        )));
    }
    let version: i64 = if is_ours {
        sqlx::query_scalar("SELECT version FROM secretariat.schema_version")
            .fetch_one(&mut *connection)
            .await?
    } else {
        0
    };
    let done = usize::try_from(version).unwrap_or(usize::MAX);
    if done > MIGRATIONS.len() {
        return Err(Fault::Refused(Error::unsupported(format!(
            "the database has schema {version}, newer than schema {} of this program: update the program",
            MIGRATIONS.len()
        ))));
    }
    let mut statements = Vec::new();
    if !is_ours {
        statements.extend(roles());
    }
    statements.extend(MIGRATIONS.iter().skip(done).map(|sql| (*sql).to_owned()));
    if done < MIGRATIONS.len() {
        statements.extend(OWNED.iter().map(|table| wall(table)));
        statements.push(format!(
            "GRANT SELECT, INSERT, DELETE ON outbox TO {CLAIMS}; GRANT INSERT ON outbox TO {MEMBER}; \
             GRANT USAGE ON SEQUENCE turns TO {CLAIMS}; \
             UPDATE schema_version SET version = {}",
            MIGRATIONS.len()
        ));
    }
    for collection in collections {
        statements.extend(present.missing(collection)?);
    }
    Ok(statements)
}

/// Roles belong to the whole server, so another database may have made them already.
fn roles() -> Vec<String> {
    let role = |role: &str| {
        format!(
            "DO $$ BEGIN CREATE ROLE {role} NOLOGIN NOBYPASSRLS; \
             EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$; \
             DO $$ BEGIN IF NOT pg_has_role(current_user, '{role}', 'USAGE') \
             THEN EXECUTE format('GRANT {role} TO %I', current_user); END IF; END $$"
        )
    };
    vec![
        role(MEMBER),
        role(CLAIMS),
        format!(
            "CREATE SCHEMA IF NOT EXISTS secretariat; GRANT USAGE ON SCHEMA secretariat TO {MEMBER}, {CLAIMS}; \
             CREATE TABLE schema_version (version bigint NOT NULL); INSERT INTO schema_version VALUES (0)"
        ),
    ]
}

/// Opens a table to the roles: to members within the workspaces of their transaction.
fn wall(table: &str) -> String {
    // As a subquery the list is read once for each statement and not once for each row.
    let mine = "workspace = ANY ((SELECT string_to_array(current_setting('secretariat.workspaces', true), ','))::text[])";
    format!(
        "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; ALTER TABLE {table} FORCE ROW LEVEL SECURITY; \
         CREATE POLICY members ON {table} TO {MEMBER} USING ({mine}) WITH CHECK ({mine}); \
         CREATE POLICY claims ON {table} TO {CLAIMS} USING (true) WITH CHECK (true); \
         GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {MEMBER}, {CLAIMS}"
    )
}

async fn present(connection: &mut PgConnection) -> Result<Present, Fault> {
    let mut present = Present::default();
    let rows = sqlx::query(
        "SELECT c.relkind = 'i', c.relname::text, a.attname::text, format_type(a.atttypid, a.atttypmod) \
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
         LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped \
         WHERE n.nspname = 'secretariat' AND c.relkind IN ('r', 'i')",
    )
    .fetch_all(&mut *connection)
    .await?;
    for row in rows {
        let name: String = row.try_get(1)?;
        if row.try_get::<bool, _>(0)? {
            present.indexes.insert(name);
        } else {
            let column = row.try_get::<Option<String>, _>(2)?.unwrap_or_default();
            present.columns.insert((name, column), row.try_get::<Option<String>, _>(3)?.unwrap_or_default());
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
pub(super) async fn stored(connection: &mut PgConnection) -> Result<Vec<Stored>, Fault> {
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
            statements.push(wall(&table));
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
                        statements
                            .push(format!("ALTER TABLE {table} ADD COLUMN {name} {}", declared(attribute)));
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
            // Ordered as a claim walks: kind, priority from high to low (`~` turns the order round without
            // an overflow), workspace, age; finished work is not in it.
            statements.push(format!(
                "CREATE INDEX w_{} ON {table} (a_kind, (~coalesce(a_priority, 0)), workspace, a_wake_at, id) \
                 INCLUDE (a_lease_until) WHERE a_wake_at IS NOT NULL",
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
    let table = table(collection);
    let mut sql = format!(
        "CREATE TABLE {table} (workspace text COLLATE \"C\" NOT NULL, id text COLLATE \"C\" NOT NULL, \
         version bigint NOT NULL"
    );
    for attribute in collection.attributes {
        let _ = write!(sql, ", {} {}", column(attribute.name), declared(attribute));
    }
    let _ = write!(sql, ", body jsonb NOT NULL, PRIMARY KEY (workspace, id))");
    if collection.is_work() {
        // A queue turns over: without this its dead rows outgrow it before they are vacuumed.
        sql.push_str(" WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0)");
    }
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

/// Names the type of an attribute as PostgreSQL prints it.
pub(super) fn sql_type(kind: AttributeKind) -> &'static str {
    match kind {
        AttributeKind::Text => "text",
        AttributeKind::Integer => "bigint",
    }
}

fn declared(attribute: &Attribute) -> String {
    let kind = sql_type(attribute.kind);
    if attribute.kind == AttributeKind::Text { format!("{kind} COLLATE \"C\"") } else { kind.to_owned() }
}
