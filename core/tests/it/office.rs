//! The office as an application uses it: in memory and in a folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use futures::StreamExt;
use secretariat::clock::FixedClock;
use secretariat::documents::progress::Step;
use secretariat::id::{DocumentId, SeededRandomness};
use secretariat::search::SearchQuery;
use secretariat::{DraftRequest, ErrorKind, Office, Source};
use serde_json::Value;

/// The sample inbox.
pub(crate) fn inbox() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/files")
}

/// Files of the sample inbox that need no OCR, in order of name.
pub(crate) fn inbox_files() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(inbox()).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension != "png"));
    files.sort();
    files
}

/// An office on the day of the sample inbox, whose ids repeat.
pub(crate) async fn office(folder: Option<&Path>) -> Office {
    let now = "2026-11-23T09:00:00Z".parse().unwrap();
    let builder = Office::builder()
        .clock(Arc::new(FixedClock::new(now)))
        .randomness(Arc::new(SeededRandomness::new(7)));
    match folder {
        Some(folder) => builder.folder(folder).build().await.unwrap(),
        None => builder.build().await.unwrap(),
    }
}

/// An office in memory with the sample inbox.
pub(crate) async fn with_inbox() -> Office {
    let office = office(None).await;
    for file in inbox_files() {
        office.documents().add(Source::file(file)).await.unwrap();
    }
    office
}

const MAIL: &str = "From: Fiona <f@them.example>\r\nTo: us@ours.example\r\nSubject: Chairs\r\nMessage-ID: <m1@them.example>\r\n\
    Date: Fri, 20 Nov 2026 11:48:33 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";

/// A mail with a text body and these attachments, each with its media type and name.
fn mail(body: &str, attachments: &[(&str, &str, &str)]) -> String {
    let mut mail = format!("{MAIL}--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n");
    for (media, name, content) in attachments {
        mail.push_str(&format!(
            "--b\r\nContent-Type: {media}; name=\"{name}\"\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n\r\n{content}\r\n"
        ));
    }
    mail + "--b--\r\n"
}

#[tokio::test]
async fn what_was_added_can_be_read_listed_searched_and_asked() {
    let folder = tempfile::tempdir().unwrap();
    for folder in [None, Some(folder.path())] {
        let office = office(folder).await;
        let documents = office.documents();
        let bytes = "The monthly rent is EUR 900.00.\n\nGrüße aus Köln.".as_bytes().to_vec();
        let added = documents.add(Source::bytes("rent.txt", bytes.clone())).await.unwrap();
        assert_eq!(documents.get(&added.id).await.unwrap(), added);
        assert_eq!(documents.find(added.id.as_str()).await.unwrap(), added);
        assert_eq!(documents.find("some/where/rent.txt").await.unwrap(), added);
        assert_eq!(documents.original(&added.id).await.unwrap(), bytes);
        assert!(documents.text(&added.id).await.unwrap().text.contains("EUR 900.00"));
        assert_eq!(documents.search(SearchQuery::new("rent")).await.unwrap().len(), 1);
        let answer = documents.ask("How much is the rent?").await.unwrap();
        assert!(answer.found && answer.text.contains("EUR 900.00"), "{}", answer.text);
        assert_eq!(documents.ask("???").await.unwrap_err().kind(), ErrorKind::InvalidInput);
        let missing = DocumentId::unstored();
        assert_eq!(documents.get(&missing).await.unwrap_err().kind(), ErrorKind::NotFound);
        assert_eq!(documents.text(&missing).await.unwrap_err().kind(), ErrorKind::NotFound);
        assert_eq!(documents.original(&missing).await.unwrap_err().kind(), ErrorKind::NotFound);
        let unknown = documents.find("no.txt").await.unwrap_err();
        assert!(unknown.kind() == ErrorKind::NotFound && unknown.message().contains("no.txt"));
        let request = DraftRequest::reply_to(added.id);
        assert_eq!(office.communications().draft(request).await.unwrap_err().kind(), ErrorKind::Unsupported);
        office.close().await.unwrap();
    }
}

