//! Up to where a workspace was forwarded, and what begins it.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::task::JoinHandle;

use super::work::KIND;
use crate::audit::Noted;
use crate::clock::Clock;
use crate::error::{ErrorKind, Result};
use crate::id::{Randomness, WorkspaceId};
use crate::rights::{decode, encode};
use crate::storage::{Batch, Collection, Expect, Put, Storage};
use crate::work::{Background, NewWork};

/// Up to where the audit of a workspace was forwarded: one record in a workspace that is.
pub const AUDIT_FORWARDS: Collection = Collection { name: "audit_forwards", attributes: &[] };

/// The id of the one place.
const PLACE: &str = "place";

/// Up to where a workspace was forwarded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Place {
    /// The last entry that was taken; 0 for none.
    pub(super) sequence: u64,
}

impl Place {
    pub(super) async fn find(storage: &dyn Storage, workspace: &WorkspaceId) -> Result<Option<(Self, u64)>> {
        let record = storage.get(workspace, AUDIT_FORWARDS.name, PLACE).await?;
        let versioned = |record: crate::storage::Record| -> Result<(Self, u64)> {
            let version = record.version;
            Ok((decode(record)?, version))
        };
        record.map(versioned).transpose()
    }

    pub(super) fn put(self, workspace: &WorkspaceId, expect: Expect) -> Result<Put> {
        encode(workspace, AUDIT_FORWARDS, PLACE, &self, expect)
    }
}

/// Begins to forward workspaces in which this process wrote, until the last one who needs the office has gone.
#[derive(Debug)]
pub(crate) struct Forwarding(Mutex<Option<JoinHandle<()>>>);

/// What it takes to begin.
#[derive(Debug)]
struct Begin {
    storage: Arc<dyn Storage>,
    work_clock: Arc<dyn Clock>,
    work_randomness: Arc<dyn Randomness>,
    work: Arc<Background>,
}

impl Forwarding {
    /// Starts on the present runtime.
    pub(crate) fn start(
        storage: Arc<dyn Storage>,
        (work_clock, work_randomness): (Arc<dyn Clock>, Arc<dyn Randomness>),
        work: Arc<Background>,
        noted: Arc<Noted>,
    ) -> Self {
        let begin = Begin { storage, work_clock, work_randomness, work };
        let running = tokio::spawn(async move {
            let mut begun = BTreeSet::new();
            loop {
                noted.rung().await;
                for workspace in noted.take() {
                    if begun.contains(&workspace) {
                        continue;
                    }
                    match begin.begin(&workspace).await {
                        Ok(()) => {
                            begun.insert(workspace);
                        }
                        // The next entry of the workspace tries it again.
                        Err(error) => tracing::warn!(%error, %workspace, "the audit is forwarded later"),
                    }
                }
            }
        });
        Self(Mutex::new(Some(running)))
    }

    /// Ends it; what is begun goes on by its work.
    pub(crate) fn stop(&self) {
        if let Some(running) = self.0.lock().unwrap_or_else(PoisonError::into_inner).take() {
            running.abort();
        }
    }
}

impl Drop for Forwarding {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Begin {
    /// Asks for the work of a workspace, once for ever.
    async fn begin(&self, workspace: &WorkspaceId) -> Result<()> {
        if Place::find(self.storage.as_ref(), workspace).await?.is_some() {
            return Ok(());
        }
        let mut batch = Batch::new(workspace.clone());
        batch.puts.push(Place::default().put(workspace, Expect::Absent)?);
        let work = NewWork::new(KIND, Value::Null);
        work.add_to(&mut batch, self.work_clock.now(), self.work_randomness.as_ref())?;
        match self.storage.commit(batch).await {
            // Another process has begun it.
            Err(error) if error.kind() == ErrorKind::Conflict => Ok(()),
            Err(error) => Err(error),
            Ok(_) => {
                self.work.nudge();
                Ok(())
            }
        }
    }
}
