//! Behaviour tests of the core, in one binary: a module per topic.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod architecture;
mod ask;
mod blobs;
mod chaos;
mod communications;
mod counts;
mod embedder;
mod file_parser;
mod ingest;
mod isolation;
mod jobs;
mod jobs_speed;
#[path = "../../../examples/storage-backend/src/lib.rs"]
#[expect(unreachable_pub, reason = "the example is a crate of its own")]
mod memory;
mod office;
mod ooxml;
mod parsing;
mod pdf;
mod queue;
mod search;
mod storage;
mod storage_kill;
mod storage_model;
mod storage_speed;
mod understanding;
mod worker;
mod worker_kill;
