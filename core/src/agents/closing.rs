//! The end of a run: its last events, its record, what its parent hears and the end of its work are one commit.

use super::asking::subject;
use super::drive::Drive;
use super::event::{RunEnding, RunEvent};
use super::record::{Run, append};
use super::state::CallStage;
use crate::approvals::void_with;
use crate::audit::{AuditEntry, Outcome, Target};
use crate::error::{Error, ErrorKind, Result};
use crate::rights::{Actor, Permission, Scope};
use crate::storage::{Append, Batch, Expect};
use crate::work::Done;

/// How often the end is tried again when somebody else writes too.
const ATTEMPTS: u32 = 32;

/// How a run ends, if an event is its end.
fn ending(event: &RunEvent) -> Option<RunEnding> {
    Some(match event {
        RunEvent::RunFinished { output } => RunEnding::Finished { output: output.clone() },
        RunEvent::RunFailed { kind, message } => RunEnding::Failed { kind: *kind, message: message.clone() },
        RunEvent::BudgetExceeded { item, limit } => RunEnding::OverBudget { item: *item, limit: *limit },
        RunEvent::GuardrailTripped { guardrail } => RunEnding::Guarded { guardrail: guardrail.clone() },
        RunEvent::Cancelled => RunEnding::Cancelled,
        _ => return None,
    })
}

impl Drive<'_> {
    /// Ends the run with these events, the last of which is its end.
    pub(super) async fn close(&mut self, events: Vec<RunEvent>) -> Result<Done> {
        let ending = events.last().and_then(ending);
        let ending = ending.ok_or_else(|| Error::internal("a run was to end without an end"))?;
        self.settle().await?;
        if !matches!(ending, RunEnding::Finished { .. }) {
            self.cancel_children().await?;
        }
        for _ in 0..ATTEMPTS {
            let (batch, parent) = self.last(&events, &ending).await?;
            match self.task.finish(batch).await {
                Ok(()) => {
                    self.told(parent.as_ref());
                    return Ok(Done::Committed);
                }
                Err(error) if error.kind() == ErrorKind::Conflict && !self.is_lost() => {
                    self.look_again().await?
                }
                Err(error) => return Err(error),
            }
        }
        Err(Error::unavailable(format!("the run {} is written to too often to end now", self.run.id)))
    }

    /// Prepares the last commit; also returns the parent that it tells.
    pub(super) async fn last(&self, events: &[RunEvent], ending: &RunEnding) -> Result<(Batch, Option<Run>)> {
        let now = self.engine.clock.now();
        let mut run = self.run.clone();
        (run.status, run.wake_at, run.ending) = (ending.status(), None, Some(ending.clone()));
        (run.head, run.spent) = (self.state.head + events.len() as u64, self.state.spent);
        let mut batch = self.task.batch();
        batch.appends.push(append(&run.id, Some(self.state.head), events, now)?);
        batch.puts.push(self.runs.put(&run, Expect::Version(self.version))?);
        batch.appends.push(note(&run, &self.state.actor, now, "runs.end")?);
        self.kept.remove(&run.id, &mut batch);
        self.void(&mut batch).await?;
        let Some(of) = &run.parent else { return Ok((batch, None)) };
        let (parent, version) = match self.runs.get(&of.run).await {
            Ok(found) => found,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok((batch, None)),
            Err(error) => return Err(error),
        };
        if !parent.status.is_over() {
            let heard = RunEvent::ChildFinished {
                call: of.call.clone(),
                ending: Box::new(ending.clone()),
                spent: run.spent,
            };
            let of_work = self.engine.of_work();
            self.runs.tell((parent.clone(), version), (None, &[heard]), now, of_work, &mut batch)?;
        }
        Ok((batch, Some(parent)))
    }

    fn told(&self, parent: Option<&Run>) {
        self.engine.hub.end(&self.run.id);
        if let Some(parent) = parent {
            self.engine.hub.tell(&parent.id);
        }
    }

    /// Takes back what people were asked for.
    async fn void(&self, batch: &mut Batch) -> Result<()> {
        let asked: Vec<&str> = self
            .state
            .open()
            .filter(|call| matches!(call.stage, CallStage::Asked { .. }))
            .map(|call| call.id.as_str())
            .collect();
        if asked.is_empty() {
            return Ok(());
        }
        let scope = self.scope().await?;
        for call in asked {
            void_with(&scope, self.engine.clock.now(), &subject(&self.run.id, call), batch).await?;
        }
        Ok(())
    }

    /// The scope of who started the run; of the application, when that one has lost the right.
    async fn scope(&self) -> Result<Scope> {
        let workspace = self.run_workspace();
        let own = self.engine.guard(workspace, &self.state.actor);
        match own.gate().enter(Permission::RunsStart).await {
            Err(error) if matches!(error.kind(), ErrorKind::Denied | ErrorKind::NotFound) => {
                self.engine.guard(workspace, &Actor::Owner).gate().enter(Permission::RunsStart).await
            }
            scope => scope,
        }
    }

    /// Tells the child runs that are under way to end.
    async fn cancel_children(&self) -> Result<()> {
        let has_children = self.state.open().any(|call| matches!(call.stage, CallStage::Child { .. }));
        if !has_children {
            return Ok(());
        }
        for child in self.runs.open_children(&self.run.id).await? {
            let by = self.state.actor.clone();
            let event =
                RunEvent::CancelRequested { by, reason: Some("the run that started it ended".to_owned()) };
            for _ in 0..ATTEMPTS {
                let (child, version) = self.runs.get(&child.id).await?;
                if child.status.is_over() {
                    break;
                }
                let (id, mut batch) = (child.id.clone(), self.task.batch());
                let (now, of_work) = (self.engine.clock.now(), self.engine.of_work());
                let told = (None, std::slice::from_ref(&event));
                self.runs.tell((child, version), told, now, of_work, &mut batch)?;
                match self.task.commit(batch).await {
                    Ok(()) => {
                        self.engine.hub.tell(&id);
                        break;
                    }
                    Err(error) if error.kind() == ErrorKind::Conflict && !self.is_lost() => {}
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(())
    }
}

/// Notes what became of a run: its name and state, never a word of it.
pub(super) fn note(run: &Run, actor: &Actor, at: jiff::Timestamp, action: &str) -> Result<Append> {
    let entry = AuditEntry {
        at,
        actor: actor.clone(),
        action: action.to_owned(),
        target: Target::new("run", &run.id),
        outcome: Outcome::Done,
        details: Default::default(),
    };
    entry.with("agent", run.agent.as_str()).with("status", run.status.name()).append()
}
