//! The meeting that a request invites to, or moves.

use jiff::civil::DateTime;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::communications::draft::Attendee;

/// When and where people meet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeetingRequest {
    /// When it starts, by the clocks of `time_zone`.
    pub start: DateTime,
    /// How long it lasts, in minutes.
    pub minutes: u32,
    /// Where it takes place.
    #[serde(default)]
    pub place: Option<String>,
    /// The time zone by its IANA name, such as `Europe/Berlin`; UTC without it.
    #[serde(default)]
    pub time_zone: Option<String>,
    /// Who is invited; without anybody, who receives the draft.
    #[serde(default)]
    pub attendees: Vec<Attendee>,
}

impl MeetingRequest {
    /// Asks for a meeting at a time.
    pub fn new(start: DateTime, minutes: u32) -> Self {
        Self { start, minutes, place: None, time_zone: None, attendees: Vec::new() }
    }

    /// Says where it takes place.
    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.place = Some(place.into());
        self
    }

    /// Says whose clocks it starts by.
    #[must_use]
    pub fn in_zone(mut self, time_zone: impl Into<String>) -> Self {
        self.time_zone = Some(time_zone.into());
        self
    }
}
