//! The one table of permissions: code, documentation and test input at once.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::role::Role;

/// What somebody may do in a workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Permission {
    /// Read, search and ask documents.
    #[serde(rename = "documents.read")]
    DocumentsRead,
    /// Add documents.
    #[serde(rename = "documents.add")]
    DocumentsAdd,
    /// Remove documents.
    #[serde(rename = "documents.delete")]
    DocumentsDelete,
    /// Read drafts.
    #[serde(rename = "drafts.read")]
    DraftsRead,
    /// Write and change drafts.
    #[serde(rename = "drafts.write")]
    DraftsWrite,
    /// Send approved drafts.
    #[serde(rename = "drafts.send")]
    DraftsSend,
    /// Remove drafts.
    #[serde(rename = "drafts.delete")]
    DraftsDelete,
    /// Read contacts.
    #[serde(rename = "contacts.read")]
    ContactsRead,
    /// Add, change and remove contacts, and say who gets nothing.
    #[serde(rename = "contacts.write")]
    ContactsWrite,
    /// Read what was asked for approval and how it was decided.
    #[serde(rename = "approvals.read")]
    ApprovalsRead,
    /// Ask for approval.
    #[serde(rename = "approvals.request")]
    ApprovalsRequest,
    /// Approve or reject.
    #[serde(rename = "approvals.decide")]
    ApprovalsDecide,
    /// Take back what was asked for approval.
    #[serde(rename = "approvals.void")]
    ApprovalsVoid,
    /// Read agent runs.
    #[serde(rename = "runs.read")]
    RunsRead,
    /// Start agent runs.
    #[serde(rename = "runs.start")]
    RunsStart,
    /// Cancel agent runs.
    #[serde(rename = "runs.cancel")]
    RunsCancel,
    /// Read the state of durable work.
    #[serde(rename = "work.read")]
    WorkRead,
    /// Try parked work again.
    #[serde(rename = "work.retry")]
    WorkRetry,
    /// Read who belongs to the workspace.
    #[serde(rename = "members.read")]
    MembersRead,
    /// Add, change and remove members.
    #[serde(rename = "members.write")]
    MembersWrite,
    /// Give somebody another role.
    #[serde(rename = "roles.grant")]
    RolesGrant,
    /// Read service accounts.
    #[serde(rename = "service_accounts.read")]
    ServiceAccountsRead,
    /// Add and remove service accounts.
    #[serde(rename = "service_accounts.write")]
    ServiceAccountsWrite,
    /// Read the name of the workspace.
    #[serde(rename = "workspaces.read")]
    WorkspacesRead,
    /// Rename the workspace.
    #[serde(rename = "workspaces.write")]
    WorkspacesWrite,
    /// List and make the workspaces of the organisation.
    #[serde(rename = "workspaces.create")]
    WorkspacesCreate,
    /// Found organisations: the application itself only.
    #[serde(rename = "organisations.found")]
    OrganisationsFound,
    /// Read the audit.
    #[serde(rename = "audit.read")]
    AuditRead,
    /// Verify the audit.
    #[serde(rename = "audit.verify")]
    AuditVerify,
    /// Seal the audit and sign checkpoints.
    #[serde(rename = "audit.seal")]
    AuditSeal,
    /// Take the audit out of the office.
    #[serde(rename = "audit.export")]
    AuditExport,
    /// Read settings.
    #[serde(rename = "settings.read")]
    SettingsRead,
    /// Change settings.
    #[serde(rename = "settings.write")]
    SettingsWrite,
    /// Take everything out of the workspace.
    #[serde(rename = "data.export")]
    DataExport,
    /// Erase for good.
    #[serde(rename = "data.erase")]
    DataErase,
    /// Read what is remembered.
    #[serde(rename = "memory.read")]
    MemoryRead,
    /// Remember, change and forget facts.
    #[serde(rename = "memory.write")]
    MemoryWrite,
}

/// A row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PermissionRow {
    /// The permission.
    pub permission: Permission,
    /// Its code, such as `documents.read`.
    pub code: &'static str,
    /// What it allows, as in "may not …".
    pub about: &'static str,
    /// The roles that have it.
    pub roles: &'static [Role],
    /// Whether a service account of such a role has it too; the rest is for people.
    pub service: bool,
}

const ALL: &[Role] = &Role::ALL;
const WRITERS: &[Role] = &[Role::Editor, Role::Admin, Role::Owner];
const DECIDERS: &[Role] = &[Role::Approver, Role::Admin, Role::Owner];
const ADMINS: &[Role] = &[Role::Admin, Role::Owner];
const OWNERS: &[Role] = &[Role::Owner];
const NOBODY: &[Role] = &[];

