//! The writes of a run in hand: each expects the last event that the driver knows, and goes through the claim.
//!
//! The outcome of a call is written while the run goes on: the next question to the model does not wait for the disk.
//! At most one such write is on its way, and all else that is read or written of the run comes behind it. The outcome of
//! a call that changes nothing may be found again at any time: it waits a moment for the next write of the run and goes
//! with it, so that a turn of quick calls is one commit.

use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use futures::future::BoxFuture;
use jiff::Timestamp;
use tokio::time::Instant;

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
/// How long the outcome of a call that changes nothing waits for another write.
const LINGER: Duration = Duration::from_millis(100);

/// Events that the state holds already, but that are not written.
#[derive(Debug, Default)]
pub(super) struct Held {
    entries: Vec<RunEntry>,
    /// When they are written, if nothing else is before.
    until: Option<Instant>,
}

impl Held {
    /// Waits until it is time to write them; for ever when there are none.
    pub(super) async fn waited(&self) {
        match self.until {
            Some(until) => tokio::time::sleep_until(until).await,
            None => std::future::pending().await,
        }
    }

    /// Sets the time at which they are written.
    fn stamp(&mut self, now: Timestamp) {
        self.entries.iter_mut().for_each(|entry| entry.at = now);
    }

    /// Takes them out.
    fn take(&mut self) -> Vec<RunEntry> {
        self.until = None;
        std::mem::take(&mut self.entries)
    }
}

/// Events that the state holds already, and their write.
pub(super) struct Behind<'a> {
    entries: Vec<RunEntry>,
    /// Never locked: it lets the run in hand be shared between threads, which a future alone does not.
    write: Mutex<BoxFuture<'a, Result<()>>>,
}

impl Behind<'_> {
    /// Waits until the write came to its end; for ever when there is none.
    pub(super) async fn written(behind: &mut Option<Self>) -> Result<()> {
        match behind {
            Some(behind) => behind.write.get_mut().unwrap_or_else(PoisonError::into_inner).await,
            None => std::future::pending().await,
        }
    }
}

impl fmt::Debug for Behind<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Behind").field("entries", &self.entries).finish_non_exhaustive()
    }
}

