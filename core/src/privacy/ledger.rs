//! The ledger of what was erased: ids only, for good, so that it can be erased again from an older copy.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::kind::DataKind;
use crate::approvals::PayloadHash;
use crate::error::{Error, Result};
use crate::id::{ErasureId, WorkspaceId};
use crate::storage::{Append, Storage};

/// The stream of the ledger.
pub(super) const LEDGER: &str = "tombstones";
/// Entries that are read at once.
const PAGE: usize = 256;

/// What one step of an erasure took.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tombstone {
    /// The workspace that it was erased in.
    pub workspace: WorkspaceId,
    /// The erasure.
    pub erasure: ErasureId,
    /// When.
    pub at: Timestamp,
    /// What went.
    pub items: Vec<TombstoneItem>,
}

/// A thing that went.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TombstoneItem {
    /// Its kind.
    pub kind: DataKind,
    /// Its id; the SHA-256 of it where the id itself is personal.
    pub id: String,
}

impl TombstoneItem {
    pub(super) fn new(kind: DataKind, id: &str) -> Self {
        let id = match kind {
            DataKind::Suppression => PayloadHash::of(id.as_bytes()).to_string(),
            _ => id.to_owned(),
        };
        Self { kind, id }
    }
}

impl Tombstone {
    /// Reads a ledger as it is kept apart from backups: one tombstone a line, as JSON.
    ///
    /// # Errors
    /// `invalid_input` naming the line that is none.
    pub fn read_ledger(text: &str) -> Result<Vec<Self>> {
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        lines
            .map(|(number, line)| {
                serde_json::from_str(line).map_err(|error| {
                    Error::invalid_input(format!("line {} of the ledger is no tombstone", number + 1))
                        .with_source(error)
                })
            })
            .collect()
    }

    pub(super) fn append(&self) -> Result<Append> {
        let event = serde_json::to_value(self)
            .map_err(|error| Error::internal("a tombstone cannot be written").with_source(error))?;
        Ok(Append { stream: LEDGER.to_owned(), expected_sequence: None, epoch: 0, events: vec![event] })
    }
}

/// Reads up to `limit` tombstones after a sequence, and the sequence of the last one.
pub(super) async fn read(
    storage: &dyn Storage,
    workspace: &WorkspaceId,
    after: u64,
    limit: usize,
) -> Result<(Vec<Tombstone>, u64)> {
    let entries = storage.read(workspace, LEDGER, after, limit).await?;
    let last = entries.last().map_or(after, |entry| entry.sequence);
    let tombstones = entries.into_iter().map(|entry| {
        serde_json::from_value(entry.event).map_err(|error| {
            Error::corrupt(format!("tombstone {} is damaged; restore it from a backup", entry.sequence))
                .with_source(error)
        })
    });
    Ok((tombstones.collect::<Result<_>>()?, last))
}

/// Reads everything that an erasure took, sorted.
pub(super) async fn items_of(
    storage: &dyn Storage,
    workspace: &WorkspaceId,
    erasure: &ErasureId,
) -> Result<Vec<TombstoneItem>> {
    let (mut items, mut after) = (Vec::new(), 0);
    loop {
        let (page, last) = read(storage, workspace, after, PAGE).await?;
        if page.is_empty() {
            items.sort_unstable();
            items.dedup();
            return Ok(items);
        }
        after = last;
        items
            .extend(page.into_iter().filter(|tombstone| tombstone.erasure == *erasure).flat_map(|t| t.items));
    }
}

/// The hash that a proof has of what went.
pub(super) fn hash(items: &[TombstoneItem]) -> PayloadHash {
    let lines: String = items.iter().map(|item| format!("{}/{}\n", item.kind.name(), item.id)).collect();
    PayloadHash::of(lines.as_bytes())
}
