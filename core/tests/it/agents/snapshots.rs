//! Snapshots of runs: used when a run is taken up again, passed over when they do not fit, gone with the run's end.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use secretariat::agents::{Agent, ApprovalPolicy, Budget, Effect, Tool};
use secretariat::id::{RunId, WorkspaceId};
use secretariat::models::LanguageModel;
use secretariat::storage::sqlite::Sqlite;
use secretariat::storage::{Batch, Expect, Put, Record, Storage};
use secretariat::{Office, OfficeBuilder};
use serde_json::{Value, json};
use tokio::runtime::Handle;

use super::process::{Mortal, Tripwire};
use super::world::{Scripted, agent, counted, question, says, soon, spec, wants};

/// Changes the body of a snapshot.
type Spoil = fn(&mut Value);

/// Turns before the one that a person has to agree to.
const TURNS: usize = 60;

fn script() -> Arc<Scripted> {
    Scripted::new(|request| {
        Ok(match super::world::outcomes(&request.messages).len() {
            turn if turn < TURNS => wants(&[("look", json!({"at": turn}))]),
            TURNS => wants(&[("pay", json!({"amount": 12.5}))]),
            _ => says("done"),
        })
    })
}

fn clerk() -> Agent {
    let budget = Budget { turns: None, tool_calls: None, ..Budget::default() };
    Agent { budget, ..agent(&["look", "pay"]) }
}

async fn open(storage: &Arc<dyn Storage>, model: &Arc<Scripted>) -> Office {
    let (look, _) = counted(spec("look", &["at"]), json!({"seen": "the mail of today"}));
    let pay = spec("pay", &["amount"]).with_effect(Effect::Once).with_approval(ApprovalPolicy::Always);
    let (pay, _) = counted(pay, json!("paid"));
    let model: Arc<dyn LanguageModel> = model.clone();
    let tools: [Arc<dyn Tool>; 2] = [look, pay];
    let builder = Office::builder().storage(storage.clone()).model(model);
    tools.into_iter().fold(builder, OfficeBuilder::tool).build().await.unwrap()
}

async fn snapshot(storage: &Arc<dyn Storage>, run: &RunId) -> Option<Record> {
    storage.get(&WorkspaceId::default_workspace(), "run_snapshots", run.as_str()).await.unwrap()
}

/// Lets a run come to its question, and changes its snapshot.
async fn waiting(change: impl Fn(&mut Value)) -> (Arc<dyn Storage>, RunId) {
    let storage: Arc<dyn Storage> = Arc::new(Sqlite::memory(OfficeBuilder::collections()).await.unwrap());
    let office = open(&storage, &script()).await;
    let run = office.agents().start(&clerk(), "Look and pay").await.unwrap().id;
    question(office.agents(), &run).await;
    let mut record = snapshot(&storage, &run).await.expect("a long run has a snapshot");
    change(&mut record.body);
    let mut batch = Batch::new(WorkspaceId::default_workspace());
    batch.puts.push(Put { record, expect: Expect::Any });
    storage.commit(batch).await.unwrap();
    // As a process that dies: the office is not closed, which would close the database.
    drop(office);
    (storage, run)
}

/// Opens the office anew, lets the run go on to its end, and returns how many events were read for its question, and
/// what the model was told last.
async fn goes_on(storage: Arc<dyn Storage>, run: &RunId) -> (usize, String) {
    let wire = Tripwire::new(None);
    let mortal: Arc<dyn Storage> =
        Arc::new(Mortal { inner: storage.clone(), wire: wire.clone(), ground: Handle::current() });
    let model = script();
    let office = open(&mortal, &model).await;
    let before = wire.read.load(Ordering::SeqCst);
    let asked = office.agents().questions(run).await.unwrap();
    let read = wire.read.load(Ordering::SeqCst) - before;
    office.agents().approve(run, &asked[0].call).await.unwrap();
    let outcome = soon(office.agents().wait(run)).await.unwrap();
    assert_eq!(outcome.output, Some(json!("done")), "{:?}", outcome.run.ending);
    assert!(snapshot(&storage, run).await.is_none(), "it goes with the end of the run");
    assert_eq!(office.agents().replay(run).await.unwrap().divergence, None);
    (read, serde_json::to_string(&model.last()).unwrap())
}

#[tokio::test]
async fn a_run_goes_on_from_its_snapshot_and_from_none_that_does_not_fit_and_tells_its_model_the_same() {
    let (storage, run) = waiting(|_| {}).await;
    let (used, told) = goes_on(storage, &run).await;
    assert!(used < 160, "{used} events were read, though there is a snapshot");
    let spoils: [(&str, Spoil); 4] = [
        ("another release", |body| body["written_by"] = json!("0.0.9/1")),
        ("a damaged state", |body| body["state"] = json!("AAAA")),
        ("another event", |body| body["event"] = body["hash"].clone()),
        ("another form", |body| *body = json!({"damaged": true})),
    ];
    for (what, spoil) in spoils {
        let (storage, run) = waiting(spoil).await;
        let (read, same) = goes_on(storage, &run).await;
        assert!(read > 240, "{what}: {read} events were read, and not the whole log");
        assert_eq!(same, told, "{what}");
    }
}

#[tokio::test]
async fn a_short_run_has_no_snapshot() {
    let storage: Arc<dyn Storage> = Arc::new(Sqlite::memory(OfficeBuilder::collections()).await.unwrap());
    let model = Scripted::in_turn(vec![wants(&[("pay", json!({"amount": 1}))]), says("done")]);
    let office = open(&storage, &model).await;
    let run = office.agents().start(&clerk(), "Pay").await.unwrap().id;
    question(office.agents(), &run).await;
    assert!(snapshot(&storage, &run).await.is_none());
}
