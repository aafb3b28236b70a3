//! What was erased stays erased, also where an older copy of an office is restored.

use std::collections::BTreeMap;

use super::Office;
use crate::error::{ErrorKind, Result};
use crate::id::WorkspaceId;
use crate::privacy::Tombstone;

/// Tombstones that one erasure takes up.
const AT_ONCE: usize = 500;

impl Office {
    /// Erases again, in every workspace, what is there again after a backup was restored that is older than these
    /// tombstones, and returns how many things went. Needs the owner, and an office that does its work itself.
    ///
    /// # Errors
    /// Those of [`Privacy::replay_tombstones`](crate::privacy::Privacy::replay_tombstones). What went before an error
    /// is gone, and the same may be called again.
    pub async fn erase_again(&self, tombstones: &[Tombstone]) -> Result<u64> {
        let mut of: BTreeMap<&WorkspaceId, Vec<Tombstone>> = BTreeMap::new();
        for tombstone in tombstones {
            of.entry(&tombstone.workspace).or_default().push(tombstone.clone());
        }
        let mut erased = 0;
        for (workspace, tombstones) in of {
            let office = self.workspace(workspace);
            for some in tombstones.chunks(AT_ONCE) {
                let begun = match office.privacy().replay_tombstones(some).await {
                    // A workspace that began after the backup has nothing to come back.
                    Err(error) if error.kind() == ErrorKind::NotFound => break,
                    begun => begun?,
                };
                if let Some(erasure) = begun {
                    let done = office.privacy().wait(&erasure.id).await?;
                    erased += done.counts.iter().map(|count| count.erased).sum::<u64>();
                }
            }
        }
        Ok(erased)
    }
}
