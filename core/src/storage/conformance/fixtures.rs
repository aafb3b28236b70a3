//! The collections and records of the cases.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::Failure;
use crate::error::Result;
use crate::id::WorkspaceId;
use crate::storage::{
    Append, Attribute, AttributeKind, AttributeValue, Batch, Claim, Collection, Committed, Delete, Expect,
    Put, Record, Storage,
};

/// The collections that a database under test is opened with.
pub const COLLECTIONS: [Collection; 3] = [
    Collection {
        name: "note",
        attributes: &[
            attribute("number", AttributeKind::Integer, true),
            attribute("author", AttributeKind::Text, false),
            attribute("rank", AttributeKind::Integer, false),
        ],
    },
    Collection {
        name: "work",
        attributes: &[
            attribute("kind", AttributeKind::Text, false),
            attribute("wake_at", AttributeKind::Integer, false),
            attribute("lease_until", AttributeKind::Integer, false),
            attribute("epoch", AttributeKind::Integer, false),
            attribute("priority", AttributeKind::Integer, false),
        ],
    },
    Collection { name: "plain", attributes: &[] },
];

const fn attribute(name: &'static str, kind: AttributeKind, unique: bool) -> Attribute {
    Attribute { name, kind, unique }
}

pub(super) type Shared = Arc<dyn Storage>;

pub(super) fn workspace(name: &str) -> std::result::Result<WorkspaceId, Failure> {
    Ok(format!("ws_{name}").parse()?)
}

pub(super) fn home() -> WorkspaceId {
    WorkspaceId::default_workspace()
}

pub(super) fn text(value: &str) -> AttributeValue {
    AttributeValue::Text(value.to_owned())
}

pub(super) fn integer(value: i64) -> AttributeValue {
    AttributeValue::Integer(value)
}

pub(super) fn note(workspace: &WorkspaceId, id: &str) -> Record {
    Record {
        workspace: workspace.clone(),
        collection: "note",
        id: id.to_owned(),
        version: 0,
        attributes: Default::default(),
        body: json!({"note": id}),
    }
}

pub(super) fn with(mut record: Record, name: &'static str, value: AttributeValue) -> Record {
    record.attributes.insert(name, value);
    record
}

/// A batch that begins with one put.
pub(super) fn putting(record: Record, expect: Expect) -> Batch {
    let mut batch = Batch::new(record.workspace.clone());
    batch.puts.push(Put { record, expect });
    batch
}

pub(super) fn deleting(workspace: &WorkspaceId, id: &str, expect: Expect) -> Batch {
    let mut batch = Batch::new(workspace.clone());
    batch.deletes.push(Delete { collection: "note", id: id.to_owned(), expect });
    batch
}

pub(super) fn appending(stream: &str, expected: Option<u64>, epoch: u64, events: &[Value]) -> Batch {
    let mut batch = Batch::new(home());
    batch.appends.push(Append {
        stream: stream.to_owned(),
        expected_sequence: expected,
        epoch,
        events: events.to_vec(),
    });
    batch
}

pub(super) async fn put(storage: &Shared, record: Record, expect: Expect) -> Result<Committed> {
    storage.commit(putting(record, expect)).await
}

pub(super) fn second(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Work that is due at a second.
pub(super) fn work(workspace: &WorkspaceId, id: &str, due: i64, priority: Option<i64>) -> Record {
    let mut record = Record { collection: "work", ..note(workspace, id) };
    record.attributes.insert("kind", text("ingest"));
    record.attributes.insert("wake_at", integer(second(due).as_microsecond()));
    if let Some(priority) = priority {
        record.attributes.insert("priority", integer(priority));
    }
    record
}

/// A claim at a second with a lease of ten.
pub(super) fn claim(now: i64, limit: usize) -> Claim {
    Claim {
        collection: "work",
        kinds: vec!["ingest".to_owned()],
        now: second(now),
        lease_until: second(now + 10),
        limit,
        per_workspace: 1_000,
    }
}
