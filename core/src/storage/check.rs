//! What every backend accepts, checked before anything is written, so that a batch that one backend takes
//! is not refused by the next one.
//!
//! The limits are those of the narrowest backend: PostgreSQL holds no NUL in text and at most 2,704 bytes
//! in an index entry, and `serde_json` reads back at most 128 nested levels.

use std::collections::HashSet;

use serde_json::Value;

use super::archive::Row;
use super::{Attribute, AttributeKind, AttributeValue, Batch, Claim, Collection, Query, Record};
use crate::error::{Error, Result};

/// The longest id of a record, name of a stream or topic, in bytes.
pub const MAX_KEY_BYTES: usize = 512;
/// The longest text attribute, in bytes.
pub const MAX_ATTRIBUTE_BYTES: usize = 1_024;
/// The deepest nesting of a body or event.
pub const MAX_DEPTH: usize = 100;

/// The attributes that a claimable collection declares beside the text attribute `kind`.
const CLAIM_INTEGERS: [&str; 4] = ["wake_at", "lease_until", "epoch", "priority"];

/// The collections that a database was opened with.
#[derive(Debug, Clone)]
pub struct Declared(Vec<Collection>);

impl Declared {
    /// Takes the declarations of an office.
    ///
    /// # Errors
    /// `invalid_input` if a name is not made of lower-case letters and underscores, or is declared twice.
    pub fn new(collections: &[Collection]) -> Result<Self> {
        let mut names = HashSet::new();
        for collection in collections {
            name(collection.name)?;
            if !names.insert(collection.name) {
                return Err(Error::invalid_input(format!(
                    "collection `{}` is declared twice",
                    collection.name
                )));
            }
            let mut attributes = HashSet::new();
            for attribute in collection.attributes {
                name(attribute.name)?;
                if !attributes.insert(attribute.name) {
                    return Err(Error::invalid_input(format!(
                        "attribute `{}` of collection `{}` is declared twice",
                        attribute.name, collection.name
                    )));
                }
            }
        }
        Ok(Self(collections.to_vec()))
    }

    /// Returns all collections.
    pub fn all(&self) -> &[Collection] {
        &self.0
    }

    /// Finds a collection.
    ///
    /// # Errors
    /// `invalid_input` if it is not declared.
    pub fn collection(&self, name: &str) -> Result<Collection> {
        self.0
            .iter()
            .find(|collection| collection.name == name)
            .copied()
            .ok_or_else(|| Error::invalid_input(format!("collection `{name}` is not declared")))
    }

    /// Checks a batch against the declarations and the limits of this module.
    ///
    /// # Errors
    /// `invalid_input` naming the first thing that no backend would take.
    pub fn batch(&self, batch: &Batch) -> Result<()> {
        let mut records = HashSet::new();
        for put in &batch.puts {
            if put.record.workspace != batch.workspace {
                return Err(Error::invalid_input(
                    "a record of another workspace in a batch: commit it apart",
                ));
            }
            self.record(&put.record)?;
            once(&mut records, put.record.collection, &put.record.id)?;
        }
        for delete in &batch.deletes {
            self.collection(delete.collection)?;
            key("id", &delete.id)?;
            once(&mut records, delete.collection, &delete.id)?;
        }
        for amend in &batch.amends {
            self.collection(amend.collection)?;
            key("id", &amend.id)?;
            integer("version", amend.version)?;
            depth(&amend.body).map_err(|error| error.about(&amend.id))?;
            once(&mut records, amend.collection, &amend.id)?;
        }
        for append in &batch.appends {
            key("stream", &append.stream)?;
            integer("epoch", append.epoch)?;
            for event in &append.events {
                depth(event).map_err(|error| error.about(&append.stream))?;
            }
        }
        for stream in &batch.erased_streams {
            key("stream", stream)?;
            if batch.appends.iter().any(|append| append.stream == *stream) {
                return Err(Error::invalid_input("a stream is erased and appended to in one batch"));
            }
        }
        for (collection, id) in &batch.erased_changes {
            self.collection(collection)?;
            key("id", id)?;
        }
        for message in &batch.messages {
            key("topic", &message.topic)?;
            if message.payload.contains('\0') {
                return Err(Error::invalid_input("a payload holds a NUL character"));
            }
        }
        Ok(())
    }

    /// Checks that a query names declared attributes with values of their types.
    ///
    /// # Errors
    /// `invalid_input` naming what is not declared.
    pub fn query(&self, query: &Query) -> Result<Collection> {
        let collection = self.collection(query.collection)?;
        if let Some(order) = query.order {
            collection.attribute(order)?;
        }
        for condition in &query.conditions {
            value(collection.attribute(condition.attribute)?, &condition.value)?;
        }
        Ok(collection)
    }

