//! Reads the events of a calendar file (RFC 5545), as far as it takes to know when somebody is busy.
//!
//! The crate `icalendar` reads nested components by recursion, which a hostile file can make deeper than any stack;
//! this reader looks at lines only.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};

use super::recurrence::Rule;

/// The most of a file that is looked at, in bytes.
const LONGEST: usize = 4 << 20;
/// The most events of a file.
const EVENTS: usize = 10_000;

/// A calendar.
#[derive(Debug, Default)]
pub(super) struct Calendar {
    pub(super) events: Vec<Event>,
    /// What could not be read.
    pub(super) unread: Vec<String>,
}

/// A time that is taken, once or again and again.
#[derive(Debug)]
pub(super) struct Event {
    pub(super) title: String,
    /// The line that says when.
    pub(super) line: String,
    start: Moment,
    length: Span,
    rule: Option<Rule>,
    /// Whether it comes again by a rule that is not understood.
    strange: bool,
    except: Vec<DateTime>,
}

/// A time by the clocks of a zone, or everybody's own.
#[derive(Debug, Clone)]
struct Moment {
    at: DateTime,
    zone: Option<TimeZone>,
}

/// A line: its name, its parameters and its value.
struct Line<'a> {
    name: String,
    parameters: Vec<(String, &'a str)>,
    value: &'a str,
    whole: &'a str,
}

impl Calendar {
    /// Reads every event that takes time.
    pub(super) fn read(text: &str) -> Self {
        let text = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or_default();
        let text = text.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "");
        let mut calendar = Self::default();
        let mut event: Vec<Line<'_>> = Vec::new();
        let (mut inside, mut nested) = (None, 0_usize);
        for line in text.lines().filter_map(line) {
            let value = line.value.trim().to_ascii_uppercase();
            match (line.name.as_str(), &inside) {
                ("BEGIN", None) if matches!(value.as_str(), "VEVENT" | "VFREEBUSY") => inside = Some(value),
                ("BEGIN", Some(_)) => nested += 1,
                ("END", Some(_)) if nested > 0 => nested -= 1,
                ("END", Some(kind)) => {
                    calendar.take(kind, &std::mem::take(&mut event));
                    inside = None;
                }
                (_, Some(_)) if nested == 0 => event.push(line),
                _ => {}
            }
        }
        if calendar.events.len() >= EVENTS {
            calendar.unread.push(format!("only its first {EVENTS} events were read"));
        }
        calendar
    }

    fn take(&mut self, kind: &str, lines: &[Line<'_>]) {
        if self.events.len() >= EVENTS {
            return;
        }
        if kind == "VFREEBUSY" {
            let busy = lines
                .iter()
                .filter(|line| line.name == "FREEBUSY" && parameter(line, "FBTYPE") != Some("FREE"));
            self.events.extend(busy.flat_map(periods));
            return;
        }
        let says = |name: &str, value: &str| {
            lines.iter().any(|line| line.name == name && line.value.trim().eq_ignore_ascii_case(value))
        };
        if says("STATUS", "CANCELLED") || says("TRANSP", "TRANSPARENT") {
            return;
        }
        match event(lines) {
            Some(event) => self.events.push(event),
            None => self.unread.push("an event without a start that is understood".to_owned()),
        }
    }
}

impl Event {
    /// The times at which it falls into a stretch, by the clocks of a zone, and whether these are surely all.
    pub(super) fn times(
        &self,
        from: DateTime,
        to: DateTime,
        zone: &TimeZone,
    ) -> (Vec<(DateTime, DateTime)>, bool) {
        let mut whole = !self.strange;
        let starts = match &self.rule {
            None => vec![self.start.at],
            Some(rule) => {
                // A day more on both sides, as other clocks may show another day.
                let until = to.checked_add(2.days()).unwrap_or(to);
                let (starts, all) = rule.starts(self.start.at, until);
                whole &= all;
                starts
            }
        };
        let times = starts.into_iter().filter(|start| !self.except.contains(start)).filter_map(|start| {
            let (start, end) =
                (self.start.seen(start, zone)?, self.start.seen(start.checked_add(self.length).ok()?, zone)?);
            (start < to && end > from && end > start).then_some((start, end))
        });
        (times.take(2_000).collect(), whole)
    }
}

