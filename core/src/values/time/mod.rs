//! Times: dates, times of day, ranges, durations, recurrences.

mod calendar;
mod clock;
mod dated;
mod edges;
mod fields;
mod holidays;
mod length;
mod moment;
mod named;
mod range;
mod recurrence;
mod shift;
mod units;

use jiff::civil::{Date, DateTime};

use super::grammar::{Found, Grammar};
use super::lexicon::Sort;
use super::value::Reading;
pub(super) use clock::Clock;
pub(super) use fields::Dated;
pub(super) use length::Length;
pub(super) use moment::Moment;

use moment::Bare;

impl Grammar<'_> {
    /// Finds a time expression of any kind.
    pub(super) fn find_time(&self, start: usize) -> Option<Found> {
        if !self.may_be_time(start) || !self.opens(start) || self.is(start, Sort::NowNot).is_some() {
            return None;
        }
        let found = [
            self.recurrence(start),
            self.modified(start),
            self.range(start),
            self.shifted(start),
            self.point(start),
            self.duration(start),
        ];
        let found =
            found.into_iter().flatten().filter(|found| found.end > start && self.closes_time(found.end));
        let found = found.reduce(|a, b| if b.end > a.end { b } else { a })?;
        Some(self.without_last_point(found))
    }

    /// A quick look that spares most tokens the rules.
    fn may_be_time(&self, start: usize) -> bool {
        if self.digits(start).is_some() || matches!(self.lower(start), "½" | "¼" | "¾" | "-") {
            return true;
        }
        let other = [
            Sort::Currency,
            Sort::Measure,
            Sort::Percent,
            Sort::PhoneCue,
            Sort::ReferenceCue,
            Sort::Relative,
            Sort::Of,
            Sort::And,
            Sort::To,
            Sort::Over,
            Sort::Scale,
            Sort::ScaleShort,
            Sort::Oclock,
            Sort::Anchor,
            Sort::Meridiem,
            Sort::OrdinalSuffix,
            Sort::UnitShort,
            Sort::Age,
            Sort::Point,
        ];
        self.senses(start).iter().any(|sense| !other.contains(&sense.sort))
            || (self.lexicon.compound_numbers && self.is_word(start) && self.lower(start).len() >= 6)
    }

    fn closes_time(&self, end: usize) -> bool {
        self.closes(end) || self.sign(end - 1, ".")
    }

    /// The point after an abbreviation belongs to the value only in "p.m." and in German days.
    fn without_last_point(&self, mut found: Found) -> Found {
        let last = found.end - 1;
        let word = self.lower(last.saturating_sub(1));
        let keeps = last == found.start || word == "m" || self.digits(last.saturating_sub(1)).is_some();
        if self.sign(last, ".") && !keeps {
            found.end = last;
        }
        found
    }

    fn point(&self, start: usize) -> Option<Found> {
        let moment = self.moment(start, Bare::Nothing)?;
        if moment.clock.is_some_and(|clock| clock.bare) && moment.when.is_none() {
            return None;
        }
        let readings = moment.readings(self.reference);
        (!readings.is_empty()).then_some(Found { start, end: moment.end, readings })
    }

    /// A length of time, with "more than" or "less than" before it.
    fn duration(&self, start: usize) -> Option<Found> {
        let at = self.any(start, &[Sort::More, Sort::Less]).map_or(start, |(_, end)| end);
        let length = self.length(at)?;
        let bounded = at > start;
        let plain_article = self.is(start, Sort::Article).is_some_and(|(_, end)| self.unit(end).is_some());
        // "a day" and "ein Tag" mean a length only now and then; business text has too many of them.
        let vague = plain_article && !self.selection.is_single() && !bounded;
        (!vague).then(|| Found::one(start, length.end, length.reading()))
    }

    /// "before 2010", "since August", "bis zum 31.12.2026", "no later than 6:00", "around 1pm".
    fn modified(&self, start: usize) -> Option<Found> {
        let sorts = [(Sort::Before, false, true), (Sort::After, true, false), (Sort::Since, true, true)];
        let mut best: Option<Found> = None;
        let mut keep = |found: Option<Found>| {
            if let Some(found) = found
                && best.as_ref().is_none_or(|best| found.end > best.end)
            {
                best = Some(found);
            }
        };
        for (sort, from, inclusive) in sorts {
            if let Some((_, end)) = self.is(start, sort) {
                keep(self.bounded_by(start, end, from, inclusive));
            }
        }
        if let Some((_, at)) = self.is(start, Sort::Around)
            && !(start > 0 && matches!(self.lower(start - 1), "how" | "what"))
        {
            keep(self.point(self.skip(at, Sort::The)).map(|found| Found { start, ..found }));
        }
        keep(self.date_bounded_by_time(start));
        best
    }

    fn bounded_by(&self, start: usize, at: usize, from: bool, inclusive: bool) -> Option<Found> {
        let at = self.skip(self.skip(at, Sort::Around), Sort::The);
        let meal = self
            .is(at, Sort::Daypart)
            .map(|(code, end)| moment::Moment::part_only(clock::Part::of(code, end)));
        let moment = self.moment(at, Bare::Nothing).or(meal).or_else(|| {
            self.moment(at, Bare::Hour).filter(|moment| moment.clock.is_none_or(|clock| !clock.bare))
        })?;
        if moment.now {
            return None;
        }
        let end = moment.end;
        let exclusive_after = from && !inclusive;
        let named = self.names_the_end(start);
        let readings: Vec<Reading> = moment
            .readings(self.reference)
            .into_iter()
            .filter_map(|reading| open_range(reading, from, exclusive_after, named, self.is_end_edge(at)))
            .collect();
        (!readings.is_empty()).then_some(Found { start, end, readings })
    }

    /// Says whether the bound itself still belongs to the time: "by", "until", "bis", "spätestens".
    fn names_the_end(&self, start: usize) -> bool {
        !matches!(self.lower(start), "before" | "prior" | "vor" | "earlier")
    }

    /// Says whether a bound is the end of a period: "by the end of November".
    fn is_end_edge(&self, at: usize) -> bool {
        self.is(at, Sort::Edge).is_some_and(|(edge, _)| edge == 3)
            || self.is(at, Sort::EdgePeriod).is_some_and(|(code, _)| code >= 30)
            || (at > 0 && self.is(at - 1, Sort::Edge).is_some_and(|(edge, _)| edge == 3))
    }

    /// "Feb 1st no later than 6:00", "previous Tuesday by 2 in the afternoon", "tomorrow after 3pm".
    fn date_bounded_by_time(&self, start: usize) -> Option<Found> {
        let dated = self.dated(start).filter(|dated| dated.when.is_day())?;
        for (sort, from) in [(Sort::Before, false), (Sort::After, true), (Sort::Since, true)] {
            let Some((_, at)) = self.is(dated.end, sort) else { continue };
            let clock = self.clock(at, true).filter(|clock| !clock.bare || self.selection.is_single());
            let Some(clock) = clock else { continue };
            let point = moment::Moment {
                end: clock.end,
                when: Some(dated.when),
                clock: Some(clock),
                part: None,
                now: false,
            };
            let readings = point.readings(self.reference).into_iter();
            let readings: Vec<_> =
                readings.filter_map(|reading| open_range(reading, from, false, false, false)).collect();
            return Some(Found { start, end: clock.end, readings });
        }
        None
    }
}

