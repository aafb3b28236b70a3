//! Meaning without a model to download: a table of one vector per word piece.
//!
//! A text's vector is the sum of its pieces' rows. Documents take the rows as they are, so that a vector
//! depends on its text alone and never on when it was made; queries weigh each word by its rarity in the
//! collection. Dot products are integers, hence the same on every processor. Format and origin of the
//! table: `data/static-128/static.json`; pieces are found by greedy longest match
//! ([WordPiece](https://arxiv.org/abs/1609.08144)).

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

/// The number of dimensions of the table.
pub(super) const DIMENSIONS: usize = 128;

const ROWS: &[u8] = include_bytes!("../../data/static-128/static-128.i8.bin");
const SCALES: &[u8] = include_bytes!("../../data/static-128/static-128.scale.f32.bin");
const VOCABULARY: &str = include_str!("../../data/static-128/vocab.txt");

/// A component of a unit vector is stored as this many steps per 1; larger ones than 127 steps are cut.
pub(super) const STEPS: f32 = 254.0;

/// Finds the pieces of words, and adds up their vectors.
#[derive(Debug)]
pub(super) struct StaticModel {
    whole: HashMap<&'static str, u16>,
    inner: HashMap<&'static str, u16>,
    longest: usize,
}

impl StaticModel {
    /// Reads the vocabulary, in some milliseconds.
    pub(super) fn new() -> Self {
        let mut model = Self { whole: HashMap::with_capacity(24_000), inner: HashMap::new(), longest: 0 };
        for (row, piece) in (0u16..).zip(VOCABULARY.lines()) {
            match piece.strip_prefix("##") {
                Some(inner) => model.inner.insert(inner, row),
                None => model.whole.insert(piece, row),
            };
            model.longest = model.longest.max(piece.len());
        }
        model
    }

    /// Returns the pieces of a lower-case word; none when a part of it is unknown.
    pub(super) fn pieces(&self, word: &str) -> Vec<u16> {
        let folded;
        let word = if word.is_ascii() {
            word
        } else {
            folded = word
                .nfd()
                .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
                .collect::<String>();
            &folded
        };
        let mut pieces = Vec::new();
        for part in word.split(|c: char| !c.is_alphanumeric()) {
            let (mut from, mark) = (0, pieces.len());
            while from < part.len() {
                let table = if from == 0 { &self.whole } else { &self.inner };
                let longest = part.len().min(from + self.longest);
                let found = (from + 1..=longest)
                    .rev()
                    .filter_map(|to| Some((to, *table.get(part.get(from..to)?)?)))
                    .next();
                let Some((to, piece)) = found else {
                    pieces.truncate(mark);
                    break;
                };
                pieces.push(piece);
                from = to;
            }
        }
        pieces
    }
}

/// A sum of rows. Additions happen in the order of the calls, so the result is exact everywhere.
#[derive(Debug, Clone)]
pub(super) struct Sum([f32; DIMENSIONS]);

impl Sum {
    pub(super) fn new() -> Self {
        Self([0.0; DIMENSIONS])
    }

    /// Adds the row of a piece, `weight` times.
    pub(super) fn add(&mut self, piece: u16, weight: f32) {
        let row = usize::from(piece);
        let scale = SCALES
            .get(row * 4..row * 4 + 4)
            .and_then(|bytes| bytes.try_into().ok())
            .map_or(0.0, f32::from_le_bytes)
            * weight;
        let Some(row) = ROWS.get(row * DIMENSIONS..(row + 1) * DIMENSIONS) else { return };
        for (sum, value) in self.0.iter_mut().zip(row) {
            *sum += f32::from(*value as i8) * scale;
        }
    }

    fn length(&self) -> f32 {
        self.0.iter().map(|value| value * value).sum::<f32>().sqrt()
    }

    /// Returns the direction, quantised; zeros for the sum of nothing.
    pub(super) fn direction(&self) -> [i8; DIMENSIONS] {
        let scale = STEPS / self.length().max(f32::MIN_POSITIVE);
        self.0.map(|value| (value * scale).round().clamp(-127.0, 127.0) as i8)
    }

    /// Returns the direction in finer steps, for the query's side of a dot product.
    pub(super) fn fine_direction(&self) -> [i16; DIMENSIONS] {
        let scale = FINE_STEPS / self.length().max(f32::MIN_POSITIVE);
        self.0.map(|value| (value * scale).round() as i16)
    }
}

/// Steps per 1 of a query's component.
pub(super) const FINE_STEPS: f32 = 4096.0;

/// So many products are added up in one go: the compiler turns a loop of this length into a few wide
/// instructions (measured: 32 take half the time of 128).
const LANE: usize = 32;

/// Returns the dot product, exactly: it is at most the product of both lengths, far below 2³¹ in the steps
/// used here. Vectors of a damaged index may give any number.
pub(super) fn dot(document: &[i8], query: &[i16]) -> i32 {
    let lane = |document: &[i8], query: &[i16]| -> i32 {
        document.iter().zip(query).map(|(d, q)| i32::from(*d) * i32::from(*q)).sum()
    };
    let (whole, rest) = document.as_chunks::<LANE>();
    let (asked, last) = query.as_chunks::<LANE>();
    let lanes = whole.iter().zip(asked).map(|(document, query)| lane(document, query));
    lanes.fold(lane(rest, last), i32::wrapping_add)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_fall_into_the_longest_pieces() {
        let model = StaticModel::new();
        let names: Vec<&str> = VOCABULARY.lines().collect();
        let pieces =
            |word: &str| model.pieces(word).iter().map(|p| names[usize::from(*p)]).collect::<Vec<_>>();
        assert_eq!(pieces("notice"), ["notice"]);
        assert_eq!(pieces("unaffable"), ["una", "##ffa", "##ble"]);
        assert_eq!(pieces("café"), ["cafe"]);
        assert_eq!(pieces("company's"), ["company", "s"]);
        assert_eq!(pieces(""), Vec::<&str>::new());
    }

    #[test]
    fn related_words_are_near() {
        let model = StaticModel::new();
        let sum = |text: &str| {
            let mut sum = Sum::new();
            for word in text.split(' ') {
                model.pieces(word).iter().for_each(|piece| sum.add(*piece, 1.0));
            }
            sum
        };
        let query = sum("salary").fine_direction();
        let near = dot(&sum("monthly wages of the employee").direction(), &query);
        let far = dot(&sum("the depth of the river").direction(), &query);
        assert!(near > 2 * far, "{near} {far}");
        assert_eq!(dot(&Sum::new().direction(), &query), 0);
    }

    #[test]
    fn products_are_exact_for_any_number_of_dimensions() {
        for dimensions in [0, 1, 31, 32, 33, 128, 300, 4_096] {
            let document: Vec<i8> = (0..dimensions).map(|at| (at * 37 % 255 - 127) as i8).collect();
            let query: Vec<i16> = (0..dimensions).map(|at| (at * 911 % 8_129 - 4_064) as i16).collect();
            let exact: i64 = document.iter().zip(&query).map(|(d, q)| i64::from(*d) * i64::from(*q)).sum();
            assert_eq!(i64::from(dot(&document, &query)), exact, "{dimensions}");
        }
        assert_eq!(dot(&[1; 200], &[]), 0);
        // No honest vectors, and no panic.
        dot(&[-128; 4_096], &[i16::MIN; 4_096]);
    }
}
