//! The handle of the audit: read, seal, verify, export.

use std::sync::Arc;

use super::entry::{AUDIT, AuditEntry, AuditOrder, AuditRecord, Target};
use super::export::{FORMAT, Line};
use super::guard::Guard;
use super::key::AuditKey;
use super::seal::{Checkpoint, SEALS, Seal};
use super::sealer::Sealer;
use super::verify::{AuditReport, Verifier};
use crate::clock::Clock;
use crate::error::{Error, ErrorKind, Result};
use crate::id::WorkspaceId;
use crate::rights::{Permission, Scope};
use crate::storage::{Batch, Entry, Storage};

/// How many entries or seals are read at once.
const PAGE: usize = 512;

/// The audit of a workspace. Clones share the same office.
#[derive(Debug, Clone)]
pub struct Audit {
    guard: Guard,
    clock: Arc<dyn Clock>,
    key: Option<AuditKey>,
}

impl Audit {
    /// Opens the audit behind a guard; without a key it is written and read, but not sealed.
    pub fn new(guard: Guard, clock: Arc<dyn Clock>, key: Option<AuditKey>) -> Self {
        Self { guard, clock, key }
    }

    /// Reads up to `limit` entries after sequence `after`, oldest first.
    ///
    /// # Errors
    /// `not_found` and `denied` without the right `audit.read`; `corrupt` when an entry is damaged; storage
    /// errors.
    pub async fn read(&self, after: u64, limit: usize) -> Result<Vec<AuditRecord>> {
        let scope = self.guard.enter(Permission::AuditRead).await?;
        records(scope.storage().as_ref(), scope.workspace(), after, limit).await
    }

    /// Reads up to `limit` entries in an order. Oldest first they come after sequence `after`, where 0 is the
    /// beginning; newest first they come before it, where 0 is the end.
    ///
    /// # Errors
    /// As [`Audit::read`].
    pub async fn read_in(&self, order: AuditOrder, after: u64, limit: usize) -> Result<Vec<AuditRecord>> {
        if order == AuditOrder::Oldest {
            return self.read(after, limit).await;
        }
        let scope = self.guard.enter(Permission::AuditRead).await?;
        let (storage, workspace) = (scope.storage().as_ref(), scope.workspace());
        let last = match after {
            0 => head(storage, workspace, 0).await?,
            // The entry before a known one is there; a number beyond the end names none.
            before => match records(storage, workspace, before.saturating_sub(2), 1).await?.first() {
                Some(_) => before - 1,
                None => head(storage, workspace, 0).await?,
            },
        };
        let count = u64::try_from(limit).unwrap_or(u64::MAX).min(last);
        let wanted = usize::try_from(count).unwrap_or(usize::MAX);
        let mut found = records(storage, workspace, last - count, wanted).await?;
        found.reverse();
        Ok(found)
    }

    /// Seals all entries that are there now, and returns a signed checkpoint to keep elsewhere.
    ///
    /// # Errors
    /// `not_found` and `denied` without the right `audit.seal`; `unsupported` without a key; those of
    /// [`Sealer::seal`].
    pub async fn seal(&self) -> Result<Checkpoint> {
        let scope = self.guard.enter(Permission::AuditSeal).await?;
        self.sealer(&scope)?.seal().await
    }

    /// Reads the whole log and its seals, and reports the first damage. With a checkpoint, a log that was
    /// cut off before it is damaged too.
    ///
    /// # Errors
    /// `not_found` and `denied` without the right `audit.verify`; `unsupported` without a key; storage errors.
    pub async fn verify(&self, checkpoint: Option<&Checkpoint>) -> Result<AuditReport> {
        let scope = self.guard.enter(Permission::AuditVerify).await?;
        let key = self.key()?;
        let mut verifier = Verifier::new(key, scope.workspace(), checkpoint)?;
        // Read first, as seals may come meanwhile.
        let seals = self.sealer(&scope)?.count().await?;
        let mut log = Log::new(&scope);
        while !verifier.is_damaged() {
            match log.next().await {
                Ok(None) => break,
                Ok(Some(Step::Entry(entry))) => verifier.entry(entry.sequence, &entry.event),
                Ok(Some(Step::Seal(seal))) => verifier.seal(&seal)?,
                Ok(Some(Step::Unreadable)) => verifier.unreadable(),
                Err(error) if error.kind() == ErrorKind::Corrupt => verifier.unreadable(),
                Err(error) => return Err(error),
            }
        }
        verifier.end_of_seals(seals);
        Ok(verifier.finish())
    }

    /// Returns the log with its seals as JSON lines, which [`super::verify_export`] verifies; it is held in memory
    /// as a whole. The export is itself an entry, of the log that is exported.
    ///
    /// # Errors
    /// `not_found` and `denied` without the right `audit.export`; `corrupt` when a seal cannot be read;
    /// storage errors.
    pub async fn export(&self) -> Result<String> {
        let scope = self.guard.enter(Permission::AuditExport).await?;
        let target = Target::new("workspace", scope.workspace());
        let mut batch = Batch::new(scope.workspace().clone());
        batch.appends.push(AuditEntry::new(&scope, self.guard.now(), "audit.export", target).append()?);
        scope.storage().commit(batch).await?;
        if self.key.is_some() {
            self.sealer(&scope)?.seal().await?;
        }
        let workspace = scope.workspace().clone();
        let mut text = Line::Workspace { workspace, format: FORMAT }.write()?;
        let mut log = Log::new(&scope);
        while let Some(step) = log.next().await? {
            let line = match step {
                Step::Entry(Entry { sequence, event }) => Line::Entry { sequence, entry: event },
                Step::Seal(seal) => Line::Seal { seal },
                Step::Unreadable => {
                    return Err(Error::corrupt("a seal of the audit cannot be read; verify the audit"));
                }
            };
            text.push_str(&line.write()?);
        }
        Ok(text)
    }

