//! Carries out the tools that are built in: child runs, hand-off, timers.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::drive::Drive;
use super::event::{ParentCall, RunEvent};
use super::record::{Run, RunKind, RunStatus, append, work};
use super::spec::RunSpec;
use super::state::{Call, CallStage};
use super::team::{self, DelegateArguments, HandOffArguments, WaitArguments};
use crate::error::{Error, ErrorKind, Result};
use crate::id::RunId;
use crate::storage::Expect;

/// How deep child runs may start child runs.
const DEPTH: usize = 8;

impl Drive<'_> {
    /// Carries a call out if its tool is built in, and says whether it is.
    pub(super) async fn built_in(&mut self, call: &Call) -> Result<bool> {
        if !team::NAMES.contains(&call.tool.as_str()) {
            return Ok(false);
        }
        let Some(arguments) = self.shelf.arguments(call).await? else {
            self.fail(call, ErrorKind::InvalidInput, "the arguments are no JSON object".to_owned(), false)
                .await?;
            return Ok(true);
        };
        let done = match call.tool.as_str() {
            team::DELEGATE => self.delegate(call, arguments).await,
            team::HAND_OFF => self.hand_off(call, arguments).await,
            _ => self.wait_until(call, arguments).await,
        };
        match done {
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::NotFound | ErrorKind::InvalidInput | ErrorKind::LimitExceeded
                ) =>
            {
                self.fail(call, error.kind(), error.message().to_owned(), false).await?;
            }
            done => done?,
        }
        Ok(true)
    }

    /// Starts a child run with a slice of what is left: child, event and its work are one commit.
    async fn delegate(&mut self, call: &Call, arguments: Value) -> Result<()> {
        let DelegateArguments { agent, task } = read(arguments)?;
        let agent = self.engine.kit.agent(&agent)?.clone();
        self.check_depth().await?;
        let (child, is_stored) =
            self.engine.pin(self.run_workspace(), RunSpec::of_agent(&agent, &self.engine.kit)?)?;
        let mut used = self.state.spent;
        used.add(&self.state.lent);
        // Those that are to run side by side share what is left.
        let due =
            self.state.open().filter(|call| call.tool == team::DELEGATE && call.stage == CallStage::Planned);
        let budget = agent.budget.within(&self.state.budget.left(&used).share(due.count() as u64));
        let sources = match self.judge().untrusted().await? {
            None => None,
            Some(read) => {
                let places: Vec<_> = read.into_iter().take(50).collect();
                let places = serde_json::to_value(places).map_err(|error| {
                    Error::internal("the evidence of a run cannot be written").with_source(error)
                })?;
                Some(self.shelf.stow(places).await?)
            }
        };
        let (now, input) = (self.engine.clock.now(), self.shelf.stow(task).await?);
        let parent = ParentCall { run: self.run.id.clone(), call: call.id.clone(), sources };
        let run = Run {
            id: RunId::new(now, self.engine.randomness.as_ref()),
            agent: child.name().to_owned(),
            kind: RunKind::Agent,
            status: RunStatus::Running,
            spec: child.hash.clone(),
            actor: self.state.actor.clone(),
            budget,
            parent: Some(parent.clone()),
            created: now,
            wake_at: None,
            turn: 1,
            head: 1,
            spent: Default::default(),
            ending: None,
        };
        let mut batch = self.task.batch();
        if !is_stored {
            batch.puts.push(child.put(self.run_workspace())?);
        }
        batch.puts.push(self.runs.put(&run, Expect::Absent)?);
        let created = RunEvent::RunCreated {
            spec: child.hash.clone(),
            input,
            actor: run.actor.clone(),
            budget,
            parent: Some(parent),
        };
        batch.appends.push(append(&run.id, Some(0), &[created], now)?);
        work(&run, self.engine.of_work(), &mut batch)?;
        let spawned = RunEvent::ChildSpawned { call: call.id.clone(), run: run.id, budget };
        self.commit_with(vec![spawned], batch).await?;
        self.engine.stored(self.run_workspace(), &child);
        Ok(())
    }

    async fn check_depth(&self) -> Result<()> {
        let (mut depth, mut above) = (1, self.state.parent.clone());
        while let Some(parent) = above {
            depth += 1;
            if depth > DEPTH {
                return Err(Error::limit_exceeded(format!(
                    "child runs are at most {DEPTH} deep: do it here"
                )));
            }
            above = self.runs.get(&parent.run).await?.0.parent;
        }
        Ok(())
    }

    async fn hand_off(&mut self, call: &Call, arguments: Value) -> Result<()> {
        let HandOffArguments { agent } = read(arguments)?;
        if self.is_playbook() {
            return Err(Error::invalid_input("a playbook cannot be left to an agent: let it `delegate`"));
        }
        let agent = self.engine.kit.agent(&agent)?.clone();
        let spec = RunSpec::of_agent(&agent, &self.engine.kit)?;
        let (next, is_stored) = self.engine.pin(self.run_workspace(), spec)?;
        let mut batch = self.task.batch();
        if !is_stored {
            batch.puts.push(next.put(self.run_workspace())?);
        }
        // It has to be found as soon as the event is taken in.
        self.engine.stored(self.run_workspace(), &next);
        let event = RunEvent::HandedOff { call: call.id.clone(), agent: agent.name, spec: next.hash.clone() };
        self.commit_with(vec![event], batch).await
    }

    async fn wait_until(&mut self, call: &Call, arguments: Value) -> Result<()> {
        let WaitArguments { at } = read(arguments)?;
        self.commit(vec![RunEvent::TimerSet { call: call.id.clone(), at }]).await
    }
}

fn read<T: DeserializeOwned>(arguments: Value) -> Result<T> {
    serde_json::from_value(arguments).map_err(|error| {
        Error::invalid_input("the arguments do not fit the tool's schema").with_source(error)
    })
}
