//! Points in time: a date, a time, both in either order, a part of a day, now; and what they resolve to.

use jiff::civil::{Date, DateTime, Time};

use super::super::grammar::Grammar;
use super::super::lexicon::Sort;
use super::super::value::Reading;
use super::clock::{Clock, Part};
use super::fields::{Dated, Days, When};
use super::units::{DAY, moved};

/// What may stand alone as a bare number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Bare {
    /// Nothing: only what is clearly a date or time.
    Nothing,
    /// An hour: "5" in "5 to 6pm".
    Hour,
    /// A day of the month: "3" in "between 3 and 12 May".
    Day,
}

/// A point in time as the text names it.
#[derive(Debug, Clone)]
pub(in crate::values) struct Moment {
    pub(super) end: usize,
    pub(super) when: Option<When>,
    pub(super) clock: Option<Clock>,
    pub(super) part: Option<Part>,
    pub(super) now: bool,
}

impl Moment {
    fn date(dated: Dated) -> Self {
        Self { end: dated.end, when: Some(dated.when), clock: None, part: None, now: false }
    }

    pub(super) fn time(clock: Clock) -> Self {
        Self { end: clock.end, when: None, clock: Some(clock), part: None, now: false }
    }

    pub(super) fn part_only(part: Part) -> Self {
        Self { end: part.end, when: None, clock: None, part: Some(part), now: false }
    }

    pub(super) fn is_time_only(&self) -> bool {
        self.when.is_none() && self.clock.is_some() && !self.now
    }

    pub(super) fn is_date_only(&self) -> bool {
        self.when.is_some() && self.clock.is_none() && self.part.is_none()
    }

    /// Every reading, best first.
    pub(super) fn readings(&self, reference: Option<DateTime>) -> Vec<Reading> {
        if self.now {
            return vec![Reading::DateTime { timex: "PRESENT_REF".to_owned(), at: reference }];
        }
        match (&self.when, self.clock, self.part) {
            (Some(when), Some(clock), _) => date_times(&when.resolve(reference), clock),
            (Some(when), None, Some(part)) => day_parts(&when.resolve(reference), part),
            (Some(when), None, None) => when.resolve(reference).readings(),
            (None, Some(clock), _) => clock.readings(),
            (None, None, Some(part)) => match part.bounds() {
                Some((start, end, timex)) => {
                    vec![Reading::TimeRange { timex: timex.to_owned(), start: Some(start), end: Some(end) }]
                }
                None => Vec::new(),
            },
            (None, None, None) => Vec::new(),
        }
    }
}

fn date_times(days: &Days, clock: Clock) -> Vec<Reading> {
    let mut readings = Vec::new();
    for choice in clock.choices() {
        let timex = format!("{}{}", days.timex, choice.timex());
        if days.alternatives.is_empty() {
            readings.push(Reading::DateTime { timex, at: None });
            continue;
        }
        for &(day, _) in &days.alternatives {
            let at = choice.time().map(|time| day.to_datetime(time));
            readings.push(Reading::DateTime { timex: timex.clone(), at });
        }
    }
    readings
}

fn day_parts(days: &Days, part: Part) -> Vec<Reading> {
    let Some((start, end, name)) = part.bounds() else { return Vec::new() };
    let timex = format!("{}{name}", days.timex);
    let reading = |day: Option<Date>| Reading::DateTimeRange {
        timex: timex.clone(),
        start: day.map(|day| day.to_datetime(start)),
        end: day.map(|day| day.to_datetime(end)),
    };
    if days.alternatives.is_empty() {
        return vec![reading(None)];
    }
    days.alternatives.iter().map(|days| reading(Some(days.0))).collect()
}

