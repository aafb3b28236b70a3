//! Behaviour tests of the core, in one binary.

mod architecture;

mod blobs;
mod queue;
mod storage;
mod storage_kill;
mod storage_model;
mod storage_speed;
//! One binary of integration tests: a module per topic.

mod search;
