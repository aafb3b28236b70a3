//! One draft for each of many recipients, and how they leave a list again.

use crate::communications::Communications;
use crate::communications::contacts::Suppression;
use crate::communications::draft::Draft;
use crate::communications::request::DraftRequest;
use crate::error::{Error, Result};
use crate::rights::Permission;

/// The most drafts of one call.
const MOST: usize = 1_000;

impl Communications {
    /// Drafts the same for each recipient alone, as [`Communications::draft`] does: in the language and with the
    /// salutation that the contacts say, by templates alone, and, for an announcement, with a link of his own to unsubscribe. Nobody sees
    /// the others.
    ///
    /// # Errors
    /// As [`Communications::draft`]; drafts that were made before an error stay. `limit_exceeded` for more than 1,000
    /// recipients.
    pub async fn draft_each(&self, request: DraftRequest) -> Result<Vec<Draft>> {
        self.guard.enter(Permission::DraftsWrite).await?;
        let everybody: Vec<_> = request.to.iter().chain(&request.cc).chain(&request.bcc).cloned().collect();
        if everybody.len() > MOST {
            return Err(Error::limit_exceeded(format!(
                "{} recipients are too many for one call: at most {MOST}",
                everybody.len()
            )));
        }
        let mut drafts = Vec::with_capacity(everybody.len());
        for mailbox in everybody {
            let alone =
                DraftRequest { to: vec![mailbox], cc: Vec::new(), bcc: Vec::new(), ..request.clone() };
            // A model is asked for one message, not for each of a thousand.
            drafts.push(self.draft_as(self.new_id(), &alone, None).await?);
        }
        Ok(drafts)
    }

    /// Suppresses the recipient whose token came back by a click on "unsubscribe" (RFC 8058), as the setting
    /// `mail.unsubscribe` says (right `contacts.write`). A second click changes nothing.
    ///
    /// # Errors
    /// `unsupported` when nothing is set; `invalid_input` for a token that was not made here, or for another
    /// workspace.
    pub async fn unsubscribe(&self, token: &str) -> Result<Suppression> {
        self.guard.enter(Permission::ContactsWrite).await?;
        let listed = self.post.listed.as_ref().ok_or_else(|| {
            Error::unsupported("nobody can unsubscribe here: set `mail.unsubscribe` to a link and a key")
        })?;
        self.contacts().unsubscribe(token, &listed.key).await
    }
}
