//! The handle of the outbox: propose a draft for sending, look, take back, decide what is in doubt.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::delivery::{Delivery, DeliveryChange, DeliveryStep};
use super::errand;
use super::note::note;
use super::options::{DeliveryVerdict, SendOptions};
use super::post::Post;
use super::prepare::{Prepared, prepare};
use super::repository::Deliveries;
use super::shown::shown;
use super::state::DeliveryState;
use super::transport::{RecipientOutcome, RecipientResult};
use crate::approvals::{ApprovalState, Approvals, NewApproval, PayloadHash, Subject, void_with};
use crate::audit::Guard;
use crate::blobs::{BlobId, Blobs};
use crate::clock::Clock;
use crate::communications::contacts::ensure_receivable;
use crate::communications::draft::Draft;
use crate::communications::repository::DraftRepository;
use crate::error::{Error, ErrorKind, Result};
use crate::id::{ApprovalId, DeliveryId, DocumentId, DraftId, Randomness};
use crate::rights::{Permission, Scope};
use crate::storage::{Batch, Expect};
use crate::work::Background;

/// The outbox of a workspace. Clones share the same office.
///
/// Every method is `not_found` for who does not belong to the workspace, `denied` for who lacks the right that it
/// names, and returns storage errors. Everything that changes a delivery is in the audit.
#[derive(Debug, Clone)]
pub struct Outbox {
    pub(in crate::communications) guard: Guard,
    pub(in crate::communications) post: Arc<Post>,
    pub(in crate::communications) blobs: Arc<dyn Blobs>,
    pub(in crate::communications) randomness: Arc<dyn Randomness>,
    /// Clock and randomness of the workers.
    pub(in crate::communications) work_clock: Arc<dyn Clock>,
    pub(in crate::communications) work_randomness: Arc<dyn Randomness>,
    pub(in crate::communications) work: Arc<Background>,
}

impl Outbox {
    /// Proposes a draft for sending (rights `drafts.send` and `approvals.request`): fixes its bytes and its
    /// Message-ID, and asks for approval of exactly these, their recipients and their time. The same request again
    /// returns the same delivery. What was proposed or held of an earlier version of the draft is cancelled.
    ///
    /// # Errors
    /// `unsupported` when nothing is set that sends; `not_found` when there is no such draft or transport;
    /// `invalid_input` for a draft that is not sendable; `limit_exceeded` for too many recipients or bytes;
    /// `conflict` for another request under the same idempotency key, and when the draft is on its way already;
    /// `denied` for a recipient who is suppressed or whom the policy of contacts leaves out.
    pub async fn send(&self, draft: &DraftId, options: SendOptions) -> Result<Delivery> {
        let scope = self.guard.enter(Permission::DraftsSend).await?;
        options.check()?;
        let draft = self.drafts(&scope).get(draft).await?;
        let transport = self.post.transport(options.transport.as_deref())?.name().to_owned();
        let (deliveries, request_hash) = (self.deliveries(&scope), options.hash(&draft)?);
        if let Some(key) = &options.idempotency_key
            && let Some((known, _)) = deliveries.find("idempotency_key", key).await?
        {
            return match known.request_hash == request_hash {
                true => Ok(known),
                false => Err(conflict(format!(
                    "the idempotency key of {} was used for it; give another",
                    known.id
                ))),
            };
        }
        let now = self.guard.now();
        let mut batch = Batch::new(scope.workspace().clone());
        for (open, version) in deliveries.of_draft(&draft.id).await? {
            let is_same = open.content_hash == draft.content_hash && open.draft_version == draft.version;
            let is_gone =
                matches!(open.state, DeliveryState::Sent | DeliveryState::Bounced | DeliveryState::Replied);
            if !open.state.is_open() || (is_gone && !is_same) {
                continue;
            }
            let is_lost = self.is_lost(&open).await?;
            if is_same && !is_lost && open.request_hash == request_hash && options.idempotency_key.is_none() {
                return Ok(open);
            }
            let is_waiting = matches!(open.state, DeliveryState::Proposed | DeliveryState::Held);
            if !is_lost && (is_same || !is_waiting) {
                let remedy = if is_gone { "edit it to send something else" } else { "cancel that first" };
                let (draft, id, state) = (&draft.id, &open.id, open.state);
                return Err(conflict(format!("draft {draft} goes out as {id} ({state}); {remedy}")));
            }
            let why = if is_same { "nobody approved it in time" } else { "the draft was edited" };
            let cancelled = open.after(DeliveryChange::Cancelled(why.to_owned()), now)?;
            self.write(&deliveries, &cancelled, version, &scope, "deliveries.cancel", &mut batch)?;
        }
        let id = DeliveryId::new(now, self.randomness.as_ref());
        let date = options.at.map_or(now, |at| at.max(now));
        let at = (self.blobs.as_ref(), scope.workspace());
        let to = draft.recipients.iter().map(|recipient| recipient.mailbox.address.as_str());
        ensure_receivable(&scope, to).await?;
        let prepared = prepare(&draft, &id, date, &self.post, at).await?;
        ensure_receivable(&scope, prepared.recipients.iter().map(String::as_str)).await?;
        let blob = self.blobs.put(scope.workspace(), prepared.bytes.clone()).await?;
        let delivery =
            self.propose(&scope, &draft, options, (id, transport, request_hash), (&prepared, blob))?;
        let approvals = Approvals::new(self.guard.clone(), Arc::clone(&self.randomness));
        let (delivery, question) = delivery;
        let mut proposed = None;
        approvals
            .request_with(question, |approval| {
                let delivery = Delivery { approval: approval.id.clone(), ..delivery };
                batch.puts.push(deliveries.put(&delivery, Expect::Absent)?);
                batch.appends.push(note(&delivery, scope.actor(), now, "deliveries.propose")?);
                proposed = Some(delivery);
                Ok(Some(batch))
            })
            .await?;
        // The question names the id of the delivery, so that the same one cannot wait already.
        proposed.ok_or_else(|| Error::internal("a delivery was proposed before it was made"))
    }

