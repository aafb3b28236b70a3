//! How a run stands: the fold of its events, and nothing else.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::budget::{Budget, Spent};
use super::event::{AskReason, CallAnswer, ParentCall, RunEnding, RunEntry, RunEvent};
use super::stowed::Stowed;
use super::tool::Effect;
use crate::approvals::{PayloadHash, Verdict};
use crate::error::ErrorKind;
use crate::evidence::Provenance;
use crate::id::{ApprovalId, RunId};
use crate::models::Finish;
use crate::rights::Actor;

/// Among how many calls repetitions are looked for.
const MEMORY: usize = 32;

/// How a run stands. It is written and read as a snapshot, whose form belongs to one release.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct RunState {
    /// The sequence of the last event.
    pub(super) head: u64,
    pub(super) created: Timestamp,
    /// The hash of the specification by which it goes on.
    pub(super) spec: String,
    pub(super) actor: Actor,
    pub(super) budget: Budget,
    pub(super) parent: Option<ParentCall>,
    /// What was said, in order.
    pub(super) said: Vec<Said>,
    /// The calls, in the order of their plans.
    pub(super) calls: Vec<Call>,
    /// Where each call stands, by its id.
    #[serde(skip)]
    places: BTreeMap<String, usize>,
    /// How many calls of the last answer have no plan yet.
    pub(super) unplanned: usize,
    pub(super) spent: Spent,
    /// What child runs that are under way may use.
    pub(super) lent: Spent,
    /// How often the model has asked for the same call, since somebody said something.
    pub(super) repeated: usize,
    /// From which call on repetitions count.
    fresh: usize,
    /// Outcomes of the model that did not fit, in a row.
    pub(super) rejected: u32,
    pub(super) cancelled: bool,
    pub(super) ending: Option<RunEnding>,
}

/// A piece of the conversation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) enum Said {
    /// What a person, or the run that started this one, said.
    Input(Stowed),
    /// What the model answered, and the places of its calls.
    Answer { text: Stowed, calls: std::ops::Range<usize>, finish: Finish },
    /// The engine's note that an outcome did not fit.
    Rejected(Vec<String>),
}

/// A call of a tool.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Call {
    pub(super) id: String,
    pub(super) tool: String,
    pub(super) effect: Effect,
    /// The arguments: JSON, or a JSON text where the model wrote them.
    pub(super) arguments: Stowed,
    /// Whether the arguments are a text as the model wrote it.
    pub(super) is_text: bool,
    pub(super) asks: Option<AskReason>,
    pub(super) stage: CallStage,
    /// How often it failed and is tried again.
    pub(super) failures: u32,
    /// Whether a person wrote the arguments.
    pub(super) is_edited: bool,
}

/// How far a call is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) enum CallStage {
    /// It is to be made.
    Planned,
    /// It is to be asked for.
    Asking,
    /// A person was asked.
    Asked { approval: ApprovalId, hash: PayloadHash, expires: Option<Timestamp> },
    /// It may have taken effect.
    Started,
    /// It is to be tried again then.
    Retrying(Timestamp),
    /// Nobody knows what became of it.
    Unknown,
    /// It waits for a time.
    Until(Timestamp),
    /// It waits for a child run.
    Child { run: RunId, budget: Budget },
    /// It ended well.
    Done { content: Stowed, provenance: Provenance, evidence: Option<Stowed> },
    /// It failed for good.
    Failed { kind: ErrorKind, message: String },
}

impl CallStage {
    /// Says whether there is an outcome.
    pub(super) fn is_over(&self) -> bool {
        matches!(self, Self::Done { .. } | Self::Failed { .. })
    }
}

