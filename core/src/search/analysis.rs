//! From a passage to what the index holds of it: stems and a vector.

use std::collections::HashMap;

use frostem::{Algorithm, Stemmer};

use super::passage::Passage;
use super::stopwords::is_stop_word;
use super::vectors::{DIMENSIONS, StaticModel, Sum};
use super::words::for_each_word;

/// The languages that are stemmed, by the first two letters of their tag.
pub(super) const LANGUAGES: [(&str, Algorithm); 7] = [
    ("en", Algorithm::English),
    ("de", Algorithm::German),
    ("fr", Algorithm::French),
    ("es", Algorithm::Spanish),
    ("it", Algorithm::Italian),
    ("pt", Algorithm::Portuguese),
    ("nl", Algorithm::Dutch),
];

/// Words remembered per language before the memory is emptied.
const REMEMBERED: usize = 100_000;

/// What the index holds of a passage.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Analysis {
    /// The stems of the text, a space between them.
    pub(super) body: String,
    pub(super) body_words: u64,
    /// The stems of title and headings.
    pub(super) title: String,
    pub(super) title_words: u64,
    /// The vector of the built-in model; zeros without it.
    pub(super) vector: [i8; DIMENSIONS],
    /// The language it was stemmed in, or `-`.
    pub(super) language: &'static str,
}

/// Analyses passages, and remembers words it has seen.
#[derive(Debug)]
pub(super) struct Analyzer<'a> {
    model: Option<&'a StaticModel>,
    memories: HashMap<&'static str, HashMap<String, Word>>,
}

#[derive(Debug)]
struct Word {
    stem: Box<str>,
    pieces: Box<[u16]>,
}

impl<'a> Analyzer<'a> {
    /// Makes an analyzer that adds up vectors, if it is given the built-in model.
    pub(super) fn new(model: Option<&'a StaticModel>) -> Self {
        Self { model, memories: HashMap::new() }
    }

    pub(super) fn analyse(&mut self, passage: &Passage) -> Analysis {
        let language = stemmed_language(passage.language.as_deref());
        let memory = self.memories.entry(language).or_default();
        if memory.len() > REMEMBERED {
            memory.clear();
        }
        let mut sum = Sum::new();
        let stemmer = stemmer(language);
        let mut read = |text: &str, stems: &mut String| {
            let mut words = 0;
            for_each_word(text, |word| {
                if !memory.contains_key(word) {
                    let stem = stem(stemmer.as_ref(), word).into();
                    let model = self.model.filter(|_| !is_stop_word(language, word));
                    let pieces = model.map(|model| model.pieces(word).into()).unwrap_or_default();
                    memory.insert(word.to_owned(), Word { stem, pieces });
                }
                if let Some(word) = memory.get(word) {
                    if words > 0 {
                        stems.push(' ');
                    }
                    stems.push_str(&word.stem);
                    word.pieces.iter().for_each(|piece| sum.add(*piece, 1.0));
                    words += 1;
                }
            });
            words
        };
        let (mut title, mut body) = (String::new(), String::with_capacity(passage.text.len()));
        let heading = format!("{} {}", passage.title, passage.heading);
        let title_words = read(&heading, &mut title);
        let body_words = read(&passage.text, &mut body);
        Analysis { body, body_words, title, title_words, vector: sum.direction(), language }
    }
}

/// Returns the stem of a lower-case word.
pub(super) fn stem(stemmer: Option<&Stemmer>, word: &str) -> String {
    // Digits mean what they say: `2024` and codes such as `ab-12` have no stem.
    match stemmer {
        Some(stemmer) if !word.bytes().any(|b| b.is_ascii_digit()) => stemmer.stem(word).into_owned(),
        _ => word.to_owned(),
    }
}

/// Returns the stemmer of a language of [`LANGUAGES`].
pub(super) fn stemmer(language: &str) -> Option<Stemmer> {
    LANGUAGES.iter().find(|(tag, _)| *tag == language).map(|(_, algorithm)| Stemmer::new(*algorithm))
}

/// Returns the key of the language in which a text with this tag is stemmed: `-` for none.
fn stemmed_language(tag: Option<&str>) -> &'static str {
    let Some(tag) = tag else { return "en" };
    let tag = tag.get(..2).unwrap_or(tag).to_ascii_lowercase();
    LANGUAGES.iter().find(|(known, _)| *known == tag).map_or("-", |(known, _)| known)
}

/// Returns the stems of a text's words, in order, as the index of that language sees them.
pub fn stems(text: &str, language: Option<&str>) -> Vec<String> {
    let stemmer = stemmer(stemmed_language(language));
    let mut found = Vec::new();
    for_each_word(text, |word| found.push(stem(stemmer.as_ref(), word)));
    found
}
