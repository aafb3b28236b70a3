//! Ranges: "from 4 to 23 May", "vom 1. bis 3. März 2026", "2:00 - 2:30 pm", "Monday 3-8", "2pm for 2 hours".

use jiff::civil::{Date, DateTime, Time};

use super::super::grammar::{Found, Grammar};
use super::super::lexicon::Sort;
use super::super::value::Reading;
use super::clock::Clock;
use super::fields::{Days, Fields, When};
use super::moment::{Bare, Moment, midnight};
use super::units::{DAY, MONTH, YEAR, moved};

/// Words that may follow two bare days or hours, and that no number counts.
const AFTER_HOURS: [&str; 44] = [
    "aber",
    "als",
    "and",
    "are",
    "because",
    "bitte",
    "but",
    "can",
    "could",
    "denn",
    "for",
    "für",
    "hat",
    "have",
    "ich",
    "if",
    "immer",
    "inclusive",
    "ist",
    "kann",
    "mit",
    "nicht",
    "oder",
    "only",
    "or",
    "please",
    "she",
    "sie",
    "sind",
    "someone",
    "that",
    "then",
    "there",
    "they",
    "und",
    "wenn",
    "were",
    "when",
    "will",
    "wir",
    "wird",
    "with",
    "would",
    "you",
];

/// Two times of one range, and its TIMEX length.
type Hours = (Clock, Clock);

