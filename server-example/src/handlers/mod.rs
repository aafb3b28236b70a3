//! The handlers that are more than one call: signing in, uploads and downloads, live streams, and what operators ask.

pub(crate) mod agenda;
pub(crate) mod docs;
pub(crate) mod documents;
pub(crate) mod events;
pub(crate) mod health;
pub(crate) mod mcp;
pub(crate) mod me;
pub(crate) mod oidc;
pub(crate) mod page;
pub(crate) mod people;
pub(crate) mod privacy;
pub(crate) mod runs;
pub(crate) mod sessions;
mod upload;
