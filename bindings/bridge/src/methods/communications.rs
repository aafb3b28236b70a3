//! The methods of the communications.

use schemars::JsonSchema;
use secretariat::communications::{Draft, DraftRequest};
use secretariat::id::DraftId;
use secretariat::{Office, Result};
use serde::Deserialize;

use crate::method::Method;

/// Drafts a reply to a message, or a letter to the other side of a letter, bill or contract: its questions are
/// answered from the documents where they can be, every value is bound to its source, and the draft is checked
/// and stored. Asking again for the same words returns the same draft.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MakeDraft {
    /// What to draft.
    request: DraftRequest,
}

impl Method for MakeDraft {
    const NAME: &'static str = "communications.draft";
    type Output = Draft;

    async fn run(self, office: Office) -> Result<Draft> {
        office.communications().draft(self.request).await
    }
}

/// Reads a draft.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Get {
    /// The draft.
    id: DraftId,
}

impl Method for Get {
    const NAME: &'static str = "communications.get";
    type Output = Draft;

    async fn run(self, office: Office) -> Result<Draft> {
        office.communications().get(&self.id).await
    }
}

/// Lists the newest drafts.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Newest {
    /// The most drafts.
    #[serde(default = "newest")]
    limit: usize,
}

fn newest() -> usize {
    20
}

impl Method for Newest {
    const NAME: &'static str = "communications.newest";
    type Output = Vec<Draft>;

    async fn run(self, office: Office) -> Result<Vec<Draft>> {
        office.communications().newest(self.limit).await
    }
}
