//! Fills an empty database in one transaction, while nobody else writes.

use async_trait::async_trait;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use super::fault::{Fault, code};
use super::json;
use super::open::{Address, WRITE, limited};
use super::parameters::Parameters;
use super::schema::{column, stored, table};
use crate::error::{Error, Result};
use crate::storage::Collection;
use crate::storage::archive::{Fill, Row, does_not_fit, not_empty};
use crate::storage::check::{Declared, integer};

/// The tables that are no collections.
const FIXED: [&str; 5] = ["workspaces", "streams", "events", "changes", "outbox"];

/// A transaction that fills a database; dropped, it closes its connection, which takes everything back.
pub(super) struct Filling {
    place: String,
    declared: Declared,
    connection: PgConnection,
}

impl Filling {
    /// Begins, if there is nothing.
    pub(super) async fn begin(address: &Address, declared: Declared) -> Result<Self> {
        let place = address.place.clone();
        match attempt(address).await {
            Ok((connection, true)) => Ok(Self { place, declared, connection }),
            Ok((_, false)) => Err(not_empty(place)),
            Err(fault) => Err(fault.public(&place)),
        }
    }

    async fn write(&mut self, given: &[Row]) -> Result<(), Fault> {
        // Rows of one kind, and records of one collection, come one after the other.
        for run in given.chunk_by(alike) {
            let mut parameters = Parameters::default();
            let sql = match &run[0] {
                Row::Record { collection, .. } => {
                    let collection = self.declared.collection(collection).map_err(Fault::Refused)?;
                    records(&collection, run, &mut parameters)?
                }
                Row::Event { .. } => {
                    let sql = events(run, &mut parameters)?;
                    let done = sqlx::query_with(AssertSqlSafe(sql), parameters.into_arguments());
                    let written = limited(WRITE, done.execute(&mut self.connection)).await??.rows_affected();
                    if written != run.len() as u64 {
                        return Err(Fault::Refused(does_not_fit()));
                    }
                    continue;
                }
                _ => fixed(run, &mut parameters)?,
            };
            limited(WRITE, parameters.execute(sql, &mut self.connection)).await??;
        }
        Ok(())
    }
}

#[async_trait]
impl Fill for Filling {
    async fn add(&mut self, rows: Vec<Row>) -> Result<()> {
        rows.iter().try_for_each(|row| self.declared.row(row))?;
        self.write(&rows).await.map_err(|fault| match fault {
            Fault::Driver(error) if code(&error).is_some_and(|code| code.starts_with("23")) => {
                does_not_fit().with_source(error)
            }
            fault => fault.public(&self.place),
        })
    }

    async fn commit(mut self: Box<Self>) -> Result<()> {
        let place = self.place;
        let committed = sqlx::raw_sql("COMMIT").execute(&mut self.connection).await;
        committed.map_err(|error| Fault::Doubt(Box::new(error.into())).public(&place))?;
        // It is there: a connection that breaks now loses nothing.
        let _ = self.connection.close().await;
        Ok(())
    }
}

async fn attempt(address: &Address) -> Result<(PgConnection, bool), Fault> {
    let mut connection = address.connect_alone().await?;
    // Every writer makes or locks a row of this table first.
    let begin = "BEGIN; LOCK TABLE workspaces IN EXCLUSIVE MODE";
    limited(WRITE, sqlx::raw_sql(begin).execute(&mut connection)).await??;
    let collections =
        stored(&mut connection).await?.into_iter().map(|collection| format!("r_{}", collection.name));
    for table in collections.chain(FIXED.map(str::to_owned)) {
        let sql = format!("SELECT EXISTS (SELECT 1 FROM {table})");
        if sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut connection).await? {
            return Ok((connection, false));
        }
    }
    Ok((connection, true))
}

/// Says whether two rows go into one table.
fn alike(one: &Row, next: &Row) -> bool {
    match (one, next) {
        (Row::Record { collection, .. }, Row::Record { collection: other, .. }) => collection == other,
        _ => std::mem::discriminant(one) == std::mem::discriminant(next),
    }
}

