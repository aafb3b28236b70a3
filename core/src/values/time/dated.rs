//! Absolute dates: `2026-05-10`, `10.05.2026`, `5/10/26`, "10 May 2026", "May 10th", "Fr., 4. Dez. 2026".

use super::super::grammar::Grammar;
use super::super::lexicon::Sort;
use super::super::tokens::Shape;
use super::fields::{Dated, Fields, When};

/// A part of a written date.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Part {
    Day(i8),
    Month(i8),
    Year(i16),
}

impl Grammar<'_> {
    /// Reads a date by its fields, with or without the weekday before it.
    pub(super) fn absolute(&self, start: usize) -> Option<Dated> {
        self.memory.absolute.at(start, || self.read_absolute(start))
    }

    fn read_absolute(&self, start: usize) -> Option<Dated> {
        let plain = self.date_fields(start);
        let with_weekday = self.after_weekday(start);
        let best = [plain, with_weekday].into_iter().flatten().max_by_key(|found| found.1)?;
        let (fields, end) = best;
        // "05.12.2016 (Monday)", "10 May, Tuesday" stay two values: only the form before is usual.
        fields.possible().then_some(Dated { when: When::Fields(fields), end })
    }

    fn after_weekday(&self, start: usize) -> Option<(Fields, usize)> {
        let (weekday, end) = self.is(start, Sort::Weekday)?;
        let mut best = self
            .weekday_alone(start, end)
            .then_some((Fields { weekday: Some(weekday), ..Fields::default() }, end));
        let mut at = end;

        at = self.skip_sign(at, ".");
        at = self.skip_sign(at, ",");
        let bracket = self.sign(at, "(") || self.sign(at, "/") || self.sign(at, "-");
        let inner = self.skip(self.skip(if self.sign(at, "(") { at + 1 } else { at }, Sort::On), Sort::The);
        let date = self.date_fields(inner).or_else(|| self.day_of_month(inner, true));
        if let Some((fields, mut end)) = date.filter(|_| !bracket || self.sign(at, "(")) {
            if self.sign(at, "(") {
                if !self.sign(end, ")") {
                    return best;
                }
                end += 1;
            }
            if fields.day.is_some() {
                best = Some((Fields { weekday: Some(weekday), ..fields }, end));
            }
        }
        best
    }

    /// Says whether a weekday's name can stand alone: not when it is a short form that is an everyday word.
    fn weekday_alone(&self, start: usize, end: usize) -> bool {
        if !self.closes(end) {
            return false;
        }
        let written = self.chunk.written(start);
        let first_capital = written.chars().next().is_some_and(char::is_uppercase);
        match written.chars().count() {
            0..=2 => false,
            3 if !first_capital => {
                let cued = start > 0
                    && self
                        .any(
                            start - 1,
                            &[
                                Sort::Next,
                                Sort::Last,
                                Sort::This,
                                Sort::On,
                                Sort::Every,
                                Sort::Before,
                                Sort::Unit,
                            ],
                        )
                        .is_some();
                !matches!(self.lower(start), "sun" | "sat" | "wed" | "mon") || cued
            }
            _ => true,
        }
    }

    /// Reads day, month and year in any usual order.
    fn date_fields(&self, start: usize) -> Option<(Fields, usize)> {
        let numeric = self.numeric_date(start);
        let named = self.named_month_date(start);
        [numeric, named].into_iter().flatten().max_by_key(|found| found.1)
    }

    /// `2026-05-10`, `10.5.2026`, `5/10`, `20260510`, `2026-05`.
    fn numeric_date(&self, start: usize) -> Option<(Fields, usize)> {
        let first = self.digits(start)?;
        if first.len() == 8 {
            return self.run_together(start);
        }
        if first.len() > 4 {
            return None;
        }
        let a = self.small_digits(start, 4)?;
        let separator = self.lower(start + 1);
        let spaced_point = separator == "." && self.glued(start + 1) && !self.glued(start + 2);
        if !matches!(separator, "." | "/" | "-")
            || !self.glued(start + 1)
            || !(self.glued(start + 2) || spaced_point)
        {
            return self.spaced_numbers(start);
        }
        if separator == "-" && !self.glued(start + 1) {
            return None;
        }
        let b = self.small_digits(start + 2, 2)?;
        let second_separator = self.sign(start + 3, separator) && self.glued(start + 3);
        let third = self
            .small_digits(start + 4, 4)
            .filter(|_| second_separator && (self.glued(start + 4) || spaced_point))
            .zip(self.digits(start + 4).map(str::len));
        match (first.len(), third) {
            (4, Some((c, 1..=2))) => {
                let fields = Fields::of(year(a), month(b), day(c));
                (complete(&fields)).then_some((fields, start + 5))
            }
            (4, None) if separator != "." && !second_separator => {
                let fields = Fields::of(year(a), month(b), None);
                (fields.month.is_some() && fields.year.is_some() && self.closes(start + 3))
                    .then_some((fields, start + 3))
            }
            (1 | 2, Some((c, length @ (2 | 4)))) => {
                self.day_and_month(a, b, separator).and_then(|mut fields| {
                    if length == 4 {
                        fields.year = year(c);
                    } else {
                        (fields.year, fields.other_year) = two_digit_year(c);
                    }
                    complete(&fields).then_some((fields, start + 5))
                })
            }
            (1 | 2, _) => self.without_year(start, a, b, separator, second_separator),
            _ => None,
        }
    }

    /// `5/10`, "31.12.", "03/2026".
    fn without_year(
        &self,
        start: usize,
        a: i64,
        b: i64,
        separator: &str,
        closed: bool,
    ) -> Option<(Fields, usize)> {
        let end = start + 3;
        let long = self.digits(start + 2)?.len() == 4;
        if long {
            return None;
        }
        if separator == "." {
            // The point after the month tells a date from a decimal.
            let fits = closed && self.lexicon.day_first && (1..=31).contains(&a) && (1..=12).contains(&b);
            let next_glued = self.glued(end + 1)
                && self.token(end + 1).is_some_and(|token| !matches!(token.shape, Shape::Sign(_)));
            return (fits && !next_glued).then(|| (Fields::of(None, month(b), day(a)), end + 1));
        }
        if separator != "/" || closed {
            return None;
        }
        // "3/4 of the amount" is a fraction.
        if !self.selection.is_single()
            && (self.is(end, Sort::Of).is_some()
                || self.is_word(end) && matches!((a, b), (1, 2..=4) | (2, 3) | (3, 4)))
        {
            return None;
        }
        let fields = self.day_and_month(a, b, separator)?;
        Some((Fields { swapped: false, ..fields }, end))
    }

    /// Decides which of two numbers is the day.
    fn day_and_month(&self, a: i64, b: i64, separator: &str) -> Option<Fields> {
        let day_first = separator == "." || self.day_first;
        let (d, m) = if day_first { (a, b) } else { (b, a) };
        let both = (1..=12).contains(&a) && (1..=12).contains(&b) && a != b;
        let fields = match (month(m), day(d)) {
            (Some(month), Some(day)) => Fields::of(None, Some(month), Some(day)),
            _ => Fields::of(None, month(d), day(m)),
        };
        let open = both && separator != "." && self.region.is_none() && !self.lexicon.day_first;
        (fields.month.is_some() && fields.day.is_some()).then_some(Fields { swapped: open, ..fields })
    }

    /// "2016 10 16": only in this order, and only with plausible numbers.
    fn spaced_numbers(&self, start: usize) -> Option<(Fields, usize)> {
        // "03/2026" and "12.2026"
        if matches!(self.lower(start + 1), "/" | ".")
            && self.glued(start + 1)
            && self.digits(start + 2).is_some_and(|digits| digits.len() == 4)
        {
            let fields =
                Fields::of(year(self.small_digits(start + 2, 4)?), month(self.small_digits(start, 2)?), None);
            return (fields.month.is_some() && fields.year.is_some()).then_some((fields, start + 3));
        }
        let parts = [self.digits(start)?, self.digits(start + 1)?, self.digits(start + 2)?];
        if parts.map(str::len) != [4, 2, 2]
            || self.token(start + 1)?.new_line
            || self.token(start + 2)?.new_line
        {
            return None;
        }
        let fields = Fields::of(
            year(self.small_digits(start, 4)?),
            month(self.small_digits(start + 1, 2)?),
            day(self.small_digits(start + 2, 2)?),
        );
        complete(&fields).then_some((fields, start + 3))
    }

    /// `20161016`, unless the words before say that it is a number of something.
    fn run_together(&self, start: usize) -> Option<(Fields, usize)> {
        let number = self.small_digits(start, 8)?;
        let fields = Fields::of(year(number / 10_000), month(number / 100 % 100), day(number % 100));
        let recent = fields.year.is_some_and(|year| (1900..2100).contains(&year));
        let named = self.referenced(start);
        (complete(&fields) && recent && !named).then_some((fields, start + 1))
    }

    /// Says whether a word such as "No." or "invoice" stands before a number.
    pub(in crate::values) fn referenced(&self, start: usize) -> bool {
        (1..=3).any(|back| {
            start.checked_sub(back).is_some_and(|at| {
                let signs =
                    (at..start).skip(1).all(|index| !self.is_word(index) && self.digits(index).is_none());
                self.is(at, Sort::ReferenceCue).is_some_and(|(_, end)| end <= start) && (signs || back == 1)
            })
        })
    }

    /// Dates with the month by name: a row of day, month and year in any order, each once.
    fn named_month_date(&self, start: usize) -> Option<(Fields, usize)> {
        let mut fields = Fields::default();
        let mut end = start;
        let mut at = self.skip(start, Sort::The);
        let mut month_seen_first = false;
        for count in 0..3 {
            let Some((part, after)) = self.date_part(at, &fields, month_seen_first, count) else { break };
            match part {
                Part::Day(value) => fields.day = Some(value),
                Part::Month(value) => {
                    fields.month = Some(value);
                    month_seen_first = true;
                }
                Part::Year(value) => fields.year = Some(value),
            }
            end = after;
            at = self.between_parts(after);
        }
        fields.month?;
        if fields.day.is_some() && fields.year.is_none() {
            // "15 April of 87", "3 Feb '15"
            (fields.year, fields.other_year, end) = self.short_year(end);
        }
        let alone = fields.day.is_none() && fields.year.is_none();
        if alone && !self.month_alone(start, end) {
            return None;
        }
        Some((fields, end))
    }

    /// Skips what joins the parts of a date: a sign, "of", "the".
    fn between_parts(&self, at: usize) -> usize {
        let mut next = at;
        for sign in [".", ",", "-", "/", "("] {
            if self.sign(next, sign)
                && !(sign == "-" && self.glued(next) != self.glued(next + 1))
                && sign != "("
            {
                next += 1;
                break;
            }
        }
        if next > at && self.sign(next - 1, ".") && self.sign(next, ",") {
            next += 1;
        }
        let (_, next) = self.is(next, Sort::Of).unwrap_or((0, next));
        let next = if self.sign(next, "in") { next + 1 } else { next };
        self.skip(next, Sort::The)
    }

    fn date_part(
        &self,
        at: usize,
        fields: &Fields,
        after_month: bool,
        count: usize,
    ) -> Option<(Part, usize)> {
        if fields.month.is_none()
            && let Some((value, end)) = self.is(at, Sort::Month)
        {
            let glued_word = self.glued(end) && self.is_word(end);
            return (!glued_word).then(|| Some((Part::Month(i8::try_from(value).ok()?), end))).flatten();
        }
        if let Some(digits) = self.digits(at) {
            let value = self.small_digits(at, 4)?;
            if digits.len() == 4 && fields.year.is_none() {
                let plausible = (1000..2200).contains(&value) && self.closes_date(at + 1, fields);
                // "12 May 1400" may go on as a time: "1400 Uhr" is rare enough.
                return plausible.then(|| (Part::Year(value as i16), at + 1));
            }
            if fields.day.is_none() && digits.len() <= 2 {
                let value = day(value)?;
                if let Some((_, end)) = self.is(at + 1, Sort::OrdinalSuffix).filter(|_| self.glued(at + 1)) {
                    return Some((Part::Day(value), end));
                }
                // "May 10:30" and "May 10 pm" name times, "May 5.5" a number.
                let clock = after_month
                    && (self.clock_follows(at + 1)
                        || (self.sign(at + 1, ".")
                            && self.glued(at + 1)
                            && self.glued(at + 2)
                            && self.digits(at + 2).is_some_and(|digits| digits.len() < 4)));
                let unit_glued =
                    self.glued(at + 1) && self.is_word(at + 1) && self.is(at + 1, Sort::Month).is_none();
                if clock || unit_glued {
                    return None;
                }
                return Some((Part::Day(value), at + 1));
            }
            return None;
        }
        if fields.day.is_none()
            && let Some((value, end)) = self.ordinal(at)
        {
            return Some((Part::Day(day(value)?), end));
        }
        if fields.month.is_some() && fields.day.is_none() && count == 1 {
            // "may twenty nine"
            let number = self.plain_word_number(at).filter(|number| !number.article);
            if let Some(number) = number
                && let Ok(value) = i64::try_from(number.value)
                && let Some(value) = day(value)
                && !self.clock_follows(number.end)
                && self.unit(number.end).is_none()
            {
                return Some((Part::Day(value), number.end));
            }
        }
        if fields.month.is_some() && fields.year.is_none() {
            let (value, end) = self.spoken_year(at)?;
            return Some((Part::Year(value), end));
        }
        None
    }

    fn closes_date(&self, end: usize, fields: &Fields) -> bool {
        // "2019/aug/01", "September-2020-23"
        self.closes(end) || fields.day.is_none() || matches!(self.lower(end), "/" | "-" | "." | ",")
    }

    fn clock_follows(&self, at: usize) -> bool {
        (self.sign(at, ":") && self.glued(at) && self.digits(at + 1).is_some())
            || self.any(at, &[Sort::Meridiem, Sort::Oclock]).is_some()
    }

    /// "two thousand and five", "nineteen seventy two".
    pub(super) fn spoken_year(&self, at: usize) -> Option<(i16, usize)> {
        let first = self.plain_word_number(at).filter(|number| !number.article)?;
        let value = i64::try_from(first.value).ok()?;
        if (1000..2200).contains(&value) {
            return Some((i16::try_from(value).ok()?, first.end));
        }
        if !(15..=21).contains(&value) {
            return None;
        }
        let second = self.plain_word_number(first.end)?;
        let rest = i64::try_from(second.value).ok().filter(|rest| (10..100).contains(rest))?;
        Some((i16::try_from(value * 100 + rest).ok()?, second.end))
    }

    fn short_year(&self, end: usize) -> (Option<i16>, Option<i16>, usize) {
        let none = (None, None, end);
        let mut at = self.skip(end, Sort::Of);
        let comma = at == end && self.sign(at, ",");
        if comma {
            at += 1;
        }
        let apostrophe = self.sign(at, "'");
        if apostrophe {
            at += 1;
        }
        let joined = self.glued(end)
            && matches!(self.lower(end), "-" | "/" | ".")
            && self.glued(end - 1)
            && self.sign(end - 2, self.lower(end));
        if joined {
            at = end + 1;
        }
        let two = self.digits(at).is_some_and(|digits| digits.len() == 2);
        let fits = two
            && (apostrophe || joined || at > end + usize::from(comma))
            && self.closes(at + 1)
            && !self.clock_follows(at + 1);
        let point_day = joined && self.sign(end, ".") && !self.glued(at);
        if !fits || point_day {
            return none;
        }
        let (year, other) = two_digit_year(self.small_digits(at, 2).unwrap_or(0));
        (year, other, at + 1)
    }

    /// Says whether a month's name alone means the month: not when it is a short or everyday word.
    fn month_alone(&self, start: usize, end: usize) -> bool {
        let symbol = start > 0 && self.glued(start) && self.sign(start - 1, "$");
        if symbol || !self.opens(start) || !self.closes(end) {
            return false;
        }
        let word = self.lower(start);
        if !matches!(word, "may" | "march" | "mar" | "sep" | "dec" | "jan" | "mär" | "mai") {
            return true;
        }
        let before = start.checked_sub(1);
        let cued = before.is_some_and(|before| {
            let sorts = [
                Sort::In,
                Sort::Before,
                Sort::Since,
                Sort::Of,
                Sort::Next,
                Sort::Last,
                Sort::This,
                Sort::From,
                Sort::To,
                Sort::After,
                Sort::Between,
                Sort::And,
                Sort::Edge,
                Sort::During,
                Sort::For,
                Sort::Around,
            ];
            self.any(before, &sorts).is_some()
        });
        let capital = self.chunk.written(start).chars().next().is_some_and(char::is_uppercase);
        let opens_sentence = before.is_none_or(|before| matches!(self.lower(before), "." | "!" | "?" | ":"));
        cued || self.any(end, &[Sort::To]).is_some()
            || (capital && !opens_sentence && word != "march")
            || matches!(word, "jan" | "dec" | "mär") && capital
    }

    /// A day of the month alone: "the 18th", "29th", "den 4.".
    pub(super) fn day_of_month(&self, start: usize, cued: bool) -> Option<(Fields, usize)> {
        let at = self.skip(start, Sort::The);
        let suffixed = self.digits(at).is_some();
        let found = if self.digits(at).is_some() && self.is(at + 1, Sort::OrdinalSuffix).is_none() {
            let value = self.small_digits(at, 2)?;
            let point = self.lexicon.day_first && self.sign(at + 1, ".") && self.glued(at + 1);
            let plain = cued && !self.lexicon.day_first && self.closes(at + 1) && !self.clock_follows(at + 1);
            if !(point || plain) || self.unit(at + 1).is_some() {
                return None;
            }
            (value, if point { at + 2 } else { at + 1 })
        } else {
            self.ordinal(at)?
        };
        let (value, end) = found;
        if !(cued || suffixed && self.is(at + 1, Sort::OrdinalSuffix).is_some()) {
            return None;
        }
        Some((Fields::of(None, None, Some(day(value)?)), end))
    }
}

pub(super) fn year(value: i64) -> Option<i16> {
    (1000..2200).contains(&value).then_some(value as i16)
}

fn month(value: i64) -> Option<i8> {
    (1..=12).contains(&value).then_some(value as i8)
}

fn day(value: i64) -> Option<i8> {
    (1..=31).contains(&value).then_some(value as i8)
}

fn complete(fields: &Fields) -> bool {
    fields.year.is_some() && fields.month.is_some() && fields.day.is_some() && fields.possible()
}

/// Two digits of a year mean 1940 to 2039; near the end of that window both centuries are possible.
pub(super) fn two_digit_year(value: i64) -> (Option<i16>, Option<i16>) {
    match value {
        0..30 => (Some(2000 + value as i16), None),
        30..40 => (Some(2000 + value as i16), Some(1900 + value as i16)),
        40..100 => (Some(1900 + value as i16), None),
        _ => (None, None),
    }
}
