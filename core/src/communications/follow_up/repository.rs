//! Follow-ups in storage.

use std::sync::Arc;

use super::record::{FollowUp, FollowUpState};
use crate::error::{Error, Result};
use crate::id::{FollowUpId, WorkspaceId};
use crate::rights::{decode, encode};
use crate::storage::{
    Attribute, AttributeKind, AttributeValue, Collection, Compare, Condition, Expect, Put, Query, Record,
    Storage,
};

/// The collection of follow-ups, whose ids sort by their time. `cause` is what they are about: each once.
pub const FOLLOW_UPS: Collection = Collection {
    name: "follow_ups",
    attributes: &[
        Attribute { name: "cause", kind: AttributeKind::Text, unique: true },
        Attribute { name: "state", kind: AttributeKind::Text, unique: false },
    ],
};

/// Reads the follow-ups of one workspace, and prepares their writing.
#[derive(Debug, Clone)]
pub(super) struct Repository {
    storage: Arc<dyn Storage>,
    workspace: WorkspaceId,
}

impl Repository {
    pub(super) fn new(storage: Arc<dyn Storage>, workspace: WorkspaceId) -> Self {
        Self { storage, workspace }
    }

    /// Reads a follow-up with its version, if it is there.
    pub(super) async fn find(&self, id: &FollowUpId) -> Result<Option<(FollowUp, u64)>> {
        let record = self.storage.get(&self.workspace, FOLLOW_UPS.name, id.as_str()).await?;
        record.map(versioned).transpose()
    }

    /// Reads a follow-up with its version.
    ///
    /// # Errors
    /// `not_found`, and storage errors.
    pub(super) async fn get(&self, id: &FollowUpId) -> Result<(FollowUp, u64)> {
        let found = self.find(id).await?;
        found.ok_or_else(|| Error::not_found(format!("there is no follow-up {id}")))
    }

    /// Finds the follow-up of a cause.
    pub(super) async fn of_cause(&self, key: &str) -> Result<Option<(FollowUp, u64)>> {
        let query = Query {
            conditions: vec![equal("cause", key)],
            limit: 1,
            ..Query::new(self.workspace.clone(), FOLLOW_UPS.name)
        };
        self.storage.query(query).await?.records.into_iter().next().map(versioned).transpose()
    }

    /// Reads a page, newest first, and the cursor of the next.
    pub(super) async fn list(
        &self,
        state: Option<FollowUpState>,
        cursor: Option<String>,
        limit: usize,
    ) -> Result<(Vec<FollowUp>, Option<String>)> {
        let query = Query {
            conditions: state.map(|state| equal("state", state.name())).into_iter().collect(),
            descending: true,
            cursor,
            limit,
            ..Query::new(self.workspace.clone(), FOLLOW_UPS.name)
        };
        let page = self.storage.query(query).await?;
        Ok((page.records.into_iter().map(decode).collect::<Result<_>>()?, page.cursor))
    }

    /// Prepares the writing of a follow-up.
    pub(super) fn put(&self, follow_up: &FollowUp, expect: Expect) -> Result<Put> {
        let mut put = encode(&self.workspace, FOLLOW_UPS, follow_up.id.as_str(), follow_up, expect)?;
        let attributes = &mut put.record.attributes;
        attributes.insert("cause", AttributeValue::Text(follow_up.cause.key()));
        attributes.insert("state", AttributeValue::Text(follow_up.state.name().to_owned()));
        Ok(put)
    }
}

fn equal(attribute: &'static str, value: &str) -> Condition {
    Condition { attribute, compare: Compare::Equal, value: AttributeValue::Text(value.to_owned()) }
}

fn versioned(record: Record) -> Result<(FollowUp, u64)> {
    let version = record.version;
    Ok((decode(record)?, version))
}
