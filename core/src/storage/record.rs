//! What is stored: records with indexed attributes, declared by collection.

use std::collections::BTreeMap;

use crate::id::WorkspaceId;

/// A collection that pillars declare once; SQL backends make its table from the declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Collection {
    /// The name: lower-case letters and underscores.
    pub name: &'static str,
    /// The indexed attributes.
    pub attributes: &'static [Attribute],
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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
