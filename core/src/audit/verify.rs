//! Looks for the first place where a log was altered.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::canonical::canonical;
use super::digest::{Entries, Hash};
use super::key::AuditKey;
use super::seal::{Checkpoint, Seal};
use crate::error::{Error, Result};
use crate::id::WorkspaceId;

/// What verifying found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AuditReport {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// How many entries were read.
    pub entries: u64,
    /// How many of them seals cover.
    pub sealed: u64,
    /// How many entries are not sealed yet, and so not protected.
    pub unsealed: u64,
    /// How many seals were read.
    pub seals: u64,
    /// The first damage, if there is any.
    pub damage: Option<Damage>,
}

/// Where a log is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Damage {
    /// What is wrong.
    pub kind: DamageKind,
    /// The first entry that may be concerned; 0 when it is none.
    pub from: u64,
    /// The last entry that may be concerned.
    pub to: u64,
}

/// How a log can be damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DamageKind {
    /// An entry is not there, or not at its place.
    MissingEntry,
    /// Entries are not those that were sealed.
    AlteredEntry,
    /// A seal is not there, or not at its place.
    MissingSeal,
    /// A seal was not made under the key, for this workspace, behind the seal before it.
    ForgedSeal,
    /// A checkpoint was not made under the key for this workspace.
    ForgedCheckpoint,
    /// The log ends before a checkpoint, or is another one than the checkpoint's.
    Truncated,
    /// It cannot be read at all.
    Unreadable,
}

impl AuditReport {
    /// Says whether no damage was found.
    pub fn is_whole(&self) -> bool {
        self.damage.is_none()
    }

    /// Turns damage into an error.
    ///
    /// # Errors
    /// `corrupt` naming what is damaged.
    pub fn ensure_whole(&self) -> Result<()> {
        match &self.damage {
            None => Ok(()),
            Some(damage) => Err(Error::corrupt(format!(
                "the audit of {} is damaged: {}, entries {} to {}; compare with a backup",
                self.workspace,
                damage.kind.about(),
                damage.from,
                damage.to
            ))),
        }
    }
}

impl DamageKind {
    fn about(self) -> &'static str {
        match self {
            Self::MissingEntry => "an entry is missing",
            Self::AlteredEntry => "entries were altered",
            Self::MissingSeal => "a seal is missing",
            Self::ForgedSeal => "a seal is forged, or made under another key",
            Self::ForgedCheckpoint => "the checkpoint is forged, or made under another key",
            Self::Truncated => "it ends before the checkpoint",
            Self::Unreadable => "it cannot be read",
        }
    }
}

/// Takes in a log in order: entries up to a seal's end, then the seal. Holds one seal at a time, so a log may
/// be of any length.
#[derive(Debug)]
pub(super) struct Verifier<'a> {
    key: &'a AuditKey,
    workspace: &'a WorkspaceId,
    checkpoint: Option<&'a Checkpoint>,
    report: AuditReport,
    digest: Entries,
    last_mac: Hash,
}

impl<'a> Verifier<'a> {
    pub(super) fn new(
        key: &'a AuditKey,
        workspace: &'a WorkspaceId,
        checkpoint: Option<&'a Checkpoint>,
    ) -> Result<Self> {
        let report = AuditReport {
            workspace: workspace.clone(),
            entries: 0,
            sealed: 0,
            unsealed: 0,
            seals: 0,
            damage: None,
        };
        let mut verifier =
            Self { key, workspace, checkpoint, report, digest: Entries::default(), last_mac: Hash::NONE };
        if let Some(checkpoint) = checkpoint
            && (checkpoint.workspace != *workspace || !checkpoint.is_genuine(key)?)
        {
            verifier.damage(DamageKind::ForgedCheckpoint, 0, 0);
        }
        Ok(verifier)
    }

    /// Says whether damage was found; then nothing more need be read.
    pub(super) fn is_damaged(&self) -> bool {
        self.report.damage.is_some()
    }

    /// Notes that what comes next cannot be read.
    pub(super) fn unreadable(&mut self) {
        let at = self.expected();
        self.damage(DamageKind::Unreadable, at, at);
    }

    /// Notes that there were so many seals once.
    pub(super) fn end_of_seals(&mut self, known: u64) {
        if self.report.seals < known {
            let first = self.report.sealed + 1;
            self.damage(DamageKind::MissingSeal, first, self.report.entries.max(first));
        }
    }

    /// The entry that comes next.
    fn expected(&self) -> u64 {
        self.report.entries + 1
    }

    fn damage(&mut self, kind: DamageKind, from: u64, to: u64) {
        self.report.damage.get_or_insert(Damage { kind, from, to });
    }

    /// Takes in the next entry.
    pub(super) fn entry(&mut self, sequence: u64, event: &Value) {
        let expected = self.expected();
        if sequence != expected {
            return self.damage(DamageKind::MissingEntry, expected, expected);
        }
        match canonical(event) {
            Ok(text) => self.digest.add(sequence, &text),
            Err(_) => return self.damage(DamageKind::AlteredEntry, sequence, sequence),
        }
        self.report.entries = sequence;
    }

    /// Takes in the next seal, after the entries it covers.
    pub(super) fn seal(&mut self, seal: &Seal) -> Result<()> {
        let first = self.report.sealed + 1;
        if seal.number != self.report.seals + 1 {
            self.damage(DamageKind::MissingSeal, first, seal.to.max(first));
            return Ok(());
        }
        if !seal.is_genuine(self.key, self.workspace, &self.last_mac)? || seal.from != first {
            self.damage(DamageKind::ForgedSeal, first, seal.to.max(first));
            return Ok(());
        }
        if seal.to != self.report.entries {
            let expected = self.expected();
            self.damage(DamageKind::MissingEntry, expected, seal.to.max(expected));
            return Ok(());
        }
        if std::mem::take(&mut self.digest).finish() != seal.digest {
            self.damage(DamageKind::AlteredEntry, seal.from, seal.to);
            return Ok(());
        }
        self.report.sealed = seal.to;
        self.report.seals = seal.number;
        self.last_mac = seal.mac;
        self.meet(seal.to, &seal.mac);
        Ok(())
    }

    /// The seal of the checkpoint's entry must be the checkpoint's; there is one for each checkpoint.
    fn meet(&mut self, sealed: u64, mac: &Hash) {
        let Some(checkpoint) = self.checkpoint else { return };
        let (sequence, known) = (checkpoint.sequence, checkpoint.mac);
        let before = self.last_checkpointed();
        if sealed == sequence && *mac != known || before && sealed > sequence {
            self.damage(DamageKind::Truncated, sequence, sealed);
        }
        if sealed == sequence {
            self.checkpoint = None;
        }
    }

    /// Says whether the checkpoint names an entry at all and was not met yet.
    fn last_checkpointed(&self) -> bool {
        self.checkpoint.is_some_and(|checkpoint| checkpoint.sequence > 0)
    }

    pub(super) fn finish(mut self) -> AuditReport {
        if self.last_checkpointed() {
            let sequence = self.checkpoint.map_or(0, |checkpoint| checkpoint.sequence);
            self.damage(DamageKind::Truncated, self.report.sealed + 1, sequence);
        }
        self.report.unsealed = self.report.entries - self.report.sealed;
        self.report
    }
}
