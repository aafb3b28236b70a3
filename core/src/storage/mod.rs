//! The storage port: records and streams, changed by one atomic [`Storage::commit`].
//!
//! Two shapes only. *Records* have a workspace, a collection, an id, a version, indexed attributes and a
//! JSON body. *Streams* are append-only events. Pillars have typed repositories over this port; the port
//! never sees their types.

use std::collections::BTreeMap;

use async_trait::async_trait;
use futures::stream::BoxStream;
use jiff::Timestamp;

use crate::error::Result;
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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
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

/// What a put expects to find.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expect {
    /// No record of that id.
    Absent,
    /// A record of exactly this version.
    Version(u64),
    /// Anything.
    Any,
}

/// A change of one record.
#[derive(Debug, Clone, PartialEq)]
pub struct Put {
    /// The record; its version is ignored and set by the backend.
    pub record: Record,
    /// What must be there.
    pub expect: Expect,
}

/// A removal of one record.
#[derive(Debug, Clone, PartialEq)]
pub struct Delete {
    /// The name of the collection.
    pub collection: &'static str,
    /// The id.
    pub id: String,
    /// What must be there.
    pub expect: Expect,
}

/// Events for the end of one stream.
#[derive(Debug, Clone, PartialEq)]
pub struct Append {
    /// The stream's name, such as `run/run_01…`.
    pub stream: String,
    /// The sequence of the last event now in the stream (0 for an empty one); `None` accepts any.
    pub expected_sequence: Option<u64>,
    /// The fencing epoch of the writer; an epoch lower than the stream has seen is refused.
    pub epoch: u64,
    /// The events.
    pub events: Vec<serde_json::Value>,
}

/// A stored event.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The position in the stream, from 1.
    pub sequence: u64,
    /// The event.
    pub event: serde_json::Value,
}

/// A message that is published, at least once, after the commit (transactional outbox).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Message {
    /// The queue's topic, such as `work`.
    pub topic: String,
    /// The payload: an address to look at, never the data.
    pub payload: String,
}

/// All of it, or nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Batch {
    /// The workspace of every change.
    pub workspace: WorkspaceId,
    /// Records to write.
    pub puts: Vec<Put>,
    /// Records to remove.
    pub deletes: Vec<Delete>,
    /// Events to append.
    pub appends: Vec<Append>,
    /// Messages to publish afterwards.
    pub messages: Vec<Message>,
}

impl Batch {
    /// Starts an empty batch.
    pub fn new(workspace: WorkspaceId) -> Self {
        Self { workspace, puts: Vec::new(), deletes: Vec::new(), appends: Vec::new(), messages: Vec::new() }
    }
}

/// The result of a commit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Committed {
    /// The place of this commit in the workspace's change stream; grows with each commit.
    pub position: u64,
    /// The new versions of the puts, in their order.
    pub versions: Vec<u64>,
    /// The last sequence of each append, in their order.
    pub sequences: Vec<u64>,
}

/// A condition on an attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The attribute.
    pub attribute: &'static str,
    /// The comparison.
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

/// A query over one collection of one workspace. Records come by `order`, then by id.
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
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// The most records of a page, at least 1.
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
    /// `epoch` and `priority` and the text attribute `kind`.
    pub collection: &'static str,
    /// The kinds of work wanted.
    pub kinds: Vec<String>,
    /// The present time.
    pub now: Timestamp,
    /// Until when the claim holds.
    pub lease_until: Timestamp,
    /// The most records.
    pub limit: usize,
    /// The most records of one workspace.
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

/// A database of records and streams.
///
/// Contract, tested by `storage::conformance` for every backend:
/// - [`Storage::commit`] is all or nothing and durable when it returns. A stale version, sequence or
///   epoch, or a duplicate unique attribute, is `conflict` and writes nothing.
/// - Reads see every commit that returned before they began.
/// - Change positions of a workspace grow in commit order, without a visible gap being filled later.
#[async_trait]
pub trait Storage: Send + Sync + std::fmt::Debug {
    /// Reads one record.
    async fn get(
        &self,
        workspace: &WorkspaceId,
        collection: &'static str,
        id: &str,
    ) -> Result<Option<Record>>;

    /// Reads one page of records.
    async fn query(&self, query: Query) -> Result<Page>;

    /// Reads up to `limit` events after sequence `after`.
    async fn read(
        &self,
        workspace: &WorkspaceId,
        stream: &str,
        after: u64,
        limit: usize,
    ) -> Result<Vec<Entry>>;

    /// Writes a batch.
    async fn commit(&self, batch: Batch) -> Result<Committed>;

    /// Claims due work: highest priority first, then oldest, fair over workspaces.
    async fn claim(&self, claim: Claim) -> Result<Vec<Claimed>>;

    /// Reads up to `limit` changes after a position.
    async fn changes(&self, workspace: &WorkspaceId, after: u64, limit: usize) -> Result<Vec<Change>>;

    /// Follows the changes after a position, for live views: at least once, in order.
    async fn watch(&self, workspace: &WorkspaceId, after: u64) -> Result<BoxStream<'static, Result<Change>>>;

    /// Takes up to `limit` messages that wait for publishing, oldest first, with their keys.
    async fn outbox(&self, limit: usize) -> Result<Vec<(u64, Message)>>;

    /// Forgets messages that were published.
    async fn published(&self, keys: &[u64]) -> Result<()>;

    /// Finishes pending writes and closes the database.
    async fn close(&self) -> Result<()>;
}
