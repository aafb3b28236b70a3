//! Who signs in: passwords, sessions and the tokens of service accounts.
//!
//! A member signs in with a mail address and a password and gets a [`Session`]. A session lives by refresh tokens:
//! each is used once and replaced; one that comes a second time was stolen, and ends its session. Programs bring
//! a token of their service account. Nothing that is stored lets anybody in: passwords are kept as Argon2id
//! hashes, secrets as SHA-256 hashes of 256 random bits.
//!
//! This is before rights: [`Sessions`] finds out *who* asks, and the application then acts as that member
//! ([`Office::acting_as`](crate::Office::acting_as)). The records lie in a workspace of their own that nobody can
//! enter; the tokens of service accounts lie in the workspace of their account.

mod agenda_feed;
mod federated;
mod forget;
mod handle;
mod invitation;
mod password;
mod refresh;
mod secret;
mod service_tokens;
mod session;
mod sign_in;

pub use agenda_feed::{AGENDA_FEEDS, IssuedFeed};
pub use federated::{FEDERATED_SIGN_INS, FederatedIdentity};
pub use handle::Sessions;
pub use invitation::{INVITATIONS, Invitation};
pub use password::PasswordCost;
pub use refresh::Refreshed;
pub use service_tokens::{IssuedToken, SERVICE_TOKENS, ServiceToken};
pub use session::{SESSIONS, Session, Started};
pub use sign_in::SIGN_INS;

pub(crate) use forget::forget;
pub(crate) use password::Passwords;

use crate::error::{Error, ErrorKind};
use crate::id::WorkspaceId;

/// Where the records of all sign-ins are: an address may belong to any organisation, and who signs in has not
/// said to which. No workspace has this id, so no actor can enter it.
fn desk() -> WorkspaceId {
    WorkspaceId::reserved("sign-in")
}

/// What everybody hears who is not let in, whatever the reason.
fn refused() -> Error {
    Error::new(ErrorKind::Unauthenticated, "not signed in: sign in again")
}
