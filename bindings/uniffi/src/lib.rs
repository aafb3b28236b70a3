//! The native side of the Swift and the Kotlin package: handles, errors and callbacks.
//!
//! Everything else crosses as a [`NativeMessage`]: JSON text with bytes beside it. What users see, with types
//! and words, is generated on top of this by `bindings/codegen`; this crate has no method per method.
//!
//! A call that is not done in a moment goes on as a [`NativeCall`], which is waited for and can be cancelled from
//! anywhere: UniFFI itself passes a cancelled task on in Kotlin only, not in Swift.

mod call;
mod component;
mod failure;
mod message;
mod office;

pub use call::{NativeAnswer, NativeCall, NativeOpening};
pub use component::NativeComponent;
pub use failure::NativeFailure;
pub use message::NativeMessage;
pub use office::{NativeJob, NativeOffice, call_function, open_office, request_function, start_function};

uniffi::setup_scaffolding!();
