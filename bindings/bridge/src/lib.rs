//! What every binding shares: each method once, with its arguments, its result and its words.
//!
//! A call crosses a language border as a name and a [`Message`]: JSON text, and beside it the bytes of files.
//! [`surface`] describes every method and type as JSON Schema; the typed faces of Python, TypeScript, Swift
//! and Kotlin are generated from it (`bindings/codegen`). What is left to a binding is to move messages,
//! errors and callbacks.
//!
//! ```text
//! user code → generated face → native binding → OfficeHandle::call("documents.add", message) → core
//! ```

mod callbacks;
mod failure;
mod functions;
mod handle;
mod here;
mod jobs;
mod message;
mod method;
mod methods;
mod options;
mod runtime;
mod source;
mod surface;

pub use callbacks::{Callbacks, Foreign};
pub use failure::Failure;
pub use functions::{call_function, start_function};
pub use handle::OfficeHandle;
pub use here::{Here, deliver_soon};
pub use jobs::JobHandle;
pub use message::{Buffer, Message};
pub use runtime::{Running, Stop, block_on, deliver, spawn};
pub use surface::surface;
