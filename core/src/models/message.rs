//! What was said so far.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One message of a conversation with a model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ModelMessage {
    /// Instructions of the application.
    System {
        /// What it says.
        text: String,
    },
    /// What the person, or the run that asks, says.
    User {
        /// What it says.
        text: String,
    },
    /// What the model answered.
    Assistant {
        /// What it says; empty when it only calls tools.
        text: String,
        /// The tools that it calls.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        calls: Vec<RequestedCall>,
    },
    /// What a tool returned.
    Tool {
        /// The call that this answers.
        call_id: String,
        /// What the tool returned, or what went wrong.
        text: String,
        /// Whether it went wrong.
        #[serde(default)]
        failed: bool,
    },
}

/// A tool that the model wants called.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RequestedCall {
    /// The id of this call, unique in its run.
    pub id: String,
    /// The tool's name, as the model wrote it.
    pub tool: String,
    /// The arguments as the model wrote them: JSON text, if the model kept to it.
    pub arguments: String,
}
