//! What is measured of a sentence against its sources: the words that no source holds, of which sort they are and
//! how far from the nearest source sentences; negations, opposites and strong words that these do not have; words
//! and names that stand elsewhere in the sources.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::words::{Known, Word};
use crate::search::{Lexis, WORD_DIMENSIONS};

/// The features that count what speaks against a sentence.
pub(super) const STATED: usize = 15;
/// The counted features, before the sums of word vectors.
pub(super) const COUNTED: usize = STATED + 7;
/// All features.
pub(super) const FEATURES: usize = COUNTED + 2 * WORD_DIMENSIONS;

/// Groups of words that say the opposite of each other, `|` between the sides.
const OPPOSITES: &str = include_str!("../../../../data/check/antonyms.txt");

const NEGATIONS: [&str; 36] = [
    "not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "cannot", "hardly",
    "unable", "fail", "fails", "failed", "refuse", "refuses", "refused", "deny", "denies", "denied", "lack",
    "lacks", "lacking", "unlikely", "instead", "rather", "except", "less", "despite", "declined", "rejected",
    "avoid", "avoids", "prevent", "unless",
];
const STRONG: [&str; 16] = [
    "all",
    "always",
    "every",
    "everyone",
    "entirely",
    "completely",
    "only",
    "must",
    "definitely",
    "certainly",
    "most",
    "any",
    "both",
    "everything",
    "solely",
    "exactly",
];
const TURNS: [&str; 7] = ["but", "however", "although", "despite", "except", "instead", "though"];
/// Words by which one tells that something is told: they add nothing to what is.
const TELLING: [&str; 44] = [
    "discuss",
    "discusses",
    "discussed",
    "talk",
    "talks",
    "say",
    "says",
    "said",
    "tell",
    "tells",
    "told",
    "ask",
    "asks",
    "asked",
    "mention",
    "mentions",
    "explain",
    "explains",
    "describe",
    "describes",
    "report",
    "reports",
    "state",
    "states",
    "present",
    "presents",
    "introduce",
    "introduces",
    "provide",
    "provides",
    "offer",
    "offers",
    "show",
    "shows",
    "suggest",
    "suggests",
    "include",
    "includes",
    "agree",
    "agrees",
    "inform",
    "informs",
    "propose",
    "proposes",
];
const NUMBERS: [&str; 28] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "twenty", "thirty", "forty", "fifty", "hundred", "thousand", "million", "billion", "half", "third",
    "second", "double", "twice", "once", "dozen", "quarter",
];
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

/// For each stem, those of opposite meaning.
static OPPOSITE_STEMS: LazyLock<HashMap<String, HashSet<String>>> = LazyLock::new(|| {
    let lexis = Lexis::english();
    let mut opposites: HashMap<String, HashSet<String>> = HashMap::new();
    for (left, right) in OPPOSITES.lines().filter_map(|line| line.split_once('|')) {
        for a in left.split_whitespace().map(|word| lexis.stem(word)) {
            for b in right.split_whitespace().map(|word| lexis.stem(word)) {
                opposites.entry(a.clone()).or_default().insert(b.clone());
                opposites.entry(b).or_default().insert(a.clone());
            }
        }
    }
    opposites
});

/// What a word seems to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Adverb,
    Verb,
    Noun,
    Adjective,
    Other,
}

/// Says whether nothing that is counted speaks against a sentence, as in a copy.
pub(super) fn is_clear(features: &[f32]) -> bool {
    features.iter().take(STATED).all(|count| *count == 0.0)
}

