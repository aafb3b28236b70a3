//! What a model answers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::message::RequestedCall;

/// The answer of a model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ModelReply {
    /// What it says.
    pub text: String,
    /// The tools that it calls, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<RequestedCall>,
    /// Why it ended.
    pub finish: Finish,
    /// What it used, when the provider says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usage: Option<Usage>,
    /// The model that answered, as the provider names it.
    pub model: String,
}

impl ModelReply {
    /// Makes an answer that is a text and complete.
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            calls: Vec::new(),
            finish: Finish::Stop,
            usage: None,
            model: "scripted".to_owned(),
        }
    }

    /// Makes an answer that calls tools.
    pub fn calling(calls: Vec<RequestedCall>) -> Self {
        Self { calls, finish: Finish::ToolCalls, ..Self::text("") }
    }
}

/// Why an answer ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Finish {
    /// It is complete.
    Stop,
    /// Tools are to be called.
    ToolCalls,
    /// It reached the most tokens and is cut off.
    Length,
    /// The model refused, or the provider kept the answer back.
    Refused,
}

/// Tokens that an answer used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Usage {
    /// Tokens of the request, those from the provider's cache included.
    pub input: u64,
    /// Tokens of the answer, those of reasoning included.
    pub output: u64,
    /// Of the input, those that came from the provider's cache.
    #[serde(default)]
    pub cached: u64,
    /// Of the output, those of reasoning that is not shown.
    #[serde(default)]
    pub reasoning: u64,
    /// Whether it is an estimate because the provider said nothing.
    #[serde(default)]
    pub estimated: bool,
}

impl Usage {
    /// Returns what both used.
    #[must_use]
    pub(crate) fn plus(self, other: Self) -> Self {
        Self {
            input: self.input.saturating_add(other.input),
            output: self.output.saturating_add(other.output),
            cached: self.cached.saturating_add(other.cached),
            reasoning: self.reasoning.saturating_add(other.reasoning),
            estimated: self.estimated || other.estimated,
        }
    }
}

/// A piece of an answer on its way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Delta {
    /// More of the text.
    Text {
        /// The piece.
        text: String,
    },
    /// A tool call has begun.
    Call {
        /// The tool's name.
        tool: String,
    },
    /// The answer starts anew, after a connection was cut: what was told of it before is void.
    Restart,
}
