//! Views of an office, and jobs that are followed again.

use secretariat::{ErrorKind, Result};
use secretariat_bridge::{Callbacks, Message, OfficeHandle};
use serde_json::{Value, json};

async fn open() -> OfficeHandle {
    OfficeHandle::open(Message::json("{}"), Callbacks::default()).await.unwrap()
}

async fn call(office: &OfficeHandle, name: &str, given: Value) -> Result<Value> {
    let answer = office.call(name, Message::json(given.to_string())).await?;
    Ok(serde_json::from_str(&answer.json).unwrap())
}

fn view(office: &OfficeHandle, name: &str, given: Value) -> Result<OfficeHandle> {
    office.view(name, Message::json(given.to_string()))
}

async fn member(office: &OfficeHandle, name: &str, role: &str) -> Value {
    let member = json!({ "member": { "name": name, "role": role } });
    call(office, "people.add", member).await.unwrap()["id"].take()
}

#[tokio::test]
async fn closing_a_view_leaves_the_office_and_its_other_views_open() {
    let office = open().await;
    let eve = member(&office, "Eve", "editor").await;
    let [one, other] = [(); 2].map(|()| view(&office, "acting_as", json!({ "actor": eve })).unwrap());
    one.close().await.unwrap();
    one.close().await.unwrap();
    let closed = call(&one, "documents.all", json!({})).await.unwrap_err();
    assert_eq!(closed.kind(), ErrorKind::InvalidInput);
    assert!(closed.message().contains("closed"), "{closed}");
    assert_eq!(call(&other, "documents.all", json!({})).await.unwrap(), json!([]));
    assert_eq!(call(&office, "documents.all", json!({})).await.unwrap(), json!([]));
}

#[tokio::test]
async fn closing_the_office_closes_its_views() {
    let office = open().await;
    let archive = call(&office, "workspaces.create", json!({ "name": "Archive" })).await.unwrap();
    let inside = view(&office, "workspace", json!({ "id": archive["id"] })).unwrap();
    office.close().await.unwrap();
    for outcome in [
        call(&inside, "documents.all", json!({})).await.map(drop),
        inside.start("documents.job", Message::json(r#"{"id":"job_1"}"#)).map(drop),
        view(&inside, "acting_as", json!({ "actor": "owner" })).map(drop),
        view(&office, "acting_as", json!({ "actor": "owner" })).map(drop),
    ] {
        let error = outcome.unwrap_err();
        assert!(error.message().contains("this office is closed"), "{error}");
    }
    inside.close().await.unwrap();
}

#[tokio::test]
async fn who_acts_cannot_become_somebody_else() {
    let office = open().await;
    let (eve, max) = (member(&office, "Eve", "editor").await, member(&office, "Max", "viewer").await);
    let as_max = view(&office, "acting_as", json!({ "actor": max })).unwrap();
    for actor in [eve, json!("owner")] {
        let error = view(&as_max, "acting_as", json!({ "actor": actor })).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Denied);
    }
    let there = view(&as_max, "workspace", json!({ "id": "ws_default" })).unwrap();
    let added = json!({ "source": { "text": "Hello.", "name": "note.txt" } });
    assert_eq!(call(&there, "documents.add", added).await.unwrap_err().kind(), ErrorKind::Denied);
    assert_eq!(view(&office, "documents.all", json!({})).unwrap_err().kind(), ErrorKind::InvalidInput);
    let nobody = view(&office, "acting_as", json!({ "actor": "somebody" })).unwrap_err();
    assert_eq!(nobody.kind(), ErrorKind::InvalidInput);
    let error = call(&office, "acting_as", json!({ "actor": "owner" })).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
}

#[test]
fn a_job_is_followed_again_by_its_id() {
    secretariat_bridge::block_on(async {
        let office = open().await;
        let sources = json!({ "sources": [
            { "text": "Pay by 1 May 2026.", "name": "a.txt" },
            { "text": "Hello.", "name": "b.txt" },
        ] });
        let job = office.start("documents.submit", Message::json(sources.to_string())).unwrap();
        let outcome = job.wait().await.unwrap();
        let again = json!({ "id": job.id() });
        let again = office.start("documents.job", Message::json(again.to_string())).unwrap();
        assert_eq!(again.id(), job.id());
        // The outcome first, then the events, and both as often as wanted.
        assert_eq!(again.wait().await.unwrap(), outcome);
        assert_eq!(again.wait().await.unwrap(), outcome);
        let mut events = 0;
        while again.event(events).await.unwrap().is_some() {
            events += 1;
        }
        let mut told = 0;
        while job.event(told).await.unwrap().is_some() {
            told += 1;
        }
        assert_eq!(events, told);
        assert!(events >= 4, "{events} events");
        again.cancel();
    })
    .unwrap();
}

#[test]
fn a_job_that_is_not_there_is_not_found_and_can_be_cancelled_in_vain() {
    secretariat_bridge::block_on(async {
        let office = open().await;
        let job = office.start("documents.job", Message::json(r#"{"id":"job_nowhere"}"#)).unwrap();
        job.cancel();
        assert_eq!(job.event(0).await.unwrap_err().kind(), ErrorKind::NotFound);
        assert_eq!(job.wait().await.unwrap_err().kind(), ErrorKind::NotFound);
        job.cancel();
    })
    .unwrap();
}

#[tokio::test]
async fn a_wrong_audit_key_shows_in_no_error() {
    let secret = "5ec2e7".repeat(10);
    for key in [json!(secret), json!(format!("{secret}5ec2zz")), json!([secret]), json!({ "key": secret })] {
        let options = Message::json(json!({ "audit_key": key }).to_string());
        let error = OfficeHandle::open(options, Callbacks::default()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert!(!error.message().contains("5ec2"), "{error}");
    }
}