/// Measures a sentence; `None` when it says too little, or too little of it stands in the sources to compare.
pub(super) fn features(words: &[Word], known: &Known, lexis: &Lexis) -> Option<Vec<f32>> {
    let content: Vec<usize> =
        (0..words.len()).filter(|at| words.get(*at).is_some_and(|word| !word.stop)).collect();
    let supported =
        content.iter().filter(|at| words.get(**at).is_some_and(|word| known.holds(&word.stem))).count();
    if content.len() < FEWEST_WORDS || supported * 100 < content.len() * LEAST_SUPPORTED {
        return None;
    }
    let stems: HashSet<&str> =
        content.iter().filter_map(|at| words.get(*at)).map(|word| word.stem.as_str()).collect();
    let best = known.best(&stems);
    let there = || best.iter().flat_map(|sentence| sentence.iter());
    let near: HashSet<&str> = there().map(|word| word.stem.as_str()).collect();
    let telling: HashSet<&str> = there().filter(|word| !word.stop).map(|word| word.lower.as_str()).collect();
    let mut counted = [0.0_f32; COUNTED];
    let mut unsupported_sum = [0_i32; WORD_DIMENSIONS];
    let mut supported_sum = [0_i32; WORD_DIMENSIONS];
    let mut unsupported = 0.0_f32;
    for at in content.iter().copied() {
        let Some(word) = words.get(at) else { continue };
        if known.holds(&word.stem) {
            add(&mut supported_sum, &known.vector(&word.lower, lexis));
            if !near.contains(word.stem.as_str()) {
                counted[19] += 1.0;
                counted[20] += f32::from(u8::from(known.count(&word.stem) == 1));
                counted[21] += f32::from(u8::from(word.named));
            }
            continue;
        }
        if TELLING.contains(&word.lower.as_str()) {
            continue;
        }
        unsupported += 1.0;
        let opposed =
            OPPOSITE_STEMS.get(&word.stem).is_some_and(|all| all.iter().any(|stem| known.holds(stem)));
        counted[5] += f32::from(u8::from(opposed));
        if word.lower.contains(|c: char| c.is_ascii_digit()) || NUMBERS.contains(&word.lower.as_str()) {
            counted[1] = 1.0;
            continue;
        }
        let vector = known.vector(&word.lower, lexis);
        let likeness =
            telling.iter().map(|other| cosine(&vector, &known.vector(other, lexis))).fold(0.0, f32::max);
        if word.named {
            counted[0] += 1.0;
            counted[15] += 1.0 - likeness;
        } else {
            counted[7 + sort(words, at) as usize] += 1.0;
            counted[16] += 1.0 - likeness;
            counted[17] += f32::from(u8::from(likeness > ALIKE));
            counted[18] += f32::from(u8::from(likeness < UNLIKE));
            add(&mut unsupported_sum, &vector);
        }
    }
    let denies = |word: &&Word| NEGATIONS.contains(&word.lower.as_str()) || word.lower.ends_with("n't");
    let (here, source) = (words.iter().filter(denies).count(), there().filter(denies).count());
    counted[2] = f32::from(u8::from(here > source));
    counted[3] = f32::from(u8::from(here > 0 && source == 0));
    let fresh = words.windows(2).filter(|pair| match pair {
        [a, b] => denies(&a) && !known.pairs(a, b),
        _ => false,
    });
    counted[4] = small(fresh.count());
    let turned = there().filter(|word| !stems.contains(word.stem.as_str())).filter(|word| {
        OPPOSITE_STEMS.get(&word.stem).is_some_and(|all| words.iter().any(|word| all.contains(&word.stem)))
    });
    counted[6] = small(turned.count());
    let strong = STRONG.iter().filter(|strong| {
        words.iter().any(|word| word.lower == **strong) && !there().any(|word| word.lower == **strong)
    });
    counted[12] = small(strong.count());
    counted[13] = small(words.iter().filter(|word| TURNS.contains(&word.lower.as_str())).count());
    counted[14] = unsupported / small(content.len());
    let mut all = counted.to_vec();
    let scale = 1.0 / Lexis::steps();
    // A long paraphrase has many new words: their sum must not grow with them as fast as they do.
    let calmed = scale / unsupported.max(1.0).sqrt();
    // Sums of whole steps: the same on every machine, and small enough to be exact.
    all.extend(unsupported_sum.iter().map(|sum| i16_of(*sum) * calmed));
    all.extend(supported_sum.iter().map(|sum| i16_of(*sum) * scale));
    Some(all)
}

/// The fewest words of content that make a statement.
const FEWEST_WORDS: usize = 4;
/// How many of them, in per cent, must stand in the sources for the sources to speak of it at all.
const LEAST_SUPPORTED: usize = 40;

/// From this cosine on two words mean nearly the same, and below the other they have little to do with each other.
const ALIKE: f32 = 0.75;
const UNLIKE: f32 = 0.5;

/// Returns the cosine of two directions, from a sum of whole numbers: the same on every machine.
fn cosine(a: &[i8; WORD_DIMENSIONS], b: &[i8; WORD_DIMENSIONS]) -> f32 {
    let product: i32 = a.iter().zip(b).map(|(a, b)| i32::from(*a) * i32::from(*b)).sum();
    let steps = Lexis::steps();
    // At most the square of the steps, far below what an `f32` holds exactly.
    product as f32 / (steps * steps)
}

fn add(sum: &mut [i32; WORD_DIMENSIONS], vector: &[i8; WORD_DIMENSIONS]) {
    for (sum, value) in sum.iter_mut().zip(vector) {
        *sum += i32::from(*value);
    }
}

fn small(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}

fn i16_of(sum: i32) -> f32 {
    f32::from(i16::try_from(sum).unwrap_or(if sum < 0 { i16::MIN } else { i16::MAX }))
}

/// Tells the sort of a word by its ending and its neighbours.
fn sort(words: &[Word], at: usize) -> Sort {
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