impl Grammar<'_> {
    /// Finds a range with two ends.
    pub(super) fn range(&self, start: usize) -> Option<Found> {
        let found = [
            self.two_ends(start),
            self.date_with_hours(start),
            self.hours_with_date(start),
            self.month_with_days(start),
            self.with_length(start),
        ];
        found.into_iter().flatten().reduce(|a, b| if b.end > a.end { b } else { a })
    }

    /// Skips "from" or "between": the start of the first end, and whether "and" joins the ends.
    fn opening(&self, start: usize) -> (usize, bool, bool) {
        if let Some((_, end)) = self.is(start, Sort::Between) {
            return (end, true, true);
        }
        match self.is(start, Sort::From) {
            Some((_, end)) => (end, false, true),
            None => (start, false, false),
        }
    }

    fn joint(&self, at: usize, between: bool) -> Option<usize> {
        let at = self.skip_sign(at, ",");
        let to = self.is(at, Sort::To).map(|(_, end)| end);
        let to = to.or_else(|| if between { self.is(at, Sort::And).map(|(_, end)| end) } else { None })?;
        // "- bis", "bis zum"
        Some(self.skip(to, Sort::The))
    }

    fn two_ends(&self, start: usize) -> Option<Found> {
        let (at, between, opened) = self.opening(start);
        let at = self.skip(at, Sort::On);
        let mut best: Option<Found> = None;
        for first_bare in [Bare::Nothing, Bare::Hour, Bare::Day] {
            let Some(first) = self.moment(at, first_bare) else { continue };
            let Some(next) = self.joint(first.end, between) else { continue };
            for second_bare in [Bare::Nothing, Bare::Hour, Bare::Day] {
                let Some(second) = self.moment(next, second_bare) else { continue };
                let clear = first_bare == Bare::Nothing && second_bare == Bare::Nothing;
                let short = first.end - at <= 1 && second.end - next <= 1;
                let bare = first_bare != Bare::Nothing && second_bare != Bare::Nothing && short;
                let clear = clear || opened && !(bare && self.counts(second.end)) || !short;
                if !clear
                    || !self.closes(second.end)
                    || !self.is_range_sign(first.end, &first, &second, opened)
                {
                    continue;
                }
                let readings = self.join(&first, &second, opened);
                if !readings.is_empty() && best.as_ref().is_none_or(|best| second.end > best.end) {
                    best = Some(Found { start, end: second.end, readings });
                }
            }
        }
        best
    }

    /// Says whether the word at a token is what two bare numbers before it count: "between 3 and 5 lamps".
    fn counts(&self, at: usize) -> bool {
        const LEAST: usize = 3;
        let word = self.lower(at);
        word.chars().count() >= LEAST
            && word.chars().all(char::is_alphabetic)
            && self.senses(at).is_empty()
            && !AFTER_HOURS.contains(&word)
    }

    /// A hyphen joins two ends only when it is not part of a name or of a longer row of numbers.
    fn is_range_sign(&self, at: usize, first: &Moment, second: &Moment, opened: bool) -> bool {
        if !self.sign(at, "-") {
            return true;
        }
        let balanced = self.glued(at) == self.glued(at + 1);
        let years = |moment: &Moment| {
            matches!(moment.when, Some(When::Fields(Fields { year: Some(_), month: None, .. })))
        };
        balanced
            && (opened || !(first.now || second.now))
            && (opened || years(first) == years(second) || !self.glued(at))
    }

    fn join(&self, first: &Moment, second: &Moment, opened: bool) -> Vec<Reading> {
        if first.is_time_only() && second.is_time_only() {
            let (Some(a), Some(b)) = (first.clock, second.clock) else { return Vec::new() };
            if a.bare && b.bare && !(opened && a.minute.is_some() && b.minute.is_some()) {
                return Vec::new();
            }
            return hours(a, b).into_iter().filter_map(|(a, b)| time_range(a, b)).collect();
        }
        if first.is_date_only() && second.is_date_only() {
            return self.join_dates(first, second, opened);
        }
        self.join_date_times(first, second)
    }

    fn join_dates(&self, first: &Moment, second: &Moment, opened: bool) -> Vec<Reading> {
        let (Some(a), Some(b)) = (&first.when, &second.when) else { return Vec::new() };
        let (mut a, mut b) = (a.clone(), b.clone());
        if let (When::Fields(from), When::Fields(to)) = (&mut a, &mut b) {
            if from.day.is_some() && from.month.is_none() && from.weekday.is_none() {
                if to.month.is_none() && !opened {
                    return Vec::new();
                }
                from.month = to.month;
                from.year = from.year.or(to.year);
                // "from the 27th to the 3rd of April"
                if from.day > to.day && to.month.is_some() {
                    from.month = to.month.map(|month| if month == 1 { 12 } else { month - 1 });
                }
            } else if to.day.is_some() && to.month.is_none() && to.weekday.is_none() {
                to.month = from.month;
                to.year = from.year;
            }
            if from.year.is_none() && from.weekday.is_none() && to.year.is_some() {
                let later = (from.month, from.day) > (to.month, to.day) && from.month.is_some();
                from.year = to.year.map(|year| if later { year - 1 } else { year });
            }
            if from.year.is_some() && to.year.is_none() && to.weekday.is_none() && to.month.is_some() {
                let later = (from.month, from.day) > (to.month, to.day);
                to.year = from.year.map(|year| if later { year + 1 } else { year });
            }
        }
        let (from, to) = (a.resolve(self.reference), b.resolve(self.reference));
        let pairs: Vec<_> = from
            .alternatives
            .iter()
            .filter_map(|&(start, _)| {
                let after = |days: &&(Date, Date)| days.0 > start;
                let best = to.alternatives.iter().filter(after).min_by_key(|days| days.0);
                let shifted = || {
                    // An open second end comes after the first: next week, next year.
                    let When::Fields(fields) = &b else { return None };
                    if fields.year.is_some() {
                        return None;
                    }
                    fields.resolve(moved(start, DAY, 1).map(midnight)).alternatives.first().copied()
                };
                shifted().or(best.copied()).map(|end| (start, end))
            })
            .collect();
        if pairs.is_empty() {
            let known = !from.alternatives.is_empty() && !to.alternatives.is_empty();
            let timex = format!("({},{})", from.timex, to.timex);
            let unknown = Reading::DateRange { timex, start: None, end: None, through: None };
            return if known || self.reference.is_some() { Vec::new() } else { vec![unknown] };
        }
        let reading = |(start, end): (Date, (Date, Date))| {
            let timex = format!(
                "({},{},{})",
                edge_timex(&from, start),
                edge_timex(&to, end.0),
                length_between(start, end.0, &from, &to)
            );
            // "the end of 2008" is no day that the text names: the range ends with the period.
            let named = if is_edge(&to, end) { end.1 } else { end.0 };
            Reading::DateRange {
                timex,
                start: Some(start),
                end: Some(end.1),
                through: (named != end.1).then_some(named),
            }
        };
        pairs.into_iter().map(reading).collect()
    }

    fn join_date_times(&self, first: &Moment, second: &Moment) -> Vec<Reading> {
        let instants = |moment: &Moment, day: Option<Date>| -> Vec<DateTime> {
            if moment.now {
                return self.reference.into_iter().collect();
            }
            let Some(clock) = moment.clock else {
                let days = moment.when.as_ref().map(|when| when.resolve(self.reference));
                return days.map_or(Vec::new(), |days| {
                    days.alternatives.iter().map(|days| midnight(days.0)).collect()
                });
            };
            let days: Vec<Date> = match (&moment.when, day) {
                (Some(when), _) => {
                    when.resolve(self.reference).alternatives.iter().map(|days| days.0).collect()
                }
                (None, Some(day)) => vec![day],
                (None, None) => self.reference.map(|reference| reference.date()).into_iter().collect(),
            };
            let choices = clock.choices();
            choices
                .iter()
                .flat_map(|clock| days.iter().filter_map(|day| Some(day.to_datetime(clock.time()?))))
                .collect()
        };
        if first.part.is_some() || second.part.is_some() {
            return Vec::new();
        }
        let lone_hour = |a: &Moment, b: &Moment| {
            a.is_time_only() && a.clock.is_some_and(|clock| clock.bare) && b.clock.is_none()
        };
        if lone_hour(first, second) || lone_hour(second, first) {
            return Vec::new();
        }
        let dates_only = |moment: &Moment| moment.now || moment.is_date_only();
        if dates_only(first) && dates_only(second) {
            return self.join_with_now(first, second);
        }
        // One clock may settle the half of the day of the other, as in "tomorrow 3 to 4pm".
        let (mut first, mut second) = (first.clone(), second.clone());
        if let (Some(a), Some(b)) = (first.clock, second.clock)
            && (second.when.is_none() || first.when.is_none())
        {
            let Some(&(a, b)) = hours(a, b).first() else { return Vec::new() };
            let both =
                first.clock.is_some_and(|clock| clock.open) && second.clock.is_some_and(|clock| clock.open);
            if !both {
                (first.clock, second.clock) = (Some(a), Some(b));
            }
            if first.when.is_none() {
                first.when = second.when.clone();
            }
        }
        let mut readings = Vec::new();
        for start in instants(&first, None) {
            let ends = instants(&second, Some(start.date()));
            let Some(end) = ends.into_iter().filter(|end| *end > start).min() else { continue };
            let timex = format!("({},{},{})", stamp(start), stamp(end), clock_length(start, end));
            readings.push(Reading::DateTimeRange { timex, start: Some(start), end: Some(end) });
        }
        readings
    }

    /// "between now and 5 May": a range of days.
    fn join_with_now(&self, first: &Moment, second: &Moment) -> Vec<Reading> {
        let today = || {
            let when = self.today_days();
            Moment { end: 0, when: Some(when), clock: None, part: None, now: false }
        };
        if first.now && second.now {
            return Vec::new();
        }
        let plain = |moment: &Moment| if moment.now { today() } else { moment.clone() };
        let mut readings = self.join_dates(&plain(first), &plain(second), true);
        readings.truncate(1);
        readings
    }

    /// "tomorrow from 3 to 4", "Monday 3-8", "6/4 between 9.30-4.30pm".
    fn date_with_hours(&self, start: usize) -> Option<Found> {
        let (moment, part) = self.day_before_hours(start)?;
        let mut at = self.skip_sign(moment.end, ",");
        if let Some((_, end)) = self.any(at, &[Sort::At, Sort::During]) {
            at = end;
        }
        let (mut pair, end) = self.hours_range(at, true)?;
        if let Some(part) = part {
            let fits = |(a, _): &&Hours| {
                Clock { open: true, hour: (a.hour + 11) % 12 + 1, ..*a }.within(part).hour == a.hour
            };
            pair = vec![*pair.iter().find(fits).or(pair.first())?];
        }
        let days = moment.when.as_ref()?.resolve(self.reference);
        Some(Found { start, end, readings: day_hours(&days, &pair) })
    }

    fn day_before_hours(&self, start: usize) -> Option<(Moment, Option<super::clock::Part>)> {
        let moment = self.moment(start, Bare::Nothing)?;
        if moment.part.is_some() {
            return Some((moment.clone(), moment.part));
        }
        if moment.clock.is_none() && moment.when.as_ref().is_some_and(When::is_day) {
            return Some((moment, None));
        }
        let dated = self.dated(start).filter(|dated| dated.when.is_day())?;
        let moment = Moment { end: dated.end, when: Some(dated.when), clock: None, part: None, now: false };
        Some((moment, None))
    }

    /// "3:00 to 4:00 tomorrow", "from 5 to 6pm of April 22".
    fn hours_with_date(&self, start: usize) -> Option<Found> {
        if let Some(part) = self.part(start)
            && self.any(part.end, &[Sort::From, Sort::Between]).is_some()
        {
            let (pair, end) = self.hours_range(part.end, true)?;
            let fits = |(a, _): &&Hours| {
                Clock { open: true, hour: (a.hour + 11) % 12 + 1, ..*a }.within(part).hour == a.hour
            };
            let (a, b) = *pair.iter().find(fits)?;
            return Some(Found { start, end, readings: time_range(a, b).into_iter().collect() });
        }
        let (pair, end) = self.hours_range(start, true)?;
        let both_bare = pair.iter().all(|(a, b)| a.bare && b.bare);
        let mut at = self.skip_sign(end, ",");
        at = self.any(at, &[Sort::On, Sort::Of]).map_or(at, |(_, end)| end);
        let dated = self.dated(at).filter(|dated| dated.when.is_day());
        if let Some(dated) = dated {
            let days = dated.when.resolve(self.reference);
            return Some(Found { start, end: dated.end, readings: day_hours(&days, &pair) });
        }
        if let Some(part) = self.part(end) {
            let (a, b) = *pair.first()?;
            return Some(Found {
                start,
                end: part.end,
                readings: time_range(a.within(part), b.within(part)).into_iter().collect(),
            });
        }
        let readings: Vec<_> = pair.into_iter().filter_map(|(a, b)| time_range(a, b)).collect();
        (!both_bare).then_some(Found { start, end, readings })
    }

    /// Two times of day joined: every way to read them, and where they end.
    fn hours_range(&self, start: usize, bare: bool) -> Option<(Vec<Hours>, usize)> {
        let (at, between, _) = self.opening(start);
        let at = self.is(at, Sort::At).map_or(at, |(_, end)| end);
        let part = self.part(at).filter(|part| self.digits(part.end).is_some());
        let at = part.map_or(at, |part| part.end);
        let first = self.clock(at, bare)?;
        let next = self.joint(first.end, between)?;
        let second = self.clock(next, bare)?;
        let long = |index: usize| self.digits(index).is_some_and(|digits| digits.len() > 2);
        if first.bare && second.bare && long(at) && at == start {
            return None;
        }
        if self.sign(first.end, "-") && self.glued(first.end) != self.glued(next) {
            return None;
        }
        // "3-8" could be anything else when more digits or letters are glued to it.
        if !self.closes(second.end)
            || !self.opens(at)
            || self.sign(second.end, "/")
            || self.unit(second.end).is_some()
        {
            return None;
        }
        let pair = hours(first, second);
        (!pair.is_empty()).then_some((pair, second.end))
    }

    /// "nächsten Monat vom 4. bis zum 23.", "May 4-23", "April ninth through seventeenth".
    fn month_with_days(&self, start: usize) -> Option<Found> {
        let month = self.dated(start)?;
        let days = month.when.resolve(self.reference);
        if days.grain != MONTH {
            return None;
        }
        let (at, between, opened) = self.opening(month.end);
        if !opened {
            return None;
        }
        let (first, end) = self.day_of_month(self.skip(at, Sort::The), true)?;
        let next = self.joint(end, between)?;
        let (second, end) = self.day_of_month(next, true)?;
        let readings = days.alternatives.iter().filter_map(|&(begin, _)| {
            let from = Date::new(begin.year(), begin.month(), first.day?).ok()?;
            let to = Date::new(begin.year(), begin.month(), second.day?).ok().filter(|to| *to > from)?;
            let timex = format!("({from},{to},P{}D)", (to - from).get_days());
            Some(Reading::DateRange { timex, start: Some(from), end: moved(to, DAY, 1), through: Some(to) })
        });
        let readings: Vec<_> = readings.collect();
        (!readings.is_empty()).then_some(Found { start, end, readings })
    }

    /// "from 2pm for 2 hours", "for 2 hours from 2pm", "14 Feb for 7 hours from 9:30am", "for 1 week, from 20 Dec".
    fn with_length(&self, start: usize) -> Option<Found> {
        if let Some((_, at)) = self.is(start, Sort::For) {
            let length = self.length(at)?;
            let next = self.skip_sign(length.end, ",");
            let (_, next) = self.is(next, Sort::From)?;
            let moment = self.moment(next, Bare::Hour)?;
            return self.stretch(start, &moment, &length, moment.end);
        }
        let at = self.is(start, Sort::From).map_or(start, |(_, end)| end);
        let moment = self.moment(at, if at > start { Bare::Hour } else { Bare::Nothing })?;
        let (_, next) = self.is(moment.end, Sort::For)?;
        let length = self.length(next)?;
        if let Some(when) = moment.when.clone().filter(|when| when.is_day() && moment.clock.is_none())
            && let Some((_, next)) = self.is(length.end, Sort::From)
            && let Some(clock) = self.clock(next, true)
        {
            let with_time =
                Moment { end: clock.end, when: Some(when), clock: Some(clock), part: None, now: false };
            return self.stretch(start, &with_time, &length, clock.end);
        }
        moment.clock.filter(|_| at > start || moment.when.is_some())?;
        self.stretch(start, &moment, &length, length.end)
    }

    fn stretch(
        &self,
        start: usize,
        moment: &Moment,
        length: &super::length::Length,
        end: usize,
    ) -> Option<Found> {
        if let Some(clock) = moment.clock.filter(|_| moment.when.is_none()) {
            let from = Clock { open: false, ..clock }.time()?;
            let to = length.from(Date::constant(2000, 1, 1).to_datetime(from), 1)?.time();
            let timex = format!("({},T{},{})", clock.timex(), to, length.timex());
            return Some(Found::one(
                start,
                end,
                Reading::TimeRange { timex, start: Some(from), end: Some(to) },
            ));
        }
        let readings: Vec<Reading> = moment
            .readings(self.reference)
            .into_iter()
            .filter_map(|reading| match reading {
                Reading::DateTime { at: Some(at), .. } => {
                    let to = length.from(at, 1)?;
                    let timex = format!("({},{},{})", stamp(at), stamp(to), length.timex());
                    Some(Reading::DateTimeRange { timex, start: Some(at), end: Some(to) })
                }
                Reading::Date { date: Some(date), .. } if length.is_days() => {
                    let to = length.from(midnight(date), 1)?.date();
                    let timex = format!("({date},{to},{})", length.timex());
                    Some(Reading::DateRange { timex, start: Some(date), end: Some(to), through: None })
                }
                _ => None,
            })
            .take(2)
            .collect();
        (!readings.is_empty()).then_some(Found { start, end, readings })
    }
}