    /// Checks that a claim names a claimable collection.
    ///
    /// # Errors
    /// `invalid_input` naming the attribute that is missing.
    pub fn claim(&self, claim: &Claim) -> Result<Collection> {
        let collection = self.collection(claim.collection)?;
        let wanted = CLAIM_INTEGERS.iter().map(|name| (*name, AttributeKind::Integer));
        for (name, kind) in wanted.chain([("kind", AttributeKind::Text)]) {
            if collection.attribute(name)?.kind != kind {
                return Err(Error::invalid_input(format!("attribute `{name}` of work has another type")));
            }
        }
        Ok(collection)
    }

    /// Checks a row of a dump, as [`Declared::batch`] checks what is written.
    ///
    /// # Errors
    /// `invalid_input` naming the first thing that no backend would take, or this one does not know.
    pub fn row(&self, row: &Row) -> Result<()> {
        match row {
            Row::Workspace { position, .. } => integer("position", *position).map(drop),
            Row::Record { collection, id, version, attributes, body, .. } => {
                let declared = self.collection(collection)?;
                key("id", id)?;
                integer("version", *version)?;
                for (name, given) in attributes {
                    value(declared.attribute(name)?, given)?;
                }
                depth(body).map_err(|error| error.about(id))
            }
            Row::Stream { name, sequence, epoch, .. } => {
                key("stream", name)?;
                integer("sequence", *sequence)?;
                integer("epoch", *epoch).map(drop)
            }
            Row::Event { stream, sequence, event, .. } => {
                key("stream", stream)?;
                integer("sequence", *sequence)?;
                depth(event).map_err(|error| error.about(stream))
            }
            Row::Change { position, collection, id, .. } => {
                name(collection)?;
                key("id", id)?;
                integer("position", *position).map(drop)
            }
            Row::Message { topic, payload } => {
                key("topic", topic)?;
                if payload.contains('\0') {
                    return Err(Error::invalid_input("a payload holds a NUL character"));
                }
                Ok(())
            }
        }
    }

    fn record(&self, record: &Record) -> Result<()> {
        let collection = self.collection(record.collection)?;
        key("id", &record.id)?;
        for (name, given) in &record.attributes {
            value(collection.attribute(name)?, given)?;
        }
        depth(&record.body).map_err(|error| error.about(&record.id))
    }
}

impl Collection {
    /// Finds a declared attribute.
    ///
    /// # Errors
    /// `invalid_input` if it is not declared.
    pub fn attribute(&self, name: &str) -> Result<Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name).copied().ok_or_else(|| {
            Error::invalid_input(format!("collection `{}` declares no attribute `{name}`", self.name))
        })
    }
}

/// Turns a number of the port into one that databases hold.
///
/// # Errors
/// `invalid_input` above `i64::MAX`.
pub fn integer(what: &str, number: u64) -> Result<i64> {
    i64::try_from(number).map_err(|_| Error::invalid_input(format!("{what} {number} is too large")))
}

fn name(name: &str) -> Result<()> {
    let plain = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let single = !name.starts_with('_') && !name.ends_with('_') && !name.contains("__");
    if name.is_empty() || name.len() > 40 || !plain || !single {
        return Err(Error::invalid_input(format!(
            "`{name}` is no name: use up to 40 lower-case letters with single underscores between"
        )));
    }
    Ok(())
}

fn key(what: &str, key: &str) -> Result<()> {
    if key.is_empty() || key.len() > MAX_KEY_BYTES || key.contains('\0') {
        return Err(Error::invalid_input(format!(
            "{what} of {} bytes: give 1 to {MAX_KEY_BYTES} bytes without NUL",
            key.len()
        )));
    }
    Ok(())
}

fn value(attribute: Attribute, value: &AttributeValue) -> Result<()> {
    match (attribute.kind, value) {
        (AttributeKind::Integer, AttributeValue::Integer(_)) => Ok(()),
        (AttributeKind::Text, AttributeValue::Text(text)) => {
            if text.len() > MAX_ATTRIBUTE_BYTES || text.contains('\0') {
                return Err(Error::invalid_input(format!(
                    "attribute `{}` of {} bytes: give at most {MAX_ATTRIBUTE_BYTES} bytes without NUL",
                    attribute.name,
                    text.len()
                )));
            }
            Ok(())
        }
        _ => Err(Error::invalid_input(format!("attribute `{}` has another type", attribute.name))),
    }
}

fn once<'a>(records: &mut HashSet<(&'a str, &'a str)>, collection: &'a str, id: &'a str) -> Result<()> {
    if records.insert((collection, id)) {
        Ok(())
    } else {
        Err(Error::invalid_input(format!("{collection} `{id}` is named twice in one batch")))
    }
}

/// Walks with a list of its own, as a body may be nested deeper than the stack.
fn depth(body: &Value) -> Result<()> {
    let mut open = vec![(body, 0)];
    while let Some((value, depth)) = open.pop() {
        if depth > MAX_DEPTH {
            return Err(Error::invalid_input(format!("nested deeper than {MAX_DEPTH} levels")));
        }
        match value {
            Value::Array(items) => open.extend(items.iter().map(|item| (item, depth + 1))),
            Value::Object(fields) => open.extend(fields.values().map(|field| (field, depth + 1))),
            _ => {}
        }
    }
    Ok(())
}
