//! Behaviour tests of the core, in one binary.

mod architecture;
//! The integration tests of the core: one binary, one module for each topic.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod blobs;
mod queue;
mod storage;
mod storage_kill;
mod storage_model;
mod storage_speed;
//! One binary of integration tests: a module per topic.

mod search;
//! Integration tests of the core: one binary, one module per topic.

mod ooxml;
//! The integration tests of the core: one binary, one module per topic.

mod isolation;
mod parsing;
