//! What a model is asked.

use std::ops::Deref;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::message::ModelMessage;

/// One question to a model.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ModelRequest {
    /// The conversation so far, oldest first.
    pub messages: Vec<ModelMessage>,
    /// The tools that the model may call.
    #[serde(default, skip_serializing_if = "is_empty")]
    #[schemars(with = "Vec<OfferedTool>")]
    pub tools: OfferedTools,
    /// The form of the answer; free text when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<OutputSchema>,
    /// The most tokens of the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_output_tokens: Option<u32>,
    /// How freely the model chooses its words, from 0; the model's own default when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub temperature: Option<f64>,
    /// Sent to providers that tell repeated requests apart by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub idempotency_key: Option<String>,
}

impl ModelRequest {
    /// Asks one thing.
    pub fn ask(text: impl Into<String>) -> Self {
        Self { messages: vec![ModelMessage::User { text: text.into() }], ..Self::default() }
    }
}

/// A list of tools, shared by all the requests that offer them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OfferedTools(Arc<[OfferedTool]>);

impl From<Vec<OfferedTool>> for OfferedTools {
    fn from(tools: Vec<OfferedTool>) -> Self {
        Self(tools.into())
    }
}

impl Deref for OfferedTools {
    type Target = [OfferedTool];

    fn deref(&self) -> &[OfferedTool] {
        &self.0
    }
}

impl Serialize for OfferedTools {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.as_ref().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for OfferedTools {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self::from)
    }
}

fn is_empty(tools: &OfferedTools) -> bool {
    tools.0.is_empty()
}

/// A tool as a model sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OfferedTool {
    /// Its name: letters, digits, `_` and `-`, at most 64.
    pub name: String,
    /// What it does and when to use it.
    pub description: String,
    /// The JSON Schema of its arguments, an object.
    pub parameters: Value,
}

/// The form of an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OutputSchema {
    /// A short name.
    pub name: String,
    /// The JSON Schema.
    pub schema: Value,
}
