//! The work of a delivery: post it, write down what came of it, try again.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[cfg(feature = "fetch")]
use super::line::Line;
use super::record::{
    StoredDelivery, StoredWebhook, WebhookAttempt, WebhookDelivery, WebhookDeliveryState, WebhookState,
};
use super::repository::Repository;
use super::secret::signatures;
use crate::approvals::{Approvals, Needed, NewApproval, PayloadHash, Subject};
use crate::audit::{AuditEntry, Guard, Outcome, Target};
use crate::clock::Clock;
use crate::error::{Error, ErrorKind, Result};
use crate::id::{Randomness, WebhookDeliveryId, WebhookId};
use crate::rights::Gate;
use crate::settings::WebhookSettings;
use crate::storage::{Batch, Expect, Storage};
use crate::work::{Done, Failed, Handler, Task};

/// The kind of the work.
pub(crate) const KIND: &str = "webhook";
/// The kind of the subject of an approval that asks whether a webhook is to go on.
pub(super) const SUBJECT: &str = "webhook";
/// How many attempts are kept.
const ATTEMPTS: usize = 20;
/// How often a change of a webhook is tried again that others change at the same time.
const CHANGES: usize = 8;
/// The answer of a receiver that is gone for good.
const GONE: u16 = 410;

/// What a worker has to know.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Errand {
    delivery: WebhookDeliveryId,
    turn: u32,
}

/// What a receiver answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// How long it asks to wait.
    pub(super) retry_after: Option<Duration>,
}

/// Delivers events.
#[derive(Debug)]
pub(crate) struct WebhookHandler {
    pub(crate) storage: Arc<dyn Storage>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) randomness: Arc<dyn Randomness>,
    pub(crate) work_randomness: Arc<dyn Randomness>,
    pub(crate) guard: Guard,
    pub(crate) settings: Arc<WebhookSettings>,
    #[cfg(feature = "fetch")]
    pub(crate) line: Line,
}

impl Errand {
    pub(super) fn of(delivery: &WebhookDelivery) -> Self {
        Self { delivery: delivery.id.clone(), turn: delivery.turn }
    }

    pub(super) fn json(&self) -> Result<Value> {
        serde_json::to_value(self)
            .map_err(|error| Error::internal("the work of a webhook cannot be written").with_source(error))
    }
}

#[async_trait]
impl Handler for WebhookHandler {
    fn kind(&self) -> &str {
        KIND
    }

    async fn run(&self, task: &Task) -> Result<Done> {
        let repository = self.repository(task);
        let Some((mut stored, version)) = waiting(task, &repository).await? else {
            return Ok(Done::Finished(task.batch()));
        };
        let Some((webhook, _)) = repository.find(&stored.delivery.webhook).await? else {
            let mut batch = task.batch();
            let (collection, id) = (super::WEBHOOK_DELIVERIES.name, stored.delivery.id.to_string());
            batch.deletes.push(crate::storage::Delete { collection, id, expect: Expect::Any });
            return Ok(Done::Finished(batch));
        };
        if webhook.webhook.state != WebhookState::Active {
            let why = format!("the webhook is {}", webhook.webhook.state.name());
            return self.failed(task, &repository, (stored, version), why);
        }
        let outcome = self.post(task, &webhook, &stored).await;
        let (status, retry_after) = match &outcome {
            Ok(answer) => (Some(answer.status), answer.retry_after),
            Err(_) => (None, None),
        };
        let why = match &outcome {
            Ok(answer) if (200..300).contains(&answer.status) => None,
            Ok(answer) if (300..400).contains(&answer.status) => {
                Some("the receiver sends elsewhere, which is not followed: give its own address".to_owned())
            }
            Ok(answer) => Some(format!("the receiver answered {}", answer.status)),
            Err(error) => Some(error.message().to_owned()),
        };
        let at = self.clock.now();
        stored.delivery.tried += 1;
        stored.delivery.attempts.push(WebhookAttempt { at, status, reason: why.clone() });
        let more = stored.delivery.attempts.len().saturating_sub(ATTEMPTS);
        stored.delivery.attempts.drain(..more);
        let Some(why) = why else {
            if webhook.webhook.failing_since.is_some() {
                self.change(&repository, &webhook.webhook.id, |stored| stored.webhook.failing_since = None)
                    .await?;
            }
            stored.delivery.state = WebhookDeliveryState::Delivered;
            stored.delivery.next = None;
            return Ok(Done::Finished(self.written(task, &repository, &stored, version)?));
        };
        let failing = webhook.webhook.failing_since;
        let since = failing.unwrap_or(at);
        let too_long = at.duration_since(since) >= hours(self.settings.failing_hours);
        if status == Some(GONE) || too_long {
            let reason = match status {
                Some(GONE) => "the receiver says that it is gone for good (410)".to_owned(),
                _ => format!("its receiver has taken nothing since {since}: {why}"),
            };
            self.stop(task, &repository, &webhook, &reason).await?;
            return self.failed(task, &repository, (stored, version), reason);
        }
        if failing.is_none() {
            let noted = |stored: &mut StoredWebhook| {
                stored.webhook.failing_since.get_or_insert(at);
            };
            self.change(&repository, &webhook.webhook.id, noted).await?;
        }
        if stored.delivery.tried >= self.settings.attempts {
            let why = format!("given up after {} attempts", stored.delivery.tried);
            return self.failed(task, &repository, (stored, version), why);
        }
        let pause = self.pause(stored.delivery.tried, retry_after);
        stored.delivery.next = at.saturating_add(pause).ok();
        let batch = self.written(task, &repository, &stored, version)?;
        let due = task.now().saturating_add(pause).unwrap_or(Timestamp::MAX);
        Ok(Done::Again { at: due, payload: task.payload().clone(), batch })
    }

