//! What a backup says about itself: at its beginning what it is, at its end what must have been read.

use std::collections::BTreeMap;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::blobs::BlobId;
use crate::storage::archive::{Row, SchemaVersion};

/// The format of backups that this release writes, and the newest that it reads.
pub(super) const FORMAT: u32 = 1;

/// The first entry. Fields are added, never renamed: later releases read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Header {
    pub(super) format: u32,
    /// The release of the program that wrote it.
    pub(super) release: String,
    pub(super) created: Timestamp,
    /// The database that it was written from.
    pub(super) schema: SchemaVersion,
}

/// The last entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// The SHA-256 of everything before this entry.
    pub(super) digest: BlobId,
    pub(super) counts: BackupCounts,
}

/// How much a backup holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct BackupCounts {
    /// Workspaces.
    pub workspaces: u64,
    /// Records, by the name of their collection.
    pub records: BTreeMap<String, u64>,
    /// Streams of events.
    pub streams: u64,
    /// Events of all streams.
    pub events: u64,
    /// Places in the lists of changes.
    pub changes: u64,
    /// Messages that waited for publishing.
    pub messages: u64,
    /// Files and other blobs that are whole.
    pub blobs: u64,
    /// The bytes of all blobs.
    pub blob_bytes: u64,
    /// Blobs that a record needs and the store did not have.
    pub missing_blobs: u64,
    /// Blobs whose bytes were not those of their ids.
    pub damaged_blobs: u64,
}

impl BackupCounts {
    /// Counts a row.
    pub(super) fn add(&mut self, row: &Row) {
        match row {
            Row::Workspace { .. } => self.workspaces += 1,
            Row::Record { collection, .. } => match self.records.get_mut(collection) {
                Some(count) => *count += 1,
                None => drop(self.records.insert(collection.clone(), 1)),
            },
            Row::Stream { .. } => self.streams += 1,
            Row::Event { .. } => self.events += 1,
            Row::Change { .. } => self.changes += 1,
            Row::Message { .. } => self.messages += 1,
        }
    }

    /// Returns the number of all records.
    pub fn all_records(&self) -> u64 {
        self.records.values().sum()
    }
}
