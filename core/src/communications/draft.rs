//! The draft: text with slots, and the facts that fill them.

mod block;
mod content;
mod diff;
mod invite;
mod kind;
mod letter;
mod overruled;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use block::{
    ActionItem, ColumnAlign, DecisionItem, DraftBlock, DraftCell, DraftRow, Inline, ListItem, TableColumn,
};
pub use diff::{BlockChange, Change, DraftDiff, FactChange, FieldChange};
pub use invite::{Attendee, Invite, InviteEnd, InviteMethod, Participation};
pub use kind::{Audience, DraftKind, Length, Tone};
pub use letter::{Letter, LetterColumn, LetterReference};
pub use overruled::Overruled;

use crate::communications::check::Classification;
use crate::documents::facts::{Finding, Severity};
use crate::documents::model::Mailbox;
use crate::error::{Error, ErrorKind, Result};
use crate::evidence::{Evidence, Provenance};
use crate::id::{DocumentId, DraftId};
use crate::models::ModelUse;

/// A communication before it is sent. Values stand in [`BoundFact`]s, never in free text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Draft {
    /// The id.
    pub id: DraftId,
    /// The kind.
    pub kind: DraftKind,
    /// The language of the text as a BCP 47 tag.
    pub language: String,
    /// How it sounds.
    #[serde(default)]
    pub tone: Tone,
    /// Whom it is for.
    #[serde(default)]
    pub audience: Audience,
    /// Who may see what it is made of.
    #[serde(default)]
    pub classification: Classification,
    /// Who writes.
    pub sender: Option<Mailbox>,
    /// Who receives it.
    pub recipients: Vec<Recipient>,
    /// The subject.
    pub subject: Vec<Inline>,
    /// The body.
    pub blocks: Vec<DraftBlock>,
    /// The values of the text.
    pub facts: Vec<BoundFact>,
    /// The conversation that it continues.
    pub thread: Option<Thread>,
    /// The files that go with it.
    #[serde(default)]
    pub attachments: Vec<Attachment>,
    /// The meeting it is about.
    #[serde(default)]
    pub invite: Option<Invite>,
    /// Head, address and references, where it is printed as a letter.
    #[serde(default)]
    pub letter: Option<Letter>,
    /// What the checks found.
    pub findings: Vec<Finding>,
    /// The findings that somebody let pass; a new version starts without.
    #[serde(default)]
    pub overruled: Vec<Overruled>,
    /// How far it is.
    pub state: DraftState,
    /// The version: 1 at first, one more with each change.
    pub version: u64,
    /// SHA-256 of everything the recipient will see, in hexadecimal.
    pub content_hash: String,
    /// When it was made (RFC 3339, UTC).
    #[schemars(extend("format" = "date-time"))]
    pub created: String,
    /// The model that was asked to write it, and what that took; absent when templates alone made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<ModelUse>,
}

/// How far a draft is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DraftState {
    /// Something must be filled in or put right: see the findings.
    Open,
    /// Every check passed: it can be approved and sent.
    Checked,
}

/// Somebody who receives a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Recipient {
    /// Name and address.
    pub mailbox: Mailbox,
    /// The header field: `to`, `cc` or `bcc`.
    pub role: String,
    /// Who gave the address.
    pub provenance: Provenance,
}

/// The message that a draft answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Thread {
    /// The document that is answered.
    pub document: DocumentId,
    /// Its Message-ID.
    pub in_reply_to: Option<String>,
    /// The Message-IDs of the conversation, oldest first.
    pub references: Vec<String>,
}

/// A file that goes with a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Attachment {
    /// The document of the office that it is, if it is one.
    #[serde(default)]
    pub document: Option<DocumentId>,
    /// SHA-256 of its bytes, in hexadecimal: what is sent is what was approved.
    pub sha256: String,
    /// Its file name.
    pub name: String,
    /// Its media type, such as `application/pdf`.
    pub media_type: String,
}

