//! The writes of a run in hand: each expects the last event that the driver knows, and goes through the claim.

use std::time::Duration;

use super::drive::Drive;
use super::event::{RunEntry, RunEvent};
use super::record::{RunStatus, append};
use super::state::fold;
use super::step::wakes;
use crate::error::{ErrorKind, Result};
use crate::storage::{Batch, Expect};
use crate::work::Done;

/// How often a write is tried again when somebody else writes too.
const ATTEMPTS: u32 = 32;
/// Pauses that are waited out with the run in hand.
const SHORT: Duration = Duration::from_secs(1);

impl Drive<'_> {
    /// Takes an event in, and gives what it brings to the code of a playbook.
    pub(super) async fn take(&mut self, entry: &RunEntry) -> Result<()> {
        fold(&mut self.state, entry);
        if self.state.spec != self.pinned.hash {
            self.pinned = self.engine.pinned(&self.runs.workspace, &self.state.spec).await?;
        }
        self.played(entry).await
    }

    /// Writes events.
    pub(super) async fn commit(&mut self, events: Vec<RunEvent>) -> Result<()> {
        self.commit_with(events, self.task.batch()).await
    }

    /// Writes events together with a batch.
    pub(super) async fn commit_with(&mut self, events: Vec<RunEvent>, batch: Batch) -> Result<()> {
        self.write(events, batch, None).await
    }

    /// Writes events after the last one; what others wrote meanwhile comes before them. `said` is how much the model
    /// had seen of what was said.
    pub(super) async fn write(
        &mut self,
        mut events: Vec<RunEvent>,
        batch: Batch,
        said: Option<usize>,
    ) -> Result<()> {
        let mut attempts = ATTEMPTS;
        loop {
            if let (Some(said), Some(RunEvent::ModelCompleted { unseen, .. })) = (said, events.first_mut()) {
                *unseen = self.state.said.len().saturating_sub(said);
            }
            let (now, mut batch) = (self.engine.clock.now(), batch.clone());
            batch.appends.push(append(&self.run.id, Some(self.state.head), &events, now)?);
            match self.task.commit(batch).await {
                Ok(()) => {
                    for event in events {
                        let entry = RunEntry { sequence: self.state.head + 1, at: now, event };
                        self.take(&entry).await?;
                    }
                    self.topic.tell();
                    return Ok(());
                }
                Err(error) if error.kind() == ErrorKind::Conflict && attempts > 0 => {
                    attempts -= 1;
                    if !self.catch_up().await? {
                        return Err(error);
                    }
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Takes in what others wrote, and says whether it was anything.
    pub(super) async fn catch_up(&mut self) -> Result<bool> {
        let entries = self.runs.events(&self.run.id, self.state.head).await?;
        for entry in &entries {
            self.take(entry).await?;
        }
        Ok(!entries.is_empty())
    }

    /// Reads the record anew.
    pub(super) async fn look_again(&mut self) -> Result<()> {
        (self.run, self.version) = self.runs.get(&self.run.id).await?;
        self.catch_up().await.map(drop)
    }

    /// Writes that the run goes on.
    pub(super) async fn resume(&mut self) -> Result<()> {
        loop {
            (self.run.status, self.run.wake_at) = (RunStatus::Running, None);
            let mut batch = self.task.batch();
            batch.puts.push(self.runs.put(&self.run, Expect::Version(self.version))?);
            match self.task.commit(batch).await {
                Ok(()) => {
                    self.version += 1;
                    return Ok(());
                }
                Err(error) if error.kind() == ErrorKind::Conflict => {
                    let (turn, version) = (self.run.turn, self.version);
                    self.look_again().await?;
                    // Whoever woke it has begun work of its own.
                    if self.run.turn != turn || self.version == version {
                        return Err(error);
                    }
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Lets the run wait: without a task, and without anything in memory. Nothing when there is more to do.
    pub(super) async fn rest(&mut self) -> Result<Option<Done>> {
        let (now, wake) = (self.engine.clock.now(), wakes(&self.state));
        let wait = wake.map(|at| at.duration_since(now).max(jiff::SignedDuration::ZERO));
        if let Some(wait) = wait.and_then(|wait| Duration::try_from(wait).ok())
            && wait <= SHORT
        {
            tokio::select! {
                () = tokio::time::sleep(wait.max(Duration::from_millis(1))) => {}
                () = self.task.cancelled() => {}
            }
            self.catch_up().await?;
            return Ok(None);
        }
        let mut next = self.run.clone();
        (next.status, next.wake_at) = (RunStatus::Waiting, wake);
        (next.head, next.spent) = (self.state.head, self.state.spent);
        let mut batch = self.task.batch();
        batch.puts.push(self.runs.put(&next, Expect::Version(self.version))?);
        let payload = self.task.payload().clone();
        let written = match wait {
            None => self.task.finish(batch).await,
            Some(_) => self.task.step(payload.clone(), batch).await,
        };
        match written {
            Ok(()) => self.topic.tell(),
            Err(error) if error.kind() == ErrorKind::Conflict => {
                let version = self.version;
                self.look_again().await?;
                return if self.version == version { Err(error) } else { Ok(None) };
            }
            Err(error) => return Err(error),
        }
        Ok(Some(match wait {
            None => Done::Committed,
            Some(wait) => {
                let at = self.task.now().saturating_add(wait).unwrap_or(jiff::Timestamp::MAX);
                Done::Again { at, payload, batch: self.task.batch() }
            }
        }))
    }
}
