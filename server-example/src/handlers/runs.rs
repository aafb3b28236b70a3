//! Starting runs.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use schemars::JsonSchema;
use secretariat::Error;
use secretariat::agents::Agent;
use serde::Deserialize;
use serde_json::Value;

use super::sessions::encode;
use crate::access::Caller;
use crate::app::App;
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

/// Starts a run of a playbook or an agent; with an `Idempotency-Key`, once.
pub(crate) async fn start(
    State(app): State<Arc<App>>,
    caller: Caller,
    uri: Uri,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Reply, Problem> {
    let NewRun { playbook, agent, input } = body(&headers, &bytes)?;
    let agents = caller.office.agents();
    let work = async {
        let run = match (playbook, agent) {
            (Some(playbook), None) => agents.play(&playbook, input).await?,
            (None, Some(agent)) => agents.start(&agent, input).await?,
            _ => return Err(Error::invalid_input("set exactly one of `playbook` and `agent`").into()),
        };
        encode(StatusCode::CREATED, &run)
    };
    let who = format!("{} {}", caller.standing.workspace.id, caller.actor);
    app.replies.once(&who, &headers, &[uri.to_string().as_bytes(), &bytes], work).await
}
