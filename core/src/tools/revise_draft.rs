//! The tool `revise_draft`.

use async_trait::async_trait;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::arguments::{read, schema};
use super::desk::Desk;
use super::draft::told;
use super::drafted::Drafted;
use crate::agents::{Effect, Reconciled, Tool, ToolContext, ToolOutput, ToolSpec};
use crate::communications::DraftEdit;
use crate::error::Result;
use crate::id::DraftId;

const NAME: &str = "revise_draft";

/// The arguments of `revise_draft`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviseDraft {
    /// The draft.
    pub draft: DraftId,
    /// What is changed; what is left out stays.
    pub edit: DraftEdit,
}

/// Stores a new version of a draft.
#[derive(Debug)]
pub(super) struct ReviseDraftTool(pub(super) Desk);

#[async_trait]
impl Tool for ReviseDraftTool {
    fn spec(&self) -> ToolSpec {
        ToolSpec::new(
            NAME,
            "Changes a draft: its words, gaps, recipients or attachments. It is checked again; the version before stays \
             readable, and what was approved of it is void.",
            schema::<ReviseDraft>(),
        )
        .with_effect(Effect::Once)
    }

    async fn call(&self, context: &ToolContext, arguments: Value) -> Result<ToolOutput> {
        let wanted: ReviseDraft = read(NAME, arguments)?;
        let draft = self.0.at(context).communications.revise(&wanted.draft, wanted.edit).await?;
        told(&Drafted::of(&draft))
    }

    async fn reconcile(&self, context: &ToolContext, arguments: &Value) -> Result<Reconciled> {
        let wanted: ReviseDraft = read(NAME, arguments.clone())?;
        let draft = self.0.at(context).communications.get(&wanted.draft).await?;
        // A newer version may be this call's or somebody else's: a person can tell.
        let same = draft.version == wanted.edit.expected_version;
        Ok(if same { Reconciled::NotDone } else { Reconciled::Unknown })
    }
}
