//! The server as its clients meet it: each test starts the real program on a free port, or the router of an office, and
//! speaks HTTP to it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod access;
mod conformance;
mod copies;
mod documents;
mod events;
mod feeds;
mod fleet;
#[cfg(feature = "graphql")]
mod graphql;
mod hostile;
mod http;
mod injections;
mod mcp;
mod office;
mod oidc;
mod openapi;
mod operations;
mod privacy;
mod program;
mod secrets;
mod signing_in;
mod surface;
mod tls;
#[cfg(feature = "otel")]
mod traces;
