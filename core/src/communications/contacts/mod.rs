//! Contacts: whom the office knows, how it writes to them, and to whom it does not.
//!
//! Contacts and groups, the suppression list and the policy of domains belong to a workspace. [`Contacts::screen`] goes
//! over recipients before anything leaves: it takes time in proportion to them and to what the workspace knows.

mod address;
mod contact;
mod handle;
mod learn;
mod policy;
mod refuse;
mod repository;
mod screen;
mod suppression;
#[cfg(test)]
mod tests;
mod unsubscribe;

pub use address::MailAddress;
pub use contact::{Contact, ContactChange, Formality, LearnedHabits, NewContact};
pub use handle::Contacts;
pub use learn::Learned;
pub use policy::ContactPolicy;
pub(crate) use refuse::{ensure_receivable, refused};
pub(crate) use repository::contact_at;
pub use repository::{CONTACT_KEYS, CONTACT_POLICIES, CONTACTS, SUPPRESSIONS};
pub(crate) use repository::{ids_of_address, key_ids};
pub use screen::{RecipientFinding, RecipientProblem, Screening};
pub use suppression::{Suppression, SuppressionReason};
pub use unsubscribe::{UnsubscribeKey, UnsubscribeToken};
