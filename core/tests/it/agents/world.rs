//! An office with a scripted model and tools that do as the test says.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use futures::future::BoxFuture;
use secretariat::agents::{
    Agent, Agents, Reconciled, Run, RunEvent, RunOutcome, RunQuestion, RunStatus, Tool, ToolContext,
    ToolOutput, ToolSpec,
};
use secretariat::id::RunId;
use secretariat::models::{
    Delta, DeltaSink, Finish, LanguageModel, ModelMessage, ModelReply, ModelRequest, RequestedCall, Usage,
};
use secretariat::{Office, OfficeBuilder, Result};
use serde_json::{Value, json};

type Script = dyn Fn(&ModelRequest) -> Result<ModelReply> + Send + Sync;
type Act = dyn Fn(ToolContext, Value) -> BoxFuture<'static, Result<ToolOutput>> + Send + Sync;
type Look = dyn Fn(&ToolContext) -> Result<Reconciled> + Send + Sync;

/// A model that answers by a script.
pub(crate) struct Scripted {
    script: Box<Script>,
    pub(crate) asked: Mutex<Vec<ModelRequest>>,
}

impl Scripted {
    pub(crate) fn new(
        script: impl Fn(&ModelRequest) -> Result<ModelReply> + Send + Sync + 'static,
    ) -> Arc<Self> {
        Arc::new(Self { script: Box::new(script), asked: Mutex::default() })
    }

    /// Answers one after the other, the last one for ever.
    pub(crate) fn in_turn(replies: Vec<ModelReply>) -> Arc<Self> {
        let next = AtomicUsize::new(0);
        Self::new(move |_| {
            let place = next.fetch_add(1, Ordering::SeqCst).min(replies.len() - 1);
            Ok(replies[place].clone())
        })
    }

    /// The messages of the last request.
    pub(crate) fn last(&self) -> Vec<ModelMessage> {
        self.asked.lock().unwrap().last().unwrap().messages.clone()
    }

    pub(crate) fn count(&self) -> usize {
        self.asked.lock().unwrap().len()
    }
}

impl std::fmt::Debug for Scripted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Scripted")
    }
}

#[async_trait]
impl LanguageModel for Scripted {
    fn name(&self) -> String {
        "scripted".to_owned()
    }

    async fn complete(&self, request: &ModelRequest, deltas: Option<DeltaSink>) -> Result<ModelReply> {
        self.asked.lock().unwrap().push(request.clone());
        let reply = (self.script)(request)?;
        if let Some(deltas) = deltas {
            for word in reply.text.split_inclusive(' ') {
                deltas(Delta::Text { text: word.to_owned() });
            }
        }
        Ok(reply)
    }
}

/// A tool that does as it is told.
pub(crate) struct Acting {
    spec: ToolSpec,
    act: Box<Act>,
    look: Option<Box<Look>>,
}

impl Acting {
    pub(crate) fn new<F>(
        spec: ToolSpec,
        act: impl Fn(ToolContext, Value) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<ToolOutput>> + Send + 'static,
    {
        Self { spec, act: Box::new(move |context, arguments| Box::pin(act(context, arguments))), look: None }
    }

    pub(crate) fn reconciled(
        mut self,
        look: impl Fn(&ToolContext) -> Result<Reconciled> + Send + Sync + 'static,
    ) -> Self {
        self.look = Some(Box::new(look));
        self
    }
}

impl std::fmt::Debug for Acting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.spec.name)
    }
}

#[async_trait]
impl Tool for Acting {
    fn spec(&self) -> ToolSpec {
        self.spec.clone()
    }

    async fn call(&self, context: &ToolContext, arguments: Value) -> Result<ToolOutput> {
        (self.act)(context.clone(), arguments).await
    }

    async fn reconcile(&self, context: &ToolContext, _: &Value) -> Result<Reconciled> {
        self.look.as_ref().map_or(Ok(Reconciled::Unknown), |look| look(context))
    }
}

