//! Crashes before and after every append and call of six scripts: whatever point a process dies at, the next one ends
//! the run with each effect as its class promises, and pays for no finished turn twice.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use secretariat::agents::{
    Agent, ApprovalPolicy, CallAnswer, Effect, QuestionKind, Tool, ToolContext, ToolOutput, ToolSpec,
};
use secretariat::blobs::{Blobs, ObjectBlobs};
use secretariat::clock::{Clock, SystemClock};
use secretariat::id::{RunId, SystemRandomness, WorkspaceId};
use secretariat::models::{DeltaSink, LanguageModel, ModelMessage, ModelReply, ModelRequest};
use secretariat::settings::Settings;
use secretariat::storage::sqlite::Sqlite;
use secretariat::storage::{Append, Batch, Storage};
use secretariat::{Office, OfficeBuilder, Result};
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};

use super::process::{Mortal, Tripwire, forget_leases};
use super::world::{agent, kind, says, spec, wants};
use crate::services;

type Script = Arc<dyn Fn(&ModelRequest) -> ModelReply + Send + Sync>;

/// What outlives a process: what its tools did, and what its model was paid for.
#[derive(Debug, Default)]
struct Outside {
    /// How often a call took effect, by tool and key.
    effects: BTreeMap<(String, String), usize>,
    /// Turns that were paid for, by their key.
    paid: BTreeMap<String, usize>,
    /// Turns that were paid for though their answer was durable.
    twice: Vec<String>,
    /// How often a person was asked whether a call took effect.
    asked: usize,
}

struct Mind {
    wire: Arc<Tripwire>,
    storage: Arc<dyn Storage>,
    outside: Arc<Mutex<Outside>>,
    script: Script,
}

impl std::fmt::Debug for Mind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mind")
    }
}

#[async_trait]
impl LanguageModel for Mind {
    fn name(&self) -> String {
        "mind".to_owned()
    }

    async fn complete(&self, request: &ModelRequest, _: Option<DeltaSink>) -> Result<ModelReply> {
        self.wire.point(|| "before the model is asked".to_owned()).await;
        let key = request.idempotency_key.clone().unwrap();
        let (run, turn) = key.split_once('/').unwrap();
        let durable =
            self.storage.read(&WorkspaceId::default_workspace(), &format!("run/{run}"), 0, 1_000).await?;
        let answers = durable.iter().filter(|entry| kind(&entry.event) == "model_completed").count();
        {
            let mut outside = self.outside.lock().unwrap();
            if answers >= turn.parse().unwrap() {
                outside.twice.push(key.clone());
            }
            *outside.paid.entry(key).or_default() += 1;
        }
        let reply = (self.script)(request);
        self.wire.point(|| "after the model answered".to_owned()).await;
        Ok(reply)
    }
}

#[derive(Debug)]
struct Hand {
    spec: ToolSpec,
    wire: Arc<Tripwire>,
    outside: Arc<Mutex<Outside>>,
}

#[async_trait]
impl Tool for Hand {
    fn spec(&self) -> ToolSpec {
        self.spec.clone()
    }

    async fn call(&self, context: &ToolContext, _: Value) -> Result<ToolOutput> {
        let name = &self.spec.name;
        self.wire.point(|| format!("before {name} takes effect")).await;
        let effect = (name.clone(), context.idempotency_key.clone());
        *self.outside.lock().unwrap().effects.entry(effect).or_default() += 1;
        self.wire.point(|| format!("after {name} took effect")).await;
        let mut output = ToolOutput::new(json!({"did": name}));
        if self.spec.effect == Effect::Transactional {
            let mut batch = Batch::new(context.workspace.clone());
            batch.appends.push(Append {
                stream: format!("ledger/{}", context.run),
                expected_sequence: None,
                epoch: 0,
                events: vec![json!({"key": context.idempotency_key})],
            });
            output.batch = Some(Box::new(batch));
        }
        Ok(output)
    }
}

