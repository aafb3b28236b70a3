//! Large offices are backed up and restored in constant memory. With `SECRETARIAT_FULL=1` and `--release` it is also
//! the measure of their speed: `cargo test --release --test it backups::memory -- --nocapture`.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use futures::{StreamExt, stream};
use secretariat::backup::{BackupOptions, RestoreOptions, VerifyOptions};
use secretariat::blobs::{Blobs, ObjectBlobs};
use secretariat::id::{SystemRandomness, WorkspaceId};
use secretariat::storage::{Batch, Expect, Put, Record, Storage};
use tempfile::TempDir;

use super::world::{archive, builder, text};
use crate::counts;

const MIB: usize = 1 << 20;
/// How much a backup, a check or a restore may add to the memory of this process.
const GROWTH: usize = 96 * MIB;
/// Tells the process that this test starts which test it is.
const CHILD: &str = "SECRETARIAT_TEST_BACKUP_MEMORY";

/// Other tests of this process use memory too, so that one of its own is measured.
#[test]
fn a_large_office_is_backed_up_and_restored_in_constant_memory() {
    if std::env::var_os(CHILD).is_some() {
        return measure();
    }
    let mut child = std::process::Command::new(std::env::current_exe().unwrap());
    let test = "backups::memory::a_large_office_is_backed_up_and_restored_in_constant_memory";
    let output = child.args(["--exact", test, "--nocapture"]).env(CHILD, "1").output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
    told.lines().filter(|line| line.contains("MiB")).for_each(|line| println!("{line}"));
    assert!(told.contains("restore:"), "nothing was measured: {told}");
}

fn measure() {
    let mebibytes = counts::mebibytes(160, 1_024);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let folder = TempDir::new().unwrap();
        let (from, to) = (folder.path().join("from"), folder.path().join("to"));
        fill(&from, mebibytes).await;
        let file = folder.path().join("office.backup");
        let before = (peak(), Instant::now());
        let written = builder(text(&from)).backup(&file, BackupOptions::default()).await.unwrap();
        assert!(written.file_bytes as usize > mebibytes / 2 * MIB, "{}", written.file_bytes);
        told("backup", mebibytes, before);
        let before = (peak(), Instant::now());
        builder(text(&from))
            .verify_backup(&file, VerifyOptions::default())
            .await
            .unwrap()
            .ensure_whole()
            .unwrap();
        told("verify", mebibytes, before);
        let before = (peak(), Instant::now());
        let restored = builder(text(&to)).restore(&file, RestoreOptions::default()).await.unwrap();
        restored.ensure_whole().unwrap();
        told("restore", mebibytes, before);
    });
}

/// Half of it is one file, half are records of 64 KiB.
async fn fill(place: &Path, mebibytes: usize) {
    std::fs::create_dir_all(place).unwrap();
    let home = WorkspaceId::default_workspace();
    let blobs = ObjectBlobs::folder(&place.join("blobs"), Arc::new(SystemRandomness)).unwrap();
    let pieces = stream::iter((0..mebibytes / 2).map(|number| Ok(vec![number as u8; MIB])));
    let blob = blobs.put_stream(&home, pieces.boxed()).await.unwrap();
    let storage = archive(text(place)).await;
    for number in 0..mebibytes / 2 {
        let mut batch = Batch::new(home.clone());
        for part in 0..16 {
            let words = format!("word {number} {part} ").repeat((64 << 10) / 12);
            let record = Record {
                workspace: home.clone(),
                collection: "model_replies",
                id: format!("{number}/{part}"),
                version: 0,
                attributes: Default::default(),
                body: serde_json::json!({"text": words, "blob": blob.as_str()}),
            };
            batch.puts.push(Put { record, expect: Expect::Absent });
        }
        storage.commit(batch).await.unwrap();
    }
    Storage::close(&*storage).await.unwrap();
}

fn told(what: &str, mebibytes: usize, (before, began): (usize, Instant)) {
    let (growth, seconds) = (peak() - before, began.elapsed().as_secs_f64());
    let speed = mebibytes as f64 / seconds;
    println!("{what}: {mebibytes} MiB at {speed:.0} MiB/s, the peak grew by {} MiB", growth / MIB);
    assert!(growth < GROWTH, "{what} took {} MiB of memory", growth / MIB);
}

/// The largest memory of this process so far, in bytes.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<usize>().unwrap() << 10
}
