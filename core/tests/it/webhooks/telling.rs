//! What is told, to whom, and that nothing is lost.

use std::collections::BTreeSet;
use std::time::Duration;

use secretariat::approvals::{NewApproval, PayloadHash, Subject};
use secretariat::webhooks::{WebhookEdit, WebhookEventKind as Kind};
use secretariat::{ErrorKind, Office, OfficeBuilder, Source};
use serde_json::json;

use super::receiver::{Receiver, add, delivered, memory, open, settings};
use crate::postgres::database;
use crate::services;

async fn ask(office: &Office, subject: &str) -> secretariat::approvals::Approval {
    let question = NewApproval {
        subject: Subject::new("purchase", subject),
        payload_hash: PayloadHash::of(subject.as_bytes()),
        shown: json!({ "secret": "Nordwall pays 9,131.60" }),
        needed: secretariat::approvals::Needed { requester_may_approve: true, ..Default::default() },
        expires_at: None,
    };
    office.approvals().request(question).await.unwrap()
}

#[tokio::test]
async fn what_happens_is_told_by_ids_and_states_and_never_by_words_of_documents() {
    let (receiver, other) = (Receiver::start().await, Receiver::start().await);
    let office = open(&memory().await, settings(&[&receiver, &other])).await;
    office.documents().add(Source::text("before.txt", "Nobody hears of this.")).await.unwrap();
    let webhook = add(&office, &receiver, &[]).await.webhook;
    let picky = add(&office, &other, &[Kind::ApprovalDecided]).await.webhook;
    let document = office
        .documents()
        .add(Source::text("secret-plan.txt", "Nordwall pays 9,131.60 by 2099-12-01."))
        .await
        .unwrap();
    let approval = ask(&office, "chairs").await;
    office.approvals().approve(&approval).await.unwrap();
    let told = receiver.until(3).await;
    let mut kinds: Vec<_> = told.iter().map(|told| told.json()["type"].clone()).collect();
    kinds.sort_by_key(ToString::to_string);
    assert_eq!(kinds, ["approval.decided", "approval.requested", "document.added"]);
    let added = told.iter().find(|told| told.json()["type"] == "document.added").unwrap();
    assert_eq!(
        added.json()["data"],
        json!({ "workspace": "ws_default", "target": { "kind": "document", "id": document.id } })
    );
    let decided = told.iter().find(|told| told.json()["type"] == "approval.decided").unwrap();
    assert_eq!(
        decided.json()["data"],
        json!({
            "workspace": "ws_default", "target": { "kind": "approval", "id": approval.id },
            "verdict": "approve", "state": "approved",
        })
    );
    for told in &told {
        for word in ["Nordwall", "9,131", "secret-plan", "2099-12-01"] {
            assert!(!told.body.contains(word), "{}", told.body);
        }
        assert_eq!(told.headers["content-type"], "application/json");
        assert!(told.id().starts_with("evt_"), "{}", told.id());
    }
    let one = other.until(1).await;
    assert_eq!(one[0].json()["type"], "approval.decided");
    assert_eq!(one[0].id(), decided.id(), "an event is one, whoever hears of it");
    delivered(&office, &picky).await;
    // Who is disabled hears nothing, and nothing of it later.
    let edit = WebhookEdit { enabled: Some(false), ..WebhookEdit::default() };
    office.webhooks().change(&webhook.id, edit).await.unwrap();
    assert_eq!(office.webhooks().test(&webhook.id).await.unwrap_err().kind(), ErrorKind::Conflict);
    let missed = ask(&office, "tables").await;
    office.approvals().approve(&missed).await.unwrap();
    other.until(2).await;
    let edit = WebhookEdit { enabled: Some(true), ..WebhookEdit::default() };
    office.webhooks().change(&webhook.id, edit).await.unwrap();
    let heard = ask(&office, "lamps").await;
    let told = receiver.until(4).await;
    assert_eq!(told[3].json()["data"]["target"]["id"], json!(heard.id));
    office.webhooks().remove(&webhook.id).await.unwrap();
    office.webhooks().remove(&picky.id).await.unwrap();
    ask(&office, "desks").await;
    assert_eq!(office.webhooks().get(&webhook.id).await.unwrap_err().kind(), ErrorKind::NotFound);
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(receiver.told().len(), 4);
    office.close().await.unwrap();
}

