//! Documents that tell of themselves: work that is asked for in the commit that adds them, and what it starts.

use std::sync::Arc;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::deadlines::near;
use super::fire::{Fired, fire};
use super::input::Occasion;
use super::record::{Schedule, ScheduleState, ScheduleWhen};
use super::repository::Repository;
use crate::agents::Engine;
use crate::clock::Clock;
use crate::communications::Communications;
use crate::documents::agenda::wrote;
use crate::documents::arrivals::Arrivals;
use crate::documents::{Document, Documents, Format};
use crate::error::{Error, ErrorKind, Result};
use crate::id::{DocumentId, Randomness};
use crate::rights::{Actor, Gate};
use crate::settings::Owner;
use crate::storage::{Batch, Expect, Storage};
use crate::work::{Done, Handler, NewWork, Task};

/// The kind of the work.
const KIND: &str = "arrival";
/// The most schedules that are told of a document.
pub(super) const HEARING: usize = 1_000;

/// How deep attachments lie in attachments.
const DEPTH: usize = 8;

/// What a worker has to know.
#[derive(Debug, Serialize, Deserialize)]
struct Errand {
    documents: Vec<DocumentId>,
}

/// Asks for the work, where a schedule waits for documents.
#[derive(Debug)]
pub(crate) struct ArrivalWatch {
    pub(crate) storage: Arc<dyn Storage>,
    pub(crate) work_clock: Arc<dyn Clock>,
    pub(crate) work_randomness: Arc<dyn Randomness>,
}

#[async_trait]
impl Arrivals for ArrivalWatch {
    async fn arriving(&self, documents: &[&Document], batch: &mut Batch) -> Result<()> {
        let repository = Repository::new(Arc::clone(&self.storage), batch.workspace.clone());
        if repository.hearing(1).await?.is_empty() {
            return Ok(());
        }
        let documents = documents.iter().map(|document| document.id.clone()).collect();
        let errand = serde_json::to_value(Errand { documents }).map_err(|error| {
            Error::internal("the work of an arrival cannot be written").with_source(error)
        })?;
        let now = self.work_clock.now();
        NewWork::new(KIND, errand).add_to(batch, now, self.work_randomness.as_ref()).map(drop)
    }
}

/// Starts what schedules ask for when documents are added.
#[derive(Debug)]
pub(crate) struct ArrivalHandler {
    pub(crate) engine: Arc<Engine>,
    /// The handles of the office, which hold no worker: else it would hold itself.
    pub(crate) documents: Documents,
    pub(crate) communications: Communications,
}

#[async_trait]
impl Handler for ArrivalHandler {
    fn kind(&self) -> &str {
        KIND
    }

    async fn run(&self, task: &Task) -> Result<Done> {
        let errand: Errand = task.read()?;
        let repository = Repository::new(Arc::clone(&self.engine.storage), task.workspace().clone());
        let (documents, communications) = self.desk(task);
        let mut stopped = Vec::new();
        for id in &errand.documents {
            let Some(document) = documents.repository().find(id).await? else { continue };
            for (schedule, version) in repository.hearing(HEARING).await? {
                if stopped.contains(&schedule.id) {
                    continue;
                }
                for occasion in self.occasions((&documents, &communications), &schedule, &document).await? {
                    let refused = self.begin(task, &repository, &schedule, &occasion).await?;
                    if let Some(note) = refused {
                        stopped.push(schedule.id.clone());
                        stop(task, &repository, (schedule, version), note).await?;
                        break;
                    }
                }
            }
        }
        Ok(Done::Finished(task.batch()))
    }
}

impl ArrivalHandler {
    /// The handles of the task's workspace. What a document is, is looked at for the office; what is then started has
    /// the rights of who added the schedule.
    fn desk(&self, task: &Task) -> (Documents, Communications) {
        let storage = Arc::clone(&self.engine.storage);
        let gate = Gate::new(Arc::clone(&storage), task.workspace().clone(), Actor::Owner);
        let guard = self.documents.guard.at(gate);
        let documents = self.documents.to(task.workspace(), guard.clone());
        let communications = self.communications.to(documents.clone(), storage, guard);
        (documents, communications)
    }

