//! What is written: one atomic batch of puts, deletes, appends and messages.

use super::record::Record;
use crate::id::WorkspaceId;

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
    /// The record; its version is ignored and set by the backend. Its attributes replace all earlier ones.
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

/// A new body for one record. Its attributes stay as they are, and it is no change that is listed or followed: for
/// what its holder alone reads, such as how far work has come.
#[derive(Debug, Clone, PartialEq)]
pub struct Amend {
    /// The name of the collection.
    pub collection: &'static str,
    /// The id.
    pub id: String,
    /// The version that must be there; the record's new one is the next.
    pub version: u64,
    /// The body.
    pub body: serde_json::Value,
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
    /// Bodies to renew.
    pub amends: Vec<Amend>,
    /// Events to append.
    pub appends: Vec<Append>,
    /// Messages to publish afterwards.
    pub messages: Vec<Message>,
    /// Streams to erase with all their events. One that is written again begins at its first event.
    pub erased_streams: Vec<String>,
    /// Removed records, by collection and id, that the list of changes tells of no more, as their ids are personal.
    /// Followers that have not heard of the removal never do; of a record that is there the change stays.
    pub erased_changes: Vec<(&'static str, String)>,
    /// Whether the files of the database are to hold nothing any more of what this batch and all before it removed or
    /// replaced. It rewrites the database, so it is for the end of an erasure. When the commit stands but this fails,
    /// the call is `in_doubt`: commit an empty batch with it again. PostgreSQL leaves it to its own vacuum.
    pub scrub: bool,
}

impl Batch {
    /// Starts an empty batch.
    pub fn new(workspace: WorkspaceId) -> Self {
        Self {
            workspace,
            puts: Vec::new(),
            deletes: Vec::new(),
            amends: Vec::new(),
            appends: Vec::new(),
            messages: Vec::new(),
            erased_streams: Vec::new(),
            erased_changes: Vec::new(),
            scrub: false,
        }
    }

    /// Says whether it erases streams or changes, and so must not be decided together with others.
    pub(super) fn erases(&self) -> bool {
        !self.erased_streams.is_empty() || !self.erased_changes.is_empty()
    }
}

/// The result of a commit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Committed {
    /// The place of this commit in the workspace's change stream, which is that of its last change; grows
    /// with each commit.
    pub position: u64,
    /// The new versions of the puts, in their order.
    pub versions: Vec<u64>,
    /// The last sequence of each append, in their order.
    pub sequences: Vec<u64>,
}
