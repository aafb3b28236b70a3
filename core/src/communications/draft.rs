//! The draft: text with slots, and the facts that fill them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::documents::facts::{Finding, Severity};
use crate::documents::model::Mailbox;
use crate::error::{Error, ErrorKind, Result};
use crate::evidence::{Evidence, Provenance};
use crate::id::{DocumentId, DraftId};

/// A communication before it is sent. Values stand in [`BoundFact`]s, never in free text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Draft {
    /// The id.
    pub id: DraftId,
    /// The kind.
    pub kind: DraftKind,
    /// The language of the text as a BCP 47 tag.
    pub language: String,
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
    /// What the checks found.
    pub findings: Vec<Finding>,
    /// How far it is.
    pub state: DraftState,
    /// The version: 1 at first, one more with each change.
    pub version: u64,
    /// SHA-256 of everything the recipient will see, in hexadecimal.
    pub content_hash: String,
    /// When it was made (RFC 3339, UTC).
    #[schemars(extend("format" = "date-time"))]
    pub created: String,
}

/// The kind of a communication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DraftKind {
    /// An answer to a message.
    Reply,
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
    /// The header field: `to` or `cc`.
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

/// A block of the body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum DraftBlock {
    /// A paragraph.
    Paragraph {
        /// Its text.
        inlines: Vec<Inline>,
    },
    /// Closing formula and name.
    Signature {
        /// Its text; a line end is written as `\n`.
        inlines: Vec<Inline>,
    },
}

impl DraftBlock {
    /// Returns the text of the block.
    pub fn inlines(&self) -> &[Inline] {
        match self {
            Self::Paragraph { inlines } | Self::Signature { inlines } => inlines,
        }
    }
}

/// A piece of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Inline {
    /// Words without values.
    Text {
        /// The words.
        text: String,
    },
    /// A value.
    Fact {
        /// The id of the fact.
        fact: String,
    },
    /// A gap that a person fills.
    Placeholder {
        /// What belongs here.
        hint: String,
    },
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
    /// Returns the fact with this id.
    pub fn fact(&self, id: &str) -> Option<&BoundFact> {
        self.facts.iter().find(|fact| fact.id == id)
    }

    /// Prints inlines as plain text; a gap prints as `[hint]`.
    pub fn print(&self, inlines: &[Inline]) -> String {
        let mut text = String::new();
        for inline in inlines {
            match inline {
                Inline::Text { text: words } => text.push_str(words),
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

    /// Says whether nothing forbids sending it.
    pub fn is_sendable(&self) -> bool {
        self.findings.iter().all(|finding| finding.severity != Severity::Block)
    }

    /// Passes when every value was checked against its source and nothing is left to fill in.
    ///
    /// # Errors
    /// `invalid_input` naming the first thing to put right.
    pub fn ensure_sendable(&self) -> Result<()> {
        match self.findings.iter().find(|finding| finding.severity == Severity::Block) {
            None => Ok(()),
            Some(finding) => Err(Error::new(
                ErrorKind::InvalidInput,
                format!("draft {} cannot be sent: {} ({})", self.id, finding.message, finding.code),
            )),
        }
    }

    /// Computes the hash of everything the recipient will see.
    pub fn compute_hash(&self) -> String {
        let mut hash = Sha256::new();
        let mut part = |text: &str| {
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text);
        };
        part(self.sender.as_ref().map_or("", |sender| &sender.address));
        for recipient in &self.recipients {
            part(&recipient.role);
            part(&recipient.mailbox.address);
        }
        part(&self.print(&self.subject));
        for block in &self.blocks {
            part(&self.print(block.inlines()));
        }
        if let Some(thread) = &self.thread {
            part(thread.in_reply_to.as_deref().unwrap_or_default());
        }
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
