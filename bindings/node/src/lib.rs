//! The native part of the Node package: handles, errors and callbacks. Types, methods and their checks are
//! generated TypeScript (`bindings/codegen`), which calls this by name with JSON text and buffers.
//!
//! ```text
//! office.documents.add(…) → generated TypeScript → Office.call("documents.add", message) → bridge → core
//! ```
// Lints look at a test build too, in which `#[napi]` registers nothing, so that nothing seems to be used.
#![cfg_attr(test, allow(dead_code))]

mod command;
mod component;
mod functions;
mod job;
mod message;
mod office;
mod promise;
