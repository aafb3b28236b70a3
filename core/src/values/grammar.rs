//! What every rule works on: the tokens of a chunk, the meanings of their words, and the options.

use jiff::civil::DateTime;

use super::lexicon::{Lexicon, Sense, Sort};
use super::memo::Memo;
use super::numbers::Number;
use super::time::{Clock, Dated, Length, Moment};
use super::tokens::{Chunk, Shape, Token};
use super::value::Reading;
use super::{Selection, ValueOptions};

/// A chunk made ready for the rules.
pub(super) struct Grammar<'a> {
    pub(super) chunk: Chunk<'a>,
    pub(super) lexicon: &'static Lexicon,
    pub(super) reference: Option<DateTime>,
    pub(super) region: Option<&'a str>,
    pub(super) day_first: bool,
    pub(super) selection: Selection,
    /// What the rules have read so far.
    pub(super) memory: Memory,
    senses: Vec<Sense>,
    /// Where the senses of each token start.
    starts: Vec<u32>,
}

/// What was read at each token, by rule.
#[derive(Debug)]
pub(super) struct Memory {
    pub(super) number: Memo<Number>,
    pub(super) word_number: Memo<Number>,
    pub(super) ordinal: Memo<(i64, usize)>,
    pub(super) length: Memo<Length>,
    pub(super) dated: Memo<Dated>,
    pub(super) absolute: Memo<Dated>,
    /// Without and with mere hours.
    pub(super) clock: [Memo<Clock>; 2],
    /// By what may stand as a bare number.
    pub(super) moment: [Memo<Moment>; 3],
}

impl Memory {
    fn new(tokens: usize) -> Self {
        Self {
            number: Memo::new(tokens),
            word_number: Memo::new(tokens),
            ordinal: Memo::new(tokens),
            length: Memo::new(tokens),
            dated: Memo::new(tokens),
            absolute: Memo::new(tokens),
            clock: [Memo::new(tokens), Memo::new(tokens)],
            moment: [Memo::new(tokens), Memo::new(tokens), Memo::new(tokens)],
        }
    }
}

/// A value that a rule found, in tokens `[start, end)`.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) readings: Vec<Reading>,
}

impl Found {
    pub(super) fn one(start: usize, end: usize, reading: Reading) -> Self {
        Self { start, end, readings: vec![reading] }
    }
}

impl<'a> Grammar<'a> {
    /// Reads a chunk of text.
    pub(super) fn read(text: &'a str, options: &'a ValueOptions, selection: Selection) -> Self {
        let lexicon = Lexicon::of(options.language);
        let chunk = Chunk::read(text);
        let mut senses = Vec::with_capacity(chunk.tokens.len());
        let mut starts = Vec::with_capacity(chunk.tokens.len() + 1);
        for index in 0..chunk.tokens.len() {
            starts.push(senses.len() as u32);
            lexicon.senses(&chunk, index, &mut senses);
        }
        starts.push(senses.len() as u32);
        let region = options.region.as_deref();
        // Only the United States and a few others put the month first.
        let day_first = match region {
            Some(region) => !["US", "PH", "PW", "FM"].contains(&region.to_ascii_uppercase().as_str()),
            None => lexicon.day_first,
        };
        let memory = Memory::new(chunk.tokens.len());
        Self {
            memory,
            chunk,
            lexicon,
            reference: options.reference,
            region,
            day_first,
            selection,
            senses,
            starts,
        }
    }

    /// Returns every meaning at a token, longest first.
    pub(super) fn senses(&self, index: usize) -> &[Sense] {
        let start = self.starts.get(index).copied().unwrap_or(0) as usize;
        let end = self.starts.get(index + 1).copied().unwrap_or(0) as usize;
        self.senses.get(start..end).unwrap_or_default()
    }

    /// Returns value and end of the longest meaning of a sort at a token.
    pub(super) fn is(&self, index: usize, sort: Sort) -> Option<(i64, usize)> {
        let sense = self.senses(index).iter().find(|sense| sense.sort == sort)?;
        Some((sense.value, index + sense.length as usize))
    }

