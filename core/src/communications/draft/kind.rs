//! What a communication is, how it sounds and whom it is for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The kind of a communication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DraftKind {
    /// An answer to a message.
    Reply,
    /// A message that starts a conversation.
    NewMail,
    /// A question for the answer that did not come.
    FollowUp,
    /// A reminder of something that is due.
    Reminder,
    /// A letter on paper.
    Letter,
    /// A note inside the house.
    Memo,
    /// What a meeting said and decided.
    Minutes,
    /// What a meeting will be about.
    Agenda,
    /// How far a piece of work is.
    StatusReport,
    /// News for many.
    Announcement,
    /// An invitation to a meeting.
    Invitation,
    /// A meeting moved to another time or place.
    Reschedule,
    /// A meeting that will not take place.
    Cancellation,
    /// The answer to an invitation.
    Rsvp,
}

impl DraftKind {
    /// Every kind.
    pub const ALL: [Self; 14] = [
        Self::Reply,
        Self::NewMail,
        Self::FollowUp,
        Self::Reminder,
        Self::Letter,
        Self::Memo,
        Self::Minutes,
        Self::Agenda,
        Self::StatusReport,
        Self::Announcement,
        Self::Invitation,
        Self::Reschedule,
        Self::Cancellation,
        Self::Rsvp,
    ];

    /// Says whether a page of this kind starts with who writes to whom, as memos and printed mails do.
    pub(crate) fn names_its_people(self) -> bool {
        !matches!(self, Self::Minutes | Self::Agenda | Self::StatusReport | Self::Announcement)
    }
}

/// How a draft sounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// As one writes to an authority.
    Formal,
    /// As one writes in business.
    #[default]
    Neutral,
    /// As one writes to people one knows.
    Friendly,
}

/// Whom a draft is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// People of the own house.
    Internal,
    /// Customers, suppliers, authorities.
    #[default]
    External,
    /// Anybody.
    Public,
}

/// How much a draft says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Length {
    /// The matter alone, and of lists their first lines.
    Short,
    /// What one writes in business.
    #[default]
    Normal,
    /// With the place of everything that was read.
    Long,
}
