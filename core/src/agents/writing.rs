//! The writes of a run in hand: each expects the last event that the driver knows, and goes through the claim.
//!
//! The outcome of a call is written while the run goes on: the next question to the model does not wait for the disk.
//! At most one such write is on its way, and all else that is read or written of the run comes behind it.

use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use futures::future::BoxFuture;

use super::drive::Drive;
use super::event::{RunEntry, RunEvent};
use super::record::{RunKind, RunStatus, append};
use super::snapshot::Standing;
use super::state::fold;
use super::step::wakes;
use crate::error::{ErrorKind, Result};
use crate::storage::{Batch, Expect};
use crate::work::Done;

/// How often a write is tried again when somebody else writes too.
const ATTEMPTS: u32 = 32;
/// Pauses that are waited out with the run in hand.
const SHORT: Duration = Duration::from_secs(1);

/// An event that the state holds already, and its write.
pub(super) struct Behind<'a> {
    entry: RunEntry,
    /// Never locked: it lets the run in hand be shared between threads, which a future alone does not.
    write: Mutex<BoxFuture<'a, Result<()>>>,
}

impl Behind<'_> {
    /// Waits until the write of an event that the state holds already came to its end; for ever when there is none.
    pub(super) async fn written(behind: &mut Option<Self>) -> Result<()> {
        match behind {
            Some(behind) => behind.write.get_mut().unwrap_or_else(PoisonError::into_inner).await,
            None => std::future::pending().await,
        }
    }
}

impl fmt::Debug for Behind<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Behind").field("sequence", &self.entry.sequence).finish_non_exhaustive()
    }
}

impl Drive<'_> {
    /// Writes the outcome of a call while the run goes on. Code that plays is told when it is written.
    pub(super) async fn write_behind(&mut self, event: RunEvent) -> Result<()> {
        if self.run.kind == RunKind::Playbook {
            return self.commit(vec![event]).await;
        }
        self.settle().await?;
        let (now, task, mut batch) = (self.engine.clock.now(), self.task, self.task.batch());
        batch.appends.push(append(&self.run.id, Some(self.state.head), std::slice::from_ref(&event), now)?);
        let entry = RunEntry { sequence: self.state.head + 1, at: now, event };
        fold(&mut self.state, &entry);
        let write: BoxFuture<'_, Result<()>> = Box::pin(async move { task.commit(batch).await });
        self.behind = Some(Behind { entry, write: Mutex::new(write) });
        Ok(())
    }

    /// Waits for the write that is on its way.
    pub(super) async fn settle(&mut self) -> Result<()> {
        if self.behind.is_none() {
            return Ok(());
        }
        let written = Behind::written(&mut self.behind).await;
        self.settled(written).await
    }

    /// Goes by what came of the write that was on its way.
    pub(super) async fn settled(&mut self, written: Result<()>) -> Result<()> {
        let Some(Behind { entry, .. }) = self.behind.take() else { return written };
        match written {
            Ok(()) => {
                self.last = entry;
                self.topic.tell();
                Ok(())
            }
            // Somebody else wrote in between: what they wrote comes first.
            Err(error) if error.kind() == ErrorKind::Conflict => {
                let Standing { state, last, kept } = self.runs.standing(&self.run.id).await?;
                (self.state, self.last, self.kept) = (state, last, kept);
                if self.state.spec != self.pinned.hash {
                    self.pinned = self.engine.pinned(&self.runs.workspace, &self.state.spec).await?;
                }
                self.append_all(vec![entry.event], self.task.batch(), None).await
            }
            Err(error) => Err(error),
        }
    }

    /// Takes an event in, and gives what it brings to the code of a playbook.
    pub(super) async fn take(&mut self, entry: RunEntry) -> Result<()> {
        fold(&mut self.state, &entry);
        if self.state.spec != self.pinned.hash {
            self.pinned = self.engine.pinned(&self.runs.workspace, &self.state.spec).await?;
        }
        self.played(&entry).await?;
        self.last = entry;
        Ok(())
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
        events: Vec<RunEvent>,
        batch: Batch,
        said: Option<usize>,
    ) -> Result<()> {
        self.settle().await?;
        self.append_all(events, batch, said).await
    }

    async fn append_all(
        &mut self,
        mut events: Vec<RunEvent>,
        batch: Batch,
        said: Option<usize>,
    ) -> Result<()> {
        let mut attempts = ATTEMPTS;
        let snapshot = match self.run.kind {
            RunKind::Agent => self.runs.snapshot(&self.run.id, &self.state, &self.last, self.kept)?,
            RunKind::Playbook => None,
        };
        loop {
            if let (Some(said), Some(RunEvent::ModelCompleted { unseen, .. })) = (said, events.first_mut()) {
                *unseen = self.state.said.len().saturating_sub(said);
            }
            let (now, mut batch) = (self.engine.clock.now(), batch.clone());
            batch.appends.push(append(&self.run.id, Some(self.state.head), &events, now)?);
            if let Some(snapshot) = &snapshot {
                snapshot.add_to(&mut batch);
            }
            match self.task.commit(batch).await {
                Ok(()) => {
                    if let Some(snapshot) = &snapshot {
                        self.kept = snapshot.stored();
                    }
                    for event in events {
                        let entry = RunEntry { sequence: self.state.head + 1, at: now, event };
                        self.take(entry).await?;
                    }
                    self.topic.tell();
                    return Ok(());
                }
                Err(error) if error.kind() == ErrorKind::Conflict && attempts > 0 => {
                    attempts -= 1;
                    if !self.read_on().await? {
                        return Err(error);
                    }
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Takes in what others wrote, and says whether it was anything.
    pub(super) async fn catch_up(&mut self) -> Result<bool> {
        self.settle().await?;
        self.read_on().await
    }

    async fn read_on(&mut self) -> Result<bool> {
        let entries = self.runs.events(&self.run.id, self.state.head).await?;
        let is_news = !entries.is_empty();
        for entry in entries {
            self.take(entry).await?;
        }
        Ok(is_news)
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
        if self.behind.is_some() {
            // What came of it may have to be done first.
            return self.settle().await.map(|()| None);
        }
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
