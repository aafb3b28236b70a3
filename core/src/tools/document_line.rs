//! A document in a list: what it is, from whom, and where it says so.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::bounds::{LINE, cut, place_of};
use crate::documents::Document;
use crate::documents::agenda::wrote;
use crate::documents::facts::DocumentKind;
use crate::documents::model::Mailbox;
use crate::evidence::Evidence;
use crate::id::DocumentId;
use crate::settings::Owner;

/// The most people of a header field.
const PEOPLE: usize = 20;
/// The most attachments that are named.
const ATTACHMENTS: usize = 50;

/// One document of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DocumentLine {
    /// The document.
    pub document: DocumentId,
    /// Its file name.
    pub name: String,
    /// What it is.
    pub kind: DocumentKind,
    /// Its title.
    pub title: String,
    /// Its language as a BCP 47 tag, if it can be told.
    pub language: Option<String>,
    /// Its own date.
    pub date: Option<Date>,
    /// When it was added (RFC 3339, UTC).
    #[schemars(extend("format" = "date-time"))]
    pub added: String,
    /// Who sent it, where it is a message.
    pub from: Vec<Mailbox>,
    /// Who got it, where it is a message.
    pub to: Vec<Mailbox>,
    /// Whether the owner of the office wrote it.
    pub own: bool,
    /// The message that it answers.
    pub in_reply_to: Option<String>,
    /// Its own Message-ID.
    pub message_id: Option<String>,
    /// The document that carries it.
    pub parent: Option<DocumentId>,
    /// The documents that it carries.
    pub attachments: Vec<DocumentId>,
    /// Where it says most.
    pub evidence: Evidence,
}

impl DocumentLine {
    /// Describes a document in few words.
    pub(super) fn of(document: &Document, owner: &Owner) -> Self {
        let metadata = &document.metadata;
        let people = |boxes: &[Mailbox]| boxes.iter().take(PEOPLE).map(mailbox).collect();
        let id = |id: &Option<String>| id.as_deref().map(|id| cut(id, LINE));
        let title = metadata.subject.as_deref().filter(|subject| !subject.trim().is_empty());
        Self {
            document: document.id.clone(),
            name: cut(&document.name, LINE),
            kind: document.brief.kind,
            title: cut(title.unwrap_or(&document.brief.title), LINE),
            language: document.brief.language.clone(),
            date: document.brief.date.as_ref().map(|date| date.date),
            added: document.added.clone(),
            from: people(&metadata.from),
            to: people(&metadata.to),
            own: wrote(owner, metadata),
            in_reply_to: id(&metadata.in_reply_to),
            message_id: id(&metadata.message_id),
            parent: document.parent.clone(),
            attachments: document.attachments.iter().take(ATTACHMENTS).cloned().collect(),
            evidence: place_of(document),
        }
    }
}

fn mailbox(mailbox: &Mailbox) -> Mailbox {
    Mailbox {
        name: mailbox.name.as_deref().map(|name| cut(name, LINE)),
        address: cut(&mailbox.address, LINE),
    }
}
