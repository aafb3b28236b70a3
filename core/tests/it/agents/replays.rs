//! Replays, and the golden logs of each release: runs that older releases began are replayed without a difference, and
//! go on.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use secretariat::agents::{ApprovalPolicy, Effect, Playbook, RunStatus, Tool};
use secretariat::id::{RunId, WorkspaceId};
use secretariat::models::LanguageModel;
use secretariat::storage::sqlite::Sqlite;
use secretariat::storage::{Append, AttributeValue, Batch, Expect, Put, Query, Record, Storage};
use secretariat::{Office, OfficeBuilder};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::playing::Told;
use super::world::{Scripted, agent, counted, outcome, question, says, soon, spec, wants};

/// What a golden file holds: a run that waits for approval, with all that belongs to it.
#[derive(Serialize, Deserialize)]
struct Golden {
    run: RunId,
    records: Vec<Kept>,
    events: Vec<Value>,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    collection: String,
    id: String,
    attributes: BTreeMap<String, Value>,
    body: Value,
}

/// The collections of a golden file with their attributes.
const KEPT: [(&str, &[&str]); 3] = [
    ("runs", &["agent", "status"]),
    ("run_specs", &[]),
    ("approvals", &["subject", "open", "state", "created"]),
];

fn home() -> WorkspaceId {
    WorkspaceId::default_workspace()
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/runs")
}

fn script() -> Arc<Scripted> {
    Scripted::new(|request| {
        let outcomes = super::world::outcomes(&request.messages);
        Ok(match outcomes.len() {
            0 => wants(&[("look", json!({"at": "mail"})), ("look", json!({"place": 1}))]),
            2 => wants(&[("pay", json!({"amount": 12.5, "to": "Ann"}))]),
            _ => says("done"),
        })
    })
}

fn told(amount: f64) -> Told {
    Told::new(move |steps, input| async move {
        let looks = futures::future::join_all((0..2).map(|n| {
            let steps = steps.clone();
            async move { steps.call("look", json!({"at": n})).await }
        }));
        let seen = looks.await.len();
        let paid = steps.call("pay", json!({"amount": amount, "to": "Ann"})).await?;
        Ok(json!({"seen": seen, "paid": paid, "input": input}))
    })
}

async fn open(storage: &Arc<dyn Storage>, told: Told) -> Office {
    let (look, _) = counted(spec("look", &["at"]), json!({"seen": 1}));
    let pay = spec("pay", &["amount", "to"]).with_effect(Effect::Once).with_approval(ApprovalPolicy::Always);
    let (pay, _) = counted(pay, json!("paid"));
    let (model, told): (Arc<dyn LanguageModel>, Arc<dyn Playbook>) = (script(), Arc::new(told));
    let tools: [Arc<dyn Tool>; 2] = [look, pay];
    let builder = Office::builder().storage(storage.clone()).model(model).playbook(told);
    tools.into_iter().fold(builder, OfficeBuilder::tool).build().await.unwrap()
}

async fn memory() -> Arc<dyn Storage> {
    Arc::new(Sqlite::memory(OfficeBuilder::collections()).await.unwrap())
}

async fn read(storage: &dyn Storage, run: &RunId) -> Golden {
    let mut records = Vec::new();
    for (collection, _) in KEPT {
        for record in storage.query(Query::new(home(), collection)).await.unwrap().records {
            let shown = |value: AttributeValue| match value {
                AttributeValue::Text(text) => json!(text),
                AttributeValue::Integer(number) => json!(number),
            };
            let attributes =
                record.attributes.into_iter().map(|(name, value)| (name.to_owned(), shown(value))).collect();
            let (collection, id, body) = (collection.to_owned(), record.id, record.body);
            records.push(Kept { collection, id, attributes, body });
        }
    }
    let entries = storage.read(&home(), &format!("run/{run}"), 0, 1_000).await.unwrap();
    Golden { run: run.clone(), records, events: entries.into_iter().map(|entry| entry.event).collect() }
}

