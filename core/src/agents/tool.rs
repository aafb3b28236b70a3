//! What a run can do: the port of tools.

use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::Result;
use crate::evidence::{Evidence, Provenance};
use crate::id::{RunId, WorkspaceId};
use crate::rights::Actor;
use crate::storage::Batch;

/// Does one thing for a run.
///
/// A call must not block its thread. Its arguments fit its schema: others never reach it.
#[async_trait]
pub trait Tool: Send + Sync + std::fmt::Debug {
    /// Returns what the tool is. Asked once, when the office is built.
    fn spec(&self) -> ToolSpec;

    /// Does it.
    ///
    /// # Errors
    /// An error of a retryable kind is tried again when the effect allows it; any other is told to who called.
    async fn call(&self, context: &ToolContext, arguments: Value) -> Result<ToolOutput>;

    /// Says what became of a call of the class [`Effect::Once`] that a crash interrupted.
    ///
    /// # Errors
    /// As [`Tool::call`].
    async fn reconcile(&self, _context: &ToolContext, _arguments: &Value) -> Result<Reconciled> {
        Ok(Reconciled::Unknown)
    }

    /// Says what a call would do, for the person who is asked about it: what its arguments only name. Without effects;
    /// it may be asked for several times. `null` when the arguments say it all.
    ///
    /// # Errors
    /// An error is shown to that person in place of the preview.
    async fn preview(&self, _context: &ToolContext, _arguments: &Value) -> Result<Value> {
        Ok(Value::Null)
    }
}

/// What a tool is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ToolSpec {
    /// Its name: letters, digits, `_` and `-`, at most 64.
    pub name: String,
    /// What it does and when to use it.
    pub description: String,
    /// The JSON Schema of its arguments, an object.
    pub parameters: Value,
    /// What kind of effect it has.
    pub effect: Effect,
    /// When a person has to agree.
    pub approval: ApprovalPolicy,
    /// How long a call may take, in milliseconds.
    pub timeout_millis: u64,
}

impl ToolSpec {
    /// Describes a tool that only looks, may take 30 seconds and needs no approval.
    pub fn new(name: impl Into<String>, description: impl Into<String>, parameters: Value) -> Self {
        Self {
            name: name.into(),
            description: description.into(),
            parameters,
            effect: Effect::Pure,
            approval: ApprovalPolicy::Never,
            timeout_millis: 30_000,
        }
    }

    /// Sets the effect; one that is not pure needs approval when it is fed by untrusted text.
    #[must_use]
    pub fn with_effect(mut self, effect: Effect) -> Self {
        self.effect = effect;
        if effect != Effect::Pure && self.approval == ApprovalPolicy::Never {
            self.approval = ApprovalPolicy::WhenTainted;
        }
        self
    }

    /// Sets when a person has to agree.
    #[must_use]
    pub fn with_approval(mut self, approval: ApprovalPolicy) -> Self {
        self.approval = approval;
        self
    }

    /// Sets how long a call may take.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout_millis = u64::try_from(timeout.as_millis()).unwrap_or(u64::MAX);
        self
    }
}

/// What kind of effect a tool has: what may happen when a crash interrupts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// It changes nothing: run again freely.
    Pure,
    /// It may be run again with the same key, and takes effect once.
    Idempotent,
    /// It must not be run twice: after a crash it is reconciled, or a person is asked.
    Once,
    /// It returns what is to be stored, which is committed together with its outcome.
    Transactional,
}

/// When a person has to agree to a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ApprovalPolicy {
    /// Never.
    Never,
    /// When an argument may come from a document or another untrusted source.
    WhenTainted,
    /// Always.
    Always,
}

/// What a tool is told about its call.
#[derive(Debug, Clone)]
pub struct ToolContext {
    /// The workspace of the run.
    pub workspace: WorkspaceId,
    /// Who the run acts as: a tool may do what this actor may.
    pub actor: Actor,
    /// The run.
    pub run: RunId,
    /// The call, unique in its run.
    pub call_id: String,
    /// Which try this is, from 1.
    pub attempt: u32,
    /// The same in every try of this call; to be sent along as `Idempotency-Key`.
    pub idempotency_key: String,
    /// The present time.
    pub now: Timestamp,
    /// When the call is given up.
    pub deadline: Timestamp,
}

/// What a tool returns.
#[derive(Debug, Clone, PartialEq)]
pub struct ToolOutput {
    /// The answer, as JSON.
    pub content: Value,
    /// Where it comes from: what was read from documents is untrusted.
    pub provenance: Provenance,
    /// The places that it was read from.
    pub evidence: Vec<Evidence>,
    /// What is stored together with the outcome; for the class [`Effect::Transactional`] only.
    pub batch: Option<Box<Batch>>,
}

impl ToolOutput {
    /// Returns an answer that this library made.
    pub fn new(content: Value) -> Self {
        Self { content, provenance: Provenance::System, evidence: Vec::new(), batch: None }
    }

    /// Returns an answer that was read from documents or other untrusted places.
    pub fn untrusted(content: Value, evidence: Vec<Evidence>) -> Self {
        Self { provenance: Provenance::Document, evidence, ..Self::new(content) }
    }
}

/// What became of a call that a crash interrupted.
#[derive(Debug, Clone, PartialEq)]
pub enum Reconciled {
    /// It took effect: this is its outcome.
    Done(ToolOutput),
    /// It took no effect: it may be run.
    NotDone,
    /// Nobody knows: a person is asked.
    Unknown,
}
