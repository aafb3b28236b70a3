//! The handle of agents: start runs, look at them, and say what people have to say to them.

use std::sync::Arc;
use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::agent::Agent;
use super::closing::note;
use super::engine::Engine;
use super::event::{RunEnding, RunEntry, RunEvent};
use super::playbook::PlaybookSpec;
use super::record::{Run, RunStatus, Runs};
use super::starting::{Prepared, Start, guarded};
use super::stowed::Stowed;
use super::tool::ToolSpec;
use super::watch::RunWatch;
use crate::approvals::Approvals;
use crate::audit::Guard;
use crate::error::{Error, ErrorKind, Result};
use crate::id::RunId;
use crate::rights::{Permission, Scope};
use crate::storage::Batch;
use crate::work::Background;

/// How often a message to a run is tried again when it moves on meanwhile.
pub(super) const ATTEMPTS: u32 = 64;
/// How often who waits for a run looks for what other processes did.
const LOOK: Duration = Duration::from_millis(500);
/// The longest reason, in bytes.
const REASON: usize = 2_000;

/// The agents, playbooks and runs of a workspace. Clones share the same office.
///
/// Every method is `not_found` for who does not belong to the workspace, `denied` for who lacks the right that it
/// names, and returns storage errors. A run acts with the rights of who started it.
#[derive(Debug, Clone)]
pub struct Agents {
    pub(super) guard: Guard,
    pub(super) engine: Arc<Engine>,
    pub(super) approvals: Approvals,
    work: Arc<Background>,
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RunOutcome {
    /// The run, with its ending and what it used.
    pub run: Run,
    /// Its outcome, when it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<Value>,
}

/// What a run is told.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) event: RunEvent,
    /// The last event that it is the answer to, if it is one.
    pub(super) after: Option<u64>,
    /// What is written with it.
    pub(super) batch: Option<Batch>,
}

impl Word {
    fn new(event: RunEvent) -> Self {
        Self { event, after: None, batch: None }
    }
}

impl Agents {
    pub(crate) fn new(
        guard: Guard,
        engine: Arc<Engine>,
        approvals: Approvals,
        work: Arc<Background>,
    ) -> Self {
        Self { guard, engine, approvals, work }
    }

    /// Starts a run of an agent (right `runs.start`). When this returns, no crash loses it.
    ///
    /// # Errors
    /// `invalid_input` for an agent that is not well formed; `not_found` for a tool, model or agent that the office does
    /// not have; `denied` when a guardrail is tripped by the input; `limit_exceeded` for more than 4 MiB of it.
    pub async fn start(&self, agent: &Agent, input: impl Into<Value>) -> Result<Run> {
        let scope = self.guard.enter(Permission::RunsStart).await?;
        self.begin(&scope, Start::Agent(agent, input.into())).await
    }

    /// Starts a run of a playbook (right `runs.start`). When this returns, no crash loses it.
    ///
    /// # Errors
    /// `not_found` for a playbook that the office does not have; `invalid_input` for an input that does not fit its
    /// schema; `limit_exceeded` for more than 4 MiB of it.
    pub async fn play(&self, playbook: &str, input: impl Into<Value>) -> Result<Run> {
        let scope = self.guard.enter(Permission::RunsStart).await?;
        self.begin(&scope, Start::Playbook(playbook, input.into())).await
    }

    /// Lists the tools of the office by name (right `runs.read`).
    ///
    /// # Errors
    /// As all methods.
    pub async fn tools(&self) -> Result<Vec<ToolSpec>> {
        self.guard.enter(Permission::RunsRead).await?;
        Ok(self.engine.kit.tools().cloned().collect())
    }

    /// Lists the playbooks of the office by name (right `runs.read`).
    ///
    /// # Errors
    /// As all methods.
    pub async fn playbooks(&self) -> Result<Vec<PlaybookSpec>> {
        self.guard.enter(Permission::RunsRead).await?;
        Ok(self.engine.kit.playbooks().cloned().collect())
    }

    /// Lists the agents that the office knows by name (right `runs.read`).
    ///
    /// # Errors
    /// As all methods.
    pub async fn agents(&self) -> Result<Vec<Agent>> {
        self.guard.enter(Permission::RunsRead).await?;
        Ok(self.engine.kit.agents().cloned().collect())
    }

    /// Reads a run (right `runs.read`).
    ///
    /// # Errors
    /// `not_found` when the workspace has no such run.
    pub async fn run(&self, id: &RunId) -> Result<Run> {
        let scope = self.guard.enter(Permission::RunsRead).await?;
        Ok(self.runs(&scope).get(id).await?.0)
    }

    /// Reads one page of runs, newest first, and the cursor of the next: all of them, or those of a status (right
    /// `runs.read`).
    ///
    /// # Errors
    /// `invalid_input` for a foreign cursor.
    pub async fn list(
        &self,
        status: Option<RunStatus>,
        cursor: Option<String>,
        limit: usize,
    ) -> Result<(Vec<Run>, Option<String>)> {
        let scope = self.guard.enter(Permission::RunsRead).await?;
        self.runs(&scope).list(status, cursor, limit).await
    }

    /// Reads up to `limit` stored events of a run after a sequence (right `runs.read`).
    ///
    /// # Errors
    /// `not_found` when the workspace has no such run.
    pub async fn entries(&self, id: &RunId, after: u64, limit: usize) -> Result<Vec<RunEntry>> {
        let scope = self.guard.enter(Permission::RunsRead).await?;
        let runs = self.runs(&scope);
        runs.get(id).await?;
        runs.page(id, after, limit.clamp(1, 1_024)).await
    }