impl RunState {
    /// Begins with the first event; nothing when it is another one.
    pub(super) fn begin(first: &RunEntry) -> Option<Self> {
        let RunEvent::RunCreated { spec, input, actor, budget, parent } = &first.event else { return None };
        Some(Self {
            head: first.sequence,
            created: first.at,
            spec: spec.clone(),
            actor: actor.clone(),
            budget: *budget,
            parent: parent.clone(),
            said: vec![Said::Input(input.clone())],
            calls: Vec::new(),
            places: BTreeMap::new(),
            unplanned: 0,
            spent: Spent::default(),
            lent: Spent::default(),
            repeated: 0,
            fresh: 0,
            rejected: 0,
            cancelled: false,
            ending: None,
        })
    }

    /// Completes a state that was read from a snapshot; nothing when its parts do not fit together.
    pub(super) fn restored(mut self) -> Option<Self> {
        let count = self.calls.len();
        let fits = |said: &Said| match said {
            Said::Answer { calls, .. } => calls.start <= calls.end && calls.end <= count,
            Said::Input(_) | Said::Rejected(_) => true,
        };
        if self.fresh > count || self.unplanned > count || !self.said.iter().all(fits) {
            return None;
        }
        self.places = self.calls.iter().enumerate().map(|(place, call)| (call.id.clone(), place)).collect();
        Some(self)
    }

    /// Finds a call.
    pub(super) fn call(&self, id: &str) -> Option<&Call> {
        self.calls.get(*self.places.get(id)?)
    }

    /// Returns the calls that have no outcome.
    pub(super) fn open(&self) -> impl Iterator<Item = &Call> {
        self.calls.iter().filter(|call| !call.stage.is_over())
    }

    /// Returns the id of the next call.
    pub(super) fn next_call(&self, further: usize) -> String {
        format!("call_{}", self.calls.len() + further + 1)
    }

    fn set(&mut self, id: &str, stage: CallStage) {
        if let Some(place) = self.places.get(id) {
            self.calls[*place].stage = stage;
        }
    }

    fn edit(&mut self, id: &str, change: impl FnOnce(&mut Call)) {
        if let Some(place) = self.places.get(id) {
            change(&mut self.calls[*place]);
        }
    }
}

