//! An IMAP mailbox as one that is read into the office.

use async_trait::async_trait;
use serde_json::Value;

use super::{IncomingBatch, IncomingLimits, IncomingMail};
use crate::communications::mailbox::{ImapMailbox, MailCursor, ReadOptions};
use crate::error::{Error, Result};

#[async_trait]
impl IncomingMail for ImapMailbox {
    fn name(&self) -> String {
        self.known_as()
    }

    async fn read(&self, after: Option<&Value>, limits: &IncomingLimits) -> Result<IncomingBatch> {
        // A place of another form is as good as none: what is there already is not taken twice.
        let cursor: Option<MailCursor> = after.and_then(|place| serde_json::from_value(place.clone()).ok());
        let options = ReadOptions {
            folder: self.incoming_folder().to_owned(),
            messages: limits.messages,
            message_bytes: u32::try_from(limits.message_bytes).unwrap_or(u32::MAX),
            bytes: limits.bytes,
        };
        let batch = Self::read(self, cursor.as_ref(), &options).await?;
        let after = serde_json::to_value(&batch.cursor).map_err(|error| {
            Error::internal("the place in a mailbox cannot be written").with_source(error)
        })?;
        let named = |uid: u32| format!("{} {uid}", options.folder);
        Ok(IncomingBatch {
            messages: batch.messages.into_iter().map(|mail| (named(mail.uid), mail.bytes)).collect(),
            too_large: batch.too_large.iter().map(|mail| (named(mail.uid), u64::from(mail.bytes))).collect(),
            after,
            more: batch.more,
            restarted: batch.restarted,
        })
    }
}