impl Moment {
    /// A time of this clock by the clocks of another zone.
    fn seen(&self, at: DateTime, zone: &TimeZone) -> Option<DateTime> {
        match &self.zone {
            None => Some(at),
            Some(own) => Some(at.to_zoned(own.clone()).ok()?.with_time_zone(zone.clone()).datetime()),
        }
    }
}

fn event(lines: &[Line<'_>]) -> Option<Event> {
    let find = |name: &str| lines.iter().find(|line| line.name == name);
    let when = find("DTSTART")?;
    let (start, all_day) = moment(when)?;
    let length = match (find("DTEND").and_then(moment), find("DURATION")) {
        (Some((end, _)), _) => {
            let end = match (&end.zone, &start.zone) {
                (Some(_), Some(zone)) => end.seen(end.at, zone)?,
                _ => end.at,
            };
            end.since(start.at).ok()?
        }
        (None, Some(duration)) => duration.value.trim().parse().ok()?,
        (None, None) if all_day => 1.day(),
        (None, None) => Span::new(),
    };
    let rule = find("RRULE").map(|line| Rule::read(line.value));
    let except = lines.iter().filter(|line| line.name == "EXDATE");
    let except = except
        .flat_map(|line| line.value.split(',').filter_map(clock).map(|(at, ..)| at))
        .take(1_000)
        .collect();
    Some(Event {
        title: find("SUMMARY").map(|line| unescaped(line.value)).unwrap_or_default(),
        line: when.whole.to_owned(),
        start,
        length,
        strange: matches!(rule, Some(None)) || find("RDATE").is_some(),
        rule: rule.flatten(),
        except,
    })
}

/// The periods of a line such as `FREEBUSY:19970308T160000Z/PT3H`.
fn periods(line: &Line<'_>) -> Vec<Event> {
    let periods = line.value.split(',').take(EVENTS).filter_map(|period| {
        let (start, end) = period.split_once('/')?;
        let (at, ..) = clock(start)?;
        let length = match clock(end) {
            Some((end, ..)) => end.since(at).ok()?,
            None => end.trim().parse().ok()?,
        };
        Some(Event {
            title: String::new(),
            line: line.whole.to_owned(),
            start: Moment { at, zone: Some(TimeZone::UTC) },
            length,
            rule: None,
            strange: false,
            except: Vec::new(),
        })
    });
    periods.collect()
}

/// A time, and whether it is a whole day.
fn moment(line: &Line<'_>) -> Option<(Moment, bool)> {
    let (at, utc, all_day) = clock(line.value)?;
    // What only one program calls a zone, such as “W. Europe Standard Time”, is read as the own one.
    let named = parameter(line, "TZID").and_then(|name| jiff::tz::TimeZoneDatabase::bundled().get(name).ok());
    Some((Moment { at, zone: if utc { Some(TimeZone::UTC) } else { named } }, all_day))
}

/// A time as it is written, whether it is that of Greenwich, and whether it is a whole day.
pub(super) fn clock(value: &str) -> Option<(DateTime, bool, bool)> {
    let value = value.trim();
    let utc = value.ends_with(['Z', 'z']);
    let bare = value.trim_end_matches(['Z', 'z']);
    match bare.len() {
        8 => Some((Date::strptime("%Y%m%d", bare).ok()?.at(0, 0, 0, 0), utc, true)),
        _ => Some((DateTime::strptime("%Y%m%dT%H%M%S", bare).ok()?, utc, false)),
    }
}

fn parameter<'a>(line: &Line<'a>, wanted: &str) -> Option<&'a str> {
    line.parameters.iter().find(|(name, _)| name == wanted).map(|(_, value)| *value)
}

/// Cuts a line into its parts; quotes hold colons and semicolons together.
fn line(line: &str) -> Option<Line<'_>> {
    let mut quoted = false;
    let mut cuts = Vec::new();
    let mut end = None;
    for (at, c) in line.char_indices() {
        match c {
            '"' => quoted = !quoted,
            ';' if !quoted => cuts.push(at),
            ':' if !quoted => {
                end = Some(at);
                break;
            }
            _ => {}
        }
    }
    let end = end?;
    let mut parts = Vec::new();
    let mut from = 0;
    for at in cuts.into_iter().chain([end]) {
        parts.push(line.get(from..at)?);
        from = at + 1;
    }
    let mut parts = parts.into_iter();
    let name = parts.next()?.trim().to_ascii_uppercase();
    let parameters = parts
        .filter_map(|part| part.split_once('='))
        .map(|(name, value)| (name.to_ascii_uppercase(), value.trim_matches('"')))
        .collect();
    Some(Line { name, parameters, value: line.get(end + 1..)?.trim_end(), whole: line.trim_end() })
}

