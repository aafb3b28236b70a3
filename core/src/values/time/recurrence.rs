//! Times that come again: "every Monday at 4", "monatlich", "jeden zweiten Tag", "Tuesday afternoons".

use super::super::grammar::{Found, Grammar};
use super::super::lexicon::Sort;
use super::super::value::Reading;
use super::fields::{Fields, When};
use super::moment::Bare;
use super::units::{BUSINESS_DAY, DAY, HOUR, MONTH, QUARTER, WEEK, WEEKEND, YEAR, reduced};

impl Grammar<'_> {
    /// Finds a recurring time.
    pub(super) fn recurrence(&self, start: usize) -> Option<Found> {
        let (timex, end) = self.time_then_cycle(start).or_else(|| self.cycle(start))?;
        self.closes(end).then(|| Found::one(start, end, Reading::Recurrence { timex }))
    }

    fn cycle(&self, start: usize) -> Option<(String, usize)> {
        let (timex, end) = self
            .every(start)
            .or_else(|| self.adverb(start))
            .or_else(|| self.plural_weekday(start))
            .or_else(|| self.day_of_every_month(start))?;
        Some(self.with_time(timex, end))
    }

    /// Adds a time, part of the day or yearly date that follows.
    fn with_time(&self, timex: String, end: usize) -> (String, usize) {
        let next = self.skip_sign(end, ",");
        let cued = self.any(next, &[Sort::At]).map(|(_, end)| end);
        if let Some(part) = self.part(next).filter(|_| !timex.starts_with('T')) {
            if let Some(clock) = self.is(part.end, Sort::At).and_then(|(_, at)| self.clock(at, true)) {
                return (join(&timex, &clock.within(part).timex()), clock.end);
            }
            let name = part.bounds().map_or("", |bounds| bounds.2);
            return (join(&timex, name), part.end);
        }
        let clock =
            self.clock(cued.unwrap_or(next), cued.is_some()).filter(|clock| cued.is_some() || !clock.bare);
        if let Some(clock) = clock {
            return (join(&timex, &clock.timex()), clock.end);
        }
        // "jährlich zum 31.12.", "every year on 1 March"
        let on = self.any(next, &[Sort::On, Sort::Before]).map(|(_, end)| end);
        if let Some(at) = on
            && let Some(dated) = self.absolute(self.skip(at, Sort::The))
            && let When::Fields(Fields { year: None, month: Some(month), day: Some(day), .. }) = dated.when
        {
            return (format!("XXXX-{month:02}-{day:02}"), dated.end);
        }
        (timex, end)
    }

    fn every(&self, start: usize) -> Option<(String, usize)> {
        if let Some((_, end)) = self.is(start, Sort::EveryOther) {
            let (unit, after) =
                self.unit(end).or_else(|| self.is(end, Sort::Weekday).map(|(_, after)| (13, after)))?;
            return Some((cycle_timex(2, unit), after));
        }
        if let Some((_, end)) = self.is(start, Sort::Everyday) {
            return Some(("P1D".to_owned(), end));
        }
        let (_, at) = self.is(start, Sort::Every).or_else(|| self.times_a(start))?;
        let loose = matches!(self.lower(start), "any" | "per" | "pro" | "je");
        if loose && !self.selection.is_single() {
            return None;
        }
        if let Some((weekday, mut end)) = self.is(at, Sort::Weekday) {
            let mut list = vec![weekday];
            while list.len() < 7 {
                let next = self.skip_sign(end, ",");
                let next = self.skip(next, Sort::And);
                let Some((weekday, after)) =
                    self.is(next, Sort::Weekday).filter(|_| next > end && !self.selection.is_single())
                else {
                    break;
                };
                list.push(weekday);
                end = after;
            }
            let list: Vec<String> = list.iter().map(i64::to_string).collect();
            return Some((format!("XXXX-WXX-{}", list.join(",")), end));
        }
        if let Some((code, end)) = self.is(at, Sort::WeekdayPart) {
            return Some((format!("XXXX-WXX-{}", code / 100), end));
        }
        if let Some((_, end)) = self.is(at, Sort::Daypart) {
            let part = super::clock::Part::of(self.is(at, Sort::Daypart)?.0, end);
            return Some((part.bounds()?.2.to_owned(), end));
        }
        if let Some((month, end)) = self.is(at, Sort::Month) {
            return Some((format!("XXXX-{month:02}"), end));
        }
        if let Some((unit, end)) = self.unit(at) {
            let plural_german = self.sign(start, "alle");
            return (!plural_german).then(|| (cycle_timex(1, unit), end));
        }
        // "every 3 weeks", "every third week"
        let (count, at) = match self.number(at).filter(|number| number.value.fract().is_zero()) {
            Some(number) => (i64::try_from(number.value).ok()?, number.end),
            None => self.ordinal(at)?,
        };
        let (unit, end) = self.unit(at)?;
        Some((cycle_timex(count, unit), end))
    }

    /// "once a week", "one a day".
    fn times_a(&self, start: usize) -> Option<(i64, usize)> {
        let number = self
            .plain_word_number(start)
            .filter(|_| !self.lexicon.day_first && self.selection.is_single())?;
        let (_, end) = self.is(number.end, Sort::Article)?;
        self.unit(end).filter(|&(unit, _)| unit >= DAY)?;
        Some((1, end))
    }

    fn adverb(&self, start: usize) -> Option<(String, usize)> {
        let (code, end) = self.is(start, Sort::PerAdverb).filter(|_| self.opens(start))?;
        let (count, unit) = (code / 100, code % 100);
        Some((cycle_timex(count, unit), end))
    }

    /// "Mondays", "Tuesday afternoons".
    fn plural_weekday(&self, start: usize) -> Option<(String, usize)> {
        if let Some((weekday, end)) = self.is(start, Sort::Weekdays) {
            return Some((format!("XXXX-WXX-{weekday}"), end));
        }
        let (weekday, at) = self.is(start, Sort::Weekday)?;
        let plural = matches!(self.lower(at), "mornings" | "afternoons" | "evenings" | "nights");
        let (_, end) = self.is(at, Sort::Daypart).filter(|_| plural)?;
        Some((format!("XXXX-WXX-{weekday}"), end))
    }

    /// "the 1st of each month", "am 15. jeden Monats".
    fn day_of_every_month(&self, start: usize) -> Option<(String, usize)> {
        let (fields, at) = self.day_of_month(start, true)?;
        let at = self.skip(at, Sort::Of);
        let article = self.skip(at, Sort::Article);
        let at = self.is(article, Sort::Every).map_or(article, |(_, end)| end);
        if at == self.skip(start, Sort::The) || self.any(at - 1, &[Sort::Every, Sort::Article]).is_none() {
            return None;
        }
        let (MONTH, end) = self.unit(at)? else { return None };
        Some((format!("XXXX-XX-{:02}", fields.day?), end))
    }

    /// "3pm every day", "8 Uhr jeden Montag".
    fn time_then_cycle(&self, start: usize) -> Option<(String, usize)> {
        let moment =
            self.moment(start, Bare::Nothing).filter(|moment| moment.when.is_none() && !moment.now)?;
        let (timex, end) = self.every(moment.end).or_else(|| self.adverb(moment.end))?;
        let clock = moment.clock.map(|clock| clock.timex());
        let part = moment.part.and_then(|part| part.bounds()).map(|bounds| bounds.2.to_owned());
        Some((join(&timex, &clock.or(part)?), end))
    }
}

/// A period joins its time by leaving out the days: `T16`; a weekday keeps them: `XXXX-WXX-3T16`.
fn join(timex: &str, time: &str) -> String {
    if timex == "P1D" { time.to_owned() } else { format!("{timex}{time}") }
}

fn cycle_timex(count: i64, unit: i64) -> String {
    let (unit, factor) = reduced(unit);
    let count = count.saturating_mul(factor) / 100;
    match unit {
        WEEKEND => "XXXX-WXX-WE".to_owned(),
        BUSINESS_DAY => format!("P{count}WD"),
        DAY => format!("P{count}D"),
        WEEK => format!("P{count}W"),
        MONTH => format!("P{count}M"),
        QUARTER => format!("P{}M", count.saturating_mul(3)),
        YEAR => format!("P{count}Y"),
        HOUR => format!("PT{count}H"),
        2 => format!("PT{count}M"),
        _ => format!("PT{count}S"),
    }
}
