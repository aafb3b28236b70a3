//! Rules by which events come again (RFC 5545, 3.3.10), as far as offices use them: each so many days, weeks (on
//! some weekdays), months or years. What goes beyond that is not guessed.

use jiff::ToSpan;
use jiff::civil::{DateTime, Weekday};

use super::calendar::clock;

/// The most times that a rule is followed: thirty years of days.
const STEPS: usize = 11_000;

/// How often an event comes again.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Rule {
    each: Each,
    interval: i32,
    count: Option<usize>,
    until: Option<DateTime>,
    /// The weekdays of a weekly event; that of its start when empty.
    days: Vec<Weekday>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Each {
    Day,
    Week,
    Month,
    Year,
}

impl Rule {
    /// Reads a rule; `None` for one that is not understood in full.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut rule = Self { each: Each::Day, interval: 1, count: None, until: None, days: Vec::new() };
        let mut named = false;
        for (name, value) in text.trim().split(';').filter_map(|part| part.split_once('=')) {
            match name.to_ascii_uppercase().as_str() {
                "FREQ" => {
                    named = true;
                    rule.each = match value.to_ascii_uppercase().as_str() {
                        "DAILY" => Each::Day,
                        "WEEKLY" => Each::Week,
                        "MONTHLY" => Each::Month,
                        "YEARLY" => Each::Year,
                        _ => return None,
                    };
                }
                "INTERVAL" => {
                    rule.interval = value.parse().ok().filter(|interval| (1..=1_000).contains(interval))?
                }
                "COUNT" => rule.count = Some(value.parse().ok()?),
                "UNTIL" => {
                    let (until, _, all_day) = clock(value)?;
                    rule.until = Some(if all_day { until.date().at(23, 59, 59, 0) } else { until });
                }
                "BYDAY" => rule.days = value.split(',').map(weekday).collect::<Option<_>>()?,
                "WKST" => {}
                _ => return None,
            }
        }
        let plain = rule.days.is_empty() || rule.each == Each::Week;
        (named && plain).then_some(rule)
    }

    /// The starts until a time, and whether the rule was followed that far.
    pub(super) fn starts(&self, first: DateTime, to: DateTime) -> (Vec<DateTime>, bool) {
        let mut found = Vec::new();
        let last = self.until.map_or(to, |until| until.min(to));
        for step in 0..STEPS {
            let turn = i32::try_from(step).unwrap_or(i32::MAX).saturating_mul(self.interval);
            let Some(at) = self.turn(first, turn) else { return (found, true) };
            let Some(at) = at else { continue };
            if at.date().checked_sub(6.days()).is_ok_and(|day| day > last.date()) {
                return (found, true);
            }
            for start in self.within(at) {
                let counted = self.count.is_none_or(|count| found.len() < count);
                if start >= first && start <= last && counted {
                    found.push(start);
                }
            }
            if self.count.is_some_and(|count| found.len() >= count) {
                return (found, true);
            }
        }
        (found, false)
    }

    /// The start after so many days, weeks, months or years. The outer `None` is beyond all calendars; the inner one
    /// a day that a month does not have.
    #[expect(clippy::option_option, reason = "no such day, and no more days, are two things")]
    fn turn(&self, first: DateTime, turn: i32) -> Option<Option<DateTime>> {
        let span = match self.each {
            Each::Day => turn.days(),
            Each::Week => turn.weeks(),
            Each::Month => turn.months(),
            Each::Year => turn.years(),
        };
        let at = first.checked_add(span).ok()?;
        let exists = matches!(self.each, Each::Day | Each::Week) || at.day() == first.day();
        Some(exists.then_some(at))
    }

    /// The starts of one turn: of a week, those on its weekdays.
    fn within(&self, at: DateTime) -> Vec<DateTime> {
        if self.days.is_empty() {
            return vec![at];
        }
        let monday = i64::from(at.weekday().to_monday_zero_offset());
        let days = self.days.iter().map(|day| i64::from(day.to_monday_zero_offset()));
        let mut starts: Vec<DateTime> =
            days.filter_map(|day| at.checked_add((day - monday).days()).ok()).collect();
        starts.sort();
        starts
    }
}

fn weekday(name: &str) -> Option<Weekday> {
    Some(match name.trim().to_ascii_uppercase().as_str() {
        "MO" => Weekday::Monday,
        "TU" => Weekday::Tuesday,
        "WE" => Weekday::Wednesday,
        "TH" => Weekday::Thursday,
        "FR" => Weekday::Friday,
        "SA" => Weekday::Saturday,
        "SU" => Weekday::Sunday,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{Date, date, datetime};

    fn days(rule: &str, first: DateTime) -> Vec<Date> {
        let rule = Rule::read(rule).unwrap();
        rule.starts(first, datetime(2026, 12, 31, 0, 0, 0, 0)).0.iter().map(|at| at.date()).collect()
    }

    #[test]
    fn rules_of_offices_are_followed() {
        let first = datetime(2026, 11, 2, 10, 0, 0, 0);
        assert_eq!(
            days("FREQ=DAILY;INTERVAL=2;COUNT=3", first),
            [date(2026, 11, 2), date(2026, 11, 4), date(2026, 11, 6)]
        );
        assert_eq!(
            days("FREQ=WEEKLY;BYDAY=TU,MO;UNTIL=20261110T235959Z", first),
            [date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 9), date(2026, 11, 10)]
        );
        let last = datetime(2026, 8, 31, 10, 0, 0, 0);
        assert_eq!(days("FREQ=MONTHLY", last), [date(2026, 8, 31), date(2026, 10, 31)]);
    }

    #[test]
    fn rules_beyond_that_are_not_guessed() {
        for rule in
            ["", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=HOURLY", "FREQ=YEARLY;BYMONTH=1", "FREQ=WEEKLY;INTERVAL=0"]
        {
            assert_eq!(Rule::read(rule), None, "{rule}");
        }
    }
}
