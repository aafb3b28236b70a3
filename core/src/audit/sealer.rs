//! Seals entries behind the writes.

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::canonical::canonical;
use super::digest::Entries;
use super::entry::AUDIT;
use super::key::AuditKey;
use super::seal::{Checkpoint, SEAL_HEADS, SEALS, Seal};
use crate::clock::Clock;
use crate::error::{Error, ErrorKind, Result};
use crate::id::WorkspaceId;
use crate::rights::{decode, encode};
use crate::storage::{Append, Batch, Expect, Storage};

/// The most entries of one seal.
const LOAD: usize = 1_024;

/// How many seals there are.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Head {
    seals: u64,
}

/// Seals the log of one workspace. Several may run at once, in several processes: one of them wins each
/// seal, the others go on from there.
#[derive(Debug, Clone)]
pub struct Sealer {
    storage: Arc<dyn Storage>,
    workspace: WorkspaceId,
    clock: Arc<dyn Clock>,
    key: AuditKey,
}

impl Sealer {
    /// Makes the sealer of a workspace.
    pub fn new(
        storage: Arc<dyn Storage>,
        workspace: WorkspaceId,
        clock: Arc<dyn Clock>,
        key: AuditKey,
    ) -> Self {
        Self { storage, workspace, clock, key }
    }

    /// Seals all entries that are there now and returns a checkpoint of the last seal.
    ///
    /// # Errors
    /// `corrupt` when the last seal is gone or an entry cannot be read: verify the audit; storage errors.
    pub async fn seal(&self) -> Result<Checkpoint> {
        loop {
            let (version, last) = self.last().await?;
            let Some(seal) = self.next(last.as_ref()).await? else {
                return Checkpoint::new(&self.key, &self.workspace, last.as_ref(), self.clock.now());
            };
            match self.commit(version, &seal).await {
                Ok(()) => {}
                // Another sealer was first: go on behind its seal.
                Err(error) if error.kind() == ErrorKind::Conflict => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Seals every `interval` until the future is dropped. Failures are logged and tried again.
    pub async fn run(&self, interval: Duration) {
        loop {
            if let Err(error) = self.seal().await {
                tracing::warn!(%error, workspace = %self.workspace, "audit entries wait for their seal");
            }
            tokio::time::sleep(interval).await;
        }
    }

    /// Returns how many seals there are.
    pub(super) async fn count(&self) -> Result<u64> {
        Ok(self.head().await?.1)
    }

    /// The version of the head and the number of seals.
    async fn head(&self) -> Result<(Option<u64>, u64)> {
        let head = self.storage.get(&self.workspace, SEAL_HEADS.name, SEALS).await?;
        let version = head.as_ref().map(|record| record.version);
        Ok((version, head.map(decode::<Head>).transpose()?.unwrap_or_default().seals))
    }

    /// The version of the head and the last seal.
    async fn last(&self) -> Result<(Option<u64>, Option<Seal>)> {
        let (version, seals) = self.head().await?;
        if seals == 0 {
            return Ok((version, None));
        }
        let found = self.storage.read(&self.workspace, SEALS, seals - 1, 1).await?.into_iter().next();
        let damaged =
            || Error::corrupt(format!("seal {seals} of {} cannot be read; verify the audit", self.workspace));
        let entry = found.filter(|entry| entry.sequence == seals).ok_or_else(damaged)?;
        let seal = serde_json::from_value(entry.event).map_err(|error| damaged().with_source(error))?;
        Ok((version, Some(seal)))
    }

    async fn next(&self, last: Option<&Seal>) -> Result<Option<Seal>> {
        let after = last.map_or(0, |last| last.to);
        let entries = self.storage.read(&self.workspace, AUDIT, after, LOAD).await?;
        let Some(to) = entries.last().map(|entry| entry.sequence) else { return Ok(None) };
        let mut digest = Entries::default();
        for (expected, entry) in (after + 1..).zip(&entries) {
            let text = canonical(&entry.event).ok().filter(|_| entry.sequence == expected);
            let text = text.ok_or_else(|| {
                Error::corrupt(format!(
                    "audit entry {expected} of {} is gone or damaged; verify the audit",
                    self.workspace
                ))
            })?;
            digest.add(entry.sequence, &text);
        }
        let content = (to, self.clock.now(), digest.finish());
        Seal::new(&self.key, &self.workspace, last, content).map(Some)
    }

    async fn commit(&self, version: Option<u64>, seal: &Seal) -> Result<()> {
        let event = serde_json::to_value(seal)
            .map_err(|error| Error::internal("a seal cannot be written").with_source(error))?;
        let mut batch = Batch::new(self.workspace.clone());
        let expect = version.map_or(Expect::Absent, Expect::Version);
        batch.puts.push(encode(&self.workspace, SEAL_HEADS, SEALS, &Head { seals: seal.number }, expect)?);
        batch.appends.push(Append {
            stream: SEALS.to_owned(),
            expected_sequence: Some(seal.number - 1),
            epoch: 0,
            events: vec![event],
        });
        self.storage.commit(batch).await.map(drop)
    }
}
