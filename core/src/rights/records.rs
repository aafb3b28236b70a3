//! The records that say who belongs where.
//!
//! An organisation keeps its members and the list of its workspaces in its first workspace, its *home*. Each
//! workspace keeps its own memberships, so that a workspace is read, backed up and moved as a whole.

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::role::Role;
use crate::error::{Error, Result};
use crate::id::{MemberId, OrganisationId, ServiceAccountId, WorkspaceId};
use crate::storage::{Attribute, AttributeKind, Collection, Expect, Put, Record};

const ROLE: Attribute = Attribute { name: "role", kind: AttributeKind::Text, unique: false };

/// The workspaces: each in itself, and all of an organisation in its home.
pub const WORKSPACES: Collection = Collection { name: "workspaces", attributes: &[] };

/// The people of an organisation, in its home.
pub const PEOPLE: Collection = Collection { name: "people", attributes: &[] };

/// Who belongs to a workspace, and as what.
pub const MEMBERSHIPS: Collection = Collection { name: "memberships", attributes: &[ROLE] };

/// The service accounts of a workspace.
pub const SERVICE_ACCOUNTS: Collection = Collection { name: "service_accounts", attributes: &[ROLE] };

/// A workspace: the unit of isolation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Workspace {
    /// The id.
    pub id: WorkspaceId,
    /// The organisation.
    pub organisation: OrganisationId,
    /// The first workspace of the organisation, whose owners own all its workspaces.
    pub home: WorkspaceId,
    /// The name.
    pub name: String,
    /// When it was made.
    pub created: jiff::Timestamp,
}

impl Workspace {
    /// The one workspace of a single-user office, which is there without a record.
    pub(crate) fn built_in() -> Self {
        Self {
            id: WorkspaceId::default_workspace(),
            organisation: OrganisationId::default_organisation(),
            home: WorkspaceId::default_workspace(),
            name: "Office".to_owned(),
            created: jiff::Timestamp::UNIX_EPOCH,
        }
    }
}

/// A person of an organisation, who may be a member of several of its workspaces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Person {
    /// The id.
    pub id: MemberId,
    /// The organisation.
    pub organisation: OrganisationId,
    /// The name.
    pub name: String,
    /// The mail addresses.
    pub addresses: Vec<String>,
    /// Whether the person may act at all.
    pub active: bool,
    /// When the person was added.
    pub created: jiff::Timestamp,
}

/// What a member is in one workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Membership {
    /// The member.
    pub member: MemberId,
    /// The role in this workspace.
    pub role: Role,
}

/// A program that acts in one workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ServiceAccount {
    /// The id.
    pub id: ServiceAccountId,
    /// What it is for.
    pub name: String,
    /// The role, as far as it is open to programs.
    pub role: Role,
    /// When it was added.
    pub created: jiff::Timestamp,
}

/// Reads the body of a record.
pub(crate) fn decode<T: DeserializeOwned>(record: Record) -> Result<T> {
    serde_json::from_value(record.body).map_err(|error| damaged(record.collection, &record.id, error))
}

/// Reads the body of a record that others hold too.
pub(crate) fn decode_shared<T: DeserializeOwned>(record: &Record) -> Result<T> {
    T::deserialize(&record.body).map_err(|error| damaged(record.collection, &record.id, error))
}

fn damaged(collection: &str, id: &str, error: serde_json::Error) -> Error {
    let what = collection.trim_end_matches('s').replace('_', " ");
    Error::corrupt(format!("{what} {id} is damaged; restore it from a backup")).with_source(error)
}

/// Makes the put of a record without attributes.
pub(crate) fn encode(
    workspace: &WorkspaceId,
    collection: Collection,
    id: &str,
    body: &impl Serialize,
    expect: Expect,
) -> Result<Put> {
    let body = serde_json::to_value(body).map_err(|error| {
        Error::internal(format!("{} {id} cannot be written", collection.name)).with_source(error)
    })?;
    let record = Record {
        workspace: workspace.clone(),
        collection: collection.name,
        id: id.to_owned(),
        version: 0,
        attributes: Default::default(),
        body,
    };
    Ok(Put { record, expect })
}