    /// Seals what a closing office wrote, if there is a key: that takes nobody's right.
    pub(crate) async fn close(&self, storage: &Arc<dyn Storage>) -> Result<()> {
        let Some(key) = self.key.clone() else { return Ok(()) };
        let workspace = self.guard.gate().workspace().clone();
        Sealer::new(Arc::clone(storage), workspace, Arc::clone(&self.clock), key).seal().await.map(drop)
    }

    fn sealer(&self, scope: &Scope) -> Result<Sealer> {
        let (storage, workspace) = (Arc::clone(scope.storage()), scope.workspace().clone());
        Ok(Sealer::new(storage, workspace, Arc::clone(&self.clock), self.key()?.clone()))
    }

    fn key(&self) -> Result<&AuditKey> {
        self.key.as_ref().ok_or_else(|| {
            Error::unsupported("this office was opened without an audit key: give one to its builder")
        })
    }
}

/// Reads up to `limit` entries of a workspace after a sequence number, oldest first.
pub(crate) async fn records(
    storage: &dyn Storage,
    workspace: &WorkspaceId,
    after: u64,
    limit: usize,
) -> Result<Vec<AuditRecord>> {
    storage.read(workspace, AUDIT, after, limit).await?.into_iter().map(record).collect()
}

/// Finds the sequence number of the last entry of a workspace, 0 when there is none, from one that is there or 0. Reads
/// about twice as many entries as their number has binary digits.
pub(crate) async fn head(storage: &dyn Storage, workspace: &WorkspaceId, from: u64) -> Result<u64> {
    let (mut low, mut step) = (from, 1_u64);
    let high = loop {
        let after = low.saturating_add(step - 1);
        match storage.read(workspace, AUDIT, after, 1).await?.first() {
            Some(entry) => (low, step) = (entry.sequence, step.saturating_mul(2)),
            None => break after,
        }
    };
    // No entry lies after `high`, and one at `low`, if that is not 0.
    let mut high = high;
    while low < high {
        let middle = low + (high - low) / 2;
        match storage.read(workspace, AUDIT, middle, 1).await?.first() {
            Some(entry) => low = entry.sequence,
            None => high = middle,
        }
    }
    Ok(low)
}

fn record(entry: Entry) -> Result<AuditRecord> {
    let sequence = entry.sequence;
    let entry = serde_json::from_value(entry.event).map_err(|error| {
        Error::corrupt(format!("audit entry {sequence} is damaged; verify the audit")).with_source(error)
    })?;
    Ok(AuditRecord { sequence, entry })
}

/// One line of a stored log.
enum Step {
    Entry(Entry),
    Seal(Seal),
    Unreadable,
}

/// Walks a stored log: each seal after the last entry that it covers, if that is there.
struct Log<'a> {
    scope: &'a Scope,
    entries: std::collections::VecDeque<Entry>,
    seals: std::collections::VecDeque<Entry>,
    after_entry: u64,
    after_seal: u64,
    all_seals: bool,
}

impl<'a> Log<'a> {
    fn new(scope: &'a Scope) -> Self {
        Self {
            scope,
            entries: Default::default(),
            seals: Default::default(),
            after_entry: 0,
            after_seal: 0,
            all_seals: false,
        }
    }

    async fn next(&mut self) -> Result<Option<Step>> {
        let (storage, workspace) = (self.scope.storage(), self.scope.workspace());
        // Seals are read first: an entry that comes meanwhile is just not sealed.
        if self.seals.is_empty() && !self.all_seals {
            self.seals.extend(storage.read(workspace, SEALS, self.after_seal, PAGE).await?);
            self.all_seals = self.seals.is_empty();
            self.after_seal = self.seals.back().map_or(self.after_seal, |last| last.sequence);
        }
        if self.entries.is_empty() {
            self.entries.extend(storage.read(workspace, AUDIT, self.after_entry, PAGE).await?);
            self.after_entry = self.entries.back().map_or(self.after_entry, |last| last.sequence);
        }
        let Some(first) = self.seals.front() else {
            return Ok(self.entries.pop_front().map(Step::Entry));
        };
        let Some(seal) = read_seal(first) else { return Ok(Some(Step::Unreadable)) };
        match self.entries.front() {
            Some(entry) if entry.sequence <= seal.to => Ok(self.entries.pop_front().map(Step::Entry)),
            _ => {
                self.seals.pop_front();
                Ok(Some(Step::Seal(seal)))
            }
        }
    }
}

/// A seal that is written in another way than the sealer's was touched.
fn read_seal(entry: &Entry) -> Option<Seal> {
    let seal: Seal = serde_json::from_value(entry.event.clone()).ok()?;
    serde_json::to_value(&seal).is_ok_and(|written| written == entry.event).then_some(seal)
}
