//! Nobody erases alone where there is somebody else.

use secretariat::approvals::Subject;
use secretariat::people::NewMember;
use secretariat::privacy::{DataSubject, ErasureRequest, ErasureState};
use secretariat::rights::Role;
use secretariat::{ErrorKind, Office, Source};

use super::world::{ask, done};
use crate::people::found;

async fn note(office: &Office) -> ErasureRequest {
    let note = Source::text("note.txt", "A note on Quilla Zebrowski.");
    let document = office.documents().add(note).await.unwrap().id;
    ErasureRequest { documents: vec![document], ..ErasureRequest::default() }
}

#[tokio::test]
async fn a_second_person_has_to_approve_and_the_first_one_cannot() {
    let office = crate::people::office(None).await;
    let founded = found(&office, "Own").await;
    let there = office.workspace(&founded.workspace.id);
    let owner = there.acting_as(&founded.owner.id).unwrap();
    let second = there.people().add(NewMember::new("Second", Role::Approver)).await.unwrap().id;
    let request = note(&there).await;
    let erasure = ask(&owner, &request).await;
    assert_eq!(erasure.state, ErasureState::Waiting);
    let question = there.approvals().of(&Subject::new("erasure", &erasure.id)).await.unwrap().remove(0);
    assert_eq!(question.payload_hash, erasure.report_hash);
    assert!(!question.shown.to_string().to_lowercase().contains("zebrowski"));
    let alone = owner.approvals().approve(&question).await.unwrap_err();
    assert_eq!(alone.kind(), ErrorKind::Denied);
    assert!(there.documents().get(&request.documents[0]).await.is_ok());
    let hers = there.acting_as(&second).unwrap();
    assert_eq!(hers.privacy().report(&request).await.unwrap_err().kind(), ErrorKind::Denied);
    hers.approvals().approve(&question).await.unwrap();
    let erasure = done(&owner, &erasure).await;
    let proof = erasure.proof.unwrap();
    assert_eq!((proof.requested_by, proof.approved_by), ((&founded.owner.id).into(), vec![second.into()]));
    assert_eq!(there.documents().get(&request.documents[0]).await.unwrap_err().kind(), ErrorKind::NotFound);
    assert!(there.audit().verify(None).await.unwrap().is_whole());
}

#[tokio::test]
async fn what_is_rejected_or_taken_back_erases_nothing_and_forgets_its_plan() {
    let office = Office::in_memory().await.unwrap();
    let request = note(&office).await;
    for rejects in [true, false] {
        let erasure = ask(&office, &request).await;
        let question = office.approvals().of(&Subject::new("erasure", &erasure.id)).await.unwrap().remove(0);
        if rejects {
            office.approvals().reject(&question, None).await.unwrap();
        } else {
            office.approvals().void(&question.id).await.unwrap();
        }
        assert_eq!(office.privacy().get(&erasure.id).await.unwrap().state, ErasureState::Void);
        assert_eq!(office.privacy().verify(&erasure.id).await.unwrap_err().kind(), ErrorKind::Conflict);
    }
    assert!(office.documents().get(&request.documents[0]).await.is_ok());
    assert_eq!(office.privacy().list(None, 10).await.unwrap().0.len(), 2);
}

#[tokio::test]
async fn another_workspace_sees_nothing_and_loses_nothing() {
    let office = crate::people::office(None).await;
    let (own, foreign) = (found(&office, "Own").await, found(&office, "Foreign").await);
    let (here, there) = (office.workspace(&own.workspace.id), office.workspace(&foreign.workspace.id));
    let (request, theirs) = (note(&here).await, note(&there).await);
    let subject = DataSubject { names: vec!["Quilla Zebrowski".to_owned()], ..DataSubject::default() };
    let both = ErasureRequest { subject: Some(subject), ..ErasureRequest::default() };
    let report = here.privacy().report(&both).await.unwrap();
    let ids: Vec<&str> = report.items.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(ids, [request.documents[0].as_str()]);
    let missing = here.privacy().report(&theirs).await.unwrap_err();
    assert_eq!(missing.kind(), ErrorKind::NotFound);
    let erasure = ask(&here, &request).await;
    assert_eq!(there.privacy().get(&erasure.id).await.unwrap_err().kind(), ErrorKind::NotFound);
    assert!(there.privacy().list(None, 10).await.unwrap().0.is_empty());
    assert!(there.privacy().tombstones(0, 10).await.unwrap().tombstones.is_empty());
    let stranger = there.acting_as(&own.owner.id).unwrap();
    assert_eq!(stranger.privacy().report(&both).await.unwrap_err().kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn what_names_nobody_is_refused() {
    let office = Office::in_memory().await.unwrap();
    let subject =
        |subject: DataSubject| ErasureRequest { subject: Some(subject), ..ErasureRequest::default() };
    let names = |name: &str| DataSubject { names: vec![name.to_owned()], ..DataSubject::default() };
    for (request, kind) in [
        (ErasureRequest::default(), ErrorKind::InvalidInput),
        (subject(DataSubject::default()), ErrorKind::InvalidInput),
        (subject(names("Q")), ErrorKind::InvalidInput),
        (subject(names(&"q".repeat(201))), ErrorKind::InvalidInput),
        (
            subject(DataSubject { addresses: vec!["no address".to_owned()], ..DataSubject::default() }),
            ErrorKind::InvalidInput,
        ),
        (
            subject(DataSubject { addresses: vec!["a@b.example".to_owned(); 51], ..DataSubject::default() }),
            ErrorKind::InvalidInput,
        ),
        (
            subject(DataSubject { contact: Some("con_none".parse().unwrap()), ..DataSubject::default() }),
            ErrorKind::NotFound,
        ),
        (
            subject(DataSubject { member: Some("mem_none".parse().unwrap()), ..DataSubject::default() }),
            ErrorKind::NotFound,
        ),
        (
            ErasureRequest { documents: vec!["doc_none".parse().unwrap()], ..ErasureRequest::default() },
            ErrorKind::NotFound,
        ),
    ] {
        assert_eq!(office.privacy().report(&request).await.unwrap_err().kind(), kind, "{request:?}");
    }
    let nothing = subject(names("Nobody Here"));
    let report = office.privacy().report(&nothing).await.unwrap();
    assert!(report.items.is_empty());
    let refused = office.privacy().request(&nothing, &report.hash).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::InvalidInput);
}
