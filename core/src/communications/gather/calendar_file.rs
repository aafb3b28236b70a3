//! Reads the first meeting of a calendar file (RFC 5545), as far as a draft needs it.
//!
//! The crate `icalendar` reads nested components by recursion, which a hostile file can make deeper than any stack;
//! this reader looks at lines only.

use jiff::civil::DateTime;

use crate::communications::draft::{Attendee, Invite, InviteEnd, InviteMethod, Participation};
use crate::documents::model::Mailbox;

/// The most of a file that is looked at, in bytes.
const LONGEST: usize = 1 << 20;
/// The most people that are read.
const PEOPLE: usize = 1_000;

/// A meeting, and what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) invite: Invite,
    pub(crate) title: String,
}

/// A line: its name, its parameters and its value.
struct Line<'a> {
    name: String,
    parameters: Vec<(String, &'a str)>,
    value: &'a str,
}

/// Reads the first meeting that has an id, a start and an organiser.
pub(crate) fn read(text: &str) -> Option<Entry> {
    let text = text.get(..text.floor_char_boundary(LONGEST))?;
    let text = text.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "");
    let mut event: Vec<Line<'_>> = Vec::new();
    let (mut inside, mut nested) = (false, 0_usize);
    for line in text.lines().filter_map(line) {
        match (line.name.as_str(), line.value.to_ascii_uppercase().as_str()) {
            ("BEGIN", "VEVENT") if !inside => inside = true,
            ("END", "VEVENT") if inside && nested == 0 => break,
            ("BEGIN", _) if inside => nested += 1,
            ("END", _) if inside => nested = nested.saturating_sub(1),
            _ if inside && nested == 0 => event.push(line),
            _ => {}
        }
    }
    entry(&event)
}

fn entry(event: &[Line<'_>]) -> Option<Entry> {
    let find = |name: &str| event.iter().find(|line| line.name == name);
    let text = |name: &str| find(name).map(|line| unescaped(line.value));
    let (start, zone) = moment(find("DTSTART")?)?;
    let end = match (find("DTEND").and_then(moment), find("DURATION").and_then(|line| minutes(line.value))) {
        (Some((at, _)), _) => InviteEnd::At { at },
        (None, Some(minutes)) => InviteEnd::After { minutes },
        (None, None) => InviteEnd::After { minutes: 60 },
    };
    let attendees = event.iter().filter(|line| line.name == "ATTENDEE").take(PEOPLE);
    let uid = text("UID").filter(|uid| !uid.trim().is_empty() && !uid.contains(char::is_control))?;
    let invite = Invite {
        uid,
        sequence: text("SEQUENCE").and_then(|number| number.trim().parse().ok()).unwrap_or(0),
        method: InviteMethod::Request,
        organiser: find("ORGANIZER").and_then(mailbox)?,
        attendees: attendees.filter_map(attendee).collect(),
        start,
        end,
        time_zone: zone,
        location: text("LOCATION").filter(|place| !place.trim().is_empty()),
    };
    Some(Entry { invite, title: text("SUMMARY").unwrap_or_default() })
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
    let value = line.get(end + 1..)?.trim_end();
    let mut parts = Vec::new();
    let mut from = 0;
    for at in cuts.into_iter().chain([end]) {
        parts.push(line.get(from..at)?);
        from = at + 1;
    }
    let mut parts = parts.into_iter();
    let name = parts.next()?.to_ascii_uppercase();
    let parameters = parts
        .filter_map(|part| part.split_once('='))
        .map(|(name, value)| (name.to_ascii_uppercase(), value.trim_matches('"')))
        .collect();
    Some(Line { name, parameters, value })
}

/// A time by the clocks of its zone.
fn moment(line: &Line<'_>) -> Option<(DateTime, String)> {
    let value = line.value.trim();
    let utc = value.ends_with(['Z', 'z']);
    let bare = value.trim_end_matches(['Z', 'z']);
    let at = match bare.len() {
        8 => jiff::civil::Date::strptime("%Y%m%d", bare).ok()?.at(0, 0, 0, 0),
        _ => DateTime::strptime("%Y%m%dT%H%M%S", bare).ok()?,
    };
    let named = line.parameters.iter().find(|(name, _)| name == "TZID").map(|(_, zone)| (*zone).to_owned());
    // What only one program calls a zone, such as “W. Europe Standard Time”, is no name that others know.
    let known = named.filter(|zone| !utc && jiff::tz::TimeZoneDatabase::bundled().get(zone).is_ok());
    Some((at, known.unwrap_or_else(|| "UTC".to_owned())))
}

/// A duration such as `PT1H30M`, in minutes.
fn minutes(value: &str) -> Option<u32> {
    let span: jiff::Span = value.trim().parse().ok()?;
    let minutes = span.total((jiff::Unit::Minute, jiff::SpanRelativeTo::days_are_24_hours())).ok()?;
    (1.0..=86_400.0).contains(&minutes).then_some(minutes as u32)
}

fn mailbox(line: &Line<'_>) -> Option<Mailbox> {
    let address = line.value.trim();
    let address = match address.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => address.get(7..)?,
        _ => address,
    };
    let name = line.parameters.iter().find(|(name, _)| name == "CN").map(|(_, name)| carets(name));
    let plain = |text: &str| !text.contains(char::is_control);
    (address.contains('@') && plain(address)).then(|| Mailbox {
        name: name.filter(|name| !name.trim().is_empty() && plain(name)),
        address: address.to_owned(),
    })
}