async fn restore(golden: &Golden) -> Arc<dyn Storage> {
    let storage = memory().await;
    let mut batch = Batch::new(home());
    for kept in &golden.records {
        let (collection, names) = KEPT.iter().find(|(name, _)| *name == kept.collection).unwrap();
        let of = |name: &&'static str| {
            let value = match kept.attributes.get(*name)? {
                Value::String(text) => AttributeValue::Text(text.clone()),
                number => AttributeValue::Integer(number.as_i64().unwrap()),
            };
            Some((*name, value))
        };
        let record = Record {
            workspace: home(),
            collection,
            id: kept.id.clone(),
            version: 0,
            attributes: names.iter().filter_map(of).collect(),
            body: kept.body.clone(),
        };
        batch.puts.push(Put { record, expect: Expect::Absent });
    }
    let stream = format!("run/{}", golden.run);
    batch.appends.push(Append {
        stream,
        expected_sequence: Some(0),
        epoch: 0,
        events: golden.events.clone(),
    });
    storage.commit(batch).await.unwrap();
    storage
}

#[tokio::test]
#[ignore = "writes the golden logs of a release, once"]
async fn golden_logs_are_written() {
    std::fs::create_dir_all(folder()).unwrap();
    for (name, is_agent) in [("agent", true), ("playbook", false)] {
        let storage = memory().await;
        let office = open(&storage, told(12.5)).await;
        let run = match is_agent {
            true => office.agents().start(&agent(&["look", "pay"]), "Pay what is due").await,
            false => office.agents().play("told", json!({"n": 1})).await,
        };
        let run = run.unwrap().id;
        question(office.agents(), &run).await;
        let text = serde_json::to_string_pretty(&read(storage.as_ref(), &run).await).unwrap();
        std::fs::write(folder().join(format!("v2-{name}.json")), text + "\n").unwrap();
    }
}

#[tokio::test]
async fn runs_that_older_releases_began_are_replayed_without_a_difference_and_go_on() {
    let mut seen = 0;
    for file in std::fs::read_dir(folder()).unwrap() {
        let golden: Golden = serde_json::from_slice(&std::fs::read(file.unwrap().path()).unwrap()).unwrap();
        let storage = restore(&golden).await;
        let office = open(&storage, told(12.5)).await;
        let agents = office.agents();
        let report = agents.replay(&golden.run).await.unwrap();
        assert_eq!((report.divergence, report.events), (None, golden.events.len() as u64));
        let asked = question(agents, &golden.run).await;
        agents.approve(&golden.run, &asked.call).await.unwrap();
        let outcome = soon(agents.wait(&golden.run)).await.unwrap();
        assert_eq!(outcome.run.status, RunStatus::Finished, "{:?}", outcome.run.ending);
        assert_eq!(agents.replay(&golden.run).await.unwrap().divergence, None);
        seen += 1;
    }
    assert_eq!(seen, 4, "an agent and a playbook of each form of the log");
}

#[tokio::test]
async fn a_replay_names_the_event_and_the_place_where_code_leaves_its_log() {
    let storage = memory().await;
    let office = open(&storage, told(12.5)).await;
    let run = office.agents().play("told", json!({"n": 1})).await.unwrap().id;
    let asked = question(office.agents(), &run).await;
    office.agents().approve(&run, &asked.call).await.unwrap();
    soon(office.agents().wait(&run)).await.unwrap();
    assert_eq!(office.agents().replay(&run).await.unwrap().divergence, None);
    let changed = open(&storage, told(13.5)).await;
    let divergence = changed.agents().replay(&run).await.unwrap().divergence.unwrap();
    assert_eq!(divergence.path, "/arguments/value/amount");
    assert_eq!((divergence.recorded, divergence.replayed), (json!(12.5), json!(13.5)));
}

#[tokio::test]
async fn a_log_that_was_tampered_with_is_found_by_a_replay() {
    let storage = memory().await;
    let office = open(&storage, told(12.5)).await;
    let ended = outcome(&office, &agent(&["look"]), "Look").await;
    assert_eq!(office.agents().replay(&ended.run.id).await.unwrap().divergence, None);
    let mut golden = read(storage.as_ref(), &ended.run.id).await;
    // The call that did not fit its schema: as if it had been made.
    let place = golden.events.iter().position(|event| event["type"] == "tool_failed").unwrap();
    golden.events[place] = json!({"type": "tool_started", "call": "call_2", "time": 0});
    let office = open(&restore(&golden).await, told(12.5)).await;
    let divergence = office.agents().replay(&ended.run.id).await.unwrap().divergence.unwrap();
    assert_eq!(divergence.sequence, place as u64 + 1);
}
