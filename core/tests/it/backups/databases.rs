//! From each database to each other.

use secretariat::ErrorKind;
use secretariat::backup::{BackupOptions, RestoreOptions};
use secretariat::storage::archive::Row;
use tempfile::TempDir;

use super::world::{archive, builder, ensure_alive, everything, fill, text};

/// Backs up one office and restores it as another; says how many rows there were.
async fn goes(from: &str, to: &str) {
    fill(from).await;
    let before = everything(from).await;
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("office.backup");
    let written = builder(from).backup(&file, BackupOptions::default()).await.unwrap();
    assert!(written.findings.is_empty(), "{:?}", written.findings);
    assert_eq!(written.counts.records["documents"], 4);
    assert!(written.counts.blobs >= 5, "four originals and a message: {:?}", written.counts);
    let options = RestoreOptions { is_move: true, ..RestoreOptions::default() };
    let restored = builder(to).restore(&file, options.clone()).await.unwrap();
    restored.ensure_whole().unwrap();
    assert_eq!(restored.counts, written.counts);
    assert_eq!(restored.audits.len(), 1);
    let after = everything(to).await;
    for (name, row) in &before {
        assert_eq!(after.get(name), Some(row), "{name}");
    }
    assert_eq!(after.len(), before.len());
    ensure_alive(to).await;
    let again = builder(to).restore(&file, options).await.unwrap_err();
    assert_eq!(again.kind(), ErrorKind::Conflict, "{again}");
    ensure_alive(to).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_office_in_a_folder_goes_into_another_folder() {
    let folder = TempDir::new().unwrap();
    let (from, to) = (folder.path().join("from"), folder.path().join("to"));
    goes(text(&from), text(&to)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_office_in_a_folder_goes_into_postgres() {
    let Some(server) = crate::services::postgres() else { return };
    let folder = TempDir::new().unwrap();
    goes(text(folder.path()), &crate::postgres::database(&server).await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_office_in_postgres_goes_into_a_folder_and_back() {
    let Some(server) = crate::services::postgres() else { return };
    let folder = TempDir::new().unwrap();
    let (from, to) = (crate::postgres::database(&server).await, crate::postgres::database(&server).await);
    goes(&from, text(folder.path())).await;
    let file = folder.path().join("again.backup");
    builder(&from).backup(&file, BackupOptions::default()).await.unwrap();
    let restored = builder(&to).restore(&file, RestoreOptions::default()).await.unwrap();
    restored.ensure_whole().unwrap();
    assert_eq!(restored.backend, "postgres 1");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dump_is_of_one_moment_and_a_fill_that_is_dropped_leaves_nothing() {
    let folder = TempDir::new().unwrap();
    let mut places = vec![text(folder.path()).to_owned()];
    if let Some(server) = crate::services::postgres() {
        places.push(crate::postgres::database(&server).await);
    }
    for place in places {
        moment(&place).await;
    }
}

async fn moment(place: &str) {
    use futures::TryStreamExt;
    use secretariat::id::WorkspaceId;
    use secretariat::storage::{Batch, Expect, Put, Record};
    let archive = archive(place).await;
    let home = WorkspaceId::default_workspace();
    let batch = |id: &str| Batch {
        puts: vec![Put {
            record: Record {
                workspace: home.clone(),
                collection: "templates",
                id: id.to_owned(),
                version: 0,
                attributes: Default::default(),
                body: serde_json::json!({"text": id}),
            },
            expect: Expect::Absent,
        }],
        ..Batch::new(home.clone())
    };
    let rows = vec![
        Row::Workspace { workspace: home.clone(), position: 7 },
        Row::Stream { workspace: home.clone(), name: "s".to_owned(), sequence: 1, epoch: 0 },
        Row::Event { workspace: home.clone(), stream: "s".to_owned(), sequence: 1, event: 1.into() },
    ];
    let mut dropped = archive.fill().await.unwrap();
    dropped.add(rows.clone()).await.unwrap();
    drop(dropped);
    let mut refused = archive.fill().await.unwrap();
    let lost =
        Row::Event { workspace: home.clone(), stream: "none".to_owned(), sequence: 1, event: 1.into() };
    assert_eq!(refused.add(vec![lost]).await.unwrap_err().kind(), ErrorKind::Conflict);
    drop(refused);
    let mut twice = archive.fill().await.unwrap();
    assert_eq!(twice.add([rows.clone(), rows].concat()).await.unwrap_err().kind(), ErrorKind::Conflict);
    drop(twice);
    archive.commit(batch("before")).await.unwrap();
    assert_eq!(archive.fill().await.map(drop).unwrap_err().kind(), ErrorKind::Conflict);
    let dump = archive.dump().await.unwrap();
    archive.commit(batch("after")).await.unwrap();
    let rows: Vec<Row> = dump.try_collect::<Vec<_>>().await.unwrap().concat();
    let ids: Vec<&str> = rows
        .iter()
        .filter_map(|row| match row {
            Row::Record { id, .. } => Some(id.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(ids, ["before"], "{place}");
    assert_eq!(rows.len(), 3, "a workspace, a record and its change: {rows:?}");
    // Who stops reading holds nothing up.
    drop(archive.dump().await.unwrap());
    archive.commit(batch("last")).await.unwrap();
    archive.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_in_s3_are_in_the_backup_and_come_back_there() {
    let Some(url) = crate::services::s3() else { return };
    let folder = TempDir::new().unwrap();
    let place = |name: &str| {
        let mut url = url::Url::parse(&url).unwrap();
        url.set_path(&format!("/backups-{}-{name}", std::process::id()));
        let blobs = Some(secretariat::settings::ServiceUrl::from(url.as_str()));
        let settings = secretariat::settings::Settings { blobs, ..super::world::settings() };
        builder(text(&folder.path().join(name))).settings(settings)
    };
    let office = place("from").build().await.unwrap();
    let paper = "Paper that lies in a bucket. ".repeat(100_000).into_bytes();
    let source = secretariat::Source::bytes("paper.txt", paper.clone());
    let id = office.documents().add(source).await.unwrap().id;
    office.close().await.unwrap();
    let file = folder.path().join("office.backup");
    let written = place("from").backup(&file, BackupOptions::default()).await.unwrap();
    assert_eq!((written.counts.blobs, written.counts.blob_bytes), (1, paper.len() as u64));
    place("to").restore(&file, RestoreOptions::default()).await.unwrap().ensure_whole().unwrap();
    let office = place("to").build().await.unwrap();
    assert_eq!(office.documents().original(&id).await.unwrap(), paper);
    office.close().await.unwrap();
}
