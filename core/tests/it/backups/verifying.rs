//! What verifying finds.

use secretariat::ErrorKind;
use secretariat::backup::{BackupOptions, RestoreOptions, VerifyOptions};
use tempfile::TempDir;

use super::world::{builder, fill, text};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_and_a_damaged_file_are_found_and_the_rest_is_restored() {
    let folder = TempDir::new().unwrap();
    let (from, to) = (folder.path().join("from"), folder.path().join("to"));
    fill(text(&from)).await;
    let blob = |sha256: &str| from.join("blobs/ws_default").join(&sha256[..2]).join(&sha256[2..]);
    let office = builder(text(&from)).build().await.unwrap();
    let lost = office.documents().find("note.txt").await.unwrap();
    let damaged = office.documents().find("long.txt").await.unwrap();
    office.close().await.unwrap();
    std::fs::remove_file(blob(&lost.sha256)).unwrap();
    let mut bytes = std::fs::read(blob(&damaged.sha256)).unwrap();
    bytes[1_200_000] ^= 1;
    std::fs::write(blob(&damaged.sha256), bytes).unwrap();
    let file = folder.path().join("office.backup");
    let written = builder(text(&from)).backup(&file, BackupOptions::default()).await.unwrap();
    assert_eq!((written.counts.missing_blobs, written.counts.damaged_blobs), (1, 1));
    let subjects = |findings: &[secretariat::backup::Finding]| {
        let mut subjects: Vec<String> = findings.iter().map(|finding| finding.subject.clone()).collect();
        subjects.sort();
        subjects
    };
    let mut expected = vec![format!("blob {}", lost.sha256), format!("blob {}", damaged.sha256)];
    expected.sort();
    assert_eq!(subjects(&written.findings), expected);
    let verified = builder(text(&from)).verify_backup(&file, VerifyOptions::default()).await.unwrap();
    assert_eq!(subjects(&verified.findings), expected);
    assert_eq!(verified.ensure_whole().unwrap_err().kind(), ErrorKind::Corrupt);
    let restored = builder(text(&to)).restore(&file, RestoreOptions::default()).await.unwrap();
    assert_eq!(subjects(&restored.findings), expected);
    let office = builder(text(&to)).build().await.unwrap();
    let mail = office.documents().find("chairs.eml").await.unwrap();
    assert_eq!(office.documents().original(&mail.id).await.unwrap(), super::world::MAIL.as_bytes());
    office.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_altered_audit_and_unreadable_records_are_found() {
    use sqlx::Connection;
    let folder = TempDir::new().unwrap();
    let from = folder.path().join("from");
    fill(text(&from)).await;
    let url = format!("sqlite://{}", from.join("office.sqlite").display());
    let mut connection = sqlx::SqliteConnection::connect(&url).await.unwrap();
    for statement in [
        "UPDATE events SET event = replace(event, 'documents.add', 'documents.get') WHERE key = \
         (SELECT min(e.key) FROM events e JOIN streams s ON s.key = e.stream WHERE s.name = 'audit' AND e.event LIKE '%documents.add%')",
        "UPDATE r_facts SET body = '{}'",
        "DELETE FROM r_document_texts WHERE id = (SELECT id FROM r_documents WHERE a_name = 'note.txt')",
    ] {
        let done = sqlx::query(statement).execute(&mut connection).await.unwrap();
        assert_eq!(done.rows_affected(), 1, "{statement}");
    }
    connection.close().await.unwrap();
    let file = folder.path().join("office.backup");
    builder(text(&from)).backup(&file, BackupOptions::default()).await.unwrap();
    let verified = builder(text(&from)).verify_backup(&file, VerifyOptions::default()).await.unwrap();
    assert!(!verified.audits[0].is_whole());
    let problems: Vec<String> =
        verified.findings.iter().map(|finding| format!("{}: {}", finding.subject, finding.problem)).collect();
    for wanted in ["facts fct_", "documents: 1 of them name document_texts", "the list of changes: 1 records"]
    {
        assert!(problems.iter().any(|problem| problem.starts_with(wanted)), "{wanted}: {problems:?}");
    }
    assert_eq!(problems.len(), 3, "{problems:?}");
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "the folder of the verification stays behind: {left:?}");
}

#[cfg(feature = "encryption")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_encrypted_backup_of_an_encrypted_office_opens_with_its_key_only() {
    use std::sync::Arc;

    use secretariat::backup::BackupKeys;
    use secretariat::id::SystemRandomness;
    use secretariat::keys::{Keys, MasterKeys};
    use secretariat::settings::Settings;

    let keys = |hex: &str| -> BackupKeys {
        let keys: Arc<dyn Keys> =
            Arc::new(MasterKeys::from_text(&hex.repeat(32), Arc::new(SystemRandomness)).unwrap());
        keys.into()
    };
    let folder = TempDir::new().unwrap();
    let place = |name: &str| {
        let path = folder.path().join(name);
        let key_file = Some(folder.path().join(format!("{name}.keys")));
        builder(text(&path)).settings(Settings { key_file, ..super::world::settings() })
    };
    let office = place("from").build().await.unwrap();
    let canary = "Ms Winter earns 4,211 euros".repeat(9_000);
    let source = secretariat::Source::bytes("salary.txt", canary.clone().into_bytes());
    let id = office.documents().add(source).await.unwrap().id;
    let (file, plain) = (folder.path().join("sealed"), folder.path().join("plain"));
    let options = BackupOptions { keys: keys("b1") };
    assert!(place("from").backup(&file, options).await.unwrap().is_encrypted);
    place("from").backup(&plain, BackupOptions::default()).await.unwrap();
    office.close().await.unwrap();
    let bytes = std::fs::read(&file).unwrap();
    let holds = |bytes: &[u8], word: &str| bytes.windows(word.len()).any(|window| window == word.as_bytes());
    assert!(!holds(&bytes, "Ms Winter") && !holds(&bytes, "records/") && !holds(&bytes, "ws_default"));
    assert!(holds(&std::fs::read(&plain).unwrap(), "Ms Winter"));
    let master = std::fs::read_to_string(folder.path().join("from.keys")).unwrap();
    assert!(!holds(&std::fs::read(&plain).unwrap(), master.trim()), "a master key is in a backup");
    let verify = |file: &std::path::Path, keys| {
        builder("unused").verify_backup(file.to_owned(), VerifyOptions { keys })
    };
    verify(&file, keys("b1")).await.unwrap().ensure_whole().unwrap();
    let wrong = verify(&file, keys("b2")).await.unwrap_err();
    assert_eq!(wrong.kind(), ErrorKind::Denied, "{wrong}");
    assert_eq!(verify(&file, BackupKeys::default()).await.unwrap_err().kind(), ErrorKind::Denied);
    let downgraded = verify(&plain, keys("b1")).await.unwrap_err();
    assert_eq!(downgraded.kind(), ErrorKind::Denied, "a plain file in the place of an encrypted one");
    let options = RestoreOptions { keys: keys("b1"), ..RestoreOptions::default() };
    place("to").restore(&file, options).await.unwrap().ensure_whole().unwrap();
    let office = place("to").build().await.unwrap();
    assert_eq!(office.documents().original(&id).await.unwrap(), canary.into_bytes());
    office.close().await.unwrap();
    for changed in [40, 200, bytes.len() / 2, bytes.len() - 1] {
        let mut bytes = bytes.clone();
        bytes[changed] ^= 1;
        let broken = folder.path().join("broken");
        std::fs::write(&broken, bytes).unwrap();
        let error = verify(&broken, keys("b1")).await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Corrupt | ErrorKind::Denied), "{changed}: {error}");
    }
}