#[tokio::test]
async fn pages_of_a_list_hold_every_document_once_in_order() {
    let office = Office::in_memory().await.unwrap();
    let mut added = Vec::new();
    for number in 0..7 {
        let source = Source::text(format!("{number}.txt"), format!("Note {number}"));
        added.push(office.documents().add(source).await.unwrap().id);
    }
    let (mut listed, mut cursor) = (Vec::new(), None);
    loop {
        let (page, next) = office.documents().list(cursor, 3).await.unwrap();
        assert!(page.len() <= 3);
        listed.extend(page.into_iter().map(|document| document.id));
        cursor = next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(listed, added);
    assert_eq!(office.documents().all().await.unwrap().len(), 7);
}

#[tokio::test]
async fn of_several_documents_with_one_name_the_newest_is_found() {
    let office = Office::in_memory().await.unwrap();
    office.documents().add(Source::text("a.txt", "old words")).await.unwrap();
    let newest = office.documents().add(Source::text("a.txt", "new words")).await.unwrap();
    let keyed = Source::text("b.txt", "keyed words").with_key("thread/7");
    let keyed = office.documents().add(keyed).await.unwrap();
    assert_eq!(office.documents().find("a.txt").await.unwrap().id, newest.id);
    assert_eq!(office.documents().find("thread/7").await.unwrap().id, keyed.id);
}

#[tokio::test]
async fn an_office_in_a_folder_is_the_same_after_it_was_closed() {
    let folder = tempfile::tempdir().unwrap();
    let first = office(Some(folder.path())).await;
    let mail = first.documents().add(Source::file(inbox().join("mail-3-open-questions.eml"))).await.unwrap();
    let draft = first.communications().draft(DraftRequest::reply_to(mail.id.clone())).await.unwrap();
    let agenda = first.documents().agenda().await.unwrap();
    first.close().await.unwrap();
    let again = office(Some(folder.path())).await;
    assert_eq!(again.documents().get(&mail.id).await.unwrap(), mail);
    assert_eq!(again.communications().get(&draft.id).await.unwrap(), draft);
    assert_eq!(again.documents().agenda().await.unwrap(), agenda);
    assert!(!again.documents().search(SearchQuery::new("colourway")).await.unwrap().is_empty());
}

#[tokio::test]
async fn the_same_clock_and_randomness_make_the_same_office() {
    let mut runs = Vec::new();
    for _ in 0..2 {
        let office = with_inbox().await;
        let mail = office.documents().find("mail-3-open-questions.eml").await.unwrap();
        let draft = office.communications().draft(DraftRequest::reply_to(mail.id)).await.unwrap();
        runs.push((
            office.documents().all().await.unwrap(),
            draft,
            office.documents().agenda().await.unwrap(),
        ));
    }
    assert_eq!(runs[0], runs[1]);
}

#[tokio::test]
async fn progress_is_numbered_resumed_and_ends() {
    let office = Office::in_memory().await.unwrap();
    let job = office.documents().submit(vec![
        Source::text("a.txt", "one"),
        Source::bytes("b.pdf", b"%PDF-1.7 broken".to_vec()),
        Source::text("c.txt", "one"),
    ]);
    let all: Vec<_> = job.progress(0).collect().await;
    assert!(all.iter().enumerate().all(|(at, event)| event.sequence == at as u64 + 1));
    assert!(matches!(all.last().unwrap().step, Step::Finished));
    let of = |name: &str| {
        all.iter().filter(|event| event.name == name).map(|event| &event.step).collect::<Vec<_>>()
    };
    assert!(matches!(of("b.pdf")[..], [Step::Started, Step::Failed { .. }]));
    let stored = all.iter().filter(|event| matches!(event.step, Step::Stored { .. })).count();
    let known = all.iter().filter(|event| matches!(event.step, Step::Duplicate { .. })).count();
    assert_eq!((stored, known), (1, 1));
    let resumed: Vec<_> = job.progress(3).collect().await;
    assert_eq!(resumed, all[3..]);
    let outcomes = job.wait().await.unwrap();
    assert_eq!(
        outcomes.iter().map(|outcome| outcome.name.as_str()).collect::<Vec<_>>(),
        ["a.txt", "b.pdf", "c.txt"]
    );
    assert_eq!(outcomes[0].result.as_ref().unwrap().id, outcomes[2].result.as_ref().unwrap().id);
}

#[tokio::test]
async fn a_file_that_fails_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let office = office(Some(folder.path())).await;
    for (name, bytes) in
        [("empty.pdf", &b""[..]), ("broken.pdf", b"%PDF-1.7 x"), ("what.bin", b"\0\x01\x02\x03")]
    {
        let error = office.documents().add(Source::bytes(name, bytes.to_vec())).await.unwrap_err();
        assert!(error.message().contains(name), "{error}");
    }
    let error = office.documents().add(Source::file(folder.path().join("absent.pdf"))).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert!(office.documents().all().await.unwrap().is_empty());
    assert!(office.documents().search(SearchQuery::new("x")).await.unwrap().is_empty());
    let mut pending = vec![folder.path().join("blobs")];
    while let Some(at) = pending.pop() {
        for entry in std::fs::read_dir(at).into_iter().flatten() {
            let path = entry.unwrap().path();
            assert!(path.is_dir(), "{} was left behind", path.display());
            pending.push(path);
        }
    }
}