/// The tools: one of each class, and one that asks first.
fn hands(wire: &Arc<Tripwire>, outside: &Arc<Mutex<Outside>>) -> Vec<Arc<dyn Tool>> {
    let specs = [
        spec("look", &["n"]),
        spec("put", &["n"]).with_effect(Effect::Idempotent),
        spec("pay", &["n"]).with_effect(Effect::Once),
        spec("book", &["n"]).with_effect(Effect::Transactional),
        spec("sign", &["n"]).with_effect(Effect::Once).with_approval(ApprovalPolicy::Always),
    ];
    let hand =
        |spec| -> Arc<dyn Tool> { Arc::new(Hand { spec, wire: wire.clone(), outside: outside.clone() }) };
    specs.into_iter().map(hand).collect()
}

/// A script, and how often each tool takes effect in it.
struct Plot {
    name: &'static str,
    script: Script,
    effects: &'static [(&'static str, usize)],
    turns: usize,
}

fn all() -> Agent {
    agent(&["look", "put", "pay", "book", "sign", "wait_until"]).with_member("helper")
}

/// Answers by the number of answers before.
fn told(replies: Vec<ModelReply>) -> Script {
    Arc::new(move |request: &ModelRequest| {
        let before =
            request.messages.iter().filter(|message| matches!(message, ModelMessage::Assistant { .. }));
        replies[before.count().min(replies.len() - 1)].clone()
    })
}

fn plots() -> Vec<Plot> {
    let n = |n: u32| json!({"n": n});
    let one = ["look", "put", "pay", "book"].map(|tool| wants(&[(tool, n(1))])).to_vec();
    let soon = SystemClock.now().checked_add(jiff::SignedDuration::from_millis(1_500)).unwrap();
    let child: Script = Arc::new(|request| {
        let text = serde_json::to_string(&request.messages).unwrap();
        let is_told = |message: &&ModelMessage| matches!(message, ModelMessage::Tool { .. });
        let calls = request.messages.iter().filter(is_told).count();
        match (text.contains("Help."), calls) {
            (true, 0) => wants(&[("pay", json!({"n": 1}))]),
            (false, 0) => wants(&[("delegate", json!({"agent": "helper", "task": "pay"}))]),
            _ => says("done"),
        }
    });
    vec![
        Plot {
            name: "one tool a turn",
            script: told(one.into_iter().chain([says("done")]).collect()),
            effects: &[("look", 1), ("put", 1), ("pay", 1), ("book", 1)],
            turns: 5,
        },
        Plot {
            name: "three tools at once",
            script: told(vec![wants(&[("put", n(1)), ("pay", n(2)), ("book", n(3))]), says("done")]),
            effects: &[("put", 1), ("pay", 1), ("book", 1)],
            turns: 2,
        },
        Plot {
            name: "approval",
            script: told(vec![wants(&[("sign", n(1))]), says("done")]),
            effects: &[("sign", 1)],
            turns: 2,
        },
        Plot {
            name: "hand-off",
            script: told(vec![
                wants(&[("hand_off", json!({"agent": "helper"}))]),
                wants(&[("pay", n(1))]),
                says("done"),
            ]),
            effects: &[("pay", 1)],
            turns: 3,
        },
        Plot {
            name: "timer",
            script: told(vec![
                wants(&[("wait_until", json!({"at": soon}))]),
                wants(&[("pay", n(1))]),
                says("done"),
            ]),
            effects: &[("pay", 1)],
            turns: 3,
        },
        Plot { name: "child run", script: child, effects: &[("pay", 1)], turns: 4 },
    ]
}

/// What outlives processes.
struct Ground {
    runtime: Runtime,
    storage: Arc<dyn Storage>,
    blobs: Arc<dyn Blobs>,
}

impl Ground {
    fn sqlite() -> Self {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let storage = runtime.block_on(Sqlite::memory(OfficeBuilder::collections())).unwrap();
        Self {
            runtime,
            storage: Arc::new(storage),
            blobs: Arc::new(ObjectBlobs::memory(Arc::new(SystemRandomness))),
        }
    }

