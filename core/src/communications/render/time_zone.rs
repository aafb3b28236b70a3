//! The rules of a time zone as a calendar needs them (VTIMEZONE), from the tables that are built in.
//!
//! An event without recurrence needs no rule for ever: the change of clocks before it, and each until it is over,
//! say exactly how its times are meant.

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};
use jiff::{Span, Timestamp};

use crate::communications::draft::Invite;
use crate::communications::render::ics::Calendar;
use crate::error::{Error, Result};

/// The most changes of clocks that are written.
const CHANGES: usize = 12;

/// One stretch of a zone's time: from this moment the clocks show this offset.
struct Stretch {
    from: DateTime,
    before: Offset,
    after: Offset,
    name: String,
    summer: bool,
}

/// Writes the zone of a meeting; `None` for UTC, which needs none.
pub(super) fn write(
    invite: &Invite,
    start: DateTime,
    end: DateTime,
    calendar: &mut Calendar,
) -> Result<Option<()>> {
    let zone = find(invite)?;
    if matches!(invite.time_zone.as_str(), "UTC" | "Etc/UTC" | "Z") {
        return Ok(None);
    }
    let (start, end) = (moment(&zone, start)?, moment(&zone, end)?);
    calendar.line("BEGIN:VTIMEZONE");
    calendar.line(&format!("TZID:{}", invite.time_zone));
    for stretch in stretches(&zone, start, end) {
        let kind = if stretch.summer { "DAYLIGHT" } else { "STANDARD" };
        calendar.line(&format!("BEGIN:{kind}"));
        calendar.line(&format!("DTSTART:{}", stretch.from.strftime("%Y%m%dT%H%M%S")));
        calendar.line(&format!("TZOFFSETFROM:{}", offset(stretch.before)));
        calendar.line(&format!("TZOFFSETTO:{}", offset(stretch.after)));
        calendar.line(&format!("TZNAME:{}", stretch.name));
        calendar.line(&format!("END:{kind}"));
    }
    calendar.line("END:VTIMEZONE");
    Ok(Some(()))
}

/// Returns the time that the clocks show so many minutes after the start of a meeting.
pub(super) fn after(invite: &Invite, minutes: u32) -> Result<Option<DateTime>> {
    let zone = find(invite)?;
    let start = moment(&zone, invite.start)?;
    let end = start.checked_add(Span::new().minutes(i64::from(minutes)));
    Ok(end.ok().map(|end| zone.to_datetime(end)))
}

fn find(invite: &Invite) -> Result<TimeZone> {
    if matches!(invite.time_zone.as_str(), "UTC" | "Etc/UTC" | "Z") {
        return Ok(TimeZone::UTC);
    }
    // Not the tables of the system: the same draft gives the same bytes on every machine.
    TimeZoneDatabase::bundled().get(&invite.time_zone).map_err(|error| {
        Error::invalid_input(
            "the time zone of the meeting is not known; give its IANA name, such as Europe/Berlin",
        )
        .with_source(error)
    })
}

fn moment(zone: &TimeZone, time: DateTime) -> Result<Timestamp> {
    zone.to_timestamp(time).map_err(|error| {
        Error::invalid_input("the meeting is at a time that no calendar holds").with_source(error)
    })
}

/// The stretch in which a meeting starts, the one before, and each until it ends.
fn stretches(zone: &TimeZone, start: Timestamp, end: Timestamp) -> Vec<Stretch> {
    let mut moments: Vec<Timestamp> =
        zone.preceding(start).take(2).map(|transition| transition.timestamp()).collect();
    moments.reverse();
    let later = zone.following(start).map(|transition| transition.timestamp());
    moments.extend(later.take_while(|moment| *moment <= end).take(CHANGES));
    if moments.is_empty() {
        let info = zone.to_offset_info(start);
        return vec![Stretch {
            from: DateTime::constant(1970, 1, 1, 0, 0, 0, 0),
            before: info.offset(),
            after: info.offset(),
            name: info.abbreviation().to_owned(),
            summer: info.dst().is_dst(),
        }];
    }
    let second = Span::new().seconds(1);
    let stretch = |moment: Timestamp| {
        let before =
            moment.checked_sub(second).map_or_else(|_| zone.to_offset(moment), |at| zone.to_offset(at));
        let info = zone.to_offset_info(moment);
        Stretch {
            // A change of clocks is dated by the clocks before it.
            from: before.to_datetime(moment),
            before,
            after: info.offset(),
            name: info.abbreviation().to_owned(),
            summer: info.dst().is_dst(),
        }
    };
    moments.into_iter().map(stretch).collect()
}

fn offset(offset: Offset) -> String {
    let seconds = offset.seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let (hours, minutes, rest) = (seconds.abs() / 3600, seconds.abs() / 60 % 60, seconds.abs() % 60);
    match rest {
        0 => format!("{sign}{hours:02}{minutes:02}"),
        _ => format!("{sign}{hours:02}{minutes:02}{rest:02}"),
    }
}
