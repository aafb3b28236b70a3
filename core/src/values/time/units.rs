//! Units of time: their codes in the lexicons, and how a calendar moves by them.

use jiff::Span;
use jiff::civil::{Date, DateTime, ISOWeekDate, Weekday};

pub(super) const SECOND: i64 = 1;
pub(super) const MINUTE: i64 = 2;
pub(super) const HOUR: i64 = 3;
pub(super) const DAY: i64 = 4;
pub(super) const WEEK: i64 = 5;
pub(super) const MONTH: i64 = 6;
pub(super) const YEAR: i64 = 7;
pub(super) const QUARTER: i64 = 8;
pub(super) const WEEKEND: i64 = 9;
pub(super) const BUSINESS_DAY: i64 = 10;
pub(super) const HALF_YEAR: i64 = 18;
const DECADE: i64 = 11;
const CENTURY: i64 = 12;
const FORTNIGHT: i64 = 13;

/// Reduces a unit of the lexicon to one of the first ten, with the factor between them in hundredths.
pub(super) fn reduced(unit: i64) -> (i64, i64) {
    match unit {
        DECADE => (YEAR, 1_000),
        CENTURY => (YEAR, 10_000),
        FORTNIGHT => (WEEK, 200),
        14 | 17 => (DAY, 100),
        15 => (MONTH, 100),
        16 => (YEAR, 100),
        HALF_YEAR => (MONTH, 600),
        19 => (HOUR, 25),
        20 => (HOUR, 75),
        _ => (unit, 100),
    }
}

/// Seconds in a unit, with 30 days to the month and 365 to the year.
pub(super) fn seconds(unit: i64) -> i64 {
    match unit {
        SECOND => 1,
        MINUTE => 60,
        HOUR => 3_600,
        WEEK => 7 * 86_400,
        MONTH => 30 * 86_400,
        YEAR => 365 * 86_400,
        QUARTER => 90 * 86_400,
        WEEKEND => 2 * 86_400,
        _ => 86_400,
    }
}

/// Moves a day by a number of units of a day or more.
pub(super) fn moved(date: Date, unit: i64, count: i64) -> Option<Date> {
    let span = Span::new();
    let span = match unit {
        DAY => span.try_days(count),
        WEEK | WEEKEND => span.try_weeks(count),
        MONTH => span.try_months(count),
        QUARTER => span.try_months(count.checked_mul(3)?),
        YEAR => span.try_years(count),
        BUSINESS_DAY => return business_days(date, count),
        _ => return None,
    };
    date.checked_add(span.ok()?).ok()
}

/// Moves a time by a number of units of any size.
pub(super) fn moved_time(at: DateTime, unit: i64, count: i64) -> Option<DateTime> {
    let span = Span::new();
    let span = match unit {
        SECOND => span.try_seconds(count),
        MINUTE => span.try_minutes(count),
        HOUR => span.try_hours(count),
        _ => return Some(moved(at.date(), unit, count)?.to_datetime(at.time())),
    };
    at.checked_add(span.ok()?).ok()
}

fn business_days(date: Date, count: i64) -> Option<Date> {
    let step = count.signum();
    let mut at = date;
    let mut left = count.abs().min(10_000);
    // Whole weeks at once keep the loop short.
    at = moved(at, WEEK, step * (left / 5))?;
    left %= 5;
    while left > 0 {
        at = moved(at, DAY, step)?;
        if weekday(at) < 6 {
            left -= 1;
        }
    }
    Some(at)
}

/// Monday is 1, Sunday 7.
pub(super) fn weekday(date: Date) -> i64 {
    i64::from(date.weekday().to_monday_one_offset())
}

/// The Monday of a day's week.
pub(super) fn monday(date: Date) -> Option<Date> {
    moved(date, DAY, 1 - weekday(date))
}

/// The period of a unit that holds a day: first day and the day after the last.
pub(super) fn period(date: Date, unit: i64) -> Option<(Date, Date)> {
    let start = match unit {
        DAY => date,
        WEEK => monday(date)?,
        WEEKEND => moved(monday(date)?, DAY, 5)?,
        MONTH => date.first_of_month(),
        QUARTER => Date::new(date.year(), (date.month() - 1) / 3 * 3 + 1, 1).ok()?,
        HALF_YEAR => Date::new(date.year(), if date.month() > 6 { 7 } else { 1 }, 1).ok()?,
        YEAR => date.first_of_year(),
        BUSINESS_DAY => monday(date)?,
        _ => return None,
    };
    let end = match unit {
        WEEKEND => moved(start, DAY, 2)?,
        HALF_YEAR => moved(start, MONTH, 6)?,
        BUSINESS_DAY => moved(start, DAY, 5)?,
        _ => moved(start, unit, 1)?,
    };
    Some((start, end))
}

/// The Monday of an ISO 8601 week.
pub(super) fn iso_week(year: i16, week: i64) -> Option<Date> {
    Some(ISOWeekDate::new(year, i8::try_from(week).ok()?, Weekday::Monday).ok()?.date())
}

/// The TIMEX form of a period.
pub(super) fn period_timex(start: Date, end: Date, unit: i64) -> String {
    let week = || {
        let week = start.iso_week_date();
        format!("{:04}-W{:02}", week.year(), week.week())
    };
    match unit {
        DAY => start.to_string(),
        WEEK | BUSINESS_DAY => week(),
        WEEKEND => format!("{}-WE", week()),
        MONTH => start.strftime("%Y-%m").to_string(),
        YEAR => format!("{:04}", start.year()),
        QUARTER => format!("({start},{end},P3M)"),
        HALF_YEAR => format!("({start},{end},P6M)"),
        _ => format!("({start},{end})"),
    }
}
