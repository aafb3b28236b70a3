//! Mailboxes that are read into the office, and letters to each of many.

use schemars::JsonSchema;
use secretariat::communications::{Draft, DraftRequest, Fetched, MailboxState, Suppression};
use secretariat::{Office, Result};
use serde::Deserialize;

use super::page_size;
use crate::method::Method;

/// Reads new messages of the mailbox that the setting `mail.incoming` names into the office (rights `documents.add`,
/// `drafts.send` and `contacts.write`). Each is a document, once, however often it lies there; what it says of a
/// delivery is noted. The mailbox itself is not changed.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fetch {
    /// The most messages, up to 1,000.
    #[serde(default = "page_size")]
    limit: usize,
}

impl Method for Fetch {
    const NAME: &'static str = "communications.fetch";
    type Output = Fetched;

    async fn run(self, office: Office) -> Result<Fetched> {
        office.communications().fetch(self.limit).await
    }
}

/// Says how far a mailbox is read (right `drafts.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReadMailboxState {
    /// The mailbox; without a name the one of the settings.
    #[serde(default)]
    name: Option<String>,
}

impl Method for ReadMailboxState {
    const NAME: &'static str = "communications.mailbox_state";
    type Output = MailboxState;

    async fn run(self, office: Office) -> Result<MailboxState> {
        office.communications().mailbox_state(self.name.as_deref()).await
    }
}

/// Drafts the same for each recipient alone (right `drafts.write`): in the language and with the salutation that the
/// contacts say, and, for an announcement, with a link to unsubscribe. Nobody sees the others.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DraftEach {
    /// What to draft, and its recipients, at most 1,000.
    request: DraftRequest,
}

impl Method for DraftEach {
    const NAME: &'static str = "communications.draft_each";
    type Output = Vec<Draft>;

    async fn run(self, office: Office) -> Result<Vec<Draft>> {
        office.communications().draft_each(self.request).await
    }
}

/// Suppresses the recipient whose token came back by a click on "unsubscribe" (right `contacts.write`). A second
/// click changes nothing.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Unsubscribe {
    /// The token, from the link.
    token: String,
}

impl Method for Unsubscribe {
    const NAME: &'static str = "communications.unsubscribe";
    type Output = Suppression;

    async fn run(self, office: Office) -> Result<Suppression> {
        office.communications().unsubscribe(&self.token).await
    }
}
