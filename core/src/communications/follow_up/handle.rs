//! The handle of follow-ups: ask for one, look, take back.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp, ToSpan};

use super::record::{DeadlineReminder, FollowUp, FollowUpCause, FollowUpState};
use super::repository::Repository;
use super::work::{Errand, KIND};
use crate::audit::{AuditEntry, Target};
use crate::communications::Communications;
use crate::communications::outbox::DeliveryState;
use crate::error::{Error, ErrorKind, Result};
use crate::id::{DeliveryId, DocumentId, FollowUpId};
use crate::rights::{Permission, Scope};
use crate::storage::{Batch, Expect};
use crate::work::NewWork;

/// The hour of the office at which reminders are drafted.
const HOUR: i8 = 9;
/// The most days between a reminder and its deadline.
const DAYS: u32 = 3_650;

/// The follow-ups of a workspace. Clones share the same office.
///
/// Every method is `not_found` for who does not belong to the workspace and returns storage errors. Reading takes the
/// right `drafts.read`, everything else `drafts.write`; who lacks them is `denied`.
#[derive(Debug, Clone)]
pub struct FollowUps {
    pub(in crate::communications) communications: Communications,
}

impl FollowUps {
    /// Drafts a reminder at a time unless somebody has answered a delivery by then: once, in the same conversation,
    /// for a person to look at and send. Saying another time before moves it; saying it again afterwards returns
    /// what became of it.
    ///
    /// # Errors
    /// `not_found` when there is no such delivery; `conflict` when it was answered, or was not sent and will not be.
    pub async fn remind_if_no_answer(&self, delivery: &DeliveryId, by: Timestamp) -> Result<FollowUp> {
        let scope = self.communications.guard.enter(Permission::DraftsWrite).await?;
        let known = self.communications.outbox().get(delivery).await?;
        if matches!(known.state, DeliveryState::Replied | DeliveryState::Failed | DeliveryState::Cancelled) {
            let message = format!("delivery {delivery} is {}: there is no answer to wait for", known.state);
            return Err(Error::new(ErrorKind::Conflict, message));
        }
        self.set(&scope, FollowUpCause::Unanswered { delivery: delivery.clone() }, by).await
    }

    /// Drafts a reminder before each deadline of a document that is still to come: one for each day, once. Saying it
    /// again with another distance moves those that wait.
    ///
    /// # Errors
    /// `not_found` when there is no such document; `invalid_input` for a distance of more than ten years.
    pub async fn remind_of_deadlines(
        &self,
        document: &DocumentId,
        options: DeadlineReminder,
    ) -> Result<Vec<FollowUp>> {
        let scope = self.communications.guard.enter(Permission::DraftsWrite).await?;
        if options.days_before > DAYS {
            return Err(Error::invalid_input(format!("`days_before` is at most {DAYS}")));
        }
        let found = self.communications.documents.get(document).await?;
        let today = self.communications.documents.now().date();
        let mut days: Vec<_> = found.brief.deadlines.iter().map(|deadline| deadline.due).collect();
        days.sort_unstable();
        days.dedup();
        let mut set = Vec::new();
        for due in days.into_iter().filter(|due| *due >= today) {
            let day = due.checked_sub(i64::from(options.days_before).days()).unwrap_or(today);
            let zone = self.communications.documents.ingest.time_zone.clone();
            let at = day.at(HOUR, 0, 0, 0).to_zoned(zone).map_err(|error| {
                Error::invalid_input(format!("{due} is no day that can be waited for")).with_source(error)
            })?;
            let cause = FollowUpCause::DueSoon { document: document.clone(), due, to: options.to.clone() };
            set.push(self.set(&scope, cause, at.timestamp()).await?);
        }
        Ok(set)
    }

    /// Reads a follow-up.
    ///
    /// # Errors
    /// `not_found` when there is none.
    pub async fn get(&self, id: &FollowUpId) -> Result<FollowUp> {
        let scope = self.communications.guard.enter(Permission::DraftsRead).await?;
        Ok(repository(&scope).get(id).await?.0)
    }