    async fn parked(&self, task: &Task, why: &Failed) -> Result<Batch> {
        let repository = self.repository(task);
        let Some((mut stored, version)) = waiting(task, &repository).await? else { return Ok(task.batch()) };
        end(&mut stored, self.clock.now(), why.message.clone());
        self.written(task, &repository, &stored, version)
    }
}

impl WebhookHandler {
    fn repository(&self, task: &Task) -> Repository {
        Repository::new(Arc::clone(&self.storage), task.workspace().clone())
    }

    #[cfg(feature = "fetch")]
    async fn post(&self, task: &Task, webhook: &StoredWebhook, stored: &StoredDelivery) -> Result<Answer> {
        // The receiver compares the time with its own clock: that of the machine counts, not that of a replay.
        let now = task.now();
        let signatures = signatures(&webhook.secrets, stored.delivery.event.as_str(), now, &stored.body);
        self.line.post(&webhook.webhook.url, stored, (signatures, now), &self.settings).await
    }

    #[cfg(not(feature = "fetch"))]
    async fn post(&self, task: &Task, webhook: &StoredWebhook, stored: &StoredDelivery) -> Result<Answer> {
        let _ = signatures(&webhook.secrets, stored.delivery.event.as_str(), task.now(), &stored.body);
        Err(Error::unsupported("this build tells no webhooks: enable the feature `fetch`"))
    }

    fn written(
        &self,
        task: &Task,
        repository: &Repository,
        stored: &StoredDelivery,
        version: u64,
    ) -> Result<Batch> {
        let mut batch = task.batch();
        batch.puts.push(repository.put_delivery(stored, self.clock.now(), Expect::Version(version))?);
        Ok(batch)
    }

    /// Gives a delivery up.
    fn failed(
        &self,
        task: &Task,
        repository: &Repository,
        (mut stored, version): (StoredDelivery, u64),
        why: String,
    ) -> Result<Done> {
        end(&mut stored, self.clock.now(), why);
        Ok(Done::Finished(self.written(task, repository, &stored, version)?))
    }

    /// Changes a webhook that others may change at the same time.
    async fn change(
        &self,
        repository: &Repository,
        id: &WebhookId,
        change: impl Fn(&mut StoredWebhook),
    ) -> Result<()> {
        for _ in 0..CHANGES {
            let Some((mut stored, version)) = repository.find(id).await? else { return Ok(()) };
            change(&mut stored);
            let mut batch = Batch::new(repository.workspace.clone());
            batch.puts.push(repository.put(&stored, Expect::Version(version))?);
            match self.storage.commit(batch).await {
                Err(error) if error.kind() == ErrorKind::Conflict => {}
                committed => return committed.map(drop),
            }
        }
        Err(Error::unavailable(format!("webhook {id} changes too often to be written now")))
    }

