//! Members, as they are seen from one workspace.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::id::{MemberId, OrganisationId};
use crate::rights::{Person, Role};

/// A member of a workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Member {
    /// The id, the same in all workspaces of the organisation.
    pub id: MemberId,
    /// The organisation.
    pub organisation: OrganisationId,
    /// The name.
    pub name: String,
    /// The mail addresses.
    pub addresses: Vec<String>,
    /// The role in this workspace.
    pub role: Role,
    /// Whether the member may act; a suspended one may not, in no workspace.
    pub active: bool,
    /// When the person came into the organisation.
    pub created: Timestamp,
}

/// A member to add.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMember {
    /// The name.
    pub name: String,
    /// The mail addresses.
    #[serde(default)]
    pub addresses: Vec<String>,
    /// The role in this workspace.
    pub role: Role,
}

/// What to change of a member; what is absent stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MemberChange {
    /// The name.
    pub name: Option<String>,
    /// The mail addresses, all of them.
    pub addresses: Option<Vec<String>>,
    /// Whether the member may act.
    pub active: Option<bool>,
}

impl NewMember {
    /// Describes a member without addresses.
    pub fn new(name: impl Into<String>, role: Role) -> Self {
        Self { name: name.into(), addresses: Vec::new(), role }
    }
}

impl Member {
    pub(super) fn of(person: Person, role: Role) -> Self {
        let Person { id, organisation, name, addresses, active, created } = person;
        Self { id, organisation, name, addresses, role, active, created }
    }
}
