//! The tools that the engine itself carries out: child runs, hand-off and waiting.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::agent::Agent;
use super::kit::Kit;
use super::tool::{ApprovalPolicy, Effect, ToolSpec};

/// Starts a child run and waits for its outcome.
pub(super) const DELEGATE: &str = "delegate";
/// Lets the run go on as another agent.
pub(super) const HAND_OFF: &str = "hand_off";
/// Waits for a time.
pub(super) const WAIT_UNTIL: &str = "wait_until";
/// The names of all of them.
pub(super) const NAMES: [&str; 3] = [DELEGATE, HAND_OFF, WAIT_UNTIL];

/// What [`DELEGATE`] takes.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct DelegateArguments {
    /// The agent that does the task.
    pub(super) agent: String,
    /// The task, with all that the agent has to know.
    pub(super) task: Value,
}

/// What [`HAND_OFF`] takes.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct HandOffArguments {
    /// The agent that goes on.
    pub(super) agent: String,
}

/// What [`WAIT_UNTIL`] takes.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct WaitArguments {
    /// The time, in the form of RFC 3339.
    pub(super) at: Timestamp,
}

/// Describes a tool that is built in, as a playbook and an agent without a team may use it.
pub(super) fn built_in(name: &str, kit: &Kit) -> Option<ToolSpec> {
    let agents: Vec<&str> = kit.agents().map(|agent| agent.name.as_str()).collect();
    match name {
        WAIT_UNTIL => Some(wait()),
        DELEGATE => Some(delegate(&agents)),
        _ => None,
    }
}

/// Describes the tools of a team.
pub(super) fn offered(agent: &Agent, kit: &Kit, known: &[ToolSpec]) -> Vec<ToolSpec> {
    let members: Vec<&str> = kit
        .agents()
        .map(|member| member.name.as_str())
        .filter(|name| agent.team.iter().any(|own| own == name))
        .collect();
    if members.is_empty() {
        return Vec::new();
    }
    let tools = [delegate(&members), hand_off(&members)];
    tools.into_iter().filter(|tool| known.iter().all(|own| own.name != tool.name)).collect()
}

fn delegate(agents: &[&str]) -> ToolSpec {
    let parameters = json!({
        "type": "object",
        "properties": {
            "agent": { "enum": agents },
            "task": { "type": ["string", "object"], "description": "The task, with all that the agent has to know." },
        },
        "required": ["agent", "task"],
        "additionalProperties": false,
    });
    let about =
        "Gives a task to another agent and returns its outcome. Several calls at once run side by side.";
    own(DELEGATE, about, parameters)
}

fn hand_off(agents: &[&str]) -> ToolSpec {
    let parameters = json!({
        "type": "object",
        "properties": { "agent": { "enum": agents } },
        "required": ["agent"],
        "additionalProperties": false,
    });
    own(HAND_OFF, "Leaves this conversation to another agent, who goes on with it.", parameters)
}

fn wait() -> ToolSpec {
    let parameters = json!({
        "type": "object",
        "properties": { "at": { "type": "string", "description": "RFC 3339, such as 2026-11-27T09:00:00Z." } },
        "required": ["at"],
        "additionalProperties": false,
    });
    own(WAIT_UNTIL, "Waits until a time; nothing else is done meanwhile.", parameters)
}

fn own(name: &str, about: &str, parameters: Value) -> ToolSpec {
    let spec = ToolSpec::new(name, about, parameters);
    // What the engine does for it is written together with the plan's outcome.
    ToolSpec { effect: Effect::Transactional, approval: ApprovalPolicy::Never, ..spec }
}
