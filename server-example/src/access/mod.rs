//! Who asks: keys, access tokens and the caller of a request.

mod caller;
mod door;
mod keys;
mod seal;
pub(crate) mod setup;
pub(crate) mod tokens;

pub(crate) use caller::Caller;
pub(crate) use door::OwnDoor;
pub use door::{Door, Identity};
pub(crate) use keys::ServerKeys;
pub(crate) use seal::Seal;
pub(crate) use setup::Setup;
pub(crate) use tokens::AccessTokens;
