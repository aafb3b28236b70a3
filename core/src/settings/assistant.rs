//! What the language model is asked for beside agents.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What the language model of the office is asked for beside agents, and within which bounds. Without a model, and
/// for what is turned off here, rules do the same work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AssistantSettings {
    /// Whether it reads each document that is added, once: this costs with every file.
    pub brief: bool,
    /// Whether it answers questions from the passages that search finds.
    pub ask: bool,
    /// Whether it writes the body of drafts.
    pub draft: bool,
    /// Whether it fills the forms of `extract`.
    pub extract: bool,
    /// The most characters of documents that it is shown at once. Of a longer document it is shown the beginning, and
    /// the sentences that rules found something in.
    pub characters: u32,
    /// How long it may take for one answer, its repair included, in milliseconds; then rules stand in.
    pub answer_millis: u64,
    /// How long it is not asked again after it could not be reached, in milliseconds, so that many files do not each
    /// wait for it.
    pub rest_millis: u64,
}

impl Default for AssistantSettings {
    fn default() -> Self {
        Self {
            brief: true,
            ask: true,
            draft: true,
            extract: true,
            characters: 24_000,
            answer_millis: 120_000,
            rest_millis: 30_000,
        }
    }
}
