//! The tool `free_busy`.

mod calendar;
mod recurrence;
mod times;

use async_trait::async_trait;
use jiff::civil::{DateTime, Time, time};
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use self::calendar::Calendar;
use super::arguments::{read, schema, untrusted};
use super::bounds::{LINE, cut, name_of};
use super::desk::{Desk, Seat};
use crate::agents::{Tool, ToolContext, ToolOutput, ToolSpec};
use crate::documents::Document;
use crate::error::{Error, ErrorKind, Result};
use crate::evidence::{Evidence, Place, Span, TextIndex};

const NAME: &str = "free_busy";
/// The longest stretch that is looked at.
const DAYS: i32 = 92;
/// The most calendars that are read.
const CALENDARS: usize = 50;
/// The longest calendar that is given as text, in bytes.
const GIVEN: usize = 1 << 20;
/// The most busy and free times that are told.
const TIMES: usize = 200;

/// The arguments of `free_busy`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FreeBusy {
    /// From when on, by the clocks of `time_zone`.
    pub from: DateTime,
    /// Until when, at most 92 days later.
    pub to: DateTime,
    /// The time zone by its IANA name; that of the office without it.
    #[serde(default)]
    pub time_zone: Option<String>,
    /// The calendar files (ICS) among the documents, by ids or names; all of them when empty.
    #[serde(default)]
    pub calendars: Vec<String>,
    /// A calendar as iCalendar text, beside those of the documents.
    #[serde(default)]
    pub calendar: Option<String>,
    /// The shortest free time that is told, in minutes; 30 without it.
    #[serde(default)]
    pub minutes: Option<u32>,
    /// When the working day starts; 09:00 without it.
    #[serde(default)]
    pub day_starts: Option<Time>,
    /// When the working day ends; 17:00 without it.
    #[serde(default)]
    pub day_ends: Option<Time>,
}

/// When somebody is busy and free.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FreeBusyTimes {
    /// The time zone of all times.
    pub time_zone: String,
    /// The busy times, first to last; they may overlap.
    pub busy: Vec<BusyTime>,
    /// The free times within working days, Monday to Friday, first to last.
    pub free: Vec<FreeTime>,
    /// How many calendars were read; with none, nothing is known to be busy.
    pub calendars: u32,
    /// What could not be read: free times may be busy then.
    pub unread: Vec<UnreadCalendar>,
}

/// A time that is taken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BusyTime {
    /// When it starts.
    pub start: DateTime,
    /// When it ends.
    pub end: DateTime,
    /// What it is called.
    pub title: String,
    /// Where it says so; a calendar that was given as text is no document.
    pub evidence: Option<Evidence>,
}

/// A time that is not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FreeTime {
    /// When it starts.
    pub start: DateTime,
    /// When it ends.
    pub end: DateTime,
}

/// A part of a calendar that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UnreadCalendar {
    /// The name of the calendar.
    pub calendar: String,
    /// What it is, and why.
    pub reason: String,
}

#[derive(Debug)]
pub(super) struct FreeBusyTool(pub(super) Desk);

#[async_trait]
impl Tool for FreeBusyTool {
    fn spec(&self) -> ToolSpec {
        ToolSpec::new(
            NAME,
            "Tells when the owner is busy and free, from calendar files (ICS) of the office or a calendar given as text.",
            schema::<FreeBusy>(),
        )
    }

    async fn call(&self, context: &ToolContext, arguments: Value) -> Result<ToolOutput> {
        let wanted: FreeBusy = read(NAME, arguments)?;
        let seat = self.0.at(context);
        let zone = wanted.zone(&seat)?;
        wanted.ensure_sound()?;
        let (mut answer, mut places) = (FreeBusyTimes::of(&zone), Vec::new());
        for document in wanted.documents(&seat).await? {
            places.push(name_of(&document));
            let bytes = seat.documents.original(&document.id).await?;
            let text = seat.documents.text(&document.id).await?.text;
            let read = Calendar::read(&String::from_utf8_lossy(&bytes));
            let places = |line: &str| stands(&document, &text, line);
            answer.add(&document.name, &read, &wanted, &zone, &places);
        }
        if let Some(given) = &wanted.calendar {
            answer.add("given", &Calendar::read(given), &wanted, &zone, &|_| None);
        }
        let busy: Vec<(DateTime, DateTime)> = answer.busy.iter().map(|busy| (busy.start, busy.end)).collect();
        answer.free = times::free(&wanted, &busy);
        answer.busy.sort_by(|a, b| (a.start, a.end, &a.title).cmp(&(b.start, b.end, &b.title)));
        answer.busy.truncate(TIMES);
        answer.free.truncate(TIMES);
        places.extend(answer.busy.iter().filter_map(|busy| busy.evidence.clone()));
        untrusted(&answer, places)
    }
}

