//! Reminders that are drafted when nobody answers, and before a deadline: once, and never sent by themselves.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use secretariat::clock::{Clock, SystemClock};
use secretariat::communications::{
    DeadlineReminder, Delivery, DeliveryState, DraftKind, DraftRequest, FollowUp, FollowUpState, SendOptions,
    render,
};
use secretariat::documents::Mailbox;
use secretariat::settings::{Owner, Settings};
use secretariat::{ErrorKind, Office, Source};
use tempfile::TempDir;

use super::office::mail;
use super::server::Server;

async fn open(folder: &TempDir, server: &Server) -> Office {
    let owner = Owner { addresses: vec!["ann@ours.example".to_owned()] };
    let settings = Settings { mail: Some(mail(&server.url())), owner: Some(owner), ..Settings::default() };
    Office::builder().folder(folder.path()).settings(settings).build().await.unwrap()
}

async fn sent(office: &Office, words: &str) -> Delivery {
    let ben = Mailbox { name: Some("Ben Lund".to_owned()), address: "ben@theirs.example".to_owned() };
    let request = DraftRequest::new(DraftKind::NewMail).subject("Chairs").saying(words).to(ben);
    let draft = office.communications().draft(request).await.unwrap();
    let proposed = office.outbox().send(&draft.id, SendOptions::default()).await.unwrap();
    office.outbox().approve(&proposed.id).await.unwrap();
    for _ in 0..1_000 {
        let delivery = office.outbox().get(&proposed.id).await.unwrap();
        if delivery.state == DeliveryState::Sent {
            return delivery;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("it was never sent")
}

async fn until_over(office: &Office, follow_up: &FollowUp) -> FollowUp {
    for _ in 0..1_000 {
        let now = office.communications().follow_ups().get(&follow_up.id).await.unwrap();
        if now.state != FollowUpState::Waiting {
            return now;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("it waits for ever")
}

fn soon(seconds: i64) -> Timestamp {
    SystemClock.now() + SignedDuration::from_secs(seconds)
}

async fn reply(office: &Office, delivery: &Delivery) {
    let text = format!(
        "From: ben@theirs.example\r\nTo: ann@ours.example\r\nSubject: Re: Chairs\r\nMessage-ID: <a@x>\r\n\
         In-Reply-To: <{}>\r\n\r\nYes.\r\n",
        delivery.message_id
    );
    office.documents().add(Source::bytes("answer.eml", text.into_bytes())).await.unwrap();
}

#[tokio::test]
async fn without_an_answer_a_reminder_is_drafted_once_after_a_restart_too() {
    let (folder, server) = (TempDir::new().unwrap(), Server::start().await);
    let office = open(&folder, &server).await;
    let delivery = sent(&office, "Which chairs do you have in stock?").await;
    let follow_ups = office.communications().follow_ups();
    let asked = follow_ups.remind_if_no_answer(&delivery.id, soon(3_600)).await.unwrap();
    let moved = follow_ups.remind_if_no_answer(&delivery.id, soon(2)).await.unwrap();
    assert_eq!((moved.id.clone(), moved.turn), (asked.id, 1), "one for each delivery");
    drop(follow_ups);
    office.close().await.unwrap();
    tokio::time::sleep(Duration::from_millis(2_200)).await;
    let (office, second) = (open(&folder, &server).await, open(&folder, &server).await);
    let over = until_over(&office, &moved).await;
    assert_eq!(over.state, FollowUpState::Drafted, "{over:?}");
    let draft = office.communications().get(over.draft.as_ref().unwrap()).await.unwrap();
    assert_eq!(draft.kind, DraftKind::FollowUp);
    let thread = draft.thread.as_ref().unwrap();
    assert_eq!(thread.in_reply_to.as_ref(), Some(&delivery.message_id), "the same conversation");
    assert_eq!(draft.recipients[0].mailbox.address, "ben@theirs.example");
    let text = render::text(&draft);
    assert!(text.contains("Which chairs do you have in stock?"), "{text}");
    let again =
        office.communications().follow_ups().remind_if_no_answer(&delivery.id, soon(0)).await.unwrap();
    assert_eq!(again, over, "once");
    let kinds: Vec<DraftKind> =
        office.communications().newest(10).await.unwrap().into_iter().map(|draft| draft.kind).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == DraftKind::FollowUp).count(), 1);
    assert_eq!(server.taken().len(), 1, "nothing is sent by itself");
    let (waiting, _) =
        office.communications().follow_ups().list(Some(FollowUpState::Waiting), None, 10).await.unwrap();
    assert_eq!(waiting, []);
    drop(second);
}

#[tokio::test]
async fn an_answer_or_a_cancellation_makes_a_reminder_needless() {
    let (folder, server) = (TempDir::new().unwrap(), Server::start().await);
    let office = Arc::new(open(&folder, &server).await);
    let follow_ups = office.communications().follow_ups();
    let answered = sent(&office, "Which chairs?").await;
    let waiting = follow_ups.remind_if_no_answer(&answered.id, soon(1)).await.unwrap();
    reply(&office, &answered).await;
    let settled = until_over(&office, &waiting).await;
    assert!(settled.state == FollowUpState::Settled && settled.answer.is_some(), "{settled:?}");
    let other = sent(&office, "Which tables?").await;
    let waiting = follow_ups.remind_if_no_answer(&other.id, soon(1)).await.unwrap();
    let cancelled = follow_ups.cancel(&waiting.id).await.unwrap();
    assert_eq!(follow_ups.cancel(&waiting.id).await.unwrap(), cancelled);
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    assert_eq!(follow_ups.get(&waiting.id).await.unwrap().state, FollowUpState::Cancelled);
    let error = follow_ups.cancel(&settled.id).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Conflict);
    let missing = "dlv_none".parse().unwrap();
    let error = follow_ups.remind_if_no_answer(&missing, soon(1)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert_eq!(office.communications().newest(10).await.unwrap().len(), 2, "no reminder");
}

#[tokio::test]
async fn a_deadline_is_reminded_of_so_many_days_before() {
    let (folder, server) = (TempDir::new().unwrap(), Server::start().await);
    let office = open(&folder, &server).await;
    let today = office.documents().now().date();
    let day = |days: i64| today.checked_add(jiff::Span::new().days(days)).unwrap();
    let text = format!(
        "Invoice 7\n\nDate: {today}\n\nPlease pay EUR 1,190.00 by {}.\n",
        day(5).strftime("%-d %B %Y")
    );
    let bill = office.documents().add(Source::text("invoice.txt", text)).await.unwrap();
    assert!(!bill.brief.deadlines.is_empty(), "{:?}", bill.brief);
    let follow_ups = office.communications().follow_ups();
    let later = DeadlineReminder { days_before: 1, ..DeadlineReminder::default() };
    let waiting = follow_ups.remind_of_deadlines(&bill.id, later).await.unwrap();
    assert_eq!(waiting.len(), 1);
    assert!(waiting[0].state == FollowUpState::Waiting && waiting[0].at > soon(0));
    // Moved to a day that has come.
    let now = follow_ups.remind_of_deadlines(&bill.id, DeadlineReminder::default()).await.unwrap();
    assert_eq!(now[0].id, waiting[0].id);
    let over = until_over(&office, &now[0]).await;
    assert_eq!(over.state, FollowUpState::Drafted, "{over:?}");
    let draft = office.communications().get(over.draft.as_ref().unwrap()).await.unwrap();
    assert_eq!(
        (draft.kind, draft.recipients[0].mailbox.address.as_str()),
        (DraftKind::Reminder, "ann@ours.example")
    );
    assert!(render::text(&draft).contains("1,190.00"), "{}", render::text(&draft));
    let again = follow_ups.remind_of_deadlines(&bill.id, DeadlineReminder::default()).await.unwrap();
    assert_eq!(again, [over], "once");
}