    /// Follows a run: its stored events after a sequence, and between them the pieces of an answer that comes in this
    /// process (right `runs.read`).
    ///
    /// # Errors
    /// `not_found` when the workspace has no such run.
    pub async fn events(&self, id: &RunId, after: u64) -> Result<RunWatch> {
        let scope = self.guard.enter(Permission::RunsRead).await?;
        let runs = self.runs(&scope);
        runs.get(id).await?;
        Ok(RunWatch::new(runs, id.clone(), after, self.engine.hub.topic(id)))
    }

    /// Reads a value of an event (right `runs.read`).
    ///
    /// # Errors
    /// `corrupt` when its blob is damaged; those of the blobs.
    pub async fn value(&self, stowed: &Stowed) -> Result<Value> {
        let scope = self.guard.enter(Permission::RunsRead).await?;
        stowed.fetch(self.engine.at(scope.workspace())).await
    }

    /// Waits until a run is over (right `runs.read`); a run that waits for a person may take as long as that person.
    ///
    /// # Errors
    /// `not_found` when the workspace has no such run.
    pub async fn wait(&self, id: &RunId) -> Result<RunOutcome> {
        let topic = self.engine.hub.topic(id);
        let run = loop {
            let run = self.run(id).await?;
            if run.status.is_over() {
                break run;
            }
            tokio::select! {
                biased;
                () = topic.over() => {}
                () = tokio::time::sleep(LOOK) => {}
            }
        };
        let output = match &run.ending {
            Some(RunEnding::Finished { output }) => Some(self.value(output).await?),
            _ => None,
        };
        Ok(RunOutcome { run, output })
    }

    /// Says more to a run that is not over (right `runs.start`); its model hears it with the next turn.
    ///
    /// # Errors
    /// `not_found`; `conflict` when it is over; `unsupported` for a playbook; `denied` when a guardrail is tripped;
    /// `limit_exceeded` for more than 4 MiB.
    pub async fn send(&self, id: &RunId, text: impl Into<String>) -> Result<Run> {
        let scope = self.guard.enter(Permission::RunsStart).await?;
        let run = self.runs(&scope).get(id).await?.0;
        let text = Value::String(text.into());
        let pinned = self.engine.pinned(scope.workspace(), &run.spec).await?;
        match pinned.agent() {
            Some(agent) => guarded(agent, &text)?,
            None => {
                return Err(Error::unsupported(format!("{id} is played by code, which hears nothing more")));
            }
        }
        let text = Stowed::stow(text, self.engine.at(scope.workspace())).await?;
        let event = RunEvent::InputAdded { text, by: scope.actor().clone() };
        self.tell(&scope, id, "runs.send", Word::new(event)).await
    }

    /// Ends a run (right `runs.cancel`): nothing new begins, effects that are under way may come to their end for a
    /// moment, child runs are cancelled and open questions are void. Cancelling twice counts once.
    ///
    /// # Errors
    /// `not_found`; `conflict` when it is over in another way.
    pub async fn cancel(&self, id: &RunId, reason: Option<String>) -> Result<Run> {
        let scope = self.guard.enter(Permission::RunsCancel).await?;
        if reason.as_ref().is_some_and(|reason| reason.len() > REASON) {
            return Err(Error::invalid_input(format!("a reason has at most {REASON} bytes")));
        }
        let run = self.runs(&scope).get(id).await?.0;
        if run.status == RunStatus::Cancelled {
            return Ok(run);
        }
        let event = RunEvent::CancelRequested { by: scope.actor().clone(), reason };
        self.tell(&scope, id, "runs.cancel", Word::new(event)).await
    }

    pub(super) fn runs(&self, scope: &Scope) -> Runs {
        Runs::new(Arc::clone(scope.storage()), scope.workspace().clone())
    }

    /// Tells a run something in one commit, whatever it does meanwhile.
    pub(super) async fn tell(&self, scope: &Scope, id: &RunId, action: &str, word: Word) -> Result<Run> {
        let runs = self.runs(scope);
        for _ in 0..ATTEMPTS {
            let (run, version) = runs.get(id).await?;
            over(&run)?;
            let now = self.guard.now();
            let mut batch = word.batch.clone().unwrap_or_else(|| Batch::new(scope.workspace().clone()));
            batch.appends.push(note(&run, scope.actor(), now, action)?);
            let events = (word.after, std::slice::from_ref(&word.event));
            runs.tell((run, version), events, now, self.engine.of_work(), &mut batch)?;
            match scope.storage().commit(batch).await {
                Ok(_) => {
                    self.engine.hub.tell(id);
                    self.work.nudge();
                    return Ok(runs.get(id).await?.0);
                }
                Err(error) if error.kind() == ErrorKind::Conflict => {
                    if runs.get(id).await?.1 == version {
                        return Err(error);
                    }
                }
                Err(error) => return Err(error),
            }
        }
        Err(Error::unavailable(format!("the run {id} moves on too fast to be told anything now")))
    }

    async fn begin(&self, scope: &Scope, start: Start<'_>) -> Result<Run> {
        let Prepared { run, batch, pinned } = self.engine.prepare(scope, start).await?;
        scope.storage().commit(batch).await?;
        self.engine.stored(scope.workspace(), &pinned);
        self.work.nudge();
        Ok(run)
    }
}

/// Checks that a run is not over.
pub(super) fn over(run: &Run) -> Result<()> {
    if run.status.is_over() {
        let message = format!("the run {} is {} and takes nothing more", run.id, run.status.name());
        return Err(Error::new(ErrorKind::Conflict, message));
    }
    Ok(())
}
