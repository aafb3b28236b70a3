//! Sending by a run: one approval is enough, and nothing leaves twice.

use std::sync::Arc;
use std::time::Duration;

use secretariat::agents::{Reconciled, Tool, ToolContext};
use secretariat::approvals::{Needed, NewApproval, NewDecision, PayloadHash, Verdict};
use secretariat::communications::DeliveryState;
use secretariat::id::DraftId;
use secretariat::people::NewMember;
use secretariat::rights::{Actor, Role};
use secretariat::settings::{MailSettings, Owner, ServiceUrl, Settings};
use secretariat::tools::{Drafted, OfficeTools, SentDraft, call_subject};
use secretariat::{ErrorKind, Office};
use serde_json::{Value, json};

use super::direct::context;

struct World {
    office: Office,
    folder: tempfile::TempDir,
    tool: Arc<dyn Tool>,
    draft: DraftId,
}

async fn world() -> World {
    let folder = tempfile::tempdir().unwrap();
    let outgoing = format!("folder:{}", folder.path().display());
    let office = Office::builder()
        .settings(Settings {
            owner: Some(Owner { addresses: vec!["bo@lindholm.example".to_owned()] }),
            mail: Some(MailSettings {
                outgoing: Some(ServiceUrl::from(outgoing.as_str())),
                undo_seconds: 0,
                ..MailSettings::default()
            }),
            ..Settings::default()
        })
        .build()
        .await
        .unwrap();
    let tools = OfficeTools::new(office.documents(), office.communications()).all();
    let find = |name: &str| tools.iter().find(|tool| tool.spec().name == name).cloned().unwrap();
    let request = json!({
        "kind": "new_mail",
        "to": [{ "name": "Ann Weber", "address": "ann@shop.example" }],
        "subject": "Opening hours",
        "say": "We are open on all days.",
    });
    let made = find("draft").call(&context(Actor::Owner), request).await.unwrap().content;
    let made: Drafted = serde_json::from_value(made).unwrap();
    assert!(made.sendable, "{:?}", made.findings);
    World { office, folder, tool: find("send_draft"), draft: made.draft }
}

impl World {
    fn arguments(&self) -> Value {
        json!({ "draft": self.draft, "version": 1 })
    }

    /// Asks for approval of a call as the engine does, and has somebody approve it.
    async fn approve(&self, call: &ToolContext, asks: &Actor, decides: &Actor) {
        let of = |actor: &Actor| match actor {
            Actor::Owner => self.office.clone(),
            other => self.office.acting_as(other.clone()).unwrap(),
        };
        let payload_hash = PayloadHash::of(self.arguments().to_string().as_bytes());
        let question = NewApproval {
            subject: call_subject(&call.run, &call.call_id),
            payload_hash: payload_hash.clone(),
            shown: self.arguments(),
            needed: Needed { requester_may_approve: *asks == Actor::Owner, ..Needed::default() },
            expires_at: None,
        };
        let approval = of(asks).approvals().request(question).await.unwrap();
        let decision =
            NewDecision { id: "yes".to_owned(), verdict: Verdict::Approve, payload_hash, reason: None };
        of(decides).approvals().decide(&approval.id, decision).await.unwrap();
    }

    /// The mails that left, once no more come.
    async fn left(&self) -> usize {
        let mut seen = 0;
        for _ in 0..100 {
            let files = std::fs::read_dir(self.folder.path()).unwrap().filter(|entry| {
                entry.as_ref().unwrap().path().extension().is_some_and(|extension| extension == "eml")
            });
            let now = files.count();
            if now > 0 && now == seen {
                return now;
            }
            seen = now;
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        seen
    }
}

fn sent(output: &secretariat::agents::ToolOutput) -> SentDraft {
    serde_json::from_value(output.content.clone()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_approved_the_call_approved_the_delivery_and_it_leaves_once() {
    let world = world().await;
    let call = context(Actor::Owner);
    world.approve(&call, &Actor::Owner, &Actor::Owner).await;
    assert_eq!(world.tool.reconcile(&call, &world.arguments()).await.unwrap(), Reconciled::NotDone);
    let first = sent(&world.tool.call(&call, world.arguments()).await.unwrap());
    assert_ne!(first.state, DeliveryState::Proposed);
    assert_eq!(first.recipients, ["ann@shop.example"]);
    let again = sent(&world.tool.call(&call, world.arguments()).await.unwrap());
    assert_eq!((&again.delivery, &again.message_id), (&first.delivery, &first.message_id));
    let Reconciled::Done(known) = world.tool.reconcile(&call, &world.arguments()).await.unwrap() else {
        panic!("the delivery is there")
    };
    assert_eq!(sent(&known).delivery, first.delivery);
    assert_eq!(world.left().await, 1);
    let (waiting, _) = world.office.approvals().waiting(None, 10).await.unwrap();
    assert!(waiting.is_empty(), "nobody is asked a second time: {waiting:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_an_approval_nothing_leaves() {
    let world = world().await;
    let call = context(Actor::Owner);
    let proposed = sent(&world.tool.call(&call, world.arguments()).await.unwrap());
    assert_eq!(proposed.state, DeliveryState::Proposed);
    assert_eq!(world.tool.reconcile(&call, &world.arguments()).await.unwrap(), Reconciled::NotDone);
    // An approval of another call is none of this one.
    let other = ToolContext { call_id: "call_9".to_owned(), ..call.clone() };
    world.approve(&other, &Actor::Owner, &Actor::Owner).await;
    assert_eq!(
        sent(&world.tool.call(&call, world.arguments()).await.unwrap()).state,
        DeliveryState::Proposed
    );
    assert_eq!(std::fs::read_dir(world.folder.path()).unwrap().count(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_run_of_an_editor_sends_when_an_approver_agreed_to_the_call() {
    let world = world().await;
    let add = |role| world.office.people().add(NewMember::new(format!("A {role}"), role));
    let editor = Actor::Member(add(Role::Editor).await.unwrap().id);
    let approver = Actor::Member(add(Role::Approver).await.unwrap().id);
    let call = context(editor.clone());
    world.approve(&call, &editor, &approver).await;
    let delivered = sent(&world.tool.call(&call, world.arguments()).await.unwrap());
    assert_ne!(delivered.state, DeliveryState::Proposed);
    let delivery = world.office.outbox().get(&delivered.delivery).await.unwrap();
    assert_eq!(delivery.requested_by, editor);
    let approval = world.office.approvals().get(&delivery.approval).await.unwrap();
    assert_eq!(approval.decisions.iter().map(|said| &said.by).collect::<Vec<_>>(), [&approver]);
    assert_eq!(world.left().await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_that_was_edited_after_it_was_looked_at_is_not_sent() {
    let world = world().await;
    let call = context(Actor::Owner);
    world.approve(&call, &Actor::Owner, &Actor::Owner).await;
    let edit = secretariat::communications::DraftEdit {
        expected_version: 1,
        text: Some("We are closed.".to_owned()),
        ..Default::default()
    };
    world.office.communications().revise(&world.draft, edit).await.unwrap();
    let error = world.tool.call(&call, world.arguments()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Conflict);
    assert_eq!(std::fs::read_dir(world.folder.path()).unwrap().count(), 0);
}
