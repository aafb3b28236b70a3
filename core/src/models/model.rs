//! The port.

use std::sync::Arc;

use async_trait::async_trait;

use super::reply::{Delta, ModelReply};
use super::request::ModelRequest;
use crate::error::Result;

/// Hears the pieces of an answer while it comes; must not block.
pub type DeltaSink = Arc<dyn Fn(Delta) + Send + Sync>;

/// Answers requests: a provider over HTTP, a server of one's own, a script.
///
/// Dropping the future gives the answer up. A call must not block its thread.
#[async_trait]
pub trait LanguageModel: Send + Sync + std::fmt::Debug {
    /// Returns the name by which runs are pinned to it, such as `openai/gpt-5-mini`; at most 200 characters.
    fn name(&self) -> String;

    /// Answers once. The pieces are told to `deltas`, if somebody listens.
    ///
    /// # Errors
    /// `unavailable` when it may be asked again, `limit_exceeded` when a limit of tokens, size or time is reached,
    /// `unauthenticated` and `denied` for a key that is wrong, `invalid_input` for a request that it does not take,
    /// `corrupt` when its answer cannot be read.
    async fn complete(&self, request: &ModelRequest, deltas: Option<DeltaSink>) -> Result<ModelReply>;
}
