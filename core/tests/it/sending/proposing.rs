//! Proposing, approving, holding, taking back: what a person decides, and what follows from it.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use secretariat::approvals::Needed;
use secretariat::communications::outbox::{NotSent, OutgoingMessage, SentMail, Trace, Transport};
use secretariat::communications::{
    BoundFact, DeliveryState, DeliveryVerdict, DraftBlock, Inline, RecipientOutcome, RecipientResult,
    SendOptions, SuppressionReason,
};
use secretariat::people::NewMember;
use secretariat::rights::Role;
use secretariat::settings::{MailSettings, SendLimits};
use secretariat::{ErrorKind, Evidence, Place, Provenance, Result, Source, Span};
use tokio::sync::Mutex;

use super::office::{draft, mail, states, store, world, world_with};
use super::server::{Server, message_id};

const TO: [&str; 1] = ["ben@them.example"];

#[tokio::test]
async fn an_approved_draft_is_sent_once_with_the_bytes_that_were_approved() {
    let server = Server::start().await;
    let world = world(Some(mail(&server.url()))).await;
    let mut draft = draft(
        "Twelve chairs for EUR 9,131.60.",
        &["ben@them.example", "cc eve@them.example", "bcc tom@x.example"],
    );
    draft.blocks.push(DraftBlock::Paragraph { inlines: vec![Inline::Fact { fact: "f1".to_owned() }] });
    draft.facts = vec![BoundFact {
        id: "f1".to_owned(),
        role: "amount".to_owned(),
        surface: "EUR 12.00".to_owned(),
        source: Some(Evidence {
            document: "doc_1".parse().unwrap(),
            span: Span::new(3, 12),
            place: Place::Page { page: 3, area: None },
            quote: "EUR 12.00".to_owned(),
        }),
        asserted_by: Provenance::Document,
    }];
    draft.content_hash = draft.compute_hash();
    let proposed = world.propose(&draft).await;
    assert_eq!(proposed.state, DeliveryState::Proposed);
    let approval = world.office.approvals().get(&proposed.approval).await.unwrap();
    let value = &approval.shown["values"][0];
    assert_eq!(
        (value["value"].as_str(), value["source"]["place"].as_str()),
        (Some("EUR 12.00"), Some("page 3"))
    );
    assert_eq!(approval.shown["recipients"][2]["address"], "tom@x.example");
    assert!(approval.shown["body"].as_str().unwrap().contains("Twelve chairs"));
    let outbox = world.office.communications().outbox();
    let bytes = outbox.message(&proposed.id).await.unwrap();
    outbox.approve(&proposed.id).await.unwrap();
    let sent = world.until(&proposed.id, DeliveryState::Sent).await;
    assert_eq!(states(&sent), ["proposed", "approved", "held", "transmitting", "sent"]);
    assert_eq!(sent.results.len(), 3);
    let first = &sent.results[0];
    assert_eq!(
        (first.outcome, first.code, first.status.as_deref()),
        (RecipientOutcome::Accepted, Some(250), Some("2.0.0"))
    );
    let taken = server.taken();
    assert_eq!(taken.len(), 1);
    assert_eq!(taken[0].from, "ann@ours.example");
    assert_eq!(taken[0].recipients, ["ben@them.example", "eve@them.example", "tom@x.example"]);
    assert_eq!(taken[0].bytes, bytes, "byte for byte");
    assert_eq!(message_id(&bytes), sent.message_id);
    assert!(!String::from_utf8_lossy(&bytes).contains("tom@"), "who gets a blind copy is in no header");
    assert_eq!(outbox.approve(&proposed.id).await.unwrap(), sent, "approving again changes nothing");
    assert_eq!(outbox.by_message_id(&sent.message_id).await.unwrap().unwrap().id, sent.id);
    let entries = world.office.audit().read(0, 100).await.unwrap();
    let actions: Vec<_> = entries.iter().map(|record| record.entry.action.as_str()).collect();
    for action in ["deliveries.propose", "deliveries.hold", "deliveries.transmit", "deliveries.sent"] {
        assert_eq!(actions.iter().filter(|known| **known == action).count(), 1, "{actions:?}");
    }
}