impl Grammar<'_> {
    /// Reads a point in time.
    pub(super) fn moment(&self, start: usize, bare: Bare) -> Option<Moment> {
        self.memory.moment[bare as usize].at(start, || self.read_moment(start, bare))
    }

    fn read_moment(&self, start: usize, bare: Bare) -> Option<Moment> {
        let found = [
            self.now(start),
            self.date_first(start, bare),
            self.time_first(start, bare),
            self.part_of_today(start),
            self.close_of_day(start),
        ];
        found.into_iter().flatten().reduce(|a, b| if b.end > a.end { b } else { a })
    }

    fn now(&self, start: usize) -> Option<Moment> {
        let (_, end) = self.is(start, Sort::Now).filter(|&(_, end)| self.closes(end))?;
        Some(Moment { end, when: None, clock: None, part: None, now: true })
    }

    fn bare_date(&self, start: usize, bare: Bare) -> Option<Dated> {
        let dated = self.dated(start);
        if bare != Bare::Day {
            return dated.or_else(|| self.lone_day(start));
        }
        dated.or_else(|| {
            let (fields, end) = self.day_of_month(start, true).or_else(|| {
                let at = self.skip(start, Sort::The);
                let value = self.small_digits(at, 2).filter(|value| (1..=31).contains(value))?;
                let fields = super::fields::Fields::of(None, None, i8::try_from(value).ok());
                Some((fields, at + 1))
            })?;
            Some(Dated { when: When::Fields(fields), end })
        })
    }

    /// "the 18th": a day of the month, where no noun follows that it could count.
    fn lone_day(&self, start: usize) -> Option<Dated> {
        let the = self.is(start, Sort::The).map(|(_, end)| end);
        let cue = start > 0
            && self
                .any(start - 1, &[Sort::On, Sort::Before, Sort::Since, Sort::After, Sort::Around])
                .is_some();
        if the.is_none() && !cue && !self.selection.is_single() {
            return None;
        }
        let (fields, mut end) = self
            .day_of_month(start, false)
            .or_else(|| {
                let digits = the.filter(|_| cue || self.selection.is_single()).and_then(|at| self.digits(at));
                digits.and_then(|_| self.day_of_month(start, true))
            })
            .or_else(|| {
                self.day_of_month(start, true).filter(|&(_, end)| self.is(end, Sort::DayOfMonth).is_some())
            })?;
        if let Some((_, after)) = self.is(end, Sort::DayOfMonth) {
            end = after;
            return self.day_of_this_month(fields, end);
        }
        if self.any(end, &[Sort::Next, Sort::Last]).is_some() {
            return None;
        }
        let known = self.senses(end).iter().any(|sense| {
            !matches!(sense.sort, Sort::Unit | Sort::Scale | Sort::Hundred | Sort::Currency | Sort::Measure)
        });
        let noun = self.is_word(end) && !known && !self.selection.is_single();
        (!noun && self.closes(end) && self.unit(end).is_none())
            .then_some(Dated { when: When::Fields(fields), end })
    }

    fn day_of_this_month(&self, fields: super::fields::Fields, end: usize) -> Option<Dated> {
        let Some(reference) = self.reference else { return Some(Dated { when: When::Fields(fields), end }) };
        let date = Date::new(reference.year(), reference.month(), fields.day?).ok()?;
        Some(Dated { when: When::Days(Days::day(date)?), end })
    }

    /// "10 May at 7:30", "Friday, 14.30 Uhr", "tomorrow evening".
    fn date_first(&self, start: usize, bare: Bare) -> Option<Moment> {
        if let Some((code, end)) = self.is(start, Sort::WeekdayPart) {
            return self.weekday_part(code, end);
        }
        let dated = self.bare_date(start, bare)?;
        let mut moment = Moment::date(dated);
        if !moment.when.as_ref().is_some_and(When::is_day) {
            return Some(moment);
        }
        let mut at = moment.end;
        if matches!(self.lower(at), "," | "(" | "-")
            && (self.sign(at, ",") || self.sign(at, "-") && self.glued(at) == self.glued(at + 1))
        {
            at += 1;
        }
        if self.sign(at, "t") && self.glued(at) && self.glued(at + 1) {
            // ISO 8601 writes a T between day and time.
            at += 1;
            let clock = self.clock(at, false)?;
            let end =
                if self.sign(clock.end, "z") && self.glued(clock.end) { clock.end + 1 } else { clock.end };
            let clock = Clock { open: false, ..clock };
            return Some(Moment { end, clock: Some(clock), ..moment });
        }
        // "2016-11-07 16:12" glued "T" is read by the tokens "07T16".
        let cued = self.any(at, &[Sort::At, Sort::Around]).map(|(_, end)| end);
        let next = cued.unwrap_or(at);
        if let Some(part) = self.part(at).or_else(|| self.part(next)) {
            // "tomorrow afternoon at 3"
            let after = self.is(self.skip_sign(part.end, ","), Sort::At).map_or(part.end, |(_, end)| end);
            if let Some(clock) = self
                .clock(after, after > part.end)
                .filter(|_| after > part.end || self.digits(after).is_some())
            {
                let clock = clock.within(part);
                return Some(Moment { end: clock.end, clock: Some(clock), part: None, ..moment });
            }
            moment.part = Some(part);
            moment.end = part.end;
            let whole_day_word = matches!(self.lower(part.end - 1), "lunch" | "lunchtime");
            return (!whole_day_word).then_some(moment);
        }
        let clock = self.clock(next, cued.is_some());
        if let Some(clock) = clock.filter(|clock| cued.is_some() || !clock.bare) {
            moment.end = clock.end;
            moment.clock = Some(clock);
            // "Wed Oct 26 15:50:06 2016"
            if let Some(When::Fields(fields)) = &mut moment.when
                && fields.year.is_none()
                && fields.month.is_some()
                && self.digits(clock.end).is_some_and(|digits| digits.len() == 4)
                && let Some(year) = self.small_digits(clock.end, 4).and_then(super::dated::year)
                && self.closes(clock.end + 1)
            {
                fields.year = Some(year);
                moment.end = clock.end + 1;
            }
            return Some(moment);
        }
        if let Some((minutes, end)) = self.is(at, Sort::Close) {
            return Some(Moment { end, clock: end_of_day(minutes, end), ..moment });
        }
        Some(moment)
    }

    /// "7:30 on 10 May", "8am this morning", "um 14 Uhr am Freitag", "COB Friday", "end of tomorrow".
    fn time_first(&self, start: usize, bare: Bare) -> Option<Moment> {
        let cued = self.any(start, &[Sort::At]).map(|(_, end)| end);
        let at = cued.unwrap_or(start);
        let clock = self.clock(at, bare == Bare::Hour || cued.is_some());
        if let Some(mut clock) = clock {
            let usable = self.opens(at)
                && (self.closes(clock.end) || self.sign(clock.end, "-") || clock.end > at && !clock.bare);
            let alone_bare = clock.bare && cued.is_some() && bare != Bare::Hour;
            if usable {
                if let Some(moment) = self.date_after(clock).filter(|_| cued.is_none() || clock.bare) {
                    return Some(moment);
                }
                if cued.is_some() && !clock.bare {
                    return None;
                }
                if alone_bare && (!self.closes(clock.end) || self.counted_noun(clock.end)) {
                    return None;
                }
                if cued.is_some() {
                    clock.bare = false;
                }
                return Some(Moment::time(clock));
            }
        }
        let part = self.part(start)?;
        let next = self.is(self.skip_sign(part.end, ","), Sort::At).map(|(_, end)| end);
        let cued_clock = next.and_then(|next| self.clock(next, true)).or_else(|| self.clock(part.end, false));
        if let Some(clock) = cued_clock {
            // "in the afternoon at 7"
            return Some(Moment::time(Clock { bare: false, ..clock.within(part) }));
        }
        if let Some(dated) =
            self.dated(self.skip(self.skip(part.end, Sort::Of), Sort::On)).filter(|dated| dated.when.is_day())
        {
            return Some(Moment { part: Some(part), ..Moment::date(dated) });
        }
        if self.selection.is_single() || start != part.end - 1 {
            return Some(Moment { end: part.end, when: None, clock: None, part: Some(part), now: false });
        }
        None
    }

    /// After "at 7", a noun shows that the number counts something: "at 7 schools".
    fn counted_noun(&self, at: usize) -> bool {
        if !self.is_word(at) || self.selection.is_single() {
            return self.any(at, &[Sort::Percent, Sort::Currency, Sort::Unit]).is_some();
        }
        let known = [
            Sort::On,
            Sort::In,
            Sort::And,
            Sort::To,
            Sort::For,
            Sort::At,
            Sort::The,
            Sort::Before,
            Sort::Weekday,
        ];
        self.any(at, &known).is_none()
    }

    fn date_after(&self, clock: Clock) -> Option<Moment> {
        let mut at = clock.end;
        at = self.skip_sign(at, ",");
        at = self.any(at, &[Sort::On, Sort::Of]).map_or(at, |(_, end)| end);
        if let Some((code, end)) = self.is(at, Sort::DaypartDay).filter(|_| !clock.bare) {
            let part = Part::of(code, end);
            let when = self.today_days();
            return Some(Moment {
                end,
                when: Some(when),
                clock: Some(Clock { end, ..clock.within(part) }),
                part: None,
                now: false,
            });
        }
        // "8am this morning"
        if let Some((_, next)) = self.is(at, Sort::This)
            && let Some(part) = self.part(next)
        {
            let when = self.today_days();
            let end = part.end;
            return Some(Moment {
                end,
                when: Some(when),
                clock: Some(clock.within(part)),
                part: None,
                now: false,
            });
        }
        if clock.bare && at == clock.end {
            return None;
        }
        let dated = self.dated(at).filter(|dated| dated.when.is_day())?;
        let mut clock = clock;
        let mut end = dated.end;
        if let Some(part) = self.part(end).filter(|_| clock.open) {
            clock = clock.within(part);
            end = part.end;
        }
        Some(Moment { end, when: Some(dated.when), clock: Some(clock), part: None, now: false })
    }

    pub(super) fn today_days(&self) -> When {
        let today = self.reference.and_then(|reference| Days::day(reference.date()));
        When::Days(today.unwrap_or_else(|| Days::unknown(DAY)))
    }

    fn weekday_part(&self, code: i64, end: usize) -> Option<Moment> {
        let fields = super::fields::Fields { weekday: Some(code / 100), ..Default::default() };
        let part = Part::of(code % 100, end);
        let mut moment =
            Moment { end, when: Some(When::Fields(fields)), clock: None, part: Some(part), now: false };
        let next = self.is(end, Sort::At).map_or(end, |(_, end)| end);
        if let Some(clock) = self.clock(next, next > end) {
            moment = Moment { end: clock.end, clock: Some(clock.within(part)), part: None, ..moment };
        }
        Some(moment)
    }

    /// "tonight", "this evening", "heute Abend", "last night", "this afternoon at 3".
    fn part_of_today(&self, start: usize) -> Option<Moment> {
        let (part, offset) = if let Some((code, end)) = self.is(start, Sort::DaypartDay) {
            (Part::of(code, end), 0)
        } else {
            let mut found = None;
            for (sort, offset) in [(Sort::This, 0), (Sort::Last, -1), (Sort::Next, 1)] {
                if let Some((_, at)) = self.is(start, sort)
                    && let Some((code, end)) = self.is(at, Sort::Daypart)
                {
                    found = Some((Part::of(code, end), offset));
                }
            }
            found?
        };
        let when = match self.reference {
            Some(reference) => When::Days(Days::day(moved(reference.date(), DAY, offset)?)?),
            None => When::Days(Days::unknown(DAY)),
        };
        let moment = Moment { end: part.end, when: Some(when), clock: None, part: Some(part), now: false };
        let after = self.any(part.end, &[Sort::At, Sort::Around]).map(|(_, end)| end);
        let clock = self.clock(after.unwrap_or(part.end), after.is_some());
        if let Some(clock) = clock.filter(|clock| after.is_some() || !clock.bare) {
            return Some(Moment { end: clock.end, clock: Some(clock.within(part)), part: None, ..moment });
        }
        Some(moment)
    }

    /// "EOD", "COB Friday", "end of tomorrow", "close of business on 3 May".
    fn close_of_day(&self, start: usize) -> Option<Moment> {
        let (minutes, end) = if let Some(found) = self.is(start, Sort::Close) {
            found
        } else {
            let (3, end) = self.is(start, Sort::Edge)? else { return None };
            let dated = self.dated(end).filter(|dated| dated.when.is_day() && self.sign(end - 1, "of"))?;
            let clock = end_of_day(1439, dated.end);
            return Some(Moment { clock, ..Moment::date(dated) });
        };
        if !self.closes(end) {
            return None;
        }
        let at = self.skip(self.skip(self.skip_sign(end, ","), Sort::On), Sort::Of);
        if let Some(dated) = self.dated(at).filter(|dated| dated.when.is_day()) {
            let clock = end_of_day(minutes, dated.end);
            return Some(Moment { clock, ..Moment::date(dated) });
        }
        Some(Moment {
            end,
            when: Some(self.today_days()),
            clock: end_of_day(minutes, end),
            part: None,
            now: false,
        })
    }
}

fn end_of_day(minutes: i64, end: usize) -> Option<Clock> {
    Some(Clock {
        end,
        hour: i8::try_from(minutes / 60).ok()?,
        minute: Some(i8::try_from(minutes % 60).ok()?),
        second: Some(59),
        open: false,
        bare: false,
    })
}

/// The midnight that starts a day.
pub(super) fn midnight(date: Date) -> DateTime {
    date.to_datetime(Time::midnight())
}
