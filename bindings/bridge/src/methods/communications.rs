//! The methods of the communications.

use schemars::JsonSchema;
use secretariat::communications::{
    Draft, DraftDiff, DraftEdit, DraftRequest, Overruling, Received, Template, TemplateSummary, VoiceProfile,
    WritingLanguage,
};
use secretariat::id::{DocumentId, DraftId};
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
    const BRIEF: bool = true;
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

/// Stores a new version of a draft as a person changed it (right `drafts.write`), and checks it again. The version
/// before stays readable; what was approved or waits for approval is void. It is a `conflict` when the draft has
/// another version than expected.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Revise {
    /// The draft.
    id: DraftId,
    /// What is changed.
    edit: DraftEdit,
}

impl Method for Revise {
    const NAME: &'static str = "communications.revise";
    type Output = Draft;

    async fn run(self, office: Office) -> Result<Draft> {
        office.communications().revise(&self.id, self.edit).await
    }
}

/// Reads a version of a draft, the first one being 1.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Version {
    /// The draft.
    id: DraftId,
    /// The version.
    version: u64,
}

impl Method for Version {
    const NAME: &'static str = "communications.version";
    type Output = Draft;

    async fn run(self, office: Office) -> Result<Draft> {
        office.communications().version(&self.id, self.version).await
    }
}

/// Says what changed from one version of a draft to another.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CompareVersions {
    /// The draft.
    id: DraftId,
    /// The version that it was.
    older: u64,
    /// The version that it became.
    newer: u64,
}

impl Method for CompareVersions {
    const NAME: &'static str = "communications.compare";
    type Output = DraftDiff;

    async fn run(self, office: Office) -> Result<DraftDiff> {
        office.communications().compare(&self.id, self.older, self.newer).await
    }
}

/// Lets a finding pass that forbids sending a draft, as far as its rule allows that; who and why is kept in the
/// audit. It holds for this version alone.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Overrule {
    /// The draft.
    id: DraftId,
    /// Which finding, and why.
    overruling: Overruling,
}

impl Method for Overrule {
    const NAME: &'static str = "communications.overrule";
    type Output = Draft;

    async fn run(self, office: Office) -> Result<Draft> {
        office.communications().overrule(&self.id, self.overruling).await
    }
}

/// Lists the templates of the workspace, then those that come with this library.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListTemplates {}

impl Method for ListTemplates {
    const NAME: &'static str = "communications.templates";
    type Output = Vec<TemplateSummary>;

    async fn run(self, office: Office) -> Result<Vec<TemplateSummary>> {
        office.communications().templates().await
    }
}

/// Reads a template by its name, in a language or the first one it is in; those that come with this library bear the
/// names of their kinds.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReadTemplate {
    /// The name.
    name: String,
    /// The language.
    #[serde(default)]
    language: Option<WritingLanguage>,
}

impl Method for ReadTemplate {
    const NAME: &'static str = "communications.template";
    type Output = Template;

    async fn run(self, office: Office) -> Result<Template> {
        office.communications().template(&self.name, self.language).await
    }
}

/// Keeps a template of the workspace, instead of the one of its name and language, after a trial (right
/// `drafts.write`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveTemplate {
    /// The template.
    template: Template,
}

impl Method for SaveTemplate {
    const NAME: &'static str = "communications.save_template";
    type Output = Template;

    async fn run(self, office: Office) -> Result<Template> {
        office.communications().save_template(self.template).await
    }
}

/// Removes the template of a name from the workspace, in one language or in all (right `drafts.write`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RemoveTemplate {
    /// The name.
    name: String,
    /// The language.
    #[serde(default)]
    language: Option<WritingLanguage>,
}

impl Method for RemoveTemplate {
    const NAME: &'static str = "communications.remove_template";
    type Output = ();

    async fn run(self, office: Office) -> Result<()> {
        office.communications().remove_template(&self.name, self.language).await
    }
}

/// Drafts the same at other lengths and in other tones, to choose from; nothing is stored (rights `drafts.write` and
/// `documents.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Variants {
    /// What to draft.
    request: DraftRequest,
}

impl Method for Variants {
    const NAME: &'static str = "communications.variants";
    type Output = Vec<Draft>;

    async fn run(self, office: Office) -> Result<Vec<Draft>> {
        office.communications().variants(self.request).await
    }
}

/// Says how the office writes to an address, from what it sent there: features, never text (rights `drafts.read` and
/// `documents.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Voice {
    /// The address.
    address: String,
}

impl Method for Voice {
    const NAME: &'static str = "communications.voice";
    type Output = VoiceProfile;

    async fn run(self, office: Office) -> Result<VoiceProfile> {
        office.communications().voice(&self.address).await
    }
}

/// Reads what a mail of the office says of a delivery, and notes it there: it came back, or it was answered (rights
/// `drafts.send` and `documents.read`). Who does not exist any more, and who complained, is suppressed (right
/// `contacts.write`). A second time changes nothing more.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Receive {
    /// The mail.
    document: DocumentId,
}

impl Method for Receive {
    const NAME: &'static str = "communications.receive";
    type Output = Received;

    async fn run(self, office: Office) -> Result<Received> {
        office.communications().receive(&self.document).await
    }
}