/// Takes an event in. What is not possible in a log of the engine changes nothing.
pub(super) fn fold(state: &mut RunState, entry: &RunEntry) {
    use RunEvent as E;
    state.head = entry.sequence;
    match &entry.event {
        E::RunCreated { .. } => {}
        E::InputAdded { text, .. } => {
            state.said.push(Said::Input(text.clone()));
            (state.fresh, state.repeated) = (state.calls.len(), 0);
        }
        E::ModelCompleted { text, calls, finish, unseen, .. } => {
            let from = state.calls.len();
            for wanted in calls {
                let id = state.next_call(0);
                let known = state.calls[state.fresh..].iter().rev().take(MEMORY);
                let same =
                    known.filter(|known| known.tool == wanted.tool && known.arguments == wanted.arguments);
                state.repeated = state.repeated.max(same.count() + 1);
                state.places.insert(id.clone(), state.calls.len());
                state.calls.push(Call {
                    id,
                    tool: wanted.tool.clone(),
                    effect: Effect::Pure,
                    arguments: wanted.arguments.clone(),
                    is_text: true,
                    asks: None,
                    // Its plan follows in the same commit.
                    stage: CallStage::Planned,
                    failures: 0,
                    is_edited: false,
                });
            }
            state.unplanned = calls.len();
            let calls = from..state.calls.len();
            // What the model has not seen comes after what it answered.
            let place = state.said.len().saturating_sub(*unseen);
            state.said.insert(place, Said::Answer { text: text.clone(), calls, finish: *finish });
            state.spent.turns += 1;
        }
        E::ToolPlanned { call, tool, effect, arguments, asks } => {
            plan(state, call, tool, *effect, arguments, asks)
        }
        E::ToolStarted { call } => state.set(call, CallStage::Started),
        E::ToolCompleted { call, content, provenance, evidence } => {
            let (content, evidence) = (content.clone(), evidence.clone());
            state.set(call, CallStage::Done { content, provenance: *provenance, evidence });
        }
        E::ToolFailed { call, kind, message, retry_at } => {
            state.edit(call, |call| call.failures += 1);
            state.set(
                call,
                match retry_at {
                    Some(at) => CallStage::Retrying(*at),
                    None => CallStage::Failed { kind: *kind, message: message.clone() },
                },
            );
        }
        E::ToolUnknown { call, .. } => state.set(call, CallStage::Unknown),
        E::ToolAnswered { call, answer, .. } => state.set(
            call,
            match answer {
                CallAnswer::Done { content } => CallStage::Done {
                    content: Stowed::of(content.clone()),
                    provenance: Provenance::User,
                    evidence: None,
                },
                CallAnswer::NotDone => CallStage::Planned,
                CallAnswer::GivenUp => CallStage::Failed {
                    kind: ErrorKind::InDoubt,
                    message: "nobody knows whether the call took effect; it counts as failed".to_owned(),
                },
            },
        ),
        E::ApprovalRequested { call, approval, hash, expires } => {
            let (approval, hash, expires) = (approval.clone(), hash.clone(), *expires);
            state.set(call, CallStage::Asked { approval, hash, expires });
        }
        E::ApprovalDecided { call, approval, verdict, reason, .. } if is_asked(state, call, approval) => {
            state.set(
                call,
                match verdict {
                    Verdict::Approve => CallStage::Planned,
                    Verdict::Reject => {
                        CallStage::Failed { kind: ErrorKind::Denied, message: refusal(reason.as_deref()) }
                    }
                },
            );
        }
        E::ApprovalLapsed { call, approval } if is_asked(state, call, approval) => {
            let message = "nobody approved the call in time".to_owned();
            state.set(call, CallStage::Failed { kind: ErrorKind::Denied, message });
        }
        E::ApprovalDecided { .. } | E::ApprovalLapsed { .. } => {}
        E::CallEdited { call, arguments, .. } => {
            let is_open = state.call(call).is_some_and(|call| matches!(call.stage, CallStage::Asked { .. }));
            if is_open {
                state.edit(call, |call| {
                    (call.arguments, call.is_text, call.is_edited) = (arguments.clone(), false, true);
                    call.stage = CallStage::Asking;
                });
            }
        }
        E::HandedOff { call, spec, agent } => {
            state.spec = spec.clone();
            let content = Stowed::short(format!("the run goes on as {agent}"));
            state.set(call, CallStage::Done { content, provenance: Provenance::System, evidence: None });
        }
        E::ChildSpawned { call, run, budget } => {
            state.lent.add(&lent(budget));
            state.set(call, CallStage::Child { run: run.clone(), budget: *budget });
        }
        E::ChildFinished { call, ending, spent } => child(state, call, ending, spent),
        E::TimerSet { call, at } => state.set(call, CallStage::Until(*at)),
        E::TimerFired { call } => {
            let content = Stowed::short("the time has come");
            state.set(call, CallStage::Done { content, provenance: Provenance::System, evidence: None });
        }
        E::BudgetSettled { usage, cost_micros } => {
            let (input_tokens, output_tokens) = (usage.input, usage.output);
            let used = Spent { input_tokens, output_tokens, cost_micros: *cost_micros, ..Spent::default() };
            state.spent.add(&used);
        }
        E::OutputRejected { errors } => {
            state.rejected += 1;
            state.said.push(Said::Rejected(errors.clone()));
        }
        E::CancelRequested { .. } => state.cancelled = true,
        E::BudgetExceeded { item, limit } => {
            state.ending = Some(RunEnding::OverBudget { item: *item, limit: *limit });
        }
        E::GuardrailTripped { guardrail } => {
            state.ending = Some(RunEnding::Guarded { guardrail: guardrail.clone() });
        }
        E::Cancelled => state.ending = Some(RunEnding::Cancelled),
        E::RunFinished { output } => state.ending = Some(RunEnding::Finished { output: output.clone() }),
        E::RunFailed { kind, message } => {
            state.ending = Some(RunEnding::Failed { kind: *kind, message: message.clone() });
        }
    }
}

