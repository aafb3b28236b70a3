//! Dates by name: "tomorrow", "next week", "Ende Q3", "KW 48", "Christmas 2026", "the 1990s".

use jiff::civil::Date;

use super::super::grammar::Grammar;
use super::super::lexicon::Sort;
use super::calendar::holiday;
use super::fields::{Dated, Days, Fields, When};
use super::units::{
    DAY, HALF_YEAR, MONTH, QUARTER, WEEK, WEEKEND, YEAR, iso_week, moved, period, period_timex, weekday,
};

/// How far a season reaches: "SP", "SU", "FA", "WI".
const SEASONS: [&str; 4] = ["SP", "SU", "FA", "WI"];

impl Grammar<'_> {
    /// Reads a date of any form.
    pub(super) fn dated(&self, start: usize) -> Option<Dated> {
        self.memory.dated.at(start, || self.read_dated(start))
    }

    fn read_dated(&self, start: usize) -> Option<Dated> {
        let best = [
            self.edge(start),
            self.absolute(start),
            self.relative_day(start),
            self.relative_period(start),
            self.quarter_or_half(start),
            self.week_by_number(start),
            self.week_of(start),
            self.nth_of_period(start),
            self.holiday(start),
            self.year_alone(start),
            self.decade(start),
        ];
        let best = best.into_iter().flatten().reduce(|a, b| if b.end > a.end { b } else { a })?;
        Some(self.weekday_with_week(start, best))
    }

    pub(super) fn today(&self) -> Option<Date> {
        self.reference.map(|reference| reference.date())
    }

    fn relative_day(&self, start: usize) -> Option<Dated> {
        let (offset, mut end) = self.is(start, Sort::RelativeDay)?;
        if !self.closes(end) {
            return None;
        }
        if self.sign(start, "the") && end == start + 2 && !self.selection.is_single() {
            return None;
        }
        // "tomorrow, 5 May": the date itself says more.
        let date = match self.today() {
            Some(today) => Days::day(moved(today, DAY, offset)?)?,
            None => Days::unknown(DAY),
        };
        let comma = self.skip_sign(end, ",");
        if let Some(dated) = self.absolute(self.skip(comma, Sort::The))
            && dated.when.is_day()
            && matches!(dated.when, When::Fields(Fields { month: Some(_), .. }))
        {
            end = dated.end;
            return Some(Dated { when: dated.when, end });
        }
        Some(Dated { when: When::Days(date), end })
    }

    /// "next week", "this Friday", "letzten Monat", "next May", "the month", "last quarter".
    pub(super) fn relative_period(&self, start: usize) -> Option<Dated> {
        let the = self.skip(start, Sort::The);
        let mut step = None;
        let mut at = the;
        for (sort, sign) in [(Sort::Next, 1), (Sort::Last, -1), (Sort::This, 0)] {
            if let Some((code, end)) = self.is(start, sort)
                && end > at
            {
                let distance = if code == 3 { 2 } else { 1 };
                (step, at) = (Some(sign * distance), end);
            }
        }
        // "this coming Friday", "this past week"
        if step == Some(0) {
            for (sort, sign) in [(Sort::Next, 1), (Sort::Last, -1)] {
                if let Some((_, end)) = self.is(at, sort) {
                    (step, at) = (Some(sign), end);
                }
            }
        }
        let upcoming = at > the
            && matches!(
                self.lower(at - 1),
                "upcoming" | "coming" | "past" | "kommenden" | "kommende" | "vergangenen" | "vergangene"
            );
        let step = match step {
            Some(step) => step,
            None if the > start => return self.the_period(the),
            None => return self.bare_weekend(start),
        };
        if let Some((number, end)) = self.is(at, Sort::Weekday).filter(|&(_, end)| self.closes(end)) {
            let Some(today) = self.today() else {
                return Some(Dated { when: When::Days(Days::unknown(DAY)), end });
            };
            let day = if upcoming && step > 0 {
                moved(today, DAY, (number - weekday(today) - 1).rem_euclid(7) + 1)?
            } else if upcoming && step < 0 {
                moved(today, DAY, -((weekday(today) - number - 1).rem_euclid(7) + 1))?
            } else {
                moved(period(today, WEEK)?.0, DAY, number - 1 + 7 * step)?
            };
            return Some(Dated { when: When::Days(Days::day(day)?), end });
        }
        if let Some((number, end)) = self.is(at, Sort::Month) {
            // "this may take longer"
            if self.chunk.written(at) == "may" {
                return None;
            }
            return self.relative_month(number, step, end);
        }
        if let Some((number, end)) = self.is(at, Sort::Season) {
            let year = self.today().map(|today| i64::from(today.year()) + step);
            let season = SEASONS.get(usize::try_from(number - 1).ok()?)?;
            let timex = format!("{}-{season}", year.map_or("XXXX".to_owned(), |year| year.to_string()));
            return Some(Dated {
                when: When::Days(Days { timex, alternatives: Vec::new(), grain: QUARTER }),
                end,
            });
        }
        if let Some(dated) = self.absolute(at)
            && let When::Fields(fields) = dated.when
            && fields.year.is_none()
            && fields.day.is_some()
            && let (Some(today), Some(month), Some(day)) = (self.today(), fields.month, fields.day)
        {
            let year = today.year().checked_add(i16::try_from(step).ok()?)?;
            let date = Date::new(year, month, day).ok()?;
            return Some(Dated { when: When::Days(Days::day(date)?), end: dated.end });
        }
        if let Some((rule, end)) = self.holiday_rule(at) {
            let year = self.today()?.year().checked_add(i16::try_from(step).ok()?)?;
            return Some(Dated { when: When::Days(Days::day(holiday(rule, year)?)?), end });
        }
        if let Some((quarter, end)) = self.is(at, Sort::Quarter) {
            let year = self.today()?.year().checked_add(i16::try_from(step).ok()?)?;
            return self.quarter_of(quarter, year, end);
        }
        let (unit, end) = self.unit(at).filter(|&(_, end)| self.closes(end))?;
        let unit = match unit {
            15 => MONTH,
            16 => YEAR,
            11 | 12 => return self.relative_decade(unit, step, end),
            1..=3 | 13..=14 | 17 | 19.. => return None,
            other => other,
        };
        if unit == DAY && step != 0 {
            return None;
        }
        self.step_period(unit, step, end)
    }

    pub(super) fn step_period(&self, unit: i64, step: i64, end: usize) -> Option<Dated> {
        let Some(today) = self.today() else {
            return Some(Dated { when: When::Days(Days::unknown(unit)), end });
        };
        let moving = match unit {
            10 => WEEK,
            HALF_YEAR => MONTH,
            other => other,
        };
        let count = if unit == HALF_YEAR { 6 * step } else { step };
        let origin = if unit == MONTH || unit == QUARTER || unit == YEAR || unit == HALF_YEAR {
            period(today, unit)?.0
        } else {
            today
        };
        let (first, last) = period(moved(origin, moving, count)?, unit)?;
        let days = if unit == DAY { Days::day(first)? } else { Days::period(first, last, unit) };
        Some(Dated { when: When::Days(days), end })
    }

    fn relative_decade(&self, unit: i64, step: i64, end: usize) -> Option<Dated> {
        let years = if unit == 11 { 10 } else { 100 };
        let start = i64::from(self.today()?.year()).div_euclid(years) * years + step * years;
        let first = Date::new(i16::try_from(start).ok()?, 1, 1).ok()?;
        Some(Dated { when: When::Days(Days::period(first, moved(first, YEAR, years)?, 11)), end })
    }

    fn relative_month(&self, month: i64, step: i64, end: usize) -> Option<Dated> {
        let month = i8::try_from(month).ok()?;
        let Some(today) = self.today() else {
            return Some(Dated { when: When::Fields(Fields::of(None, Some(month), None)), end });
        };
        let offset = match step {
            0 => 0,
            1.. => step - i64::from(month > today.month()),
            _ => step + i64::from(month < today.month()),
        };
        let year = i16::try_from(i64::from(today.year()) + offset).ok()?;
        // "this May 5" and "next May 2027" are read as the date alone.
        Some(Dated { when: When::Fields(Fields::of(Some(year), Some(month), None)), end })
    }

    /// "the week", "das Jahr", "the weekend": the present one; only where dates are all that is asked for,
    /// because contracts and letters speak of weeks and years in general.
    fn the_period(&self, at: usize) -> Option<Dated> {
        let (unit, end) = self.unit(at)?;
        if self.digits(end).is_some() {
            return None;
        }
        if unit == WEEKEND {
            return self.step_period(unit, 0, end);
        }
        if !self.selection.is_single() || !matches!(unit, WEEK | MONTH | YEAR) || !self.closes(end) {
            return None;
        }
        self.step_period(unit, 0, end)
    }

    fn bare_weekend(&self, at: usize) -> Option<Dated> {
        let (unit, end) = self.unit(at)?;
        let singular = matches!(self.lower(at), "weekend" | "wochenende");
        (unit == WEEKEND && singular).then(|| self.step_period(unit, 0, end)).flatten()
    }

    /// Reads the year that says which quarter, week or holiday is meant: "2026", "of 2026", "/2026", "next year".
    pub(super) fn year_after(&self, at: usize) -> Option<(i16, usize)> {
        let mut next = self.skip(at, Sort::Of);
        next = self.skip(next, Sort::The);
        for sign in ["-", "/", ",", "'"] {
            next = self.skip_sign(next, sign);
        }
        next = self.is(next, Sort::YearWord).map_or(next, |(_, end)| end);
        if let Some(digits) = self.digits(next) {
            let value = self.small_digits(next, 4)?;
            let short = digits.len() == 2 && next > at && matches!(self.lower(next - 1), "/" | "'");
            if short {
                return Some((super::dated::two_digit_year(value).0?, next + 1));
            }
            let year = super::dated::year(value).filter(|_| digits.len() == 4 && self.closes(next + 1))?;
            return Some((year, next + 1));
        }
        let dated = self.relative_period(self.skip(next, Sort::In))?;
        match dated.when {
            When::Days(Days { grain: YEAR, alternatives, .. }) => {
                Some((alternatives.first()?.0.year(), dated.end))
            }
            _ => None,
        }
    }

    pub(super) fn quarter_or_half(&self, start: usize) -> Option<Dated> {
        if let Some((half, end)) = self.is(start, Sort::HalfYear) {
            let given = self.year_after(end);
            if given.is_none() && !self.lower(start).starts_with('h') && !self.lexicon.day_first {
                return None;
            }
            let (year, end) = given.or_else(|| Some((self.today()?.year(), end)))?;
            return self.half_of(half, year, end);
        }
        if let Some((quarter, end)) = self.is(start, Sort::Quarter) {
            if let Some((year, end)) = self.year_after(end) {
                return self.quarter_of(quarter, year, end);
            }
            return self.open_quarter(quarter, end);
        }
        // "2019 H2", "2017-q1"
        let value = self
            .small_digits(start, 4)
            .filter(|_| self.digits(start).is_some_and(|digits| digits.len() == 4))?;
        let year = super::dated::year(value)?;
        let at = self.skip_sign(self.skip_sign(start + 1, "-"), "/");
        if let Some((half, end)) = self.is(at, Sort::HalfYear) {
            return self.half_of(half, year, end);
        }
        let (quarter, end) = self.is(at, Sort::Quarter)?;
        self.quarter_of(quarter, year, end)
    }

    fn quarter_of(&self, quarter: i64, year: i16, end: usize) -> Option<Dated> {
        let start = Date::new(year, i8::try_from(quarter * 3 - 2).ok()?, 1).ok()?;
        Some(Dated { when: When::Days(Days::period(start, moved(start, MONTH, 3)?, QUARTER)), end })
    }

    fn half_of(&self, half: i64, year: i16, end: usize) -> Option<Dated> {
        let start = Date::new(year, if half == 1 { 1 } else { 7 }, 1).ok()?;
        Some(Dated { when: When::Days(Days::period(start, moved(start, MONTH, 6)?, HALF_YEAR)), end })
    }

    fn open_quarter(&self, quarter: i64, end: usize) -> Option<Dated> {
        let month = i8::try_from(quarter * 3 - 2).ok()?;
        let timex = format!("XXXX-Q{quarter}");
        let mut alternatives = Vec::new();
        if let Some(today) = self.today() {
            let year = if month + 2 >= today.month() { today.year() } else { today.year() + 1 };
            for year in [year, year - 1] {
                let start = Date::new(year, month, 1).ok()?;
                alternatives.push((start, moved(start, MONTH, 3)?));
            }
        }
        Some(Dated { when: When::Days(Days { timex, alternatives, grain: QUARTER }), end })
    }

    /// "week 3 of 2027", "KW 48", "48. KW 2026", "2026-W48".
    pub(super) fn week_by_number(&self, start: usize) -> Option<Dated> {
        let (week, end, year) = if let Some((_, at)) = self.is(start, Sort::WeekNumber) {
            let at = self.skip_sign(at, ".");
            (self.small_digits(at, 2)?, at + 1, None)
        } else if let Some(value) = self.small_digits(start, 4) {
            if self.digits(start)?.len() == 4 {
                // "2026-W48"
                let at = self.skip_sign(start + 1, "-");
                let joined = self.sign(at, "w") && self.glued(at + 1);
                (self.small_digits(at + 1, 2).filter(|_| joined)?, at + 2, super::dated::year(value))
            } else {
                let at = self.skip_sign(start + 1, ".");
                let (_, end) = self.is(at, Sort::WeekNumberAfter).filter(|_| at > start + 1)?;
                (value, end, None)
            }
        } else {
            return None;
        };
        if !(1..=53).contains(&week) || !self.closes(end) && !self.sign(end, "/") {
            return None;
        }
        let (year, end) = match year {
            Some(year) => (Some(year), end),
            None => self
                .year_after(end)
                .map_or((self.today().map(|today| today.year()), end), |(year, end)| (Some(year), end)),
        };
        let Some(year) = year else {
            let days = Days { timex: format!("XXXX-W{week:02}"), alternatives: Vec::new(), grain: WEEK };
            return Some(Dated { when: When::Days(days), end });
        };
        let monday = iso_week(year, week)?;
        Some(Dated { when: When::Days(Days::period(monday, moved(monday, WEEK, 1)?, WEEK)), end })
    }

    /// "week of July 23", "w/c Feb 4", "Woche vom 4. Mai".
    fn week_of(&self, start: usize) -> Option<Dated> {
        let (_, at) = self.is(start, Sort::WeekOf)?;
        let dated = self.absolute(self.skip(at, Sort::The)).or_else(|| self.holiday(at))?;
        let days = dated.when.resolve(self.reference);
        if !days.is_day() {
            return None;
        }
        let begins = !self.sign(at - 1, "of") && !self.lexicon.day_first;
        let alternatives = days.alternatives.iter().filter_map(|&(day, _)| {
            let (first, last) = period(day, WEEK)?;
            Some(if begins && weekday(day) == 1 { (day, moved(day, WEEK, 1)?) } else { (first, last) })
        });
        let alternatives: Vec<_> = alternatives.collect();
        Some(Dated {
            when: When::Days(Days { timex: days.timex, alternatives, grain: WEEK }),
            end: dated.end,
        })
    }

    /// "first week of Jan 2015", "last week of 2019", "the third month of 2021", "last Friday of May".
    fn nth_of_period(&self, start: usize) -> Option<Dated> {
        let at = self.skip(start, Sort::The);
        let (count, at) = match self.is(at, Sort::Last) {
            Some((_, end)) => (None, end),
            None => {
                let found = self.ordinal(at).or_else(|| {
                    // German ordinals in digits carry a point.
                    let value =
                        self.small_digits(at, 2).filter(|_| self.sign(at + 1, ".") && self.glued(at + 1))?;
                    Some((value, at + 2))
                });
                let (value, end) = found?;
                (Some(value), end)
            }
        };
        // Nothing has more than a few hundred days or weeks.
        let count = match count {
            Some(value) if !(1..=400).contains(&value) => return None,
            other => other,
        };
        let weekday_wanted = self.is(at, Sort::Weekday);
        let (unit, end) = weekday_wanted.map(|(_, end)| (DAY, end)).or_else(|| self.unit(at))?;
        let (_, inner) = self.any(end, &[Sort::Of, Sort::In])?;
        let whole = self
            .absolute(inner)
            .or_else(|| self.year_alone(inner))
            .or_else(|| self.relative_period(inner))?;
        let days = whole.when.resolve(self.reference);
        if days.is_day() {
            return None;
        }
        let pick = |&(first, last): &(Date, Date)| -> Option<(Date, Date)> {
            let wanted = weekday_wanted.map(|found| found.0);
            if let Some(wanted) = wanted {
                let day = match count {
                    Some(count) => {
                        moved(first, DAY, (wanted - weekday(first)).rem_euclid(7) + 7 * (count - 1))?
                    }
                    None => {
                        let end = moved(last, DAY, -1)?;
                        moved(end, DAY, -(weekday(end) - wanted).rem_euclid(7))?
                    }
                };
                return Some((day, moved(day, DAY, 1)?));
            }
            let begin = match (unit, count) {
                // A week belongs to the period that holds its Thursday.
                (WEEK, Some(count)) => moved(period(moved(first, DAY, 3)?, WEEK)?.0, WEEK, count - 1)?,
                (WEEK, None) => period(moved(last, DAY, -4)?, WEEK)?.0,
                (DAY | MONTH | QUARTER | YEAR, Some(count)) => moved(first, unit, count - 1)?,
                (DAY | MONTH | QUARTER | YEAR, None) => moved(last, unit, -1)?,
                _ => return None,
            };
            (begin < last).then(|| Some((begin, moved(begin, unit, 1)?))).flatten()
        };
        let alternatives: Vec<_> = days.alternatives.iter().filter_map(pick).collect();
        if alternatives.is_empty() && self.reference.is_some() {
            return None;
        }
        let timex = alternatives.first().map_or(days.timex.clone(), |&(a, b)| period_timex(a, b, unit));
        Some(Dated { when: When::Days(Days { timex, alternatives, grain: unit }), end: whole.end })
    }

    /// "2016", "year 2016", "im Jahr 2016".
    pub(super) fn year_alone(&self, start: usize) -> Option<Dated> {
        let (_, at) = self.is(start, Sort::YearWord).unwrap_or((0, start));
        let end = at + 1;
        let value =
            self.small_digits(at, 4).filter(|_| self.digits(at).is_some_and(|digits| digits.len() == 4))?;
        let named = at > start;
        let usual = (1500..2101).contains(&value) || named;
        let fits = usual && self.opens(at) && self.closes(end) && !(self.glued(end) && self.is_word(end));
        if !fits || (!named && self.counts_something(at)) {
            return None;
        }
        let year = super::dated::year(value)?;
        Some(Dated { when: When::Fields(Fields::of(Some(year), None, None)), end })
    }

    /// Says whether four digits are more likely a number than a year: after "No." or a sign, or before a unit.
    fn counts_something(&self, at: usize) -> bool {
        if self.selection.is_single() {
            return at > 0 && self.glued(at) && matches!(self.lower(at - 1), "$" | "€" | "#" | "£");
        }
        let before = at > 0 && matches!(self.lower(at - 1), "$" | "€" | "£" | "#" | "+" | "x" | "×");
        let unit = self.any(at + 1, &[Sort::Currency, Sort::Measure, Sort::Percent, Sort::Unit]).is_some();
        // Postal codes, list numbers and quantities come before a capitalised or unknown noun; years do not.
        self.referenced(at) || before || unit
    }

    /// "the 1990s", "nineties", "15th century".
    pub(super) fn decade(&self, start: usize) -> Option<Dated> {
        let at = self.skip(start, Sort::The);
        if let Some(value) = self.small_digits(at, 4)
            && self.digits(at)?.len() == 4
            && value % 10 == 0
            && self.glued(at + 1)
            && matches!(self.lower(at + 1), "s" | "er")
        {
            let first = Date::new(super::dated::year(value)?, 1, 1).ok()?;
            return Some(Dated {
                when: When::Days(Days::period(first, moved(first, YEAR, 10)?, 11)),
                end: at + 2,
            });
        }
        let (number, end) = self.ordinal(at).or_else(|| {
            Some((self.small_digits(at, 2)?, at + 2)).filter(|_| self.sign(at + 1, ".") && self.glued(at + 1))
        })?;
        let (12, end) = self.unit(end)? else { return None };
        let first = Date::new(i16::try_from(number.checked_sub(1)?.checked_mul(100)?).ok()?, 1, 1).ok()?;
        let days = Days::period(first, moved(first, YEAR, 100)?, 12);
        Some(Dated { when: When::Days(days), end })
    }

    /// "Monday next week", "next week on Tuesday", "nächste Woche Montag".
    fn weekday_with_week(&self, start: usize, found: Dated) -> Dated {
        let week_and_day = |week: &Dated, number: i64, end: usize| -> Option<Dated> {
            let When::Days(Days { grain: WEEK, alternatives, .. }) = &week.when else { return None };
            let day = moved(alternatives.first()?.0, DAY, number - 1)?;
            Some(Dated { when: When::Days(Days::day(day)?), end })
        };
        if let When::Fields(Fields { weekday: Some(number), day: None, month: None, .. }) = found.when {
            let next = self.skip(self.skip_sign(found.end, ","), Sort::Of);
            if let Some(week) = self
                .relative_period(self.skip(next, Sort::In))
                .or_else(|| self.week_by_number(self.skip(next, Sort::In)))
                && let Some(dated) = week_and_day(&week, number, week.end)
            {
                return dated;
            }
            return found;
        }
        if matches!(found.when, When::Days(Days { grain: WEEK, .. }))
            && self.any(start, &[Sort::Next, Sort::This, Sort::Last, Sort::WeekNumber]).is_some()
        {
            let next = self.skip(self.skip_sign(found.end, ","), Sort::On);
            if let Some((number, end)) = self.is(next, Sort::Weekday).filter(|&(_, end)| self.closes(end))
                && let Some(dated) = week_and_day(&found, number, end)
            {
                return dated;
            }
        }
        found
    }
}
