//! Mailboxes: what comes back, and where sent messages are found again.

#[cfg(feature = "imap")]
mod imap;
mod incoming;
mod signal;

#[cfg(feature = "imap")]
pub use imap::{
    FolderRole, ImapMailbox, MailCursor, MailFolder, NewMail, NewMailBatch, ReadOptions, TooLargeMail,
};
pub(crate) use incoming::open;
pub use incoming::{FolderMailbox, IncomingBatch, IncomingLimits, IncomingMail};
pub use signal::{Away, BounceReason, BouncedRecipient, MailSignal, SignalEvidence, signal};
