//! A disk that is really full: a small file system in memory, where this user may mount one.

use std::path::Path;
use std::process::Command;

use secretariat::ErrorKind;
use secretariat::storage::conformance::COLLECTIONS;
use secretariat::storage::postgres::Postgres;
use secretariat::storage::sqlite::Sqlite;
use secretariat::storage::{Expect, Storage};
use serde_json::json;
use tempfile::TempDir;

use crate::storage::{home, putting};

/// A file system of a few megabytes, unmounted in the end.
struct SmallDisk(TempDir);

impl SmallDisk {
    /// Mounts one; says why not where that is not allowed.
    fn of(megabytes: u32, owner: &str) -> Option<Self> {
        let folder = TempDir::new().unwrap();
        let options = format!("size={megabytes}m,uid={owner}");
        let mut mount = Command::new("mount");
        let mounted = mount.args(["-t", "tmpfs", "-o", &options, "none"]).arg(folder.path()).output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(Self(folder));
        }
        eprintln!("not run: this user may not mount a small file system");
        None
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn grow(&self, megabytes: u32) {
        let options = format!("remount,size={megabytes}m");
        let grown = Command::new("mount").args(["-o", &options]).arg(self.path()).status().unwrap();
        assert!(grown.success());
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.path()).status();
    }
}

/// Writes until the disk is full, and again when there is room.
async fn fill(storage: &dyn Storage, disk: &SmallDisk, room: u32) -> usize {
    let letter = |id: String| {
        let mut batch = putting(&id, Expect::Absent);
        // Nothing that a database could compress.
        let noise =
            (0..40_000_u64).map(|at| at.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(at as u32) % 100_003);
        batch.puts[0].record.body = json!(noise.collect::<Vec<_>>());
        batch
    };
    let mut stored = 0;
    let error = loop {
        match storage.commit(letter(format!("n{stored}"))).await {
            Ok(_) => stored += 1,
            Err(error) => break error,
        }
        assert!(stored < 1_000, "the disk never was full");
    };
    assert_eq!(error.kind(), ErrorKind::Unavailable, "{error}");
    assert!(error.message().contains("disk is full"), "{error}");
    for number in 0..stored {
        let id = format!("n{number}");
        assert!(
            storage.get(&home(), "note", &id).await.unwrap().is_some(),
            "{id} was acknowledged and is lost"
        );
    }
    assert_eq!(storage.get(&home(), "note", &format!("n{stored}")).await.unwrap(), None);
    disk.grow(room);
    storage.commit(letter("after".to_owned())).await.unwrap();
    assert!(storage.get(&home(), "note", "after").await.unwrap().is_some());
    stored
}

#[tokio::test]
async fn sqlite_on_a_full_disk_says_so_keeps_everything_and_goes_on() {
    let Some(disk) = SmallDisk::of(4, "root") else { return };
    let storage = Sqlite::open(&disk.path().join("office.sqlite"), &COLLECTIONS).await.unwrap();
    let stored = fill(&storage, &disk, 16).await;
    storage.close().await.unwrap();
    println!("SQLite: {stored} commits before the disk was full, all kept; went on with room");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_on_a_full_disk_says_so_keeps_everything_and_goes_on() {
    let Some(server) = crate::services::postgres() else { return };
    let Some(disk) = SmallDisk::of(24, "postgres") else { return };
    let name = format!("small_{}", std::process::id());
    crate::postgres::sql(&server, &format!("CREATE TABLESPACE {name} LOCATION '{}'", disk.path().display()))
        .await;
    crate::postgres::sql(&server, &format!("CREATE DATABASE {name} TABLESPACE {name} TEMPLATE template0"))
        .await;
    let (base, _) = server.rsplit_once('/').unwrap();
    let storage = Postgres::open(&format!("{base}/{name}"), &COLLECTIONS).await.unwrap();
    let stored = fill(&storage, &disk, 64).await;
    storage.close().await.unwrap();
    crate::postgres::sql(&server, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
    crate::postgres::sql(&server, &format!("DROP TABLESPACE {name}")).await;
    println!("PostgreSQL: {stored} commits before the disk was full, all kept; went on with room");
}
