//! An agent: instructions, a model, the tools that it may use, and the bounds that it works within.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::budget::{Budget, TokenPrice};
use crate::error::{Error, Result};

/// The longest instructions, in bytes.
const INSTRUCTIONS: usize = 256 << 10;
/// The most tools, guardrails and members of a team.
const MANY: usize = 128;
/// The longest pattern of a guardrail, in bytes.
const PATTERN: usize = 1_000;

/// Decides by a model which tools are called.
///
/// A run is pinned to the agent as it was when the run was started: changing it changes later runs only.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Agent {
    /// Its name: letters, digits, `_` and `-`, at most 64.
    pub name: String,
    /// What it is to do, in words for the model.
    pub instructions: String,
    /// The name of the model; the office's only one when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// The names of the tools that it may use, those that are built in among them: `wait_until`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tools: Vec<String>,
    /// The names of the agents that it may give tasks to (`delegate`) or leave the run to (`hand_off`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub team: Vec<String>,
    /// The JSON Schema of its outcome; free text when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<Value>,
    /// The bounds of a run.
    pub budget: Budget,
    /// What the model's tokens cost; when absent, what the settings or the table of this release say of the model, and
    /// nothing is counted of a model that neither knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<TokenPrice>,
    /// What must not go in or out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub guardrails: Vec<Guardrail>,
    /// How long people have to decide on a call, in seconds; any time when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approval_seconds: Option<u32>,
    /// The most tokens of one answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_output_tokens: Option<u32>,
    /// How freely the model chooses its words, from 0; the model's own default when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub temperature: Option<f64>,
}

/// Ends a run when a pattern is found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Guardrail {
    /// Its name, which the run's end tells.
    pub name: String,
    /// Where it looks.
    pub on: GuardedText,
    /// The regular expression that must not be found.
    pub forbidden: String,
}

/// The text that a guardrail looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GuardedText {
    /// What a person says to the run.
    Input,
    /// What the run ends with.
    Output,
}

impl Agent {
    /// Makes an agent without tools, within the usual budget.
    pub fn new(name: impl Into<String>, instructions: impl Into<String>) -> Self {
        Self { name: name.into(), instructions: instructions.into(), ..Self::default() }
    }

    /// Lets it use a tool.
    #[must_use]
    pub fn with_tool(mut self, name: impl Into<String>) -> Self {
        self.tools.push(name.into());
        self
    }

    /// Lets it work with another agent.
    #[must_use]
    pub fn with_member(mut self, name: impl Into<String>) -> Self {
        self.team.push(name.into());
        self
    }

    /// Checks what can be checked without an office.
    ///
    /// # Errors
    /// `invalid_input` naming what is wrong.
    pub(super) fn check(&self) -> Result<()> {
        name(&self.name)?;
        let wrong = |what: String| Err(Error::invalid_input(format!("agent `{}`: {what}", self.name)));
        if self.instructions.len() > INSTRUCTIONS {
            return wrong(format!("its instructions have at most {INSTRUCTIONS} bytes"));
        }
        if self.tools.len() > MANY || self.team.len() > MANY || self.guardrails.len() > MANY {
            return wrong(format!("it has at most {MANY} tools, guardrails and members"));
        }
        if self.temperature.is_some_and(|temperature| !(0.0..=10.0).contains(&temperature)) {
            return wrong("its temperature is from 0 to 10".to_owned());
        }
        for guardrail in &self.guardrails {
            guardrail.pattern()?;
        }
        Ok(())
    }

    /// Returns the name of the first guardrail that a text trips.
    pub(super) fn tripped(&self, on: GuardedText, text: &str) -> Option<&str> {
        let mut guardrails = self.guardrails.iter().filter(|guardrail| guardrail.on == on);
        let trips = |guardrail: &&Guardrail| match guardrail.pattern() {
            Ok(pattern) => pattern.is_match(text),
            // Checked when the agent was pinned; what cannot be read lets nothing through.
            Err(_) => true,
        };
        guardrails.find(trips).map(|guardrail| guardrail.name.as_str())
    }
}

impl Guardrail {
    fn pattern(&self) -> Result<regex::Regex> {
        if self.forbidden.len() > PATTERN {
            let message = format!("guardrail `{}`: a pattern has at most {PATTERN} bytes", self.name);
            return Err(Error::invalid_input(message));
        }
        regex::Regex::new(&self.forbidden).map_err(|error| {
            let message = format!("guardrail `{}`: its pattern cannot be read; correct it", self.name);
            Error::invalid_input(message).with_source(error)
        })
    }
}

/// Checks the name of an agent, tool or playbook.
///
/// # Errors
/// `invalid_input` for another form.
pub(super) fn name(name: &str) -> Result<()> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    if name.is_empty() || name.len() > 64 || !name.bytes().all(fits) {
        return Err(Error::invalid_input(
            "the name of an agent, tool or playbook has 1 to 64 letters, digits, `_` and `-`",
        ));
    }
    Ok(())
}
