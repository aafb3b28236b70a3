//! When a schedule fires next: pure functions of a time.

use cronexpr::{Crontab, MakeTimestamp};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::record::ScheduleWhen;
use crate::error::{Error, Result};

/// The longest crontab line, in bytes.
const LINE: usize = 200;
/// The hour of the office at which deadlines are looked for.
const HOUR: i8 = 9;
/// How many civil times are passed over that a change of the clock moves to before the time at hand.
const MOVED: usize = 200;

/// Returns when a schedule that is added or resumed fires first; nothing when no time tells.
///
/// # Errors
/// `invalid_input` for a crontab line, a time zone or a number that cannot be used.
pub(super) fn first(when: &ScheduleWhen, now: Timestamp, office: &TimeZone) -> Result<Option<Timestamp>> {
    match when {
        ScheduleWhen::At { at } => Ok(Some(*at)),
        ScheduleWhen::After { seconds } => {
            let at = now.saturating_add(SignedDuration::from_secs(i64::from(*seconds)));
            Ok(Some(at.unwrap_or(Timestamp::MAX)))
        }
        // What is near already is found at once.
        ScheduleWhen::DeadlineNear { .. } => Ok(Some(now)),
        _ => after(when, now, office),
    }
}

/// Returns when a schedule fires after a time; nothing when it does not any more, or no time tells.
///
/// # Errors
/// As [`first`].
pub(super) fn after(when: &ScheduleWhen, time: Timestamp, office: &TimeZone) -> Result<Option<Timestamp>> {
    match when {
        ScheduleWhen::Cron { cron, time_zone } => {
            let zone = match time_zone {
                None => office.clone(),
                Some(name) => TimeZone::get(name).map_err(|error| {
                    let message = format!("{name} is not a time zone of the IANA database");
                    Error::invalid_input(message).with_source(error)
                })?,
            };
            next_of(&read(cron)?, time, &zone)
        }
        ScheduleWhen::DeadlineNear { .. } => Ok(Some(morning(time, office))),
        ScheduleWhen::At { .. }
        | ScheduleWhen::After { .. }
        | ScheduleWhen::DocumentAdded { .. }
        | ScheduleWhen::MailReceived { .. } => Ok(None),
    }
}

/// Reads a crontab line of five fields.
///
/// # Errors
/// `invalid_input` naming what is expected.
pub(super) fn read(line: &str) -> Result<Crontab> {
    let form = "a crontab line has five fields: minute, hour, day, month, weekday, as `30 8 * * MON-FRI`";
    if line.len() > LINE || line.split_whitespace().count() != 5 {
        return Err(Error::invalid_input(form));
    }
    // The line is of civil times: the zone is ours, so that changes of the clock are treated here.
    cronexpr::parse_crontab(&format!("{line} UTC"))
        .map_err(|error| Error::invalid_input(format!("`{line}` cannot be read: {form}")).with_source(error))
}

/// The first time of a line after a time, in a zone.
fn next_of(line: &Crontab, time: Timestamp, zone: &TimeZone) -> Result<Option<Timestamp>> {
    let far = |error| Error::invalid_input("a time that cannot be reckoned with").with_source(error);
    let civil = time.to_zoned(zone.clone()).datetime();
    // The hour before: a civil time of it may be moved to after the time at hand.
    let mut civil = civil.checked_sub(2.hours()).map_err(far)?;
    for _ in 0..MOVED {
        let from = civil.to_zoned(TimeZone::UTC).map_err(far)?.timestamp();
        // A line such as the 30th of February has none.
        let Ok(found) = line.find_next(MakeTimestamp(from)) else { return Ok(None) };
        civil = DateTime::from(found);
        // Left out by a change of the clock: moved to after it. Twice: the first time.
        let at = zone.to_ambiguous_zoned(civil).compatible().map_err(far)?.timestamp();
        if at > time {
            return Ok(Some(at));
        }
    }
    Ok(None)
}

/// The next morning of the office.
fn morning(time: Timestamp, office: &TimeZone) -> Timestamp {
    let today = time.to_zoned(office.clone()).date();
    let days = [Some(today), today.tomorrow().ok()];
    let mornings = days.into_iter().flatten().filter_map(|day| {
        let at = office.to_ambiguous_zoned(day.at(HOUR, 0, 0, 0)).compatible().ok()?;
        Some(at.timestamp())
    });
    mornings.into_iter().find(|at| *at > time).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(line: &str, zone: &str, from: &str, count: usize) -> Vec<String> {
        let zone = TimeZone::get(zone).unwrap();
        let when = ScheduleWhen::Cron { cron: line.to_owned(), time_zone: None };
        let mut time: Timestamp = from.parse().unwrap();
        (0..count)
            .map(|_| {
                time = after(&when, time, &zone).unwrap().unwrap();
                time.to_string()
            })
            .collect()
    }

    #[test]
    fn a_line_is_of_the_zone_and_keeps_its_hour_when_the_clock_changes() {
        // Berlin leaves summer time on 25 October 2026 at 3:00.
        assert_eq!(
            times("30 8 * * *", "Europe/Berlin", "2026-10-24T00:00:00Z", 3),
            ["2026-10-24T06:30:00Z", "2026-10-25T07:30:00Z", "2026-10-26T07:30:00Z"]
        );
        assert_eq!(
            times("0 9 * * MON-FRI", "America/New_York", "2026-11-27T15:00:00Z", 2),
            ["2026-11-30T14:00:00Z", "2026-12-01T14:00:00Z"]
        );
    }

    #[test]
    fn a_time_that_is_left_out_fires_after_it_and_one_that_comes_twice_fires_once() {
        // On 29 March 2026 Berlin has no 2:30.
        assert_eq!(
            times("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", 2),
            ["2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z"]
        );
        // On 25 October 2026 Berlin has two.
        assert_eq!(
            times("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", 2),
            ["2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"]
        );
        // Times only ever grow, and none comes twice.
        for day in ["2026-03-28T23:00:00Z", "2026-10-24T22:00:00Z"] {
            let all = times("*/30 * * * *", "Europe/Berlin", day, 12);
            assert!(all.windows(2).all(|pair| pair[0] < pair[1]), "{all:?}");
        }
    }

    #[test]
    fn a_day_that_never_comes_is_no_time() {
        let when = ScheduleWhen::Cron { cron: "0 0 30 2 *".to_owned(), time_zone: None };
        assert_eq!(after(&when, Timestamp::UNIX_EPOCH, &TimeZone::UTC).unwrap(), None);
    }

    #[test]
    fn what_is_no_line_is_refused() {
        for line in ["", "* * * *", "* * * * * *", "61 * * * *", "* * * * * UTC", "a b c d e", "*/0 * * * *"]
        {
            assert!(read(line).is_err(), "{line}");
        }
        let zone =
            ScheduleWhen::Cron { cron: "* * * * *".to_owned(), time_zone: Some("Mars/One".to_owned()) };
        assert!(first(&zone, Timestamp::UNIX_EPOCH, &TimeZone::UTC).is_err());
    }
}