/// Takes the plan of a call in: of the next one of the model's answer, or of a call that code makes.
fn plan(
    state: &mut RunState,
    id: &str,
    tool: &str,
    effect: Effect,
    arguments: &Option<Stowed>,
    asks: &Option<AskReason>,
) {
    let stage = if asks.is_some() { CallStage::Asking } else { CallStage::Planned };
    state.spent.tool_calls += 1;
    match (state.places.get(id).copied(), arguments) {
        (Some(place), _) => {
            state.unplanned = state.unplanned.saturating_sub(1);
            let call = &mut state.calls[place];
            (call.effect, call.asks, call.stage) = (effect, asks.clone(), stage);
        }
        (None, Some(arguments)) => {
            state.places.insert(id.to_owned(), state.calls.len());
            state.calls.push(Call {
                id: id.to_owned(),
                tool: tool.to_owned(),
                effect,
                arguments: arguments.clone(),
                is_text: false,
                asks: asks.clone(),
                stage,
                failures: 0,
                is_edited: false,
            });
        }
        (None, None) => {}
    }
}

fn child(state: &mut RunState, id: &str, ending: &RunEnding, spent: &Spent) {
    let Some(CallStage::Child { budget, .. }) = state.call(id).map(|call| call.stage.clone()) else { return };
    let back = lent(&budget);
    state.lent = Spent {
        turns: state.lent.turns.saturating_sub(back.turns),
        tool_calls: state.lent.tool_calls.saturating_sub(back.tool_calls),
        input_tokens: state.lent.input_tokens.saturating_sub(back.input_tokens),
        output_tokens: state.lent.output_tokens.saturating_sub(back.output_tokens),
        cost_micros: state.lent.cost_micros.saturating_sub(back.cost_micros),
    };
    state.spent.add(spent);
    state.set(
        id,
        match ending {
            // What another model wrote may be what an untrusted text told it.
            RunEnding::Finished { output } => {
                CallStage::Done { content: output.clone(), provenance: Provenance::Document, evidence: None }
            }
            RunEnding::Failed { kind, message } => {
                CallStage::Failed { kind: *kind, message: format!("the child run failed: {message}") }
            }
            RunEnding::OverBudget { .. } => CallStage::Failed {
                kind: ErrorKind::LimitExceeded,
                message: "the child run used its budget up".to_owned(),
            },
            RunEnding::Guarded { guardrail } => CallStage::Failed {
                kind: ErrorKind::Denied,
                message: format!("the child run tripped the guardrail {guardrail}"),
            },
            RunEnding::Cancelled => CallStage::Failed {
                kind: ErrorKind::Unavailable,
                message: "the child run was cancelled".to_owned(),
            },
        },
    );
}

/// What a child may use counts as used until it has ended.
fn lent(budget: &Budget) -> Spent {
    Spent {
        turns: budget.turns.unwrap_or_default(),
        tool_calls: budget.tool_calls.unwrap_or_default(),
        input_tokens: budget.input_tokens.unwrap_or_default(),
        output_tokens: budget.output_tokens.unwrap_or_default(),
        cost_micros: budget.cost_micros.unwrap_or_default(),
    }
}

fn is_asked(state: &RunState, call: &str, approval: &ApprovalId) -> bool {
    let stage = state.call(call).map(|call| &call.stage);
    matches!(stage, Some(CallStage::Asked { approval: asked, .. }) if asked == approval)
}

fn refusal(reason: Option<&str>) -> String {
    match reason {
        Some(reason) => format!("a person refused the call: {reason}"),
        None => "a person refused the call".to_owned(),
    }
}
