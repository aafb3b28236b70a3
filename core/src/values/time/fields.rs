//! Dates as far as a text gives them, and the days they can mean.

use jiff::civil::{Date, DateTime};

use super::super::value::Reading;
use super::units::{DAY, MONTH, YEAR, moved, weekday};

/// A day or a period, with every reading of an open one, best first.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::values) struct Days {
    pub(super) timex: String,
    /// First day, and the day after the last.
    pub(super) alternatives: Vec<(Date, Date)>,
    /// The unit of the period: [`DAY`], [`MONTH`] and so on.
    pub(super) grain: i64,
}

impl Days {
    pub(super) fn day(date: Date) -> Option<Self> {
        Some(Self { timex: date.to_string(), alternatives: vec![(date, moved(date, DAY, 1)?)], grain: DAY })
    }

    pub(super) fn period(start: Date, end: Date, grain: i64) -> Self {
        Self { timex: super::units::period_timex(start, end, grain), alternatives: vec![(start, end)], grain }
    }

    /// A day or period that needs a reference time which is missing.
    pub(super) fn unknown(grain: i64) -> Self {
        let timex = if grain == DAY { "XXXX-XX-XX" } else { "XXXX" };
        Self { timex: timex.to_owned(), alternatives: Vec::new(), grain }
    }

    pub(super) fn is_day(&self) -> bool {
        self.grain == DAY
    }

    pub(super) fn readings(&self) -> Vec<Reading> {
        let reading = |days: Option<&(Date, Date)>| {
            if self.is_day() {
                Reading::Date { timex: self.timex.clone(), date: days.map(|days| days.0) }
            } else {
                Reading::DateRange {
                    timex: self.timex.clone(),
                    start: days.map(|days| days.0),
                    end: days.map(|days| days.1),
                    through: None,
                }
            }
        };
        if self.alternatives.is_empty() {
            return vec![reading(None)];
        }
        self.alternatives.iter().map(|days| reading(Some(days))).collect()
    }
}

/// The fields of a date that the text names.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(in crate::values) struct Fields {
    pub(super) year: Option<i16>,
    /// The other century of a year in two digits.
    pub(super) other_year: Option<i16>,
    pub(super) month: Option<i8>,
    pub(super) day: Option<i8>,
    pub(super) weekday: Option<i64>,
    /// Month and day by the other convention of `1/2/2026`.
    pub(super) swapped: bool,
}

impl Fields {
    pub(super) fn of(year: Option<i16>, month: Option<i8>, day: Option<i8>) -> Self {
        Self { year, month, day, ..Self::default() }
    }

    /// Says whether the calendar has such a day at all.
    pub(super) fn possible(&self) -> bool {
        match (self.year, self.month, self.day) {
            (Some(year), Some(month), Some(day)) => Date::new(year, month, day).is_ok(),
            (None, Some(month), Some(day)) => (1..=12).contains(&month) && (1..=31).contains(&day),
            _ => true,
        }
    }

    fn timex(&self) -> String {
        let year = self.year.map_or("XXXX".to_owned(), |year| {
            if self.other_year.is_some() { format!("XX{:02}", year % 100) } else { format!("{year:04}") }
        });
        match (self.month, self.day, self.weekday) {
            (None, _, Some(weekday)) => format!("XXXX-WXX-{weekday}"),
            (Some(month), Some(day), _) => format!("{year}-{month:02}-{day:02}"),
            (Some(month), None, _) => format!("{year}-{month:02}"),
            (None, Some(day), None) => format!("{year}-XX-{day:02}"),
            (None, None, None) => year,
        }
    }