    /// Stops a webhook, and asks people whether it is to go on.
    async fn stop(
        &self,
        task: &Task,
        repository: &Repository,
        webhook: &StoredWebhook,
        reason: &str,
    ) -> Result<()> {
        let Some((known, version)) = repository.find(&webhook.webhook.id).await? else { return Ok(()) };
        if known.webhook.state != WebhookState::Active {
            return Ok(());
        }
        let mut stopped = known.clone();
        stopped.webhook.state = WebhookState::Stopped;
        stopped.webhook.reason = Some(reason.to_owned());
        let now = self.clock.now();
        let (id, by) = (&stopped.webhook.id, stopped.webhook.by.clone());
        let batch = || -> Result<Batch> {
            let mut batch = Batch::new(task.workspace().clone());
            batch.puts.push(repository.put(&stopped, Expect::Version(version))?);
            let entry = AuditEntry {
                at: now,
                actor: by.clone(),
                action: "webhooks.stop".to_owned(),
                target: Target::new("webhook", id),
                outcome: Outcome::Done,
                details: Default::default(),
            };
            batch.appends.push(entry.with("state", stopped.webhook.state.name()).append()?);
            Ok(batch)
        };
        let terms = json!({ "webhook": id, "url": stopped.webhook.url, "stopped": now });
        let question = NewApproval {
            subject: Subject::new(SUBJECT, id),
            payload_hash: PayloadHash::of_json(&terms)?,
            shown: json!({
                "question": "Is this webhook to go on?", "webhook": id, "name": stopped.webhook.name,
                "url": stopped.webhook.url, "reason": reason,
            }),
            needed: Needed { requester_may_approve: true, ..Needed::default() },
            expires_at: None,
        };
        let gate = Gate::new(Arc::clone(&self.storage), task.workspace().clone(), by.clone());
        let approvals = Approvals::new(self.guard.at(gate), Arc::clone(&self.randomness));
        match approvals.request_with(question, |_| batch().map(Some)).await {
            Ok(_) => Ok(()),
            // Somebody changed it meanwhile: the next failure looks again.
            Err(error) if error.kind() == ErrorKind::Conflict => Ok(()),
            // Who added it is gone, and nobody asks in that name.
            Err(error) if matches!(error.kind(), ErrorKind::Denied | ErrorKind::NotFound) => {
                match self.storage.commit(batch()?).await {
                    Err(error) if error.kind() != ErrorKind::Conflict => Err(error),
                    _ => Ok(()),
                }
            }
            Err(error) => Err(error),
        }
    }

    /// Returns the pause after a number of attempts: four times as long each time up to the most, and up to a quarter
    /// more, so that what failed together does not come back together; longer when the receiver asks for it.
    fn pause(&self, tried: u32, asked: Option<Duration>) -> SignedDuration {
        let most = self.settings.most_millis.max(1);
        let factor = 4_u64.saturating_pow(tried.saturating_sub(1));
        let limit = self.settings.first_millis.saturating_mul(factor).clamp(1, most);
        let mut random = [0; 8];
        self.work_randomness.fill(&mut random);
        let millis = limit.saturating_add(u64::from_le_bytes(random) % (limit / 4).max(1));
        let pause = Duration::from_millis(millis);
        let asked = asked.unwrap_or_default().min(Duration::from_millis(most));
        SignedDuration::try_from(pause.max(asked)).unwrap_or(SignedDuration::MAX)
    }
}

/// Reads the delivery; nothing when it is gone or over, or other work has taken its place.
async fn waiting(task: &Task, repository: &Repository) -> Result<Option<(StoredDelivery, u64)>> {
    let errand: Errand = task.read()?;
    let found = repository.find_delivery(&errand.delivery).await?;
    Ok(found.filter(|(stored, _)| {
        stored.delivery.turn == errand.turn && stored.delivery.state == WebhookDeliveryState::Waiting
    }))
}

fn end(stored: &mut StoredDelivery, at: Timestamp, why: String) {
    let delivery = &mut stored.delivery;
    (delivery.state, delivery.next) = (WebhookDeliveryState::Failed, None);
    // The last attempt says what happened; this says that it was the last.
    delivery.attempts.push(WebhookAttempt { at, status: None, reason: Some(why) });
    let more = delivery.attempts.len().saturating_sub(ATTEMPTS);
    delivery.attempts.drain(..more);
}

fn hours(hours: u32) -> SignedDuration {
    SignedDuration::from_hours(hours.into())
}
