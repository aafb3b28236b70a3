//! The events of a run: what happened, versioned, and nothing that follows from it. How they are stored stands in
//! `encoding.rs`.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::budget::{Budget, BudgetItem, Spent};
use super::stowed::Stowed;
use super::tool::Effect;
use crate::approvals::{PayloadHash, Verdict};
use crate::error::ErrorKind;
use crate::evidence::Provenance;
use crate::id::{ApprovalId, RunId};
use crate::models::{Finish, Usage};
use crate::rights::Actor;

/// What happened in a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum RunEvent {
    /// The run was started.
    RunCreated {
        /// The hash of the specification that it is pinned to.
        spec: String,
        /// What it was started with.
        input: Stowed,
        /// Who started it, whose rights hold for all it does.
        actor: Actor,
        /// Its bounds.
        budget: Budget,
        /// The run that started it, and that run's call.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parent: Option<ParentCall>,
    },
    /// Somebody said more.
    InputAdded {
        /// What.
        text: Stowed,
        /// Who.
        by: Actor,
    },
    /// A model answered.
    ModelCompleted {
        /// What it says.
        text: Stowed,
        /// The tools that it calls, in the order of the plans that follow.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        calls: Vec<WantedCall>,
        /// Why it ended.
        finish: Finish,
        /// The model, as the provider names it.
        model: String,
        /// How many of the inputs before it came too late for it.
        #[serde(default, skip_serializing_if = "is_none_of_them")]
        unseen: usize,
    },
    /// A call is to be made: written before anything begins.
    ToolPlanned {
        /// The call, unique in its run.
        call: String,
        /// The tool.
        tool: String,
        /// What kind of effect it has.
        effect: Effect,
        /// The arguments, where they are not those of the model's answer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        arguments: Option<Stowed>,
        /// Why a person has to agree, if so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        asks: Option<AskReason>,
    },
    /// A call that must not be made twice is about to begin.
    ToolStarted {
        /// The call.
        call: String,
    },
    /// A call ended well.
    ToolCompleted {
        /// The call.
        call: String,
        /// What the tool returned.
        content: Stowed,
        /// Who stands behind it.
        provenance: Provenance,
        /// The places that it was read from: a list of [`crate::Evidence`].
        #[serde(default, skip_serializing_if = "Option::is_none")]
        evidence: Option<Stowed>,
    },
    /// A call failed.
    ToolFailed {
        /// The call.
        call: String,
        /// What is told of it.
        kind: ErrorKind,
        /// The message.
        message: String,
        /// When it is tried again, if it is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_at: Option<Timestamp>,
    },
    /// Nobody knows whether a call took effect: a person is asked.
    ToolUnknown {
        /// The call.
        call: String,
        /// Why.
        why: String,
    },
    /// Somebody said what became of a call.
    ToolAnswered {
        /// The call.
        call: String,
        /// What.
        answer: CallAnswer,
        /// Who.
        by: Actor,
    },
    /// A person was asked whether a call may be made.
    ApprovalRequested {
        /// The call.
        call: String,
        /// The question.
        approval: ApprovalId,
        /// The hash of tool and arguments that it is about.
        hash: PayloadHash,
        /// From when on it is too late.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expires: Option<Timestamp>,
    },
    /// A person decided.
    ApprovalDecided {
        /// The call.
        call: String,
        /// The question.
        approval: ApprovalId,
        /// Who gave the last word.
        by: Actor,
        /// What.
        verdict: Verdict,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Nobody decided, or the question was taken back.
    ApprovalLapsed {
        /// The call.
        call: String,
        /// The question.
        approval: ApprovalId,
    },
    /// A person changed the arguments of a call that waits for approval: it is asked about anew.
    CallEdited {
        /// The call.
        call: String,
        /// The arguments from now on.
        arguments: Stowed,
        /// Who.
        by: Actor,
    },
    /// The run goes on as another agent.
    HandedOff {
        /// The call that asked for it.
        call: String,
        /// The name of the agent.
        agent: String,
        /// The hash of its specification.
        spec: String,
    },
    /// A child run was started, with a slice of the budget.
    ChildSpawned {
        /// The call.
        call: String,
        /// The child.
        run: RunId,
        /// What it may use.
        budget: Budget,
    },
    /// A child run ended.
    ChildFinished {
        /// The call.
        call: String,
        /// What it ended with.
        ending: Box<RunEnding>,
        /// What it used.
        spent: Spent,
    },
    /// The run waits for a time.
    TimerSet {
        /// The call.
        call: String,
        /// The time.
        at: Timestamp,
    },
    /// That time has come.
    TimerFired {
        /// The call.
        call: String,
    },
    /// What a turn used is settled.
    BudgetSettled {
        /// The tokens.
        usage: Usage,
        /// The cost, in millionths of the price's currency.
        #[serde(default, skip_serializing_if = "is_zero")]
        cost_micros: u64,
    },
    /// A budget is used up.
    BudgetExceeded {
        /// Which.
        item: BudgetItem,
        /// The bound.
        limit: u64,
    },
    /// A guardrail found what must not be.
    GuardrailTripped {
        /// The name of the guardrail.
        guardrail: String,
    },
    /// The model's outcome does not fit its schema; it is told so.
    OutputRejected {
        /// What does not fit.
        errors: Vec<String>,
    },
    /// Somebody wants the run to end.
    CancelRequested {
        /// Who.
        by: Actor,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// The run ended before it was done.
    Cancelled,
    /// The run is done.
    RunFinished {
        /// Its outcome.
        output: Stowed,
    },
    /// The run failed.
    RunFailed {
        /// What is told of it.
        kind: ErrorKind,
        /// The message.
        message: String,
    },
}

/// The call that started a child run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ParentCall {
    /// The run.
    pub run: RunId,
    /// The call.
    pub call: String,
    /// Set when the input may be what an untrusted text says: the places that were read, a list of
    /// [`crate::Evidence`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sources: Option<Stowed>,
}

