//! Follows a job: a copy of its stream that all followers of one job share, filled when somebody asks.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::time::Instant;

use super::hub::{Hub, news};
use super::record::{Event, append, stream};
use crate::audit::{AuditEntry, Guard, Target};
use crate::documents::Documents;
use crate::documents::ingest::Ingest;
use crate::documents::progress::{Progress, Step};
use crate::error::{Error, ErrorKind, Result};
use crate::id::JobId;
use crate::rights::Permission;
use crate::storage::Batch;
use crate::work::{Background, WorkRepository};

/// Events that are read at once.
const PAGE: usize = 1_024;
/// The least time between two reads, so that a fast job is not slowed by its followers.
const PACE: Duration = Duration::from_millis(10);
/// How many reads in a row may fail before following ends.
const PATIENCE: u32 = 100;

/// Whether the job is stored.
#[derive(Debug, Clone)]
pub(super) enum Submitted {
    Waiting,
    Accepted,
    Rejected(ErrorKind, String),
}

/// A job that is followed.
#[derive(Debug)]
pub(crate) struct Followed {
    pub(super) ingest: Arc<Ingest>,
    pub(super) guard: Guard,
    pub(super) hub: Arc<Hub>,
    pub(super) id: JobId,
    /// Does the job, as long as somebody follows it.
    pub(super) work: Arc<Background>,
    /// Where the job is cancelled: callers need not be on a runtime.
    runtime: Handle,
    submitted: watch::Sender<Submitted>,
    seen: Mutex<Seen>,
    /// When it was read last; held while reading.
    reading: tokio::sync::Mutex<Option<Instant>>,
}

/// What is known of the stream.
#[derive(Debug, Default)]
struct Seen {
    events: Vec<Event>,
    /// Which sources have come to an end.
    ended: Vec<bool>,
    open: usize,
    over: bool,
}

impl Followed {
    /// Follows a job of some sources. Must be called on a runtime.
    pub(crate) fn new(office: &Documents, id: JobId, sources: usize, stored: bool) -> Self {
        let mut seen = Seen { ended: vec![false; sources], open: sources, ..Seen::default() };
        seen.finish_if_all();
        let submitted = if stored { Submitted::Accepted } else { Submitted::Waiting };
        Self {
            ingest: Arc::clone(&office.ingest),
            guard: office.guard.clone(),
            hub: Arc::clone(&office.hub),
            id,
            work: Arc::clone(&office.work),
            runtime: Handle::current(),
            submitted: watch::Sender::new(submitted),
            seen: Mutex::new(seen),
            reading: tokio::sync::Mutex::new(None),
        }
    }

    /// Says what became of handing the job in.
    pub(super) fn submitted(&self, outcome: &Result<()>) {
        let outcome = match outcome {
            Ok(()) => Submitted::Accepted,
            Err(error) => Submitted::Rejected(error.kind(), error.message().to_owned()),
        };
        // What was cancelled meanwhile stays so.
        self.submitted.send_if_modified(|now| {
            let waits = matches!(now, Submitted::Waiting);
            if waits {
                *now = outcome;
            }
            waits
        });
    }

    /// Waits until the job is stored.
    pub(super) async fn accepted(&self) -> Result<()> {
        let mut submitted = self.submitted.subscribe();
        let outcome = submitted.wait_for(|now| !matches!(now, Submitted::Waiting)).await;
        match outcome.as_deref() {
            Ok(Submitted::Rejected(kind, message)) => Err(Error::new(*kind, message.clone())),
            _ => Ok(()),
        }
    }

    /// Returns the event after a sequence when it is there; nothing after the end.
    pub(super) async fn next(&self, after: u64) -> Result<Option<Progress>> {
        let mut changes = self.hub.listen();
        let (wanted, mut failures) = (usize::try_from(after).unwrap_or(usize::MAX), 0);
        if self.accepted().await.is_err() {
            self.seen().over();
        }
        loop {
            {
                let seen = self.seen();
                if let Some(event) = seen.events.get(wanted) {
                    let Event { name, step, .. } = event.clone();
                    return Ok(Some(Progress { sequence: after + 1, name, step }));
                }
                if seen.over {
                    return Ok(None);
                }
            }
            match self.read(wanted).await {
                Ok(true) => continue,
                Ok(false) => failures = 0,
                Err(error) => {
                    failures += 1;
                    if failures > PATIENCE {
                        return Err(error);
                    }
                }
            }
            if self.hub.is_closed() {
                let message = "the office was closed; the job goes on when it is opened again";
                return Err(Error::unavailable(message));
            }
            news(&mut changes).await;
        }
    }

