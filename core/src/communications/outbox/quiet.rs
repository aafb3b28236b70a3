//! Quiet hours: the next time at which something may be sent.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::error::{Error, Result};
use crate::settings::QuietHours;

/// How many days are looked at: a weekend and its neighbours.
const DAYS: usize = 5;

/// Returns the first time at or after `from` that is outside the quiet hours.
///
/// # Errors
/// `invalid_input` for an unknown time zone, and for hours that never end.
pub(super) fn next(hours: Option<&QuietHours>, from: Timestamp) -> Result<Timestamp> {
    let Some(hours) = hours else { return Ok(from) };
    let zone = TimeZone::get(&hours.time_zone).map_err(|error| {
        Error::invalid_input(format!("{} is not a time zone of the IANA database", hours.time_zone))
            .with_source(error)
    })?;
    let mut at = from.to_zoned(zone);
    // Each turn leaves one quiet stretch; a weekend may border on a night at both ends.
    for _ in 0..DAYS {
        let Some(end) = end_of_quiet(hours, &at)? else { return Ok(at.timestamp()) };
        at = end;
    }
    Err(Error::invalid_input("these quiet hours never end; leave some time to send"))
}

/// Returns when the quiet stretch around a time ends, if there is one.
fn end_of_quiet(hours: &QuietHours, at: &Zoned) -> Result<Option<Zoned>> {
    let (date, time) = (at.date(), at.time());
    if hours.weekends && matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) {
        return Ok(Some(start(at, tomorrow(date)?)?));
    }
    let over_night = hours.to < hours.from;
    let ends = if !over_night && hours.from <= time && time < hours.to {
        Some(date)
    } else if over_night && time >= hours.from {
        Some(tomorrow(date)?)
    } else if over_night && time < hours.to {
        Some(date)
    } else {
        None
    };
    ends.map(|date| date.to_datetime(hours.to).to_zoned(at.time_zone().clone()).map_err(far)).transpose()
}

fn start(at: &Zoned, date: Date) -> Result<Zoned> {
    date.to_zoned(at.time_zone().clone()).map_err(far)
}

fn tomorrow(date: Date) -> Result<Date> {
    date.tomorrow().map_err(far)
}

fn far(error: jiff::Error) -> Error {
    Error::invalid_input("this time is further away than a calendar reaches").with_source(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(hours: &QuietHours, from: &str) -> String {
        next(Some(hours), from.parse().unwrap()).unwrap().to_string()
    }

    fn hours(from: &str, to: &str, weekends: bool) -> QuietHours {
        let (from, to) = (from.parse().unwrap(), to.parse().unwrap());
        QuietHours { from, to, weekends, time_zone: "Europe/Berlin".to_owned() }
    }

    #[test]
    fn a_night_ends_in_the_morning_of_the_time_zone() {
        let night = hours("20:00", "07:00", false);
        assert_eq!(after(&night, "2026-11-23T18:59:59Z"), "2026-11-23T18:59:59Z");
        assert_eq!(after(&night, "2026-11-23T19:00:00Z"), "2026-11-24T06:00:00Z");
        assert_eq!(after(&night, "2026-11-24T02:00:00Z"), "2026-11-24T06:00:00Z");
        assert_eq!(after(&night, "2026-07-01T02:00:00Z"), "2026-07-01T05:00:00Z", "summer time");
        let noon = hours("12:00", "13:00", false);
        assert_eq!(after(&noon, "2026-11-23T11:30:00Z"), "2026-11-23T12:00:00Z");
    }

    #[test]
    fn a_weekend_and_the_nights_beside_it_are_one_stretch() {
        let week = hours("20:00", "07:00", true);
        assert_eq!(after(&week, "2026-11-27T19:30:00Z"), "2026-11-30T06:00:00Z");
        assert_eq!(after(&week, "2026-11-28T12:00:00Z"), "2026-11-30T06:00:00Z");
    }

    #[test]
    fn hours_without_end_or_zone_are_refused() {
        let nowhere = QuietHours { time_zone: "Moon/Base".to_owned(), ..hours("20:00", "07:00", false) };
        assert!(next(Some(&nowhere), Timestamp::UNIX_EPOCH).unwrap_err().message().contains("Moon/Base"));
        assert_eq!(next(None, Timestamp::UNIX_EPOCH).unwrap(), Timestamp::UNIX_EPOCH);
        let none = hours("09:00", "09:00", false);
        assert_eq!(after(&none, "2026-11-23T08:00:00Z"), "2026-11-23T08:00:00Z", "an empty stretch");
    }
}
