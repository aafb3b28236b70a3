//! After an erasure no byte of an office tells of the person any more.

use secretariat::documents::Source;
use secretariat::privacy::{DataKind, ErasureFate, ErasureReason, ErasureRequest, KeptReason};
use secretariat::search::SearchQuery;
use secretariat::{ErrorKind, Office};
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row};

use super::world::{
    ADDRESS, Things, approve, ask, builder, choose_all, done, erase, everything, fill, sees, sightings,
};

async fn is_gone(office: &Office, things: &Things) {
    let gone = |error: secretariat::Error| assert_eq!(error.kind(), ErrorKind::NotFound);
    gone(office.documents().get(&things.mail).await.unwrap_err());
    gone(office.documents().text(&things.mail).await.unwrap_err());
    gone(office.communications().get(&things.draft).await.unwrap_err());
    gone(office.communications().version(&things.draft, 1).await.unwrap_err());
    gone(office.outbox().get(&things.delivery).await.unwrap_err());
    gone(office.agents().run(&things.run).await.unwrap_err());
    gone(office.memory().get(&things.fact).await.unwrap_err());
    gone(office.contacts().get(&things.contact).await.unwrap_err());
    assert!(office.contacts().find(ADDRESS, 5).await.unwrap().is_empty());
    let hits = office.documents().search(SearchQuery::new("Zebrowski plan rooms")).await.unwrap();
    assert!(hits.iter().all(|hit| hit.passage.document == things.other), "{hits:?}");
    // What is somebody else's is there as before.
    assert_eq!(office.documents().get(&things.other).await.unwrap().name, "other.eml");
    assert!(!office.documents().original(&things.other).await.unwrap().is_empty());
    assert!(!office.documents().search(SearchQuery::new("tables of oak")).await.unwrap().is_empty());
}

/// Erases everything and looks at proof, ledger and audit.
async fn erased(office: &Office, things: &Things) {
    let request = everything(things);
    let report = office.privacy().report(&request).await.unwrap();
    let item = |kind, id: &str| report.items.iter().find(|item| item.kind == kind && item.id == id).unwrap();
    let mail = item(DataKind::Document, things.mail.as_str());
    assert_eq!((mail.fate, mail.others.len()), (ErasureFate::Erase, 0));
    let both = item(DataKind::Document, things.of_both.as_str());
    assert_eq!(
        (both.fate, both.others.as_slice()),
        (ErasureFate::Undecided, &["Otto Ander <otto@ander.example>".to_owned()][..])
    );
    assert!(item(DataKind::Draft, things.draft.as_str()).because.contains(&ErasureReason::NamesAddress));
    assert!(item(DataKind::Fact, things.fact.as_str()).because.contains(&ErasureReason::RefersTo));
    assert_eq!(item(DataKind::Suppression, ADDRESS).kept_because, Some(KeptReason::StopsMail));
    assert!(report.items.iter().all(|item| item.id != things.other.as_str()));
    assert_eq!(report.undecided, 1);
    assert!(report.audit_entries > 3);
    let refused = office.privacy().request(&request, &report.hash).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::InvalidInput);
    let request = choose_all(&request, &report);
    let refused = office.privacy().request(&request, &report.hash).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Conflict);
    let erasure = ask(office, &request).await;
    approve(office, &erasure).await;
    let erasure = done(office, &erasure).await;
    let check = office.privacy().verify(&erasure.id).await.unwrap();
    assert!(check.is_sound, "{:?}", check.faults);
    assert!(
        check.proof.files >= 5,
        "the mail, its plan, the note, the message and a value of the run: {check:?}"
    );
    assert_eq!(check.proof.items, check.proof.counts.iter().map(|count| count.erased).sum::<u64>());
    assert!(check.proof.counts.iter().all(|count| count.erased == count.planned), "{check:?}");
    let ledger = office.privacy().tombstones(0, 1_000).await.unwrap().tombstones;
    assert_eq!(ledger.iter().map(|stone| stone.items.len() as u64).sum::<u64>(), check.proof.items);
    is_gone(office, things).await;
    assert!(office.audit().verify(None).await.unwrap().is_whole());
    let again = office.privacy().replay_tombstones(&ledger).await.unwrap();
    assert_eq!(again, None, "nothing is there again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_file_of_a_folder_tells_of_an_erased_person() {
    let (folder, sent) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let office = builder(sent.path()).folder(folder.path()).build().await.unwrap();
    let things = fill(&office).await;
    let before = sightings(folder.path());
    for part in ["office.sqlite", "blobs", "index", "register"] {
        // The index may have packed the words, and the register may not be written yet: the others show that it looks.
        if part != "index" && part != "register" {
            assert!(before.iter().any(|path| path.contains(part)), "{part} in {before:?}");
        }
    }
    erased(&office, &things).await;
    assert_eq!(sightings(folder.path()), Vec::<String>::new(), "while it is open");
    office.close().await.unwrap();
    assert_eq!(sightings(folder.path()), Vec::<String>::new(), "when it is closed");
    assert!(!sightings(sent.path()).is_empty(), "what was sent is sent");
    let office = builder(sent.path()).folder(folder.path()).build().await.unwrap();
    is_gone(&office, &things).await;
    office.close().await.unwrap();
}

