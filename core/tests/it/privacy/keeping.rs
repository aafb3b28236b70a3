//! What is kept: by legal holds, for as long as it may be, and not once more after an older copy was restored.

use std::sync::Arc;

use secretariat::clock::{Clock, FixedClock};
use secretariat::documents::facts::DocumentKind;
use secretariat::id::DocumentId;
use secretariat::memory::NewFact;
use secretariat::privacy::{
    DataKind, DataSubject, ErasureCause, ErasureFate, ErasureRequest, KeptReason, NewLegalHold,
    RetentionChange, RetentionRule,
};
use secretariat::{ErrorKind, Office, Source};

use super::world::{approve, ask, done, erase};

async fn add(office: &Office, name: &str, text: &str) -> DocumentId {
    office.documents().add(Source::text(name, text)).await.unwrap().id
}

fn of(document: &DocumentId) -> ErasureRequest {
    ErasureRequest { documents: vec![document.clone()], ..ErasureRequest::default() }
}

#[tokio::test]
async fn a_hold_keeps_documents_groups_and_people_until_it_is_released() {
    let office = Office::in_memory().await.unwrap();
    let by_id = add(&office, "a.txt", "A first note.").await;
    let grouped = Source::text("b.txt", "A second note.").in_group("case 7");
    let by_group = office.documents().add(grouped).await.unwrap().id;
    let by_person = add(&office, "c.txt", "A note on Quilla Zebrowski.").await;
    let free = add(&office, "d.txt", "A fourth note.").await;
    let subject = DataSubject { names: vec!["quilla zebrowski".to_owned()], ..DataSubject::default() };
    let hold =
        |new: NewLegalHold| office.privacy().place_hold(NewLegalHold { name: "Case 7".to_owned(), ..new });
    let holds = [
        hold(NewLegalHold { documents: vec![by_id.clone()], ..NewLegalHold::default() }).await.unwrap(),
        hold(NewLegalHold { groups: vec!["case 7".to_owned()], ..NewLegalHold::default() }).await.unwrap(),
        hold(NewLegalHold { subject: Some(subject), ..NewLegalHold::default() }).await.unwrap(),
    ];
    for (document, hold) in [&by_id, &by_group, &by_person].into_iter().zip(&holds) {
        let report = office.privacy().report(&of(document)).await.unwrap();
        let item = &report.items[0];
        assert_eq!((item.fate, item.kept_because), (ErasureFate::Keep, Some(KeptReason::LegalHold)));
        assert_eq!(item.holds, std::slice::from_ref(&hold.id));
        let refused = office.privacy().request(&of(document), &report.hash).await.unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::InvalidInput);
    }
    erase(&office, &of(&free)).await;
    assert_eq!(office.privacy().holds().await.unwrap(), holds);
    office.privacy().release_hold(&holds[0].id).await.unwrap();
    assert_eq!(office.privacy().release_hold(&holds[0].id).await.unwrap_err().kind(), ErrorKind::NotFound);
    // A hold that comes between the request and its approval counts too.
    let erasure = ask(&office, &of(&by_id)).await;
    hold(NewLegalHold { documents: vec![by_id.clone()], ..NewLegalHold::default() }).await.unwrap();
    approve(&office, &erasure).await;
    let count = done(&office, &erasure).await.proof.unwrap().counts.remove(0);
    assert_eq!((count.kind, count.erased, count.kept), (DataKind::Document, 0, 1));
    assert!(office.documents().get(&by_id).await.is_ok());
    let actions: Vec<String> =
        office.audit().read(0, 100).await.unwrap().into_iter().map(|record| record.entry.action).collect();
    assert_eq!(actions.iter().filter(|action| *action == "privacy.hold").count(), 4);
    assert_eq!(actions.iter().filter(|action| *action == "privacy.release").count(), 1);
    for wrong in [
        NewLegalHold { name: " ".to_owned(), documents: vec![by_id.clone()], ..NewLegalHold::default() },
        NewLegalHold { name: "None".to_owned(), ..NewLegalHold::default() },
        NewLegalHold { name: "None".to_owned(), groups: vec![String::new()], ..NewLegalHold::default() },
    ] {
        assert_eq!(office.privacy().place_hold(wrong).await.unwrap_err().kind(), ErrorKind::InvalidInput);
    }
}

