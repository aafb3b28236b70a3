//! Roles, from the one who may most to the one who may least.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::permission::Permission;

/// What somebody is in a workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reads.
    Viewer,
    /// Reads, and decides what others ask approval for.
    Approver,
    /// Adds documents, writes drafts, asks for approval.
    Editor,
    /// Everything but what only an owner may: manages members and settings too.
    Admin,
    /// Everything. The owners of an organisation's first workspace own all its workspaces.
    Owner,
}

impl Role {
    /// All roles, lowest first.
    pub const ALL: [Self; 5] = [Self::Viewer, Self::Approver, Self::Editor, Self::Admin, Self::Owner];

    /// Returns the name, such as `editor`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Approver => "approver",
            Self::Editor => "editor",
            Self::Admin => "admin",
            Self::Owner => "owner",
        }
    }

    /// Says whether the table gives this role the permission.
    pub fn may(self, permission: Permission) -> bool {
        permission.row().roles.contains(&self)
    }

    /// Says whether somebody of this role may give `other` to somebody: nobody gives more than he has.
    pub fn may_grant(self, other: Self) -> bool {
        self.may(Permission::RolesGrant) && other <= self
    }
}

impl std::fmt::Display for Role {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_json_and_roles_grow() {
        for role in Role::ALL {
            assert_eq!(serde_json::to_value(role).unwrap(), role.name());
        }
        assert!(Role::ALL.is_sorted());
    }

    #[test]
    fn nobody_grants_a_role_above_their_own() {
        for giver in Role::ALL {
            for given in Role::ALL {
                let may = giver.may_grant(given);
                assert_eq!(may, giver >= Role::Admin && given <= giver, "{giver} gives {given}");
            }
        }
    }
}
