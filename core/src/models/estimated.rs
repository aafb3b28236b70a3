//! Estimates what was used where the provider does not say.

use std::sync::Arc;

use async_trait::async_trait;

use super::message::ModelMessage;
use super::model::{DeltaSink, LanguageModel};
use super::reply::{ModelReply, Usage};
use super::request::ModelRequest;
use crate::error::Result;

/// What a message costs beside its text, in tokens.
const FRAME: u64 = 4;

/// A model whose answers always say what they used: where the provider does not, it is estimated and flagged.
#[derive(Debug)]
pub struct EstimatedModel {
    inner: Arc<dyn LanguageModel>,
}

impl EstimatedModel {
    /// Wraps a model.
    pub fn new(inner: Arc<dyn LanguageModel>) -> Self {
        Self { inner }
    }
}

#[async_trait]
impl LanguageModel for EstimatedModel {
    fn name(&self) -> String {
        self.inner.name()
    }

    async fn complete(&self, request: &ModelRequest, deltas: Option<DeltaSink>) -> Result<ModelReply> {
        let mut reply = self.inner.complete(request, deltas).await?;
        if reply.usage.is_none() {
            reply.usage = Some(estimate_usage(request, &reply));
        }
        Ok(reply)
    }
}

/// Estimates what an answer used.
pub fn estimate_usage(request: &ModelRequest, reply: &ModelReply) -> Usage {
    let calls = reply.calls.iter().map(|call| estimate_tokens(&call.tool) + estimate_tokens(&call.arguments));
    let output = estimate_tokens(&reply.text) + calls.sum::<u64>();
    Usage { input: estimate_request(request), output, estimated: true, ..Usage::default() }
}

/// Estimates the tokens of a request: its messages, its tools and the form of the answer.
pub fn estimate_request(request: &ModelRequest) -> u64 {
    let messages = request.messages.iter().map(|message| {
        FRAME
            + match message {
                ModelMessage::System { text } | ModelMessage::User { text } => estimate_tokens(text),
                ModelMessage::Tool { text, .. } => estimate_tokens(text),
                ModelMessage::Assistant { text, calls } => {
                    let calls =
                        calls.iter().map(|c| estimate_tokens(&c.tool) + estimate_tokens(&c.arguments));
                    estimate_tokens(text) + calls.sum::<u64>()
                }
            }
    });
    let tools = request.tools.iter().map(|tool| {
        let schema = estimate_tokens(&tool.parameters.to_string());
        FRAME + estimate_tokens(&tool.name) + estimate_tokens(&tool.description) + schema
    });
    let form = request.output.as_ref().map_or(0, |output| estimate_tokens(&output.schema.to_string()));
    messages.sum::<u64>() + tools.sum::<u64>() + form
}

/// Estimates the tokens of a text: one for four characters of Latin script, one for two of other alphabets, one for
/// each character of Chinese, Japanese and Korean.
pub fn estimate_tokens(text: &str) -> u64 {
    let quarters: u64 = text
        .chars()
        .map(|c| match c as u32 {
            0..=0x24f => 1,
            0x1100..=0x11ff | 0x2e80..=0xd7ff | 0xf900..=0xfaff | 0xff00.. => 4,
            _ => 2,
        })
        .sum();
    quarters.div_ceil(4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models::ScriptedModel;

    #[test]
    fn texts_of_each_script_are_estimated() {
        for (text, tokens) in [("", 0), ("a", 1), ("word word", 3), ("слово", 3), ("契約書", 3), ("契", 1)]
        {
            assert_eq!(estimate_tokens(text), tokens, "{text}");
        }
    }

    #[tokio::test]
    async fn only_what_the_provider_does_not_say_is_estimated() {
        let told = Usage { input: 7, output: 2, ..Usage::default() };
        let silent = ModelReply::text("four words of text");
        let telling = ModelReply { usage: Some(told), ..silent.clone() };
        let model = EstimatedModel::new(Arc::new(ScriptedModel::of([Ok(silent), Ok(telling)])));
        let request = ModelRequest::ask("a question");
        let estimated = model.complete(&request, None).await.unwrap().usage.unwrap();
        assert_eq!((estimated.input, estimated.output, estimated.estimated), (7, 5, true));
        assert_eq!(model.complete(&request, None).await.unwrap().usage, Some(told));
    }
}
