//! Lengths of time that lead to a time: "in 2 weeks", "3 days ago", "vor 2 Jahren", "10 days after 1 May",
//! "the next 3 months", "within 5 minutes".

use jiff::civil::{Date, DateTime};

use super::super::grammar::{Found, Grammar};
use super::super::lexicon::Sort;
use super::super::value::Reading;
use super::length::Length;
use super::moment::{Bare, midnight};
use super::range::stamp;
use super::units::{BUSINESS_DAY, DAY, MONTH, QUARTER, WEEK, WEEKEND, YEAR, moved, period};

impl Grammar<'_> {
    /// Finds a time that a length of time leads to.
    pub(super) fn shifted(&self, start: usize) -> Option<Found> {
        let found = [
            self.ahead(start),
            self.behind(start),
            self.counted(start),
            self.next_lengths(start),
            self.within(start),
        ];
        found.into_iter().flatten().reduce(|a, b| if b.end > a.end { b } else { a })
    }

    /// Says whether an event, not a date, follows that the length counts from: "within 30 days after receipt".
    fn anchored(&self, at: usize) -> bool {
        self.is(at, Sort::Anchor).is_some_and(|(_, end)| self.is_word(end))
    }

    fn at_length(
        &self,
        start: usize,
        end: usize,
        from: Option<DateTime>,
        length: &Length,
        direction: i64,
    ) -> Option<Found> {
        let target = from.and_then(|from| length.from(from, direction));
        let reading = if length.is_days() {
            let date = target.map(|target| target.date());
            Reading::Date { timex: date.map_or("XXXX-XX-XX".to_owned(), |date| date.to_string()), date }
        } else {
            Reading::DateTime { timex: target.map_or("XXXX-XX-XXTXX".to_owned(), stamp), at: target }
        };
        if from.is_some() && target.is_none() {
            return None;
        }
        Some(Found::one(start, end, reading))
    }

    /// "in 2 weeks", "in drei Tagen", "two days from now", "a fortnight later".
    fn ahead(&self, start: usize) -> Option<Found> {
        if let Some((_, at)) = self.any(start, &[Sort::In, Sort::InBefore]) {
            let length = self.length(at).filter(|_| !self.sign(at - 1, "am") && !self.sign(at - 1, "the"))?;
            let whole = self.is(at, Sort::Whole).is_some();
            // "in 2 years since 2011"
            if let Some((_, next)) = self.any(length.end, &[Sort::Since, Sort::From, Sort::After])
                && let Some(found) = self.count_from(start, next, &length, 1)
            {
                return Some(found);
            }
            let end = self.is(length.end, Sort::Hence).map_or(length.end, |(_, end)| end);
            if whole || self.anchored(end) || self.is(end, Sort::Ago).is_some() {
                return None;
            }
            return self.at_length(start, end, self.reference, &length, 1);
        }
        let length = self.length(start)?;
        let (_, end) = self.is(length.end, Sort::Hence)?;
        self.at_length(start, end, self.reference, &length, 1)
    }

    /// "3 days ago", "vor 3 Tagen".
    fn behind(&self, start: usize) -> Option<Found> {
        if let Some((_, at)) = self.is(start, Sort::AgoBefore) {
            let length = self.length(at)?;
            if self.anchored(length.end) && self.is(length.end, Sort::Of).is_none() {
                return None;
            }
            return self.at_length(start, length.end, self.reference, &length, -1);
        }
        let length = self.length(start)?;
        let (_, end) = self.is(length.end, Sort::Ago)?;
        self.at_length(start, end, self.reference, &length, -1)
    }

    /// "3 days after January 12th", "two days before yesterday", "14 Tage nach dem 1. Mai", "Monday two weeks
    /// from now".
    fn counted(&self, start: usize) -> Option<Found> {
        if let Some((weekday, at)) = self.is(start, Sort::Weekday) {
            let at = self.skip_sign(at, ",");
            let length = self.length(at).filter(Length::is_days)?;
            let found = match self.is(length.end, Sort::Hence) {
                Some((_, end)) => self.at_length(start, end, self.reference, &length, 1),
                None => self.counted_from(start, &length),
            }?;
            let Reading::Date { date: Some(date), .. } = found.readings.first()? else { return None };
            let day =
                if length.unit() == DAY { *date } else { moved(period(*date, WEEK)?.0, DAY, weekday - 1)? };
            return Some(Found::one(
                start,
                found.end,
                Reading::Date { timex: day.to_string(), date: Some(day) },
            ));
        }
        let bound = self.any(start, &[Sort::More, Sort::Less]);
        let at = bound.map_or(start, |(_, end)| end);
        let length = self.length(at)?;
        let found = self.counted_from(start, &length)?;
        if bound.is_none() {
            return Some(found);
        }
        self.bounded(start, &length, found)
    }

    fn counted_from(&self, start: usize, length: &Length) -> Option<Found> {
        let at = length.end;
        let after = self.any(at, &[Sort::After, Sort::From, Sort::Since]).map(|(_, end)| (1, end));
        let before = self
            .is(at, Sort::Before)
            .filter(|_| matches!(self.lower(at), "before" | "vor" | "prior" | "earlier"));
        let (direction, next) = after.or(before.map(|(_, end)| (-1, end)))?;
        self.count_from(start, next, length, direction)
    }

    fn count_from(&self, start: usize, next: usize, length: &Length, direction: i64) -> Option<Found> {
        let moment = self.moment(self.skip(next, Sort::On), Bare::Nothing)?;
        if moment.part.is_some() || (moment.when.is_none() && !moment.now) {
            return None;
        }
        let readings: Vec<Reading> = moment
            .readings(self.reference)
            .into_iter()
            .filter_map(|reading| match reading {
                Reading::Date { date, .. } => Some(date.map(midnight)),
                Reading::DateRange { start, .. } => Some(start.map(midnight)),
                Reading::DateTime { at, .. } => Some(at),
                _ => None,
            })
            .take(1)
            .filter_map(|from| self.at_length(start, moment.end, from, length, direction))
            .flat_map(|found| found.readings)
            .collect();
        (!readings.is_empty()).then_some(Found { start, end: moment.end, readings })
    }

    /// "less than 3 days after tomorrow", "more than 2 days before yesterday".
    fn bounded(&self, start: usize, length: &Length, found: Found) -> Option<Found> {
        let Reading::Date { date: Some(date), timex } = found.readings.into_iter().next()? else {
            return None;
        };
        let more = self.is(start, Sort::More).is_some();
        let before = self.is(length.end, Sort::Before).is_some();
        let (first, last) = match (more, before) {
            (true, true) => (None, Some(date)),
            (true, false) => (Some(date), None),
            (false, true) => (Some(date), length.from(midnight(date), 1).map(|at| at.date())),
            (false, false) => (length.from(midnight(date), -1).map(|at| at.date()), Some(date)),
        };
        let reading = Reading::DateRange { timex, start: first, end: last, through: None };
        Some(Found::one(start, found.end, reading))
    }

    /// "the next 3 months", "last 2 weeks", "5 coming minutes", "10 previous weeks".
    fn next_lengths(&self, start: usize) -> Option<Found> {
        let sorts = [(Sort::Next, 1), (Sort::Last, -1), (Sort::This, 1)];
        let verb = start > 0
            && matches!(
                self.lower(start - 1),
                "will" | "would" | "to" | "can" | "could" | "may" | "should" | "must" | "might"
            );
        for (sort, direction) in sorts.into_iter().filter(|_| !verb) {
            if let Some((_, at)) = self.is(start, sort)
                && sort != Sort::This
                && (self.number(at).is_some() || self.is(at, Sort::Vague).is_some())
                && let Some(length) = self.length(at)
            {
                if let Some((_, inner)) = self.is(length.end, Sort::Of)
                    && let Some(found) = self.part_of_period(start, inner, &length, direction)
                {
                    return Some(found);
                }
                return self.stretch_from_now(start, length.end, &length, direction);
            }
        }
        // "first ten days of last year"
        if let Some((1, at)) = self.is(self.skip(start, Sort::The), Sort::Ordinal)
            && let Some(length) = self.length(at).filter(|_| self.number(at).is_some())
            && let Some((_, inner)) = self.is(length.end, Sort::Of)
        {
            return self.part_of_period(start, inner, &length, 1);
        }
        // "the 5 coming minutes"
        let number = self.number(start)?;
        let next = self.is(number.end, Sort::Next).map(|(_, end)| (1, end));
        let (direction, at) = next.or_else(|| self.is(number.end, Sort::Last).map(|(_, end)| (-1, end)))?;
        let (unit, end) = self.unit(at)?;
        if !self.lexicon.day_first && !self.lower(end - 1).ends_with('s') {
            return None;
        }
        let (unit, factor) = super::units::reduced(unit);
        let count = number.value.checked_mul(rust_decimal::Decimal::new(factor, 2))?;
        let length = Length { end, parts: vec![(count, unit)] };
        self.stretch_from_now(start, end, &length, direction)
    }

    /// "the last 3 weeks of this year", "first ten days of May".
    fn part_of_period(&self, start: usize, at: usize, length: &Length, direction: i64) -> Option<Found> {
        let dated = self.dated(at)?;
        let days = dated.when.resolve(self.reference);
        let (first, last) = *days.alternatives.first().filter(|_| !days.is_day())?;
        let forward = direction > 0 || self.is(self.skip(start, Sort::The), Sort::Ordinal).is_some();
        let (from, to) = if forward {
            (first, length.from(midnight(first), 1)?.date())
        } else if length.unit() == WEEK {
            let last = period(moved(last, DAY, -4)?, WEEK)?.1;
            (length.from(midnight(last), -1)?.date(), last)
        } else {
            (length.from(midnight(last), -1)?.date(), last)
        };
        let timex = format!("({from},{to},{})", length.timex());
        Some(Found::one(
            start,
            dated.end,
            Reading::DateRange { timex, start: Some(from), end: Some(to), through: None },
        ))
    }

    fn stretch_from_now(&self, start: usize, end: usize, length: &Length, direction: i64) -> Option<Found> {
        let Some(reference) = self.reference else {
            let reading = Reading::DateRange { timex: length.timex(), start: None, end: None, through: None };
            return Some(Found::one(start, end, reading));
        };
        if !length.is_days() {
            let other = length.from(reference, direction)?;
            let (from, to) = if direction > 0 { (reference, other) } else { (other, reference) };
            let timex = format!("({},{},{})", stamp(from), stamp(to), length.timex());
            return Some(Found::one(
                start,
                end,
                Reading::DateTimeRange { timex, start: Some(from), end: Some(to) },
            ));
        }
        let today = reference.date();
        let origin = self.stretch_origin(today, length.unit(), direction)?;
        let other = length.from(midnight(origin), direction)?.date();
        let (from, mut to) = if direction > 0 { (origin, other) } else { (other, origin) };
        if length.unit() == BUSINESS_DAY && direction > 0 {
            let back = moved(origin, DAY, -1)?;
            to = moved(length.from(midnight(back), 1)?.date(), DAY, 1)?;
        }
        let timex = format!("({from},{to},{})", length.timex());
        Some(Found::one(
            start,
            end,
            Reading::DateRange { timex, start: Some(from), end: Some(to), through: None },
        ))
    }

    /// Days and weeks to come start tomorrow; quarters and weekends at their border; what is past ends today.
    fn stretch_origin(&self, today: Date, unit: i64, direction: i64) -> Option<Date> {
        match (unit, direction) {
            (QUARTER, 1) => Some(period(today, QUARTER)?.1),
            (QUARTER, _) => Some(period(today, QUARTER)?.0),
            (WEEKEND, _) => Some(period(today, WEEKEND)?.0),
            (DAY | WEEK | MONTH | YEAR | BUSINESS_DAY, 1) => moved(today, DAY, 1),
            _ => Some(today),
        }
    }

    /// "within 5 minutes", "within the next 3 months"; with an event after it only the length is a value.
    fn within(&self, start: usize) -> Option<Found> {
        let (_, at) = self.is(start, Sort::Within)?;
        let at = self.skip(at, Sort::The);
        let at = self.is(at, Sort::Next).map_or(at, |(_, end)| end);
        let length = self.length(at)?;
        if self.anchored(length.end) || !self.closes(length.end) {
            return None;
        }
        let reference = self.reference?;
        let target = length.from(reference, 1)?;
        let reading = if length.is_days() {
            let (from, to) = (reference.date(), target.date());
            let timex = format!("({from},{to},{})", length.timex());
            Reading::DateRange { timex, start: Some(from), end: Some(to), through: None }
        } else {
            let timex = format!("({},{},{})", stamp(reference), stamp(target), length.timex());
            Reading::DateTimeRange { timex, start: Some(reference), end: Some(target) }
        };
        Some(Found::one(start, length.end, reading))
    }
}
