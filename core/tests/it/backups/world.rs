//! An office with something of everything, and how it is opened, read and compared.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use futures::TryStreamExt;
use secretariat::audit::AuditKey;
use secretariat::communications::{Delivery, SendOptions};
use secretariat::memory::NewFact;
use secretariat::sessions::PasswordCost;
use secretariat::settings::{MailSettings, Owner, ServiceUrl, Settings};
use secretariat::storage::archive::{Archive, Row};
use secretariat::storage::postgres::Postgres;
use secretariat::storage::sqlite::Sqlite;
use secretariat::{DraftRequest, Office, OfficeBuilder, Source};

pub(super) const MAIL: &str = "From: Fiona <f@them.example>\r\nTo: us@ours.example\r\nSubject: Chairs\r\n\
    Message-ID: <m1@them.example>\r\nDate: Fri, 20 Nov 2026 11:48:33 +0000\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
    Could you tell us by 4 December 2026 how many chairs you need?\r\n--b\r\n\
    Content-Type: text/csv; name=\"chairs.csv\"\r\nContent-Disposition: attachment; filename=\"chairs.csv\"\r\n\r\n\
    chair,price\r\noak,120.50\r\n--b--\r\n";

pub(super) fn key() -> AuditKey {
    AuditKey::new([9; 32])
}

pub(super) fn settings() -> Settings {
    let outgoing = format!("folder:{}", std::env::temp_dir().join("secretariat-backups").display());
    let mail = MailSettings {
        outgoing: Some(ServiceUrl::from(outgoing.as_str())),
        undo_seconds: 3_600,
        ..MailSettings::default()
    };
    Settings {
        workers: Some(0),
        mail: Some(mail),
        owner: Some(Owner { addresses: vec!["us@ours.example".to_owned()] }),
        ..Settings::default()
    }
}

pub(super) fn builder(place: &str) -> OfficeBuilder {
    let cost = PasswordCost { memory_kib: 8, passes: 1 };
    Office::builder().folder(place).settings(settings()).audit_key(key()).password_cost(cost)
}

pub(super) fn text(folder: &Path) -> &str {
    folder.to_str().unwrap()
}

/// Fills an office: documents with an attachment and an odd character, a draft, a delivery that waits, a fact, a member
/// with a session, a sealed audit.
pub(super) async fn fill(place: &str) -> Delivery {
    let office = builder(place).build().await.unwrap();
    let note = Source::bytes("note.txt", "Rent is due on 3 January 2027. Größe: 😀".as_bytes().to_vec());
    office.documents().add(note).await.unwrap();
    let mail = office.documents().add(Source::bytes("chairs.eml", MAIL.as_bytes().to_vec())).await.unwrap();
    // More than a part of a backup, and nothing to understand.
    let long = "and so on it goes ".repeat(70_000);
    office.documents().add(Source::bytes("long.txt", long.into_bytes())).await.unwrap();
    let request = DraftRequest::reply_to(mail.id).saying("We need twelve chairs.");
    let draft = office.communications().draft(request).await.unwrap();
    let delivery = office.outbox().send(&draft.id, SendOptions::default()).await.unwrap();
    office.outbox().approve(&delivery.id).await.unwrap();
    let fact = NewFact { text: "Fiona sells chairs".to_owned(), personal: false, sources: Vec::new() };
    office.memory().remember(fact).await.unwrap();
    office.sessions().set_up("Ada", "ada@office.example", "four words are enough").await.unwrap();
    let delivery = office.outbox().get(&delivery.id).await.unwrap();
    office.close().await.unwrap();
    delivery
}

pub(super) async fn archive(place: &str) -> Arc<dyn Archive> {
    let collections = OfficeBuilder::collections();
    match place.starts_with("postgres") {
        true => Arc::new(Postgres::open(place, collections).await.unwrap()),
        false => Arc::new(Sqlite::open(&Path::new(place).join("office.sqlite"), collections).await.unwrap()),
    }
}

/// Everything in a database by its name, without the audit's notes of backups and restores and what counts them.
pub(super) async fn everything(place: &str) -> BTreeMap<String, Row> {
    let archive = archive(place).await;
    let rows: Vec<Vec<Row>> = archive.dump().await.unwrap().try_collect().await.unwrap();
    archive.close().await.unwrap();
    let mut all = BTreeMap::new();
    for row in rows.into_iter().flatten() {
        let name = match &row {
            Row::Workspace { .. } => continue,
            Row::Stream { name, .. } if name == "audit" => continue,
            Row::Event { event, .. }
                if event["action"].as_str().is_some_and(|action| action.starts_with("office.")) =>
            {
                continue;
            }
            Row::Record { workspace, collection, id, .. } => format!("record {workspace} {collection} {id}"),
            Row::Stream { workspace, name, .. } => format!("stream {workspace} {name}"),
            Row::Event { workspace, stream, sequence, .. } => {
                format!("event {workspace} {stream} {sequence}")
            }
            Row::Change { workspace, collection, id, .. } => format!("change {workspace} {collection} {id}"),
            Row::Message { topic, payload } => format!("message {topic} {payload}"),
        };
        assert!(all.insert(name.clone(), row).is_none(), "{name} stands twice");
    }
    all
}

/// What an office of [`fill`] answers, in words.
pub(super) async fn ensure_alive(place: &str) {
    let office = builder(place).build().await.unwrap();
    let answer = office.documents().ask("When is the rent due?").await.unwrap();
    assert!(answer.text.contains("January 2027"), "{}", answer.text);
    for document in office.documents().all().await.unwrap() {
        let original = office.documents().original(&document.id).await.unwrap();
        assert_eq!(original.len() as u64, document.bytes, "{}", document.name);
        office.documents().text(&document.id).await.unwrap();
    }
    office.audit().verify(None).await.unwrap().ensure_whole().unwrap();
    office.documents().add(Source::bytes("new.txt", b"It goes on.".to_vec())).await.unwrap();
    office.close().await.unwrap();
}
