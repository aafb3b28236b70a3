//! Approvals of calls: what they bind to, who gives them, and what they wake.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use secretariat::agents::{Agent, ApprovalPolicy, Effect, QuestionKind, RunStatus, Tool, ToolOutput};
use secretariat::approvals::ApprovalState;
use secretariat::people::NewMember;
use secretariat::rights::Role;
use secretariat::{ErrorKind, Office};
use serde_json::{Value, json};

use super::world::{Acting, Scripted, agent, office, outcomes, question, reaches, says, soon, spec, wants};

/// A tool that always asks, and the arguments that it was called with.
fn pays() -> (Arc<dyn Tool>, Arc<std::sync::Mutex<Vec<Value>>>) {
    let paid: Arc<std::sync::Mutex<Vec<Value>>> = Arc::default();
    let list = paid.clone();
    let spec = spec("pay", &["amount", "to"]).with_effect(Effect::Once).with_approval(ApprovalPolicy::Always);
    let tool = Acting::new(spec, move |_, arguments| {
        list.lock().unwrap().push(arguments);
        async { Ok(ToolOutput::new(json!("paid"))) }
    });
    (Arc::new(tool), paid)
}

fn script() -> Arc<Scripted> {
    Scripted::in_turn(vec![wants(&[("pay", json!({"amount": 2.5, "to": "Ann"}))]), says("done")])
}

async fn waits(model: &Arc<Scripted>) -> (Office, secretariat::id::RunId, Arc<std::sync::Mutex<Vec<Value>>>) {
    let (pay, paid) = pays();
    let office = office(model, vec![pay]).await;
    let run = office.agents().start(&agent(&["pay"]), "Pay Ann").await.unwrap().id;
    question(office.agents(), &run).await;
    (office, run, paid)
}

#[tokio::test]
async fn a_call_waits_for_approval_holding_nothing_and_is_made_when_somebody_agrees() {
    let model = script();
    let (office, run, paid) = waits(&model).await;
    let agents = office.agents();
    reaches(agents, &run, RunStatus::Waiting).await;
    assert!(paid.lock().unwrap().is_empty());
    let asked = question(agents, &run).await;
    assert_eq!((asked.tool.as_str(), &asked.arguments), ("pay", &json!({"amount": 2.5, "to": "Ann"})));
    let approval = agents.approve(&run, &asked.call).await.unwrap();
    assert_eq!(approval.shown["arguments"]["amount"], 2.5);
    let outcome = soon(agents.wait(&run)).await.unwrap();
    assert_eq!((outcome.output, paid.lock().unwrap().len()), (Some(json!("done")), 1));
    let twice = agents.approve(&run, &asked.call).await.unwrap();
    assert_eq!((twice.state, paid.lock().unwrap().len()), (ApprovalState::Approved, 1));
}