    /// Reads a delivery (right `drafts.read`).
    ///
    /// # Errors
    /// `not_found` when the workspace has no such delivery.
    pub async fn get(&self, id: &DeliveryId) -> Result<Delivery> {
        let scope = self.guard.enter(Permission::DraftsRead).await?;
        Ok(self.deliveries(&scope).get(id).await?.0)
    }

    /// Reads one page of deliveries, newest first, and the cursor of the next: all of them, or those of a state
    /// (right `drafts.read`).
    ///
    /// # Errors
    /// `invalid_input` for a foreign cursor.
    pub async fn list(
        &self,
        state: Option<DeliveryState>,
        cursor: Option<String>,
        limit: usize,
    ) -> Result<(Vec<Delivery>, Option<String>)> {
        let scope = self.guard.enter(Permission::DraftsRead).await?;
        self.deliveries(&scope).list(state, cursor, limit).await
    }

    /// Lists the newest deliveries of a draft, newest first (right `drafts.read`).
    ///
    /// # Errors
    /// Storage errors.
    pub async fn of_draft(&self, draft: &DraftId) -> Result<Vec<Delivery>> {
        let scope = self.guard.enter(Permission::DraftsRead).await?;
        Ok(self.deliveries(&scope).of_draft(draft).await?.into_iter().map(|(delivery, _)| delivery).collect())
    }

    /// Finds the delivery of a Message-ID, given without angle brackets, if there is one (right `drafts.read`).
    ///
    /// # Errors
    /// Storage errors.
    pub async fn by_message_id(&self, message_id: &str) -> Result<Option<Delivery>> {
        let scope = self.guard.enter(Permission::DraftsRead).await?;
        Ok(self.deliveries(&scope).find("message_id", message_id).await?.map(|(delivery, _)| delivery))
    }

    /// Reads the bytes of a delivery as they are sent (right `drafts.read`).
    ///
    /// # Errors
    /// `not_found` when the workspace has no such delivery; `corrupt` when they are not what was approved.
    pub async fn message(&self, id: &DeliveryId) -> Result<Vec<u8>> {
        let scope = self.guard.enter(Permission::DraftsRead).await?;
        let (delivery, _) = self.deliveries(&scope).get(id).await?;
        self.blobs.get(scope.workspace(), &delivery.blob).await
    }

    /// Takes a delivery back that is proposed, held or deferred, and its approval with it (right `drafts.send`).
    /// Cancelling twice counts once.
    ///
    /// # Errors
    /// `not_found`; `conflict` when it is being sent or has come to an end.
    pub async fn cancel(&self, id: &DeliveryId, reason: Option<String>) -> Result<Delivery> {
        let scope = self.guard.enter(Permission::DraftsSend).await?;
        let (now, deliveries) = (self.guard.now(), self.deliveries(&scope));
        let (delivery, version) = deliveries.get(id).await?;
        if delivery.state == DeliveryState::Cancelled {
            return Ok(delivery);
        }
        let reason = reason.unwrap_or_else(|| "taken back".to_owned());
        let next = delivery.after(DeliveryChange::Cancelled(reason), now)?;
        let mut batch = Batch::new(scope.workspace().clone());
        self.write(&deliveries, &next, version, &scope, "deliveries.cancel", &mut batch)?;
        void_with(&scope, now, &subject(&delivery.draft), &mut batch).await?;
        scope.storage().commit(batch).await?;
        Ok(next)
    }

