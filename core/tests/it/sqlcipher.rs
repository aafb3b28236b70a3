//! The database of an office in a folder, encrypted as a whole.

use std::path::Path;

use secretariat::documents::Source;
use secretariat::id::SystemRandomness;
use secretariat::keys::{DataKey, MasterKeys};
use secretariat::search::SearchQuery;
use secretariat::settings::Settings;
use secretariat::storage::sqlite::Sqlite;
use secretariat::storage::{Storage, conformance};
use secretariat::{ErrorKind, Office, OfficeBuilder};
use tempfile::TempDir;

const TEXT: &str = "Ms Zebrowski pays 4,711.00 EUR for the canary by 14 December 2026.";

fn builder(home: &Path, keys: Option<&str>) -> OfficeBuilder {
    let key_file = keys.map(|name| home.join(name));
    Office::builder().folder(home.join("office")).settings(Settings { key_file, ..Settings::default() })
}

/// Files below a folder that hold one of these words in the open.
fn telling(folder: &Path, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(telling(&path, words));
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let tells =
            |word: &&str| bytes.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word.as_bytes()));
        if words.iter().any(|word| tells(word)) {
            found.push(path.display().to_string());
        }
    }
    found
}

const WORDS: [&str; 4] = ["zebrowski", "canary", "4,711", "SQLite format 3"];

#[tokio::test]
async fn an_encrypted_database_keeps_the_contract_of_storage() {
    let folder = TempDir::new().unwrap();
    let number = std::sync::atomic::AtomicUsize::new(0);
    conformance::run(|| {
        let number = number.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let path = folder.path().join(format!("{number}.sqlite"));
        async move {
            let key = DataKey::random(&SystemRandomness);
            let storage = Sqlite::open_encrypted(&path, &key, &conformance::COLLECTIONS).await?;
            Ok(Box::new(storage) as Box<dyn Storage>)
        }
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn no_file_of_an_encrypted_office_tells_what_it_holds() {
    let home = TempDir::new().unwrap();
    let office = builder(home.path(), Some("keys")).build().await.unwrap();
    office.documents().add(Source::bytes("canary.txt", TEXT)).await.unwrap();
    let found = office.documents().search(SearchQuery::new("Zebrowski")).await.unwrap();
    assert!(!found.is_empty());
    // The log, too, while the office is open.
    assert_eq!(telling(&home.path().join("office"), &WORDS), Vec::<String>::new());
    office.close().await.unwrap();
    assert_eq!(telling(&home.path().join("office"), &WORDS), Vec::<String>::new());

    let office = builder(home.path(), Some("keys")).build().await.unwrap();
    assert_eq!(office.documents().list(None, 10).await.unwrap().0.len(), 1);
    assert!(!office.documents().search(SearchQuery::new("canary")).await.unwrap().is_empty());
    office.close().await.unwrap();
    // In the open the same words are found: the search can fail.
    let open = TempDir::new().unwrap();
    let office = builder(open.path(), None).build().await.unwrap();
    office.documents().add(Source::bytes("canary.txt", TEXT)).await.unwrap();
    office.close().await.unwrap();
    assert!(!telling(&open.path().join("office"), &WORDS[..3]).is_empty());
}

#[tokio::test]
async fn it_opens_with_its_master_key_only() {
    let home = TempDir::new().unwrap();
    builder(home.path(), Some("keys")).build().await.unwrap().close().await.unwrap();
    let without = builder(home.path(), None).build().await.unwrap_err();
    assert_eq!(without.kind(), ErrorKind::Denied, "{without}");
    let other = builder(home.path(), Some("other")).build().await.unwrap_err();
    assert_eq!(other.kind(), ErrorKind::Denied, "{other}");
    assert!(other.to_string().contains("master key"), "{other}");
    let file = home.path().join("office").join("office.key");
    std::fs::write(&file, "{").unwrap();
    let damaged = builder(home.path(), Some("keys")).build().await.unwrap_err();
    assert_eq!(damaged.kind(), ErrorKind::Corrupt, "{damaged}");
    // Whose key is gone is no database, and is not written over.
    let database = home.path().join("office").join("office.sqlite");
    let before = std::fs::read(&database).unwrap();
    std::fs::remove_file(&file).unwrap();
    let gone = builder(home.path(), Some("keys")).build().await.unwrap_err();
    assert_eq!(gone.kind(), ErrorKind::Corrupt, "{gone}");
    assert_eq!(std::fs::read(&database).unwrap(), before);
}

#[tokio::test]
async fn a_database_in_the_open_stays_so() {
    let home = TempDir::new().unwrap();
    let office = builder(home.path(), None).build().await.unwrap();
    office.close().await.unwrap();
    let office = builder(home.path(), Some("keys")).build().await.unwrap();
    office.close().await.unwrap();
    assert!(!home.path().join("office").join("office.key").exists());
    assert!(builder(home.path(), None).build().await.is_ok());
}

#[tokio::test]
async fn its_key_goes_along_when_the_master_key_changes() {
    let home = TempDir::new().unwrap();
    let office = builder(home.path(), Some("keys")).build().await.unwrap();
    office.documents().add(Source::bytes("canary.txt", TEXT)).await.unwrap();
    office.close().await.unwrap();
    let report = builder(home.path(), Some("keys")).rotate_keys(|_| {}).await.unwrap();
    assert_eq!(builder(home.path(), Some("keys")).retire_keys().await.unwrap(), report.old);
    assert_eq!(report.old.len(), 1);
    let keys = MasterKeys::open(&home.path().join("keys"), std::sync::Arc::new(SystemRandomness)).unwrap();
    assert_eq!(Some(keys.current()), report.key);
    let office = builder(home.path(), Some("keys")).build().await.unwrap();
    assert_eq!(office.documents().list(None, 10).await.unwrap().0.len(), 1);
    office.close().await.unwrap();
}

#[tokio::test]
async fn a_backup_of_it_is_restored_encrypted_again() {
    let (home, other) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let office = builder(home.path(), Some("keys")).build().await.unwrap();
    office.documents().add(Source::bytes("canary.txt", TEXT)).await.unwrap();
    office.close().await.unwrap();
    let copy = home.path().join("copy");
    builder(home.path(), Some("keys")).backup(&copy, Default::default()).await.unwrap();
    builder(other.path(), Some("keys")).restore(&copy, Default::default()).await.unwrap();
    assert_eq!(telling(&other.path().join("office"), &WORDS), Vec::<String>::new());
    let office = builder(other.path(), Some("keys")).build().await.unwrap();
    assert_eq!(office.documents().list(None, 10).await.unwrap().0.len(), 1);
    office.close().await.unwrap();
}
