//! `secretariat backup`, `verify-backup`, `restore` and `rotate-keys`.

use std::path::Path;
use std::sync::Arc;

use secretariat::backup::{
    BackupCounts, BackupKeys, BackupOptions, Finding, RestoreOptions, RestoreReport, VerifyOptions,
};
use secretariat::id::SystemRandomness;
use secretariat::keys::{Keys, MasterKeys};
use secretariat::privacy::Tombstone;
use secretariat::{ErrorKind, Office, OfficeBuilder, Result};

use crate::args::{Backup, Global, Restore, RotateKeys, VerifyBackup};
use crate::output::{Output, alarm, plain};
use crate::setup;

pub(crate) async fn backup(global: &Global, args: Backup, output: &Output) -> Result<u8> {
    let options = BackupOptions { keys: keys(args.backup_key.as_deref(), true, output)? };
    let report = builder(global)?.backup(&args.file, options).await?;
    if output.is_json() {
        output.json(&report);
    } else {
        let (size, sealed) = (report.file_bytes, if report.is_encrypted { ", encrypted" } else { "" });
        output.print(&format!("{}: {size} bytes{sealed}\n{}", args.file.display(), told(&report.counts)));
        findings(&report.findings, output);
    }
    if args.verify {
        let again = VerifyBackup { file: args.file, backup_key: args.backup_key };
        return verify(global, again, output).await;
    }
    Ok(if report.findings.is_empty() { 0 } else { ErrorKind::Corrupt.profile().exit_code })
}

pub(crate) async fn verify(global: &Global, args: VerifyBackup, output: &Output) -> Result<u8> {
    let options = VerifyOptions { keys: keys(args.backup_key.as_deref(), false, output)? };
    let report = builder(global)?.verify_backup(&args.file, options).await?;
    Ok(ended(&report, "verified", output))
}

pub(crate) async fn restore(global: &Global, args: Restore, output: &Output) -> Result<u8> {
    let tombstones = match &args.tombstones {
        Some(path) => {
            Tombstone::read_ledger(&crate::files::text(path)?).map_err(|error| error.about(path.display()))?
        }
        None => Vec::new(),
    };
    let keys = keys(args.backup_key.as_deref(), false, output)?;
    let options = RestoreOptions { keys, is_move: args.is_move };
    let report = builder(global)?.restore(&args.file, options).await?;
    if !tombstones.is_empty() {
        let office = builder(global)?.build().await?;
        let erased = office.erase_again(&tombstones).await?;
        office.close().await?;
        output.note(&format!("erased again: {erased}"));
    }
    Ok(ended(&report, "restored", output))
}

pub(crate) async fn rotate_keys(global: &Global, args: RotateKeys, output: &Output) -> Result<u8> {
    if args.retire {
        let retired = builder(global)?.retire_keys().await?;
        match output.is_json() {
            true => output.json(&retired),
            false => retired.iter().for_each(|key| output.print(&format!("retired {key}\n"))),
        }
        return Ok(0);
    }
    let tell = |progress: secretariat::KeyProgress| {
        if !output.is_json() {
            output.note(&format!("{} of {} keys", progress.done, progress.of));
        }
    };
    let report = builder(global)?.rotate_keys(tell).await?;
    if output.is_json() {
        output.json(&report);
        return Ok(0);
    }
    let key = report.key.as_deref().unwrap_or("the current key");
    output.print(&format!("wrapped {} keys with {key}\n", report.rewrapped));
    for old in &report.old {
        output.print(&format!("not needed any more: {old}; `secretariat rotate-keys --retire` removes it\n"));
    }
    Ok(0)
}

fn builder(global: &Global) -> Result<OfficeBuilder> {
    Ok(Office::builder().folder(&global.office).settings(setup::settings(global)?))
}

/// Reads the key of backups; a new one is made only for a new backup.
fn keys(file: Option<&Path>, is_new: bool, output: &Output) -> Result<BackupKeys> {
    let Some(file) = file else { return Ok(BackupKeys::default()) };
    let randomness = Arc::new(SystemRandomness);
    if is_new && !file.exists() {
        output.note(&format!("a key is made in {}: without it the backup opens no more", file.display()));
    }
    let keys: Arc<dyn Keys> = match is_new {
        true => Arc::new(MasterKeys::open_or_create(file, randomness)?),
        false => Arc::new(MasterKeys::open(file, randomness)?),
    };
    Ok(keys.into())
}

fn ended(report: &RestoreReport, what: &str, output: &Output) -> u8 {
    if output.is_json() {
        output.json(report);
    } else {
        output.print(&format!(
            "{what}: the office of {} ({}, release {})\n{}",
            report.created,
            report.backend,
            report.release,
            told(&report.counts)
        ));
        if report.in_doubt > 0 {
            output.print(&format!("deliveries that may have been sent since: {}\n", report.in_doubt));
        }
        for (collection, count) in &report.unknown {
            output.print(&format!("unknown to this release, left out: {count} {}\n", plain(collection)));
        }
        findings(&report.findings, output);
    }
    if report.is_whole() { 0 } else { ErrorKind::Corrupt.profile().exit_code }
}

fn told(counts: &BackupCounts) -> String {
    let count = |name: &str| counts.records.get(name).copied().unwrap_or_default();
    format!(
        "{} documents, {} drafts, {} deliveries, {} runs; {} records and {} events in all; {} files of {} bytes\n",
        count("documents"),
        count("drafts"),
        count("deliveries"),
        count("runs"),
        counts.all_records(),
        counts.events,
        counts.blobs,
        counts.blob_bytes
    )
}

fn findings(findings: &[Finding], output: &Output) {
    for Finding { workspace, subject, problem } in findings {
        let place = workspace.as_ref().map_or_else(String::new, |workspace| format!(" in {workspace}"));
        output.print(&format!("{} {}{place}: {}\n", alarm("wrong:"), plain(subject), plain(problem)));
    }
}