/// The one table of permissions. The embedded owner, which is the application itself, has them all.
pub const PERMISSIONS: [PermissionRow; 37] = [
    row(Permission::DocumentsRead, "documents.read", "read documents", ALL, true),
    row(Permission::DocumentsAdd, "documents.add", "add documents", WRITERS, true),
    row(Permission::DocumentsDelete, "documents.delete", "remove documents", WRITERS, true),
    row(Permission::DraftsRead, "drafts.read", "read drafts", ALL, true),
    row(Permission::DraftsWrite, "drafts.write", "write drafts", WRITERS, true),
    row(Permission::DraftsSend, "drafts.send", "send drafts", WRITERS, true),
    row(Permission::DraftsDelete, "drafts.delete", "remove drafts", WRITERS, true),
    row(Permission::ContactsRead, "contacts.read", "read contacts", ALL, true),
    row(Permission::ContactsWrite, "contacts.write", "add, change or remove contacts", WRITERS, true),
    row(Permission::ApprovalsRead, "approvals.read", "read approvals", ALL, true),
    row(Permission::ApprovalsRequest, "approvals.request", "ask for approval", WRITERS, true),
    row(Permission::ApprovalsDecide, "approvals.decide", "approve or reject", DECIDERS, false),
    row(Permission::ApprovalsVoid, "approvals.void", "take back what waits for approval", WRITERS, true),
    row(Permission::RunsRead, "runs.read", "read runs", ALL, true),
    row(Permission::RunsStart, "runs.start", "start runs", WRITERS, true),
    row(Permission::RunsCancel, "runs.cancel", "cancel runs", WRITERS, true),
    row(Permission::WorkRead, "work.read", "see durable work", WRITERS, true),
    row(Permission::WorkRetry, "work.retry", "try parked work again", ADMINS, true),
    row(Permission::MembersRead, "members.read", "see members", ALL, true),
    row(Permission::MembersWrite, "members.write", "add, change or remove members", ADMINS, false),
    row(Permission::RolesGrant, "roles.grant", "give roles", ADMINS, false),
    row(Permission::ServiceAccountsRead, "service_accounts.read", "see service accounts", ADMINS, false),
    row(
        Permission::ServiceAccountsWrite,
        "service_accounts.write",
        "add or remove service accounts",
        ADMINS,
        false,
    ),
    row(Permission::WorkspacesRead, "workspaces.read", "see the workspace", ALL, true),
    row(Permission::WorkspacesWrite, "workspaces.write", "rename the workspace", ADMINS, false),
    row(Permission::WorkspacesCreate, "workspaces.create", "list or make workspaces", OWNERS, false),
    row(Permission::OrganisationsFound, "organisations.found", "found organisations", NOBODY, false),
    row(Permission::AuditRead, "audit.read", "read the audit", ADMINS, true),
    row(Permission::AuditVerify, "audit.verify", "verify the audit", ADMINS, true),
    row(Permission::AuditSeal, "audit.seal", "seal the audit", ADMINS, true),
    row(Permission::AuditExport, "audit.export", "export the audit", OWNERS, true),
    row(Permission::SettingsRead, "settings.read", "read settings", ALL, true),
    row(Permission::SettingsWrite, "settings.write", "change settings", ADMINS, false),
    row(Permission::DataExport, "data.export", "export the workspace", OWNERS, false),
    row(Permission::DataErase, "data.erase", "erase data", OWNERS, false),
    row(Permission::MemoryRead, "memory.read", "read what is remembered", ALL, true),
    row(Permission::MemoryWrite, "memory.write", "remember or forget facts", WRITERS, true),
];

const fn row(
    permission: Permission,
    code: &'static str,
    about: &'static str,
    roles: &'static [Role],
    service: bool,
) -> PermissionRow {
    PermissionRow { permission, code, about, roles, service }
}

impl Permission {
    /// Returns the row of the table.
    pub fn row(self) -> &'static PermissionRow {
        &PERMISSIONS[self as usize]
    }

    /// Says whether it is checked against what all processes have written until now: for what gives rights to others,
    /// leaves the office or cannot be undone. Everything else may be checked against what was there a moment ago.
    pub fn is_checked_now(self) -> bool {
        matches!(
            self,
            Self::DocumentsDelete
                | Self::DraftsSend
                | Self::DraftsDelete
                | Self::ApprovalsDecide
                | Self::MembersWrite
                | Self::RolesGrant
                | Self::ServiceAccountsWrite
                | Self::WorkspacesWrite
                | Self::WorkspacesCreate
                | Self::OrganisationsFound
                | Self::AuditExport
                | Self::SettingsWrite
                | Self::DataExport
                | Self::DataErase
        )
    }

    /// Returns the code, such as `documents.read`.
    pub fn code(self) -> &'static str {
        self.row().code
    }
}

impl std::fmt::Display for Permission {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_permissions_and_their_codes_are_those_of_json() {
        for (index, row) in PERMISSIONS.iter().enumerate() {
            assert_eq!(row.permission as usize, index);
            assert_eq!(row.permission.row(), row);
            assert_eq!(serde_json::to_value(row.permission).unwrap(), row.code);
        }
    }

    #[test]
    fn what_editors_may_not_is_checked_now_unless_it_only_looks() {
        for row in &PERMISSIONS {
            let looks = [".read", ".verify", ".seal", ".retry"].iter().any(|end| row.code.ends_with(end));
            if !row.roles.contains(&Role::Editor) && !looks {
                assert!(row.permission.is_checked_now(), "{}", row.code);
            }
            assert!(!(looks && row.permission.is_checked_now()), "{}", row.code);
        }
    }

    #[test]
    fn an_owner_may_what_any_role_may() {
        for row in &PERMISSIONS {
            assert!(row.roles.is_empty() || row.roles.contains(&Role::Owner), "{}", row.code);
        }
    }
}
