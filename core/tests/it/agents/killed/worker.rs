//! The worker that is killed: one durable run of a real HTTP model, started or taken up again, with a tool of one class
//! that tells the world outside, and a person who answers what the run asks.
//!
//! `crash.py` of the measures drives it too; its variables are the same.

use std::collections::BTreeSet;
use std::fmt;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use secretariat::agents::{
    Agent, Agents, CallAnswer, Effect, QuestionKind, Tool, ToolContext, ToolOutput, ToolSpec,
};
use secretariat::id::{RunId, WorkspaceId};
use secretariat::models::{HttpModel, HttpModelOptions};
use secretariat::settings::Settings;
use secretariat::storage::postgres::Postgres;
use secretariat::storage::sqlite::Sqlite;
use secretariat::storage::{Append, Batch, Storage};
use secretariat::{Office, OfficeBuilder, Result};
use serde_json::{Value, json};

use crate::agents::process::forget_leases;

/// Makes this program a worker.
pub(super) const ROLE: &str = "SECRETARIAT_TEST_CRASH_WORKER";
/// Turns with calls.
pub(super) const TURNS: u64 = 6;

/// What a worker is to do: `EFFECT|PLACE|RUN|PARALLEL`, as `once|sqlite:/tmp/x.sqlite|c1|3`.
#[derive(Debug)]
pub(super) struct Order {
    pub(super) effect: Effect,
    pub(super) place: String,
    pub(super) run: String,
    pub(super) parallel: u64,
}

impl Order {
    pub(super) fn read(order: &str) -> Self {
        let words: Vec<&str> = order.split('|').collect();
        let [effect, place, run, parallel] = words[..] else { panic!("{ROLE} is EFFECT|PLACE|RUN|PARALLEL") };
        Self {
            effect: serde_json::from_value(json!(effect)).unwrap(),
            place: place.to_owned(),
            run: run.to_owned(),
            parallel: parallel.parse().unwrap(),
        }
    }
}

impl fmt::Display for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let effect = serde_json::to_value(self.effect).unwrap_or_default();
        write!(f, "{}|{}|{}|{}", effect.as_str().unwrap_or_default(), self.place, self.run, self.parallel)
    }
}

/// Opens the database at `sqlite:PATH` or `postgres:URL`.
pub(super) async fn open(place: &str) -> Arc<dyn Storage> {
    let collections = OfficeBuilder::collections();
    match place.split_once(':').unwrap() {
        ("sqlite", path) => Arc::new(Sqlite::open(path.as_ref(), collections).await.unwrap()),
        (_, url) => Arc::new(Postgres::open(url, collections).await.unwrap()),
    }
}

/// The world outside: a file, and how long things take in it.
#[derive(Debug, Clone)]
struct World {
    side: PathBuf,
    tool: Duration,
    parallel: u64,
}

impl World {
    fn note(&self, ending: &str, line: &str) {
        let path = format!("{}{ending}", self.side.display());
        let mut file = std::fs::OpenOptions::new().append(true).create(true).open(path).unwrap();
        file.write_all(format!("{line}\n").as_bytes()).unwrap();
    }

    fn effects(&self) -> Vec<String> {
        let text = std::fs::read_to_string(&self.side).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }
}

#[derive(Debug)]
struct Step {
    effect: Effect,
    world: World,
}

#[async_trait]
impl Tool for Step {
    fn spec(&self) -> ToolSpec {
        let parameters = json!({
            "type": "object",
            "properties": {"i": {"type": "integer"}, "run": {"type": "string"}},
            "required": ["i", "run"],
        });
        ToolSpec::new("do_step", "Does a step.", parameters).with_effect(self.effect)
    }

