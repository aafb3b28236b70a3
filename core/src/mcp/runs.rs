//! Playbooks and runs for clients: to start and to look at, never to approve.

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::agents::{Effect, RunStatus, ToolSpec};
use crate::error::{Error, Result};
use crate::id::RunId;
use crate::office::Office;

/// What is asked of runs.
#[derive(Debug, Clone, Copy)]
pub(super) enum Asked {
    Playbooks,
    Start,
    Status,
}

/// The arguments of `list_playbooks`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ListPlaybooks {}

/// The arguments of `start_playbook`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct StartPlaybook {
    /// The playbook, by the name that `list_playbooks` gives.
    playbook: String,
    /// Its input, which fits the playbook's schema; `{}` where nothing is to be said.
    input: Value,
}

/// The arguments of `run_status`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ReadStatus {
    /// The run.
    run: RunId,
}

/// Describes the tools.
pub(super) fn offered() -> [(ToolSpec, Asked); 3] {
    let schema = |schema: schemars::Schema| schema.to_value();
    let list = ToolSpec::new(
        "list_playbooks",
        "Lists the playbooks of the office: jobs of several steps, such as sorting the inbox.",
        schema(schemars::schema_for!(ListPlaybooks)),
    );
    let start = ToolSpec::new(
        "start_playbook",
        "Starts a playbook and returns its run at once; run_status tells what it came to. What it drafts is for people \
         to look at, and what needs approval waits for them.",
        schema(schemars::schema_for!(StartPlaybook)),
    );
    let status = ToolSpec::new(
        "run_status",
        "Says how a run stands, what it waits for people to say, and its outcome when it is over.",
        schema(schemars::schema_for!(ReadStatus)),
    );
    [(list, Asked::Playbooks), (start.with_effect(Effect::Once), Asked::Start), (status, Asked::Status)]
}

impl Asked {
    /// Answers.
    ///
    /// # Errors
    /// Those of [`crate::agents::Agents`].
    pub(super) async fn answer(self, office: &Office, arguments: Value) -> Result<Value> {
        match self {
            Self::Playbooks => Ok(json!({ "playbooks": office.agents().playbooks().await? })),
            Self::Start => {
                let StartPlaybook { playbook, input } = read(arguments)?;
                let run = office.agents().play(&playbook, input).await?;
                Ok(json!({ "run": run.id, "status": run.status }))
            }
            Self::Status => {
                let ReadStatus { run: id } = read(arguments)?;
                let run = office.agents().run(&id).await?;
                let questions = office.agents().questions(&id).await?;
                let output = match run.status {
                    RunStatus::Finished => office.agents().wait(&id).await?.output,
                    _ => None,
                };
                let waits =
                    questions.iter().map(|question| json!({ "call": question.call, "tool": question.tool }));
                Ok(json!({
                    "run": run.id,
                    "agent": run.agent,
                    "status": run.status,
                    "waits_for_people": waits.collect::<Vec<_>>(),
                    "ending": run.ending,
                    "output": output,
                }))
            }
        }
    }
}

fn read<T: DeserializeOwned>(arguments: Value) -> Result<T> {
    serde_json::from_value(arguments).map_err(|error| {
        Error::invalid_input("the arguments do not fit the tool's schema").with_source(error)
    })
}