    /// Finds the days that these fields can mean: for open ones the next at or after the reference, then the
    /// last before it.
    pub(super) fn resolve(&self, reference: Option<DateTime>) -> Days {
        let mut days = Days { timex: self.timex(), alternatives: Vec::new(), grain: self.grain() };
        if let Some(year) = self.year {
            for year in [Some(year), self.other_year].into_iter().flatten() {
                days.alternatives.extend(self.in_year(year));
            }
            if self.swapped
                && let (Some(month), Some(day)) = (self.month, self.day)
            {
                let other = Fields { month: Some(day), day: Some(month), swapped: false, ..*self };
                days.alternatives.extend(other.in_year(year));
            }
            return days;
        }
        let Some(reference) = reference else { return days };
        days.alternatives = self.around(reference.date());
        // Later on the same day both this one and the next can be meant.
        if days.is_day()
            && reference.time() != jiff::civil::Time::midnight()
            && days.alternatives.first().is_some_and(|first| first.0 == reference.date())
        {
            let after = moved(reference.date(), DAY, 1).map(|date| self.around(date)).unwrap_or_default();
            let next = after.first().copied();
            if let (Some(next), Some(past)) = (next, days.alternatives.get_mut(1)) {
                *past = next;
            }
        }
        days
    }

    fn grain(&self) -> i64 {
        match (self.month, self.day, self.weekday) {
            (_, Some(_), _) | (_, _, Some(_)) => DAY,
            (Some(_), None, None) => MONTH,
            (None, None, None) => YEAR,
        }
    }

    fn in_year(&self, year: i16) -> Option<(Date, Date)> {
        let grain = self.grain();
        let start = Date::new(year, self.month.unwrap_or(1), self.day.unwrap_or(1)).ok()?;
        Some((start, moved(start, grain, 1)?))
    }

    /// The next at or after a day, and the last before it.
    fn around(&self, today: Date) -> Vec<(Date, Date)> {
        let single = |date: Date| Some((date, moved(date, DAY, 1)?));
        let pair: [Option<(Date, Date)>; 2] = match (self.month, self.day, self.weekday) {
            (None, None, Some(wanted)) => {
                let ahead = (wanted - weekday(today)).rem_euclid(7);
                let next = moved(today, DAY, ahead);
                [next.and_then(single), next.and_then(|next| moved(next, DAY, -7)).and_then(single)]
            }
            (None, Some(day), wanted) => {
                let in_month = |offset: i64| {
                    let first = moved(today.first_of_month(), MONTH, offset)?;
                    let date = Date::new(first.year(), first.month(), day).ok()?;
                    wanted.is_none_or(|wanted| weekday(date) == wanted).then_some(date)
                };
                let next = (0..24).filter_map(in_month).find(|date| *date >= today);
                let last = (0..24).filter_map(|back| in_month(-back)).find(|date| *date < today);
                // "Wednesday the 31st" of this month leaves no doubt.
                let settled = wanted.is_some()
                    && next.is_some_and(|next| next.first_of_month() == today.first_of_month());
                let last = last.filter(|_| !settled);
                [next.and_then(single), last.and_then(single)]
            }
            (Some(month), None, _) => {
                let year = if month >= today.month() { today.year() } else { today.year() + 1 };
                [self.in_year(year), self.in_year(year - 1)]
            }
            (Some(_), Some(_), _) => {
                let years = i64::from(today.year());
                let of = |year: i64| self.in_year(i16::try_from(year).ok()?);
                let next = (0..9).filter_map(|ahead| of(years + ahead)).find(|days| days.0 >= today);
                let last = (0..9).filter_map(|back| of(years - back)).find(|days| days.0 < today);
                [next, last]
            }
            _ => [None, None],
        };
        pair.into_iter().flatten().collect()
    }
}

/// A date expression before it is resolved.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::values) enum When {
    /// Fields that another date of a range may complete.
    Fields(Fields),
    /// What is settled.
    Days(Days),
}

impl When {
    pub(super) fn resolve(&self, reference: Option<DateTime>) -> Days {
        match self {
            Self::Fields(fields) => fields.resolve(reference),
            Self::Days(days) => days.clone(),
        }
    }

    pub(super) fn is_day(&self) -> bool {
        match self {
            Self::Fields(fields) => fields.grain() == DAY,
            Self::Days(days) => days.is_day(),
        }
    }
}

/// A date expression and where it ends.
#[derive(Debug, Clone)]
pub(in crate::values) struct Dated {
    pub(super) when: When,
    pub(super) end: usize,
}
