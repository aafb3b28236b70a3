//! What a restore leaves out, ends and doubts, and what it refuses.

use secretariat::backup::{BackupOptions, RestoreOptions};
use secretariat::communications::DeliveryState;
use secretariat::privacy::Tombstone;
use secretariat::{ErrorKind, Office};
use tempfile::TempDir;

use crate::privacy::world as person;

use super::world::{builder, everything, fill, settings, text};

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

/// Everything of a person goes, an older backup brings it back, and the ledger takes it out of the restored office too.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_erased_since_does_not_stay_in_a_restored_office() {
    let folder = TempDir::new().unwrap();
    let [from, to, sent, file] = ["from", "to", "sent", "office.backup"].map(|name| folder.path().join(name));
    let open = |place: &std::path::Path| person::builder(&sent).folder(place);
    let office = open(&from).build().await.unwrap();
    let things = person::fill(&office).await;
    open(&from).backup(&file, BackupOptions::default()).await.unwrap();
    let request = person::everything(&things);
    let report = office.privacy().report(&request).await.unwrap();
    let erasure = person::erase(&office, &person::choose_all(&request, &report)).await;
    let ledger = office.privacy().tombstones(0, 1_000).await.unwrap();
    office.close().await.unwrap();
    let lines: Vec<String> =
        ledger.tombstones.iter().map(|tombstone| serde_json::to_string(tombstone).unwrap()).collect();
    let tombstones = Tombstone::read_ledger(&lines.join("\n")).unwrap();
    assert_eq!(tombstones, ledger.tombstones);

    let options = RestoreOptions { is_move: true, ..RestoreOptions::default() };
    open(&to).restore(&file, options).await.unwrap().ensure_whole().unwrap();
    assert!(!person::sightings(&to).is_empty(), "the backup holds the person");
    let office = open(&to).build().await.unwrap();
    let went = erasure.counts.iter().map(|count| count.erased).sum::<u64>();
    assert!(went > 5 && office.erase_again(&tombstones).await.unwrap() == went);
    assert_eq!(office.erase_again(&tombstones).await.unwrap(), 0, "nothing is there a second time");
    assert!(office.documents().get(&things.other).await.is_ok());
    office.close().await.unwrap();
    assert_eq!(person::sightings(&to), Vec::<String>::new());
    let wrong = Tombstone::read_ledger("\n{\"type\": \"record\"}").unwrap_err();
    assert!(wrong.kind() == ErrorKind::InvalidInput && wrong.message().contains("line 2"), "{wrong}");
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
