//! A delivery: one sending of one draft, from its proposal to its answer.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::state::DeliveryState;
use super::transport::{RecipientOutcome, RecipientResult};
use crate::approvals::PayloadHash;
use crate::blobs::BlobId;
use crate::error::{Error, ErrorKind, Result};
use crate::id::{ApprovalId, DeliveryId, DocumentId, DraftId};
use crate::rights::Actor;
use crate::settings::QuietHours;

/// The longest reason that the history keeps, in characters: servers say what they like.
const REASON: usize = 500;

/// One sending of a draft. Its bytes, its Message-ID and its envelope are fixed when it is proposed and never made
/// anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Delivery {
    /// The id.
    pub id: DeliveryId,
    /// The draft.
    pub draft: DraftId,
    /// The version of the draft that is sent.
    pub draft_version: u64,
    /// The hash of what the recipients see, as it stood in the draft.
    pub content_hash: String,
    /// The Message-ID, without angle brackets.
    pub message_id: String,
    /// The sender of the envelope, to whom failures are reported.
    pub from: String,
    /// The recipients of the envelope.
    pub recipients: Vec<String>,
    /// Where the bytes are: their SHA-256.
    pub blob: BlobId,
    /// How many bytes they are.
    pub size: u64,
    /// The hash that was approved: of bytes, envelope and schedule.
    pub payload_hash: PayloadHash,
    /// The name of the transport.
    pub transport: String,
    /// What makes a second request the same as the first.
    pub idempotency_key: String,
    /// The hash of what was requested under that key.
    pub request_hash: PayloadHash,
    /// The approval.
    pub approval: ApprovalId,
    /// Who asked for it, whose rights hold when it is sent too.
    pub requested_by: Actor,
    /// The earliest time, if one was named.
    pub at: Option<Timestamp>,
    /// How long it waits after approval in case somebody cancels it, in seconds.
    pub undo_seconds: u32,
    /// When it is not sent.
    pub quiet_hours: Option<QuietHours>,
    /// How far it is.
    pub state: DeliveryState,
    /// Until when it waits, while it is held or deferred.
    pub held_until: Option<Timestamp>,
    /// How often it was handed over.
    pub attempts: u32,
    /// How often its work was begun anew: work of an earlier turn does nothing.
    pub turn: u32,
    /// What is known of each recipient.
    pub results: Vec<RecipientResult>,
    /// The states it went through, oldest first.
    pub history: Vec<DeliveryStep>,
    /// The message that answered it.
    pub answer: Option<DocumentId>,
    /// When it was proposed.
    pub created: Timestamp,
}

/// A state that a delivery reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DeliveryStep {
    /// The state.
    pub state: DeliveryState,
    /// When.
    pub at: Timestamp,
    /// Why, in words for people.
    pub reason: Option<String>,
}

/// What happens to a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeliveryChange {
    /// Somebody approved it; it waits until then.
    Approved(Timestamp),
    /// Somebody tries it again; it waits until then.
    Renewed(Timestamp, String),
    /// It is about to be handed over.
    Transmitting,
    /// It is done: at least one recipient has it.
    Sent(Vec<RecipientResult>, Option<String>),
    /// It is tried again then.
    Deferred(Timestamp, Vec<RecipientResult>, String),
    /// It was not sent.
    Failed(Vec<RecipientResult>, String),
    /// It may have been sent.
    InDoubt(String),
    /// It was rejected or taken back.
    Cancelled(String),
    /// It came back.
    Bounced(RecipientResult),
    /// It was answered.
    Replied(DocumentId),
}

impl Delivery {
    /// Returns the recipients that nothing final is known of: those it is still to be handed over for.
    pub fn pending(&self) -> Vec<String> {
        let done = |address: &String| {
            self.results
                .iter()
                .any(|result| result.address == *address && result.outcome != RecipientOutcome::Deferred)
        };
        self.recipients.iter().filter(|address| !done(address)).cloned().collect()
    }

    /// Says whether a server took it for anybody.
    pub fn reached_anybody(&self) -> bool {
        self.results.iter().any(|result| result.outcome == RecipientOutcome::Accepted)
    }

    /// Returns why it is in its state, where there is more to say.
    pub fn reason(&self) -> Option<&str> {
        self.history.last().and_then(|step| step.reason.as_deref())
    }

    /// Returns the delivery after a change. Nothing else changes a delivery.
    ///
    /// # Errors
    /// `conflict` when that cannot happen in its state.
    pub fn after(&self, change: DeliveryChange, now: Timestamp) -> Result<Self> {
        use DeliveryChange as C;
        let mut next = self.clone();
        next.held_until = None;
        match change {
            C::Approved(until) => {
                next.reach(DeliveryState::Approved, now, None)?;
                next.reach(DeliveryState::Held, now, None)?;
                (next.held_until, next.turn) = (Some(until), self.turn + 1);
            }
            C::Renewed(until, reason) => {
                next.reach(DeliveryState::Held, now, Some(reason))?;
                (next.held_until, next.turn, next.attempts) = (Some(until), self.turn + 1, 0);
                next.results.retain(|result| result.outcome == RecipientOutcome::Accepted);
            }
            C::Transmitting => {
                next.reach(DeliveryState::Transmitting, now, None)?;
                next.attempts += 1;
            }
            C::Sent(results, reason) => {
                next.reach(DeliveryState::Sent, now, reason)?;
                next.take_over(results);
            }
            C::Deferred(until, results, reason) => {
                next.reach(DeliveryState::Deferred, now, Some(reason))?;
                next.held_until = Some(until);
                next.take_over(results);
            }
            C::Failed(results, reason) => {
                next.reach(DeliveryState::Failed, now, Some(reason))?;
                next.take_over(results);
            }
            C::InDoubt(reason) => next.reach(DeliveryState::InDoubt, now, Some(reason))?,
            C::Cancelled(reason) => next.reach(DeliveryState::Cancelled, now, Some(reason))?,
            C::Bounced(result) => {
                next.reach(DeliveryState::Bounced, now, result.message.clone())?;
                next.results.retain(|known| known.address != result.address);
                next.results.push(result);
            }
            C::Replied(answer) => {
                next.reach(DeliveryState::Replied, now, None)?;
                next.answer = Some(answer);
            }
        }
        Ok(next)
    }

    fn reach(&mut self, state: DeliveryState, at: Timestamp, reason: Option<String>) -> Result<()> {
        if !self.state.may_become(state) {
            return Err(Error::new(
                ErrorKind::Conflict,
                format!("delivery {} is {} and cannot become {state}", self.id, self.state),
            ));
        }
        let reason = reason.map(|reason| {
            let visible = reason.chars().map(|c| if c.is_control() { ' ' } else { c });
            visible.take(REASON).collect()
        });
        self.state = state;
        self.history.push(DeliveryStep { state, at, reason });
        Ok(())
    }

    /// Takes results over; who has it already keeps it.
    pub(super) fn take_over(&mut self, results: Vec<RecipientResult>) {
        for result in results {
            match self.results.iter_mut().find(|known| known.address == result.address) {
                Some(known) if known.outcome == RecipientOutcome::Accepted => {}
                Some(known) => *known = result,
                None if self.recipients.contains(&result.address) => self.results.push(result),
                None => {}
            }
        }
    }
}

#[cfg(test)]
mod tests;
