//! Facts in storage.

use std::sync::Arc;

use super::fact::Fact;
use crate::error::{Error, Result};
use crate::id::{FactId, WorkspaceId};
use crate::rights::{Actor, decode, encode};
use crate::storage::{
    Attribute, AttributeKind, AttributeValue, Collection, Compare, Condition, Delete, Expect, Put, Query,
    Record, Storage,
};

/// The collection of facts, whose ids sort by their time. `said_by` is the key of the call that remembered one: once.
pub const FACTS: Collection = Collection {
    name: "facts",
    attributes: &[
        Attribute { name: "person", kind: AttributeKind::Text, unique: false },
        Attribute { name: "said_by", kind: AttributeKind::Text, unique: true },
    ],
};

/// Whose the facts of a workspace are.
const EVERYBODY: &str = "everybody";

/// Reads the facts of one workspace, and prepares their writing.
#[derive(Debug, Clone)]
pub(super) struct Repository {
    storage: Arc<dyn Storage>,
    workspace: WorkspaceId,
}

impl Repository {
    pub(super) fn new(storage: Arc<dyn Storage>, workspace: WorkspaceId) -> Self {
        Self { storage, workspace }
    }

    /// Reads a fact with the version of its record and its key, if this actor may see it.
    ///
    /// # Errors
    /// `not_found`, and storage errors.
    pub(super) async fn get(&self, id: &FactId, actor: &Actor) -> Result<(Fact, u64, String)> {
        let record = self.storage.get(&self.workspace, FACTS.name, id.as_str()).await?;
        let found = record.map(read).transpose()?;
        let found = found.filter(|(fact, ..)| fact.person.as_ref().is_none_or(|person| person == actor));
        found.ok_or_else(|| Error::not_found(format!("there is no fact {id}")))
    }

    /// Finds the fact that a call has remembered.
    pub(super) async fn said_by(&self, key: &str) -> Result<Option<Fact>> {
        let query = Query {
            conditions: vec![equal("said_by", key)],
            limit: 1,
            ..Query::new(self.workspace.clone(), FACTS.name)
        };
        self.storage.query(query).await?.records.into_iter().next().map(decode).transpose()
    }

    /// Reads a page of the facts of a person, or of everybody, newest first, and the cursor of the next.
    pub(super) async fn list(
        &self,
        person: Option<&Actor>,
        cursor: Option<String>,
        limit: usize,
    ) -> Result<(Vec<Fact>, Option<String>)> {
        let query = Query {
            conditions: vec![equal("person", &owner(person))],
            descending: true,
            cursor,
            limit,
            ..Query::new(self.workspace.clone(), FACTS.name)
        };
        let page = self.storage.query(query).await?;
        Ok((page.records.into_iter().map(decode).collect::<Result<_>>()?, page.cursor))
    }

    /// Prepares the writing of a fact.
    pub(super) fn put(&self, fact: &Fact, key: String, expect: Expect) -> Result<Put> {
        let mut put = encode(&self.workspace, FACTS, fact.id.as_str(), fact, expect)?;
        let attributes = &mut put.record.attributes;
        attributes.insert("person", AttributeValue::Text(owner(fact.person.as_ref())));
        attributes.insert("said_by", AttributeValue::Text(key));
        Ok(put)
    }

    /// Prepares the erasure of a fact.
    pub(super) fn delete(&self, id: &FactId, version: u64) -> Delete {
        Delete { collection: FACTS.name, id: id.to_string(), expect: Expect::Version(version) }
    }
}

fn owner(person: Option<&Actor>) -> String {
    person.map_or_else(|| EVERYBODY.to_owned(), Actor::to_string)
}

fn equal(attribute: &'static str, value: &str) -> Condition {
    Condition { attribute, compare: Compare::Equal, value: AttributeValue::Text(value.to_owned()) }
}

fn read(record: Record) -> Result<(Fact, u64, String)> {
    let version = record.version;
    let key = match record.attributes.get("said_by") {
        Some(AttributeValue::Text(key)) => key.clone(),
        _ => record.id.clone(),
    };
    Ok((decode(record)?, version, key))
}
