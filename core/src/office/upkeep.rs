//! What an office looks after by itself: the audit is sealed behind the writes.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::task::JoinHandle;

use crate::audit::{AuditKey, Noted, Sealer};
use crate::clock::Clock;
use crate::storage::Storage;

/// How long entries wait for their seal.
pub(super) const PAUSE: Duration = Duration::from_secs(10);

/// Seals what this process writes, until the last one who needs the office has gone.
#[derive(Debug)]
pub(super) struct Upkeep {
    sealing: Option<Arc<Sealing>>,
    running: Mutex<Option<JoinHandle<()>>>,
}

#[derive(Debug)]
struct Sealing {
    storage: Arc<dyn Storage>,
    clock: Arc<dyn Clock>,
    key: AuditKey,
    unsealed: Arc<Noted>,
}

impl Upkeep {
    /// Starts on the present runtime; without a key there is nothing to do.
    pub(super) fn start(
        pause: Duration,
        storage: Arc<dyn Storage>,
        clock: Arc<dyn Clock>,
        key: Option<AuditKey>,
        unsealed: Arc<Noted>,
    ) -> Self {
        let sealing = key.map(|key| Arc::new(Sealing { storage, clock, key, unsealed }));
        let running = sealing.clone().map(|sealing| {
            tokio::spawn(async move {
                loop {
                    tokio::time::sleep(pause).await;
                    sealing.seal().await;
                }
            })
        });
        Self { sealing, running: Mutex::new(running) }
    }

    /// Seals a last time.
    pub(super) async fn stop(&self) {
        self.abort();
        if let Some(sealing) = &self.sealing {
            sealing.seal().await;
        }
    }

    fn abort(&self) {
        if let Some(running) = self.running.lock().unwrap_or_else(PoisonError::into_inner).take() {
            running.abort();
        }
    }
}

impl Drop for Upkeep {
    fn drop(&mut self) {
        self.abort();
    }
}

impl Sealing {
    async fn seal(&self) {
        for workspace in self.unsealed.take() {
            let (storage, clock) = (Arc::clone(&self.storage), Arc::clone(&self.clock));
            let sealer = Sealer::new(storage, workspace.clone(), clock, self.key.clone());
            if let Err(error) = sealer.seal().await {
                tracing::warn!(%error, %workspace, "audit entries wait for their seal");
                self.unsealed.add(workspace);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::{AUDIT, Noting, SEAL_HEADS, SEALS};
    use crate::clock::SystemClock;
    use crate::id::WorkspaceId;
    use crate::storage::sqlite::Sqlite;
    use crate::storage::{Append, Batch};

    async fn seals(storage: &Arc<dyn Storage>, workspace: &WorkspaceId) -> usize {
        storage.read(workspace, SEALS, 0, 10).await.unwrap().len()
    }

    fn entry(workspace: &WorkspaceId) -> Batch {
        let event = serde_json::json!({ "action": "documents.add" });
        let append =
            Append { stream: AUDIT.to_owned(), expected_sequence: None, epoch: 0, events: vec![event] };
        Batch { appends: vec![append], ..Batch::new(workspace.clone()) }
    }

    #[tokio::test]
    async fn entries_of_every_workspace_are_sealed_in_time_and_at_the_end() {
        let unsealed = Arc::new(Noted::default());
        let inner: Arc<dyn Storage> = Arc::new(Sqlite::memory(&[SEAL_HEADS]).await.unwrap());
        let storage: Arc<dyn Storage> = Arc::new(Noting::new(inner, vec![Arc::clone(&unsealed)], Vec::new()));
        let start = |pause| {
            let key = Some(AuditKey::new([7; 32]));
            Upkeep::start(pause, Arc::clone(&storage), Arc::new(SystemClock), key, Arc::clone(&unsealed))
        };
        let (one, other): (WorkspaceId, WorkspaceId) = ("ws_one".parse().unwrap(), "ws_two".parse().unwrap());
        let upkeep = start(Duration::from_millis(5));
        storage.commit(entry(&one)).await.unwrap();
        storage.commit(entry(&other)).await.unwrap();
        let wait = async {
            while seals(&storage, &one).await + seals(&storage, &other).await < 2 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), wait).await.expect("no seal in time");
        drop(upkeep);
        let upkeep = start(PAUSE);
        storage.commit(entry(&one)).await.unwrap();
        upkeep.stop().await;
        assert_eq!(seals(&storage, &one).await, 2);
        assert_eq!(seals(&storage, &other).await, 1, "nothing new to seal");
    }
}
