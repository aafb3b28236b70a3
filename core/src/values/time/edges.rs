//! Starts, middles and ends of periods: "end of November", "Anfang 2027", "Ende Q3", "Monatsende", "EOY".

use jiff::civil::Date;

use super::super::grammar::Grammar;
use super::super::lexicon::Sort;
use super::fields::{Dated, Days, When};
use super::units::{DAY, HALF_YEAR, MONTH, QUARTER, WEEK, WEEKEND, YEAR, moved, period};

impl Grammar<'_> {
    /// "end of November", "Anfang 2027", "Ende Q3", "later this year", "EOM".
    pub(super) fn edge(&self, start: usize) -> Option<Dated> {
        if let Some((code, end)) = self.is(start, Sort::EdgePeriod).filter(|&(_, end)| self.closes(end)) {
            return self.edge_of_period(code, end);
        }
        let (edge, mut at) = self.is(start, Sort::Edge)?;
        at = self.skip_sign(at, "-");
        let found = [
            self.absolute(at),
            self.absolute(self.skip(at, Sort::The)),
            self.relative_period(at),
            self.quarter_or_half(self.skip(at, Sort::The)),
            self.week_by_number(at),
            self.year_alone(self.skip(at, Sort::The)),
            self.relative_unit(at),
            self.decade(at),
        ];
        let dated = found.into_iter().flatten().reduce(|a, b| if b.end > a.end { b } else { a })?;
        let days = dated.when.resolve(self.reference);
        if days.is_day() {
            return None;
        }
        let alternatives: Vec<_> = days
            .alternatives
            .iter()
            .filter_map(|&(first, last)| cut(first, last, edge, days.grain))
            .collect();
        // Weeks, months and years keep their own TIMEX: the edge is a modifier in TIMEX3 too.
        Some(Dated {
            when: When::Days(Days { timex: days.timex, alternatives, grain: days.grain }),
            end: dated.end,
        })
    }

    /// "Monatsende", "EOY".
    pub(super) fn edge_of_period(&self, code: i64, end: usize) -> Option<Dated> {
        let (edge, unit) = match code {
            16 => (1, MONTH),
            17 => (1, YEAR),
            18 => (1, QUARTER),
            35 => (3, WEEK),
            36 => (3, MONTH),
            37 => (3, YEAR),
            38 => (3, QUARTER),
            _ => (3, HALF_YEAR),
        };
        let (year, end) = self.year_after(end).map_or((None, end), |(year, end)| (Some(year), end));
        let today = match year {
            Some(year) => Date::new(year, if edge == 3 { 12 } else { 1 }, 1).ok(),
            None => self.today(),
        };
        let Some((first, last)) = today.and_then(|today| period(today, unit)) else {
            return Some(Dated { when: When::Days(Days::unknown(unit)), end });
        };
        let mut days = Days::period(first, last, unit);
        days.alternatives = cut(first, last, edge, unit).into_iter().collect();
        Some(Dated { when: When::Days(days), end })
    }

    /// "end of the month", "Ende des Jahres", "end of month".
    pub(super) fn relative_unit(&self, at: usize) -> Option<Dated> {
        let at = self.skip(at, Sort::The);
        let (unit, end) = self.unit(at)?;
        let unit = match unit {
            15 => MONTH,
            16 => YEAR,
            other => other,
        };
        if !matches!(unit, WEEK | MONTH | QUARTER | YEAR | WEEKEND | HALF_YEAR) || !self.closes(end) {
            return None;
        }
        self.step_period(unit, 0, end)
    }
}

/// Cuts a period to its start, middle or end: halves for most; days 10 to 20 are the middle of a month.
fn cut(first: Date, last: Date, edge: i64, grain: i64) -> Option<(Date, Date)> {
    let step = |unit, count| moved(first, unit, count);
    match (grain, edge) {
        (MONTH, 1) => Some((first, step(DAY, 15)?)),
        (MONTH, 2) => Some((step(DAY, 9)?, step(DAY, 20)?)),
        (MONTH, _) => Some((step(DAY, 15)?, last)),
        (YEAR, 1) => Some((first, step(MONTH, 6)?)),
        (YEAR, 2) => Some((step(MONTH, 4)?, step(MONTH, 8)?)),
        (YEAR, _) => Some((step(MONTH, 6)?, last)),
        (WEEK, 1) => Some((first, step(DAY, 3)?)),
        (WEEK, 2) => Some((step(DAY, 1)?, step(DAY, 4)?)),
        (WEEK, _) => Some((step(DAY, 3)?, last)),
        (QUARTER, 1) => Some((first, step(MONTH, 1)?)),
        (QUARTER, 2) => Some((step(MONTH, 1)?, step(MONTH, 2)?)),
        (QUARTER, _) => Some((step(MONTH, 2)?, last)),
        (HALF_YEAR, 1) => Some((first, step(MONTH, 3)?)),
        (HALF_YEAR, 3) => Some((step(MONTH, 3)?, last)),
        _ => Some((first, last)),
    }
}
