//! The tool `remember`.

use async_trait::async_trait;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::arguments::{own, read, schema};
use super::desk::Desk;
use crate::agents::{ApprovalPolicy, Effect, Tool, ToolContext, ToolOutput, ToolSpec};
use crate::error::Result;
use crate::memory::{FactSource, NewFact, RunFact};

const NAME: &str = "remember";

/// The arguments of `remember`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Remember {
    /// The fact, in one sentence that says all that is needed to understand it later.
    pub fact: String,
    /// Whether it is for the person that this run works for only.
    #[serde(default)]
    pub personal: bool,
    /// Where it says so.
    #[serde(default)]
    pub sources: Vec<FactSource>,
}

/// Remembers a fact. Nobody has to agree before: what a run remembers stays untrusted, and taints who recalls it.
#[derive(Debug)]
pub(super) struct RememberTool(pub(super) Desk);

#[async_trait]
impl Tool for RememberTool {
    fn spec(&self) -> ToolSpec {
        ToolSpec::new(
            NAME,
            "Remembers a fact for later runs, such as a preference or a decision, with the words of the document that says \
             so. People see, change and erase what is remembered.",
            schema::<Remember>(),
        )
        .with_effect(Effect::Idempotent)
        .with_approval(ApprovalPolicy::Never)
    }

    async fn call(&self, context: &ToolContext, arguments: Value) -> Result<ToolOutput> {
        let Remember { fact, personal, sources } = read(NAME, arguments)?;
        let new = NewFact { text: fact, personal, sources };
        let of = RunFact { run: &context.run, key: &context.idempotency_key };
        let fact = self.0.memory(context).remember_of(new, of).await?;
        own(&json!({ "id": fact.id }))
    }
}
