//! What an application asks to be drafted.

mod meeting;
mod sound;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use meeting::MeetingRequest;
pub(crate) use sound::ensure_sound;

use crate::communications::check::Classification;
use crate::communications::draft::{Audience, DraftKind, Length, Letter, Participation, Tone};
use crate::documents::model::Mailbox;
use crate::id::{DocumentId, DraftId};

/// What to draft. Each kind needs some of it: a reply `reply_to`, an invitation `meeting`; what is missing or does
/// not go together is refused by its name, what only the draft lacks becomes a gap that a person fills.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DraftRequest {
    /// The kind; without it, a reply where `reply_to` is given, or what the template is for.
    pub kind: Option<DraftKind>,
    /// The message, letter, bill or contract to answer; for a follow-up, the own message that got no answer.
    pub reply_to: Option<DocumentId>,
    /// What it is made from: the transcript of minutes, the bill of a reminder, the reports of a status report.
    pub about: Vec<DocumentId>,
    /// What it should say, in the words of the person who sends it; an empty line starts a new paragraph.
    pub say: Option<String>,
    /// Who writes; without it, the owner of the office.
    pub from: Option<Mailbox>,
    /// Who receives it, besides whom an answer goes to anyway.
    pub to: Vec<Mailbox>,
    /// Who receives a copy.
    pub cc: Vec<Mailbox>,
    /// Who receives a copy that the others do not see.
    pub bcc: Vec<Mailbox>,
    /// Whether everybody else who got the message gets a copy; if not, only its sender is answered.
    pub to_all: bool,
    /// The subject; without it, that of what it answers or is made from.
    pub subject: Option<String>,
    /// The language as a BCP 47 tag: en, de, es, fr, it or nl. Without it, that of what it answers or is made from.
    pub language: Option<String>,
    /// How it sounds.
    pub tone: Tone,
    /// Whom it is for.
    pub audience: Audience,
    /// How much it says.
    pub length: Length,
    /// Who may see what it is made of.
    pub classification: Classification,
    /// The meeting of an invitation or agenda, or what a reschedule moves it to.
    pub meeting: Option<MeetingRequest>,
    /// The draft whose meeting this moves, cancels or answers; without it, the calendar entry of `reply_to` or
    /// `about`.
    pub changes: Option<DraftId>,
    /// The answer to an invitation.
    pub participation: Option<Participation>,
    /// Documents of the office that go with it.
    pub attach: Vec<DocumentId>,
    /// Head, address and references of a letter.
    pub letter: Option<Letter>,
    /// The name of an own template.
    pub template: Option<String>,
    /// The values of the template's variables.
    pub values: serde_json::Map<String, serde_json::Value>,
}

impl DraftRequest {
    /// Asks for a draft of a kind.
    pub fn new(kind: DraftKind) -> Self {
        Self { kind: Some(kind), ..Self::default() }
    }

    /// Asks for a reply to a message.
    pub fn reply_to(document: DocumentId) -> Self {
        Self { reply_to: Some(document), ..Self::default() }
    }

    /// Says what it answers.
    #[must_use]
    pub fn answering(mut self, document: DocumentId) -> Self {
        self.reply_to = Some(document);
        self
    }

    /// Gives the draft its own words.
    #[must_use]
    pub fn saying(mut self, words: impl Into<String>) -> Self {
        self.say = Some(words.into());
        self
    }

    /// Answers everybody who got the message.
    #[must_use]
    pub fn to_all(mut self) -> Self {
        self.to_all = true;
        self
    }

    /// Says who writes.
    #[must_use]
    pub fn from(mut self, sender: Mailbox) -> Self {
        self.from = Some(sender);
        self
    }

    /// Adds somebody who receives it.
    #[must_use]
    pub fn to(mut self, mailbox: Mailbox) -> Self {
        self.to.push(mailbox);
        self
    }

    /// Adds a document that it is made from.
    #[must_use]
    pub fn about(mut self, document: DocumentId) -> Self {
        self.about.push(document);
        self
    }

    /// Adds a document of the office that goes with it.
    #[must_use]
    pub fn attaching(mut self, document: DocumentId) -> Self {
        self.attach.push(document);
        self
    }

    /// Sets the subject.
    #[must_use]
    pub fn subject(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// Sets the meeting.
    #[must_use]
    pub fn meeting(mut self, meeting: MeetingRequest) -> Self {
        self.meeting = Some(meeting);
        self
    }
}
