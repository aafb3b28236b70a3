//! Who may do what: roles, one table of permissions, and the gate in front of every repository.
//!
//! A repository of the house has no storage of its own. It gets one from a [`Scope`], and a scope comes only
//! from [`Gate::enter`], which looks up the membership and checks one [`Permission`]: nothing is reached unchecked,
//! and a removed member is out with the next call. Where another process removed the member, it may take as long as
//! [`RECENT`](crate::storage::RECENT), except for what gives rights, leaves the office or cannot be undone.
//!
//! A workspace that the actor does not belong to answers exactly as one that does not exist.
//!
//! ```
//! use secretariat::rights::{Permission, Role};
//!
//! assert!(Role::Viewer.may(Permission::DocumentsRead));
//! assert!(!Role::Viewer.may(Permission::DocumentsAdd));
//! ```

mod actor;
mod gate;
mod permission;
mod records;
mod role;

pub use actor::Actor;
pub use gate::{Gate, Scope};
pub use permission::{PERMISSIONS, Permission, PermissionRow};
pub use records::{
    MEMBERSHIPS, Membership, PEOPLE, Person, SERVICE_ACCOUNTS, ServiceAccount, WORKSPACES, Workspace,
};
pub use role::Role;

pub(crate) use records::{decode, decode_shared, encode};