fn unescaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut characters = value.chars();
    while let Some(c) = characters.next() {
        match c {
            '\\' => match characters.next() {
                Some('n' | 'N') => text.push(' '),
                Some(other) => text.push(other),
                None => {}
            },
            c => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::datetime;

    fn times(events: &str) -> Vec<(DateTime, DateTime)> {
        let calendar = Calendar::read(&format!("BEGIN:VCALENDAR\r\n{events}END:VCALENDAR\r\n"));
        let (from, to) = (datetime(2026, 11, 23, 0, 0, 0, 0), datetime(2026, 12, 7, 0, 0, 0, 0));
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        calendar.events.iter().flat_map(|event| event.times(from, to, &zone).0).collect()
    }

    #[test]
    fn times_of_other_zones_are_told_by_the_clocks_that_were_asked_for() {
        let found = times(
            "BEGIN:VEVENT\r\nSUMMARY:Call\r\nDTSTART:20261124T140000Z\r\nDURATION:PT30M\r\nEND:VEVENT\r\n\
             BEGIN:VEVENT\r\nDTSTART;TZID=America/New_York:20261125T090000\r\nDTEND;TZID=America/New_York:20261125T100000\r\nEND:VEVENT\r\n",
        );
        assert_eq!(
            found,
            [
                (datetime(2026, 11, 24, 15, 0, 0, 0), datetime(2026, 11, 24, 15, 30, 0, 0)),
                (datetime(2026, 11, 25, 15, 0, 0, 0), datetime(2026, 11, 25, 16, 0, 0, 0)),
            ]
        );
    }

    #[test]
    fn weekly_meetings_come_again_but_on_days_that_are_left_out() {
        let found = times(
            "BEGIN:VEVENT\r\nDTSTART;TZID=Europe/Berlin:20261005T100000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;BYDAY=MO\r\n\
             EXDATE;TZID=Europe/Berlin:20261130T100000\r\nBEGIN:VALARM\r\nDTSTART:20261124T140000Z\r\nEND:VALARM\r\nEND:VEVENT\r\n",
        );
        assert_eq!(found, [(datetime(2026, 11, 23, 10, 0, 0, 0), datetime(2026, 11, 23, 11, 0, 0, 0))]);
    }

    #[test]
    fn whole_days_and_periods_take_time_but_cancelled_and_transparent_events_none() {
        let found = times(
            "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261126\r\nEND:VEVENT\r\n\
             BEGIN:VEVENT\r\nSTATUS:CANCELLED\r\nDTSTART:20261124T140000Z\r\nDURATION:PT1H\r\nEND:VEVENT\r\n\
             BEGIN:VEVENT\r\nTRANSP:TRANSPARENT\r\nDTSTART:20261124T140000Z\r\nDURATION:PT1H\r\nEND:VEVENT\r\n\
             BEGIN:VFREEBUSY\r\nFREEBUSY:20261127T090000Z/PT3H\r\nFREEBUSY;FBTYPE=FREE:20261127T130000Z/PT3H\r\nEND:VFREEBUSY\r\n",
        );
        assert_eq!(
            found,
            [
                (datetime(2026, 11, 26, 0, 0, 0, 0), datetime(2026, 11, 27, 0, 0, 0, 0)),
                (datetime(2026, 11, 27, 10, 0, 0, 0), datetime(2026, 11, 27, 13, 0, 0, 0)),
            ]
        );
    }

    #[test]
    fn hostile_files_are_read_in_one_pass() {
        for text in ["", "BEGIN:VEVENT", "::;;==\"", &"BEGIN:X\r\n".repeat(100_000)] {
            assert!(Calendar::read(text).events.is_empty());
        }
        let strange = Calendar::read("BEGIN:VEVENT\nDTSTART:soon\nEND:VEVENT\n");
        assert_eq!(strange.unread.len(), 1);
    }
}
