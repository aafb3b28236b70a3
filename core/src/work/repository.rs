//! Work as people look at it: what waits, what failed for good, and what to do about it.

use std::sync::Arc;

use super::item::{Item, PARKED, WORK, Work, WorkState};
use super::new::wake;
use crate::clock::Clock;
use crate::error::{Error, ErrorKind, Result};
use crate::id::{JobId, WorkId, WorkspaceId};
use crate::storage::{
    AttributeValue, Batch, Compare, Condition, Delete, Expect, Put, Query, Record, Storage,
};

/// How many records are removed by one commit.
const STEP: usize = 500;

/// The work of one workspace.
#[derive(Debug, Clone)]
pub struct WorkRepository {
    storage: Arc<dyn Storage>,
    workspace: WorkspaceId,
    clock: Arc<dyn Clock>,
}

impl WorkRepository {
    /// Opens the work of a workspace. The clock is that of the workers.
    pub fn new(storage: Arc<dyn Storage>, workspace: WorkspaceId, clock: Arc<dyn Clock>) -> Self {
        Self { storage, workspace, clock }
    }

    /// Reads one page of work, and the cursor of the next page: all of it by id, or what is parked.
    ///
    /// # Errors
    /// Storage errors.
    pub async fn list(
        &self,
        state: Option<WorkState>,
        cursor: Option<String>,
        limit: usize,
    ) -> Result<(Vec<Work>, Option<String>)> {
        let mut query = Query { cursor, limit, ..Query::new(self.workspace.clone(), WORK.name) };
        match state {
            None => {}
            Some(WorkState::Parked) => query.conditions.push(equal("state", PARKED)),
            // Parked work is not due at any time.
            Some(WorkState::Waiting) => query.conditions.push(Condition {
                attribute: "wake_at",
                compare: Compare::AtLeast,
                value: AttributeValue::Integer(i64::MIN),
            }),
        }
        let page = self.storage.query(query).await?;
        let work = page.records.into_iter().map(|record| Item::read(&record).map(Work::from));
        Ok((work.collect::<Result<_>>()?, page.cursor))
    }

    /// Reads a piece of work.
    ///
    /// # Errors
    /// `not_found` when it is finished or never was, and storage errors.
    pub async fn get(&self, id: &WorkId) -> Result<Work> {
        Ok(Item::read(&self.record(id).await?)?.into())
    }

    /// Lets parked work be done again, with as many attempts as new work.
    ///
    /// # Errors
    /// `not_found`; `conflict` when it is not parked; storage errors.
    pub async fn retry(&self, id: &WorkId) -> Result<Work> {
        let record = self.record(id).await?;
        let mut item = Item::read(&record)?;
        if !item.parked {
            return Err(Error::new(
                ErrorKind::Conflict,
                format!("work {id} is not parked: it goes on by itself"),
            ));
        }
        (item.parked, item.wake_at) = (false, Some(self.clock.now()));
        (item.body.attempts, item.body.progress) = (0, item.epoch);
        let mut batch = Batch::new(self.workspace.clone());
        batch.puts.push(Put { record: item.record()?, expect: Expect::Version(record.version) });
        wake(&mut batch, &item.kind);
        self.storage.commit(batch).await?;
        Ok(item.into())
    }

    /// Removes work that waits or is parked.
    ///
    /// # Errors
    /// `not_found`; `conflict` when a worker holds it; storage errors.
    pub async fn cancel(&self, id: &WorkId) -> Result<()> {
        let record = self.record(id).await?;
        let held = match record.attributes.get("lease_until") {
            Some(AttributeValue::Integer(until)) => *until > self.clock.now().as_microsecond(),
            _ => false,
        };
        if held {
            let message = format!("work {id} is being done; cancel its job, or wait until it ends");
            return Err(Error::new(ErrorKind::Conflict, message));
        }
        let mut batch = Batch::new(self.workspace.clone());
        let expect = Expect::Version(record.version);
        batch.deletes.push(Delete { collection: WORK.name, id: record.id, expect });
        self.storage.commit(batch).await.map(drop)
    }

    /// Removes all work of a job, also what is being done: its writes then fail. Returns how much it was.
    ///
    /// # Errors
    /// Storage errors; what was removed until then stays so.
    pub async fn cancel_job(&self, job: &JobId) -> Result<usize> {
        let mut removed = 0;
        loop {
            let conditions = vec![equal("job", job.as_str())];
            let query = Query { conditions, limit: STEP, ..Query::new(self.workspace.clone(), WORK.name) };
            let page = self.storage.query(query).await?;
            if page.records.is_empty() {
                return Ok(removed);
            }
            let mut batch = Batch::new(self.workspace.clone());
            removed += page.records.len();
            batch.deletes.extend(page.records.into_iter().map(|record| Delete {
                collection: WORK.name,
                id: record.id,
                expect: Expect::Any,
            }));
            self.storage.commit(batch).await?;
        }
    }

    async fn record(&self, id: &WorkId) -> Result<Record> {
        let found = self.storage.get(&self.workspace, WORK.name, id.as_str()).await?;
        found.ok_or_else(|| Error::not_found(format!("there is no work {id}: it is finished, or never was")))
    }
}

fn equal(attribute: &'static str, value: &str) -> Condition {
    Condition { attribute, compare: Compare::Equal, value: AttributeValue::Text(value.to_owned()) }
}
