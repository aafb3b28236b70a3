//! People: organisations, their workspaces, members and service accounts.
//!
//! An organisation has workspaces; a person of it is a member of some, with one role in each. The first
//! workspace is the *home*: its owners own all workspaces, and there is always one of them. Nobody gives a
//! role above their own, nor touches a member above themselves.
//!
//! What is changed in one workspace is one batch with its audit entry. What concerns two, such as a new
//! workspace and its line in the list of the home, is two batches in an order that leaves nothing half
//! open between them.

mod handle;
mod member;
mod organisation;
mod service_accounts;
mod text;
mod workspaces;

pub use handle::People;
pub use member::{Member, MemberChange, NewMember};
pub use organisation::{Founded, NewOrganisation, ORGANISATIONS, Organisation};
pub use service_accounts::NewServiceAccount;
pub use workspaces::Workspaces;
