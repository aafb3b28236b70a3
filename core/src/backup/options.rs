//! How backups are written and read, and what came of it.

use std::collections::BTreeMap;
#[cfg(feature = "encryption")]
use std::sync::Arc;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::check::Finding;
use super::manifest::BackupCounts;
use crate::audit::AuditReport;
#[cfg(feature = "encryption")]
use crate::keys::Keys;
use crate::storage::archive::SchemaVersion;

/// The master keys under which a backup is encrypted, if there are any. They are best not those of the office: keys
/// are never part of a backup, and who finds it must not find its key beside it.
#[derive(Debug, Clone, Default)]
pub struct BackupKeys {
    #[cfg(feature = "encryption")]
    keys: Option<Arc<dyn Keys>>,
}

#[cfg(feature = "encryption")]
impl From<Arc<dyn Keys>> for BackupKeys {
    fn from(keys: Arc<dyn Keys>) -> Self {
        Self { keys: Some(keys) }
    }
}

#[cfg(feature = "encryption")]
impl BackupKeys {
    pub(super) fn is_given(&self) -> bool {
        self.keys.is_some()
    }

    /// Begins to encrypt, if there are keys.
    pub(super) async fn seal(
        &self,
        randomness: &dyn crate::id::Randomness,
    ) -> crate::Result<Option<super::sealing::Seal>> {
        match &self.keys {
            Some(keys) => super::sealing::Seal::new(keys, randomness).await.map(Some),
            None => Ok(None),
        }
    }

    /// Begins to decrypt with the key that a line holds.
    pub(super) async fn open(&self, line: &[u8]) -> crate::Result<super::sealing::Open> {
        let keys = self.keys.as_ref().ok_or_else(|| {
            crate::Error::new(
                crate::ErrorKind::Denied,
                "this backup is encrypted: give the file with its key",
            )
        })?;
        super::sealing::Open::new(line, keys).await
    }
}

#[cfg(not(feature = "encryption"))]
impl BackupKeys {
    pub(super) fn is_given(&self) -> bool {
        false
    }

    pub(super) async fn seal(
        &self,
        _: &dyn crate::id::Randomness,
    ) -> crate::Result<Option<super::sealing::Seal>> {
        Ok(None)
    }

    pub(super) async fn open(&self, _: &[u8]) -> crate::Result<super::sealing::Open> {
        Err(crate::Error::unsupported(
            "this backup is encrypted, and this build decrypts nothing: enable the feature `encryption`",
        ))
    }
}

/// How a backup is written.
#[derive(Debug, Clone, Default)]
pub struct BackupOptions {
    /// Encrypts it.
    pub keys: BackupKeys,
}

/// How a backup is restored.
#[derive(Debug, Clone, Default)]
pub struct RestoreOptions {
    /// Decrypts it; a backup that is not encrypted is refused when there are keys.
    pub keys: BackupKeys,
    /// Says that nothing went on after the backup, as when an office moves to another database: then sessions hold, and
    /// approved mail is sent. Otherwise everybody signs in again, and what was about to be sent is in doubt, since it
    /// may have been sent since.
    pub is_move: bool,
}

/// How a backup is verified.
#[derive(Debug, Clone, Default)]
pub struct VerifyOptions {
    /// Decrypts it; a backup that is not encrypted is refused when there are keys.
    pub keys: BackupKeys,
}

/// A backup that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BackupReport {
    /// When it was begun: what was committed before is in it.
    #[schemars(with = "String")]
    pub created: Timestamp,
    /// Whether it is encrypted.
    pub is_encrypted: bool,
    /// The size of the file in bytes.
    pub file_bytes: u64,
    /// What is in it.
    pub counts: BackupCounts,
    /// What the office itself has lost, up to a thousand blobs.
    pub findings: Vec<Finding>,
}

/// An office that was restored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RestoreReport {
    /// When the backup was begun.
    #[schemars(with = "String")]
    pub created: Timestamp,
    /// The release that wrote it.
    pub release: String,
    /// The kind of database that it was written from.
    pub backend: String,
    /// What is in the backup.
    pub counts: BackupCounts,
    /// Records that this release does not know and left out, by the name of their collection.
    pub unknown: BTreeMap<String, u64>,
    /// How many deliveries may have been sent since the backup, and are looked for or wait for an operator.
    pub in_doubt: u64,
    /// What is not as it should be in the restored office.
    pub findings: Vec<Finding>,
    /// The audits that were verified, of all workspaces that have one; none without the audit's key.
    pub audits: Vec<AuditReport>,
}

impl RestoreReport {
    /// Says whether nothing was found.
    pub fn is_whole(&self) -> bool {
        self.findings.is_empty() && self.audits.iter().all(AuditReport::is_whole)
    }

    /// Turns the first finding into an error.
    ///
    /// # Errors
    /// `corrupt` naming what is not as it should be, and how many things are.
    pub fn ensure_whole(&self) -> crate::Result<()> {
        self.audits.iter().try_for_each(AuditReport::ensure_whole)?;
        match self.findings.as_slice() {
            [] => Ok(()),
            [first, rest @ ..] => Err(crate::Error::corrupt(format!(
                "the backup can be read, but {} {}: {}; {} more findings",
                first.subject,
                first.workspace.as_ref().map_or_else(String::new, |workspace| format!("in {workspace}")),
                first.problem,
                rest.len()
            ))),
        }
    }
}

/// Where a backup came from, for reports.
pub(super) fn backend(schema: &SchemaVersion) -> String {
    format!("{} {}", schema.backend, schema.version)
}
