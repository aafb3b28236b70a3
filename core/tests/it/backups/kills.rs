//! Killed in the middle: what has the name of a backup is one, and what was restored is whole or empty.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use async_trait::async_trait;
use secretariat::backup::{BackupOptions, RestoreOptions, VerifyOptions};
use secretariat::blobs::{BlobId, Blobs, ObjectBlobs, Pieces};
use secretariat::id::{SystemRandomness, WorkspaceId};
use secretariat::{Office, Result, Source};
use tempfile::TempDir;

use super::world::{builder, text};
use crate::counts;

const ROLE: &str = "SECRETARIAT_TEST_BACKUP";
const DOCUMENTS: usize = 12;

/// Tells of each blob that is read or written.
#[derive(Debug)]
struct Telling(ObjectBlobs);

fn tell() {
    let mut out = std::io::stdout().lock();
    writeln!(out, "\nblob").and_then(|()| out.flush()).unwrap();
}

#[async_trait]
impl Blobs for Telling {
    async fn put(&self, workspace: &WorkspaceId, bytes: Vec<u8>) -> Result<BlobId> {
        self.0.put(workspace, bytes).await
    }
    async fn get(&self, workspace: &WorkspaceId, id: &BlobId) -> Result<Vec<u8>> {
        self.0.get(workspace, id).await
    }
    async fn exists(&self, workspace: &WorkspaceId, id: &BlobId) -> Result<bool> {
        self.0.exists(workspace, id).await
    }
    async fn delete(&self, workspace: &WorkspaceId, id: &BlobId) -> Result<()> {
        self.0.delete(workspace, id).await
    }
    async fn put_stream(&self, workspace: &WorkspaceId, pieces: Pieces) -> Result<BlobId> {
        let stored = self.0.put_stream(workspace, pieces).await;
        tell();
        stored
    }
    async fn get_stream(&self, workspace: &WorkspaceId, id: &BlobId) -> Result<Pieces> {
        let found = self.0.get_stream(workspace, id).await?;
        tell();
        Ok(found)
    }
}

/// The role of the child.
#[expect(clippy::disallowed_methods, reason = "the test tells its child what to do")]
#[test]
fn program_of_the_kill_test() {
    let Ok(role) = std::env::var(ROLE) else { return };
    let (what, rest) = role.split_once('#').unwrap();
    let (place, file) = rest.split_once('#').unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let blobs = ObjectBlobs::folder(&Path::new(place).join("blobs"), Arc::new(SystemRandomness)).unwrap();
        let builder = builder(place).blobs(Arc::new(Telling(blobs)));
        match what {
            "backup" => drop(builder.backup(file, BackupOptions::default()).await.unwrap()),
            _ => drop(builder.restore(file, RestoreOptions::default()).await.unwrap()),
        }
    });
}

fn program(what: &str, place: &Path, file: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "backups::kills::program_of_the_kill_test", "--nocapture", "--test-threads=1"])
        .env(ROLE, format!("{what}#{}#{}", place.display(), file.display()))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Kills a program at its so-manieth blob; says whether it was still running.
fn kill_at(mut child: Child, blob: usize) -> bool {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut told = lines.map_while(Result::ok).filter(|line| line == "blob");
    let reached = told.by_ref().take(blob).count() == blob;
    child.kill().unwrap();
    let status = child.wait().unwrap();
    assert!(reached || status.success(), "it ended by itself: {status}");
    !status.success()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_backup_has_no_name_and_a_killed_restore_leaves_an_empty_office() {
    let folder = TempDir::new().unwrap();
    let place = folder.path().join("office");
    let office = builder(text(&place)).build().await.unwrap();
    for number in 0..DOCUMENTS {
        let paper = format!("Paper {number}. ").repeat(9_000);
        let source = Source::bytes(format!("{number}.txt"), paper.into_bytes());
        office.documents().add(source).await.unwrap();
    }
    office.close().await.unwrap();
    let mut killed = 0;
    for round in 0..counts::kills(4, 40) {
        let file = folder.path().join(format!("{round}.backup"));
        killed += usize::from(kill_at(program("backup", &place, &file), 1 + round % DOCUMENTS));
        if file.exists() {
            builder("unused")
                .verify_backup(&file, VerifyOptions::default())
                .await
                .unwrap()
                .ensure_whole()
                .unwrap();
            std::fs::remove_file(&file).unwrap();
        }
    }
    let file = folder.path().join("office.backup");
    builder(text(&place)).backup(&file, BackupOptions::default()).await.unwrap();
    for round in 0..counts::kills(4, 40) {
        let restored = folder.path().join(format!("restored-{round}"));
        killed += usize::from(kill_at(program("restore", &restored, &file), 1 + round % DOCUMENTS));
        let office = Office::builder().folder(&restored).build().await.unwrap();
        let found = office.documents().all().await.unwrap().len();
        office.close().await.unwrap();
        assert!(found == 0 || found == DOCUMENTS, "{found} documents");
        if found == 0 {
            builder(text(&restored))
                .restore(&file, RestoreOptions::default())
                .await
                .unwrap()
                .ensure_whole()
                .unwrap();
        }
    }
    assert!(killed >= 4, "only {killed} were killed in the middle");
}