    /// Reads one page of follow-ups, newest first, and the cursor of the next: all of them, or those of a state.
    ///
    /// # Errors
    /// `invalid_input` for a foreign cursor.
    pub async fn list(
        &self,
        state: Option<FollowUpState>,
        cursor: Option<String>,
        limit: usize,
    ) -> Result<(Vec<FollowUp>, Option<String>)> {
        let scope = self.communications.guard.enter(Permission::DraftsRead).await?;
        repository(&scope).list(state, cursor, limit).await
    }

    /// Takes back a follow-up that waits. Cancelling twice counts once.
    ///
    /// # Errors
    /// `not_found` when there is none; `conflict` when it has come to an end.
    pub async fn cancel(&self, id: &FollowUpId) -> Result<FollowUp> {
        let scope = self.communications.guard.enter(Permission::DraftsWrite).await?;
        let repository = repository(&scope);
        let (known, version) = repository.get(id).await?;
        match known.state {
            FollowUpState::Cancelled => return Ok(known),
            FollowUpState::Waiting => {}
            state => {
                let message = format!("follow-up {id} is {} and cannot be taken back", state.name());
                return Err(Error::new(ErrorKind::Conflict, message));
            }
        }
        let next = FollowUp { state: FollowUpState::Cancelled, ..known };
        let mut batch = Batch::new(scope.workspace().clone());
        batch.puts.push(repository.put(&next, Expect::Version(version))?);
        batch.appends.push(self.entry(&scope, "follow_ups.cancel", &next).append()?);
        scope.storage().commit(batch).await?;
        Ok(next)
    }

    /// Lets a matter wait for a time; what came to an end by itself stays so.
    async fn set(&self, scope: &Scope, cause: FollowUpCause, at: Timestamp) -> Result<FollowUp> {
        let (repository, now) = (repository(scope), self.communications.guard.now());
        let known = repository.of_cause(&cause.key()).await?;
        let (next, expect) = match known {
            Some((known, _)) if matches!(known.state, FollowUpState::Drafted | FollowUpState::Settled) => {
                return Ok(known);
            }
            Some((known, _))
                if known.state == FollowUpState::Waiting && known.at == at && known.cause == cause =>
            {
                return Ok(known);
            }
            Some((known, version)) => {
                let next = FollowUp {
                    cause,
                    at,
                    state: FollowUpState::Waiting,
                    note: None,
                    requested_by: scope.actor().clone(),
                    turn: known.turn + 1,
                    ..known
                };
                (next, Expect::Version(version))
            }
            None => {
                let next = FollowUp {
                    id: FollowUpId::new(now, self.communications.randomness.as_ref()),
                    cause,
                    at,
                    state: FollowUpState::Waiting,
                    draft: None,
                    answer: None,
                    note: None,
                    requested_by: scope.actor().clone(),
                    turn: 0,
                    created: now,
                };
                (next, Expect::Absent)
            }
        };
        let mut batch = Batch::new(scope.workspace().clone());
        batch.puts.push(repository.put(&next, expect)?);
        batch.appends.push(self.entry(scope, "follow_ups.wait", &next).append()?);
        // Office and workers may have different clocks: what counts is how long it waits.
        let ingest = &self.communications.documents.ingest;
        let there = ingest.work_clock.now();
        let wait = at.duration_since(now).max(SignedDuration::ZERO);
        let wake_at = there.saturating_add(wait).unwrap_or(Timestamp::MAX);
        let work = NewWork { wake_at: Some(wake_at), ..NewWork::new(KIND, Errand::of(&next).json()?) };
        work.add_to(&mut batch, there, ingest.work_randomness.as_ref())?;
        match scope.storage().commit(batch).await {
            Ok(_) => {}
            // Somebody asked for the same at the same time.
            Err(error) if error.kind() == ErrorKind::Conflict => {
                let found = repository.of_cause(&next.cause.key()).await?;
                return found.map(|(found, _)| found).ok_or(error);
            }
            Err(error) => return Err(error),
        }
        self.communications.documents.work.nudge();
        Ok(next)
    }

    fn entry(&self, scope: &Scope, action: &str, follow_up: &FollowUp) -> AuditEntry {
        let target = Target::new("follow_up", &follow_up.id);
        let entry = AuditEntry::new(scope, self.communications.guard.now(), action, target);
        entry.with("cause", follow_up.cause.key()).with("at", follow_up.at.to_string())
    }
}

fn repository(scope: &Scope) -> Repository {
    Repository::new(Arc::clone(scope.storage()), scope.workspace().clone())
}
