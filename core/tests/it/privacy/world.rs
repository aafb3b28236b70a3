//! An office in which one person is everywhere.

use std::path::Path;
use std::sync::Arc;

use secretariat::approvals::Subject;
use secretariat::audit::AuditKey;
use secretariat::communications::outbox::FolderTransport;
use secretariat::communications::{DeliveryState, DraftEdit, NewContact, SendOptions, SuppressionReason};
use secretariat::id::{ContactId, DeliveryId, DocumentId, DraftId, FactId, RunId};
use secretariat::memory::{FactSource, NewFact};
use secretariat::privacy::{
    DataSubject, Erasure, ErasureChoice, ErasureFate, ErasureReport, ErasureRequest, ErasureState,
};
use secretariat::search::SearchQuery;
use secretariat::settings::{MailSettings, Owner, Settings};
use secretariat::{DraftRequest, Office, OfficeBuilder, Source};
use serde_json::json;

use crate::agents::world::{Scripted, agent, counted, outcome, outcomes, says, spec, wants};

/// Stands in everything of the person, and nowhere else.
pub(crate) const CANARY: &str = "zebrowski";
pub(crate) const NAME: &str = "Quilla Zebrowski";
pub(crate) const ADDRESS: &str = "quilla@zebrowski.example";

const HERS: &str = "From: Quilla Zebrowski <quilla@zebrowski.example>\r\nTo: us@ours.example\r\nSubject: Chairs\r\n\
    Message-ID: <q1@zebrowski.example>\r\nDate: Fri, 20 Nov 2026 11:48:33 +0000\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/mixed; boundary=cut\r\n\r\n--cut\r\nContent-Type: text/plain\r\n\r\n\
    We need twelve chairs by 2 December 2026. Quilla Zebrowski\r\n--cut\r\nContent-Type: text/plain; name=plan.txt\r\n\
    Content-Disposition: attachment; filename=plan.txt\r\n\r\nThe Zebrowski plan has three rooms.\r\n--cut--\r\n";
const OF_BOTH: &str = "From: Otto Ander <otto@ander.example>\r\nTo: us@ours.example\r\nSubject: Chairs\r\n\
    Message-ID: <o1@ander.example>\r\nDate: Fri, 20 Nov 2026 12:48:33 +0000\r\n\r\nQuilla Zebrowski sent me.\r\n";
const OTHER: &str = "From: Otto Ander <otto@ander.example>\r\nTo: us@ours.example\r\nSubject: Tables\r\n\
    Message-ID: <o2@ander.example>\r\nDate: Fri, 20 Nov 2026 13:48:33 +0000\r\n\r\nWe need four tables of oak.\r\n";

/// What there is.
#[derive(Debug, Clone)]
pub(crate) struct Things {
    pub(crate) contact: ContactId,
    pub(crate) mail: DocumentId,
    pub(crate) of_both: DocumentId,
    pub(crate) other: DocumentId,
    pub(crate) draft: DraftId,
    pub(crate) delivery: DeliveryId,
    pub(crate) fact: FactId,
    pub(crate) run: RunId,
}

/// An office that sends into a folder and has a model that repeats what it is told.
pub(crate) fn builder(sent: &Path) -> OfficeBuilder {
    let model = Scripted::new(|request| {
        let is_first = !request.tools.is_empty() && outcomes(&request.messages).is_empty();
        Ok(if is_first {
            wants(&[("look", json!({"who": NAME}))])
        } else {
            says("Quilla Zebrowski was here.")
        })
    });
    let large = format!("{NAME} {}", "and again ".repeat(2_000));
    Office::builder()
        .model(model)
        .tool(counted(spec("look", &["who"]), json!({"found": large})).0)
        .audit_key(AuditKey::new([7; 32]))
        .transport(Arc::new(FolderTransport::new(sent)))
        .settings(Settings {
            owner: Some(Owner { addresses: vec!["us@ours.example".to_owned()] }),
            mail: Some(MailSettings { undo_seconds: 0, ..MailSettings::default() }),
            ..Settings::default()
        })
}

