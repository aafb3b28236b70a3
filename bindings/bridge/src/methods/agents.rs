//! The methods of agents and runs.

use schemars::JsonSchema;
use secretariat::agents::{
    AgUiEvent, Agent, CallAnswer, PlaybookSpec, ReplayReport, Run, RunEntry, RunOutcome, RunQuestion,
    RunStatus, Stowed, ToolSpec,
};
use secretariat::approvals::Approval;
use secretariat::id::RunId;
use secretariat::{Office, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::page_size;
use crate::jobs::JobHandle;
use crate::method::{Method, Start};

/// Starts a run of an agent (right `runs.start`). When it returns, no crash loses the run.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StartRun {
    /// The agent.
    agent: Agent,
    /// What it is to do: a text, or a value.
    input: Value,
}

impl Method for StartRun {
    const NAME: &'static str = "agents.start";
    type Output = Run;

    async fn run(self, office: Office) -> Result<Run> {
        office.agents().start(&self.agent, self.input).await
    }
}

/// Starts a run of a playbook (right `runs.start`). When it returns, no crash loses the run.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Play {
    /// The name of the playbook.
    playbook: String,
    /// Its input, which fits the playbook's schema; `{}` where nothing is to be said.
    input: Value,
}

impl Method for Play {
    const NAME: &'static str = "agents.play";
    type Output = Run;

    async fn run(self, office: Office) -> Result<Run> {
        office.agents().play(&self.playbook, self.input).await
    }
}

/// Follows a run from its beginning: its events in order, and its outcome. Cancelling it cancels the run.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Follow {
    /// The run.
    id: RunId,
}

impl Start for Follow {
    const NAME: &'static str = "agents.follow";
    type Event = RunEntry;
    type Outcome = RunOutcome;

    fn run(self, office: Office) -> Result<JobHandle> {
        Ok(JobHandle::of_run(self.id, office))
    }
}

/// Reads a run (right `runs.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Get {
    /// The run.
    id: RunId,
}

impl Method for Get {
    const NAME: &'static str = "agents.run";
    type Output = Run;

    async fn run(self, office: Office) -> Result<Run> {
        office.agents().run(&self.id).await
    }
}

/// Lists runs, newest first (right `runs.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct List {
    /// Only those that stand so.
    #[serde(default)]
    status: Option<RunStatus>,
    /// Where the page starts: the cursor of the last one.
    #[serde(default)]
    cursor: Option<String>,
    /// The most runs.
    #[serde(default = "page_size")]
    limit: usize,
}

/// A page of runs.
#[derive(Serialize, JsonSchema)]
pub(crate) struct RunPage {
    /// The runs.
    runs: Vec<Run>,
    /// The cursor of the next page, if there is one.
    cursor: Option<String>,
}

impl Method for List {
    const NAME: &'static str = "agents.list";
    type Output = RunPage;

    async fn run(self, office: Office) -> Result<RunPage> {
        let (runs, cursor) = office.agents().list(self.status, self.cursor, self.limit).await?;
        Ok(RunPage { runs, cursor })
    }
}

/// Reads stored events of a run (right `runs.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entries {
    /// The run.
    id: RunId,
    /// The sequence of the last event that is known; 0 for none.
    #[serde(default)]
    after: u64,
    /// The most events, up to 1,024.
    #[serde(default = "page_size")]
    limit: usize,
}

impl Method for Entries {
    const NAME: &'static str = "agents.entries";
    type Output = Vec<RunEntry>;

    async fn run(self, office: Office) -> Result<Vec<RunEntry>> {
        office.agents().entries(&self.id, self.after, self.limit).await
    }
}

/// Returns the stored events of a run as AG-UI shows them (right `runs.read`): `data` of each is sent to a user
/// interface as it is. A run that waits for people ends with interrupts.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AgUi {
    /// The run.
    id: RunId,
    /// The sequence of the last event that is known; 0 for none.
    #[serde(default)]
    after: u64,
}

impl Method for AgUi {
    const NAME: &'static str = "agents.ag_ui";
    type Output = Vec<AgUiEvent>;

    async fn run(self, office: Office) -> Result<Vec<AgUiEvent>> {
        office.agents().ag_ui(&self.id, self.after).await
    }
}

/// Reads a value of an event, which is kept apart when it is large (right `runs.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReadValue {
    /// The value as the event has it.
    stowed: Stowed,
}

impl Method for ReadValue {
    const NAME: &'static str = "agents.value";
    type Output = Value;

    async fn run(self, office: Office) -> Result<Value> {
        office.agents().value(&self.stowed).await
    }
}