fn records(collection: &Collection, given: &[Row], parameters: &mut Parameters) -> Result<String, Fault> {
    let (mut pairs, mut versions, mut bodies, mut all) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for row in given {
        let Row::Record { workspace, id, version, attributes, body, .. } = row else { continue };
        pairs.push((workspace.as_str(), id.as_str()));
        versions.push(whole("version", *version)?);
        bodies.push(json::write(body, id)?);
        all.push(attributes);
    }
    let pairs = parameters.pairs(pairs.into_iter())?;
    let mut arrays = vec![pairs, parameters.add(versions, "bigint[]")?, parameters.add(bodies, "text[]")?];
    let mut names = String::new();
    for attribute in collection.attributes {
        let values = all.iter().map(|attributes| attributes.get(attribute.name));
        arrays.push(parameters.attribute(attribute.kind, values)?);
        names.push_str(&format!(", {}", column(attribute.name)));
    }
    Ok(format!(
        "INSERT INTO {} (workspace, id, version, body{names}) SELECT workspace, id, version, body::jsonb{names} \
         FROM unnest({}) AS q (workspace, id, version, body{names})",
        table(collection),
        arrays.join(", ")
    ))
}

fn events(given: &[Row], parameters: &mut Parameters) -> Result<String, Fault> {
    let (mut pairs, mut sequences, mut texts) = (Vec::new(), Vec::new(), Vec::new());
    for row in given {
        let Row::Event { workspace, stream, sequence, event } = row else { continue };
        pairs.push((workspace.as_str(), stream.as_str()));
        sequences.push(whole("sequence", *sequence)?);
        texts.push(json::write(event, stream)?);
    }
    Ok(format!(
        "INSERT INTO events (workspace, stream, sequence, event) SELECT q.workspace, s.key, q.sequence, q.event::jsonb \
         FROM unnest({}, {}, {}) AS q (workspace, name, sequence, event) \
         JOIN streams AS s ON s.workspace = q.workspace AND s.name = q.name",
        parameters.pairs(pairs.into_iter())?,
        parameters.add(sequences, "bigint[]")?,
        parameters.add(texts, "text[]")?
    ))
}

/// Adds rows of one kind that are neither records nor events.
fn fixed(given: &[Row], parameters: &mut Parameters) -> Result<String, Fault> {
    let mut texts: [Vec<&str>; 3] = Default::default();
    let mut numbers: [Vec<i64>; 2] = Default::default();
    let mut deleted_ones = Vec::new();
    for row in given {
        match row {
            Row::Workspace { workspace, position } => {
                texts[0].push(workspace.as_str());
                numbers[0].push(whole("position", *position)?);
            }
            Row::Stream { workspace, name, sequence, epoch } => {
                texts[0].push(workspace.as_str());
                texts[1].push(name);
                numbers[0].push(whole("sequence", *sequence)?);
                numbers[1].push(whole("epoch", *epoch)?);
            }
            Row::Change { workspace, position, collection, id, deleted } => {
                texts[0].push(workspace.as_str());
                texts[1].push(collection);
                texts[2].push(id);
                numbers[0].push(whole("position", *position)?);
                deleted_ones.push(*deleted);
            }
            Row::Message { topic, payload } => {
                texts[0].push(topic);
                texts[1].push(payload);
            }
            Row::Record { .. } | Row::Event { .. } => {
                return Err(Fault::Refused(Error::internal("a record or event is no fixed row")));
            }
        }
    }
    let into = match &given[0] {
        Row::Workspace { .. } => "workspaces (workspace, position)",
        Row::Stream { .. } => "streams (workspace, name, sequence, epoch)",
        Row::Change { .. } => "changes (workspace, collection, id, position, deleted)",
        _ => "outbox (topic, payload)",
    };
    let mut arrays = Vec::new();
    for list in texts.into_iter().filter(|list| !list.is_empty()) {
        arrays.push(parameters.add(list, "text[]")?);
    }
    for list in numbers.into_iter().filter(|list| !list.is_empty()) {
        arrays.push(parameters.add(list, "bigint[]")?);
    }
    if !deleted_ones.is_empty() {
        arrays.push(parameters.add(deleted_ones, "boolean[]")?);
    }
    Ok(format!("INSERT INTO {into} SELECT * FROM unnest({})", arrays.join(", ")))
}

fn whole(what: &str, number: u64) -> Result<i64, Fault> {
    integer(what, number).map_err(Fault::Refused)
}
