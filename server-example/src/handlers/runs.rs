//! Starting runs.

use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use schemars::JsonSchema;
use secretariat::Error;
use secretariat::agents::Agent;
use serde::Deserialize;
use serde_json::Value;

use super::sessions::encode;
use crate::access::Caller;
use crate::idempotency::Reply;
use crate::operations::handler::body;
use crate::problem::Problem;

/// A run to start: exactly one of `playbook` and `agent` is set.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewRun {
    /// The playbook to play, by its name.
    #[serde(default)]
    playbook: Option<String>,
    /// The agent to start.
    #[serde(default)]
    agent: Option<Agent>,
    /// What it is given.
    input: Value,
}

/// Starts a run of a playbook or an agent.
pub(crate) async fn start(caller: Caller, headers: HeaderMap, bytes: Bytes) -> Result<Reply, Problem> {
    let NewRun { playbook, agent, input } = body(&headers, &bytes)?;
    let agents = caller.office.agents();
    let run = match (playbook, agent) {
        (Some(playbook), None) => agents.play(&playbook, input).await?,
        (None, Some(agent)) => agents.start(&agent, input).await?,
        _ => return Err(Error::invalid_input("set exactly one of `playbook` and `agent`").into()),
    };
    encode(StatusCode::CREATED, &run)
}