/// Lets the person write, be answered, be remembered and be worked for.
pub(crate) async fn fill(office: &Office) -> Things {
    let contact = office.contacts().add(NewContact::new(NAME, ADDRESS)).await.unwrap().id;
    // One who was there before has left signs.
    let second = office.contacts().add(NewContact::new(NAME, "q2@zebrowski.example")).await.unwrap().id;
    office.contacts().remove(&second).await.unwrap();
    let add = async |name: &str, text: &str| {
        office.documents().add(Source::bytes(name, text.as_bytes().to_vec())).await.unwrap().id
    };
    let mail = add("hers.eml", HERS).await;
    let of_both = add("both.eml", OF_BOTH).await;
    let other = add("other.eml", OTHER).await;
    let note = Source::text("zebrowski.txt", "A note on Quilla Zebrowski: she likes oak.");
    office.documents().submit(vec![note]).wait().await.unwrap().remove(0).result.unwrap();
    let request = DraftRequest::reply_to(mail.clone()).saying("Twelve chairs are yours.");
    let draft = office.communications().draft(request).await.unwrap();
    let edit = DraftEdit {
        expected_version: 1,
        text: Some("Dear Quilla Zebrowski,\n\ntwelve chairs are yours.".to_owned()),
        ..DraftEdit::default()
    };
    let draft = office.communications().revise(&draft.id, edit).await.unwrap();
    assert!(draft.is_sendable(), "{:?}", draft.findings);
    let outbox = office.outbox();
    let delivery = outbox.send(&draft.id, SendOptions::default()).await.unwrap().id;
    outbox.approve(&delivery).await.unwrap();
    for _ in 0..1_000 {
        if outbox.get(&delivery).await.unwrap().state == DeliveryState::Sent {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    office
        .follow_ups()
        .remind_if_no_answer(&delivery, "2999-01-01T00:00:00Z".parse().unwrap())
        .await
        .unwrap();
    let quote = FactSource { document: mail.clone(), quote: "We need twelve chairs".to_owned() };
    let remembered =
        NewFact { text: format!("{NAME} needs chairs."), sources: vec![quote], ..NewFact::default() };
    let fact = office.memory().remember(remembered).await.unwrap().id;
    let ran = outcome(office, &agent(&["look"]), &format!("Look for {NAME}.")).await;
    let run = ran.run.id;
    office.contacts().suppress(ADDRESS, SuppressionReason::Unsubscribed).await.unwrap();
    let hits = office.documents().search(SearchQuery::new("Zebrowski plan rooms")).await.unwrap();
    assert!(!hits.is_empty());
    Things { contact, mail, of_both, other, draft: draft.id, delivery, fact, run }
}

/// Everything of the person: the contact, and the address that she had before.
pub(crate) fn everything(things: &Things) -> ErasureRequest {
    let subject = DataSubject {
        contact: Some(things.contact.clone()),
        addresses: vec!["q2@zebrowski.example".to_owned()],
        names: vec!["Zebrowski".to_owned()],
        ..DataSubject::default()
    };
    ErasureRequest { subject: Some(subject), ..ErasureRequest::default() }
}

/// Chooses that whatever is undecided, or stays unless somebody chooses, goes.
pub(crate) fn choose_all(request: &ErasureRequest, report: &ErasureReport) -> ErasureRequest {
    let open = report.items.iter().filter(|item| item.fate != ErasureFate::Erase);
    let choices = open.map(|item| ErasureChoice { kind: item.kind, id: item.id.clone(), erase: true });
    ErasureRequest { choices: choices.collect(), ..request.clone() }
}

/// Reports, asks, approves as the same one, and waits.
pub(crate) async fn erase(office: &Office, request: &ErasureRequest) -> Erasure {
    let erasure = ask(office, request).await;
    approve(office, &erasure).await;
    done(office, &erasure).await
}

pub(crate) async fn ask(office: &Office, request: &ErasureRequest) -> Erasure {
    let report = office.privacy().report(request).await.unwrap();
    office.privacy().request(request, &report.hash).await.unwrap()
}

pub(crate) async fn approve(office: &Office, erasure: &Erasure) {
    let subject = Subject::new("erasure", &erasure.id);
    let question = office.approvals().of(&subject).await.unwrap().remove(0);
    office.approvals().approve(&question).await.unwrap();
}

pub(crate) async fn done(office: &Office, erasure: &Erasure) -> Erasure {
    let done = crate::agents::world::soon(office.privacy().wait(&erasure.id)).await.unwrap();
    assert_eq!(done.state, ErasureState::Done);
    done
}

/// The files below a folder that have the canary in them.
pub(crate) fn sightings(folder: &Path) -> Vec<String> {
    let (mut found, mut open) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if sees(&std::fs::read(&path).unwrap()) || sees(path.to_string_lossy().as_bytes()) {
                found.push(path.display().to_string());
            }
        }
    }
    found.sort();
    found
}

pub(crate) fn sees(bytes: &[u8]) -> bool {
    let small: Vec<u8> = bytes.iter().map(u8::to_ascii_lowercase).collect();
    // Also as it stands in the middle of Base64 or quoted-printable: no part of the name is without it.
    [CANARY.as_bytes(), b"quilla"]
        .iter()
        .any(|words| small.windows(words.len()).any(|window| window == *words))
}
