//! What is followed up, when, and what became of it.

use jiff::Timestamp;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::documents::model::Mailbox;
use crate::id::{DeliveryId, DocumentId, DraftId, FollowUpId};
use crate::rights::Actor;

/// Something that is looked at again on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FollowUp {
    /// The id.
    pub id: FollowUpId,
    /// Why it is followed up.
    pub cause: FollowUpCause,
    /// When.
    pub at: Timestamp,
    /// How far it is.
    pub state: FollowUpState,
    /// The draft that was made.
    pub draft: Option<DraftId>,
    /// The message that made it needless.
    pub answer: Option<DocumentId>,
    /// What else there is to say, in words for people.
    pub note: Option<String>,
    /// Who asked for it, whose rights hold when the draft is made too.
    pub requested_by: Actor,
    /// How often it was set anew: work of an earlier turn does nothing.
    pub turn: u32,
    /// When it was asked for.
    pub created: Timestamp,
}

/// Why something is followed up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FollowUpCause {
    /// Nobody may have answered a message that was sent.
    Unanswered {
        /// The delivery.
        delivery: DeliveryId,
    },
    /// A day that a document names comes near.
    DueSoon {
        /// The document.
        document: DocumentId,
        /// The day.
        #[schemars(with = "String")]
        due: Date,
        /// Whom the reminder is for.
        to: Vec<Mailbox>,
    },
}

/// How far a follow-up is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FollowUpState {
    /// It waits for its time.
    Waiting,
    /// A draft was made.
    Drafted,
    /// It was answered before.
    Settled,
    /// Somebody took it back.
    Cancelled,
    /// No draft could be made; the note says why.
    Failed,
}

impl FollowUpState {
    /// Returns the name, such as `waiting`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Drafted => "drafted",
            Self::Settled => "settled",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
        }
    }
}

/// When and for whom reminders of a document's deadlines are drafted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DeadlineReminder {
    /// How many days before, at nine in the morning of the office.
    pub days_before: u32,
    /// For whom; the owner of the office when empty.
    pub to: Vec<Mailbox>,
}

impl Default for DeadlineReminder {
    fn default() -> Self {
        Self { days_before: 7, to: Vec::new() }
    }
}

impl FollowUpCause {
    /// What is the same for the same matter: it is followed up once.
    pub(super) fn key(&self) -> String {
        match self {
            Self::Unanswered { delivery } => format!("unanswered/{delivery}"),
            Self::DueSoon { document, due, .. } => format!("due_soon/{document}/{due}"),
        }
    }
}