/// A call as a model asked for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WantedCall {
    /// The tool's name, as the model wrote it.
    pub tool: String,
    /// The arguments as the model wrote them: a JSON text.
    pub arguments: Stowed,
}

/// Why a person has to agree to a call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum AskReason {
    /// The tool always asks.
    Always,
    /// Arguments that may come from untrusted text.
    Tainted {
        /// The arguments, as JSON pointers.
        pointers: Vec<String>,
        /// The places that they may come from: a list of [`crate::Evidence`], those that hold the words of an
        /// argument first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sources: Option<Stowed>,
    },
}

/// What became of a call that nobody knew of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum CallAnswer {
    /// It took effect, with this outcome.
    Done {
        /// What the tool returned, or would have.
        content: Value,
    },
    /// It took no effect: it is made now.
    NotDone,
    /// It counts as failed and is not made.
    GivenUp,
}

/// What a run ended with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum RunEnding {
    /// It is done.
    Finished {
        /// Its outcome.
        output: Stowed,
    },
    /// It failed.
    Failed {
        /// What is told of it.
        kind: ErrorKind,
        /// The message.
        message: String,
    },
    /// A budget was used up.
    OverBudget {
        /// Which.
        item: BudgetItem,
        /// The bound.
        limit: u64,
    },
    /// A guardrail found what must not be.
    Guarded {
        /// The name of the guardrail.
        guardrail: String,
    },
    /// Somebody cancelled it.
    Cancelled,
}

fn is_zero(number: &u64) -> bool {
    *number == 0
}

fn is_none_of_them(number: &usize) -> bool {
    *number == 0
}

/// An event with its time, as it is stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RunEntry {
    /// The position in the run, from 1.
    pub sequence: u64,
    /// When it was written.
    pub at: Timestamp,
    /// What happened.
    pub event: RunEvent,
}