#[tokio::test]
async fn without_a_way_to_send_the_error_says_which_setting_to_set() {
    let world = world(None).await;
    let draft = draft("Hello.", &TO);
    store(world.storage.as_ref(), &draft).await;
    let error =
        world.office.communications().outbox().send(&draft.id, SendOptions::default()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    assert!(error.message().contains("mail.outgoing"), "{error}");
    let missing = SendOptions { transport: Some("pigeon".to_owned()), ..SendOptions::default() };
    let folder = tempfile::tempdir().unwrap();
    let world = super::office::world(Some(mail(&format!("folder:{}", folder.path().display())))).await;
    store(world.storage.as_ref(), &draft).await;
    let error = world.office.communications().outbox().send(&draft.id, missing).await.unwrap_err();
    assert!(error.kind() == ErrorKind::NotFound && error.message().contains("folder"), "{error}");
}

#[tokio::test]
async fn the_undo_window_lets_somebody_take_it_back() {
    let server = Server::start().await;
    let world = world(Some(MailSettings { undo_seconds: 60, ..mail(&server.url()) })).await;
    let held = world.release(&draft("Hello.", &TO)).await;
    assert_eq!(held.state, DeliveryState::Held);
    let wait = held.held_until.unwrap().duration_since(held.history[2].at);
    assert_eq!(wait.as_secs(), 60);
    let outbox = world.office.communications().outbox();
    let cancelled = outbox.cancel(&held.id, Some("wrong Ben".to_owned())).await.unwrap();
    assert_eq!((cancelled.state, cancelled.reason()), (DeliveryState::Cancelled, Some("wrong Ben")));
    assert_eq!(outbox.cancel(&held.id, None).await.unwrap(), cancelled, "twice counts once");
    assert_eq!(outbox.approve(&held.id).await.unwrap_err().kind(), ErrorKind::Conflict);
    assert_eq!(outbox.retry(&held.id).await.unwrap_err().kind(), ErrorKind::Conflict);
    assert!(server.taken().is_empty());
}

#[tokio::test]
async fn who_unsubscribes_gets_nothing_that_was_approved_before_either() {
    let server = Server::start().await;
    let world = world(Some(MailSettings { undo_seconds: 1, ..mail(&server.url()) })).await;
    let draft = draft("Our news.", &TO);
    let proposed = world.propose(&draft).await;
    world.office.outbox().approve(&proposed.id).await.unwrap();
    let address = &proposed.recipients[0];
    world.office.contacts().suppress(address, SuppressionReason::Unsubscribed).await.unwrap();
    let failed = world.until(&proposed.id, DeliveryState::Failed).await;
    assert!(failed.reason().unwrap().contains(address.as_str()), "{failed:?}");
    assert!(server.taken().is_empty());
    let error = world.office.outbox().send(&draft.id, SendOptions::default()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Denied, "{error}");
}

#[tokio::test]
async fn a_delivery_waits_for_its_time_and_for_quiet_hours() {
    let server = Server::start().await;
    let world = world(Some(mail(&server.url()))).await;
    let at = "2999-01-01T22:30:00Z".parse().unwrap();
    let quiet =
        serde_json::from_value(serde_json::json!({"from": "20:00", "to": "07:00", "time_zone": "UTC"}));
    let options = SendOptions { at: Some(at), quiet_hours: Some(quiet.unwrap()), ..SendOptions::default() };
    let draft = draft("Hello.", &TO);
    store(world.storage.as_ref(), &draft).await;
    let outbox = world.office.communications().outbox();
    let proposed = outbox.send(&draft.id, options).await.unwrap();
    let held = outbox.approve(&proposed.id).await.unwrap();
    assert_eq!(held.held_until.unwrap().to_string(), "2999-01-02T07:00:00Z");
    let bytes = outbox.message(&held.id).await.unwrap();
    assert!(String::from_utf8_lossy(&bytes).contains("Date: Tue, 1 Jan 2999"), "the date is when it leaves");
}

#[tokio::test]
async fn the_same_key_is_the_same_delivery_and_another_request_under_it_a_conflict() {
    let server = Server::start().await;
    let world = world(Some(MailSettings { undo_seconds: 60, ..mail(&server.url()) })).await;
    let outbox = world.office.communications().outbox();
    let draft = draft("Hello.", &TO);
    store(world.storage.as_ref(), &draft).await;
    let key = |seconds| SendOptions {
        idempotency_key: Some("order 7".to_owned()),
        undo_seconds: seconds,
        ..SendOptions::default()
    };
    let first = outbox.send(&draft.id, key(None)).await.unwrap();
    assert_eq!(outbox.send(&draft.id, key(None)).await.unwrap(), first);
    assert_eq!(outbox.send(&draft.id, key(Some(5))).await.unwrap_err().kind(), ErrorKind::Conflict);
    let other = outbox.send(&draft.id, SendOptions::default()).await;
    assert_eq!(other.unwrap(), first, "without a key the same request is the same delivery too");
    let other = SendOptions { undo_seconds: Some(7), ..SendOptions::default() };
    let error = outbox.send(&draft.id, other).await.unwrap_err();
    assert!(error.message().contains("cancel that first"), "{error}");
    let many = (0..8).map(|_| outbox.send(&draft.id, key(None)));
    for again in futures::future::join_all(many).await {
        assert_eq!(again.unwrap(), first);
    }
}

#[tokio::test]
async fn an_edit_voids_what_was_proposed_approved_or_held() {
    let server = Server::start().await;
    let world = world(Some(MailSettings { undo_seconds: 1, ..mail(&server.url()) })).await;
    let outbox = world.office.communications().outbox();
    let mut edited = draft("Hello.", &TO);
    let proposed = world.propose(&edited).await;
    edited.blocks = draft("Goodbye.", &TO).blocks;
    (edited.content_hash, edited.version) = (edited.compute_hash(), 2);
    store(world.storage.as_ref(), &edited).await;
    let error = outbox.approve(&proposed.id).await.unwrap_err();
    assert!(error.kind() == ErrorKind::Conflict && error.message().contains("edited"), "{error}");
    assert_eq!(world.get(&proposed.id).await.state, DeliveryState::Failed);
    // A held one never leaves.
    let held = world.release(&edited).await;
    edited.version = 3;
    store(world.storage.as_ref(), &edited).await;
    let failed = world.until(&held.id, DeliveryState::Failed).await;
    assert!(failed.reason().unwrap().contains("edited"), "{failed:?}");
    // Proposing the new version takes the place of what was held of the old one.
    let held = world.release(&edited).await;
    edited.blocks = draft("See you.", &TO).blocks;
    (edited.content_hash, edited.version) = (edited.compute_hash(), 4);
    let next = world.release(&edited).await;
    assert_eq!(world.get(&held.id).await.state, DeliveryState::Cancelled);
    let sent = world.until(&next.id, DeliveryState::Sent).await;
    assert_eq!(server.taken().len(), 1);
    assert_eq!(
        outbox.send(&edited.id, SendOptions::default()).await.unwrap(),
        sent,
        "what was sent stays so"
    );
    let other = SendOptions { undo_seconds: Some(0), ..SendOptions::default() };
    let error = outbox.send(&edited.id, other).await.unwrap_err();
    assert!(error.kind() == ErrorKind::Conflict && error.message().contains("edit it"), "{error}");
    // What was edited after it was sent is something else.
    edited.version = 5;
    let corrected = world.release(&edited).await;
    world.until(&corrected.id, DeliveryState::Sent).await;
    assert_eq!(server.taken().len(), 2);
}

#[tokio::test]
async fn who_asked_may_not_approve_and_two_people_are_two() {
    let server = Server::start().await;
    let world = world(Some(mail(&server.url()))).await;
    let member = async |role| {
        let id = world.office.people().add(NewMember::new("Somebody", role)).await.unwrap().id;
        (world.office.acting_as(&id).unwrap().communications().outbox(), id)
    };
    let draft = draft("Hello.", &TO);
    store(world.storage.as_ref(), &draft).await;
    let (admin, admin_id) = member(Role::Admin).await;
    let needed = Needed { approvers: 2, ..Needed::default() };
    let options = SendOptions { needed: Some(needed), ..SendOptions::default() };
    let proposed = admin.send(&draft.id, options).await.unwrap();
    assert_eq!(admin.approve(&proposed.id).await.unwrap_err().kind(), ErrorKind::Denied);
    let (first, second) = (member(Role::Approver).await.0, member(Role::Approver).await.0);
    assert_eq!(
        first.approve(&proposed.id).await.unwrap().state,
        DeliveryState::Proposed,
        "one is not enough"
    );
    assert_eq!(
        first.approve(&proposed.id).await.unwrap().state,
        DeliveryState::Proposed,
        "nor the same one twice"
    );
    // Who asked is out before it leaves.
    world.office.people().remove(&admin_id).await.unwrap();
    second.approve(&proposed.id).await.unwrap();
    let failed = world.until(&proposed.id, DeliveryState::Failed).await;
    assert!(failed.reason().unwrap().contains("does not belong"), "{failed:?}");
    let sent = world.office.communications().outbox().retry(&proposed.id).await.unwrap();
    world.until(&sent.id, DeliveryState::Sent).await;
    assert_eq!(server.taken().len(), 1);
}

#[tokio::test]
async fn a_rejected_delivery_is_cancelled_and_an_approval_beside_the_outbox_lets_it_go() {
    let server = Server::start().await;
    let world = world(Some(mail(&server.url()))).await;
    let outbox = world.office.communications().outbox();
    let proposed = world.propose(&draft("Hello.", &TO)).await;
    let rejected = outbox.reject(&proposed.id, Some("too short".to_owned())).await.unwrap();
    assert_eq!((rejected.state, rejected.reason()), (DeliveryState::Cancelled, Some("rejected: too short")));
    let again = world.propose(&draft("Hello.", &TO)).await;
    let approval = world.office.approvals().get(&again.approval).await.unwrap();
    world.office.approvals().approve(&approval).await.unwrap();
    world.until(&again.id, DeliveryState::Sent).await;
    let (sent, _) = outbox.list(Some(DeliveryState::Sent), None, 10).await.unwrap();
    assert_eq!(sent.len(), 1);
    assert_eq!(outbox.list(None, None, 10).await.unwrap().0.len(), 2);
    assert_eq!(outbox.of_draft(&again.draft).await.unwrap().len(), 1);
}

#[tokio::test]
async fn what_cannot_be_a_message_is_refused_before_anybody_is_asked() {
    let server = Server::start().await;
    let limits = SendLimits { message_bytes: 100 << 10, ..SendLimits::default() };
    let world = world(Some(MailSettings { limits, ..mail(&server.url()) })).await;
    let outbox = world.office.communications().outbox();
    let many: Vec<String> = (0..10_000).map(|number| format!("a{number}@them.example")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let no_sender = {
        let mut it = draft("Hi.", &TO);
        it.sender = None;
        it
    };
    let injected = {
        let mut it = draft("Hi.", &TO);
        it.subject = vec![Inline::Text { text: "Hi\r\nBcc: all@x.example".to_owned() }];
        it
    };
    let gap = {
        let mut it = draft("Hi.", &TO);
        it.blocks =
            vec![DraftBlock::Paragraph { inlines: vec![Inline::Placeholder { hint: "price".to_owned() }] }];
        it.findings = vec![
            serde_json::from_value(serde_json::json!({
                "code": "V7", "severity": "block", "message": "a gap is left", "evidence": null
            }))
            .unwrap(),
        ];
        it
    };
    let large = {
        let file = world
            .office
            .documents()
            .add(Source::text("large.txt", "many words ".repeat(15_000)))
            .await
            .unwrap();
        let bytes = world.office.documents().original(&file.id).await.unwrap();
        let mut it = draft("Hi.", &TO);
        it.attachments = vec![
            serde_json::from_value(serde_json::json!({
                "document": file.id, "name": "large.txt", "media_type": "text/plain",
                "sha256": secretariat::blobs::BlobId::of(&bytes),
            }))
            .unwrap(),
        ];
        it
    };
    for (what, draft, kind) in [
        ("10,000 recipients", draft("Hi.", &many), ErrorKind::LimitExceeded),
        ("no recipient", draft("Hi.", &[]), ErrorKind::InvalidInput),
        ("an empty body", draft(" \n ", &TO), ErrorKind::InvalidInput),
        ("no sender", no_sender, ErrorKind::InvalidInput),
        ("a line end in the subject", injected, ErrorKind::InvalidInput),
        (
            "a line end in an address",
            draft("Hi.", &["a@x.example\r\nRCPT:<b@x.example>"]),
            ErrorKind::InvalidInput,
        ),
        ("no address", draft("Hi.", &["nobody"]), ErrorKind::InvalidInput),
        ("a gap", gap, ErrorKind::InvalidInput),
        ("more than the limit", large, ErrorKind::LimitExceeded),
    ] {
        store(world.storage.as_ref(), &draft).await;
        let error = outbox.send(&draft.id, SendOptions::default()).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{what}: {error}");
    }
    assert!(outbox.list(None, None, 10).await.unwrap().0.is_empty());
    assert!(world.office.approvals().waiting(None, 10).await.unwrap().0.is_empty());
    let odd = draft("שלום 🪑", &["a@müller.example"]);
    let sent = world.release(&odd).await;
    world.until(&sent.id, DeliveryState::Sent).await;
    assert_eq!(server.taken()[0].recipients, ["a@xn--mller-kva.example"]);
}

/// A transport that never knows, and the sent mail of somebody.
#[derive(Debug, Default)]
struct Elsewhere {
    sends: Mutex<u32>,
    filed: Mutex<Vec<String>>,
    trace: Mutex<Option<Trace>>,
}

#[async_trait]
impl Transport for Elsewhere {
    fn name(&self) -> &str {
        "elsewhere"
    }

    async fn send(&self, message: &OutgoingMessage) -> Result<Vec<RecipientResult>, NotSent> {
        let mut sends = self.sends.lock().await;
        *sends += 1;
        match *sends {
            1 => Err(NotSent::InDoubt(secretariat::Error::unavailable("no answer"))),
            2 => panic!("a defect of the transport"),
            3 => Ok(Vec::new()),
            _ => Ok(message
                .recipients
                .iter()
                .map(|address| RecipientResult {
                    address: address.clone(),
                    outcome: RecipientOutcome::Accepted,
                    code: None,
                    status: None,
                    message: None,
                })
                .collect()),
        }
    }

    async fn find(&self, _: &OutgoingMessage) -> Result<Trace> {
        Ok(Trace::Unknown)
    }
}

#[async_trait]
impl SentMail for Elsewhere {
    async fn find(&self, _: &str) -> Result<Trace> {
        let trace = *self.trace.lock().await;
        trace.ok_or_else(|| secretariat::Error::unavailable("the mailbox is away"))
    }

    async fn file(&self, message: &OutgoingMessage) -> Result<()> {
        self.filed.lock().await.push(message.message_id.clone());
        Ok(())
    }
}

#[tokio::test]
async fn what_is_in_doubt_is_looked_for_and_then_an_operator_decides() {
    let elsewhere = Arc::new(Elsewhere::default());
    let world = world_with(
        Some(MailSettings { outgoing: None, ..mail("") }),
        vec![elsewhere.clone()],
        Some(elsewhere.clone()),
    )
    .await;
    let outbox = world.office.communications().outbox();
    for (trace, verdict, state) in [
        (None, DeliveryVerdict::Sent, DeliveryState::Sent),
        (Some(Trace::NotSent), DeliveryVerdict::NotSent, DeliveryState::Failed),
        (Some(Trace::Unknown), DeliveryVerdict::SendAgain, DeliveryState::Sent),
    ] {
        *elsewhere.trace.lock().await = trace;
        let released = world.release(&draft("Hello.", &TO)).await;
        let asks =
            |reason: Option<&str>| reason.is_some_and(|reason| reason.contains("not sent again by itself"));
        let waiting =
            world.until_it(&released.id, |it| it.state == DeliveryState::InDoubt && asks(it.reason())).await;
        assert_eq!(outbox.retry(&waiting.id).await.unwrap_err().kind(), ErrorKind::Conflict);
        assert_eq!(outbox.cancel(&waiting.id, None).await.unwrap_err().kind(), ErrorKind::Conflict);
        let before = *elsewhere.sends.lock().await;
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert_eq!(*elsewhere.sends.lock().await, before, "nothing is sent on a guess");
        outbox.resolve(&waiting.id, verdict).await.unwrap();
        world.until(&waiting.id, state).await;
        assert_eq!(outbox.resolve(&waiting.id, verdict).await.unwrap_err().kind(), ErrorKind::Conflict);
    }
    assert_eq!(*elsewhere.sends.lock().await, 4);
    // What is found among the sent mail was sent; a copy of what was sent is filed.
    *elsewhere.sends.lock().await = 0;
    *elsewhere.trace.lock().await = Some(Trace::Sent);
    let found = world.release(&draft("Hello again.", &TO)).await;
    let found = world.until(&found.id, DeliveryState::Sent).await;
    assert_eq!(states(&found)[3..], ["transmitting", "in_doubt", "sent"]);
    assert!(found.reason().unwrap().contains("among the sent mail"));
    for _ in 0..100 {
        if elsewhere.filed.lock().await.contains(&found.message_id) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the copy was not filed");
}

#[tokio::test]
async fn bounces_and_answers_are_kept_with_the_delivery() {
    let folder = tempfile::tempdir().unwrap();
    let world = world(Some(mail(&format!("folder:{}", folder.path().display())))).await;
    let outbox = world.office.communications().outbox();
    let released = world.release(&draft("Hello.", &["ben@them.example", "eve@them.example"])).await;
    let sent = world.until(&released.id, DeliveryState::Sent).await;
    let file = std::fs::read(folder.path().join(format!("{}.eml", sent.id))).unwrap();
    assert_eq!(file, outbox.message(&sent.id).await.unwrap());
    assert_eq!(
        std::fs::read_dir(folder.path()).unwrap().count(),
        2,
        "the message, its envelope, nothing half"
    );
    let bounce = RecipientResult {
        address: "eve@them.example".to_owned(),
        outcome: RecipientOutcome::Rejected,
        code: Some(550),
        status: Some("5.1.1".to_owned()),
        message: Some("no such person".to_owned()),
    };
    let bounced = outbox.bounced(&sent.id, bounce.clone()).await.unwrap();
    assert!(bounced.state == DeliveryState::Bounced && bounced.results.contains(&bounce));
    let answered = outbox.replied(&sent.id, "doc_1".parse().unwrap()).await.unwrap();
    assert_eq!(states(&answered)[3..], ["transmitting", "sent", "bounced", "replied"]);
}

#[tokio::test]
async fn what_comes_back_is_matched_to_what_was_sent() {
    let folder = tempfile::tempdir().unwrap();
    let world = world(Some(mail(&format!("folder:{}", folder.path().display())))).await;
    let released = world.release(&draft("Hello.", &["ben@them.example", "eve@them.example"])).await;
    let sent = world.until(&released.id, DeliveryState::Sent).await;
    let documents = world.office.documents();
    let report = format!(
        "From: MAILER-DAEMON@them.example\r\nTo: ann@ours.example\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; them.example\r\n\r\n\
         Final-Recipient: rfc822; eve@them.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\
         Diagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n\
         Final-Recipient: rfc822; boss@bank.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n\
         --b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{}>\r\nSubject: x\r\n\r\n--b--\r\n",
        sent.message_id
    );
    let report = documents.add(Source::bytes("report.eml", report)).await.unwrap();
    for round in 0..2 {
        let received = world.office.communications().receive(&report.id).await.unwrap();
        let delivery = received.delivery.unwrap();
        assert_eq!(delivery.state, DeliveryState::Bounced, "round {round}");
        assert_eq!(received.suppressed, ["eve@them.example"], "only whom it went to");
        let failed = delivery.results.iter().find(|result| result.address == "eve@them.example").unwrap();
        assert_eq!((failed.outcome, failed.status.as_deref()), (RecipientOutcome::Rejected, Some("5.1.1")));
    }
    let screening = world.office.contacts().suppressions(None, 10).await.unwrap();
    assert_eq!(screening.0.len(), 1);
    let answer = format!(
        "From: Ben <ben@them.example>\r\nTo: ann@ours.example\r\nSubject: Re: Chairs\r\nIn-Reply-To: <{}>\r\n\r\nYes.\r\n",
        sent.message_id
    );
    let answer = documents.add(Source::bytes("answer.eml", answer)).await.unwrap();
    let received = world.office.communications().receive(&answer.id).await.unwrap();
    let delivery = received.delivery.unwrap();
    assert_eq!((delivery.state, delivery.answer), (DeliveryState::Replied, Some(answer.id)));
    let stranger = documents.add(Source::text("note.txt", "Nothing to do with it.")).await.unwrap();
    assert_eq!(world.office.communications().receive(&stranger.id).await.unwrap().delivery, None);
}

#[tokio::test]
async fn a_sender_keeps_to_the_pace_that_is_allowed() {
    let server = Server::start().await;
    let limits = SendLimits {
        per_sender_per_minute: Some(120),
        per_domain_per_minute: Some(240),
        ..SendLimits::default()
    };
    let world = world(Some(MailSettings { limits, ..mail(&server.url()) })).await;
    let start = std::time::Instant::now();
    let mut all = Vec::new();
    for number in 0..4 {
        all.push(world.release(&draft(&format!("Number {number}."), &TO)).await.id);
    }
    for id in &all {
        world.until(id, DeliveryState::Sent).await;
    }
    assert!(
        start.elapsed() >= Duration::from_millis(1_450),
        "three pauses of half a second: {:?}",
        start.elapsed()
    );
    assert_eq!(server.taken().len(), 4);
}
