//! What becomes of a delivery that is not taken.

use std::time::Duration;

use secretariat::approvals::ApprovalState;
use secretariat::webhooks::{WebhookDeliveryState as State, WebhookEventKind as Kind, WebhookState};
use secretariat::{ErrorKind, Source};

use super::receiver::{Receiver, add, delivered, memory, open, settings, until, until_it_is};

#[tokio::test]
async fn what_is_not_taken_is_tried_again_under_the_same_id_and_body() {
    let receiver = Receiver::start().await;
    receiver.answer(&["500 Oops", "302 Found\r\nLocation: /elsewhere", "429 Slow\r\nRetry-After: 1"]);
    let office = open(&memory().await, settings(&[&receiver])).await;
    let webhook = add(&office, &receiver, &[Kind::DocumentAdded]).await.webhook;
    office.documents().add(Source::text("note.txt", "Hello.")).await.unwrap();
    let told = receiver.until(4).await;
    assert!(told.iter().all(|one| one.id() == told[0].id() && one.body == told[0].body));
    assert!(told[3].at - told[2].at >= Duration::from_secs(1), "the receiver asked to wait");
    let delivery = delivered(&office, &webhook).await;
    assert_eq!(delivery.tried, 4);
    let statuses: Vec<_> = delivery.attempts.iter().map(|attempt| attempt.status).collect();
    assert_eq!(statuses, [Some(500), Some(302), Some(429), Some(204)]);
    assert!(delivery.attempts[1].reason.as_ref().unwrap().contains("not followed"));
    assert_eq!(office.webhooks().get(&webhook.id).await.unwrap().failing_since, None);
    office.close().await.unwrap();
}

#[tokio::test]
async fn after_the_last_attempt_it_is_given_up_and_may_be_redelivered() {
    let receiver = Receiver::start().await;
    receiver.answer(&["500 Oops"; 4]);
    let office = open(&memory().await, settings(&[&receiver])).await;
    let webhook = add(&office, &receiver, &[Kind::DocumentAdded]).await.webhook;
    let first = office.webhooks().test(&webhook.id).await.unwrap();
    assert_eq!((first.state, first.kind), (State::Waiting, Kind::WebhookTest));
    let failed = until(&office, &webhook, |delivery| delivery.state == State::Failed).await;
    assert_eq!((failed.tried, failed.next), (4, None));
    assert_eq!(failed.attempts.last().unwrap().reason.as_deref(), Some("given up after 4 attempts"));
    assert!(office.webhooks().get(&webhook.id).await.unwrap().failing_since.is_some());
    let again = office.webhooks().redeliver(&failed.id).await.unwrap();
    assert_eq!((again.turn, again.tried), (1, 0));
    let taken = delivered(&office, &webhook).await;
    assert_eq!(taken.event, first.event);
    let told = receiver.told();
    assert_eq!(told.len(), 5);
    assert!(told.iter().all(|one| one.id() == first.event.as_str()));
    assert_eq!(office.webhooks().get(&webhook.id).await.unwrap().failing_since, None);
    office.close().await.unwrap();
}

#[tokio::test]
async fn a_receiver_that_is_gone_or_fails_too_long_is_stopped_and_people_are_asked() {
    for (answer, hours) in [("410 Gone", 120), ("500 Oops", 0)] {
        let receiver = Receiver::start().await;
        receiver.answer(&[answer]);
        let mut settings = settings(&[&receiver]);
        settings.webhooks.failing_hours = hours;
        let office = open(&memory().await, settings).await;
        let webhook = add(&office, &receiver, &[]).await.webhook;
        office.webhooks().test(&webhook.id).await.unwrap();
        let stopped = until_it_is(&office, &webhook, WebhookState::Stopped).await;
        assert!(stopped.reason.is_some(), "{stopped:?}");
        let failed = until(&office, &webhook, |delivery| delivery.state == State::Failed).await;
        assert_eq!(failed.tried, 1, "{answer}");
        let error = office.webhooks().redeliver(&failed.id).await.unwrap_err();
        assert!(error.kind() == ErrorKind::Conflict && error.message().contains("enable"), "{error}");
        let (waiting, _) = office.approvals().waiting(None, 10).await.unwrap();
        assert_eq!(waiting.len(), 1, "{answer}");
        assert_eq!(waiting[0].shown["url"], receiver.url());
        let approved = office.approvals().approve(&waiting[0]).await.unwrap();
        assert_eq!(approved.state, ApprovalState::Approved);
        let active = office.webhooks().get(&webhook.id).await.unwrap();
        assert_eq!((active.state, active.reason, active.failing_since), (WebhookState::Active, None, None));
        office.webhooks().redeliver(&failed.id).await.unwrap();
        delivered(&office, &webhook).await;
        let actions = office.audit().read(0, 100).await.unwrap();
        assert!(actions.iter().any(|record| record.entry.action == "webhooks.stop"), "{answer}");
        office.close().await.unwrap();
    }
}

#[tokio::test]
async fn a_receiver_that_says_nothing_takes_no_more_than_its_time() {
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = silent.local_addr().unwrap().port();
    let receiver = Receiver::start().await;
    let mut settings = settings(&[&receiver]);
    settings.webhooks.internal_hosts.push(format!("127.0.0.1:{port}"));
    (settings.webhooks.seconds, settings.webhooks.attempts) = (1, 1);
    let office = open(&memory().await, settings).await;
    let webhook = add(&office, &receiver, &[]).await.webhook;
    let url = Some(format!("http://127.0.0.1:{port}/"));
    let edit = secretariat::webhooks::WebhookEdit { url, ..Default::default() };
    office.webhooks().change(&webhook.id, edit).await.unwrap();
    office.webhooks().test(&webhook.id).await.unwrap();
    let failed = until(&office, &webhook, |delivery| delivery.state == State::Failed).await;
    assert!(failed.attempts[0].reason.as_ref().unwrap().contains("within 1 s"), "{failed:?}");
    office.close().await.unwrap();
}
