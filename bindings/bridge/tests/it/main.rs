//! What every language must do alike, replayed through the bridge.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod base64;
mod conformance;
mod coverage;
mod generate;
mod program;
mod vector;
mod views;
