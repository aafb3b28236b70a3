//! Organisations and their owners.

use std::collections::BTreeSet;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::member::Member;
use crate::error::{Error, ErrorKind, Result};
use crate::id::{MemberId, OrganisationId, WorkspaceId};
use crate::rights::{Scope, Workspace, decode, encode};
use crate::storage::{Collection, Expect, Put};

/// The organisations, each in its home.
pub const ORGANISATIONS: Collection = Collection { name: "organisations", attributes: &[] };

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Organisation {
    /// The id.
    pub id: OrganisationId,
    /// The name.
    pub name: String,
    /// Its first workspace.
    pub home: WorkspaceId,
    /// The active owners of the home. One record, so that two changes at once cannot take the last two.
    pub owners: BTreeSet<MemberId>,
    /// When it was founded.
    pub created: Timestamp,
}

/// An organisation to found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOrganisation {
    /// The name of the organisation.
    pub name: String,
    /// The name of its first workspace.
    pub workspace: String,
    /// The name of its first owner.
    pub owner: String,
    /// The mail addresses of its first owner.
    #[serde(default)]
    pub addresses: Vec<String>,
}

/// What founding made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Founded {
    /// The organisation.
    pub organisation: Organisation,
    /// Its first workspace.
    pub workspace: Workspace,
    /// Its first owner.
    pub owner: Member,
}

impl Organisation {
    /// Reads the organisation of a home, with what the next put of it expects. That of a single-user office
    /// is there without a record.
    pub(super) async fn of(scope: &Scope) -> Result<(Self, Expect)> {
        let place = scope.place();
        let id = place.organisation.as_str();
        match scope.storage().get(&place.home, ORGANISATIONS.name, id).await? {
            Some(record) => {
                let expect = Expect::Version(record.version);
                Ok((decode(record)?, expect))
            }
            None if place.organisation == OrganisationId::default_organisation() => {
                let organisation = Self {
                    id: place.organisation.clone(),
                    name: place.name.clone(),
                    home: place.home.clone(),
                    owners: BTreeSet::new(),
                    created: place.created,
                };
                Ok((organisation, Expect::Absent))
            }
            None => Err(Error::corrupt(format!(
                "organisation {id} is gone from its workspace {}; restore it from a backup",
                place.home
            ))),
        }
    }

    /// Notes whether a member owns the organisation from now on; returns the put, if that is a change.
    ///
    /// # Errors
    /// `conflict` when nobody would own it.
    pub(super) fn own(mut self, member: &MemberId, owns: bool, expect: Expect) -> Result<Option<Put>> {
        let changed = match owns {
            true => self.owners.insert(member.clone()),
            false => self.owners.remove(member),
        };
        if !changed {
            return Ok(None);
        }
        if self.owners.is_empty() {
            return Err(Error::new(
                ErrorKind::Conflict,
                format!("{member} is the last owner of {}: make somebody else owner first", self.id),
            ));
        }
        encode(&self.home, ORGANISATIONS, self.id.as_str(), &self, expect).map(Some)
    }
}
