//! The work of a follow-up: sleep until its time, then make the draft and end, in one commit.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::make::{Made, make};
use super::record::{FollowUp, FollowUpState};
use super::repository::Repository;
use crate::audit::{AuditEntry, Guard, Target};
use crate::communications::Communications;
use crate::communications::draft::Draft;
use crate::error::{Error, Result};
use crate::id::FollowUpId;
use crate::rights::{Gate, Permission, Scope};
use crate::storage::{Batch, Expect};
use crate::work::{Done, Failed, Handler, Task};

/// The kind of the work.
pub(super) const KIND: &str = "follow_up";
/// When a message that has not left is looked at again.
const LATER: SignedDuration = SignedDuration::from_hours(24);

/// What a worker has to know.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Errand {
    follow_up: FollowUpId,
    turn: u32,
}

impl Errand {
    pub(super) fn of(follow_up: &FollowUp) -> Self {
        Self { follow_up: follow_up.id.clone(), turn: follow_up.turn }
    }

    pub(super) fn json(&self) -> Result<Value> {
        serde_json::to_value(self)
            .map_err(|error| Error::internal("the work of a follow-up cannot be written").with_source(error))
    }
}

/// Makes the drafts of follow-ups.
#[derive(Debug)]
pub(crate) struct FollowUpHandler {
    /// The communications of the office, which hold no worker: else it would hold itself.
    pub(crate) communications: Communications,
}

#[async_trait]
impl Handler for FollowUpHandler {
    fn kind(&self) -> &str {
        KIND
    }

    async fn run(&self, task: &Task) -> Result<Done> {
        let Some((repository, follow_up, version)) = self.waiting(task).await? else {
            return Ok(Done::Finished(task.batch()));
        };
        let now = self.communications.clock.now();
        if follow_up.at > now {
            return again(task, follow_up.at.duration_since(now));
        }
        let (desk, scope) = match self.desk(task, &follow_up).await {
            Ok(desk) => desk,
            Err(error) if error.is_retryable() => return Err(error),
            Err(error) => return failed(task, &repository, follow_up, version, error.message()),
        };
        let next = match make(&desk, &follow_up.cause).await {
            Ok(Made::TooEarly) => return again(task, LATER),
            Ok(Made::Draft(draft)) => {
                let next =
                    FollowUp { state: FollowUpState::Drafted, draft: Some(draft.id.clone()), ..follow_up };
                let mut batch = task.batch();
                batch.puts.push(desk.drafts.put(&draft, Expect::Absent)?);
                batch.puts.push(repository.put(&next, Expect::Version(version))?);
                batch.appends.push(told(&scope, now, &next, &draft)?);
                return Ok(Done::Finished(batch));
            }
            Ok(Made::Answered(answer)) => FollowUp { state: FollowUpState::Settled, answer, ..follow_up },
            Err(error) if error.is_retryable() => return Err(error),
            Err(error) => return failed(task, &repository, follow_up, version, error.message()),
        };
        let mut batch = task.batch();
        batch.puts.push(repository.put(&next, Expect::Version(version))?);
        Ok(Done::Finished(batch))
    }

    async fn parked(&self, task: &Task, why: &Failed) -> Result<Batch> {
        let Some((repository, follow_up, version)) = self.waiting(task).await? else {
            return Ok(task.batch());
        };
        match failed(task, &repository, follow_up, version, &why.message)? {
            Done::Finished(batch) => Ok(batch),
            _ => Ok(task.batch()),
        }
    }
}

impl FollowUpHandler {
    /// The follow-up of a piece of work, if it still waits for it.
    async fn waiting(&self, task: &Task) -> Result<Option<(Repository, FollowUp, u64)>> {
        let errand: Errand = task.read()?;
        let storage = self.communications.documents.repository().storage();
        let repository = Repository::new(Arc::clone(storage), task.workspace().clone());
        let found = repository.find(&errand.follow_up).await?;
        let found = found.filter(|(found, _)| found.turn == errand.turn);
        let found = found.filter(|(found, _)| found.state == FollowUpState::Waiting);
        Ok(found.map(|(follow_up, version)| (repository, follow_up, version)))
    }

    /// The communications as who asked for the follow-up sees them, if he still may write drafts.
    async fn desk(&self, task: &Task, follow_up: &FollowUp) -> Result<(Communications, Scope)> {
        let storage = Arc::clone(self.communications.documents.repository().storage());
        let workspace = task.workspace();
        let gate = Gate::new(Arc::clone(&storage), workspace.clone(), follow_up.requested_by.clone());
        let guard = Guard::new(Arc::clone(&storage), gate, Arc::clone(&self.communications.clock));
        let scope = guard.enter(Permission::DraftsWrite).await?;
        let documents = self.communications.documents.to(workspace, guard.clone());
        Ok((self.communications.to(documents, storage, guard), scope))
    }
}

fn again(task: &Task, wait: SignedDuration) -> Result<Done> {
    let at = task.now().saturating_add(wait).unwrap_or(Timestamp::MAX);
    Ok(Done::Again { at, payload: task.payload().clone(), batch: task.batch() })
}

fn failed(task: &Task, repository: &Repository, of: FollowUp, version: u64, why: &str) -> Result<Done> {
    let next = FollowUp { state: FollowUpState::Failed, note: Some(why.to_owned()), ..of };
    let mut batch = task.batch();
    batch.puts.push(repository.put(&next, Expect::Version(version))?);
    Ok(Done::Finished(batch))
}

fn told(
    scope: &Scope,
    now: Timestamp,
    follow_up: &FollowUp,
    draft: &Draft,
) -> Result<crate::storage::Append> {
    let entry = AuditEntry::new(scope, now, "follow_ups.draft", Target::new("follow_up", &follow_up.id));
    entry.with("draft", draft.id.as_str()).with("content", draft.content_hash.as_str()).append()
}
