//! Behaviour tests of the command and its parser helper, in one binary.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod commands;
mod copies;
mod day;
mod inboxes;
mod isolation;
mod kills;
mod mcp;
mod run;
#[cfg(unix)]
mod work;
