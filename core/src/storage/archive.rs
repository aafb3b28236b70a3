//! A whole database as a stream of rows, the same from every backend: what backups are made of.
//!
//! The form is logical: it names workspaces, records and streams, and no tables. What one backend dumps another one
//! takes.

use std::collections::BTreeMap;

use async_trait::async_trait;
use futures::stream::BoxStream;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::mpsc;

use super::{AttributeValue, Storage};
use crate::error::Result;
use crate::id::WorkspaceId;

/// Rows of one piece of a dump.
const ROWS: usize = 256;
/// Bytes of bodies after which a piece is passed on.
const BYTES: usize = 1 << 20;
/// Pieces that wait for their reader.
const WAITING: usize = 2;

/// A row of a database. Its JSON is the format of backups: fields are added, never renamed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Row {
    /// A workspace and the position of its last change.
    Workspace {
        /// The workspace.
        workspace: WorkspaceId,
        /// The position.
        position: u64,
    },
    /// A record, of any collection that is there, declared or not.
    Record {
        /// The workspace.
        workspace: WorkspaceId,
        /// The name of the collection.
        collection: String,
        /// The id.
        id: String,
        /// The version.
        version: u64,
        /// The attributes that are not null.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        attributes: BTreeMap<String, AttributeValue>,
        /// The body.
        body: Value,
    },
    /// The head of a stream; comes before its events.
    Stream {
        /// The workspace.
        workspace: WorkspaceId,
        /// The name.
        name: String,
        /// The sequence of the last event.
        sequence: u64,
        /// The newest epoch of a writer.
        epoch: u64,
    },
    /// An event of a stream.
    Event {
        /// The workspace.
        workspace: WorkspaceId,
        /// The name of the stream.
        stream: String,
        /// The position in the stream, from 1.
        sequence: u64,
        /// The event.
        event: Value,
    },
    /// The last change of a record.
    Change {
        /// The workspace.
        workspace: WorkspaceId,
        /// The place among the changes of the workspace.
        position: u64,
        /// The name of the collection.
        collection: String,
        /// The id of the record.
        id: String,
        /// Whether it was removed.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        deleted: bool,
    },
    /// A message that waits for publishing.
    Message {
        /// The topic.
        topic: String,
        /// The payload.
        payload: String,
    },
}

/// The backend of a database and the number of its last migration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchemaVersion {
    /// The backend, such as `sqlite`.
    pub backend: String,
    /// The number of its last migration.
    pub version: usize,
}

/// A database that can be read and filled as a whole.
///
/// Contract, tested for every backend:
/// - [`Archive::dump`] is the state of one moment, whatever is committed meanwhile: every commit that returned before
///   it began is in it, and each commit as a whole or not at all.
/// - Workspaces come first, then records, streams, events, changes and messages.
/// - What [`Archive::fill`] was given is there when [`Fill::commit`] returns, and nothing of it before, or without it.
#[async_trait]
pub trait Archive: Storage {
    /// Returns the backend and its schema.
    fn schema_version(&self) -> SchemaVersion;

    /// Reads everything, in pieces of bounded size. Leases of claims are in it as they stand.
    async fn dump(&self) -> Result<BoxStream<'static, Result<Vec<Row>>>>;

    /// Begins to fill the database, which nobody else writes until that ends. Dropping it leaves the database empty.
    ///
    /// # Errors
    /// `conflict` unless the database is empty; `unsupported` for one in memory.
    async fn fill(&self) -> Result<Box<dyn Fill>>;
}

/// Fills an empty database.
#[async_trait]
pub trait Fill: Send {
    /// Adds rows, in the order of a dump.
    ///
    /// # Errors
    /// `invalid_input` for a row that no database of this program takes; `conflict` for one that is there already.
    async fn add(&mut self, rows: Vec<Row>) -> Result<()>;

    /// Makes everything that was added durable.
    async fn commit(self: Box<Self>) -> Result<()>;
}

/// Gathers the rows of a dump into pieces for its reader.
#[derive(Debug)]
pub(super) struct Pieces {
    rows: Vec<Row>,
    bytes: usize,
    sender: mpsc::Sender<Result<Vec<Row>>>,
}

/// The reader of a dump has gone: nothing more need be read.
#[derive(Debug)]
pub(super) struct Gone;

impl Pieces {
    pub(super) fn channel() -> (Self, mpsc::Receiver<Result<Vec<Row>>>) {
        let (sender, receiver) = mpsc::channel(WAITING);
        (Self { rows: Vec::new(), bytes: 0, sender }, receiver)
    }

    /// Adds a row of about so many bytes.
    pub(super) async fn push(&mut self, row: Row, bytes: usize) -> std::result::Result<(), Gone> {
        self.rows.push(row);
        self.bytes += bytes;
        if self.rows.len() >= ROWS || self.bytes >= BYTES { self.flush().await } else { Ok(()) }
    }

    pub(super) async fn flush(&mut self) -> std::result::Result<(), Gone> {
        self.bytes = 0;
        let rows = std::mem::take(&mut self.rows);
        if rows.is_empty() { Ok(()) } else { self.sender.send(Ok(rows)).await.map_err(|_| Gone) }
    }

    /// Says how the dump ended; a reader that has gone does not hear it.
    pub(super) async fn end(mut self, outcome: Result<()>) {
        let _ = match outcome {
            Ok(()) => self.flush().await,
            Err(error) => self.sender.send(Err(error)).await.map_err(|_| Gone),
        };
    }
}

/// The stream of what a channel brings.
pub(super) fn pieces(receiver: mpsc::Receiver<Result<Vec<Row>>>) -> BoxStream<'static, Result<Vec<Row>>> {
    Box::pin(tokio_stream::wrappers::ReceiverStream::new(receiver))
}

/// The refusal of a database that holds something.
pub(super) fn not_empty(place: impl std::fmt::Display) -> crate::Error {
    crate::Error::new(
        crate::ErrorKind::Conflict,
        format!("{place} holds an office already: restore into an empty folder or database"),
    )
}

/// The refusal of a row that is there twice, has the unique attribute of another one, or belongs to nothing.
pub(super) fn does_not_fit() -> crate::Error {
    crate::Error::new(
        crate::ErrorKind::Conflict,
        "a row is there already or belongs to a stream that is not: this is no dump of a database",
    )
}
