//! The last change of each record of a workspace.

use std::collections::{BTreeMap, HashMap};

use crate::storage::Change;

/// Names a record of a workspace.
type Key = (&'static str, String);

/// The changes of one workspace, each record once.
#[derive(Debug, Default)]
pub(super) struct History {
    pub(super) position: u64,
    changes: BTreeMap<u64, (Key, bool)>,
    positions: HashMap<Key, u64>,
}

impl History {
    /// Notes that a record was written or deleted.
    pub(super) fn note(&mut self, collection: &'static str, id: &str, deleted: bool) {
        self.position += 1;
        let key = (collection, id.to_owned());
        if let Some(earlier) = self.positions.insert(key.clone(), self.position) {
            self.changes.remove(&earlier);
        }
        self.changes.insert(self.position, (key, deleted));
    }

    /// Tells no more that a record was removed; of one that is there the change stays.
    pub(super) fn forget(&mut self, collection: &'static str, id: &str) {
        let key = (collection, id.to_owned());
        let Some(position) = self.positions.get(&key).copied() else { return };
        if self.changes.get(&position).is_some_and(|(_, deleted)| *deleted) {
            self.changes.remove(&position);
            self.positions.remove(&key);
        }
    }

    /// Reads up to `limit` changes after a position.
    pub(super) fn after(&self, position: u64, limit: usize) -> Vec<Change> {
        let later = self.changes.range(position.saturating_add(1)..).take(limit);
        later
            .map(|(position, ((collection, id), deleted))| Change {
                position: *position,
                collection: (*collection).to_owned(),
                id: id.clone(),
                deleted: *deleted,
            })
            .collect()
    }
}
