//! Models and tools of an application.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use secretariat::agents::Reconciled;
use secretariat::agents::{Effect, Tool, ToolContext, ToolOutput, ToolSpec};
use secretariat::models::{DeltaSink, LanguageModel, ModelReply, ModelRequest};
use secretariat::{Evidence, Provenance, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Component;

/// How long an application's model may take for an answer.
const ANSWER: Duration = Duration::from_secs(600);

/// Names the model, such as `openai/gpt-5-mini`: runs are pinned to it. Asked once, when the office is opened.
#[derive(Serialize, JsonSchema)]
struct ModelName {}

/// Answers a request once.
#[derive(Serialize, JsonSchema)]
struct Complete {
    /// The conversation, the tools that may be called, and the form of the answer.
    request: ModelRequest,
}

/// A language model of the application.
#[derive(Debug)]
pub(super) struct Model {
    component: Component,
    name: String,
}

impl Model {
    /// Asks for the name.
    pub(super) async fn new(component: Component) -> Result<Self> {
        let name = component.ask("name", &ModelName {}).await?;
        Ok(Self { component, name })
    }
}

#[async_trait]
impl LanguageModel for Model {
    fn name(&self) -> String {
        self.name.clone()
    }

    async fn complete(&self, request: &ModelRequest, _deltas: Option<DeltaSink>) -> Result<ModelReply> {
        self.component
            .ask_within(
                "complete",
                &Complete { request: request.clone() },
                (ANSWER, "the most for an answer"),
            )
            .await
    }
}

/// Returns the tools: names, schemas, effects. Asked once, when the office is opened.
#[derive(Serialize, JsonSchema)]
struct Tools {}

/// Calls one of the tools. Its arguments fit its schema.
#[derive(Serialize, JsonSchema)]
struct CallTool {
    /// What the call is a part of.
    call: ToolCall,
    /// The arguments.
    arguments: Value,
}

/// Says what became of a call of a tool of the class `once` that a crash interrupted.
#[derive(Serialize, JsonSchema)]
struct ReconcileCall {
    /// What the call is a part of.
    call: ToolCall,
    /// The arguments.
    arguments: Value,
}

/// A call of a tool, as the tool is told of it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct ToolCall {
    /// The tool.
    tool: String,
    /// The workspace of the run.
    workspace: String,
    /// Who the run acts as: the tool may do what this actor may.
    actor: String,
    /// The run.
    run: String,
    /// The call, unique in its run.
    id: String,
    /// Which try this is, from 1.
    attempt: u32,
    /// The same in every try of this call; to be sent along as `Idempotency-Key`.
    idempotency_key: String,
    /// When the call is given up.
    deadline: jiff::Timestamp,
}

/// What a tool of the application returns.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ToolAnswer {
    /// The answer.
    content: Value,
    /// Whether it comes from documents, the network or anybody else than the application: untrusted.
    #[serde(default)]
    untrusted: bool,
    /// The places of documents that it was read from.
    #[serde(default)]
    evidence: Vec<Evidence>,
}

impl From<ToolAnswer> for ToolOutput {
    fn from(answer: ToolAnswer) -> Self {
        let provenance = match answer.untrusted || !answer.evidence.is_empty() {
            true => Provenance::Document,
            false => Provenance::System,
        };
        Self { provenance, evidence: answer.evidence, ..Self::new(answer.content) }
    }
}

/// What an application knows of a call that a crash interrupted.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum CallTrace {
    /// It took effect.
    TookEffect {
        /// What it returned.
        answer: ToolAnswer,
    },
    /// It took no effect: it is called.
    TookNoEffect,
    /// Nobody knows: a person is asked.
    NobodyKnows,
}

/// A tool of the application.
#[derive(Debug)]
pub(super) struct ForeignTool {
    component: Arc<Component>,
    spec: ToolSpec,
}

/// Asks for the tools.
pub(super) async fn tools(component: Component) -> Result<Vec<ForeignTool>> {
    let specs: Vec<ToolSpec> = component.ask("tools", &Tools {}).await?;
    if let Some(spec) = specs.iter().find(|spec| spec.effect == Effect::Transactional) {
        return Err(secretariat::Error::unsupported(format!(
            "tool `{}`: only tools written in Rust can be transactional; declare it `idempotent` or `once`",
            spec.name
        )));
    }
    let component = Arc::new(component);
    Ok(specs.into_iter().map(|spec| ForeignTool { component: Arc::clone(&component), spec }).collect())
}

impl ForeignTool {
    fn told(&self, context: &ToolContext) -> ToolCall {
        ToolCall {
            tool: self.spec.name.clone(),
            workspace: context.workspace.to_string(),
            actor: context.actor.to_string(),
            run: context.run.to_string(),
            id: context.call_id.clone(),
            attempt: context.attempt,
            idempotency_key: context.idempotency_key.clone(),
            deadline: context.deadline,
        }
    }

    fn patience(&self) -> (Duration, &'static str) {
        (Duration::from_millis(self.spec.timeout_millis), "timeout_millis")
    }
}

#[async_trait]
impl Tool for ForeignTool {
    fn spec(&self) -> ToolSpec {
        self.spec.clone()
    }

    async fn call(&self, context: &ToolContext, arguments: Value) -> Result<ToolOutput> {
        let call = CallTool { call: self.told(context), arguments };
        let answer: ToolAnswer = self.component.ask_within("call", &call, self.patience()).await?;
        Ok(answer.into())
    }

    async fn reconcile(&self, context: &ToolContext, arguments: &Value) -> Result<Reconciled> {
        let call = ReconcileCall { call: self.told(context), arguments: arguments.clone() };
        Ok(match self.component.ask_within("reconcile", &call, self.patience()).await? {
            CallTrace::TookEffect { answer } => Reconciled::Done(answer.into()),
            CallTrace::TookNoEffect => Reconciled::NotDone,
            CallTrace::NobodyKnows => Reconciled::Unknown,
        })
    }
}

/// Adds a row for each method of the two components.
pub(super) fn describe(g: &mut SchemaGenerator, row: &mut impl FnMut((&str, &str), &str, Schema, Schema)) {
    const MODEL: (&str, &str) = (
        "LanguageModel",
        "Answers the requests of agents: a provider that this library does not know, or a test.",
    );
    const TOOLBOX: (&str, &str) =
        ("Toolbox", "The tools of the application that agents and playbooks may call.");
    row(MODEL, "name", ModelName::json_schema(g), g.subschema_for::<String>());
    row(MODEL, "complete", Complete::json_schema(g), g.subschema_for::<ModelReply>());
    row(TOOLBOX, "tools", Tools::json_schema(g), g.subschema_for::<Vec<ToolSpec>>());
    row(TOOLBOX, "call", CallTool::json_schema(g), g.subschema_for::<ToolAnswer>());
    row(TOOLBOX, "reconcile", ReconcileCall::json_schema(g), g.subschema_for::<CallTrace>());
}
