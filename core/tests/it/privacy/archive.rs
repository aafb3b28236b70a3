//! The archive of everything about a person.

use std::collections::BTreeMap;
use std::io::Read;

use futures::StreamExt;
use secretariat::ErrorKind;
use secretariat::privacy::DataSubject;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::world::{NAME, builder, everything, fill, sees};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_archive_holds_all_of_a_person_and_nothing_of_others_and_its_manifest_fits() {
    let sent = tempfile::tempdir().unwrap();
    let office = builder(sent.path()).build().await.unwrap();
    let things = fill(&office).await;
    let subject = everything(&things).subject.unwrap();
    let path = sent.path().join("archive.zip");
    let export = office.privacy().export_to(&subject, &path).await.unwrap();
    let bytes = std::fs::read(&path).unwrap();
    assert_eq!((export.bytes, export.sha256), (bytes.len() as u64, hash(&bytes)));
    let files = read(&bytes);
    let text = |name: &str| String::from_utf8(files[name].clone()).unwrap_or_else(|_| panic!("{name}"));
    assert!(text("README.txt").contains("manifest.json"));
    for (name, holds) in [
        ("records/document.jsonl", things.mail.as_str()),
        ("records/contact.jsonl", things.contact.as_str()),
        ("records/draft.jsonl", "Dear Quilla Zebrowski"),
        ("records/delivery.jsonl", things.delivery.as_str()),
        ("records/fact.jsonl", things.fact.as_str()),
        ("records/run.jsonl", things.run.as_str()),
        ("records/follow_up.jsonl", things.delivery.as_str()),
        ("records/approval.jsonl", "payload_hash"),
        ("records/suppression.jsonl", "quilla@zebrowski.example"),
        ("audit.jsonl", things.contact.as_str()),
    ] {
        assert!(text(name).contains(holds), "{name}");
        for line in text(name).lines() {
            serde_json::from_str::<Value>(line).unwrap();
        }
    }
    assert!(text(&format!("runs/{}.jsonl", things.run)).contains("and again and again"), "large values too");
    let original = &files[&format!("files/{}/hers.eml", things.mail)];
    assert_eq!(original, &office.documents().original(&things.mail).await.unwrap());
    assert!(sees(&files[&format!("files/{}/message.eml", things.delivery)]));
    assert!(!files.keys().any(|name| name.contains(things.other.as_str())));
    assert!(!text("records/document.jsonl").contains("tables of oak"));
    let manifest: Value = serde_json::from_slice(&files["manifest.json"]).unwrap();
    let listed = manifest["files"].as_object().unwrap();
    assert_eq!(listed.len(), files.len() - 1);
    for (name, entry) in listed {
        assert_eq!(entry["sha256"], hash(&files[name]), "{name}");
        assert_eq!(entry["bytes"], files[name].len(), "{name}");
    }
    let last = office.audit().read(0, 10_000).await.unwrap().pop().unwrap().entry;
    assert_eq!(last.action, "privacy.export");
    let text = serde_json::to_string(&last).unwrap();
    assert!(!sees(text.as_bytes()), "{text}");
}

#[tokio::test]
async fn an_archive_that_nobody_reads_or_that_cannot_be_written_leaves_nothing() {
    let office = secretariat::Office::in_memory().await.unwrap();
    office.documents().add(secretariat::Source::text("n.txt", "On Quilla Zebrowski.")).await.unwrap();
    let subject = DataSubject { names: vec![NAME.to_owned()], ..DataSubject::default() };
    let mut pieces = office.privacy().export(&subject).await.unwrap();
    assert!(pieces.next().await.unwrap().is_ok());
    drop(pieces);
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("none").join("archive.zip");
    let failed = office.privacy().export_to(&subject, &missing).await.unwrap_err();
    assert_eq!(failed.kind(), ErrorKind::NotFound);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

fn read(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut files = BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        assert!(files.insert(name, bytes).is_none());
    }
    files
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
