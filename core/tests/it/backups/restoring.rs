//! What a restore leaves out, ends and doubts, and what it refuses.

use secretariat::backup::{BackupOptions, RestoreOptions, Tombstone};
use secretariat::communications::DeliveryState;
use secretariat::id::WorkspaceId;
use secretariat::{ErrorKind, Office};
use tempfile::TempDir;

use super::world::{builder, everything, fill, settings, text};

fn home() -> WorkspaceId {
    WorkspaceId::default_workspace()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_loss_sessions_end_and_what_was_about_to_be_sent_is_in_doubt() {
    let folder = TempDir::new().unwrap();
    let (from, to) = (folder.path().join("from"), folder.path().join("to"));
    let delivery = fill(text(&from)).await;
    assert_eq!(delivery.state, DeliveryState::Held);
    let file = folder.path().join("office.backup");
    builder(text(&from)).backup(&file, BackupOptions::default()).await.unwrap();
    let restored = builder(text(&to)).restore(&file, RestoreOptions::default()).await.unwrap();
    restored.ensure_whole().unwrap();
    assert_eq!(restored.in_doubt, 1);
    let all = everything(text(&to)).await;
    assert!(everything(text(&from)).await.keys().any(|name| name.contains(" sessions ")));
    assert!(!all.keys().any(|name| name.starts_with("record") && name.contains(" sessions ")));
    let office = builder(text(&to)).build().await.unwrap();
    let found = office.outbox().get(&delivery.id).await.unwrap();
    assert_eq!(found.state, DeliveryState::InDoubt);
    assert!(found.history.last().unwrap().reason.as_ref().unwrap().contains("may have been sent since"));
    office.sessions().start("ada@office.example", "four words are enough").await.unwrap();
    office.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_erased_since_does_not_come_back() {
    let folder = TempDir::new().unwrap();
    let (from, to) = (folder.path().join("from"), folder.path().join("to"));
    fill(text(&from)).await;
    let file = folder.path().join("office.backup");
    builder(text(&from)).backup(&file, BackupOptions::default()).await.unwrap();
    let office = builder(text(&from)).build().await.unwrap();
    let note = office.documents().find("note.txt").await.unwrap();
    office.close().await.unwrap();
    let record = |collection: &str| Tombstone::Record {
        workspace: home(),
        collection: collection.to_owned(),
        id: note.id.to_string(),
    };
    let blob = Tombstone::Blob { workspace: home(), id: note.sha256.parse().unwrap() };
    let ledger: Vec<String> = [record("documents"), record("document_texts"), blob]
        .iter()
        .map(|tombstone| serde_json::to_string(tombstone).unwrap())
        .collect();
    let tombstones = Tombstone::read_ledger(&ledger.join("\n")).unwrap();
    let options = RestoreOptions { tombstones, ..RestoreOptions::default() };
    let restored = builder(text(&to)).restore(&file, options).await.unwrap();
    restored.ensure_whole().unwrap();
    assert_eq!(restored.erased, 3);
    let office = builder(text(&to)).build().await.unwrap();
    assert_eq!(office.documents().all().await.unwrap().len(), 3);
    assert_eq!(office.documents().find("note.txt").await.unwrap_err().kind(), ErrorKind::NotFound);
    let answer = office.documents().ask("When is the rent due?").await.unwrap();
    assert!(!answer.text.contains("January 2027"), "{}", answer.text);
    office.close().await.unwrap();
    let bytes = |place: &std::path::Path| {
        let blobs = place.join("blobs/ws_default").join(&note.sha256[..2]).join(&note.sha256[2..]);
        blobs.exists()
    };
    assert!(bytes(&from) && !bytes(&to));
    let wrong = Tombstone::read_ledger("{\"type\": \"record\"}").unwrap_err();
    assert_eq!(wrong.kind(), ErrorKind::InvalidInput);
    assert!(wrong.message().contains("line 1"), "{wrong}");
}

#[tokio::test]
async fn what_cannot_be_backed_up_or_restored_is_said() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    let backup = |place: &str, file: &str| {
        Office::builder().folder(place).settings(settings()).backup(path(file), BackupOptions::default())
    };
    let kind = |outcome: secretariat::Result<secretariat::backup::BackupReport>| outcome.unwrap_err().kind();
    assert_eq!(kind(backup(text(&path("nowhere")), "a").await), ErrorKind::NotFound);
    assert!(!path("nowhere").exists(), "looking made an office");
    let in_memory = Office::builder().backup(path("a"), BackupOptions::default()).await;
    assert_eq!(kind(in_memory), ErrorKind::InvalidInput);
    let office = builder(text(&path("office"))).build().await.unwrap();
    backup(text(&path("office")), "there").await.unwrap();
    assert_eq!(kind(backup(text(&path("office")), "there").await), ErrorKind::InvalidInput);
    assert_eq!(kind(backup(text(&path("office")), "no/folder").await), ErrorKind::NotFound);
    office.close().await.unwrap();
    std::fs::write(path("letter"), "Dear Fiona, this is a letter, and no backup at all. ".repeat(40))
        .unwrap();
    std::fs::write(path("empty"), "").unwrap();
    for (file, wanted) in
        [("letter", ErrorKind::Corrupt), ("empty", ErrorKind::Corrupt), ("gone", ErrorKind::NotFound)]
    {
        let restored = builder(text(&path("new"))).restore(path(file), RestoreOptions::default()).await;
        assert_eq!(restored.unwrap_err().kind(), wanted, "{file}");
    }
    builder(text(&path("new"))).restore(path("there"), RestoreOptions::default()).await.unwrap();
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains("unfinished")), "{left:?}");
}