    /// Opens an office as a process of its own would.
    async fn office(
        &self,
        plot: &Plot,
        wire: &Arc<Tripwire>,
        outside: &Arc<Mutex<Outside>>,
        life: i64,
    ) -> Office {
        let (inner, ground) = (self.storage.clone(), self.runtime.handle().clone());
        let storage: Arc<dyn Storage> = Arc::new(Mortal { inner, wire: wire.clone(), ground });
        let mind = Mind {
            wire: wire.clone(),
            storage: storage.clone(),
            outside: outside.clone(),
            script: plot.script.clone(),
        };
        let workers = if life == 0 { 0 } else { 8 };
        let helper = Agent { instructions: "Help.".to_owned(), ..agent(&["pay"]) };
        let builder = Office::builder()
            .storage(storage)
            .blobs(self.blobs.clone())
            .settings(Settings { workers: Some(workers), ..Settings::default() })
            .model(Arc::new(mind))
            .agent(Agent { name: "helper".to_owned(), ..helper });
        hands(wire, outside).into_iter().fold(builder, OfficeBuilder::tool).build().await.unwrap()
    }

    /// Plays one life of a process: until the run is over, or the process dies.
    fn live(
        &self,
        plot: &Plot,
        id: &RunId,
        at: Option<usize>,
        outside: &Arc<Mutex<Outside>>,
        life: i64,
    ) -> Option<String> {
        self.runtime.block_on(forget_leases(self.storage.as_ref()));
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let wire = Tripwire::new(at);
        let died = runtime.block_on(async {
            let lives = async {
                let office = self.office(plot, &wire, outside, life).await;
                ended(&office, id, outside).await;
            };
            tokio::select! {
                biased;
                label = wire.died() => Some(label),
                ended = tokio::time::timeout(Duration::from_secs(30), lives) => {
                    assert!(ended.is_ok(), "{}: life {life} does not end", plot.name);
                    None
                }
            }
        });
        runtime.shutdown_background();
        died
    }

    fn start(&self, plot: &Plot, outside: &Arc<Mutex<Outside>>) -> RunId {
        self.runtime.block_on(async {
            let office = self.office(plot, &Tripwire::new(None), outside, 0).await;
            office.agents().start(&all(), "Do it").await.unwrap().id
        })
    }

    /// Checks what a run came to.
    fn check(&self, plot: &Plot, id: &RunId, outside: &Outside, deaths: usize, at: &str) {
        let about = format!("{}, dead {at}", plot.name);
        let stream = format!("run/{id}");
        let home = WorkspaceId::default_workspace();
        let entries = self.runtime.block_on(self.storage.read(&home, &stream, 0, 1_000)).unwrap();
        let kinds: Vec<&str> = entries.iter().map(|entry| kind(&entry.event)).collect();
        assert_eq!(kinds.last(), Some(&"run_finished"), "{about}: {kinds:?}");
        let ledger =
            self.runtime.block_on(self.storage.read(&home, &format!("ledger/{id}"), 0, 1_000)).unwrap();
        let booked: BTreeSet<String> = ledger.iter().map(|entry| entry.event["key"].to_string()).collect();
        assert_eq!(booked.len(), ledger.len(), "{about}: a booking was stored twice");
        for (tool, expected) in plot.effects {
            let of: Vec<usize> = outside
                .effects
                .iter()
                .filter(|((name, _), _)| name == tool)
                .map(|(_, count)| *count)
                .collect();
            assert_eq!(of.len(), *expected, "{about}: {tool} was called under another key");
            match *tool {
                "pay" | "sign" => assert!(of.iter().all(|count| *count == 1), "{about}: {tool} {of:?} times"),
                "book" => assert_eq!(booked.len(), *expected, "{about}: bookings"),
                _ => assert!(of.iter().all(|count| *count <= deaths + 1), "{about}: {tool} {of:?} times"),
            }
        }
        assert!(outside.twice.is_empty(), "{about}: paid again for {:?}", outside.twice);
        let paid: usize = outside.paid.values().sum();
        assert_eq!(outside.paid.len(), plot.turns, "{about}: {:?}", outside.paid);
        assert!(paid <= plot.turns + deaths, "{about}: {paid} turns were paid for");
    }
}

