//! The work of a delivery: hand it over once, write down what came of it, look for it when nobody knows.
//!
//! `transmitting` is written, fenced by the claim, before anything leaves. Who finds it written did not see the end
//! of that attempt, and the delivery is in doubt: nothing is ever handed over a second time on a guess.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};

use super::delivery::{Delivery, DeliveryChange};
use super::errand::{Errand, KIND};
use super::note::note;
use super::post::Post;
use super::repository::Deliveries;
use super::state::DeliveryState;
use super::transport::OutgoingMessage;
use crate::blobs::{BlobId, Blobs};
use crate::clock::Clock;
use crate::error::{Error, ErrorKind, Result};
use crate::id::Randomness;
use crate::storage::{Batch, Expect, Storage};
use crate::work::{Done, Failed, Handler, Task};

/// Hands deliveries over.
#[derive(Debug)]
pub(crate) struct DeliveryHandler {
    pub(crate) storage: Arc<dyn Storage>,
    pub(crate) blobs: Arc<dyn Blobs>,
    /// The clock of the office, by which deliveries are held.
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) randomness: Arc<dyn Randomness>,
    pub(crate) post: Arc<Post>,
}

/// One run of the work of one delivery.
pub(super) struct Visit<'a> {
    pub(super) of: &'a DeliveryHandler,
    pub(super) task: &'a Task,
    pub(super) errand: Errand,
    pub(super) deliveries: Deliveries,
    pub(super) delivery: Delivery,
    version: u64,
}

#[async_trait]
impl Handler for DeliveryHandler {
    fn kind(&self) -> &str {
        KIND
    }

    async fn run(&self, task: &Task) -> Result<Done> {
        let Some(mut visit) = Visit::of(self, task).await? else { return Ok(Done::Finished(task.batch())) };
        match visit.delivery.state {
            DeliveryState::Held | DeliveryState::Deferred => visit.hand_over().await,
            DeliveryState::Transmitting => {
                visit.doubt("the process that handed it over ended before it said what came of it").await
            }
            DeliveryState::InDoubt => visit.look().await,
            DeliveryState::Sent if visit.errand.file => visit.file().await,
            _ => Ok(Done::Finished(task.batch())),
        }
    }

    async fn parked(&self, task: &Task, why: &Failed) -> Result<Batch> {
        let Some(visit) = Visit::of(self, task).await? else { return Ok(task.batch()) };
        let change = match visit.delivery.state {
            DeliveryState::Held | DeliveryState::Deferred => {
                DeliveryChange::Failed(Vec::new(), why.message.clone())
            }
            DeliveryState::Transmitting => DeliveryChange::InDoubt(why.message.clone()),
            _ => return Ok(task.batch()),
        };
        Ok(visit.written(change)?.1)
    }
}

