//! The handle of approvals: ask, look, decide.

use std::sync::Arc;

use super::approval::{APPROVALS, Approval, ApprovalState, NewApproval, NewDecision, Subject, Verdict};
use super::decide::{Decider, check, decide};
use super::follower::{Follower, Followers};
use super::subject;
use crate::audit::{AuditEntry, Guard, Outcome, SEAL_HEADS, SEALS, Target};
use crate::error::{Error, ErrorKind, Result};
use crate::id::{ApprovalId, Randomness};
use crate::people::ORGANISATIONS;
use crate::rights::{MEMBERSHIPS, PEOPLE, Permission, SERVICE_ACCOUNTS, Scope, WORKSPACES};
use crate::storage::{AttributeValue, Batch, Collection, Compare, Condition, Expect, Query};

/// How often a decision is tried again when others decide at the same time.
const ATTEMPTS: u32 = 32;

/// What no batch that follows a decision may touch.
const HOUSE: [Collection; 7] =
    [PEOPLE, MEMBERSHIPS, SERVICE_ACCOUNTS, WORKSPACES, ORGANISATIONS, APPROVALS, SEAL_HEADS];

/// The approvals of a workspace. Clones share the same office.
///
/// Every method is `not_found` for who does not belong to the workspace, `denied` for who lacks the right
/// that it names, and returns storage errors.
#[derive(Debug, Clone)]
pub struct Approvals {
    guard: Guard,
    randomness: Arc<dyn Randomness>,
    followers: Followers,
}

impl Approvals {
    /// Opens the approvals behind a guard.
    pub fn new(guard: Guard, randomness: Arc<dyn Randomness>) -> Self {
        Self { guard, randomness, followers: Followers::default() }
    }

    /// Lets subjects go on when they are decided on.
    #[must_use]
    pub(crate) fn with_followers(self, followers: Vec<Arc<dyn Follower>>) -> Self {
        Self { followers: Arc::new(followers), ..self }
    }

    /// Asks for approval (right `approvals.request`). What waited for approval of the same subject is void;
    /// asking the same again returns what waits.
    ///
    /// # Errors
    /// `invalid_input` for a question that nobody could decide; `conflict` when somebody asks at the same time.
    pub async fn request(&self, new: NewApproval) -> Result<Approval> {
        self.request_with(new, |_| Ok(None)).await
    }

    /// Asks for approval, and commits what follows together with the question. When the same waits already, nothing
    /// is committed.
    ///
    /// # Errors
    /// As [`Approvals::request`]; those of `follow`; `invalid_input` when it touches another workspace, people or
    /// approvals; `conflict` when what it expects is not there.
    pub async fn request_with(
        &self,
        new: NewApproval,
        follow: impl FnOnce(&Approval) -> Result<Option<Batch>>,
    ) -> Result<Approval> {
        let scope = self.guard.enter(Permission::ApprovalsRequest).await?;
        let now = self.guard.now();
        check(&new, now)?;
        let mut batch = Batch::new(scope.workspace().clone());
        for (expect, known) in subject::of(&scope, &new.subject).await? {
            if known.state != ApprovalState::Waiting {
                continue;
            }
            let seen = known.clone().seen_at(now);
            if seen.state == ApprovalState::Waiting && same(&seen, &new, &scope) {
                return Ok(seen);
            }
            let state = if seen.state == ApprovalState::Expired {
                ApprovalState::Expired
            } else {
                ApprovalState::Void
            };
            subject::end(&scope, now, known, (state, expect), &mut batch)?;
        }
        let approval = Approval {
            id: ApprovalId::new(now, self.randomness.as_ref()),
            subject: new.subject,
            payload_hash: new.payload_hash,
            shown: new.shown,
            requested_by: scope.actor().clone(),
            needed: new.needed,
            created: now,
            expires_at: new.expires_at,
            state: ApprovalState::Waiting,
            decisions: Vec::new(),
        };
        if let Some(followed) = follow(&approval)? {
            let followed = foreign_to_the_house(&scope, followed)?;
            batch.puts.extend(followed.puts);
            batch.deletes.extend(followed.deletes);
            batch.appends.extend(followed.appends);
            batch.messages.extend(followed.messages);
        }
        batch.puts.push(approval.put(scope.workspace(), Expect::Absent)?);
        let entry = self.entry(&scope, "approvals.request", &approval.id);
        let subject = format!("{}/{}", approval.subject.kind, approval.subject.id);
        let entry = entry.with("subject", subject).with("payload", approval.payload_hash.as_str());
        batch.appends.push(entry.append()?);
        scope.storage().commit(batch).await?;
        Ok(approval)
    }