#[tokio::test]
async fn a_deadline_that_is_near_is_told_once() {
    let receiver = Receiver::start().await;
    let storage = memory().await;
    let clock =
        std::sync::Arc::new(secretariat::clock::FixedClock::new("2026-11-23T09:00:00Z".parse().unwrap()));
    let office = Office::builder()
        .storage(storage)
        .settings(settings(&[&receiver]))
        .clock(clock)
        .build()
        .await
        .unwrap();
    let text = "Invoice 7\n\nTotal: EUR 120.00\nPlease pay by 2026-11-27.";
    let before = office.documents().add(Source::text("invoice.txt", text)).await.unwrap();
    assert!(!before.brief.deadlines.is_empty(), "{:?}", before.brief);
    add(&office, &receiver, &[Kind::DeadlineNear]).await;
    let far = text.replace("2026-11-27", "2026-12-27").replace("Invoice 7", "Invoice 8");
    office.documents().add(Source::text("far.txt", far)).await.unwrap();
    let near = text.replace("Invoice 7", "Invoice 9");
    let after = office.documents().add(Source::text("near.txt", near)).await.unwrap();
    let told = receiver.until(2).await;
    let documents: BTreeSet<String> =
        told.iter().map(|told| told.json()["data"]["target"]["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(documents, [before.id.to_string(), after.id.to_string()].into());
    assert_eq!(told[0].json()["data"]["due"], "2026-11-27");
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(receiver.told().len(), 2);
    office.close().await.unwrap();
}

/// Three processes share a database; one of them does no work, and one is closed in the middle.
async fn nothing_is_lost(storages: Vec<std::sync::Arc<dyn secretariat::storage::Storage>>) {
    const EVENTS: usize = 60;
    let receiver = Receiver::start().await;
    // Every third request fails, so that much is tried again.
    receiver.answer(&["204 No Content", "500 Oops", "204 No Content"].repeat(EVENTS));
    let mut offices = Vec::new();
    for (number, storage) in storages.iter().enumerate() {
        let mut settings = settings(&[&receiver]);
        settings.workers = Some(if number == 0 { 0 } else { 8 });
        offices.push(open(storage, settings).await);
    }
    let webhook = add(&offices[0], &receiver, &[Kind::ApprovalRequested]).await.webhook;
    let mut asked = BTreeSet::new();
    for number in 0..EVENTS {
        let approval = ask(&offices[number % 2], &format!("thing {number}")).await;
        asked.insert(approval.id.to_string());
        if number == EVENTS / 2 {
            offices.pop().unwrap().close().await.unwrap();
        }
    }
    let targets = |told: &[super::receiver::Told]| -> BTreeSet<String> {
        told.iter().map(|told| told.json()["data"]["target"]["id"].as_str().unwrap().to_owned()).collect()
    };
    for _ in 0..1_000 {
        let (waiting, _) = offices[0]
            .webhooks()
            .deliveries(&webhook.id, Some(secretariat::webhooks::WebhookDeliveryState::Waiting), None, 1)
            .await
            .unwrap();
        if targets(&receiver.told()) == asked && waiting.is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let told = receiver.told();
    assert_eq!(targets(&told), asked, "each event is told");
    let ids: BTreeSet<&str> = told.iter().map(|told| told.id()).collect();
    assert_eq!(ids.len(), EVENTS, "each event has one id, however often it is told");
    for office in offices {
        office.close().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_among_offices_of_one_database_on_sqlite() {
    let storage = memory().await;
    let storages = (0..3).map(|_| unclosed(std::sync::Arc::clone(&storage))).collect();
    nothing_is_lost(storages).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_among_offices_of_one_database_on_postgres() {
    use secretariat::storage::postgres::Postgres;
    let Some(server) = services::postgres() else { return };
    let url = database(&server).await;
    let mut storages: Vec<std::sync::Arc<dyn secretariat::storage::Storage>> = Vec::new();
    for _ in 0..3 {
        storages.push(std::sync::Arc::new(Postgres::open(&url, OfficeBuilder::collections()).await.unwrap()));
    }
    nothing_is_lost(storages).await;
}

/// A database in memory is closed for all: the office that ends first must not.
fn unclosed(
    storage: std::sync::Arc<dyn secretariat::storage::Storage>,
) -> std::sync::Arc<dyn secretariat::storage::Storage> {
    std::sync::Arc::new(crate::recorder::Recorder::unclosed(storage))
}