/// Waits until a run is over; a person says what it asks.
async fn ended(office: &Office, id: &RunId, outside: &Arc<Mutex<Outside>>) {
    let agents = office.agents();
    let mut watch = agents.events(id, 0).await.unwrap();
    loop {
        for run in agents.list(None, None, 20).await.unwrap().0 {
            for question in agents.questions(&run.id).await.unwrap_or_default() {
                if let QuestionKind::MayItBeMade { .. } = question.asks {
                    let _ = agents.approve(&run.id, &question.call).await;
                    continue;
                }
                // The person looks whether it happened.
                let key = secretariat::approvals::PayloadHash::of(
                    format!("{}/{}", run.id, question.call).as_bytes(),
                );
                let key = (question.tool.clone(), key.to_string());
                let happened = outside.lock().unwrap().effects.contains_key(&key);
                let answer = match happened {
                    true => CallAnswer::Done { content: json!({"did": question.tool}) },
                    false => CallAnswer::NotDone,
                };
                if agents.answer(&run.id, &question.call, answer).await.is_ok() {
                    outside.lock().unwrap().asked += 1;
                }
            }
        }
        if agents.run(id).await.unwrap().status.is_over() {
            return;
        }
        let _ = tokio::time::timeout(Duration::from_millis(20), watch.next()).await;
    }
}

/// Dies at each point in turn, until a life ends without coming to the point.
fn enumerate(ground: &Ground) {
    for plot in plots() {
        let (began, mut points, mut asked) = (Instant::now(), 0, 0);
        loop {
            // A timer counts from now.
            let plot = plots().into_iter().find(|known| known.name == plot.name).unwrap();
            let outside = Arc::<Mutex<Outside>>::default();
            let id = ground.start(&plot, &outside);
            let label = ground.live(&plot, &id, Some(points), &outside, 1);
            if label.is_some() {
                ground.live(&plot, &id, None, &outside, 2);
            }
            let at = label.clone().unwrap_or_else(|| "nowhere".to_owned());
            ground.check(&plot, &id, &outside.lock().unwrap(), usize::from(label.is_some()), &at);
            asked += outside.lock().unwrap().asked;
            if label.is_none() {
                break;
            }
            println!("{}, point {points}: dead {at}", plot.name);
            points += 1;
        }
        println!("{}: {points} points, {asked} questions, {:?}", plot.name, began.elapsed());
    }
}

#[test]
fn every_crash_point_on_sqlite_keeps_what_the_classes_promise() {
    enumerate(&Ground::sqlite());
}

#[test]
fn a_process_that_dies_again_and_again_keeps_what_the_classes_promise() {
    for (number, plot) in plots().iter().enumerate() {
        let (ground, outside) = (Ground::sqlite(), Arc::<Mutex<Outside>>::default());
        let id = ground.start(plot, &outside);
        let (mut life, mut deaths, mut at) = (1, 0, Vec::new());
        while let Some(label) = ground.live(plot, &id, Some(4 + (number + deaths) % 3), &outside, life) {
            // Each life gets a little further; a worker that dies five times in silence is not let go on.
            (life, deaths) = (life + 1, deaths + 1);
            at.push(label);
            assert!(deaths < 60, "{}: it does not get on: {at:?}", plot.name);
        }
        let at = at.join(", then ");
        ground.check(plot, &id, &outside.lock().unwrap(), deaths, &at);
    }
}

#[cfg(feature = "postgres")]
#[test]
fn every_crash_point_on_postgres_keeps_what_the_classes_promise() {
    let Some(server) = services::postgres() else { return };
    let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let storage = runtime.block_on(async {
        let url = crate::postgres::database(&server).await;
        secretariat::storage::postgres::Postgres::open(&url, OfficeBuilder::collections()).await.unwrap()
    });
    enumerate(&Ground { runtime, storage: Arc::new(storage), ..Ground::sqlite() });
}
