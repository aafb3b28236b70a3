//! Mailboxes over IMAP (RFC 3501) with TLS.
//!
//! [`place`] reads the address, [`wire`] bounds what a server may say, [`answer`] understands it, [`session`] signs in
//! and runs commands; [`read`], [`folder`] and [`sent`] are what the office wants of a mailbox.
//!
//! The few answers that are needed are read here: the parser that the known crates share panics on hostile ones (a
//! letter of several bytes after a code, an `INTERNALDATE NIL`, deep lists), and async-imap takes a search that broke
//! off for one that found nothing, which would send a message twice.

mod answer;
mod folder;
mod mailbox;
mod place;
mod read;
mod sent;
mod session;
#[cfg(test)]
mod tests;
mod utf7;
mod wire;

pub use folder::{FolderRole, MailFolder};
pub use mailbox::ImapMailbox;
pub use read::{MailCursor, NewMail, NewMailBatch, ReadOptions, TooLargeMail};
