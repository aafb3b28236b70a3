//! How a run begins: everything that is written when it is started, in one batch, by whoever starts it.

use serde_json::Value;

use super::agent::{Agent, GuardedText};
use super::budget::Budget;
use super::closing::note;
use super::engine::Engine;
use super::event::RunEvent;
use super::record::{Run, RunKind, RunStatus, append, work};
use super::spec::{Decides, Ready, RunSpec};
use super::stowed::Stowed;
use crate::error::{Error, ErrorKind, Result};
use crate::id::RunId;
use crate::rights::Scope;
use crate::storage::{Batch, Expect};

/// What is started, and with what.
#[derive(Debug)]
pub(crate) enum Start<'a> {
    Agent(&'a Agent, Value),
    Playbook(&'a str, Value),
}

/// A run that begins when its batch is committed.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) run: Run,
    pub(crate) batch: Batch,
    pub(super) pinned: Ready,
}

impl Engine {
    /// Checks what is to be started, without starting it.
    ///
    /// # Errors
    /// As [`Engine::prepare`].
    pub(crate) fn check(&self, start: &Start<'_>) -> Result<()> {
        self.spec_of(start).map(drop)
    }

    /// Prepares a run of who was let in.
    ///
    /// # Errors
    /// `invalid_input` for an agent that is not well formed, or an input that does not fit; `not_found` for what the
    /// office does not have; `denied` when a guardrail is tripped; `limit_exceeded` for an input above 4 MiB.
    pub(crate) async fn prepare(&self, scope: &Scope, start: Start<'_>) -> Result<Prepared> {
        let (spec, kind, budget) = self.spec_of(&start)?;
        let (Start::Agent(_, input) | Start::Playbook(_, input)) = start;
        let (now, workspace) = (self.clock.now(), scope.workspace());
        let (pinned, is_stored) = self.pin(workspace, spec)?;
        let input = Stowed::stow(input, self.at(workspace)).await?;
        let run = Run {
            id: RunId::new(now, self.randomness.as_ref()),
            agent: pinned.name().to_owned(),
            kind,
            status: RunStatus::Running,
            spec: pinned.hash.clone(),
            actor: scope.actor().clone(),
            budget,
            parent: None,
            created: now,
            wake_at: None,
            turn: 1,
            head: 1,
            spent: Default::default(),
            ending: None,
        };
        let actor = run.actor.clone();
        let created = RunEvent::RunCreated { spec: pinned.hash.clone(), input, actor, budget, parent: None };
        let mut batch = Batch::new(workspace.clone());
        if !is_stored {
            batch.puts.push(pinned.put(workspace)?);
        }
        batch.puts.push(self.runs(workspace).put(&run, Expect::Absent)?);
        batch.appends.push(append(&run.id, Some(0), &[created], now)?);
        batch.appends.push(note(&run, scope.actor(), now, "runs.start")?);
        work(&run, self.of_work(), &mut batch)?;
        Ok(Prepared { run, batch, pinned })
    }

    fn spec_of(&self, start: &Start<'_>) -> Result<(RunSpec, RunKind, Budget)> {
        match start {
            Start::Agent(agent, input) => {
                let spec = RunSpec::of_agent(agent, &self.kit)?;
                guarded(agent, input)?;
                Ok((spec, RunKind::Agent, agent.budget))
            }
            Start::Playbook(name, input) => {
                let known = self.kit.playbook(name)?;
                if let Some(fault) = known.input.check(input).first() {
                    return Err(Error::invalid_input(format!(
                        "the input of the playbook `{name}` does not fit: at `{}`: {}",
                        fault.path, fault.message
                    )));
                }
                let decides =
                    Decides::Playbook { name: known.spec.name.clone(), version: known.spec.version };
                let budget = Budget { turns: None, tool_calls: Some(10_000), ..Default::default() };
                Ok((RunSpec { decides, tools: Vec::new() }, RunKind::Playbook, budget))
            }
        }
    }
}

/// Checks an input against the guardrails of an agent.
///
/// # Errors
/// `denied` naming the guardrail.
pub(super) fn guarded(agent: &Agent, input: &Value) -> Result<()> {
    let text = match input {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    };
    match agent.tripped(GuardedText::Input, &text) {
        None => Ok(()),
        Some(guardrail) => Err(Error::new(
            ErrorKind::Denied,
            format!("the input trips the guardrail `{guardrail}` of agent `{}`", agent.name),
        )),
    }
}
