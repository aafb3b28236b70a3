//! What is stored: records with indexed attributes, declared by collection.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::id::WorkspaceId;

/// A collection that pillars declare once; SQL backends make its table from the declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Collection {
    /// The name: lower-case letters and underscores.
    pub name: &'static str,
    /// The indexed attributes.
    pub attributes: &'static [Attribute],
}

impl Collection {
    /// Says whether its records can be claimed as work.
    pub(super) fn is_work(&self) -> bool {
        ["kind", "priority", "wake_at", "lease_until", "epoch"]
            .iter()
            .all(|name| self.attributes.iter().any(|attribute| attribute.name == *name))
    }

    /// Says whether an attribute has an index of its own. Of work only the leases have: the index that claims
    /// walk leads to the rest, and every claim and end of work pays for each further one.
    pub(super) fn indexes(&self, attribute: &Attribute) -> bool {
        attribute.unique
            || !self.is_work()
            || !["kind", "priority", "wake_at", "epoch"].contains(&attribute.name)
    }
}

/// An indexed attribute of a collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attribute {
    /// The name: lower-case letters and underscores.
    pub name: &'static str,
    /// The type.
    pub kind: AttributeKind,
    /// Whether no two records of a workspace may share a value.
    pub unique: bool,
}

/// The type of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttributeKind {
    /// Text, compared by bytes.
    Text,
    /// A signed 64-bit integer; instants are microseconds since 1970.
    Integer,
}

/// The value of an attribute.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum AttributeValue {
    /// Text.
    Text(String),
    /// An integer.
    Integer(i64),
}

/// A stored record.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// The name of the collection.
    pub collection: &'static str,
    /// The id, unique in workspace and collection.
    pub id: String,
    /// The version: 1 at first, one more with each change.
    pub version: u64,
    /// The indexed attributes; absent ones are null.
    pub attributes: BTreeMap<&'static str, AttributeValue>,
    /// The body.
    pub body: serde_json::Value,
}
