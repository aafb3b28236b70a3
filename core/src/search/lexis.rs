//! Single English words: their stems and what they mean, for comparing sentences word by word.

use std::sync::LazyLock;

use frostem::Stemmer;

use super::analysis::{stem, stemmer};
use super::stopwords::is_stop_word;
use super::vectors::{DIMENSIONS, STEPS, StaticModel, Sum};

static MODEL: LazyLock<StaticModel> = LazyLock::new(StaticModel::new);

/// How many numbers the vector of a word has.
pub(crate) const WORD_DIMENSIONS: usize = DIMENSIONS;

/// Knows English words.
pub(crate) struct Lexis {
    stemmer: Option<Stemmer>,
}

impl Lexis {
    /// Knows English.
    pub(crate) fn english() -> Self {
        Self { stemmer: stemmer("en") }
    }

    /// Returns the stem of a lower-case word.
    pub(crate) fn stem(&self, word: &str) -> String {
        stem(self.stemmer.as_ref(), word)
    }

    /// Says whether a word says nothing about what a text is about.
    pub(crate) fn is_stop(&self, word: &str) -> bool {
        is_stop_word("en", word)
    }

    /// Returns the direction of a lower-case word's meaning in whole steps; zeros for an unknown one.
    pub(crate) fn vector(&self, word: &str) -> [i8; WORD_DIMENSIONS] {
        let pieces = MODEL.pieces(word);
        let mut sum = Sum::new();
        for piece in &pieces {
            sum.add(*piece, 1.0);
        }
        if pieces.is_empty() { [0; WORD_DIMENSIONS] } else { sum.direction() }
    }

    /// What 1 is in the steps of a vector.
    pub(crate) fn steps() -> f32 {
        STEPS
    }
}
