//! Lengths of time: "14 days", "thirty (30) days", "half an hour", "2 years and 3 months", "14-tägig".

use jiff::civil::DateTime;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::super::grammar::Grammar;
use super::super::lexicon::Sort;
use super::super::value::Reading;
use super::units::{
    BUSINESS_DAY, DAY, HOUR, MINUTE, MONTH, QUARTER, SECOND, WEEK, WEEKEND, YEAR, moved_time, reduced,
    seconds,
};

/// A length of time and where it ends.
#[derive(Debug, Clone)]
pub(in crate::values) struct Length {
    pub(super) end: usize,
    /// Counts with units that [`reduced`] returns.
    pub(super) parts: Vec<(Decimal, i64)>,
}

impl Length {
    /// Says whether every unit is a day or more.
    pub(super) fn is_days(&self) -> bool {
        self.parts.iter().all(|&(_, unit)| unit >= DAY)
    }

    /// The unit of the first part.
    pub(super) fn unit(&self) -> i64 {
        self.parts.first().map_or(DAY, |part| part.1)
    }

    pub(super) fn timex(&self) -> String {
        let (mut days, mut clock) = (String::new(), String::new());
        for &(count, unit) in &self.parts {
            let months = count.checked_mul(Decimal::from(3)).unwrap_or(Decimal::MAX);
            let count = if unit == QUARTER { months } else { count }.normalize();
            match unit {
                HOUR => clock.push_str(&format!("{count}H")),
                MINUTE => clock.push_str(&format!("{count}M")),
                SECOND => clock.push_str(&format!("{count}S")),
                YEAR => days.push_str(&format!("{count}Y")),
                MONTH | QUARTER => days.push_str(&format!("{count}M")),
                WEEK => days.push_str(&format!("{count}W")),
                WEEKEND => days.push_str(&format!("{count}WE")),
                BUSINESS_DAY => days.push_str(&format!("{count}BD")),
                _ => days.push_str(&format!("{count}D")),
            }
        }
        if clock.is_empty() { format!("P{days}") } else { format!("P{days}T{clock}") }
    }

    pub(super) fn seconds(&self) -> i64 {
        let sum = self.parts.iter().try_fold(Decimal::ZERO, |sum, &(count, unit)| {
            sum.checked_add(count.checked_mul(Decimal::from(seconds(unit)))?)
        });
        sum.and_then(|sum| sum.to_i64()).unwrap_or(i64::MAX)
    }

    pub(super) fn reading(&self) -> Reading {
        Reading::Duration { timex: self.timex(), seconds: self.seconds() }
    }

    /// Returns the time that lies this length after (or before, for -1) another.
    pub(super) fn from(&self, at: DateTime, direction: i64) -> Option<DateTime> {
        self.parts.iter().try_fold(at, |at, &(count, unit)| {
            let whole = count.trunc().to_i64()?;
            let at = moved_time(at, unit, direction.checked_mul(whole)?)?;
            let fraction = count.fract();
            if fraction.is_zero() {
                return Some(at);
            }
            if unit == YEAR {
                return moved_time(at, MONTH, direction * (fraction * Decimal::from(12)).round().to_i64()?);
            }
            let rest = (fraction * Decimal::from(seconds(unit))).round().to_i64()?;
            moved_time(at, SECOND, direction * rest)
        })
    }
}

