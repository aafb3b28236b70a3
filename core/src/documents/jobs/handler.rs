//! The work of one source: read it, and end it together with its document and its events.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::{Mutex, Notify};

use super::hub::Hub;
use super::record::append;
use super::submit::{KIND, Payload};
use crate::audit::Guard;
use crate::documents::ingest::{Ending, Ingest};
use crate::documents::progress::Step;
use crate::documents::source::Source;
use crate::error::{Error, Result};
use crate::rights::{Gate, Permission};
use crate::storage::Batch;
use crate::work::{Done, Failed, Handler, Task};

/// How long reading may take before the stream says that it has begun.
const SOON: Duration = Duration::from_millis(250);

/// Reads the sources of jobs.
#[derive(Debug)]
pub(crate) struct IngestHandler {
    pub(crate) ingest: Arc<Ingest>,
    pub(crate) hub: Arc<Hub>,
}

/// Ends the work of a source in one commit.
struct AsWork<'a> {
    task: &'a Task,
    payload: &'a Payload,
    begun: Notify,
    /// Whether the stream says that reading has begun; held while that is written.
    started: Mutex<bool>,
}

impl<'a> AsWork<'a> {
    fn new(task: &'a Task, payload: &'a Payload) -> Self {
        Self { task, payload, begun: Notify::new(), started: Mutex::new(payload.started) }
    }

    /// Adds the last events of the source to the batch.
    fn tell(&self, started: bool, batch: &mut Batch, pages: Option<u32>, last: Step) -> Result<()> {
        let job = self.task.job().ok_or_else(|| Error::internal("work of a source without a job"))?;
        let steps = (!started).then_some(Step::Started).into_iter();
        let steps = steps.chain(pages.map(|pages| Step::Parsed { pages })).chain([last]);
        let events: Vec<_> = steps.map(|step| self.payload.event(step)).collect();
        batch.appends.push(append(job, 0, &events)?);
        Ok(())
    }

    /// Says that reading has begun, when it takes long.
    async fn say_started(&self) -> Result<()> {
        self.begun.notified().await;
        tokio::time::sleep(SOON).await;
        let mut started = self.started.lock().await;
        let job = self.task.job().ok_or_else(|| Error::internal("work of a source without a job"))?;
        let mut batch = self.task.batch();
        batch.appends.push(append(job, 0, &[self.payload.event(Step::Started)])?);
        let payload = Payload { started: true, ..self.payload.clone() };
        self.task.step(payload.json()?, batch).await?;
        *started = true;
        Ok(())
    }
}

#[async_trait]
impl Ending for AsWork<'_> {
    fn begun(&self) {
        self.begun.notify_one();
    }

    async fn end(&self, mut batch: Batch, pages: Option<u32>, last: Step) -> Result<()> {
        let started = self.started.lock().await;
        self.tell(*started, &mut batch, pages, last)?;
        self.task.finish(batch).await
    }
}

#[async_trait]
impl Handler for IngestHandler {
    fn kind(&self) -> &str {
        KIND
    }

    async fn run(&self, task: &Task) -> Result<Done> {
        let payload: Payload = task.read()?;
        let (ending, source) = (AsWork::new(task, &payload), payload.source());
        let mut reading = std::pin::pin!(async {
            let outcome = self.add(task, &payload, &source, &ending).await;
            self.done(&ending, outcome).await
        });
        if !payload.started {
            // What is short of a moment is told of in one commit with its end.
            tokio::select! {
                biased;
                done = &mut reading => return done,
                said = ending.say_started() => said?,
            }
            self.hub.tell();
        }
        reading.await
    }

    async fn parked(&self, task: &Task, why: &Failed) -> Result<Batch> {
        let payload: Payload = task.read()?;
        let mut batch = task.batch();
        AsWork::new(task, &payload).tell(
            payload.started,
            &mut batch,
            None,
            Step::Failed { kind: why.kind, message: why.message.clone() },
        )?;
        Ok(batch)
    }
}

impl IngestHandler {
    /// Adds the source to the workspace of the work, if who handed it in still may.
    async fn add(&self, task: &Task, payload: &Payload, source: &Source, ending: &AsWork<'_>) -> Result<()> {
        let ingest = self.ingest.to(task.workspace().clone());
        let storage = ingest.repository.storage();
        let gate = Gate::new(Arc::clone(storage), task.workspace().clone(), payload.actor.clone());
        let guard = Guard::new(Arc::clone(storage), gate, Arc::clone(&ingest.clock));
        let scope = guard.enter(Permission::DocumentsAdd).await;
        let scope = scope.map_err(|error| error.about(payload.source.shown()))?;
        ingest.add(&scope, source, ending).await.map(drop)
    }

    async fn done(&self, ending: &AsWork<'_>, outcome: Result<()>) -> Result<Done> {
        match outcome {
            // What is away now may be there later.
            Err(error) if error.is_retryable() => return Err(error),
            Err(error) => ending.end(ending.task.batch(), None, Step::failed(&error)).await?,
            Ok(()) => {}
        }
        self.hub.tell();
        Ok(Done::Committed)
    }
}