/// Waits until a run is over (right `runs.read`); one that waits for a person may take as long as that person.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wait {
    /// The run.
    id: RunId,
}

impl Method for Wait {
    const NAME: &'static str = "agents.wait";
    type Output = RunOutcome;

    async fn run(self, office: Office) -> Result<RunOutcome> {
        office.agents().wait(&self.id).await
    }
}

/// Says more to a run that is not over (right `runs.start`); its model hears it with the next turn.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Send {
    /// The run.
    id: RunId,
    /// What.
    text: String,
}

impl Method for Send {
    const NAME: &'static str = "agents.send";
    type Output = Run;

    async fn run(self, office: Office) -> Result<Run> {
        office.agents().send(&self.id, self.text).await
    }
}

/// Ends a run (right `runs.cancel`): nothing new begins, child runs are cancelled and open questions are void.
/// Cancelling twice counts once.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cancel {
    /// The run.
    id: RunId,
    /// Why.
    #[serde(default)]
    reason: Option<String>,
}

impl Method for Cancel {
    const NAME: &'static str = "agents.cancel";
    type Output = Run;

    async fn run(self, office: Office) -> Result<Run> {
        office.agents().cancel(&self.id, self.reason).await
    }
}

/// Lists what a run waits for people to say (right `runs.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Questions {
    /// The run.
    id: RunId,
}

impl Method for Questions {
    const NAME: &'static str = "agents.questions";
    type Output = Vec<RunQuestion>;

    async fn run(self, office: Office) -> Result<Vec<RunQuestion>> {
        office.agents().questions(&self.id).await
    }
}

/// Agrees to a call that waits for approval (right `approvals.decide`). Agreeing twice counts once.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Approve {
    /// The run.
    id: RunId,
    /// The call.
    call: String,
}

impl Method for Approve {
    const NAME: &'static str = "agents.approve";
    type Output = Approval;

    async fn run(self, office: Office) -> Result<Approval> {
        office.agents().approve(&self.id, &self.call).await
    }
}

/// Refuses a call that waits for approval, with a reason that the run is told (right `approvals.decide`). Refusing
/// twice counts once.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reject {
    /// The run.
    id: RunId,
    /// The call.
    call: String,
    /// Why.
    #[serde(default)]
    reason: Option<String>,
}

impl Method for Reject {
    const NAME: &'static str = "agents.reject";
    type Output = Approval;

    async fn run(self, office: Office) -> Result<Approval> {
        office.agents().reject(&self.id, &self.call, self.reason).await
    }
}

/// Changes the arguments of a call that waits for approval (right `approvals.decide`): what was asked is void, and
/// the call is asked about anew.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Edit {
    /// The run.
    id: RunId,
    /// The call.
    call: String,
    /// The arguments from now on.
    arguments: Value,
}

impl Method for Edit {
    const NAME: &'static str = "agents.edit";
    type Output = Run;

    async fn run(self, office: Office) -> Result<Run> {
        office.agents().edit(&self.id, &self.call, self.arguments).await
    }
}

/// Says what became of a call that a crash interrupted (right `approvals.decide`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Answer {
    /// The run.
    id: RunId,
    /// The call.
    call: String,
    /// What became of it.
    answer: CallAnswer,
}

impl Method for Answer {
    const NAME: &'static str = "agents.answer";
    type Output = Run;

    async fn run(self, office: Office) -> Result<Run> {
        office.agents().answer(&self.id, &self.call, self.answer).await
    }
}

/// Replays a run from its log, without asking a model, a tool or a person (right `runs.read`): a test that newer code
/// would go the same way.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReplayRun {
    /// The run.
    id: RunId,
}

impl Method for ReplayRun {
    const NAME: &'static str = "agents.replay";
    type Output = ReplayReport;

    async fn run(self, office: Office) -> Result<ReplayReport> {
        office.agents().replay(&self.id).await
    }
}

/// Lists the tools of the office by name (right `runs.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListTools {}

impl Method for ListTools {
    const NAME: &'static str = "agents.tools";
    type Output = Vec<ToolSpec>;

    async fn run(self, office: Office) -> Result<Vec<ToolSpec>> {
        office.agents().tools().await
    }
}

/// Lists the playbooks of the office by name (right `runs.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListPlaybooks {}

impl Method for ListPlaybooks {
    const NAME: &'static str = "agents.playbooks";
    type Output = Vec<PlaybookSpec>;

    async fn run(self, office: Office) -> Result<Vec<PlaybookSpec>> {
        office.agents().playbooks().await
    }
}
