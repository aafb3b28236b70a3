//! The feed of a workspace: what happened becomes deliveries.

use std::collections::BTreeSet;
use std::sync::Arc;

use async_trait::async_trait;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::deliver;
use super::event::{Event, WebhookEventKind, WebhookTarget, hashed};
use super::record::{StoredDelivery, StoredWebhook, WebhookDelivery, WebhookDeliveryState};
use super::repository::{Place, Repository};
use crate::audit;
use crate::clock::Clock;
use crate::documents::{Document, DocumentOrder, DocumentRepository};
use crate::error::{ErrorKind, Result};
use crate::id::{DocumentId, Randomness, WorkspaceId};
use crate::schedules::near_days;
use crate::storage::{Batch, Expect, Storage};
use crate::work::{Done, Handler, NewWork, Task};

/// The kind of the work that looks after a feed.
pub(super) const KIND: &str = "webhook_feed";
/// How often a feed is looked at that nobody told of something new.
const SWEEP: SignedDuration = SignedDuration::from_secs(60);
/// Entries that are read at once.
const ENTRIES: usize = 200;
/// After so many deliveries a commit is full.
const FULL: usize = 400;
/// Documents that are looked at at once.
const DOCUMENTS: usize = 200;
/// How long deliveries are kept that are over, and how many are forgotten at once.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);
const FORGOTTEN: usize = 500;

/// Makes deliveries of what happened.
#[derive(Debug, Clone)]
pub(crate) struct Feed {
    pub(crate) storage: Arc<dyn Storage>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) work_clock: Arc<dyn Clock>,
    pub(crate) work_randomness: Arc<dyn Randomness>,
    pub(crate) time_zone: TimeZone,
}

/// What one commit adds.
struct Load {
    batch: Batch,
    /// A delivery that would be written twice in one commit is one.
    written: BTreeSet<String>,
}

impl Feed {
    pub(super) fn repository(&self, workspace: &WorkspaceId) -> Repository {
        Repository::new(Arc::clone(&self.storage), workspace.clone())
    }

    /// Makes deliveries of all that happened since the last time, and returns how many.
    ///
    /// # Errors
    /// Storage errors; what was made before stays.
    pub(crate) async fn advance(&self, workspace: &WorkspaceId) -> Result<usize> {
        let repository = self.repository(workspace);
        let mut made = 0;
        while let Some((place, version)) = repository.place().await? {
            let entries = audit::records(self.storage.as_ref(), workspace, place.sequence, ENTRIES).await?;
            if entries.is_empty() {
                break;
            }
            let webhooks = repository.all().await?;
            let mut load = Load { batch: Batch::new(workspace.clone()), written: BTreeSet::new() };
            let mut next = place;
            for record in &entries {
                if let Some(event) = Event::of(workspace, record)? {
                    for stored in webhooks.iter().filter(|stored| stored.after < record.sequence) {
                        if stored.webhook.hears(event.kind) {
                            self.add(&repository, stored, &event, &mut load).await?;
                        }
                    }
                    if event.kind == WebhookEventKind::DocumentAdded {
                        self.added(&repository, &webhooks, (&event, record.sequence), &mut load).await?;
                    }
                }
                next.sequence = record.sequence;
                if load.written.len() >= FULL {
                    break;
                }
            }
            made += load.written.len();
            load.batch.puts.push(repository.put_place(&next, Expect::Version(version))?);
            match self.storage.commit(load.batch).await {
                Ok(_) => {}
                // Somebody else has made them meanwhile.
                Err(error) if error.kind() == ErrorKind::Conflict => {}
                Err(error) => return Err(error),
            }
        }
        Ok(made)
    }

    /// The deadlines of a document that was just added.
    async fn added(
        &self,
        repository: &Repository,
        webhooks: &[StoredWebhook],
        (event, sequence): (&Event, u64),
        load: &mut Load,
    ) -> Result<()> {
        let hears = |stored: &&StoredWebhook| {
            stored.after < sequence && stored.webhook.hears(WebhookEventKind::DeadlineNear)
        };
        let hearing: Vec<StoredWebhook> = webhooks.iter().filter(hears).cloned().collect();
        let Ok(id) = event.target.id.parse::<DocumentId>() else { return Ok(()) };
        if hearing.is_empty() {
            return Ok(());
        }
        let documents = DocumentRepository::new(Arc::clone(&self.storage), repository.workspace.clone());
        match documents.find(&id).await? {
            Some(document) => self.near(repository, &hearing, &document, load).await,
            None => Ok(()),
        }
    }

    /// Tells of the deadlines of all documents, once a day, each deadline once.
    async fn look(&self, task: &Task, repository: &Repository) -> Result<()> {
        let today = self.clock.now().to_zoned(self.time_zone.clone()).date();
        let due = repository.place().await?.filter(|(place, _)| place.day != Some(today));
        if due.is_none() {
            return Ok(());
        };
        let mut hearing = repository.all().await?;
        hearing.retain(|stored| stored.webhook.hears(WebhookEventKind::DeadlineNear));
        let documents = DocumentRepository::new(Arc::clone(&self.storage), repository.workspace.clone());
        let (mut cursor, mut more) = (None, !hearing.is_empty());
        while more {
            let (page, next) = documents.page(DocumentOrder::Oldest, cursor, DOCUMENTS).await?;
            let mut load = Load { batch: task.batch(), written: BTreeSet::new() };
            for document in &page {
                self.near(repository, &hearing, document, &mut load).await?;
                if load.written.len() >= FULL {
                    let full = Load { batch: task.batch(), written: BTreeSet::new() };
                    task.commit(std::mem::replace(&mut load, full).batch).await?;
                }
            }
            task.commit(load.batch).await?;
            more = next.is_some();
            cursor = next;
        }
        // Last, so that a crash looks again. The place may have moved on meanwhile.
        while let Some((now, version)) = repository.place().await? {
            let mut batch = task.batch();
            let looked = Place { day: Some(today), ..now };
            batch.puts.push(repository.put_place(&looked, Expect::Version(version))?);
            match self.storage.commit(batch).await {
                Err(error) if error.kind() == ErrorKind::Conflict => {}
                Err(error) => return Err(error),
                Ok(_) => break,
            }
        }
        Ok(())
    }

