//! Backups of earlier releases are restored for ever.

use std::path::{Path, PathBuf};

use secretariat::backup::{BackupOptions, RestoreOptions, VerifyOptions};
use tempfile::TempDir;

use super::world::{builder, ensure_alive, fill, text};

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/backups")
}

/// Writes the backup of this release: `cargo test --test it backups::golden -- --ignored`, then name the file.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "writes a file into the tree"]
async fn write_the_backup_of_this_release() {
    let folder = TempDir::new().unwrap();
    fill(text(folder.path())).await;
    std::fs::create_dir_all(golden()).unwrap();
    let file = golden().join("new.backup");
    let written = builder(text(folder.path())).backup(&file, BackupOptions::default()).await.unwrap();
    println!("{}: {} bytes", file.display(), written.file_bytes);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn backups_of_every_release_are_restored() {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(golden()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "there is no backup of an earlier release");
    let scratch = TempDir::new().unwrap();
    for (number, file) in files.iter().enumerate() {
        let copy = scratch.path().join(format!("{number}.backup"));
        std::fs::copy(file, &copy).unwrap();
        let verified = builder("unused").verify_backup(&copy, VerifyOptions::default()).await.unwrap();
        verified.ensure_whole().unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        assert_eq!(verified.audits.len(), 1, "{}", file.display());
        let place = scratch.path().join(format!("office-{number}"));
        let restored = builder(text(&place)).restore(&copy, RestoreOptions::default()).await.unwrap();
        assert_eq!(restored.counts.records["documents"], 4);
        ensure_alive(text(&place)).await;
    }
}