/// Finds the ways to read two times as one range: a settled one settles the half of the day of the other.
fn hours(a: Clock, b: Clock) -> Vec<Hours> {
    let minutes = |clock: &Clock| i64::from(clock.hour) * 60 + i64::from(clock.minute.unwrap_or(0));
    match (a.open, b.open) {
        (false, false) => vec![(a, b)],
        (true, false) => {
            let mut best = a.fixed(0);
            for half in [0, 12] {
                let choice = a.fixed(half);
                if minutes(&choice) < minutes(&b) {
                    best = choice;
                }
            }
            vec![(best, b)]
        }
        (false, true) => {
            let later = [b.fixed(0), b.fixed(12)].into_iter().find(|choice| minutes(choice) > minutes(&a));
            vec![(a, later.unwrap_or(b.fixed(0)))]
        }
        (true, true) => {
            let mut pairs = Vec::new();
            for half in [0, 12] {
                let from = a.fixed(half);
                let same = b.fixed(half);
                let to = if minutes(&same) > minutes(&from) { same } else { b.fixed(12 - half) };
                pairs.push((from, to));
            }
            if a.hour == 12 && b.hour < 12 {
                pairs.reverse();
            }
            pairs
        }
    }
}

fn time_range(a: Clock, b: Clock) -> Option<Reading> {
    let (start, end) = (a.time()?, b.time()?);
    let timex = format!(
        "({},{},{})",
        a.timex(),
        b.timex(),
        clock_length(on_day(start, 1), on_day(end, if end > start { 1 } else { 2 }))
    );
    Some(Reading::TimeRange { timex, start: Some(start), end: Some(end) })
}

