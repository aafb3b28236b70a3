//! Backups of an office: written while it works, verified, and restored.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::OfficeBuilder;
use super::collections::COLLECTIONS;
use super::places::{DATABASE, Places};
use crate::audit::{AuditEntry, AuditKey, Outcome, Target};
use crate::backup::{
    self, BackupOptions, BackupReport, Reading, RestoreOptions, RestoreReport, VerifyOptions,
};
use crate::blobs::{Blobs, ObjectBlobs};
use crate::clock::{Clock, SystemClock};
use crate::error::{Error, ErrorKind, Result};
use crate::id::{Randomness, SystemRandomness, WorkspaceId};
use crate::rights::Actor;
use crate::storage::archive::Archive;
use crate::storage::sqlite::Sqlite;
use crate::storage::{Batch, Storage};

/// What an office keeps beside its records that is made from them.
const DERIVED: [&str; 2] = ["index", "register"];

/// The opened parts that a backup is about.
struct Parts {
    archive: Arc<dyn Archive>,
    blobs: Arc<dyn Blobs>,
    clock: Arc<dyn Clock>,
    randomness: Arc<dyn Randomness>,
    key: Option<AuditKey>,
    /// Where derived data is.
    folder: Option<PathBuf>,
}

impl OfficeBuilder {
    /// Writes a backup of the office that would be opened, into a file that is not there yet. Others may go on working
    /// with it: the backup is the state of one moment, and all files that it names. The audit notes it.
    ///
    /// ```no_run
    /// # use secretariat::Office;
    /// # use secretariat::backup::BackupOptions;
    /// # async fn example() -> secretariat::Result<()> {
    /// let report = Office::builder().folder("./office").backup("monday.backup", BackupOptions::default()).await?;
    /// println!("{} documents", report.counts.records["documents"]);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// `not_found` when there is no office; `invalid_input` when the file is there already; `unsupported` for a
    /// database that the application brings; those of storage, files and the disk. A file of this name is there only
    /// after success; what is lost in the office itself is no error, but a finding.
    pub async fn backup(self, file: impl AsRef<Path>, options: BackupOptions) -> Result<BackupReport> {
        let parts = self.parts(Places::ensure_there).await?;
        // Before it is written: who takes a copy is known even if nothing comes of it.
        let noted = parts.note("office.backup", parts.clock.now()).await;
        let from = (&*parts.archive, &*parts.blobs);
        let report = match noted {
            Ok(()) => backup::write(from, file.as_ref(), &options, (&*parts.clock, &*parts.randomness)).await,
            Err(error) => Err(error),
        };
        parts.archive.close().await?;
        report
    }

    /// Restores a backup into the office that would be opened, which must be empty; it may be on another kind of
    /// database than the backup was written from. The search index is made anew at the first search. What is checked
    /// afterwards stands in the report: with the key of the audit also the audit. The audit notes the restore.
    ///
    /// # Errors
    /// `conflict` when the office holds something; `corrupt` when the file is not as it was written; `unsupported`
    /// when a newer release wrote it; `denied` without its key; those of storage and files. The office is empty then.
    pub async fn restore(self, file: impl AsRef<Path>, options: RestoreOptions) -> Result<RestoreReport> {
        let parts = self.parts(|_| Ok(())).await?;
        let (into, now) = ((&*parts.archive, &*parts.blobs), parts.clock.now());
        let report = backup::restore(file.as_ref(), into, &COLLECTIONS, &options, now).await;
        let report = match report {
            Ok(report) => parts.checked(report, Reading::Presence).await,
            Err(error) => Err(error),
        };
        let noted = match &report {
            Ok(report) => parts.note("office.restore", report.created).await,
            Err(_) => Ok(()),
        };
        parts.archive.close().await?;
        noted.and(report)
    }

    /// Verifies a backup: restores it into a folder beside the file, which is removed afterwards, reads every record
    /// and every blob there, and with the key of the audit verifies that too. It needs as much room as the backup. The
    /// office itself is not touched.
    ///
    /// # Errors
    /// As [`OfficeBuilder::restore`]. What can be read and is not as it should be stands in the report.
    pub async fn verify_backup(
        self,
        file: impl AsRef<Path>,
        options: VerifyOptions,
    ) -> Result<RestoreReport> {
        let file = file.as_ref();
        let randomness = self.randomness.unwrap_or_else(|| Arc::new(SystemRandomness));
        let scratch = Scratch::beside(file, &*randomness)?;
        let path = scratch.0.join(DATABASE);
        #[cfg(not(feature = "sqlcipher"))]
        let archive = Sqlite::open(&path, &COLLECTIONS).await?;
        // The key is nowhere else: what is left of a verification that was broken off opens no more.
        #[cfg(feature = "sqlcipher")]
        let archive = {
            let key = crate::keys::DataKey::random(&*randomness);
            Sqlite::open_encrypted(&path, &key, &COLLECTIONS).await?
        };
        let parts = Parts {
            archive: Arc::new(archive),
            blobs: scratch.blobs(&randomness)?,
            clock: self.clock.unwrap_or_else(|| Arc::new(SystemClock)),
            randomness,
            key: self.audit_key,
            folder: None,
        };
        let into = (&*parts.archive, &*parts.blobs);
        // As it is: what a real restore ends or doubts is verified too.
        let options = RestoreOptions { keys: options.keys, is_move: true };
        let report = backup::restore(file, into, &COLLECTIONS, &options, parts.clock.now()).await;
        let report = match report {
            Ok(report) => parts.checked(report, Reading::Bytes).await,
            Err(error) => Err(error),
        };
        parts.archive.close().await?;
        report
    }