/// Turns a point into the time before or after it.
fn open_range(
    reading: Reading,
    from: bool,
    exclusive_after: bool,
    named: bool,
    end_edge: bool,
) -> Option<Reading> {
    match reading {
        Reading::Date { timex, date } => {
            let next = |date: Date| units::moved(date, units::DAY, 1);
            Some(if from {
                Reading::DateRange { timex, start: date, end: None, through: None }
            } else if named {
                Reading::DateRange { timex, start: None, end: date.and_then(next), through: date }
            } else {
                Reading::DateRange { timex, start: None, end: date, through: None }
            })
        }
        Reading::DateRange { timex, start, end, .. } => {
            let bound = match (from, exclusive_after, end_edge) {
                (true, true, _) => end,
                (true, false, _) => start,
                (false, _, true) => end,
                (false, ..) => start,
            };
            let (first, last) = if from { (bound, None) } else { (None, bound) };
            Some(Reading::DateRange { timex, start: first, end: last, through: None })
        }
        Reading::Time { timex, time } => {
            let (start, end) = if from { (Some(time), None) } else { (None, Some(time)) };
            Some(Reading::TimeRange { timex, start, end })
        }
        Reading::TimeRange { timex, start, end } => {
            let (start, end) = match (from, exclusive_after) {
                (true, true) => (end, None),
                (true, false) => (start, None),
                _ => (None, start),
            };
            Some(Reading::TimeRange { timex, start, end })
        }
        Reading::DateTime { timex, at } => {
            let (start, end): (Option<DateTime>, Option<DateTime>) =
                if from { (at, None) } else { (None, at) };
            Some(Reading::DateTimeRange { timex, start, end })
        }
        Reading::DateTimeRange { timex, start, end } => {
            let (start, end) =
                if from { (if exclusive_after { end } else { start }, None) } else { (None, start) };
            Some(Reading::DateTimeRange { timex, start, end })
        }
        _ => None,
    }
}