fn on_day(time: Time, day: i8) -> DateTime {
    Date::constant(2000, 1, 1).to_datetime(time).with().day(day).build().unwrap_or(DateTime::ZERO)
}

fn day_hours(days: &Days, pairs: &[Hours]) -> Vec<Reading> {
    let mut readings = Vec::new();
    for (a, b) in pairs {
        let (Some(from), Some(to)) = (a.time(), b.time()) else { continue };
        let timex = format!("({}{},{}{})", days.timex, a.timex(), days.timex, b.timex());
        if days.alternatives.is_empty() {
            readings.push(Reading::DateTimeRange { timex, start: None, end: None });
            continue;
        }
        for &(day, _) in &days.alternatives {
            let last = if to > from { Some(day) } else { moved(day, DAY, 1) };
            readings.push(Reading::DateTimeRange {
                timex: timex.clone(),
                start: Some(day.to_datetime(from)),
                end: last.map(|last| last.to_datetime(to)),
            });
        }
    }
    readings
}

/// The TIMEX form of one end: the open form where the text leaves the year open.
fn edge_timex(days: &Days, date: Date) -> String {
    if days.timex.starts_with("XXXX-") && days.is_day() && !days.timex.contains('W') {
        days.timex.clone()
    } else {
        date.to_string()
    }
}

