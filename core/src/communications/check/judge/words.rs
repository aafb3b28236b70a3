//! The words of a sentence, and what the sources hold of words.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use crate::search::{Lexis, WORD_DIMENSIONS};

/// Of a word in more sentences than these only the first ones count, so that the work stays linear.
const MOST_PLACES: usize = 1_000;

/// Of the names of the sources only so many are kept to compare others with.
const MOST_NAMES: usize = 200;

/// A word of a sentence.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// In lower case.
    pub(super) lower: String,
    pub(super) stem: String,
    /// Written with a capital that no start of a sentence explains.
    pub(super) named: bool,
    /// Says nothing about the content.
    pub(super) stop: bool,
}

/// Cuts a sentence into words.
pub(super) fn words(text: &str, lexis: &Lexis) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let mut starts = true;
    for part in text.split_inclusive(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’')) {
        let bare = part.trim_matches(|c: char| !c.is_alphanumeric());
        if !bare.is_empty() {
            let lower = bare.to_lowercase().replace('’', "'");
            let lower = lower.strip_suffix("'s").map_or(lower.clone(), str::to_owned);
            let capital = bare.chars().next().is_some_and(char::is_uppercase);
            let stem = lexis.stem(&lower);
            found.push(Word { named: capital && !starts, stop: lexis.is_stop(&lower), stem, lower });
        }
        let ends = part.ends_with(['.', '!', '?', ':', '\n', '"', '“', '”']);
        starts = ends || (starts && bare.is_empty());
    }
    found
}

/// What the sources say, word by word.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Every stem, with the sentences that hold it.
    places: HashMap<String, Vec<usize>>,
    /// Pairs of neighbours.
    pairs: HashSet<(String, String)>,
    sentences: Vec<Vec<Word>>,
    /// The names in lower case, in their order, each once.
    names: Vec<String>,
    /// What words mean, of sources and text, once they were asked for.
    vectors: RefCell<HashMap<String, [i8; WORD_DIMENSIONS]>>,
}

impl Known {
    pub(super) fn add(&mut self, sentence: &str, lexis: &Lexis) {
        let words = words(sentence, lexis);
        let at = self.sentences.len();
        for word in &words {
            let places = self.places.entry(word.stem.clone()).or_default();
            if places.len() < MOST_PLACES && places.last() != Some(&at) {
                places.push(at);
            }
        }
        for word in words.iter().filter(|word| word.named) {
            if self.names.len() < MOST_NAMES && !self.names.contains(&word.lower) {
                self.names.push(word.lower.clone());
            }
        }
        for pair in words.windows(2) {
            if let [a, b] = pair {
                self.pairs.insert((a.stem.clone(), b.stem.clone()));
            }
        }
        self.sentences.push(words);
    }

    pub(super) fn holds(&self, stem: &str) -> bool {
        self.places.contains_key(stem)
    }

    /// Returns in how many sentences this stem stands.
    pub(super) fn count(&self, stem: &str) -> usize {
        self.places.get(stem).map_or(0, Vec::len)
    }

    /// Returns the first names of the sources, in lower case.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// Returns the direction of a word's meaning, as [`Lexis::vector`] does.
    pub(super) fn vector(&self, word: &str, lexis: &Lexis) -> [i8; WORD_DIMENSIONS] {
        if let Some(vector) = self.vectors.borrow().get(word) {
            return *vector;
        }
        let vector = lexis.vector(word);
        self.vectors.borrow_mut().insert(word.to_owned(), vector);
        vector
    }

    pub(super) fn pairs(&self, a: &Word, b: &Word) -> bool {
        // The set is only read with words of the text: cloning two short strings costs less than a second map.
        self.pairs.contains(&(a.stem.clone(), b.stem.clone()))
    }

    /// Returns up to two sentences that together hold most of these stems.
    pub(super) fn best(&self, stems: &HashSet<&str>) -> Vec<&[Word]> {
        let mut rest = stems.clone();
        let mut chosen = Vec::new();
        for _ in 0..2 {
            let mut counts: HashMap<usize, usize> = HashMap::new();
            for place in rest.iter().filter_map(|stem| self.places.get(*stem)).flatten() {
                *counts.entry(*place).or_default() += 1;
            }
            let length = |at: usize| self.sentences.get(at).map_or(usize::MAX, Vec::len);
            let best = counts
                .into_iter()
                .max_by_key(|(at, count)| (*count, usize::MAX - length(*at), usize::MAX - at));
            let Some(sentence) = best.and_then(|(at, _)| self.sentences.get(at)) else { break };
            for word in sentence {
                rest.remove(word.stem.as_str());
            }
            chosen.push(sentence.as_slice());
        }
        chosen
    }
}
