//! What the register keeps of one mail.

use serde::{Deserialize, Serialize};

use crate::documents::Document;
use crate::documents::facts::DocumentKind;
use crate::documents::model::{Mailbox, Metadata};

/// The most mailboxes of one field that are looked at: what goes to more people tells nothing of any of them.
const MAILBOXES: usize = 100;

/// The people of a mail, and its place in its conversation.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Mail {
    /// When it was added, in microseconds since 1970.
    pub(super) added: i64,
    pub(super) from: Vec<Mailbox>,
    pub(super) to: Vec<Mailbox>,
    pub(super) cc: Vec<Mailbox>,
    pub(super) reply_to: Vec<Mailbox>,
    pub(super) message_id: Option<String>,
    pub(super) in_reply_to: Option<String>,
    /// Whether it only advertises: its people are nobody's contacts.
    pub(super) advertises: bool,
}

impl Mail {
    /// Takes what a document says of people; `None` where it names nobody and answers nothing.
    pub(super) fn of(document: &Document) -> Option<Self> {
        let metadata = &document.metadata;
        let some = |mailboxes: &[Mailbox]| -> Vec<Mailbox> {
            let named = mailboxes.iter().filter(|mailbox| mailbox.address.contains('@'));
            named.take(MAILBOXES).cloned().collect()
        };
        let mail = Self {
            added: document.added.parse::<jiff::Timestamp>().map_or(0, |added| added.as_microsecond()),
            from: some(&metadata.from),
            to: some(&metadata.to),
            cc: some(&metadata.cc),
            reply_to: some(&metadata.reply_to),
            message_id: metadata.message_id.clone(),
            in_reply_to: metadata.in_reply_to.clone(),
            advertises: document.brief.kind == DocumentKind::Newsletter,
        };
        let names_nobody = mail.people().next().is_none();
        (!names_nobody || mail.message_id.is_some() || mail.in_reply_to.is_some()).then_some(mail)
    }

    /// Everybody that it names.
    pub(super) fn people(&self) -> impl Iterator<Item = &Mailbox> {
        self.received().chain(&self.from).chain(&self.reply_to)
    }

    /// Who received it.
    pub(super) fn received(&self) -> impl Iterator<Item = &Mailbox> {
        self.to.iter().chain(&self.cc)
    }

    /// The people, for who asks what asks a document.
    pub(super) fn metadata(&self) -> Metadata {
        Metadata { from: self.from.clone(), to: self.to.clone(), cc: self.cc.clone(), ..Metadata::default() }
    }
}