/// Says whether a period was cut to its end, as in "the end of 2008".
fn is_edge(days: &Days, found: (Date, Date)) -> bool {
    days.grain != DAY && super::units::period(found.0, days.grain).is_some_and(|whole| whole.0 != found.0)
}

fn length_between(from: Date, to: Date, first: &Days, second: &Days) -> String {
    let days = i64::from((to - from).get_days());
    let months = (i64::from(to.year()) - i64::from(from.year())) * 12 + i64::from(to.month())
        - i64::from(from.month());
    match (first.grain, second.grain) {
        (YEAR, YEAR) => format!("P{}Y", months / 12),
        (DAY, _) | (_, DAY) => format!("P{days}D"),
        _ => format!("P{months}M"),
    }
}

fn clock_length(from: DateTime, to: DateTime) -> String {
    let span = to - from;
    let minutes = i64::from(span.get_days()) * 1_440 + i64::from(span.get_hours()) * 60 + span.get_minutes();
    let (hours, rest) = (minutes / 60, minutes % 60);
    match (hours, rest) {
        (0, rest) => format!("PT{rest}M"),
        (hours, 0) => format!("PT{hours}H"),
        (hours, rest) => format!("PT{hours}H{rest}M"),
    }
}

pub(super) fn stamp(at: DateTime) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S").to_string()
}