    /// Returns value and end of the longest meaning of any of some sorts.
    pub(super) fn any(&self, index: usize, sorts: &[Sort]) -> Option<(i64, usize)> {
        let sense = self.senses(index).iter().find(|sense| sorts.contains(&sense.sort))?;
        Some((sense.value, index + sense.length as usize))
    }

    /// Skips words of a sort when they stand at a token.
    pub(super) fn skip(&self, index: usize, sort: Sort) -> usize {
        self.is(index, sort).map_or(index, |(_, end)| end)
    }

    /// Skips a sign when it stands at a token.
    pub(super) fn skip_sign(&self, index: usize, sign: &str) -> usize {
        if self.sign(index, sign) { index + 1 } else { index }
    }

    pub(super) fn token(&self, index: usize) -> Option<&Token> {
        self.chunk.tokens.get(index)
    }

    pub(super) fn lower(&self, index: usize) -> &str {
        self.chunk.lower(index)
    }

    /// Says whether a token is this word or sign.
    pub(super) fn sign(&self, index: usize, sign: &str) -> bool {
        self.chunk.lower(index) == sign
    }

    /// Says whether a token follows the one before it without space.
    pub(super) fn glued(&self, index: usize) -> bool {
        index > 0 && self.token(index).is_some_and(|token| !token.spaced)
    }

    /// Returns the digits at a token.
    pub(super) fn digits(&self, index: usize) -> Option<&'a str> {
        let token = self.token(index)?;
        (token.shape == Shape::Digits).then(|| self.chunk.written(index))
    }

    /// Returns the number at a token when it has at most `most` digits.
    pub(super) fn small_digits(&self, index: usize, most: usize) -> Option<i64> {
        let digits = self.digits(index)?;
        if digits.len() > most.min(9) { None } else { digits.parse().ok() }
    }

    pub(super) fn is_word(&self, index: usize) -> bool {
        self.token(index).is_some_and(|token| token.shape == Shape::Word)
    }

    /// Says whether nothing that belongs to the same name or number is glued before a token: a letter, a
    /// digit, or a joining sign with one of them before it.
    pub(super) fn opens(&self, index: usize) -> bool {
        if !self.glued(index) {
            return true;
        }
        let before = index - 1;
        match self.token(before).map(|token| token.shape) {
            Some(Shape::Word | Shape::Digits) => false,
            Some(Shape::Sign('_' | '\\' | '@' | '#' | '&' | '§')) => false,
            Some(Shape::Sign(':')) => !(self.glued(before) && self.digits(before - 1).is_some()),
            Some(Shape::Sign('-' | '–' | '/' | '.' | ',' | '\'' | '’' | '=' | '+' | '*' | '^')) => {
                !(self.glued(before)
                    && self.token(before - 1).is_some_and(|token| !matches!(token.shape, Shape::Sign(_))))
            }
            _ => true,
        }
    }

    /// Says whether nothing that belongs to the same name or number is glued after the last token of a value
    /// that ends before `end`.
    pub(super) fn closes(&self, end: usize) -> bool {
        if !self.glued(end) {
            return true;
        }
        let plain = |index: usize| {
            self.glued(index) && self.token(index).is_some_and(|token| !matches!(token.shape, Shape::Sign(_)))
        };
        match self.token(end).map(|token| token.shape) {
            Some(Shape::Word | Shape::Digits) => {
                // The last token may itself be a sign that ends the value, as in "5%of".
                end == 0 || matches!(self.token(end - 1).map(|token| token.shape), Some(Shape::Sign(_)))
            }
            Some(Shape::Sign('_' | '\\' | '@')) => false,
            Some(Shape::Sign('.' | ',' | ':')) => {
                !(plain(end + 1) && self.token(end + 1).is_some_and(|token| token.shape == Shape::Digits))
            }
            Some(Shape::Sign('/' | '^' | '*' | '=' | '+')) => !plain(end + 1),
            Some(Shape::Sign('-')) => {
                !(plain(end + 1) && self.token(end + 1).is_some_and(|token| token.shape == Shape::Digits))
            }
            _ => true,
        }
    }
}
