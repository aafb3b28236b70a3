//! Language models: the port, and the wire formats behind it.
//!
//! A [`LanguageModel`] answers one [`ModelRequest`]: messages, tools that it may call and a schema for its answer
//! in; a [`ModelReply`] out, its text told as [`Delta`]s while it comes.

mod message;
mod model;
mod reply;
mod request;
mod schema;

pub use message::{ModelMessage, RequestedCall};
pub use model::{DeltaSink, LanguageModel};
pub use reply::{Delta, Finish, ModelReply, Usage};
pub use request::{ModelRequest, OfferedTool, OutputSchema};
pub use schema::{SchemaCheck, SchemaFault};