/// A value, the words that print it, and who stands behind it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BoundFact {
    /// The id inside the draft, such as `f3`.
    pub id: String,
    /// What the value is, such as `date`, `amount`, `quote`, `question`, `place`.
    pub role: String,
    /// The words that are printed.
    pub surface: String,
    /// Where the value was read; facts of a person have none.
    pub source: Option<Evidence>,
    /// Who stands behind it.
    pub asserted_by: Provenance,
}

impl Draft {
    /// Makes an empty draft of version 1.
    pub fn new(
        id: DraftId,
        kind: DraftKind,
        language: impl Into<String>,
        created: impl Into<String>,
    ) -> Self {
        Self {
            id,
            kind,
            language: language.into(),
            tone: Tone::default(),
            audience: Audience::default(),
            classification: Classification::default(),
            sender: None,
            recipients: Vec::new(),
            subject: Vec::new(),
            blocks: Vec::new(),
            facts: Vec::new(),
            thread: None,
            attachments: Vec::new(),
            invite: None,
            letter: None,
            findings: Vec::new(),
            overruled: Vec::new(),
            state: DraftState::Open,
            version: 1,
            content_hash: String::new(),
            created: created.into(),
            model: None,
        }
    }

    /// Returns every text of the draft that a recipient reads: subject, body, references and date of a letter.
    pub fn texts(&self) -> Vec<&[Inline]> {
        let mut texts = vec![self.subject.as_slice()];
        if let Some(letter) = &self.letter {
            texts.extend(letter.references.iter().map(|reference| reference.value.as_slice()));
            texts.push(&letter.date);
        }
        texts.extend(self.blocks.iter().flat_map(DraftBlock::parts));
        texts
    }

    /// Returns the fact with this id.
    pub fn fact(&self, id: &str) -> Option<&BoundFact> {
        self.facts.iter().find(|fact| fact.id == id)
    }

    /// Prints inlines as plain text; a gap prints as `[hint]`, a link as its words.
    pub fn print(&self, inlines: &[Inline]) -> String {
        let mut text = String::new();
        for inline in inlines {
            match inline {
                Inline::Text { text: words } => text.push_str(words),
                Inline::Link { text: words, .. } => text.push_str(words),
                Inline::Fact { fact } => text.push_str(self.fact(fact).map_or("", |fact| &fact.surface)),
                Inline::Placeholder { hint } => {
                    text.push('[');
                    text.push_str(hint);
                    text.push(']');
                }
            }
        }
        text
    }

    /// Prints inlines as plain text, and where their links lead.
    pub(crate) fn print_with_links(&self, inlines: &[Inline]) -> String {
        let mut text = String::new();
        for inline in inlines {
            text.push_str(&self.print(std::slice::from_ref(inline)));
            if let Inline::Link { target, .. } = inline {
                text.push_str(&format!(" <{target}>"));
            }
        }
        text
    }

    /// Says whether nothing forbids sending it.
    pub fn is_sendable(&self) -> bool {
        self.blocking().next().is_none()
    }

    /// The findings that forbid sending it and that nobody let pass.
    pub fn blocking(&self) -> impl Iterator<Item = &Finding> {
        let passes = |finding: &Finding| {
            self.overruled.iter().any(|known| known.code == finding.code && known.message == finding.message)
        };
        self.findings.iter().filter(move |finding| finding.severity == Severity::Block && !passes(finding))
    }

    /// Passes when every value was checked against its source and nothing is left to fill in.
    ///
    /// # Errors
    /// `invalid_input` naming the first thing to put right.
    pub fn ensure_sendable(&self) -> Result<()> {
        match self.blocking().next() {
            None => Ok(()),
            Some(finding) => Err(Error::new(
                ErrorKind::InvalidInput,
                format!("draft {} cannot be sent: {} ({})", self.id, finding.message, finding.code),
            )),
        }
    }
}
