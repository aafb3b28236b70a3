//! A word of the question, and how strongly a text holds it.

use std::collections::HashSet;

use crate::search::stems;

const SYNONYMS: &str = include_str!("synonyms.txt");

/// The shortest stem that is looked for inside compounds.
const COMPOUND: usize = 5;

/// A word of the question with its stems in both languages and those of its synonyms.
#[derive(Debug)]
pub(super) struct Term {
    /// The word in lower case.
    pub(super) word: String,
    /// Whether an answer must have it: a name, a number, a reference.
    pub(super) required: bool,
    stems: HashSet<String>,
    synonyms: HashSet<String>,
    /// The words of its groups, to search with.
    pub(super) translations: Vec<&'static str>,
}

impl Term {
    /// Reads words, given with whether an answer must have them.
    pub(super) fn all(words: Vec<(String, bool)>) -> Vec<Term> {
        let groups: Vec<(&'static str, HashSet<String>)> =
            SYNONYMS.lines().map(|line| (line, both(line))).collect();
        words
            .into_iter()
            .map(|(word, required)| {
                let stems = both(&word);
                let mut synonyms = HashSet::new();
                let mut translations = Vec::new();
                for (line, group) in groups.iter().filter(|(_, group)| !group.is_disjoint(&stems)) {
                    synonyms.extend(group.iter().cloned());
                    translations.extend(line.split_whitespace().filter(|other| *other != word));
                }
                Term { word, required, stems, synonyms, translations }
            })
            .collect()
    }

    /// How strongly a set of stems holds the word: 1, less for a synonym or a part of a compound.
    #[expect(clippy::if_same_then_else, reason = "each step down stands on its own line")]
    pub(super) fn strength(&self, held: &HashSet<String>) -> f32 {
        if !self.stems.is_disjoint(held) {
            1.0
        } else if !self.synonyms.is_disjoint(held) {
            0.8
        } else if self.stems.iter().any(|stem| held.iter().any(|other| is_inflection(stem, other))) {
            0.8
        } else if self.stems.iter().any(|stem| in_compound(stem, held)) {
            0.6
        } else if self.synonyms.iter().any(|stem| in_compound(stem, held)) {
            0.5
        } else {
            0.0
        }
    }
}

/// The stems of a text in both languages.
pub(super) fn both(text: &str) -> HashSet<String> {
    [Some("en"), Some("de")].into_iter().flat_map(|language| stems(text, language)).collect()
}

/// Says whether two stems are forms of one word that the stemmer keeps apart: "beseitigt", "beseitigen".
fn is_inflection(a: &str, b: &str) -> bool {
    let shared = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    shared >= 6 && shared * 10 >= a.chars().count().max(b.chars().count()) * 7
}

/// Says whether a held word is a compound with the stem, or the stem a compound that ends in a held word.
fn in_compound(stem: &str, held: &HashSet<String>) -> bool {
    stem.chars().count() >= COMPOUND
        && held.iter().any(|other| {
            (other.len() > stem.len() && other.contains(stem))
                || (other.chars().count() >= COMPOUND
                    && stem.len() > other.len()
                    && stem.ends_with(other.as_str()))
        })
}
