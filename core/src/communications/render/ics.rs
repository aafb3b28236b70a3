//! A calendar entry (RFC 5545, RFC 5546): REQUEST, CANCEL and REPLY, with the rules of its time zone.
//!
//! The crate `icalendar` writes line ends inside names as they are, which invites strangers, and no time zones; so
//! this writer is our own, and the crate reads what it wrote in the tests.

use crate::communications::draft::{Attendee, Draft, Invite, InviteEnd, InviteMethod, Participation};
use crate::communications::render::header::{address, ensure_one_line};
use crate::communications::render::text::one_line;
use crate::communications::render::time_zone;
use crate::communications::render::words::{Printer, printable};
use crate::communications::render::{text, words};
use crate::documents::model::Mailbox;
use crate::error::{Error, Result};

/// The longest line in bytes, without its end.
const LINE: usize = 75;

/// The longest text of a property; a calendar is no archive.
const TEXT: usize = 20_000;

/// Lines of a calendar, folded, each ended by CRLF.
#[derive(Debug, Default)]
pub(super) struct Calendar {
    text: String,
}

impl Calendar {
    /// Adds a line and folds it, never inside a letter.
    pub(super) fn line(&mut self, line: &str) {
        let mut length = 0;
        for c in line.chars() {
            if length + c.len_utf8() > LINE {
                self.text.push_str("\r\n ");
                length = 1;
            }
            self.text.push(c);
            length += c.len_utf8();
        }
        self.text.push_str("\r\n");
    }

    /// Adds a property of free text.
    fn text(&mut self, name: &str, value: &str) {
        self.line(&format!("{name}:{}", escaped(value)));
    }
}

/// Writes the meeting of a draft.
pub(super) fn write(draft: &Draft) -> Result<String> {
    let invite = draft.invite.as_ref().ok_or_else(|| {
        Error::invalid_input(format!("draft {} is about no meeting; give it an invite", draft.id))
    })?;
    let created = draft.created.parse::<jiff::Timestamp>().map_err(|error| {
        Error::invalid_input(format!("draft {} does not say when it was made", draft.id)).with_source(error)
    })?;
    let (start, end) = times(invite)?;
    let mut calendar = Calendar::default();
    calendar.line("BEGIN:VCALENDAR");
    calendar.line("PRODID:-//Secretariat//Secretariat//EN");
    calendar.line("VERSION:2.0");
    calendar.line("CALSCALE:GREGORIAN");
    calendar.line(&format!("METHOD:{}", method(invite.method)));
    let zone = time_zone::write(invite, start, end, &mut calendar)?;
    calendar.line("BEGIN:VEVENT");
    calendar.text("UID", &uid(invite)?);
    calendar.line(&format!("SEQUENCE:{}", invite.sequence));
    calendar.line(&format!("DTSTAMP:{}", created.strftime("%Y%m%dT%H%M%SZ")));
    let time = |time: jiff::civil::DateTime| match zone {
        Some(_) => format!(";TZID={}:{}", invite.time_zone, time.strftime("%Y%m%dT%H%M%S")),
        None => format!(":{}", time.strftime("%Y%m%dT%H%M%SZ")),
    };
    calendar.line(&format!("DTSTART{}", time(start)));
    calendar.line(&format!("DTEND{}", time(end)));
    let printer = Printer::new(draft);
    let cut = |text: String| text.chars().take(TEXT).collect::<String>();
    calendar.text("SUMMARY", &cut(one_line(&printer.words(&draft.subject))));
    calendar.text("DESCRIPTION", &cut(text::print(draft).trim_end().to_owned()));
    if let Some(location) = &invite.location {
        calendar.text("LOCATION", &cut(one_line(&words::plain_words(&printable(location)))));
    }
    person("ORGANIZER", "", &invite.organiser, &mut calendar)?;
    attendees(invite, &mut calendar)?;
    match invite.method {
        InviteMethod::Request => calendar.line("STATUS:CONFIRMED"),
        InviteMethod::Cancel => calendar.line("STATUS:CANCELLED"),
        InviteMethod::Reply => {}
    }
    calendar.line("TRANSP:OPAQUE");
    calendar.line("END:VEVENT");
    calendar.line("END:VCALENDAR");
    Ok(calendar.text)
}

fn method(method: InviteMethod) -> &'static str {
    match method {
        InviteMethod::Request => "REQUEST",
        InviteMethod::Cancel => "CANCEL",
        InviteMethod::Reply => "REPLY",
    }
}

fn uid(invite: &Invite) -> Result<String> {
    ensure_one_line("id of the meeting", &invite.uid)?;
    match invite.uid.is_empty() || invite.uid.len() > 255 || invite.uid.chars().any(char::is_control) {
        true => Err(Error::invalid_input("the meeting of this draft has no id of 1 to 255 characters")),
        false => Ok(invite.uid.clone()),
    }
}

/// Start and end by the clocks of the place.
fn times(invite: &Invite) -> Result<(jiff::civil::DateTime, jiff::civil::DateTime)> {
    let end = match invite.end {
        InviteEnd::At { at } => Some(at),
        InviteEnd::After { minutes } => time_zone::after(invite, minutes)?,
    };
    let years = 1900..=2200;
    let named = |time: jiff::civil::DateTime| years.contains(&time.year());
    match end.filter(|end| *end > invite.start && named(*end) && named(invite.start)) {
        Some(end) => Ok((invite.start, end)),
        None => Err(Error::invalid_input("the meeting of this draft does not end after it starts")),
    }
}

fn attendees(invite: &Invite, calendar: &mut Calendar) -> Result<()> {
    if invite.method == InviteMethod::Reply && invite.attendees.len() != 1 {
        return Err(Error::invalid_input("the answer to an invitation names the one person who answers"));
    }
    for Attendee { mailbox, optional, participation } in &invite.attendees {
        let role = if *optional { "OPT-PARTICIPANT" } else { "REQ-PARTICIPANT" };
        let status = match participation {
            Participation::Unanswered => "NEEDS-ACTION",
            Participation::Accepted => "ACCEPTED",
            Participation::Declined => "DECLINED",
            Participation::Tentative => "TENTATIVE",
        };
        // Who is asked should answer; an answer asks nobody.
        let asked = invite.method == InviteMethod::Request && *participation == Participation::Unanswered;
        let rsvp = if asked { ";RSVP=TRUE" } else { "" };
        let parameters = format!(";CUTYPE=INDIVIDUAL;ROLE={role};PARTSTAT={status}{rsvp}");
        person("ATTENDEE", &parameters, mailbox, calendar)?;
    }
    Ok(())
}

fn person(property: &str, parameters: &str, mailbox: &Mailbox, calendar: &mut Calendar) -> Result<()> {
    let name = mailbox.name.as_deref().unwrap_or_default();
    ensure_one_line("name", name)?;
    let address = address(mailbox)?;
    let name = match name.is_empty() {
        true => String::new(),
        false => format!(";CN={}", parameter(&printable(name))),
    };
    calendar.line(&format!("{property}{parameters}{name}:mailto:{address}"));
    Ok(())
}

/// Writes the value of a parameter in quotes, with what quotes cannot hold as carets say it (RFC 6868).
fn parameter(value: &str) -> String {
    format!("\"{}\"", value.replace('^', "^^").replace('"', "^'").replace('\n', "^n"))
}

/// Escapes the value of a property of text.
fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}
