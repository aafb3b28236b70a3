//! Behaviour tests of the core, in one binary: a module per topic.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod approvals;
mod architecture;
mod ask;
mod audit;
mod blobs;
mod communications;
mod counts;
mod embedder;
mod file_parser;
mod ingest;
mod isolation;
mod office;
mod ooxml;
mod parsing;
mod pdf;
mod people;
mod queue;
mod recorder;
mod rights;
mod search;
mod storage;
mod storage_kill;
mod storage_model;
mod storage_speed;
mod understanding;