    /// Decides what a delivery in doubt is (right `work.retry`).
    ///
    /// # Errors
    /// `not_found`; `conflict` when it is not in doubt.
    pub async fn resolve(&self, id: &DeliveryId, verdict: DeliveryVerdict) -> Result<Delivery> {
        let scope = self.guard.enter(Permission::WorkRetry).await?;
        let (delivery, version) = self.deliveries(&scope).get(id).await?;
        if delivery.state != DeliveryState::InDoubt {
            return Err(conflict(format!("delivery {id} is {}, not in doubt", delivery.state)));
        }
        let by = scope.actor().to_string();
        let change = match verdict {
            DeliveryVerdict::Sent => {
                DeliveryChange::Sent(taken(&delivery, &by), Some(format!("{by} says that it was sent")))
            }
            DeliveryVerdict::NotSent => {
                DeliveryChange::Failed(Vec::new(), format!("{by} says that it was not sent"))
            }
            DeliveryVerdict::SendAgain => {
                DeliveryChange::Renewed(self.soon(&delivery)?, format!("{by} sends it again"))
            }
        };
        self.decided(&scope, (delivery, version), change, "deliveries.resolve").await
    }

    /// Tries a failed delivery again for those who do not have it (right `work.retry`).
    ///
    /// # Errors
    /// `not_found`; `conflict` when it has not failed, or the draft is on its way by another delivery.
    pub async fn retry(&self, id: &DeliveryId) -> Result<Delivery> {
        let scope = self.guard.enter(Permission::WorkRetry).await?;
        let found = self.deliveries(&scope).get(id).await?;
        let why = format!("{} tries it again", scope.actor());
        if found.0.state != DeliveryState::Failed {
            return Err(conflict(format!("delivery {id} is {}, not failed", found.0.state)));
        }
        let change = DeliveryChange::Renewed(self.soon(&found.0)?, why);
        self.decided(&scope, found, change, "deliveries.retry").await
    }

    /// Notes that a sent delivery came back from a recipient's server (right `drafts.send`).
    ///
    /// # Errors
    /// `not_found`; `conflict` when it was not sent.
    pub async fn bounced(&self, id: &DeliveryId, result: RecipientResult) -> Result<Delivery> {
        self.heard(id, DeliveryChange::Bounced(result), "deliveries.bounce").await
    }

    /// Notes that a sent delivery was answered by a message of this office (right `drafts.send`).
    ///
    /// # Errors
    /// `not_found`; `conflict` when it was not sent.
    pub async fn replied(&self, id: &DeliveryId, answer: DocumentId) -> Result<Delivery> {
        self.heard(id, DeliveryChange::Replied(answer), "deliveries.reply").await
    }

    async fn heard(&self, id: &DeliveryId, change: DeliveryChange, action: &str) -> Result<Delivery> {
        let scope = self.guard.enter(Permission::DraftsSend).await?;
        let found = self.deliveries(&scope).get(id).await?;
        self.decided(&scope, found, change, action).await
    }

    /// Writes a change that somebody decided, with its work where it is to be sent.
    async fn decided(
        &self,
        scope: &Scope,
        (delivery, version): (Delivery, u64),
        change: DeliveryChange,
        action: &str,
    ) -> Result<Delivery> {
        let (now, mut batch) = (self.guard.now(), Batch::new(scope.workspace().clone()));
        let mut next = delivery.after(change, now)?;
        if next.state.is_due() {
            next.requested_by = scope.actor().clone();
            self.begin(&next, now, &mut batch)?;
        }
        self.write(&self.deliveries(scope), &next, version, scope, action, &mut batch)?;
        scope.storage().commit(batch).await?;
        self.work.nudge();
        Ok(next)
    }

