//! The change of the master key, also when it is killed in the middle.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use secretariat::blobs::{BlobId, Blobs, EncryptedBlobs, ObjectBlobs};
use secretariat::id::{SystemRandomness, WorkspaceId};
use secretariat::keys::MasterKeys;
use secretariat::settings::Settings;
use secretariat::{ErrorKind, Office, OfficeBuilder};
use tempfile::TempDir;

use crate::counts;

const ROLE: &str = "SECRETARIAT_TEST_ROTATION";
const WORKSPACES: usize = 12;

fn key_file(place: &Path) -> PathBuf {
    place.with_extension("keys")
}

fn builder(place: &Path) -> OfficeBuilder {
    let settings = Settings { key_file: Some(key_file(place)), workers: Some(0), ..Settings::default() };
    Office::builder().folder(place).settings(settings)
}

fn blobs(place: &Path) -> EncryptedBlobs {
    let random = Arc::new(SystemRandomness);
    let keys = MasterKeys::open_or_create(&key_file(place), random.clone()).unwrap();
    let objects = ObjectBlobs::folder(&place.join("blobs"), random.clone()).unwrap();
    EncryptedBlobs::new(objects, Arc::new(keys), random)
}

fn workspace(number: usize) -> WorkspaceId {
    format!("ws_{number:02}").parse().unwrap()
}

async fn put(blobs: &EncryptedBlobs, number: usize) -> BlobId {
    blobs.put(&workspace(number), format!("paper of {number}").into_bytes()).await.unwrap()
}

async fn ensure_readable(blobs: &EncryptedBlobs, ids: &[BlobId]) {
    for (number, id) in ids.iter().enumerate() {
        let read = blobs.get(&workspace(number), id).await.unwrap();
        assert_eq!(read, format!("paper of {number}").into_bytes());
    }
}

async fn filled(place: &Path) -> Vec<BlobId> {
    std::fs::create_dir_all(place).unwrap();
    let blobs = blobs(place);
    let mut ids = Vec::new();
    for number in 0..WORKSPACES {
        ids.push(put(&blobs, number).await);
    }
    ids
}

#[tokio::test]
async fn a_program_that_runs_meanwhile_goes_on_with_both_keys() {
    let folder = TempDir::new().unwrap();
    let place = folder.path().join("office");
    let mut ids = filled(&place).await;
    let (running, fresh) = (blobs(&place), blobs(&place));
    ensure_readable(&running, &ids[..3]).await;
    let mut told = Vec::new();
    let report =
        builder(&place).rotate_keys(|progress| told.push((progress.done, progress.of))).await.unwrap();
    assert_eq!(told, (1..=WORKSPACES).map(|done| (done, WORKSPACES)).collect::<Vec<_>>());
    assert_eq!((report.rewrapped, report.was_resumed, report.old.len()), (WORKSPACES, false, 1));
    // One had read some keys before, the other none; both know the old master key only.
    ensure_readable(&running, &ids).await;
    ensure_readable(&fresh, &ids).await;
    // What they make from now on is under the new key.
    ids.push(put(&running, WORKSPACES).await);
    let wrapped = blobs(&place).wrapped().await.unwrap();
    assert!(wrapped.iter().all(|(_, key)| Some(key) == report.key.as_ref()), "{wrapped:?}");
    let retired = builder(&place).retire_keys().await.unwrap();
    assert_eq!(retired, report.old);
    ensure_readable(&blobs(&place), &ids).await;
    let text = std::fs::read_to_string(key_file(&place)).unwrap();
    assert_eq!(text.lines().count(), 1);
    assert!(builder(&place).rotate_keys(|_| {}).await.unwrap().key != report.key);
}

#[tokio::test]
async fn a_key_that_is_still_needed_is_not_retired_and_an_office_without_keys_has_none_to_change() {
    let folder = TempDir::new().unwrap();
    let place = folder.path().join("office");
    let ids = filled(&place).await;
    MasterKeys::put_new(&key_file(&place), &SystemRandomness).unwrap();
    assert_eq!(builder(&place).retire_keys().await.unwrap_err().kind(), ErrorKind::Conflict);
    ensure_readable(&blobs(&place), &ids).await;
    let plain = Office::builder().folder(folder.path()).rotate_keys(|_| {}).await;
    assert_eq!(plain.unwrap_err().kind(), ErrorKind::InvalidInput);
    let nowhere = folder.path().join("nowhere");
    assert_eq!(builder(&nowhere).rotate_keys(|_| {}).await.unwrap_err().kind(), ErrorKind::NotFound);
    assert!(!nowhere.exists() && !key_file(&nowhere).exists(), "looking made something");
}

/// The role of the child: rotates and tells its progress.
#[expect(clippy::disallowed_methods, reason = "the test tells its child what to do")]
#[test]
fn program_of_the_kill_test() {
    let Ok(place) = std::env::var(ROLE) else { return };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let tell = |_| {
        let mut out = std::io::stdout().lock();
        writeln!(out, "\nrewrapped").and_then(|()| out.flush()).unwrap();
    };
    runtime.block_on(builder(Path::new(&place)).rotate_keys(tell)).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_rotation_goes_on_and_everything_opens_at_every_moment() {
    let folder = TempDir::new().unwrap();
    for round in 0..counts::kills(4, 40) {
        let place = folder.path().join(format!("office-{round}"));
        let ids = filled(&place).await;
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "backups::rotation::program_of_the_kill_test",
                "--nocapture",
                "--test-threads=1",
            ])
            .env(ROLE, &place)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let told = lines.map_while(Result::ok).filter(|line| line == "rewrapped");
        assert_eq!(told.take(1 + round % (WORKSPACES - 2)).count(), 1 + round % (WORKSPACES - 2));
        child.kill().unwrap();
        child.wait().unwrap();
        ensure_readable(&blobs(&place), &ids).await;
        let before = blobs(&place).wrapped().await.unwrap();
        let current = MasterKeys::open(&key_file(&place), Arc::new(SystemRandomness)).unwrap().current();
        let behind = before.iter().filter(|(_, key)| *key != current).count();
        let report = builder(&place).rotate_keys(|_| {}).await.unwrap();
        if behind > 0 {
            assert!(report.was_resumed, "it began anew");
            assert_eq!((report.rewrapped, report.key), (behind, Some(current)));
        }
        builder(&place).retire_keys().await.unwrap();
        ensure_readable(&blobs(&place), &ids).await;
    }
}