impl Grammar<'_> {
    /// Reads a unit of time: its code and end.
    pub(super) fn unit(&self, at: usize) -> Option<(i64, usize)> {
        self.is(at, Sort::Unit)
    }

    /// Reads a length of time.
    pub(super) fn length(&self, start: usize) -> Option<Length> {
        self.memory.length.at(start, || self.read_length(start))
    }

    fn read_length(&self, start: usize) -> Option<Length> {
        let (part, mut end) = self.length_part(start, None)?;
        let mut parts = vec![part];
        while parts.len() < 5 {
            let mut next = end;
            if let Some((_, after)) = self.is(next, Sort::And) {
                // "an hour and a half"
                let half = self.skip(after, Sort::Article);
                if let Some((_, after)) = self.is(half, Sort::Half)
                    && self.unit(self.skip(after, Sort::Article)).is_none()
                    && let Some(last) = parts.last_mut()
                {
                    last.0 = last.0.checked_add(Decimal::new(5, 1))?;
                    end = after;
                    break;
                }
                next = after;
            } else if self.sign(next, ",") {
                next = self.skip(next + 1, Sort::And);
            }
            let last_unit = parts.last().map(|part| part.1);
            let Some((part, after)) = self.length_part(next, last_unit) else { break };
            if last_unit.is_none_or(|unit| part.1 >= unit || part.1 == BUSINESS_DAY || unit > YEAR) {
                break;
            }
            parts.push(part);
            end = after;
        }
        Some(Length { end, parts })
    }

    fn length_part(&self, start: usize, after_unit: Option<i64>) -> Option<((Decimal, i64), usize)> {
        let done = |count: Decimal, unit: i64, end: usize| {
            let (unit, factor) = reduced(unit);
            let count = count.checked_mul(Decimal::from(factor))?.checked_div(Decimal::ONE_HUNDRED)?;
            Some(((count.normalize(), unit), end))
        };
        if let Some((count, at)) = self.any(start, &[Sort::Vague]) {
            let (unit, end) = self.unit(at)?;
            return done(Decimal::from(count), unit, end);
        }
        if let Some((_, at)) = self.any(start, &[Sort::Whole, Sort::Another])
            && let Some((unit, end)) = self.unit(at)
        {
            return (unit >= DAY && unit != BUSINESS_DAY).then(|| done(Decimal::ONE, unit, end)).flatten();
        }
        if let Some(found) = self.adjective_length(start) {
            return Some(found);
        }
        let number = self.number(start);
        if let Some(number) = number.filter(|number| number.value.is_sign_positive()) {
            let mut at = self.repeated_number(number.end);
            if let Some((unit, end)) = self.short_unit(at, &number, after_unit) {
                return done(number.value, unit, end);
            }
            if self.sign(at, "-") && self.glued(at) == self.glued(at + 1) {
                at += 1;
            }
            if number.value.fract() == Decimal::new(5, 1) && number.value < Decimal::ONE {
                at = self.skip(at, Sort::Article);
            }
            // "drei viertel Stunde", "eine ganze Woche"
            at = self.is(at, Sort::Whole).map_or(at, |(_, end)| end);
            if let Some((unit, end)) = self.unit(at) {
                return done(number.value, unit, end);
            }
        }
        let (_, at) = self.is(start, Sort::Article)?;
        let (count, at) = match self.any(at, &[Sort::ThreeQuarters, Sort::Half, Sort::QuarterPart]) {
            Some((3, end)) => (Decimal::new(75, 2), end),
            Some((_, end)) if self.is(at, Sort::Half).is_some() => (Decimal::new(5, 1), end),
            _ => (Decimal::ONE, self.is(at, Sort::Whole).map_or(at, |(_, end)| end)),
        };
        let (unit, end) = self.unit(at)?;
        done(count, unit, end)
    }

    /// "3y", "2w", "1h 30m".
    fn short_unit(
        &self,
        at: usize,
        number: &super::super::numbers::Number,
        after: Option<i64>,
    ) -> Option<(i64, usize)> {
        let (unit, end) = self.is(at, Sort::UnitShort)?;
        // "5m" alone are metres or millions.
        let clear = unit != MINUTE || after == Some(HOUR);
        let code = match unit {
            4 => DAY,
            5 => WEEK,
            7 => YEAR,
            other => other,
        };
        let fits = number.digits && self.glued(at) && clear && self.chunk.written(at).len() == 1;
        (fits && self.closes(end)).then_some((code, end))
    }

    /// "14-tägig", "dreimonatige".
    fn adjective_length(&self, start: usize) -> Option<((Decimal, i64), usize)> {
        if !self.lexicon.compound_numbers {
            return None;
        }
        let stem = |word: &str| {
            ["", "e", "en", "er", "es", "em"].into_iter().find_map(|ending| {
                let stem = word.strip_suffix(ending)?;
                let units = [
                    ("minütig", MINUTE),
                    ("stündig", HOUR),
                    ("tägig", DAY),
                    ("wöchig", WEEK),
                    ("monatig", MONTH),
                    ("jährig", YEAR),
                ];
                units.into_iter().find_map(|(name, unit)| Some((stem.strip_suffix(name)?.len(), unit)))
            })
        };
        if let Some(count) = self.small_digits(start, 4) {
            let at = self.skip_sign(start + 1, "-");
            let (0, unit) = stem(self.lower(at))? else { return None };
            return (at > start + 1).then(|| ((Decimal::from(count), unit), at + 1));
        }
        let word = self.lower(start);
        if word.len() < 9 {
            return None;
        }
        let (length, unit) = stem(word)?;
        let count = self.number_of_word(word.get(..length)?)?;
        Some(((Decimal::from(count), unit), start + 1))
    }
}
