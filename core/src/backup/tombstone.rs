//! What was erased after a backup, and must not come back with it.

use std::collections::HashSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::blobs::BlobId;
use crate::error::{Error, Result};
use crate::id::WorkspaceId;
use crate::storage::archive::Row;

/// Something that was erased. A ledger of them, JSON lines, is kept apart from the backups and grows with each erasure;
/// those of before a backup match nothing in it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Tombstone {
    /// A record.
    Record {
        /// The workspace.
        workspace: WorkspaceId,
        /// The name of the collection, such as `documents`.
        collection: String,
        /// The id.
        id: String,
    },
    /// A stream with all its events.
    Stream {
        /// The workspace.
        workspace: WorkspaceId,
        /// The name, such as `run/run_01…`.
        name: String,
    },
    /// A blob.
    Blob {
        /// The workspace.
        workspace: WorkspaceId,
        /// The SHA-256 of its bytes.
        id: BlobId,
    },
}

impl Tombstone {
    /// Reads a ledger.
    ///
    /// # Errors
    /// `invalid_input` naming the line that is none.
    pub fn read_ledger(text: &str) -> Result<Vec<Self>> {
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        lines
            .map(|(number, line)| {
                serde_json::from_str(line).map_err(|error| {
                    Error::invalid_input(format!("line {} of the tombstones is none", number + 1))
                        .with_source(error)
                })
            })
            .collect()
    }
}

/// Tombstones, to be looked up.
#[derive(Debug, Default)]
pub(super) struct Graves(HashSet<Tombstone>);

impl Graves {
    pub(super) fn new(tombstones: &[Tombstone]) -> Self {
        Self(tombstones.iter().cloned().collect())
    }

    /// Says whether a row was erased. The change of an erased record stays, as its removal.
    pub(super) fn hold(&self, row: &Row) -> bool {
        if self.0.is_empty() {
            return false;
        }
        self.0.contains(&match row {
            Row::Record { workspace, collection, id, .. } | Row::Change { workspace, collection, id, .. } => {
                Tombstone::Record {
                    workspace: workspace.clone(),
                    collection: collection.clone(),
                    id: id.clone(),
                }
            }
            Row::Stream { workspace, name, .. } | Row::Event { workspace, stream: name, .. } => {
                Tombstone::Stream { workspace: workspace.clone(), name: name.clone() }
            }
            Row::Workspace { .. } | Row::Message { .. } => return false,
        })
    }

    pub(super) fn hold_blob(&self, workspace: &WorkspaceId, id: &BlobId) -> bool {
        !self.0.is_empty()
            && self.0.contains(&Tombstone::Blob { workspace: workspace.clone(), id: id.clone() })
    }
}
