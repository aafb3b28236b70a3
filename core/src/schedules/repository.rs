//! Schedules and their firings in storage.

use std::sync::Arc;

use super::record::{Schedule, ScheduleFiring, ScheduleState};
use crate::approvals::PayloadHash;
use crate::error::{Error, Result};
use crate::id::{ScheduleId, WorkspaceId};
use crate::rights::{decode, encode};
use crate::storage::{
    Attribute, AttributeKind, AttributeValue, Collection, Compare, Condition, Delete, Expect, Put, Query,
    Record, Storage,
};

/// The collection of schedules, whose ids sort by their time. `hears` says which of them are told of new documents.
pub const SCHEDULES: Collection = Collection {
    name: "schedules",
    attributes: &[
        Attribute { name: "state", kind: AttributeKind::Text, unique: false },
        Attribute { name: "hears", kind: AttributeKind::Text, unique: false },
    ],
};

/// What schedules have started, by the hash of schedule and occasion: each occasion once.
pub const SCHEDULE_FIRINGS: Collection = Collection {
    name: "schedule_firings",
    attributes: &[
        Attribute { name: "schedule", kind: AttributeKind::Text, unique: false },
        Attribute { name: "fired", kind: AttributeKind::Integer, unique: false },
    ],
};

/// What is heard.
const DOCUMENTS: &str = "documents";

/// Reads the schedules of one workspace, and prepares their writing.
#[derive(Debug, Clone)]
pub(super) struct Repository {
    pub(super) storage: Arc<dyn Storage>,
    pub(super) workspace: WorkspaceId,
}

impl Repository {
    pub(super) fn new(storage: Arc<dyn Storage>, workspace: WorkspaceId) -> Self {
        Self { storage, workspace }
    }

    /// Reads a schedule with its version, if it is there.
    pub(super) async fn find(&self, id: &ScheduleId) -> Result<Option<(Schedule, u64)>> {
        let record = self.storage.get(&self.workspace, SCHEDULES.name, id.as_str()).await?;
        record.map(versioned).transpose()
    }

    /// Reads a schedule with its version.
    ///
    /// # Errors
    /// `not_found`, and storage errors.
    pub(super) async fn get(&self, id: &ScheduleId) -> Result<(Schedule, u64)> {
        let found = self.find(id).await?;
        found.ok_or_else(|| Error::not_found(format!("there is no schedule {id}")))
    }

    /// Reads a page, newest first, and the cursor of the next.
    pub(super) async fn list(
        &self,
        state: Option<ScheduleState>,
        cursor: Option<String>,
        limit: usize,
    ) -> Result<(Vec<Schedule>, Option<String>)> {
        let query = Query {
            conditions: state.map(|state| equal("state", state.name())).into_iter().collect(),
            descending: true,
            cursor,
            limit,
            ..Query::new(self.workspace.clone(), SCHEDULES.name)
        };
        let page = self.storage.query(query).await?;
        Ok((page.records.into_iter().map(decode).collect::<Result<_>>()?, page.cursor))
    }

    /// Reads the schedules that are told of new documents, with their versions.
    pub(super) async fn hearing(&self, limit: usize) -> Result<Vec<(Schedule, u64)>> {
        let query = Query {
            conditions: vec![equal("hears", DOCUMENTS), equal("state", ScheduleState::Active.name())],
            limit,
            ..Query::new(self.workspace.clone(), SCHEDULES.name)
        };
        self.storage.query(query).await?.records.into_iter().map(versioned).collect()
    }

    /// Prepares the writing of a schedule.
    pub(super) fn put(&self, schedule: &Schedule, expect: Expect) -> Result<Put> {
        let mut put = encode(&self.workspace, SCHEDULES, schedule.id.as_str(), schedule, expect)?;
        let attributes = &mut put.record.attributes;
        attributes.insert("state", AttributeValue::Text(schedule.state.name().to_owned()));
        if schedule.when.hears_documents() {
            attributes.insert("hears", AttributeValue::Text(DOCUMENTS.to_owned()));
        }
        Ok(put)
    }

    /// Prepares the removal of a schedule.
    pub(super) fn delete(&self, id: &ScheduleId, version: u64) -> Delete {
        Delete { collection: SCHEDULES.name, id: id.to_string(), expect: Expect::Version(version) }
    }

    /// Says whether an occasion has fired.
    pub(super) async fn has_fired(&self, schedule: &ScheduleId, occasion: &str) -> Result<bool> {
        let id = firing_id(schedule, occasion);
        Ok(self.storage.get(&self.workspace, SCHEDULE_FIRINGS.name, &id).await?.is_some())
    }

    /// Prepares the note that an occasion has fired; its commit is a `conflict` when it had already.
    pub(super) fn fired(&self, firing: &ScheduleFiring) -> Result<Put> {
        let id = firing_id(&firing.schedule, &firing.occasion);
        let mut put = encode(&self.workspace, SCHEDULE_FIRINGS, &id, firing, Expect::Absent)?;
        let attributes = &mut put.record.attributes;
        attributes.insert("schedule", AttributeValue::Text(firing.schedule.to_string()));
        attributes.insert("fired", AttributeValue::Integer(firing.at.as_microsecond()));
        Ok(put)
    }

    /// Reads a page of firings of a schedule, newest first, and the cursor of the next.
    pub(super) async fn firings(
        &self,
        id: &ScheduleId,
        cursor: Option<String>,
        limit: usize,
    ) -> Result<(Vec<ScheduleFiring>, Option<String>)> {
        let query = Query {
            conditions: vec![equal("schedule", id.as_str())],
            order: Some("fired"),
            descending: true,
            cursor,
            limit,
            ..Query::new(self.workspace.clone(), SCHEDULE_FIRINGS.name)
        };
        let page = self.storage.query(query).await?;
        Ok((page.records.into_iter().map(decode).collect::<Result<_>>()?, page.cursor))
    }
}

/// The id of a firing: the same for the same occasion.
fn firing_id(schedule: &ScheduleId, occasion: &str) -> String {
    PayloadHash::of(format!("{schedule}/{occasion}").as_bytes()).to_string()
}

fn equal(attribute: &'static str, value: &str) -> Condition {
    Condition { attribute, compare: Compare::Equal, value: AttributeValue::Text(value.to_owned()) }
}

fn versioned(record: Record) -> Result<(Schedule, u64)> {
    let version = record.version;
    Ok((decode(record)?, version))
}
