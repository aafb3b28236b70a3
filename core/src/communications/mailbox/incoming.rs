//! Mailboxes that are read into the office: what is new there, in bounded pieces, from a place on.

mod folder;
#[cfg(feature = "imap")]
mod imap;

use async_trait::async_trait;
use serde_json::Value;

pub use folder::FolderMailbox;

use crate::error::{Error, Result};
use crate::settings::ServiceUrl;

/// A mailbox that is read.
///
/// Contract: the same messages come in the same order; after a place come those that were not there when it was
/// returned, and perhaps others again. Reading changes nothing in the mailbox.
#[async_trait]
pub trait IncomingMail: Send + Sync + std::fmt::Debug {
    /// Returns what the mailbox is known by: the same whenever it is opened, and without a password.
    fn name(&self) -> String;

    /// Reads what comes after a place, or from the beginning without one.
    async fn read(&self, after: Option<&Value>, limits: &IncomingLimits) -> Result<IncomingBatch>;
}

/// How much is read at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IncomingLimits {
    /// The most messages.
    pub messages: usize,
    /// The largest message that is read, in bytes; larger ones are named and passed over.
    pub message_bytes: u64,
    /// The most bytes: reading stops before the message that would exceed them, unless it is the first.
    pub bytes: u64,
}

/// What was read at once.
#[derive(Debug, Clone, PartialEq)]
pub struct IncomingBatch {
    /// The messages (RFC 5322), oldest first, each with what it is called in its mailbox.
    pub messages: Vec<(String, Vec<u8>)>,
    /// Those that were larger than allowed, with their sizes in bytes.
    pub too_large: Vec<(String, u64)>,
    /// The place behind all of these. Only the mailbox reads it.
    pub after: Value,
    /// Whether there is more to read now.
    pub more: bool,
    /// Whether the mailbox was made anew, so that messages come again.
    pub restarted: bool,
}

/// Opens the mailbox of an address: `imaps://…`, `imap://…` (after `?` also `folder=NAME`), `maildir:/folder` or
/// `folder:/folder`.
///
/// # Errors
/// `invalid_input` for an address that cannot be read; `unsupported` for what this build lacks.
pub(crate) async fn open(url: &ServiceUrl) -> Result<std::sync::Arc<dyn IncomingMail>> {
    match url.scheme() {
        #[cfg(feature = "imap")]
        "imap" | "imaps" => Ok(std::sync::Arc::new(super::ImapMailbox::open(url.as_str()).await?)),
        "maildir" | "folder" => {
            let path = url.as_str().split_once(':').map_or("", |(_, path)| path).trim_start_matches("//");
            if path.is_empty() {
                return Err(Error::invalid_input(
                    "write the folder that mail is read from as `maildir:/folder` or `folder:/folder`",
                ));
            }
            Ok(std::sync::Arc::new(FolderMailbox::new(path)))
        }
        _ => Err(Error::unsupported(format!(
            "{url}: mail is read from imaps://…, imap://…, maildir:… or folder:…, as far as this build has the feature"
        ))),
    }
}