impl<'a> Visit<'a> {
    /// Reads the delivery; nothing when it is gone, or other work has taken its place.
    async fn of(of: &'a DeliveryHandler, task: &'a Task) -> Result<Option<Self>> {
        let errand: Errand = task.read()?;
        let deliveries = Deliveries::new(Arc::clone(&of.storage), task.workspace().clone());
        match deliveries.get(&errand.delivery).await {
            Ok((delivery, version)) if delivery.turn == errand.turn => {
                Ok(Some(Self { of, task, errand, deliveries, delivery, version }))
            }
            Ok(_) => Ok(None),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Waits for its time, then hands the message over.
    async fn hand_over(&mut self) -> Result<Done> {
        let now = self.of.clock.now();
        let held = self.delivery.held_until.map_or(now, |until| until.max(now));
        let due = super::quiet::next(self.delivery.quiet_hours.as_ref(), held)?;
        if due > now {
            return self.again(due.duration_since(now), self.task.batch());
        }
        if self.errand.slot.is_none() {
            let slot = self.reserve(now).await?;
            if slot > now {
                return self.again(slot.duration_since(now), self.task.batch());
            }
        }
        let (transport, message) = match self.ready().await {
            Ok(ready) => ready,
            Err(error) if error.is_retryable() => return Err(error),
            Err(error) => return self.end(DeliveryChange::Failed(Vec::new(), error.message().to_owned())),
        };
        if self.task.is_cancelled() {
            return Err(Error::unavailable("the worker stops; the delivery goes out with the next one"));
        }
        let (next, batch) = self.written(DeliveryChange::Transmitting)?;
        self.errand.slot = None;
        self.task.step(self.errand.json()?, batch).await?;
        (self.delivery, self.version) = (next, self.version + 1);
        let outcome = self.transmit(transport.as_ref(), &message).await;
        self.settle(outcome, message).await
    }

    /// Writes that nobody knows whether it was sent, and looks for it at once.
    pub(super) async fn doubt(&mut self, why: &str) -> Result<Done> {
        let batch = self.written(DeliveryChange::InDoubt(why.to_owned()))?.1;
        (self.errand.looks, self.errand.slot) = (0, None);
        self.again(SignedDuration::ZERO, batch)
    }

    /// Puts a copy among the sent mail, as far as that is kept.
    async fn file(&mut self) -> Result<Done> {
        if let Some(sent) = self.of.post.sent_mail.clone() {
            let mut message = self.message().await?;
            message.recipients.clone_from(&self.delivery.recipients);
            sent.file(&message).await?;
        }
        Ok(Done::Finished(self.task.batch()))
    }

    /// Ends the work with a change; what was sent is filed first, in a run that may be repeated.
    pub(super) fn end(&mut self, change: DeliveryChange) -> Result<Done> {
        let (next, batch) = self.written(change)?;
        if next.state == DeliveryState::Sent && self.of.post.sent_mail.is_some() {
            self.errand.file = true;
            return self.again(SignedDuration::ZERO, batch);
        }
        Ok(Done::Finished(batch))
    }

    /// Goes on after a while.
    pub(super) fn again(&self, wait: SignedDuration, batch: Batch) -> Result<Done> {
        let at = self.task.now().saturating_add(wait).unwrap_or(Timestamp::MAX);
        Ok(Done::Again { at, payload: self.errand.json()?, batch })
    }

    /// Returns the delivery after a change, and what writes it.
    pub(super) fn written(&self, change: DeliveryChange) -> Result<(Delivery, Batch)> {
        let now = self.of.clock.now();
        let next = self.delivery.after(change, now)?;
        let mut batch = self.task.batch();
        batch.puts.push(self.deliveries.put(&next, Expect::Version(self.version))?);
        let action = match next.state {
            DeliveryState::Transmitting => "deliveries.transmit",
            DeliveryState::Sent => "deliveries.sent",
            DeliveryState::Deferred => "deliveries.defer",
            DeliveryState::InDoubt => "deliveries.doubt",
            _ => "deliveries.fail",
        };
        batch.appends.push(note(&next, &next.requested_by, now, action)?);
        Ok((next, batch))
    }

    /// Reads the message as it was fixed, for those who do not have it.
    pub(super) async fn message(&self) -> Result<OutgoingMessage> {
        let bytes = self.of.blobs.get(self.task.workspace(), &self.delivery.blob).await?;
        Ok(OutgoingMessage {
            id: self.delivery.id.clone(),
            message_id: self.delivery.message_id.clone(),
            from: self.delivery.from.clone(),
            recipients: self.delivery.pending(),
            bytes: bytes.into(),
            idempotency_key: self.idempotency_key(),
        })
    }

    /// What a provider knows a request by: the same for the same message to the same recipients, until somebody
    /// decides to send it again.
    fn idempotency_key(&self) -> String {
        let recipients = self.delivery.pending().join("\n");
        let hash = BlobId::of(recipients.as_bytes());
        let short: String = hash.as_str().chars().take(16).collect();
        format!("{}/{}/{short}", self.delivery.id, self.delivery.turn)
    }

    /// Returns a pause after a number of failures: half of a limit that doubles, and any part of the other half.
    pub(super) fn pause(&self, first: u64, most: u64, failures: u32) -> SignedDuration {
        let doubled = first.saturating_mul(1_u64.checked_shl(failures.saturating_sub(1)).unwrap_or(u64::MAX));
        let limit = doubled.min(most).max(1);
        let mut random = [0; 8];
        self.of.randomness.fill(&mut random);
        let millis = limit / 2 + u64::from_le_bytes(random) % (limit - limit / 2).max(1);
        SignedDuration::try_from(Duration::from_millis(millis)).unwrap_or(SignedDuration::MAX)
    }
}
