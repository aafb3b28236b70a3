//! Runs whose steps are code: no model is needed.

use std::sync::Arc;

use async_trait::async_trait;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::Result;

/// Decides by code which tools are called.
///
/// [`Playbook::play`] is run again from the start after a crash or a wait: what [`Steps::call`] returned before comes
/// from the run's log, so the same input and outcomes must lead to the same calls. It must not look at clocks,
/// randomness or anything else than its input and its steps.
#[async_trait]
pub trait Playbook: Send + Sync + std::fmt::Debug {
    /// Returns what the playbook is.
    fn spec(&self) -> PlaybookSpec;

    /// Plays it and returns the outcome of the run.
    ///
    /// # Errors
    /// An error ends the run as failed.
    async fn play(&self, steps: &Steps, input: Value) -> Result<Value>;
}

/// What a playbook is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlaybookSpec {
    /// Its name, such as `triage_inbox`.
    pub name: String,
    /// Grows when its calls change: a run that waits goes on with the version that it was started with, or fails
    /// and says so.
    pub version: u32,
    /// What it does, in a sentence.
    pub description: String,
    /// The JSON Schema of its input, an object.
    pub input: Value,
}

/// The way from a playbook to the tools of its run.
#[derive(Debug, Clone)]
pub struct Steps {
    calls: Arc<dyn StepCalls>,
}

/// Carries out the calls of a playbook: the engine, or a test.
#[async_trait]
pub trait StepCalls: Send + Sync + std::fmt::Debug {
    /// Calls a tool, or returns what the call returned before.
    async fn call(&self, tool: &str, arguments: Value) -> Result<Value>;
}

impl Steps {
    /// Joins a playbook with who carries its calls out.
    pub fn over(calls: Arc<dyn StepCalls>) -> Self {
        Self { calls }
    }

    /// Calls a tool, or returns what the call returned before. Calls that are waited for together run together.
    ///
    /// # Errors
    /// The tool's error; `denied` when a person refused; `not_found` for a tool that the office does not have;
    /// `invalid_input` for arguments that do not fit its schema.
    pub async fn call(&self, tool: &str, arguments: Value) -> Result<Value> {
        self.calls.call(tool, arguments).await
    }
}
