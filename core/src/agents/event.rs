//! The events of a run: what happened, versioned, and nothing that follows from it.
//!
//! A stored event is the object of a [`RunEvent`] with its time in `time` (milliseconds since 1970) and, from version
//! 2 on, its version in `v`. Old versions are brought up to date when they are read. What most events say in the same
//! words is left out when it is stored, and put back when it is read: see [`USUAL`].

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::budget::{Budget, BudgetItem, Spent};
use super::stowed::Stowed;
use super::tool::Effect;
use crate::approvals::{PayloadHash, Verdict};
use crate::error::{Error, ErrorKind, Result};
use crate::evidence::Provenance;
use crate::id::{ApprovalId, RunId};
use crate::models::{Finish, Usage};
use crate::rights::Actor;

/// The version that is written.
const VERSION: u64 = 1;

/// The type of an event, one of its fields, and the value of it that goes without saying.
type Usual = (&'static str, &'static str, fn() -> Value);

/// What stands in most events of a type.
const USUAL: [Usual; 4] = [
    ("model_completed", "text", || json!({"value": ""})),
    ("model_completed", "finish", || json!("tool_calls")),
    ("tool_planned", "effect", || json!("pure")),
    ("tool_completed", "provenance", || json!("system")),
];

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

impl RunEvent {
    /// Returns the stored form.
    ///
    /// # Errors
    /// `internal` when it cannot be written as JSON.
    pub(super) fn stored(&self, at: Timestamp) -> Result<Value> {
        let mut value = serde_json::to_value(self)
            .map_err(|error| Error::internal("an event of a run cannot be written").with_source(error))?;
        if let Some(fields) = value.as_object_mut() {
            leave_out(fields);
            fields.insert("time".to_owned(), at.as_millisecond().into());
        }
        Ok(value)
    }
}

impl RunEntry {
    /// Reads a stored event.
    ///
    /// # Errors
    /// `corrupt` for another form; `unsupported` for an event of a newer release.
    pub(crate) fn read(sequence: u64, mut stored: Value) -> Result<Self> {
        let damaged = |what: &str| Error::corrupt(format!("event {sequence} of the run {what}"));
        let fields = stored.as_object_mut().ok_or_else(|| damaged("is no object"))?;
        let version = fields.remove("v").map_or(Some(VERSION), |version| version.as_u64());
        let at = fields.remove("time").and_then(|at| at.as_i64());
        let at =
            at.and_then(|at| Timestamp::from_millisecond(at).ok()).ok_or_else(|| damaged("has no time"))?;
        if version.is_none_or(|version| version > VERSION) {
            return Err(Error::unsupported(format!(
                "event {sequence} of the run was written by a newer release; update this one"
            )));
        }
        put_back(fields);
        let event =
            RunEvent::deserialize(stored).map_err(|error| damaged("is damaged").with_source(error))?;
        Ok(Self { sequence, at, event })
    }
}

/// Leaves out of a stored event what goes without saying.
fn leave_out(fields: &mut Map<String, Value>) {
    let usual = usual(fields);
    fields.retain(|name, value| !usual.iter().any(|(field, usual)| field == name && usual == value));
    if let Some(Value::Object(usage)) = fields.get_mut("usage") {
        // These have a default of their own.
        usage.retain(|name, value| {
            !matches!(name.as_str(), "cached" | "reasoning" | "estimated")
                || (*value != json!(0) && *value != json!(false))
        });
    }
}

/// Puts back what was left out of a stored event.
fn put_back(fields: &mut Map<String, Value>) {
    for (field, value) in usual(fields) {
        fields.entry(field).or_insert(value);
    }
}

fn usual(fields: &Map<String, Value>) -> Vec<(&'static str, Value)> {
    let name = fields.get("type").and_then(Value::as_str).unwrap_or_default();
    let usual = USUAL.iter().filter(|(of, _, _)| *of == name);
    usual.map(|(_, field, value)| (*field, value())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_reads_back_as_it_was_stored() {
        let at = Timestamp::from_millisecond(1_700_000_000_123).unwrap();
        let event = RunEvent::ToolStarted { call: "call_1".to_owned() };
        let stored = event.stored(at).unwrap();
        assert_eq!(stored, json!({"type": "tool_started", "call": "call_1", "time": 1_700_000_000_123_i64}));
        assert_eq!(RunEntry::read(7, stored).unwrap(), RunEntry { sequence: 7, at, event });
        // The time of an event is apart from any that it speaks of.
        let event = RunEvent::TimerSet { call: "call_1".to_owned(), at: Timestamp::UNIX_EPOCH };
        let stored = event.stored(at).unwrap();
        assert_eq!(RunEntry::read(7, stored).unwrap(), RunEntry { sequence: 7, at, event });
    }

    #[test]
    fn what_goes_without_saying_is_not_stored_and_reads_back() {
        let usage = Usage { input: 220, output: 20, ..Usage::default() };
        let events = [
            (
                RunEvent::ModelCompleted {
                    text: Stowed::short(""),
                    calls: Vec::new(),
                    finish: Finish::ToolCalls,
                    model: "m".to_owned(),
                    unseen: 0,
                },
                json!({"type": "model_completed", "model": "m", "time": 0}),
            ),
            (
                RunEvent::ToolPlanned {
                    call: "call_1".to_owned(),
                    tool: "look".to_owned(),
                    effect: Effect::Pure,
                    arguments: None,
                    asks: None,
                },
                json!({"type": "tool_planned", "call": "call_1", "tool": "look", "time": 0}),
            ),
            (
                RunEvent::BudgetSettled { usage, cost_micros: 0 },
                json!({"type": "budget_settled", "usage": {"input": 220, "output": 20}, "time": 0}),
            ),
            (
                RunEvent::ToolCompleted {
                    call: "call_1".to_owned(),
                    content: Stowed::short("seen"),
                    provenance: Provenance::System,
                    evidence: None,
                },
                json!({"type": "tool_completed", "call": "call_1", "content": {"value": "seen"}, "time": 0}),
            ),
        ];
        for (event, expected) in events {
            let stored = event.stored(Timestamp::UNIX_EPOCH).unwrap();
            assert_eq!(stored, expected);
            assert_eq!(RunEntry::read(1, stored).unwrap().event, event);
        }
        // What is unusual is stored.
        let said = RunEvent::ToolCompleted {
            call: "call_1".to_owned(),
            content: Stowed::short("seen"),
            provenance: Provenance::Document,
            evidence: None,
        };
        let stored = said.stored(Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(stored["provenance"], "document");
        assert_eq!(RunEntry::read(1, stored).unwrap().event, said);
    }

    #[test]
    fn events_of_a_newer_release_and_damaged_ones_are_told_apart() {
        let newer = RunEntry::read(1, json!({"v": 2, "time": 0, "type": "cancelled"})).unwrap_err();
        assert_eq!(newer.kind(), ErrorKind::Unsupported);
        for damaged in [json!(3), json!({"type": "cancelled"}), json!({"time": 0, "type": "nothing"})] {
            assert_eq!(RunEntry::read(1, damaged).unwrap_err().kind(), ErrorKind::Corrupt);
        }
    }
}
