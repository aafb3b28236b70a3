//! `backup`, `verify-backup` and `restore`.

use std::path::Path;
use std::sync::Arc;

use secretariat::backup::{BackupKeys, BackupOptions, RestoreOptions, RestoreReport, VerifyOptions};
use secretariat::id::SystemRandomness;
use secretariat::keys::{Keys, MasterKeys};
use secretariat::privacy::Tombstone;
use secretariat::{Error, Result};
use serde::Serialize;

use crate::open;
use crate::settings::ServerSettings;

/// Writes a backup, and fails when the office itself has lost something: then the backup is there all the same.
pub(crate) async fn backup(
    settings: ServerSettings,
    file: &Path,
    key: Option<&Path>,
    is_verified: bool,
) -> Result<()> {
    let options = BackupOptions { keys: keys(key, true)? };
    let report = open::builder_of_copies(&settings)?.backup(file, options).await?;
    print(&report)?;
    if is_verified {
        return verify_backup(settings, file, key).await;
    }
    match report.findings.first() {
        None => Ok(()),
        Some(finding) => Err(Error::corrupt(format!(
            "the backup is written, but the office has lost something: {}: {}",
            finding.subject, finding.problem
        ))),
    }
}

/// Verifies a backup, and fails when something is wrong.
pub(crate) async fn verify_backup(settings: ServerSettings, file: &Path, key: Option<&Path>) -> Result<()> {
    let options = VerifyOptions { keys: keys(key, false)? };
    ended(&open::builder_of_copies(&settings)?.verify_backup(file, options).await?)
}

/// Restores a backup, and fails when something is wrong in the restored office, which is there all the same.
pub(crate) async fn restore(
    settings: ServerSettings,
    file: &Path,
    key: Option<&Path>,
    tombstones: Option<&Path>,
    is_move: bool,
) -> Result<()> {
    let tombstones = match tombstones {
        Some(path) => {
            let text = tokio::fs::read_to_string(path).await.map_err(|error| {
                Error::not_found(format!("the tombstones {} cannot be read", path.display()))
                    .with_source(error)
            })?;
            Tombstone::read_ledger(&text).map_err(|error| error.about(path.display()))?
        }
        None => Vec::new(),
    };
    let options = RestoreOptions { keys: keys(key, false)?, is_move };
    let report = open::builder_of_copies(&settings)?.restore(file, options).await?;
    if !tombstones.is_empty() {
        let office = open::builder_of_copies(&settings)?.build().await?;
        let erased = office.erase_again(&tombstones).await?;
        office.close().await?;
        eprintln!("erased again: {erased}");
    }
    ended(&report)
}

/// Reads the key of backups; a new one is made only for a new backup.
fn keys(file: Option<&Path>, is_new: bool) -> Result<BackupKeys> {
    let Some(file) = file else { return Ok(BackupKeys::default()) };
    let randomness = Arc::new(SystemRandomness);
    let is_made = is_new && !file.exists();
    let keys: Arc<dyn Keys> = match is_new {
        true => Arc::new(MasterKeys::open_or_create(file, randomness)?),
        false => Arc::new(MasterKeys::open(file, randomness)?),
    };
    if is_made {
        eprintln!(
            "a key was made in {}: without it the backup opens no more; keep it elsewhere",
            file.display()
        );
    }
    Ok(keys.into())
}

fn ended(report: &RestoreReport) -> Result<()> {
    print(report)?;
    if report.audits.is_empty() {
        eprintln!("the audit was not verified: its key is not here (`audit_key_file`)");
    }
    report.ensure_whole()
}

fn print(report: &impl Serialize) -> Result<()> {
    let text = serde_json::to_string_pretty(report)
        .map_err(|error| Error::internal("the report has no JSON form").with_source(error))?;
    println!("{text}");
    Ok(())
}
