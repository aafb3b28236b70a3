//! What is left of working days.

use jiff::ToSpan;
use jiff::civil::{DateTime, Weekday};

use super::{FreeBusy, FreeTime};

/// Returns the times of working days, Monday to Friday, that nothing takes.
pub(super) fn free(wanted: &FreeBusy, busy: &[(DateTime, DateTime)]) -> Vec<FreeTime> {
    let mut busy = busy.to_vec();
    busy.sort();
    let shortest = i64::from(wanted.minutes.unwrap_or(30).max(1));
    let (starts, ends) = wanted.day();
    let mut found = Vec::new();
    let mut day = wanted.from.date();
    while day <= wanted.to.date() {
        let works = !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        let (mut from, to) = (day.to_datetime(starts).max(wanted.from), day.to_datetime(ends).min(wanted.to));
        if works {
            for (start, end) in busy.iter().filter(|(start, _)| *start < to) {
                push(&mut found, from, (*start).min(to), shortest);
                from = from.max(*end);
            }
            push(&mut found, from, to, shortest);
        }
        let Ok(next) = day.checked_add(1.day()) else { break };
        day = next;
    }
    found
}

fn push(found: &mut Vec<FreeTime>, start: DateTime, end: DateTime, shortest: i64) {
    let long = start.checked_add(shortest.minutes()).is_ok_and(|least| least <= end);
    if long {
        found.push(FreeTime { start, end });
    }
}