    async fn near(
        &self,
        repository: &Repository,
        hearing: &[StoredWebhook],
        document: &Document,
        load: &mut Load,
    ) -> Result<()> {
        let now = self.clock.now();
        let today = now.to_zoned(self.time_zone.clone()).date();
        for stored in hearing {
            for due in near_days(document, today, stored.webhook.days_before) {
                let target = WebhookTarget { kind: "document".to_owned(), id: document.id.to_string() };
                let key = format!("{}/{due}", document.id);
                let kind = WebhookEventKind::DeadlineNear;
                let mut event = Event::new(&repository.workspace, &key, kind, now, target)?;
                event.details.insert("due".to_owned(), json!(due));
                self.add(repository, stored, &event, load).await?;
            }
        }
        Ok(())
    }

    /// Adds the delivery of an event to a webhook, unless it is there already.
    async fn add(
        &self,
        repository: &Repository,
        stored: &StoredWebhook,
        event: &Event,
        load: &mut Load,
    ) -> Result<()> {
        let made = self.delivery(&repository.workspace, stored, event)?;
        let id = &made.delivery.id;
        if load.written.contains(id.as_str()) || repository.find_delivery(id).await?.is_some() {
            return Ok(());
        }
        load.written.insert(id.to_string());
        self.put(repository, &made, Expect::Absent, &mut load.batch)
    }

    /// Makes the delivery of an event to a webhook, by an id that is the same each time.
    pub(super) fn delivery(
        &self,
        workspace: &WorkspaceId,
        stored: &StoredWebhook,
        event: &Event,
    ) -> Result<StoredDelivery> {
        let now = self.clock.now();
        let delivery = WebhookDelivery {
            id: hashed("whd", &format!("{}/{}", event.id, stored.webhook.id)).parse()?,
            webhook: stored.webhook.id.clone(),
            event: event.id.clone(),
            kind: event.kind,
            target: event.target.clone(),
            state: WebhookDeliveryState::Waiting,
            attempts: Vec::new(),
            tried: 0,
            next: Some(now),
            turn: 0,
            created: now,
        };
        Ok(StoredDelivery { delivery, body: event.body(workspace)? })
    }

    /// Puts a delivery that waits, with its work, into a batch.
    pub(super) fn put(
        &self,
        repository: &Repository,
        stored: &StoredDelivery,
        expect: Expect,
        batch: &mut Batch,
    ) -> Result<()> {
        batch.puts.push(repository.put_delivery(stored, self.clock.now(), expect)?);
        let work = NewWork::new(deliver::KIND, deliver::Errand::of(&stored.delivery).json()?);
        work.add_to(batch, self.work_clock.now(), self.work_randomness.as_ref()).map(drop)
    }

    /// Puts the work that looks after a feed into a batch.
    pub(super) fn begin(&self, batch: &mut Batch) -> Result<()> {
        let work = NewWork::new(KIND, Value::Null);
        work.add_to(batch, self.work_clock.now(), self.work_randomness.as_ref()).map(drop)
    }
}

/// Looks after feeds: what nobody told of, deadlines, and old deliveries.
#[derive(Debug)]
pub(crate) struct FeedHandler {
    pub(crate) feed: Feed,
}

#[async_trait]
impl Handler for FeedHandler {
    fn kind(&self) -> &str {
        KIND
    }

    async fn run(&self, task: &Task) -> Result<Done> {
        match self.look_after(task).await {
            // Work that is parked would never look again; an outage ends some time.
            Err(error) if error.is_retryable() => {
                tracing::warn!(%error, workspace = %task.workspace(), "webhooks are told later");
                Ok(again(task, task.batch()))
            }
            done => done,
        }
    }
}

impl FeedHandler {
    async fn look_after(&self, task: &Task) -> Result<Done> {
        let repository = self.feed.repository(task.workspace());
        self.feed.advance(task.workspace()).await?;
        self.feed.look(task, &repository).await?;
        let before = self.feed.clock.now().saturating_sub(KEPT).unwrap_or(Timestamp::MIN);
        let mut batch = task.batch();
        batch.deletes = repository.forgotten(before, FORGOTTEN).await?;
        if repository.all().await?.is_empty() {
            match repository.place().await? {
                None => return Ok(Done::Finished(batch)),
                Some((_, version)) => {
                    batch.deletes.push(repository.delete_place(version));
                    match task.finish(batch).await {
                        Ok(()) => return Ok(Done::Committed),
                        // A webhook was added meanwhile, for which the feed stays.
                        Err(error) if error.kind() == ErrorKind::Conflict && !task.is_cancelled() => {}
                        Err(error) => return Err(error),
                    }
                    batch = task.batch();
                }
            }
        }
        Ok(again(task, batch))
    }
}

fn again(task: &Task, batch: Batch) -> Done {
    let at = task.now().saturating_add(SWEEP).unwrap_or(Timestamp::MAX);
    Done::Again { at, payload: Value::Null, batch }
}