impl Drive<'_> {
    /// Writes the outcome of a call while the run goes on; that of a call that changes nothing a moment later. Code that
    /// plays is told when it is written.
    pub(super) async fn write_behind(&mut self, event: RunEvent, is_pure: bool) -> Result<()> {
        if self.run.kind == RunKind::Playbook {
            return self.commit(vec![event]).await;
        }
        self.hold(event);
        if is_pure { Ok(()) } else { self.send_held().await }
    }

    /// Takes an event in that is written in a moment.
    fn hold(&mut self, event: RunEvent) {
        let entry = RunEntry { sequence: self.state.head + 1, at: self.engine.clock.now(), event };
        fold(&mut self.state, &entry);
        self.held.entries.push(entry);
        self.held.until.get_or_insert_with(|| Instant::now() + LINGER);
    }

    /// Begins to write what is held.
    pub(super) async fn send_held(&mut self) -> Result<()> {
        if self.held.entries.is_empty() {
            return Ok(());
        }
        // What was sent before comes first; if somebody else came in between, what is held is written with it.
        self.landed().await?;
        let (now, task, mut batch) = (self.engine.clock.now(), self.task, self.task.batch());
        self.held.stamp(now);
        let entries = self.held.take();
        if entries.is_empty() {
            return Ok(());
        }
        let before = self.state.head - entries.len() as u64;
        let events = entries.iter().map(|entry| &entry.event);
        batch.appends.push(append(&self.run.id, Some(before), events, now)?);
        let write: BoxFuture<'_, Result<()>> = Box::pin(async move { task.commit(batch).await });
        self.behind = Some(Behind { entries, write: Mutex::new(write) });
        Ok(())
    }

    /// Waits until all that the state holds is written.
    pub(super) async fn settle(&mut self) -> Result<()> {
        self.send_held().await?;
        self.landed().await
    }

    /// Waits for the write that is on its way.
    async fn landed(&mut self) -> Result<()> {
        if self.behind.is_none() {
            return Ok(());
        }
        let written = Behind::written(&mut self.behind).await;
        self.settled(written).await
    }

    /// Goes by what came of the write that was on its way.
    pub(super) async fn settled(&mut self, written: Result<()>) -> Result<()> {
        let Some(Behind { mut entries, .. }) = self.behind.take() else { return written };
        match written {
            Ok(()) => {
                self.last = entries.pop().unwrap_or_else(|| self.last.clone());
                self.topic.tell();
                Ok(())
            }
            // Somebody else wrote in between: what they wrote comes first.
            Err(error) if error.kind() == ErrorKind::Conflict => {
                entries.append(&mut self.held.take());
                self.begin_again().await?;
                let events = entries.into_iter().map(|entry| entry.event).collect();
                self.append_all(events, self.task.batch(), None).await
            }
            Err(error) => Err(error),
        }
    }

    /// Forgets what was not written.
    async fn begin_again(&mut self) -> Result<()> {
        let Standing { state, last, kept } = self.runs.standing(&self.run.id).await?;
        (self.state, self.last, self.kept) = (state, last, kept);
        if self.state.spec != self.pinned.hash {
            self.pinned = self.engine.pinned(&self.runs.workspace, &self.state.spec).await?;
        }
        Ok(())
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
        self.landed().await?;
        self.append_all(events, batch, said).await
    }

    /// Writes what is held and these events.
    async fn append_all(
        &mut self,
        mut events: Vec<RunEvent>,
        batch: Batch,
        said: Option<usize>,
    ) -> Result<()> {
        let mut attempts = ATTEMPTS;
        self.held.stamp(self.engine.clock.now());
        let mut snapshot = match self.run.kind {
            RunKind::Agent => {
                let last = self.held.entries.last().unwrap_or(&self.last);
                self.runs.snapshot(&self.run.id, &self.state, last, self.kept)?
            }
            RunKind::Playbook => None,
        };
        loop {
            let answer = events.iter_mut().find_map(|event| match event {
                RunEvent::ModelCompleted { unseen, .. } => Some(unseen),
                _ => None,
            });
            if let (Some(said), Some(unseen)) = (said, answer) {
                *unseen = self.state.said.len().saturating_sub(said);
            }
            let held = &self.held.entries;
            // Held events keep the time that a snapshot of them was taken with.
            let now = held.first().map_or_else(|| self.engine.clock.now(), |entry| entry.at);
            let before = self.state.head - held.len() as u64;
            let make = || -> Result<Batch> {
                let all = held.iter().map(|entry| &entry.event).chain(&events);
                let mut batch = batch.clone();
                batch.appends.push(append(&self.run.id, Some(before), all, now)?);
                if let Some(snapshot) = &snapshot {
                    snapshot.add_to(&mut batch);
                }
                Ok(batch)
            };
            match self.task.commit_made(&make).await {
                Ok(()) => {
                    if let Some(snapshot) = &snapshot {
                        self.kept = snapshot.stored();
                    }
                    if let Some(last) = self.held.take().pop() {
                        self.last = last;
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
                    if self.held.entries.is_empty() {
                        if !self.read_on().await? {
                            return Err(error);
                        }
                        continue;
                    }
                    // What the state holds comes after what somebody else wrote.
                    let held = self.held.take();
                    self.begin_again().await?;
                    if self.state.head == before {
                        held.into_iter().for_each(|entry| self.hold(entry.event));
                        return Err(error);
                    }
                    events = held.into_iter().map(|entry| entry.event).chain(events).collect();
                    snapshot = None;
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
        if self.behind.is_some() || !self.held.entries.is_empty() {
            // What comes of it may have to be done first.
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
                let at = self.task.now().saturating_add(wait).unwrap_or(Timestamp::MAX);
                Done::Again { at, payload, batch: self.task.batch() }
            }
        }))
    }
}
