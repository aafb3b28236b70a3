//! Numbers: digits in either convention, words, fractions, ordinals, ranges.

mod digits;
mod ordinals;
mod ranges;
mod words;

use rust_decimal::Decimal;

use super::grammar::{Found, Grammar};
use super::lexicon::Sort;
use super::value::Reading;

/// A number and where it ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number {
    pub(super) end: usize,
    pub(super) value: Decimal,
    /// The other value it can have: "4.800" read by the other convention.
    pub(super) other: Option<Decimal>,
    /// Whether it starts with digits.
    pub(super) digits: bool,
    /// Whether it is the mere article "a", "ein".
    pub(super) article: bool,
}

impl Number {
    fn new(end: usize, value: Decimal, digits: bool) -> Self {
        Self { end, value, other: None, digits, article: false }
    }
}

impl Grammar<'_> {
    /// Reads a number at a token: signed, with decimals, scale words and fractions.
    pub(super) fn number(&self, start: usize) -> Option<Number> {
        self.memory.number.at(start, || self.read_number(start))
    }

    fn read_number(&self, start: usize) -> Option<Number> {
        let (negative, at) = self.minus(start);
        let mut number = self.unsigned(at)?;
        if negative {
            number.value = -number.value;
            number.other = number.other.map(|value| -value);
        }
        Some(number)
    }

    fn minus(&self, start: usize) -> (bool, usize) {
        if let Some((_, end)) = self.is(start, Sort::Minus) {
            return (true, end);
        }
        let dash = self.sign(start, "-") && (!self.glued(start) || self.opens(start));
        if dash && self.digits(start + 1).is_some() && (start == 0 || self.digits(start - 1).is_none()) {
            return (true, start + 1);
        }
        (false, start)
    }

    fn unsigned(&self, at: usize) -> Option<Number> {
        if let Some(number) = self.digit_number(at) {
            return Some(self.fraction_after(at, self.scaled(number)));
        }
        let number = self.word_number(at)?;
        Some(self.fraction_after(at, number))
    }

    /// Finds a number as a value of its own.
    pub(super) fn find_number(&self, start: usize) -> Option<Found> {
        let number = self.number(start)?;
        if !self.opens(start) || !self.closes(number.end) || number.article || self.ends_in_unit(number.end) {
            return None;
        }
        if !self.selection.is_single() && number.digits && self.referenced(start) {
            return None;
        }
        let mut readings = vec![Reading::Number { number: number.value.normalize() }];
        if let Some(other) = number.other {
            readings.push(Reading::Number { number: other.normalize() });
        }
        Some(Found { start, end: number.end, readings })
    }

    /// Says whether letters are glued to a number, as in "180ml" or "24703L".
    fn ends_in_unit(&self, end: usize) -> bool {
        self.glued(end) && self.is_word(end)
    }
}
