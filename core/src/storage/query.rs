//! What is asked: queries with pages, changes and claims on due work.

use jiff::Timestamp;

use super::record::{AttributeValue, Record};
use crate::id::WorkspaceId;

/// A condition on an attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The attribute.
    pub attribute: &'static str,
    /// The comparison; null satisfies none.
    pub compare: Compare,
    /// The value.
    pub value: AttributeValue,
}

/// How an attribute is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compare {
    /// Equal.
    Equal,
    /// Less than.
    Less,
    /// At least.
    AtLeast,
}

/// A query over one collection of one workspace. Records come by `order`, then by id; null sorts before
/// every value, and `descending` reverses the whole order.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// The collection.
    pub collection: &'static str,
    /// Conditions that must all hold.
    pub conditions: Vec<Condition>,
    /// The attribute to sort by; `None` sorts by id.
    pub order: Option<&'static str>,
    /// Whether to sort from high to low.
    pub descending: bool,
    /// Where the last page ended: [`Page::cursor`] of the same query, whatever was written meanwhile.
    pub cursor: Option<String>,
    /// The most records of a page; 0 counts as 1.
    pub limit: usize,
}

impl Query {
    /// Starts a query for everything in a collection, by id.
    pub fn new(workspace: WorkspaceId, collection: &'static str) -> Self {
        Self {
            workspace,
            collection,
            conditions: Vec::new(),
            order: None,
            descending: false,
            cursor: None,
            limit: 100,
        }
    }
}

/// A page of a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The records.
    pub records: Vec<Record>,
    /// Where the next page begins, if there is one.
    pub cursor: Option<String>,
}

/// A change of one record, in commit order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The place in the workspace's change stream.
    pub position: u64,
    /// The collection.
    pub collection: String,
    /// The record.
    pub id: String,
    /// Whether the record was removed.
    pub deleted: bool,
}

/// A claim on due work: records whose `wake_at` has come and whose lease, if any, has run out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The name of the collection, which declares the integer attributes `wake_at`, `lease_until`,
    /// `epoch` and `priority` and the text attribute `kind`. Finished work sets `wake_at` to null.
    pub collection: &'static str,
    /// The kinds of work wanted.
    pub kinds: Vec<String>,
    /// The present time.
    pub now: Timestamp,
    /// Until when the claim holds.
    pub lease_until: Timestamp,
    /// The most records.
    pub limit: usize,
    /// The most records of one workspace that are under a lease at a time.
    pub per_workspace: usize,
}

/// A claimed record with its fencing epoch.
#[derive(Debug, Clone, PartialEq)]
pub struct Claimed {
    /// The record, with the lease already written.
    pub record: Record,
    /// The epoch to put into every write of this claim.
    pub epoch: u64,
}
