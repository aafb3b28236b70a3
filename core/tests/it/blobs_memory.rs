//! Large blobs pass in constant memory.

use std::sync::Arc;

use futures::{StreamExt, stream};
use secretariat::blobs::{Blobs, EncryptedBlobs, ObjectBlobs};
use secretariat::id::{SystemRandomness, WorkspaceId};
use secretariat::keys::MasterKeys;
use tempfile::TempDir;

use crate::counts;

const MIB: usize = 1 << 20;
/// How much a passing blob may add to the memory of this process.
const GROWTH: usize = 64 * MIB;
/// Tells the process that this test starts which test it is.
const CHILD: &str = "SECRETARIAT_TEST_BLOB_MEMORY";

/// Other tests of this process use memory too, so that one of its own is measured.
#[test]
fn a_large_blob_passes_in_constant_memory() {
    if std::env::var_os(CHILD).is_some() {
        return measure();
    }
    let mut child = std::process::Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "blobs_memory::a_large_blob_passes_in_constant_memory", "--nocapture"]);
    let output = child.env(CHILD, "1").output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    text.lines().filter(|line| line.contains("MiB")).for_each(|line| println!("{line}"));
    assert!(text.contains("encrypted"), "nothing was measured: {text}");
}

fn measure() {
    let mebibytes = counts::mebibytes(64, 1_024);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let folder = TempDir::new().unwrap();
    let open =
        |name: &str| ObjectBlobs::folder(&folder.path().join(name), Arc::new(SystemRandomness)).unwrap();
    let keys = Arc::new(MasterKeys::from_text(&"5a".repeat(32), Arc::new(SystemRandomness)).unwrap());
    let encrypted = EncryptedBlobs::new(open("encrypted"), keys, Arc::new(SystemRandomness));
    runtime.block_on(async {
        pass(&open("plain"), "plain", mebibytes).await;
        pass(&encrypted, "encrypted", mebibytes).await;
    });
}

async fn pass(blobs: &dyn Blobs, name: &str, mebibytes: usize) {
    let before = peak();
    let workspace = WorkspaceId::default_workspace();
    let pieces = stream::iter((0..mebibytes).map(|number| Ok(vec![number as u8; MIB])));
    let id = blobs.put_stream(&workspace, pieces.boxed()).await.unwrap();
    let mut read = blobs.get_stream(&workspace, &id).await.unwrap();
    let mut length = 0;
    while let Some(piece) = read.next().await {
        length += piece.unwrap().len();
    }
    assert_eq!(length, mebibytes * MIB);
    let growth = peak() - before;
    println!("{name}: {mebibytes} MiB passed, the peak grew by {} MiB", growth / MIB);
    assert!(growth < GROWTH, "{name}: the peak grew by {growth} bytes");
}

/// Returns the most memory that this process has had, in bytes.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<usize>().unwrap() * 1_024
}