    /// Reads an approval as it stands now (right `approvals.read`).
    ///
    /// # Errors
    /// `not_found` when the workspace has no such approval.
    pub async fn get(&self, id: &ApprovalId) -> Result<Approval> {
        let scope = self.guard.enter(Permission::ApprovalsRead).await?;
        Ok(find(&scope, id).await?.1.seen_at(self.guard.now()))
    }

    /// Reads a page of approvals that wait, oldest first, and the cursor of the next page (right
    /// `approvals.read`). A page may hold fewer than `limit`, as what expired is left out.
    ///
    /// # Errors
    /// As all methods.
    pub async fn waiting(
        &self,
        cursor: Option<String>,
        limit: usize,
    ) -> Result<(Vec<Approval>, Option<String>)> {
        let scope = self.guard.enter(Permission::ApprovalsRead).await?;
        let value = AttributeValue::Text(ApprovalState::Waiting.name().to_owned());
        let condition = Condition { attribute: "state", compare: Compare::Equal, value };
        let page = scope
            .storage()
            .query(Query {
                conditions: vec![condition],
                order: Some("created"),
                cursor,
                limit,
                ..Query::new(scope.workspace().clone(), APPROVALS.name)
            })
            .await?;
        let mut waiting = Vec::with_capacity(page.records.len());
        for record in page.records {
            let approval = subject::versioned(record)?.1.seen_at(self.guard.now());
            waiting.extend((approval.state == ApprovalState::Waiting).then_some(approval));
        }
        Ok((waiting, page.cursor))
    }

    /// Reads all approvals of a subject, oldest first (right `approvals.read`).
    ///
    /// # Errors
    /// As all methods.
    pub async fn of(&self, subject: &Subject) -> Result<Vec<Approval>> {
        let scope = self.guard.enter(Permission::ApprovalsRead).await?;
        let now = self.guard.now();
        Ok(subject::of(&scope, subject).await?.into_iter().map(|(_, known)| known.seen_at(now)).collect())
    }

    /// Approves what the caller looked at (right `approvals.decide`). Approving twice counts once.
    ///
    /// # Errors
    /// As [`Approvals::decide`].
    pub async fn approve(&self, looked_at: &Approval) -> Result<Approval> {
        self.decide(&looked_at.id, self.decision(looked_at, Verdict::Approve, None)).await
    }

    /// Rejects what the caller looked at, with a reason (right `approvals.decide`). Rejecting twice counts
    /// once.
    ///
    /// # Errors
    /// As [`Approvals::decide`].
    pub async fn reject(&self, looked_at: &Approval, reason: Option<String>) -> Result<Approval> {
        self.decide(&looked_at.id, self.decision(looked_at, Verdict::Reject, reason)).await
    }

    /// Decides (right `approvals.decide`). The same decision under the same id is the same answer.
    ///
    /// # Errors
    /// `not_found` when the workspace has no such approval; `conflict` when the payload is not what the
    /// approval is about, when it takes no more decisions, and for another decision under the same id or by the
    /// same person; `denied` for a role that the approval does not name and for who asked.
    pub async fn decide(&self, id: &ApprovalId, decision: NewDecision) -> Result<Approval> {
        let scope = self.guard.enter(Permission::ApprovalsDecide).await?;
        let subject = find(&scope, id).await?.1.subject;
        let Some(follower) = self.follower(&subject) else {
            return self.decide_with(id, decision, |_| Ok(None)).await;
        };
        for _ in 0..ATTEMPTS {
            let follow = follower.prepare(&scope, &subject).await?;
            let decided = self
                .decide_with(id, decision.clone(), |approval| match &follow {
                    Some(follow) => follow(approval),
                    None => Ok(None),
                })
                .await;
            match decided {
                Ok(approval) => {
                    follower.committed(&subject);
                    return Ok(approval);
                }
                // The subject went on meanwhile: what follows is prepared anew.
                Err(error)
                    if error.kind() == ErrorKind::Conflict
                        && self.is_undecided(&scope, id, &decision).await? => {}
                Err(error) => return Err(error),
            }
        }
        Err(Error::unavailable(format!("the subject of {id} changes too often to decide now")))
    }