    /// Returns how the sources ended, by their place, after the end of the job.
    pub(super) fn endings(&self) -> Result<Vec<Event>> {
        let seen = self.seen();
        if seen.open > 0 {
            return Err(Error::unavailable("the job was cancelled; what was stored stays"));
        }
        let mut endings: Vec<Event> =
            seen.events.iter().filter(|event| event.step.is_last()).cloned().collect();
        endings.sort_by_key(|event| event.item);
        Ok(endings)
    }

    /// Cancels the job in the background.
    pub(super) fn cancel(self: &Arc<Self>) {
        let followed = Arc::clone(self);
        self.runtime.spawn(async move {
            if let Err(error) = followed.cancelled().await {
                tracing::warn!(job = %followed.id, %error, "a job was not cancelled");
            }
        });
    }

    async fn cancelled(&self) -> Result<()> {
        if self.accepted().await.is_err() || self.seen().over {
            return Ok(());
        }
        let repository = &self.ingest.repository;
        let (storage, workspace) = (repository.storage(), repository.workspace());
        let scope = self.guard.enter(Permission::DocumentsAdd).await?;
        let target = Target::new("job", &self.id);
        let entry = AuditEntry::new(&scope, self.guard.now(), "documents.cancel", target);
        // First the epoch, which keeps out what is on its way; the end is told when no work is left.
        let mut fence = Batch::new(workspace.clone());
        fence.appends.push(append(&self.id, 1, &[])?);
        fence.appends.push(entry.append()?);
        storage.commit(fence).await?;
        let clock = Arc::clone(&self.ingest.work_clock);
        WorkRepository::new(Arc::clone(storage), workspace.clone(), clock).cancel_job(&self.id).await?;
        let mut end = Batch::new(workspace.clone());
        end.appends.push(append(&self.id, 1, &[Event::end()])?);
        storage.commit(end).await?;
        self.hub.tell();
        Ok(())
    }

    /// Reads on, and says whether the wanted event may be there now.
    async fn read(&self, wanted: usize) -> Result<bool> {
        let mut reading = self.reading.lock().await;
        let known = self.seen().events.len();
        if known > wanted || self.seen().over {
            return Ok(true);
        }
        if let Some(last) = *reading {
            tokio::time::sleep_until(last + PACE).await;
        }
        let repository = &self.ingest.repository;
        let (workspace, name) = (repository.workspace(), stream(&self.id));
        let entries = repository.storage().read(workspace, &name, known as u64, PAGE).await?;
        *reading = Some(Instant::now());
        let mut seen = self.seen();
        let any = !entries.is_empty();
        for entry in entries {
            let event = serde_json::from_value(entry.event).map_err(|error| {
                Error::corrupt(format!("an event of job {} is damaged", self.id)).with_source(error)
            })?;
            seen.take(event);
        }
        Ok(any)
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seen {
    fn take(&mut self, event: Event) {
        if self.over {
            return;
        }
        if event.step.is_last()
            && let Some(ended) = self.ended.get_mut(event.item)
            && !std::mem::replace(ended, true)
        {
            self.open -= 1;
        }
        self.over = event.step == Step::Finished;
        self.events.push(event);
        self.finish_if_all();
    }

    /// The end is not stored: nobody could know that a source is the last one without waiting for the others.
    /// It has its sequence all the same, as nothing comes after the last source.
    fn finish_if_all(&mut self) {
        if self.open == 0 {
            self.over();
        }
    }

    fn over(&mut self) {
        if !self.over {
            self.events.push(Event::end());
            self.over = true;
        }
    }
}

impl Event {
    fn end() -> Self {
        Self { item: 0, name: String::new(), step: Step::Finished }
    }
}