    async fn parts(self, look: impl FnOnce(&Places) -> Result<()>) -> Result<Parts> {
        if self.storage.is_some() {
            return Err(Error::unsupported(
                "a database that the application brings is backed up by the application",
            ));
        }
        let places = Places::new(self.folder, &self.settings)?;
        #[cfg(feature = "encryption")]
        let places = places.with_keys(self.keys);
        look(&places)?;
        places.make().await?;
        let randomness = self.randomness.unwrap_or_else(|| Arc::new(SystemRandomness));
        let blobs = match self.blobs {
            Some(blobs) => blobs,
            None => places.blobs(&randomness).await?,
        };
        Ok(Parts {
            archive: places.storage(&COLLECTIONS).await?,
            blobs,
            clock: self.clock.unwrap_or_else(|| Arc::new(SystemClock)),
            randomness,
            key: self.audit_key,
            folder: places.folder,
        })
    }
}

impl Parts {
    /// Checks what was restored, and lets go of what was made from other records.
    async fn checked(&self, report: RestoreReport, reading: Reading) -> Result<RestoreReport> {
        for derived in self.folder.iter().flat_map(|folder| DERIVED.map(|name| folder.join(name))) {
            match tokio::fs::remove_dir_all(&derived).await {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(Error::new(
                        ErrorKind::Denied,
                        "the office is restored, but this folder is of an earlier one: remove it",
                    )
                    .about(derived.display())
                    .with_source(error));
                }
                _ => {}
            }
        }
        let key = self.key.as_ref();
        let (findings, audits) =
            backup::check(&self.archive, &*self.blobs, key, &self.clock, reading).await?;
        Ok(RestoreReport { findings, audits, ..report })
    }

    /// Writes into the audit of the first workspace what is done with the backup of that time.
    async fn note(&self, action: &str, created: jiff::Timestamp) -> Result<()> {
        let entry = AuditEntry {
            at: self.clock.now(),
            actor: Actor::Owner,
            action: action.to_owned(),
            target: Target::new("backup", created),
            outcome: Outcome::Done,
            details: Default::default(),
        };
        let mut batch = Batch::new(WorkspaceId::default_workspace());
        batch.appends.push(entry.append()?);
        let storage: &dyn Storage = &*self.archive;
        storage.commit(batch).await.map(drop)
    }
}

/// A folder for a restored office that nobody else reads, removed in the end.
struct Scratch(PathBuf);

impl Scratch {
    fn beside(file: &Path, randomness: &dyn Randomness) -> Result<Self> {
        let mut random = [0; 8];
        randomness.fill(&mut random);
        let mut folder = file.as_os_str().to_owned();
        folder.push(format!(".verified-{:016x}", u64::from_be_bytes(random)));
        let folder = PathBuf::from(folder);
        let mut builder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&folder).map_err(|error| {
            let kind = match error.kind() {
                std::io::ErrorKind::NotFound => ErrorKind::NotFound,
                std::io::ErrorKind::StorageFull => ErrorKind::Unavailable,
                _ => ErrorKind::Denied,
            };
            Error::new(kind, "a folder beside the backup is needed to verify it: let this user make one")
                .about(folder.display())
                .with_source(error)
        })?;
        Ok(Self(folder))
    }

    /// Files are encrypted under a key that is nowhere else, since those of an encrypted office are.
    #[cfg(feature = "encryption")]
    fn blobs(&self, randomness: &Arc<dyn Randomness>) -> Result<Arc<dyn Blobs>> {
        let objects = ObjectBlobs::folder(&self.0.join("blobs"), Arc::clone(randomness))?;
        let keys = crate::keys::MasterKeys::random(Arc::clone(randomness));
        Ok(Arc::new(crate::blobs::EncryptedBlobs::new(objects, Arc::new(keys), Arc::clone(randomness))))
    }

    #[cfg(not(feature = "encryption"))]
    fn blobs(&self, randomness: &Arc<dyn Randomness>) -> Result<Arc<dyn Blobs>> {
        Ok(Arc::new(ObjectBlobs::folder(&self.0.join("blobs"), Arc::clone(randomness))?))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(folder = %self.0.display(), %error, "a folder of a verified backup stays behind");
        }
    }
}
