//! Everything a draft is made of, before it is put into words.

use crate::communications::check::Classification;
use crate::communications::draft::{
    Attachment, Audience, DraftKind, Invite, Length, Letter, Participation, Recipient, Thread, Tone,
};
use crate::communications::language::WritingLanguage;
use crate::documents::facts::DeadlineKind;
use crate::documents::model::Mailbox;
use crate::evidence::Evidence;

/// Everything a draft is made of. Kinds take what they need of it; what is read from documents comes with its
/// evidence.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Material {
    /// The kind; without it, a reply.
    pub kind: Option<DraftKind>,
    /// The language.
    pub language: WritingLanguage,
    /// How it sounds.
    pub tone: Tone,
    /// Whom it is for.
    pub audience: Audience,
    /// How much it says.
    pub length: Length,
    /// Who may see what it is made of.
    pub classification: Classification,
    /// Who writes.
    pub sender: Option<Mailbox>,
    /// Who receives it.
    pub recipients: Vec<Recipient>,
    /// How the one recipient is greeted, where a person said so; without the sign behind it.
    pub salutation: Option<String>,
    /// The subject in the words of the person who sends it.
    pub subject: Option<String>,
    /// The subject of the message that is answered, or the title of what it is made from.
    pub title: Option<String>,
    /// The conversation.
    pub thread: Option<Thread>,
    /// The date of the message or document.
    pub date: Option<Dated>,
    /// The title of what is answered, when it is no message.
    pub about: Option<String>,
    /// What the person wants to say.
    pub say: Option<String>,
    /// Questions that the documents answer.
    pub answers: Vec<ReplyAnswer>,
    /// Questions that nobody answered yet.
    pub open: Vec<Evidence>,
    /// Who was there.
    pub people: Vec<Evidence>,
    /// What was or will be talked about.
    pub topics: Vec<Evidence>,
    /// What was decided.
    pub decisions: Vec<Evidence>,
    /// What is to be done, and what is done.
    pub tasks: Vec<TaskPoint>,
    /// What is due.
    pub deadlines: Vec<DeadlinePoint>,
    /// Amounts of money.
    pub amounts: Vec<AmountPoint>,
    /// Telling sentences of documents.
    pub sentences: Vec<Cited>,
    /// The meeting.
    pub invite: Option<Invite>,
    /// Whether the sender comes to it.
    pub participation: Option<Participation>,
    /// The files that go with it.
    pub attachments: Vec<Attachment>,
    /// Head, address and references of a letter.
    pub letter: Option<Letter>,
}

/// A day, as it is printed, and where it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Dated {
    /// How it is printed.
    pub surface: String,
    /// Where it stands.
    pub evidence: Evidence,
}

/// A question with the sentence that answers it.
#[derive(Debug, Clone, PartialEq)]
pub struct ReplyAnswer {
    /// The question in the message.
    pub question: Evidence,
    /// The sentence that answers it.
    pub answer: Evidence,
    /// The name of the document that holds the answer.
    pub document: String,
}

/// Words of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Cited {
    /// The words.
    pub words: Evidence,
    /// The name of the document.
    pub document: String,
}

/// Something to be done.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskPoint {
    /// What is to be done.
    pub task: Evidence,
    /// Who does it.
    pub owner: Option<Evidence>,
    /// Until when.
    pub due: Option<Dated>,
    /// How far it is.
    pub state: TaskState,
}

/// How far something to be done is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskState {
    /// It is to be done.
    Open,
    /// Its day has passed.
    Overdue,
    /// It is done.
    Done,
}

/// Something that is due.
#[derive(Debug, Clone, PartialEq)]
pub struct DeadlinePoint {
    /// What it is about.
    pub kind: DeadlineKind,
    /// The day, where the document writes it.
    pub due: Option<Dated>,
    /// Where it says so.
    pub words: Evidence,
    /// The name of the document.
    pub document: String,
    /// Whether the day has passed.
    pub overdue: bool,
}

/// An amount of money.
#[derive(Debug, Clone, PartialEq)]
pub struct AmountPoint {
    /// What it is, such as `total`.
    pub role: String,
    /// The amount.
    pub amount: Evidence,
    /// The name of the document.
    pub document: String,
}