impl FreeBusy {
    fn ensure_sound(&self) -> Result<()> {
        let days = (self.to.date() - self.from.date()).get_days();
        if self.to <= self.from || days > DAYS {
            let message = format!("{NAME}: `to` lies after `from`, at most {DAYS} days");
            return Err(Error::invalid_input(message));
        }
        let (starts, ends) = self.day();
        if ends <= starts {
            return Err(Error::invalid_input(format!("{NAME}: `day_ends` lies after `day_starts`")));
        }
        if self.calendars.len() > CALENDARS || self.calendar.as_ref().is_some_and(|text| text.len() > GIVEN) {
            let message =
                format!("{NAME}: at most {CALENDARS} calendars, and {GIVEN} bytes of one given as text");
            return Err(Error::new(ErrorKind::LimitExceeded, message));
        }
        Ok(())
    }

    /// When a working day starts and ends.
    fn day(&self) -> (Time, Time) {
        (self.day_starts.unwrap_or(time(9, 0, 0, 0)), self.day_ends.unwrap_or(time(17, 0, 0, 0)))
    }

    fn zone(&self, seat: &Seat) -> Result<TimeZone> {
        match &self.time_zone {
            None => Ok(seat.documents.ingest.time_zone.clone()),
            Some(name) => TimeZone::get(name).map_err(|error| {
                Error::invalid_input(format!("{NAME}: `time_zone` is a name of the IANA database"))
                    .with_source(error)
            }),
        }
    }

    /// The calendar files that are meant.
    async fn documents(&self, seat: &Seat) -> Result<Vec<Document>> {
        let mut found = Vec::new();
        for name in &self.calendars {
            found.push(seat.find(name).await?);
        }
        if self.calendars.is_empty() {
            let all = seat.documents.all().await?;
            let calendars = all.into_iter().filter(|document| {
                let name = document.name.to_lowercase();
                name.ends_with(".ics") || name.ends_with(".ifb") || name.ends_with(".ical")
            });
            // The newest ones know best.
            found = calendars.collect();
            let old = found.len().saturating_sub(CALENDARS);
            found.drain(..old);
        }
        Ok(found)
    }
}

impl FreeBusyTimes {
    fn of(zone: &TimeZone) -> Self {
        let time_zone = zone.iana_name().unwrap_or("UTC").to_owned();
        Self { time_zone, busy: Vec::new(), free: Vec::new(), calendars: 0, unread: Vec::new() }
    }

    fn add(
        &mut self,
        name: &str,
        calendar: &Calendar,
        wanted: &FreeBusy,
        zone: &TimeZone,
        place: &dyn Fn(&str) -> Option<Evidence>,
    ) {
        self.calendars += 1;
        let name = cut(name, LINE);
        for reason in &calendar.unread {
            self.unread.push(UnreadCalendar { calendar: name.clone(), reason: reason.clone() });
        }
        for event in &calendar.events {
            let (times, whole) = event.times(wanted.from, wanted.to, zone);
            if !whole {
                let reason = format!("how often “{}” comes again is not understood", cut(&event.title, 80));
                self.unread.push(UnreadCalendar { calendar: name.clone(), reason });
            }
            self.busy.extend(times.into_iter().map(|(start, end)| BusyTime {
                start,
                end,
                title: cut(&event.title, LINE),
                evidence: place(&event.line),
            }));
        }
        self.unread.truncate(TIMES);
    }
}

/// Where a line of a calendar stands in the text of its document.
fn stands(document: &Document, text: &str, line: &str) -> Option<Evidence> {
    let line = line.get(..line.floor_char_boundary(LINE))?;
    let at = text.find(line).filter(|_| !line.is_empty())?;
    let span: Span = TextIndex::new(text).span(at..at + line.len());
    let number = u32::try_from(text.get(..at)?.lines().count()).unwrap_or(u32::MAX);
    let place = Place::Line { line: number.max(1) };
    Some(Evidence { document: document.id.clone(), span, place, quote: line.to_owned() })
}