    async fn call(&self, context: &ToolContext, arguments: Value) -> Result<ToolOutput> {
        let (number, run) = (arguments["i"].as_u64().unwrap(), arguments["run"].as_str().unwrap());
        let line = format!("{run} {number} {} {}", std::process::id(), context.idempotency_key);
        let slow = u32::try_from(1 + number % self.world.parallel).unwrap();
        let mut output = ToolOutput::new(json!(format!("ok {number}")));
        if self.effect == Effect::Transactional {
            // Its effect is what is stored.
            let mut batch = Batch::new(context.workspace.clone());
            let stream = format!("ledger/{}", context.run);
            batch.appends.push(Append {
                stream,
                expected_sequence: None,
                epoch: 0,
                events: vec![json!(line)],
            });
            output.batch = Some(Box::new(batch));
        } else {
            self.world.note("", &line);
        }
        tokio::time::sleep(self.world.tool * slow).await;
        Ok(output)
    }
}

/// Works until the run is over.
#[expect(clippy::disallowed_methods, reason = "the test, or `crash.py`, tells its child what to do")]
pub(super) async fn work(order: Order) {
    let told = |name: &str| std::env::var(name).unwrap();
    let world = World {
        side: told("SIDE_LOG").into(),
        tool: Duration::from_millis(told("TOOL_MS").parse().unwrap()),
        parallel: order.parallel,
    };
    let storage = open(&order.place).await;
    // The worker before is dead, and this one knows: it need not wait for the lease to run out.
    forget_leases(storage.as_ref()).await;
    let options =
        HttpModelOptions { base_url: Some(told("STUB").as_str().into()), ..HttpModelOptions::default() };
    let model = format!("stub-n{TURNS}-p{}-l{}", order.parallel, told("MODEL_MS"));
    let office = Office::builder()
        .storage(storage.clone())
        .settings(Settings { workers: Some(8), ..Settings::default() })
        .model(Arc::new(HttpModel::openai_chat(model, options).unwrap()))
        .tool(Arc::new(Step { effect: order.effect, world: world.clone() }))
        .build()
        .await
        .unwrap();
    let agents = office.agents();
    let (known, _) = agents.list(None, None, 1_000).await.unwrap();
    let id = match known.into_iter().find(|run| run.agent == order.run) {
        Some(run) => run.id,
        None => {
            let agent = Agent::new(&order.run, "Do the steps.").with_tool("do_step");
            agents.start(&agent, format!("go run={}", order.run)).await.unwrap().id
        }
    };
    loop {
        // Asked first, so that nothing is stored after the last look.
        let is_over = agents.run(&id).await.unwrap().status.is_over();
        // Of a transactional tool the world sees what is stored.
        let ledger = format!("ledger/{id}");
        let stored = storage.read(&WorkspaceId::default_workspace(), &ledger, 0, 1_000).await.unwrap();
        if order.effect == Effect::Transactional {
            for entry in stored.iter().skip(world.effects().len()) {
                world.note("", entry.event.as_str().unwrap());
            }
        }
        if is_over {
            break;
        }
        answer(agents, &id, &world).await;
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let outcome = agents.wait(&id).await.unwrap();
    assert_eq!(outcome.output, Some(json!(format!("done {}", order.run))), "{:?}", outcome.run.ending);
    office.close().await.unwrap();
    std::fs::write(format!("{}.done", world.side.display()), "done").unwrap();
}

/// The person looks whether a call that nobody knows of took effect, and says so.
async fn answer(agents: &Agents, id: &RunId, world: &World) {
    for question in agents.questions(id).await.unwrap() {
        if question.asks != QuestionKind::DidItHappen {
            continue;
        }
        let number = question.arguments["i"].to_string();
        let happened: BTreeSet<String> =
            world.effects().iter().filter_map(|line| line.split(' ').nth(1).map(str::to_owned)).collect();
        let answer = match happened.contains(&number) {
            true => CallAnswer::Done { content: json!(format!("ok {number}")) },
            false => CallAnswer::NotDone,
        };
        if agents.answer(id, &question.call, answer).await.is_ok() {
            world.note(".asked", &number);
        }
    }
}
