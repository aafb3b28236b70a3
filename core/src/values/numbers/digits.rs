//! Numbers in digits: `1,234.56`, `1.234,56`, `1'234.50`, `1 234`, `10k`, `1.1^23`, `3/4`, `½`.

use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};

use super::super::grammar::Grammar;
use super::super::lexicon::Sort;
use super::Number;

/// Longer runs of digits are identifiers, and would overflow.
const MOST_DIGITS: usize = 24;

impl Grammar<'_> {
    /// Reads digits with their separators.
    pub(in crate::values) fn digit_number(&self, at: usize) -> Option<Number> {
        if let Some(value) = self.fraction_sign(at) {
            return Some(Number::new(at + 1, value, true));
        }
        let first = self.digits(at)?;
        if first.len() > MOST_DIGITS {
            return None;
        }
        let mut groups = vec![first];
        let mut signs: Vec<char> = Vec::new();
        let mut end = at + 1;
        while groups.len() < 9 {
            let Some((sign, next)) = self.separator(end, &signs) else { break };
            let Some(digits) = self.digits(next).filter(|digits| digits.len() <= MOST_DIGITS) else { break };
            if matches!(sign, ' ' | '\'') && (digits.len() != 3 || first.len() > 3) {
                break;
            }
            groups.push(digits);
            signs.push(sign);
            end = next + 1;
        }
        self.join_groups(at, &groups, &signs).map(|number| self.power(number))
    }

    /// Returns the sign between two groups of digits and the token after it.
    fn separator(&self, at: usize, signs: &[char]) -> Option<(char, usize)> {
        let token = self.token(at)?;
        if self.digits(at).is_some() {
            let spaces_so_far = signs.iter().all(|&sign| sign == ' ');
            return (token.one_space && spaces_so_far).then_some((' ', at));
        }
        let sign = match self.lower(at) {
            "." => '.',
            "," => ',',
            "'" => '\'',
            _ => return None,
        };
        (self.glued(at) && self.glued(at + 1)).then_some((sign, at + 1))
    }

    /// Decides what the signs mean and joins the groups.
    fn join_groups(&self, at: usize, groups: &[&str], signs: &[char]) -> Option<Number> {
        let end_of = |count: usize| {
            // Each group is one token, each sign but a space another.
            let spaces = signs.iter().take(count - 1).filter(|&&sign| sign == ' ').count();
            at + 2 * count - 1 - spaces
        };
        let threes = |groups: &[&str]| groups.iter().all(|group| group.len() == 3);
        let whole = |groups: &[&str]| groups.concat();
        let number = |text: String, count: usize| {
            let value = Decimal::from_str_exact(&text).ok()?;
            Some(Number::new(end_of(count), value, true))
        };
        let Some((&last, before)) = signs.split_last() else { return number(whole(groups), 1) };
        let count = groups.len();
        let (head, tail) = groups.split_at(count - 1);
        let first_fits =
            groups.first().is_some_and(|first| first.len() <= 3 && (*first != "0" || count == 2));
        if before.is_empty() {
            let decimal = format!("{}.{}", whole(head), whole(tail));
            if matches!(last, ' ' | '\'') {
                return number(whole(groups), 2);
            }
            let leading_zero = head.first().is_some_and(|first| first.starts_with('0'));
            if threes(tail) && first_fits && !leading_zero {
                let (text, other) = if last == self.lexicon.decimal {
                    (decimal, whole(groups))
                } else {
                    (whole(groups), decimal)
                };
                let mut found = number(text, 2)?;
                if last == self.lexicon.decimal {
                    found.other = Decimal::from_str_exact(&other).ok();
                }
                return Some(found);
            }
            return number(decimal, 2);
        }
        let same = before.iter().all(|&sign| sign == before[0]);
        let grouped = same && first_fits && threes(groups.get(1..count - 1).unwrap_or_default());
        if grouped && last != before[0] && matches!(last, '.' | ',') {
            return number(format!("{}.{}", whole(head), whole(tail)), count);
        }
        if grouped && last == before[0] && threes(tail) {
            return number(whole(groups), count);
        }
        if before[0] == ' ' {
            // "1 414 021 100" was read as far as it fits; anything else is a list of numbers.
            return number(groups.first()?.to_string(), 1);
        }
        None
    }

    /// Reads `1.1^23` and `12.32e+14`; the result is rounded to 15 significant digits.
    fn power(&self, number: Number) -> Number {
        let mut at = number.end;
        let raised = self.sign(at, "^") && self.glued(at);
        let exponent_word = self.glued(at) && self.sign(at, "e");
        if !raised && !exponent_word {
            return number;
        }
        at += 1;
        let negative = self.sign(at, "-");
        if negative || self.sign(at, "+") {
            at += 1;
        }
        let Some(exponent) = self.small_digits(at, 3).filter(|_| self.glued(at)) else { return number };
        let exponent = if negative { -exponent } else { exponent } as i32;
        let base = number.value.to_f64().unwrap_or(0.0);
        let value = if raised { base.powi(exponent) } else { base * 10f64.powi(exponent) };
        match Decimal::from_f64(value) {
            Some(value) => Number { end: at + 1, value, other: None, ..number },
            None => number,
        }
    }

    /// Applies scale words and abbreviations: "1.5m", "1,5 Mio.", "3 dozen", "322 hundred thousand".
    pub(super) fn scaled(&self, mut number: Number) -> Number {
        for _ in 0..3 {
            let at = number.end;
            let glued = self.glued(at);
            let found = self
                .any(at, &[Sort::Scale, Sort::Hundred])
                .map(|(power, end)| (Decimal::TEN.powi_checked(power), end));
            let found = found
                .or_else(|| {
                    let (power, end) = self.is(at, Sort::ScaleShort)?;
                    let spaced_letter = !glued && self.lower(at).len() == 1;
                    let fits = (!spaced_letter || self.sign(at, "k")) && self.closes(end);
                    fits.then(|| (Decimal::TEN.powi_checked(power), end))
                })
                .or_else(|| self.is(at, Sort::Dozen).map(|(count, end)| (Some(Decimal::from(count)), end)));
            let Some((Some(factor), end)) = found else { break };
            let Some(value) = number.value.checked_mul(factor) else { break };
            number = Number { end, value, other: None, ..number };
            // "3 hundred and one", "4 thousand 3 hundred"
            let next = self.skip(end, Sort::And);
            let rest =
                self.plain_word_number(next).filter(|rest| !rest.article && next > end).or_else(|| {
                    let rest = self.digit_number(next).filter(|rest| rest.value.fract().is_zero())?;
                    let scale = self.any(rest.end, &[Sort::Hundred, Sort::Scale])?;
                    let part = Decimal::TEN.powi_checked(scale.0)?;
                    let value = rest.value.checked_mul(part)?;
                    Some(Number { end: scale.1, value, ..rest })
                });
            if let Some(rest) = rest.filter(|rest| rest.value < factor && factor >= Decimal::ONE_HUNDRED)
                && let Some(sum) = number.value.checked_add(rest.value)
            {
                return Number { end: rest.end, value: sum, other: None, ..number };
            }
        }
        number
    }

    fn fraction_sign(&self, at: usize) -> Option<Decimal> {
        let (over, under) = match self.lower(at) {
            "½" => (1, 2),
            "¼" => (1, 4),
            "¾" => (3, 4),
            "⅓" => (1, 3),
            "⅔" => (2, 3),
            "⅛" => (1, 8),
            "⅙" => (1, 6),
            _ => return None,
        };
        Decimal::from(over).checked_div(Decimal::from(under))
    }

    /// Reads what turns a number into a fraction: `3/4`, `1 1/2`, "one over three", "three fifths",
    /// "two and a half".
    pub(super) fn fraction_after(&self, start: usize, number: Number) -> Number {
        let integer = number.value.fract().is_zero();
        let mut number = number;
        if integer && number.digits {
            if let Some(fraction) = self.slash_fraction(start) {
                return fraction;
            }
            // "1 4/5"
            let mixed = self.slash_fraction(number.end).filter(|_| !self.glued(number.end));
            let mixed = mixed.or_else(|| {
                let value = self.fraction_sign(number.end)?;
                Some(Number::new(number.end + 1, value, true))
            });
            if let Some(part) = mixed.filter(|part| part.value < Decimal::ONE) {
                return Number {
                    end: part.end,
                    value: number.value.saturating_add(part.value),
                    other: None,
                    ..number
                };
            }
        }
        if let Some((_, at)) = self.is(number.end, Sort::Over)
            && let Some(below) = self.digit_number(at).or_else(|| self.plain_word_number(at))
            && !below.value.is_zero()
            && self.any(below.end, &[Sort::Unit, Sort::Currency, Sort::Measure]).is_none()
            && (self.sign(number.end, "over")
                || self.sign(number.end, "out")
                || self.sign(number.end, "durch"))
            && let Some(value) = number.value.checked_div(below.value)
        {
            return Number { end: below.end, value, other: None, ..number };
        }
        if let Some(part) = self.and_fraction(number.end)
            && let Some(value) = number.value.checked_add(part.value)
        {
            number = self.scaled(Number { end: part.end, value, other: None, ..number });
        }
        number
    }

    fn slash_fraction(&self, at: usize) -> Option<Number> {
        let over = self.small_digits(at, 6)?;
        if !self.sign(at + 1, "/") || !self.glued(at + 1) || !self.glued(at + 2) {
            return None;
        }
        let under = self.small_digits(at + 2, 6).filter(|&under| under > 0)?;
        if self.sign(at + 3, "/") {
            return None;
        }
        let value = Decimal::from(over).checked_div(Decimal::from(under))?;
        Some(Number::new(at + 3, value, true))
    }

    /// "and a half", "and three fifths", "einhalb".
    fn and_fraction(&self, at: usize) -> Option<Number> {
        let (_, at) = self.is(at, Sort::And)?;
        if let Some((_, end)) = self.is(self.skip(at, Sort::Article), Sort::Half) {
            return Some(Number::new(end, Decimal::new(5, 1), false));
        }
        self.word_fraction(at)
    }
}

/// Powers of ten that a decimal can hold.
trait CheckedPower {
    fn powi_checked(self, power: i64) -> Option<Decimal>;
}

impl CheckedPower for Decimal {
    fn powi_checked(self, power: i64) -> Option<Decimal> {
        let power = u32::try_from(power).ok()?;
        10_i128.checked_pow(power).and_then(|value| Decimal::try_from_i128_with_scale(value, 0).ok())
    }
}