#[tokio::test]
async fn a_decision_beside_the_agents_wakes_the_run_too() {
    let model = script();
    let (office, run, paid) = waits(&model).await;
    let waiting = office.approvals().waiting(None, 10).await.unwrap().0;
    office.approvals().approve(&waiting[0]).await.unwrap();
    assert_eq!(soon(office.agents().wait(&run)).await.unwrap().run.status, RunStatus::Finished);
    assert_eq!(paid.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_refusal_and_its_reason_are_told_to_the_model() {
    let model = script();
    let (office, run, paid) = waits(&model).await;
    office.agents().reject(&run, "call_1", Some("too dear".to_owned())).await.unwrap();
    assert_eq!(soon(office.agents().wait(&run)).await.unwrap().run.status, RunStatus::Finished);
    assert!(paid.lock().unwrap().is_empty());
    assert_eq!(outcomes(&model.last()), [("a person refused the call: too dear".to_owned(), true)]);
}

#[tokio::test]
async fn edited_arguments_void_the_question_and_are_asked_about_anew() {
    let model = script();
    let (office, run, paid) = waits(&model).await;
    let agents = office.agents();
    let first = question(agents, &run).await;
    let wrong = agents.edit(&run, "call_1", json!({"sum": 1})).await.unwrap_err();
    assert_eq!(wrong.kind(), ErrorKind::InvalidInput);
    agents.edit(&run, "call_1", json!({"amount": 1.5, "to": "Ann"})).await.unwrap();
    let second = soon(async {
        loop {
            let asked = question(agents, &run).await;
            if asked.asks != first.asks {
                return asked;
            }
        }
    })
    .await;
    assert_eq!(second.arguments, json!({"amount": 1.5, "to": "Ann"}));
    let QuestionKind::MayItBeMade { approval } = &first.asks else { panic!("{first:?}") };
    let old = office.approvals().get(approval).await.unwrap();
    assert_eq!(old.state, ApprovalState::Void);
    assert_eq!(office.approvals().approve(&old).await.unwrap_err().kind(), ErrorKind::Conflict);
    agents.approve(&run, "call_1").await.unwrap();
    soon(agents.wait(&run)).await.unwrap();
    assert_eq!(*paid.lock().unwrap(), [json!({"amount": 1.5, "to": "Ann"})]);
}

#[tokio::test]
async fn who_may_not_decide_is_denied_and_who_started_the_run_does_not_decide_alone() {
    let model = script();
    let (pay, paid) = pays();
    let office = office(&model, vec![pay]).await;
    let member = async |role| {
        let id = office.people().add(NewMember::new("Somebody", role)).await.unwrap().id;
        office.acting_as(&id).unwrap()
    };
    let (starter, editor, approver, viewer) = (
        member(Role::Admin).await,
        member(Role::Editor).await,
        member(Role::Approver).await,
        member(Role::Viewer).await,
    );
    let denied = viewer.agents().start(&agent(&["pay"]), "Pay").await.unwrap_err();
    assert_eq!(denied.kind(), ErrorKind::Denied);
    let run = starter.agents().start(&agent(&["pay"]), "Pay").await.unwrap().id;
    question(viewer.agents(), &run).await;
    for who in [&editor, &viewer, &starter] {
        assert_eq!(who.agents().approve(&run, "call_1").await.unwrap_err().kind(), ErrorKind::Denied);
    }
    approver.agents().approve(&run, "call_1").await.unwrap();
    soon(starter.agents().wait(&run)).await.unwrap();
    assert_eq!(paid.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn what_nobody_decides_in_time_is_not_done() {
    let model = script();
    let (pay, paid) = pays();
    let office = office(&model, vec![pay]).await;
    let agent = Agent { approval_seconds: Some(1), ..agent(&["pay"]) };
    let run = office.agents().start(&agent, "Pay").await.unwrap().id;
    soon(office.agents().wait(&run)).await.unwrap();
    assert!(paid.lock().unwrap().is_empty());
    assert_eq!(outcomes(&model.last()), [("nobody approved the call in time".to_owned(), true)]);
    let late = office.agents().approve(&run, "call_1").await.unwrap_err();
    assert_eq!(late.kind(), ErrorKind::Conflict);
}

#[tokio::test]
async fn a_question_of_a_cancelled_run_is_void() {
    let model = script();
    let (office, run, paid) = waits(&model).await;
    office.agents().cancel(&run, None).await.unwrap();
    assert_eq!(soon(office.agents().wait(&run)).await.unwrap().run.status, RunStatus::Cancelled);
    assert_eq!(office.agents().approve(&run, "call_1").await.unwrap_err().kind(), ErrorKind::Conflict);
    assert!(office.agents().questions(&run).await.unwrap().is_empty());
    assert!(paid.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_question_that_is_taken_back_lets_the_call_fail() {
    let model = script();
    let (office, run, paid) = waits(&model).await;
    let waiting = office.approvals().waiting(None, 10).await.unwrap().0;
    office.approvals().void(&waiting[0].id).await.unwrap();
    assert_eq!(soon(office.agents().wait(&run)).await.unwrap().run.status, RunStatus::Finished);
    assert!(paid.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_run_waits_for_approval_over_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let (model, count) = (script(), Arc::new(AtomicUsize::new(0)));
    let open = async || {
        let (pay, _) = pays();
        super::world::builder(&model, vec![pay]).folder(folder.path()).build().await.unwrap()
    };
    let office = open().await;
    let run = office.agents().start(&agent(&["pay"]), "Pay").await.unwrap().id;
    question(office.agents(), &run).await;
    office.close().await.unwrap();
    let office = open().await;
    assert_eq!(office.agents().run(&run).await.unwrap().status, RunStatus::Waiting);
    office.agents().approve(&run, "call_1").await.unwrap();
    assert_eq!(soon(office.agents().wait(&run)).await.unwrap().run.status, RunStatus::Finished);
    assert_eq!((model.count(), count.load(Ordering::SeqCst)), (2, 0), "no turn was paid for twice");
}