fn attendee(line: &Line<'_>) -> Option<Attendee> {
    let parameter = |wanted: &str| {
        line.parameters.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.to_ascii_uppercase())
    };
    let participation = match parameter("PARTSTAT").as_deref() {
        Some("ACCEPTED") => Participation::Accepted,
        Some("DECLINED") => Participation::Declined,
        Some("TENTATIVE") => Participation::Tentative,
        _ => Participation::Unanswered,
    };
    let optional = parameter("ROLE").as_deref() == Some("OPT-PARTICIPANT");
    Some(Attendee { mailbox: mailbox(line)?, optional, participation })
}

/// Reads what RFC 6868 writes with carets.
fn carets(value: &str) -> String {
    value.replace("^n", " ").replace("^'", "\"").replace("^^", "^")
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

    const FILE: &str = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nEND:VTIMEZONE\r\n\
        BEGIN:VEVENT\r\nUID:u1@firm.example\r\nSEQUENCE:2\r\nSUMMARY:Chairs\\, and\r\n  tables\r\n\
        DTSTART;TZID=Europe/Berlin:20261204T100000\r\nDURATION:PT1H30M\r\n\
        ORGANIZER;CN=\"Ashcroft: Fiona\":mailto:fiona@firm.example\r\n\
        ATTENDEE;CN=Bo;ROLE=OPT-PARTICIPANT;PARTSTAT=ACCEPTED:MAILTO:bo@office.example\r\n\
        BEGIN:VALARM\r\nUID:other\r\nEND:VALARM\r\nLOCATION:Room 4\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

    #[test]
    fn the_first_meeting_of_a_file_is_read() {
        let entry = read(FILE).unwrap();
        assert_eq!((entry.title.as_str(), entry.invite.sequence), ("Chairs, and tables", 2));
        assert_eq!(entry.invite.start, datetime(2026, 12, 4, 10, 0, 0, 0));
        assert_eq!(entry.invite.end, InviteEnd::After { minutes: 90 });
        assert_eq!(entry.invite.time_zone, "Europe/Berlin");
        assert_eq!(entry.invite.uid, "u1@firm.example");
        assert_eq!(entry.invite.organiser.name.as_deref(), Some("Ashcroft: Fiona"));
        assert_eq!(entry.invite.location.as_deref(), Some("Room 4"));
        let bo = &entry.invite.attendees[0];
        assert!(bo.optional && bo.participation == Participation::Accepted);
    }

    #[test]
    fn files_that_hold_no_meeting_tell_none() {
        let deep = "BEGIN:X\r\n".repeat(100_000);
        for text in ["", "BEGIN:VEVENT", "BEGIN:VCALENDAR\nEND:VCALENDAR", "::;;==\"", deep.as_str()] {
            assert_eq!(read(text), None);
        }
        assert_eq!(read(&FILE.replace("UID:u1@firm.example", "X:1")), None);
        assert!(read(&FILE.replace("T100000", "Tx")).is_none());
    }
}
