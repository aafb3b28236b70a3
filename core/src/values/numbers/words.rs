//! Numbers in words: "two thousand and twenty-one", "zweihundertsechsundfünfzig", "three fifths".

use rust_decimal::Decimal;

use super::super::grammar::Grammar;
use super::super::lexicon::Sort;
use super::Number;

/// Longer rows of number words are not one number.
const MOST_PIECES: usize = 24;

/// Part of a number in words.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Piece {
    /// 0 to 19.
    Small(i64),
    /// 20 to 90.
    Tens(i64),
    Hundred,
    /// A power of ten from 1,000 on.
    Scale(i64),
    Dozen,
    And,
    /// One and a half, in tenths.
    Halves(i64),
}

/// A piece, and where the token that holds it ends; inside a compound word `None`.
type Placed = (Piece, Option<usize>);

impl Grammar<'_> {
    /// Reads a number in words, with decimals or as a fraction.
    pub(super) fn word_number(&self, at: usize) -> Option<Number> {
        if let Some(fraction) = self.word_fraction(at) {
            return Some(fraction);
        }
        let number = self.plain_word_number(at)?;
        Some(self.decimals(number))
    }

    /// Reads a whole number in words.
    pub(in crate::values) fn plain_word_number(&self, at: usize) -> Option<Number> {
        self.memory.word_number.at(at, || self.read_plain_word_number(at))
    }

    fn read_plain_word_number(&self, at: usize) -> Option<Number> {
        if let Some((tenths, end)) = self.is(at, Sort::OneAndHalf) {
            return Some(self.scaled(Number::new(end, Decimal::new(tenths, 1), false)));
        }
        if let Some((_, next)) = self.is(at, Sort::Article) {
            let multiple = self.any(next, &[Sort::Hundred, Sort::Scale, Sort::Dozen]).is_some();
            if multiple {
                let pieces = self.pieces(next);
                if let Some(number) = evaluate(&[&[(Piece::Small(1), Some(next))], &*pieces].concat()) {
                    return Some(number);
                }
            } else if self.is(at, Sort::Small).is_none() {
                return None;
            }
        }
        let pieces = self.pieces(at);
        let mut number = evaluate(&pieces)?;
        number.article = number.end == at + 1 && self.is(at, Sort::Article).is_some();
        Some(number)
    }

    fn decimals(&self, mut number: Number) -> Number {
        let Some((_, mut at)) = self.is(number.end, Sort::Point) else { return number };
        let mut text = String::new();
        while text.len() < 12 {
            if let Some((tens, end)) = self.is(at, Sort::Tens) {
                let after = self.skip_sign(end, "-");
                let small = self.is(after, Sort::Small).filter(|&(small, _)| (1..10).contains(&small));
                text.push_str(&(tens + small.map_or(0, |(small, _)| small)).to_string());
                at = small.map_or(end, |(_, end)| end);
            } else if let Some((small, end)) = self.is(at, Sort::Small) {
                text.push_str(&small.to_string());
                at = end;
            } else {
                break;
            }
        }
        if let Ok(value) = Decimal::from_str_exact(&format!("{}.{text}", number.value.trunc()))
            && !text.is_empty()
        {
            number.value = value;
            number.end = at;
            number.article = false;
        }
        number
    }

    /// Reads "a half", "three fifths", "twenty and three fifths", "eine halbe Million", "anderthalb".
    pub(super) fn word_fraction(&self, at: usize) -> Option<Number> {
        if let Some((_, end)) = self.is(self.skip(at, Sort::Article), Sort::Half) {
            // "half a million"
            let next = self.skip(end, Sort::Article);
            let scaled = self.scaled(Number::new(next, Decimal::new(5, 1), false));
            return Some(if scaled.end > next {
                scaled
            } else {
                Number::new(end, Decimal::new(5, 1), false)
            });
        }
        if let Some((_, end)) = self.is(at, Sort::ThreeQuarters) {
            return Some(Number::new(end, Decimal::new(75, 2), false));
        }
        let (_, article_end) = self.is(at, Sort::Article).unwrap_or((1, at));
        let (over, mut end) = match self.plain_word_number(at) {
            Some(number) if number.end > at => (number.value, number.end),
            _ if article_end > at => (Decimal::ONE, article_end),
            _ => match self.small_digits(at, 6) {
                Some(digits) => (Decimal::from(digits), at + 1),
                None => return None,
            },
        };
        if self.sign(end, "-") && self.glued(end + 1) | !self.glued(end) {
            end += 1;
        }
        let (under, end) = self.is(end, Sort::Fraction)?;
        // "quarter" alone and "second half" are no fractions here.
        Some(Number::new(end, over.checked_div(Decimal::from(under))?, false))
    }

    /// Lists the pieces of a number that starts at a token, as far as words of numbers follow each other.
    fn pieces(&self, mut at: usize) -> Vec<Placed> {
        let mut pieces: Vec<Placed> = Vec::new();
        while pieces.len() < MOST_PIECES {
            let found = if let Some((value, end)) = self.is(at, Sort::Small) {
                Some((Piece::Small(value), end))
            } else if let Some((value, end)) = self.is(at, Sort::Tens) {
                Some((Piece::Tens(value), end))
            } else if let Some((_, end)) = self.is(at, Sort::Hundred) {
                Some((Piece::Hundred, end))
            } else if let Some((value, end)) = self.is(at, Sort::Scale) {
                Some((Piece::Scale(value), end))
            } else if let Some((_, end)) = self.is(at, Sort::Dozen) {
                Some((Piece::Dozen, end))
            } else if let Some((_, end)) = self.is(at, Sort::And).filter(|_| !pieces.is_empty()) {
                Some((Piece::And, end))
            } else {
                None
            };
            let joined = self.sign(at, "-") && matches!(pieces.last(), Some((Piece::Tens(_), _)));
            if let Some((piece, end)) = found {
                pieces.push((piece, Some(end)));
                at = end;
            } else if joined && self.is(at + 1, Sort::Small).is_some() {
                at += 1;
            } else if !self.lexicon.compound_numbers || !self.compound(at, &mut pieces) {
                break;
            } else {
                at += 1;
            }
        }
        pieces
    }

    /// Takes a number written as one word apart: "zweihundertsechsundfünfzig", "fünfeinhalb".
    fn compound(&self, at: usize, pieces: &mut Vec<Placed>) -> bool {
        let before = pieces.len();
        let mut word = self.lower(at);
        if word.len() < 6 || !self.is_word(at) {
            return false;
        }
        while !word.is_empty() && pieces.len() < before + MOST_PIECES {
            let piece = self.lexicon.number_pieces.iter().find(|(text, ..)| word.starts_with(text.as_str()));
            let Some((text, sort, value)) = piece else { break };
            pieces.push((piece_of(*sort, *value), None));
            word = &word[text.len()..];
        }
        if !word.is_empty() {
            pieces.truncate(before);
            return false;
        }
        if let Some(last) = pieces.last_mut() {
            last.1 = Some(at + 1);
        }
        true
    }

    /// Returns the number that a whole word means, when it is one: "zweihundert".
    pub(in crate::values) fn number_of_word(&self, word: &str) -> Option<i64> {
        let mut pieces: Vec<Placed> = Vec::new();
        let mut rest = word;
        while !rest.is_empty() && pieces.len() < MOST_PIECES {
            let found =
                self.lexicon.number_pieces.iter().find(|(text, ..)| rest.starts_with(text.as_str()))?;
            pieces.push((piece_of(found.1, found.2), None));
            rest = &rest[found.0.len()..];
        }
        pieces.last_mut()?.1 = Some(1);
        let number = evaluate(&pieces)?;
        (number.value.fract().is_zero()).then(|| number.value.try_into().ok()).flatten()
    }
}

