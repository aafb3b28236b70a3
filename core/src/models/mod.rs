//! Language models: the port, and the wire formats behind it.
//!
//! A [`LanguageModel`] answers one [`ModelRequest`]: messages, tools that it may call and a schema for its answer
//! in; a [`ModelReply`] out, its text told as [`Delta`]s while it comes. Layers wrap any model: it is asked again, in
//! time, within limits, or another in its place.
//!
//! ```
//! use std::sync::Arc;
//! use std::time::Duration;
//!
//! use secretariat::models::{LanguageModel, ModelReply, ModelRequest, ScriptedModel, TimedModel};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> secretariat::Result<()> {
//! let model = Arc::new(ScriptedModel::by(|request, _| {
//!     Ok(ModelReply::text(format!("{} messages came in.", request.messages.len())))
//! }));
//! let model = TimedModel::new(model, Duration::from_secs(30));
//! let reply = model.complete(&ModelRequest::ask("What happened today?"), None).await?;
//! assert_eq!(reply.text, "1 messages came in.");
//! # Ok(())
//! # }
//! ```

#[cfg(feature = "models")]
mod anthropic;
mod cached;
#[cfg(feature = "models")]
mod configured;
mod estimated;
mod fallback;
mod fingerprint;
mod heard;
#[cfg(feature = "models")]
mod http;
mod limited;
mod message;
mod model;
#[cfg(feature = "models")]
mod openai_chat;
#[cfg(feature = "models")]
mod openai_responses;
mod prices;
mod recorded;
#[cfg(feature = "models")]
mod redact;
mod reply;
mod request;
mod retry_after;
mod retrying;
mod schema;
mod scripted;
mod structured;
mod timed;
mod used;

pub use cached::CachedModel;
#[cfg(feature = "models")]
pub use configured::model_from_settings;
pub use estimated::{EstimatedModel, estimate_request, estimate_tokens, estimate_usage};
pub use fallback::FallbackModel;
pub(crate) use fingerprint::fingerprint;
#[cfg(feature = "genai")]
pub use http::GenaiModel;
#[cfg(feature = "models")]
pub use http::{HttpModel, HttpModelOptions};
pub use limited::{LimitedModel, RateLimiter};
pub use message::{ModelMessage, RequestedCall};
pub use model::{DeltaSink, LanguageModel};
pub use prices::{ModelCost, PriceTable};
pub use recorded::RecordedModel;
pub use reply::{Delta, Finish, ModelReply, Usage};
pub use request::{ModelRequest, OfferedTool, OfferedTools, OutputSchema};
pub use retry_after::RetryAfter;
pub use retrying::RetryingModel;
pub use schema::{SchemaCheck, SchemaFault};
pub use scripted::ScriptedModel;
pub(crate) use structured::{Judge, ask_judged};
pub use structured::{StructuredReply, ask_structured};
pub use timed::TimedModel;
pub(crate) use used::MeteredModel;
pub use used::ModelUse;