#[tokio::test]
async fn attachments_become_documents_even_inside_attached_mails() {
    let office = Office::in_memory().await.unwrap();
    let inner = mail("inner words", &[("text/plain", "deep.txt", "deep words")]);
    let inner = inner.replace("boundary=b", "boundary=c").replace("--b", "--c");
    let outer = mail(
        "outer words",
        &[("text/plain", "list.txt", "list words"), ("message/rfc822", "inner.eml", &inner)],
    );
    let outer = office.documents().add(Source::bytes("outer.eml", outer)).await.unwrap();
    assert_eq!(outer.attachments.len(), 2);
    let mut names = Vec::new();
    for child in &outer.attachments {
        let child = office.documents().get(child).await.unwrap();
        assert_eq!(child.parent.as_ref(), Some(&outer.id));
        names.push(child.name.clone());
        for grandchild in &child.attachments {
            let grandchild = office.documents().get(grandchild).await.unwrap();
            assert_eq!(grandchild.parent.as_ref(), Some(&child.id));
            assert_eq!(office.documents().original(&grandchild.id).await.unwrap(), b"deep words");
            names.push(grandchild.name);
        }
    }
    assert_eq!(names, ["list.txt", "inner.eml", "deep.txt"]);
}

/// Walks JSON and calls `each` with everything that is an evidence.
fn evidence<'a>(value: &'a Value, each: &mut Vec<&'a Value>) {
    match value {
        Value::Object(fields) => {
            if fields.contains_key("quote") && fields.contains_key("span") {
                each.push(value);
            }
            fields.values().for_each(|field| evidence(field, each));
        }
        Value::Array(items) => items.iter().for_each(|item| evidence(item, each)),
        _ => {}
    }
}

#[tokio::test]
async fn every_evidence_of_a_document_reads_again_exactly() {
    let office = with_inbox().await;
    let mut count = 0;
    for document in office.documents().all().await.unwrap() {
        let text = office.documents().text(&document.id).await.unwrap();
        let characters: Vec<char> = text.text.chars().collect();
        let json = serde_json::to_value(&document).unwrap();
        let mut found = Vec::new();
        evidence(&json, &mut found);
        for evidence in found {
            assert_eq!(evidence["document"], document.id.as_str(), "{}", document.name);
            let at = |name: &str| evidence["span"][name].as_u64().unwrap() as usize;
            let read: String = characters[at("start")..at("end")].iter().collect();
            assert_eq!(evidence["quote"].as_str().unwrap(), read, "{}", document.name);
            assert!(!read.is_empty());
            count += 1;
        }
    }
    assert!(count > 150, "{count}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_adding_the_same_bytes_at_once_make_one_document() {
    let folder = tempfile::tempdir().unwrap();
    let office = Office::open(folder.path()).await.unwrap();
    let adding = (0..30).map(|_| {
        let documents = office.documents().clone();
        tokio::spawn(
            async move { documents.add(Source::text("same.txt", "The same words.")).await.unwrap().id },
        )
    });
    let ids: Vec<_> = futures::future::join_all(adding).await.into_iter().map(Result::unwrap).collect();
    assert!(ids.iter().all(|id| *id == ids[0]));
    assert_eq!(office.documents().all().await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn mails_with_one_attachment_in_common_are_all_added_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let office = Office::open(folder.path()).await.unwrap();
    let mails = (0..12).map(|number| {
        let mail =
            mail(&format!("Mail number {number}"), &[("text/plain", "terms.txt", "The common terms.")]);
        Source::bytes(format!("{number}.eml"), mail)
    });
    let outcomes = office.documents().submit(mails.collect()).wait().await.unwrap();
    let mut attached = Vec::new();
    for outcome in outcomes {
        attached.extend(outcome.result.unwrap().attachments);
    }
    assert_eq!(attached.len(), 12);
    assert!(attached.iter().all(|id| *id == attached[0]));
    assert_eq!(office.documents().all().await.unwrap().len(), 13);
}