    fn follower(&self, subject: &Subject) -> Option<&Arc<dyn Follower>> {
        self.followers.iter().find(|follower| follower.kind() == subject.kind)
    }

    /// Says whether a decision would still count.
    async fn is_undecided(&self, scope: &Scope, id: &ApprovalId, decision: &NewDecision) -> Result<bool> {
        let known = find(scope, id).await?.1.seen_at(self.guard.now());
        let decider = Decider { actor: scope.actor(), role: scope.role() };
        Ok(matches!(decide(known, decision, &decider, self.guard.now()), Ok(Some(_))))
    }

    /// Decides, and commits what follows together with the decision that ends the waiting: `follow` gets the
    /// approval as approved or rejected, and may be asked more than once before one commit takes place.
    ///
    /// # Errors
    /// As [`Approvals::decide`]; those of `follow`; `invalid_input` when it touches another workspace, people
    /// or approvals; `conflict` when what it expects is not there.
    pub async fn decide_with(
        &self,
        id: &ApprovalId,
        decision: NewDecision,
        follow: impl Fn(&Approval) -> Result<Option<Batch>>,
    ) -> Result<Approval> {
        let mut attempts = ATTEMPTS;
        loop {
            let scope = self.guard.enter(Permission::ApprovalsDecide).await?;
            let now = self.guard.now();
            let (expect, known) = find(&scope, id).await?;
            let decider = Decider { actor: scope.actor(), role: scope.role() };
            let decided = match decide(known.clone().seen_at(now), &decision, &decider, now) {
                Ok(Some(decided)) => decided,
                Ok(None) => return Ok(known.seen_at(now)),
                Err(error) => return Err(self.refused(&scope, id, error).await?),
            };
            let mut batch = Batch::new(scope.workspace().clone());
            if decided.state != ApprovalState::Waiting
                && let Some(followed) = follow(&decided)?
            {
                batch = foreign_to_the_house(&scope, followed)?;
            }
            batch.puts.push(decided.put(scope.workspace(), expect)?);
            let entry = self.entry(&scope, "approvals.decide", id);
            let entry = entry
                .with("decision", decision.id.as_str())
                .with("verdict", decision.verdict.name())
                .with("state", decided.state.name())
                .with("payload", decided.payload_hash.as_str());
            batch.appends.push(entry.append()?);
            match scope.storage().commit(batch).await {
                Ok(_) => return Ok(decided),
                // Somebody decided meanwhile; if not, the conflict is that of what follows.
                Err(error) if error.kind() == ErrorKind::Conflict && attempts > 0 => {
                    if find(&scope, id).await?.0 == expect {
                        return Err(error);
                    }
                    attempts -= 1;
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Takes a question back (right `approvals.void`). What is void already stays so.
    ///
    /// # Errors
    /// `not_found` when the workspace has no such approval; `conflict` when it was decided, has expired, or its subject
    /// changes at the same time.
    pub async fn void(&self, id: &ApprovalId) -> Result<Approval> {
        let scope = self.guard.enter(Permission::ApprovalsVoid).await?;
        let now = self.guard.now();
        let (expect, known) = find(&scope, id).await?;
        let seen = known.clone().seen_at(now);
        match seen.state {
            ApprovalState::Void => return Ok(seen),
            ApprovalState::Waiting => {}
            state => {
                let message = format!("{id} is {} and cannot be taken back", state.name());
                return Err(Error::new(ErrorKind::Conflict, message));
            }
        }
        self.end_and_tell(&scope, known, (ApprovalState::Void, expect)).await
    }

    /// Writes down up to `limit` approvals as expired whose time has come, each with what follows (right
    /// `approvals.void`), and returns how many. What somebody decides at the same time is left to that decision.
    ///
    /// # Errors
    /// As all methods: those that were written before an error stay so.
    pub async fn expire(&self, limit: usize) -> Result<usize> {
        let scope = self.guard.enter(Permission::ApprovalsVoid).await?;
        let now = self.guard.now();
        // Whole microseconds, as the attribute holds: one later is surely past.
        let value = AttributeValue::Integer(now.as_microsecond() + 1);
        let condition = Condition { attribute: "expires", compare: Compare::Less, value };
        let query = Query {
            conditions: vec![condition],
            order: Some("expires"),
            limit,
            ..Query::new(scope.workspace().clone(), APPROVALS.name)
        };
        let mut expired = 0;
        for record in scope.storage().query(query).await?.records {
            let (expect, known) = subject::versioned(record)?;
            if known.clone().seen_at(now).state != ApprovalState::Expired {
                continue;
            }
            match self.end_and_tell(&scope, known, (ApprovalState::Expired, expect)).await {
                Ok(_) => expired += 1,
                Err(error) if error.kind() == ErrorKind::Conflict => {}
                Err(error) => return Err(error),
            }
        }
        Ok(expired)
    }

    /// Ends an approval without a decision, and commits what follows with it.
    async fn end_and_tell(
        &self,
        scope: &Scope,
        known: Approval,
        end: (ApprovalState, Expect),
    ) -> Result<Approval> {
        let mut batch = Batch::new(scope.workspace().clone());
        let ended = subject::end(scope, self.guard.now(), known, end, &mut batch)?;
        let follower = self.follower(&ended.subject);
        if let Some(follower) = follower
            && let Some(follow) = follower.prepare(scope, &ended.subject).await?
            && let Some(followed) = follow(&ended)?
        {
            let followed = foreign_to_the_house(scope, followed)?;
            batch.puts.extend(followed.puts);
            batch.deletes.extend(followed.deletes);
            batch.appends.extend(followed.appends);
            batch.messages.extend(followed.messages);
        }
        scope.storage().commit(batch).await?;
        if let Some(follower) = follower {
            follower.committed(&ended.subject);
        }
        Ok(ended)
    }

    /// A decision that is the same whenever the same actor says the same.
    fn decision(&self, looked_at: &Approval, verdict: Verdict, reason: Option<String>) -> NewDecision {
        NewDecision {
            id: format!("{}/{}", self.guard.gate().actor(), verdict.name()),
            verdict,
            payload_hash: looked_at.payload_hash.clone(),
            reason,
        }
    }

    /// Notes a decision that was refused, and gives its error back.
    async fn refused(&self, scope: &Scope, id: &ApprovalId, error: Error) -> Result<Error> {
        let mut entry = self.entry(scope, "approvals.decide", id).with("refused", error.kind().code());
        entry.outcome = Outcome::Refused;
        let mut batch = Batch::new(scope.workspace().clone());
        batch.appends.push(entry.append()?);
        scope.storage().commit(batch).await?;
        Ok(error)
    }

    fn entry(&self, scope: &Scope, action: &str, id: &ApprovalId) -> AuditEntry {
        AuditEntry::new(scope, self.guard.now(), action, Target::new("approval", id))
    }
}

async fn find(scope: &Scope, id: &ApprovalId) -> Result<(Expect, Approval)> {
    let record = scope.storage().get(scope.workspace(), APPROVALS.name, id.as_str()).await?;
    subject::versioned(record.ok_or_else(|| Error::not_found(format!("there is no approval {id}")))?)
}

/// Says whether the same was asked, by the same one.
fn same(known: &Approval, new: &NewApproval, scope: &Scope) -> bool {
    known.payload_hash == new.payload_hash
        && known.needed == new.needed
        && known.shown == new.shown
        && known.expires_at == new.expires_at
        && known.requested_by == *scope.actor()
}

/// Takes a batch that leaves alone what only the house may change.
fn foreign_to_the_house(scope: &Scope, batch: Batch) -> Result<Batch> {
    let mut touched = batch.puts.iter().map(|put| put.record.collection);
    let mut deleted = batch.deletes.iter().map(|delete| delete.collection);
    let of_house = |name: &str| HOUSE.iter().any(|collection| collection.name == name);
    if batch.workspace != *scope.workspace()
        || touched.any(of_house)
        || deleted.any(of_house)
        || batch.appends.iter().any(|append| append.stream == SEALS)
        || !batch.erased_streams.is_empty()
        || !batch.erased_changes.is_empty()
    {
        return Err(Error::invalid_input(
            "what follows a question or decision may change neither another workspace nor people, approvals or seals",
        ));
    }
    Ok(batch)
}
