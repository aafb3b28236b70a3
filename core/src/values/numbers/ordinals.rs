//! Ordinals: "third", "21st", "siebenundzwanzigsten", "next", "penultimate".

use super::super::grammar::{Found, Grammar};
use super::super::lexicon::Sort;
use super::super::value::{OrdinalBase, Reading};

impl Grammar<'_> {
    /// Reads an ordinal at a token: value and end.
    pub(in crate::values) fn ordinal(&self, at: usize) -> Option<(i64, usize)> {
        self.memory.ordinal.at(at, || self.read_ordinal(at))
    }

    fn read_ordinal(&self, at: usize) -> Option<(i64, usize)> {
        if let Some(number) = self.small_digits(at, 9) {
            let (_, end) = self.is(at + 1, Sort::OrdinalSuffix).filter(|_| self.glued(at + 1))?;
            return Some((number, end));
        }
        if let Some(found) = self.is(at, Sort::Ordinal) {
            return Some(found);
        }
        if self.lexicon.compound_numbers {
            return self.compound_ordinal(at);
        }
        // "twenty-first", "one hundred and second"
        let mut end = at;
        let mut total = 0_i64;
        for _ in 0..6 {
            let number = self.plain_word_number(end).filter(|number| !number.article);
            if let Some(number) = number {
                total = total.checked_add(i64::try_from(number.value.trunc().mantissa()).ok()?)?;
                end = number.end;
                continue;
            }
            if end > at && (self.sign(end, "-") || self.is(end, Sort::And).is_some()) {
                end += 1;
                continue;
            }
            break;
        }
        let (ordinal, after) = self.is(end, Sort::Ordinal).filter(|_| end > at)?;
        if ordinal >= 100 {
            return Some((total.checked_mul(ordinal)?, after));
        }
        (total % 100 == 0 || (total % 10 == 0 && ordinal < 10)).then_some((total + ordinal, after))
    }

    /// "siebenundzwanzigsten": a number with the ending of an ordinal.
    fn compound_ordinal(&self, at: usize) -> Option<(i64, usize)> {
        let word = self.lower(at);
        if word.len() < 7 {
            return None;
        }
        for ending in ["ste", "sten", "ster", "stes", "stem", "te", "ten", "ter", "tes", "tem"] {
            if let Some(stem) = word.strip_suffix(ending)
                && let Some(value) = self.number_of_word(stem)
            {
                return Some((value, at + 1));
            }
        }
        // "hunderterste", "einhundertzweiten"
        for (place, _) in word.char_indices().skip(4).take(40) {
            let (head, tail) = word.split_at(place);
            let small = match tail.trim_end_matches(['n', 'r', 's', 'm']) {
                "erste" => 1,
                "zweite" => 2,
                "dritte" => 3,
                "siebte" => 7,
                "achte" => 8,
                _ => continue,
            };
            if let Some(value) = self.number_of_word(head).filter(|value| value % 100 == 0) {
                return Some((value + small, at + 1));
            }
        }
        None
    }

    /// Finds an ordinal as a value of its own.
    pub(in crate::values) fn find_ordinal(&self, start: usize) -> Option<Found> {
        if !self.opens(start) {
            return None;
        }
        let relative = self.is(start, Sort::Relative).map(|(code, end)| {
            let (number, from) = match code {
                15.. => (code - 20, OrdinalBase::End),
                _ => (code - 10, OrdinalBase::Current),
            };
            Found::one(start, end, Reading::Ordinal { number, from })
        });
        let plain = self.ordinal(start).filter(|&(_, end)| self.closes(end)).map(|(number, end)| {
            Found::one(start, end, Reading::Ordinal { number, from: OrdinalBase::Start })
        });
        [relative, plain].into_iter().flatten().max_by_key(|found| found.end)
    }
}
