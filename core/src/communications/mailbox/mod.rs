//! Mailboxes: what comes back, and where sent messages are found again.

#[cfg(feature = "imap")]
mod imap;
mod signal;

#[cfg(feature = "imap")]
pub use imap::{
    FolderRole, ImapMailbox, MailCursor, MailFolder, NewMail, NewMailBatch, ReadOptions, TooLargeMail,
};
pub use signal::{Away, BounceReason, BouncedRecipient, MailSignal, SignalEvidence, signal};