    /// What a document is to a schedule.
    async fn occasions(
        &self,
        (documents, communications): (&Documents, &Communications),
        schedule: &Schedule,
        document: &Document,
    ) -> Result<Vec<Occasion>> {
        let now = self.engine.clock.now();
        let occasion = || Occasion {
            key: document.id.to_string(),
            document: Some(document.id.to_string()),
            due: None,
            now: now.to_string(),
        };
        let is_one = match &schedule.when {
            ScheduleWhen::DocumentAdded { kinds, from } => {
                (kinds.is_empty() || kinds.contains(&document.brief.kind))
                    && (from.is_empty() || is_from(&carrier(documents, document).await?, from))
            }
            ScheduleWhen::MailReceived { from } => {
                let is_mail = document.format == Format::Eml && document.parent.is_none();
                is_mail && is_from(document, from) && !is_own(&communications.whose().await?, document)
            }
            ScheduleWhen::DeadlineNear { days_before } => {
                let today = now.to_zoned(self.documents.ingest.time_zone.clone()).date();
                return Ok(near(document, today, *days_before, &now.to_string()));
            }
            ScheduleWhen::Cron { .. } | ScheduleWhen::At { .. } | ScheduleWhen::After { .. } => false,
        };
        Ok(is_one.then(occasion).into_iter().collect())
    }

    /// Starts the run of an occasion; says why, when who added the schedule no longer may.
    async fn begin(
        &self,
        task: &Task,
        repository: &Repository,
        schedule: &Schedule,
        occasion: &Occasion,
    ) -> Result<Option<String>> {
        let batch = match fire(&self.engine, repository, schedule, occasion).await? {
            Fired::Begins(batch) => *batch,
            Fired::Before => return Ok(None),
            Fired::Refused(error) => return Ok(Some(error.message().to_owned())),
            Fired::Failed(error) => {
                tracing::warn!(schedule = %schedule.id, kind = %error.kind(), "a schedule could start no run");
                return Ok(None);
            }
        };
        match task.commit(batch).await {
            Ok(()) => Ok(None),
            // Another worker has begun it meanwhile.
            Err(error)
                if error.kind() == ErrorKind::Conflict
                    && !task.is_cancelled()
                    && repository.has_fired(&schedule.id, &occasion.key).await? =>
            {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}

async fn stop(task: &Task, repository: &Repository, of: (Schedule, u64), note: String) -> Result<()> {
    let (schedule, version) = of;
    let stopped = Schedule { state: ScheduleState::Stopped, next: None, note: Some(note), ..schedule };
    let mut batch = task.batch();
    batch.puts.push(repository.put(&stopped, Expect::Version(version))?);
    task.commit(batch).await
}

/// The message that an attachment came with, which has its sender; the document itself where there is none.
async fn carrier(documents: &Documents, document: &Document) -> Result<Document> {
    let mut carrier = document.clone();
    for _ in 0..DEPTH {
        let Some(parent) = &carrier.parent else { break };
        match documents.repository().find(parent).await? {
            Some(parent) => carrier = parent,
            None => break,
        }
    }
    Ok(carrier)
}

/// Says whether a document came from one of these senders.
fn is_from(document: &Document, senders: &[String]) -> bool {
    let fits = |address: &str| {
        let address = address.to_lowercase();
        let domain = address.rsplit_once('@').map_or("", |(_, domain)| domain);
        senders.iter().map(|sender| sender.to_lowercase()).any(|sender| match sender.contains('@') {
            true => sender == address,
            false => domain == sender || domain.ends_with(&format!(".{sender}")),
        })
    };
    senders.is_empty() || document.metadata.from.iter().any(|from| fits(&from.address))
}

fn is_own(owner: &Owner, document: &Document) -> bool {
    wrote(owner, &document.metadata)
}
