//! Calls tools at once, in place of the engine.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use secretariat::agents::{StepCalls, Steps, Tool, ToolContext, ToolOutput};
use secretariat::clock::FixedClock;
use secretariat::documents::Document;
use secretariat::id::{RunId, SeededRandomness, WorkspaceId};
use secretariat::rights::Actor;
use secretariat::settings::{Owner, Settings};
use secretariat::tools::OfficeTools;
use secretariat::{Error, Evidence, Office, Result, Source};
use serde_json::Value;

/// The day of all these tests, a Monday.
pub(crate) const NOW: &str = "2026-11-23T09:00:00Z";

/// Opens an office in memory whose ids repeat.
pub(crate) async fn office(own: &str) -> Office {
    Office::builder()
        .settings(Settings {
            owner: Some(Owner { addresses: vec![own.to_owned()] }),
            parallel: Some(1),
            ..Settings::default()
        })
        .clock(Arc::new(FixedClock::new(NOW.parse().unwrap())))
        .randomness(Arc::new(SeededRandomness::new(23)))
        .build()
        .await
        .unwrap()
}

/// Adds a text as a document.
pub(crate) async fn add(office: &Office, name: &str, text: &str) -> Document {
    office.documents().add(Source::bytes(name, text.as_bytes().to_vec())).await.unwrap()
}

/// A mail, as programs write it.
pub(crate) fn mail(from: &str, to: &str, subject: &str, date: &str, body: &str) -> String {
    let id = subject.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    format!(
        "From: {from}\r\nTo: {to}\r\nSubject: {subject}\r\nMessage-ID: <{id}@mail.example>\r\nDate: {date}\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n{}\r\n",
        body.replace('\n', "\r\n")
    )
}

/// One call that was made, and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Called {
    pub(crate) tool: String,
    pub(crate) arguments: Value,
    pub(crate) answer: Option<Value>,
}

/// Calls tools at once; what was recorded before is told again and not called.
#[derive(Debug)]
pub(crate) struct Direct {
    tools: BTreeMap<String, Arc<dyn Tool>>,
    context: ToolContext,
    recorded: Vec<Called>,
    /// After so many calls everything breaks off.
    stop: Option<usize>,
    calls: Mutex<Vec<Called>>,
}

impl Direct {
    pub(crate) fn new(office: &Office) -> Self {
        let tools = OfficeTools::new(office.documents(), office.communications()).all();
        Self::with(tools, context(Actor::Owner))
    }

    pub(crate) fn with(tools: Vec<Arc<dyn Tool>>, context: ToolContext) -> Self {
        let tools = tools.into_iter().map(|tool| (tool.spec().name, tool)).collect();
        Self { tools, context, recorded: Vec::new(), stop: None, calls: Mutex::default() }
    }

    pub(crate) fn after(self, recorded: Vec<Called>) -> Self {
        Self { recorded, ..self }
    }

    pub(crate) fn stopping_after(self, calls: usize) -> Self {
        Self { stop: Some(calls), ..self }
    }

    /// Calls one tool under the key of a call.
    pub(crate) async fn tool(&self, call: &str, name: &str, arguments: Value) -> Result<ToolOutput> {
        let mut context = self.context.clone();
        context.call_id = call.to_owned();
        context.idempotency_key = format!("{}/{call}", context.run);
        let tool = self.tools.get(name);
        tool.ok_or_else(|| Error::not_found(format!("there is no tool {name}")))?
            .call(&context, arguments)
            .await
    }

    pub(crate) fn calls(&self) -> Vec<Called> {
        self.calls.lock().unwrap().clone()
    }

    pub(crate) fn steps(self) -> (Steps, Arc<Self>) {
        let shared = Arc::new(self);
        (Steps::over(Arc::clone(&shared) as Arc<dyn StepCalls>), shared)
    }
}

#[async_trait]
impl StepCalls for Direct {
    async fn call(&self, tool: &str, arguments: Value) -> Result<Value> {
        let number = {
            let mut calls = self.calls.lock().unwrap();
            calls.push(Called { tool: tool.to_owned(), arguments: arguments.clone(), answer: None });
            calls.len() - 1
        };
        let answer = match self.recorded.get(number) {
            Some(known) => {
                assert_eq!((known.tool.as_str(), &known.arguments), (tool, &arguments), "call {number}");
                known.answer.clone().ok_or_else(|| Error::unavailable("it failed before"))?
            }
            None if self.stop.is_some_and(|stop| number >= stop) => {
                return Err(Error::unavailable("the process ended"));
            }
            None => self.tool(&format!("call_{number}"), tool, arguments).await?.content,
        };
        self.calls.lock().unwrap()[number].answer = Some(answer.clone());
        Ok(answer)
    }
}

/// What a tool is told of its call by a run of somebody.
pub(crate) fn context(actor: Actor) -> ToolContext {
    ToolContext {
        workspace: WorkspaceId::default_workspace(),
        actor,
        run: run(),
        call_id: "call_0".to_owned(),
        attempt: 1,
        idempotency_key: format!("{}/call_0", run()),
        now: NOW.parse().unwrap(),
        deadline: "2026-11-23T09:01:00Z".parse().unwrap(),
    }
}

pub(crate) fn run() -> RunId {
    RunId::new(NOW.parse().unwrap(), &SeededRandomness::new(5))
}

/// Passes when the words of evidence stand where it says; the name of a file stands outside its text.
pub(crate) async fn ensure_true(office: &Office, evidence: &[Evidence]) {
    for place in evidence {
        let document = office.documents().get(&place.document).await.unwrap();
        if place.span.is_empty() {
            assert_eq!(place.quote, document.name);
            continue;
        }
        let text = office.documents().text(&place.document).await.unwrap().text;
        let words: String = text.chars().skip(place.span.start).take(place.span.len()).collect();
        assert_eq!(words, place.quote, "{} {}", document.name, place.place);
    }
}

/// Every evidence in an outcome: whatever has document, span, place and quote.
pub(crate) fn evidence_in(value: &Value) -> Vec<Evidence> {
    match value {
        Value::Array(items) => items.iter().flat_map(evidence_in).collect(),
        Value::Object(fields) => match serde_json::from_value::<Evidence>(value.clone()) {
            Ok(evidence) => vec![evidence],
            Err(_) => fields.values().flat_map(evidence_in).collect(),
        },
        _ => Vec::new(),
    }
}