/// A tool's description that takes an object with any of these fields, all texts or numbers.
pub(crate) fn spec(name: &str, fields: &[&str]) -> ToolSpec {
    let field = |name: &&str| (name.to_string(), json!({"type": ["string", "number", "boolean"]}));
    let properties: serde_json::Map<String, Value> = fields.iter().map(field).collect();
    let parameters = json!({"type": "object", "properties": properties, "additionalProperties": false});
    ToolSpec::new(name, format!("Does {name}."), parameters)
}

/// A tool that answers at once, and how often it was called.
pub(crate) fn counted(spec: ToolSpec, answer: Value) -> (Arc<dyn Tool>, Arc<AtomicUsize>) {
    let count = Arc::new(AtomicUsize::new(0));
    let counter = count.clone();
    let tool = Acting::new(spec, move |_, _| {
        counter.fetch_add(1, Ordering::SeqCst);
        let answer = answer.clone();
        async move { Ok(ToolOutput::new(answer)) }
    });
    (Arc::new(tool), count)
}

pub(crate) fn says(text: &str) -> ModelReply {
    ModelReply {
        text: text.to_owned(),
        calls: Vec::new(),
        finish: Finish::Stop,
        usage: Some(Usage { input: 10, output: 5, ..Usage::default() }),
        model: "scripted".to_owned(),
    }
}

pub(crate) fn wants(calls: &[(&str, Value)]) -> ModelReply {
    let call = |(place, (tool, arguments)): (usize, &(&str, Value))| RequestedCall {
        id: format!("c{place}"),
        tool: (*tool).to_owned(),
        arguments: arguments.to_string(),
    };
    ModelReply { calls: calls.iter().enumerate().map(call).collect(), finish: Finish::ToolCalls, ..says("") }
}

/// The outcomes of calls that a request shows.
pub(crate) fn outcomes(messages: &[ModelMessage]) -> Vec<(String, bool)> {
    let of = |message: &ModelMessage| match message {
        ModelMessage::Tool { text, failed, .. } => Some((text.clone(), *failed)),
        _ => None,
    };
    messages.iter().filter_map(of).collect()
}

pub(crate) fn builder(model: &Arc<Scripted>, tools: Vec<Arc<dyn Tool>>) -> OfficeBuilder {
    let model: Arc<dyn LanguageModel> = model.clone();
    tools.into_iter().fold(Office::builder().model(model), OfficeBuilder::tool)
}

pub(crate) async fn office(model: &Arc<Scripted>, tools: Vec<Arc<dyn Tool>>) -> Office {
    builder(model, tools).build().await.unwrap()
}

/// An agent with these tools.
pub(crate) fn agent(tools: &[&str]) -> Agent {
    tools.iter().fold(Agent::new("clerk", "Do what you are asked."), |agent, tool| agent.with_tool(*tool))
}

/// Waits for what happens soon.
pub(crate) async fn soon<T>(work: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(30), work).await.expect("it takes too long")
}

/// Runs an agent to its end.
pub(crate) async fn outcome(office: &Office, agent: &Agent, input: &str) -> RunOutcome {
    let run = office.agents().start(agent, input).await.unwrap();
    soon(office.agents().wait(&run.id)).await.unwrap()
}

/// All events of a run.
pub(crate) async fn events(agents: &Agents, id: &RunId) -> Vec<RunEvent> {
    agents.entries(id, 0, 1_000).await.unwrap().into_iter().map(|entry| entry.event).collect()
}

/// Waits until a run waits for a person.
pub(crate) async fn question(agents: &Agents, id: &RunId) -> RunQuestion {
    soon(async {
        loop {
            let question = agents.questions(id).await.unwrap().into_iter().next();
            // The question is there a moment before the run is let go.
            let waits = agents.run(id).await.unwrap().status == RunStatus::Waiting;
            if let Some(question) = question.filter(|_| waits) {
                return question;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await
}

/// Waits until a run has a status.
pub(crate) async fn reaches(agents: &Agents, id: &RunId, status: RunStatus) -> Run {
    soon(async {
        loop {
            let run = agents.run(id).await.unwrap();
            if run.status == status {
                return run;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await
}

/// Reads the type of a stored event, which is an object or an array.
pub(crate) fn kind(event: &Value) -> &str {
    event["type"].as_str().or(event[0].as_str()).unwrap()
}
