//! What a word seems to be, by its ending and its neighbours.

use super::words::Word;

const NOUN_ENDINGS: [&str; 20] = [
    "tion", "sion", "ment", "ness", "ity", "ance", "ence", "ship", "ism", "ist", "er", "or", "age", "dom",
    "hood", "ure", "logy", "ian", "ee", "cy",
];
const ADJECTIVE_ENDINGS: [&str; 15] =
    ["al", "ful", "less", "ous", "ive", "able", "ible", "ic", "ish", "ary", "ant", "ent", "y", "ern", "ese"];
const BEFORE_VERBS: [&str; 20] = [
    "to", "will", "would", "can", "could", "should", "may", "might", "must", "they", "we", "he", "she", "it",
    "i", "you", "who", "which", "that", "not",
];
const BEFORE_NOUNS: [&str; 23] = [
    "the", "a", "an", "of", "in", "on", "with", "for", "at", "by", "from", "his", "her", "their", "its",
    "this", "these", "those", "some", "any", "no", "and", "or",
];
const BEFORE_GERUNDS: [&str; 9] = ["is", "are", "was", "were", "be", "been", "by", "and", "for"];
const AFTER_VERBS: [&str; 11] = ["the", "a", "an", "his", "her", "their", "its", "that", "to", "how", "this"];

/// What a word seems to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Adverb,
    Verb,
    Noun,
    Adjective,
    Other,
}

/// Tells the sort of a word by its ending and its neighbours.
pub(super) fn sort(words: &[Word], at: usize) -> Sort {
    let lower = |at: Option<usize>| at.and_then(|at| words.get(at)).map_or("", |word| word.lower.as_str());
    let (word, before, after) = (lower(Some(at)), lower(at.checked_sub(1)), lower(Some(at + 1)));
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    let acts = word.ends_with("ing") && BEFORE_GERUNDS.contains(&before);
    let takes = AFTER_VERBS.contains(&after) && !["the", "a", "an", "of"].contains(&before);
    if word.ends_with("ly") {
        Sort::Adverb
    } else if BEFORE_VERBS.contains(&before) || ends(&["ed", "ize", "ise", "ify"]) || acts || takes {
        Sort::Verb
    } else if ends(&NOUN_ENDINGS) {
        Sort::Noun
    } else if ends(&ADJECTIVE_ENDINGS) {
        Sort::Adjective
    } else if BEFORE_NOUNS.contains(&before) {
        Sort::Noun
    } else {
        Sort::Other
    }
}
