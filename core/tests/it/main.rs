//! Behaviour tests of the core, in one binary: a module per topic.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod agents;
mod approvals;
mod architecture;
mod ask;
mod audit;
mod backups;
mod blobs;
#[cfg(all(feature = "encryption", target_os = "linux"))]
mod blobs_memory;
#[cfg(feature = "s3")]
mod blobs_s3;
#[cfg(feature = "redis")]
mod cache;
mod chaos;
mod communications;
mod composing;
mod contacts;
mod counts;
mod disk_full;
mod drafts;
mod embedder;
#[cfg(feature = "encryption")]
mod encryption;
mod fetching;
mod file_parser;
#[cfg(feature = "fetch")]
mod forwarding;
mod grounded;
mod ingest;
mod interop;
mod isolation;
mod jobs;
mod jobs_speed;
#[cfg(feature = "kms")]
mod keys_kms;
#[cfg(feature = "imap")]
mod mailbox;
#[path = "../../../examples/storage-backend/src/lib.rs"]
#[expect(unreachable_pub, reason = "the example is a crate of its own")]
mod memory;
#[cfg(feature = "models")]
mod models;
mod office;
mod ooxml;
mod parsing;
mod pdf;
mod postgres;
mod postgres_faults;

mod people;
mod playbooks;
mod privacy;
#[cfg(feature = "jmap")]
mod provider;
mod queue;
#[cfg(all(feature = "postgres", feature = "rabbitmq"))]
mod queue_carriers;
mod recorder;
mod remembering;
mod revocation;
mod rights;
mod schedules;
mod search;
#[cfg(all(feature = "smtp", feature = "dkim"))]
mod sending;
mod services;
mod sessions;
#[cfg(feature = "sqlcipher")]
mod sqlcipher;
mod storage;
mod storage_kill;
mod storage_model;
mod storage_speed;
mod tools;
mod understanding;
mod webhooks;
mod worker;
mod worker_kill;
