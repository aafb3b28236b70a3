//! How the recipient of an announcement leaves its list: a link with a token of his own.

use crate::communications::contacts::{UnsubscribeKey, UnsubscribeToken};
use crate::communications::draft::Draft;
use crate::communications::render::MailingList;
use crate::error::{Error, ErrorKind, Result};
use crate::id::WorkspaceId;
use crate::settings::UnsubscribeSettings;

/// The list of the settings, with the key of its tokens.
#[derive(Debug)]
pub(in crate::communications) struct Listed {
    settings: UnsubscribeSettings,
    pub(in crate::communications) key: UnsubscribeKey,
}

impl Listed {
    /// Reads the key.
    ///
    /// # Errors
    /// `invalid_input` for a key that is not there or too short, and for a link that is no https address.
    pub(super) async fn open(settings: &UnsubscribeSettings) -> Result<Self> {
        if !settings.link.starts_with("https://") {
            return Err(Error::invalid_input("`mail.unsubscribe.link` starts with https://"));
        }
        let secret = tokio::fs::read(&settings.key_file).await.map_err(|error| {
            Error::invalid_input(
                "the key for unsubscribing cannot be read; name a file of at least 32 random bytes",
            )
            .about(settings.key_file.display())
            .with_source(error)
        })?;
        Ok(Self { settings: settings.clone(), key: UnsubscribeKey::new(&secret)? })
    }

    /// Returns the list as it stands in the message to the one recipient of a draft.
    ///
    /// # Errors
    /// `invalid_input` when it has several, who would unsubscribe each other.
    pub(super) fn of(&self, draft: &Draft, workspace: &WorkspaceId) -> Result<MailingList> {
        let [recipient] = draft.recipients.as_slice() else {
            return Err(Error::new(
                ErrorKind::InvalidInput,
                format!(
                    "draft {} goes to several, who would unsubscribe each other; draft it for each (`draft_each`)",
                    draft.id
                ),
            ));
        };
        let token =
            UnsubscribeToken { workspace: workspace.clone(), address: recipient.mailbox.address.parse()? };
        Ok(MailingList {
            id: self.settings.list.clone(),
            name: self.settings.name.clone(),
            unsubscribe: token.link(&self.settings.link, &self.key)?,
            unsubscribe_mail: None,
        })
    }
}