    /// Makes the delivery, and the question whether it may be sent.
    fn propose(
        &self,
        scope: &Scope,
        draft: &Draft,
        options: SendOptions,
        (id, transport, request_hash): (DeliveryId, String, PayloadHash),
        (prepared, blob): (&Prepared, BlobId),
    ) -> Result<(Delivery, NewApproval)> {
        let (now, settings) = (self.guard.now(), &self.post.settings);
        let needed = options.needed(scope.actor());
        let usual = || settings.quiet_hours.clone().filter(|_| options.at.is_none());
        let quiet_hours = options.quiet_hours.clone().or_else(usual);
        let undo_seconds = options.undo_seconds.unwrap_or(settings.undo_seconds);
        let terms = json!({
            "delivery": id, "at": options.at, "undo_seconds": undo_seconds, "quiet_hours": quiet_hours,
            "transport": transport, "from": prepared.from, "recipients": prepared.recipients,
            "message_id": prepared.message_id, "bytes": blob,
        });
        let payload_hash = PayloadHash::of_json(&terms)?;
        let question = NewApproval {
            subject: subject(&draft.id),
            payload_hash: payload_hash.clone(),
            shown: shown(draft, prepared, terms),
            needed,
            expires_at: options.expires_at,
        };
        let delivery = Delivery {
            draft: draft.id.clone(),
            draft_version: draft.version,
            content_hash: draft.content_hash.clone(),
            message_id: prepared.message_id.clone(),
            from: prepared.from.clone(),
            recipients: prepared.recipients.clone(),
            blob,
            size: prepared.bytes.len() as u64,
            payload_hash,
            transport,
            idempotency_key: options.idempotency_key.unwrap_or_else(|| id.to_string()),
            request_hash,
            // Another one takes its place before anything is written.
            approval: ApprovalId::new(now, self.randomness.as_ref()),
            requested_by: scope.actor().clone(),
            at: options.at,
            undo_seconds,
            quiet_hours,
            state: DeliveryState::Proposed,
            held_until: None,
            attempts: 0,
            turn: 0,
            results: Vec::new(),
            history: vec![DeliveryStep { state: DeliveryState::Proposed, at: now, reason: None }],
            answer: None,
            created: now,
            id,
        };
        Ok((delivery, question))
    }

    /// Says whether a proposal waits for an approval that nobody can give any more.
    async fn is_lost(&self, open: &Delivery) -> Result<bool> {
        if open.state != DeliveryState::Proposed {
            return Ok(false);
        }
        let approvals = Approvals::new(self.guard.clone(), Arc::clone(&self.randomness));
        let state = approvals.get(&open.approval).await?.state;
        Ok(!matches!(state, ApprovalState::Waiting | ApprovalState::Approved))
    }

    /// Returns until when an approved delivery waits.
    pub(super) fn hold(&self, delivery: &Delivery, now: Timestamp) -> Result<Timestamp> {
        let undo = now.saturating_add(SignedDuration::from_secs(delivery.undo_seconds.into()));
        let undo = undo.unwrap_or(Timestamp::MAX);
        let until = delivery.at.map_or(undo, |at| at.max(undo));
        super::quiet::next(delivery.quiet_hours.as_ref(), until)
    }

    /// Returns when a delivery that is tried again may leave.
    fn soon(&self, delivery: &Delivery) -> Result<Timestamp> {
        let now = self.guard.now();
        super::quiet::next(delivery.quiet_hours.as_ref(), delivery.at.map_or(now, |at| at.max(now)))
    }

    pub(super) fn begin(&self, delivery: &Delivery, now: Timestamp, batch: &mut Batch) -> Result<()> {
        let of_work = (self.work_clock.as_ref(), self.work_randomness.as_ref());
        errand::begin(delivery, now, of_work, batch)
    }

    pub(super) fn write(
        &self,
        deliveries: &Deliveries,
        next: &Delivery,
        version: u64,
        scope: &Scope,
        action: &str,
        batch: &mut Batch,
    ) -> Result<()> {
        batch.puts.push(deliveries.put(next, Expect::Version(version))?);
        batch.appends.push(note(next, scope.actor(), self.guard.now(), action)?);
        Ok(())
    }

    pub(super) fn deliveries(&self, scope: &Scope) -> Deliveries {
        Deliveries::new(Arc::clone(scope.storage()), scope.workspace().clone())
    }

    pub(super) fn drafts(&self, scope: &Scope) -> DraftRepository {
        DraftRepository::new(Arc::clone(scope.storage()), scope.workspace().clone())
    }
}

/// The kind of the subject of an approval.
pub(super) const SUBJECT: &str = "draft";

/// What an approval of a delivery is about: its draft, so that an edit voids it.
pub(super) fn subject(draft: &DraftId) -> Subject {
    Subject::new(SUBJECT, draft)
}

/// Everybody who was still waited for has it.
pub(super) fn taken(delivery: &Delivery, why: &str) -> Vec<RecipientResult> {
    let result = |address| RecipientResult {
        address,
        outcome: RecipientOutcome::Accepted,
        code: None,
        status: None,
        message: Some(why.to_owned()),
    };
    delivery.pending().into_iter().map(result).collect()
}

pub(super) fn conflict(message: String) -> Error {
    Error::new(ErrorKind::Conflict, message)
}