#[tokio::test]
async fn what_is_older_than_its_period_goes_by_itself_and_what_is_held_stays() {
    let clock = Arc::new(FixedClock::new("2026-03-02T09:00:00Z".parse().unwrap()));
    let office = Office::builder().clock(clock.clone()).build().await.unwrap();
    let invoice =
        "Invoice INV-7\n\nInvoice date: 2 March 2026\nAmount due: EUR 120.00\nPlease pay within 14 days.";
    let old = add(&office, "invoice.txt", invoice).await;
    assert_eq!(office.documents().get(&old).await.unwrap().brief.kind, DocumentKind::Invoice);
    let held = add(&office, "held.txt", &invoice.replace('7', "8")).await;
    let letter =
        add(&office, "letter.txt", "Dear Ann,\n\nthe rooms are fine.\n\nYours sincerely,\nBea").await;
    let fact =
        office.memory().remember(NewFact { text: "Old.".to_owned(), ..NewFact::default() }).await.unwrap();
    let hold =
        NewLegalHold { name: "Case".to_owned(), documents: vec![held.clone()], ..NewLegalHold::default() };
    office.privacy().place_hold(hold).await.unwrap();
    clock.set(clock.now() + jiff::SignedDuration::from_hours(24 * 40));
    let young = add(&office, "young.txt", &invoice.replace('7', "9")).await;
    let rule = |kind, document_kind, days| RetentionRule { kind, document_kind, days };
    let rules = vec![
        rule(DataKind::Document, Some(DocumentKind::Invoice), 30),
        rule(DataKind::Document, None, 400),
        rule(DataKind::Fact, None, 40),
    ];
    let preview = office.privacy().preview_retention(&rules).await.unwrap();
    let counts: Vec<_> = preview.counts.iter().map(|count| (count.kind, count.erased, count.kept)).collect();
    assert_eq!(counts, [(DataKind::Document, 1, 1), (DataKind::Fact, 1, 0)]);
    let named: Vec<_> = preview
        .items
        .iter()
        .map(|item| (item.id.as_str(), item.name.as_deref(), item.kept_because))
        .collect();
    let expected = [
        (old.as_str(), Some("invoice.txt"), None),
        (held.as_str(), Some("held.txt"), Some(KeptReason::LegalHold)),
        (fact.id.as_str(), None, None),
    ];
    assert_eq!(named, expected);
    assert_eq!(office.privacy().retention().await.unwrap().version, 0, "a preview changes nothing");
    let change = RetentionChange { expected_version: 0, rules };
    let policy = office.privacy().set_retention(change.clone()).await.unwrap();
    assert_eq!((policy.version, policy.rules.len()), (1, 3));
    assert_eq!(office.privacy().set_retention(change).await.unwrap_err().kind(), ErrorKind::Conflict);
    let erasure = crate::agents::world::soon(async {
        loop {
            if let Some(erasure) = office.privacy().list(None, 1).await.unwrap().0.pop() {
                return erasure;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    })
    .await;
    let erasure = done(&office, &erasure).await;
    assert_eq!((erasure.cause, erasure.approval), (ErasureCause::Retention, None));
    assert!(office.privacy().verify(&erasure.id).await.unwrap().is_sound);
    assert_eq!(office.documents().get(&old).await.unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!(office.memory().get(&fact.id).await.unwrap_err().kind(), ErrorKind::NotFound);
    for kept in [&held, &letter, &young] {
        assert!(office.documents().get(kept).await.is_ok());
    }
    for wrong in [
        rule(DataKind::Document, None, 0),
        rule(DataKind::Document, None, 36_501),
        rule(DataKind::Contact, None, 10),
        rule(DataKind::Draft, Some(DocumentKind::Invoice), 10),
    ] {
        let previewed = office.privacy().preview_retention(std::slice::from_ref(&wrong)).await;
        assert_eq!(previewed.unwrap_err().kind(), ErrorKind::InvalidInput);
        let change = RetentionChange { expected_version: 1, rules: vec![wrong] };
        assert_eq!(office.privacy().set_retention(change).await.unwrap_err().kind(), ErrorKind::InvalidInput);
    }
    let none = RetentionChange { expected_version: 1, rules: Vec::new() };
    assert_eq!(office.privacy().set_retention(none).await.unwrap().version, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_an_older_copy_brings_back_is_erased_again() {
    let (folder, copy) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let office = Office::open(folder.path()).await.unwrap();
    let note = add(&office, "note.txt", "A note on Quilla Zebrowski.").await;
    let other = add(&office, "other.txt", "Something else.").await;
    office
        .contacts()
        .suppress("quilla@zebrowski.example", secretariat::communications::SuppressionReason::ByHand)
        .await
        .unwrap();
    office.close().await.unwrap();
    copy_all(folder.path(), copy.path());
    let office = Office::open(folder.path()).await.unwrap();
    let subject = DataSubject {
        names: vec!["Quilla Zebrowski".to_owned()],
        addresses: vec!["quilla@zebrowski.example".to_owned()],
        ..DataSubject::default()
    };
    let request = ErasureRequest { subject: Some(subject), ..ErasureRequest::default() };
    let report = office.privacy().report(&request).await.unwrap();
    erase(&office, &super::world::choose_all(&request, &report)).await;
    let ledger = office.privacy().tombstones(0, 100).await.unwrap().tombstones;
    assert!(
        !super::world::sees(serde_json::to_string(&ledger).unwrap().as_bytes()),
        "the ledger names nobody"
    );
    office.close().await.unwrap();
    let restored = Office::open(copy.path()).await.unwrap();
    assert!(restored.documents().get(&note).await.is_ok());
    let erasure = restored.privacy().replay_tombstones(&ledger).await.unwrap().unwrap();
    let erasure = done(&restored, &erasure).await;
    assert_eq!(erasure.cause, ErasureCause::Restored);
    assert!(restored.privacy().verify(&erasure.id).await.unwrap().is_sound);
    assert_eq!(restored.documents().get(&note).await.unwrap_err().kind(), ErrorKind::NotFound);
    assert!(restored.documents().get(&other).await.is_ok());
    assert!(restored.contacts().suppressions(None, 10).await.unwrap().0.is_empty());
    assert_eq!(restored.privacy().replay_tombstones(&ledger).await.unwrap(), None);
    restored.close().await.unwrap();
    assert_eq!(super::world::sightings(copy.path()), Vec::<String>::new());
}

fn copy_all(from: &std::path::Path, to: &std::path::Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            std::fs::create_dir(&target).unwrap();
            copy_all(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}