#[cfg(feature = "encryption")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn encrypted_files_go_too() {
    use secretariat::keys::{Keys, MasterKeys};
    let (folder, sent) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let keys = sent.path().join("keys");
    let randomness = std::sync::Arc::new(secretariat::id::SystemRandomness);
    let keys: std::sync::Arc<dyn Keys> =
        std::sync::Arc::new(MasterKeys::open_or_create(&keys, randomness).unwrap());
    let office = builder(sent.path()).folder(folder.path()).keys(keys).build().await.unwrap();
    let count = || walk(&folder.path().join("blobs"));
    let other = Source::text("other.txt", "Nothing of hers.");
    office.documents().add(other).await.unwrap();
    let before = count();
    let note = Source::text("zebrowski.txt", "A note on Quilla Zebrowski.");
    let document = office.documents().add(note).await.unwrap().id;
    assert_eq!(count(), before + 1);
    erase(&office, &ErasureRequest { documents: vec![document], ..ErasureRequest::default() }).await;
    assert_eq!(count(), before, "the file has gone");
    assert_eq!(sightings(folder.path()), Vec::<String>::new());
    office.close().await.unwrap();
}

#[cfg(feature = "encryption")]
fn walk(folder: &std::path::Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { walk(&path) } else { 1 }).sum()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_row_of_postgres_tells_of_an_erased_person() {
    let Some(server) = crate::services::postgres() else { return };
    let url = crate::postgres::database(&server).await;
    let sent = tempfile::tempdir().unwrap();
    let office = builder(sent.path()).folder(&url).build().await.unwrap();
    let things = fill(&office).await;
    assert!(rows(&url).await.len() > 10, "the tables that tell of her before");
    erased(&office, &things).await;
    assert_eq!(rows(&url).await, Vec::<String>::new());
    office.close().await.unwrap();
}

/// The rows with the canary in them, by the names of their tables.
async fn rows(url: &str) -> Vec<String> {
    let mut connection = PgConnection::connect(url).await.unwrap();
    let tables = "SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
        WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') AND c.relkind = 'r'";
    let tables = sqlx::query(tables).fetch_all(&mut connection).await.unwrap();
    let mut found = Vec::new();
    for table in tables {
        let name: String = table.get(0);
        let sql = format!("SELECT t::text FROM {name} t");
        for row in sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut connection).await.unwrap() {
            let text: String = row.get(0);
            // Bytes are printed as hexadecimal digits.
            let plain: Vec<u8> = text
                .split("\\x")
                .skip(1)
                .flat_map(|part| {
                    let digits: Vec<u8> = part.bytes().take_while(u8::is_ascii_hexdigit).collect();
                    digits
                        .chunks_exact(2)
                        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
                        .collect::<Vec<u8>>()
                })
                .collect();
            if sees(text.as_bytes()) || sees(&plain) {
                found.push(name.clone());
            }
        }
    }
    found
}
