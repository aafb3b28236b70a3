//! The meeting that a draft invites to, moves, cancels or answers (RFC 5545, RFC 5546).

use jiff::civil::DateTime;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::documents::model::Mailbox;

/// A meeting in a calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Invite {
    /// The id of the meeting in every calendar: the same for all that is ever said of it.
    pub uid: String,
    /// How often the meeting was changed: 0 at first, one more with each change.
    #[serde(default)]
    pub sequence: u32,
    /// What the draft says of the meeting.
    pub method: InviteMethod,
    /// Who invites.
    pub organiser: Mailbox,
    /// Who is invited.
    pub attendees: Vec<Attendee>,
    /// When it starts, by the clocks of `time_zone`.
    pub start: DateTime,
    /// When it ends.
    pub end: InviteEnd,
    /// The time zone by its IANA name, such as `Europe/Berlin`; `UTC` for none.
    pub time_zone: String,
    /// Where it takes place.
    #[serde(default)]
    pub location: Option<String>,
}

/// What a calendar is told of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InviteMethod {
    /// It takes place, at this time: come.
    Request,
    /// It does not take place.
    Cancel,
    /// The one attendee comes or does not.
    Reply,
}

/// When a meeting ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum InviteEnd {
    /// At a time, by the clocks of the same time zone.
    At {
        /// The time.
        at: DateTime,
    },
    /// After a while.
    After {
        /// How long it lasts, in minutes.
        minutes: u32,
    },
}

/// Somebody who is invited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Attendee {
    /// Name and address.
    pub mailbox: Mailbox,
    /// Whether the meeting can do without.
    #[serde(default)]
    pub optional: bool,
    /// Whether they come.
    #[serde(default)]
    pub participation: Participation,
}

/// Whether somebody comes to a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Participation {
    /// It is not known yet.
    #[default]
    Unanswered,
    /// They come.
    Accepted,
    /// They do not come.
    Declined,
    /// They may come.
    Tentative,
}