fn piece_of(sort: Sort, value: i64) -> Piece {
    match sort {
        Sort::Tens => Piece::Tens(value),
        Sort::Hundred => Piece::Hundred,
        Sort::Scale => Piece::Scale(value),
        Sort::And => Piece::And,
        Sort::OneAndHalf => Piece::Halves(value),
        _ => Piece::Small(value),
    }
}

/// Adds the pieces up; stops before the first that does not continue the number, at the end of a token.
fn evaluate(pieces: &[Placed]) -> Option<Number> {
    let mut total: i128 = 0;
    let mut group: i128 = 0;
    // The smallest power of ten that the group has used: a small number can follow tens, not small.
    let mut room: i128 = i128::MAX;
    let mut last_scale = i64::MAX;
    let mut tenths: i64 = 0;
    let mut best: Option<Number> = None;
    let mut pending_and = false;
    let mut started = false;
    for (index, &(piece, end)) in pieces.iter().enumerate() {
        match piece {
            Piece::And => {
                if pending_and || !started {
                    break;
                }
                // German puts the ones first: "sechsundfünfzig".
                pending_and = true;
                continue;
            }
            Piece::Small(value) => {
                if started && (room <= 1 || (value >= 10 && room < 100) || value == 0) {
                    break;
                }
                if pending_and && room == 10 {
                    break;
                }
                group += i128::from(value);
                room = if value < 10 && matches!(pieces.get(index + 1), Some((Piece::And, None))) {
                    2
                } else {
                    1
                };
            }
            Piece::Tens(value) => {
                if !started || room >= 100 || (room == 2 && pending_and) {
                    group += i128::from(value);
                    room = if room == 2 { 1 } else { 10 };
                } else {
                    break;
                }
            }
            Piece::Hundred => {
                if pending_and || group >= 1000 {
                    break;
                }
                group = if group == 0 { 100 } else { group.checked_mul(100)? };
                room = 100;
            }
            Piece::Dozen => {
                let part = group % 100;
                group = group - part + part.max(1) * 12;
                room = 1;
            }
            Piece::Halves(value) => {
                tenths = value;
                if started {
                    tenths = value - 10;
                }
                room = 1;
            }
            Piece::Scale(power) => {
                if pending_and || power >= last_scale && group == 0 {
                    break;
                }
                let factor = 10_i128.checked_pow(u32::try_from(power).ok()?)?;
                let base = if group == 0 && total == 0 && tenths == 0 { 1 } else { group };
                if power < last_scale {
                    total = total.checked_add(base.checked_mul(factor)?)?;
                } else {
                    total = total.checked_add(base)?.checked_mul(factor)?;
                }
                last_scale = power;
                (group, room) = (0, i128::MAX);
            }
        }
        pending_and = false;
        started = true;
        if let Some(end) = end {
            let whole =
                total.checked_add(group).and_then(|sum| Decimal::try_from_i128_with_scale(sum, 0).ok())?;
            best = Some(Number::new(end, whole.checked_add(Decimal::new(tenths, 1))?, false));
        }
    }
    best
}
