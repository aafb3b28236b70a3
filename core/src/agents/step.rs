//! What a run does next: a pure function of how it stands.

use jiff::{SignedDuration, Timestamp};

use super::budget::BudgetItem;
use super::state::{CallStage, RunState, Said};
use super::tool::Effect;

/// How often an outcome that does not fit is sent back to the model.
const REPAIRS: u32 = 3;

/// How often a model may ask for the same call with the same arguments; that one is not made any more.
const REPETITIONS: usize = 3;

/// Something to do for a run.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum RunAction {
    /// Ask the model.
    AskModel,
    /// Let the code of the playbook go on.
    Play,
    /// Make a call.
    MakeCall(String),
    /// Find out what became of a call.
    Reconcile(String),
    /// Ask people whether a call may be made.
    AskPeople(String),
    /// The time of a call has come.
    Fire(String),
    /// Nobody decided on a call in time.
    Lapse(String),
    /// End the run: its last answer is the outcome.
    Finish,
    /// End the run: a budget is used up.
    Exceed(BudgetItem, u64),
    /// End the run: the model does not keep to the form of its outcome.
    GiveUp,
    /// End the run: somebody cancelled it.
    Cancel,
}

/// Returns all that can be done now; nothing when the run is over or waits.
pub(super) fn step(state: &RunState, is_playbook: bool, now: Timestamp) -> Vec<RunAction> {
    if state.ending.is_some() {
        return Vec::new();
    }
    if state.cancelled {
        return vec![RunAction::Cancel];
    }
    if let Some(limit) = state.budget.wall_seconds
        && now >= wall_end(state, limit)
    {
        return vec![RunAction::Exceed(BudgetItem::WallTime, limit)];
    }
    // A call that is planned when the bound is passed is not made.
    if let Some(most) = state.budget.tool_calls
        && state.spent.tool_calls > most
    {
        return vec![RunAction::Exceed(BudgetItem::ToolCalls, most)];
    }
    if !is_playbook && state.repeated >= REPETITIONS {
        return vec![RunAction::Exceed(BudgetItem::Repetition, REPETITIONS as u64)];
    }
    let mut actions: Vec<RunAction> =
        state.open().filter_map(|call| of_call(call.id.as_str(), &call.stage, call.effect, now)).collect();
    if is_playbook {
        actions.push(RunAction::Play);
    } else if state.open().next().is_none() {
        actions.push(after_calls(state));
    }
    actions
}

fn of_call(id: &str, stage: &CallStage, effect: Effect, now: Timestamp) -> Option<RunAction> {
    let id = || id.to_owned();
    match stage {
        CallStage::Planned => Some(RunAction::MakeCall(id())),
        CallStage::Asking => Some(RunAction::AskPeople(id())),
        CallStage::Asked { expires: Some(expires), .. } if *expires <= now => Some(RunAction::Lapse(id())),
        CallStage::Started if effect == Effect::Once => Some(RunAction::Reconcile(id())),
        CallStage::Started => Some(RunAction::MakeCall(id())),
        CallStage::Retrying(at) if *at <= now => Some(RunAction::MakeCall(id())),
        CallStage::Until(at) if *at <= now => Some(RunAction::Fire(id())),
        _ => None,
    }
}

/// What comes when no call is open: the next answer, or the end.
fn after_calls(state: &RunState) -> RunAction {
    let is_answered = match state.said.last() {
        Some(Said::Answer { calls, .. }) => calls.is_empty(),
        _ => false,
    };
    if is_answered {
        return RunAction::Finish;
    }
    if state.rejected > REPAIRS {
        return RunAction::GiveUp;
    }
    let mut spent = state.spent;
    spent.add(&state.lent);
    match state.budget.lacks(&spent) {
        Some((item, limit)) => RunAction::Exceed(item, limit),
        None => RunAction::AskModel,
    }
}

/// Returns when a run that waits goes on by itself.
pub(super) fn wakes(state: &RunState) -> Option<Timestamp> {
    let of_call = state.open().filter_map(|call| match &call.stage {
        CallStage::Asked { expires, .. } => *expires,
        CallStage::Retrying(at) | CallStage::Until(at) => Some(*at),
        _ => None,
    });
    of_call.chain(state.budget.wall_seconds.map(|limit| wall_end(state, limit))).min()
}

fn wall_end(state: &RunState, seconds: u64) -> Timestamp {
    let length = SignedDuration::from_secs(i64::try_from(seconds).unwrap_or(i64::MAX));
    state.created.saturating_add(length).unwrap_or(Timestamp::MAX)
}
