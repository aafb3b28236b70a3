//! What is measured of a sentence against its sources: the words that no source holds, of which sort they are and
//! how far from the nearest source sentences; negations, opposites and strong words that these do not have; words
//! and names that stand elsewhere in the sources, or in another order.

use std::collections::{HashMap, HashSet};

use super::counts::{COUNTED, Count, Counts, STATED};
use super::lists::{NEGATIONS, NUMBERS, OPPOSITE_STEMS, PREFIXES, STRONG, TELLING, TURNS};
use super::sort::{Sort, sort};
use super::words::{Known, Word};
use crate::search::{Lexis, WORD_DIMENSIONS};

/// All features: the counts, the sum of what new words mean, the sum of what known ones mean.
pub(super) const FEATURES: usize = COUNTED + 2 * WORD_DIMENSIONS;

/// The fewest words of content that make a statement.
const FEWEST_WORDS: usize = 4;
/// How many of them, in per cent, must stand in the sources for the sources to speak of it at all.
const LEAST_SUPPORTED: usize = 40;
/// From this cosine on two words mean nearly the same, and below the other they have little to do with each other.
const ALIKE: f32 = 0.75;
const UNLIKE: f32 = 0.5;

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
    let mut measured = Measured::new(known, lexis, known.best(&stems));
    let mut counts = Counts::default();
    for at in content.iter().copied() {
        let Some(word) = words.get(at) else { continue };
        if known.holds(&word.stem) {
            measured.known(word, &mut counts);
        } else {
            measured.new_word(words, at, &mut counts);
        }
    }
    let unsupported = measured.unsupported;
    denials(words, &measured, &mut counts);
    opposites(words, &stems, &measured, &mut counts);
    let strong = STRONG.iter().filter(|strong| {
        words.iter().any(|word| word.lower == **strong)
            && !measured.there().any(|word| word.lower == **strong)
    });
    counts.add(Count::Strong, small(strong.count()));
    counts.add(Count::Turns, small(words.iter().filter(|word| TURNS.contains(&word.lower.as_str())).count()));
    counts.add(Count::New, unsupported / small(content.len()));
    let verbs = counts.0.get(Count::Verbs as usize).copied().unwrap_or(0.0);
    counts.add(Count::VerbShare, verbs / unsupported.max(1.0));
    counts.add(Count::Reordered, measured.reordered());
    let mut all = counts.0.to_vec();
    let scale = 1.0 / Lexis::steps();
    // A long paraphrase has many new words: their sum must not grow with them as fast as they do.
    let calmed = scale / unsupported.max(1.0).sqrt();
    // Sums of whole steps: the same on every machine, and small enough to be exact.
    all.extend(measured.unsupported_sum.iter().map(|sum| i16_of(*sum) * calmed));
    all.extend(measured.supported_sum.iter().map(|sum| i16_of(*sum) * scale));
    Some(all)
}

/// What is found word by word.
struct Measured<'a> {
    known: &'a Known,
    lexis: &'a Lexis,
    best: Vec<&'a [Word]>,
    /// Where each stem of the nearest source sentences first stands in them.
    near: HashMap<&'a str, usize>,
    /// The words of content of the nearest source sentences.
    telling: HashSet<&'a str>,
    unsupported: f32,
    unsupported_sum: [i32; WORD_DIMENSIONS],
    supported_sum: [i32; WORD_DIMENSIONS],
    /// Where the known words stand in the nearest source sentences, in the order of the sentence.
    places: Vec<usize>,
}

impl<'a> Measured<'a> {
    fn new(known: &'a Known, lexis: &'a Lexis, best: Vec<&'a [Word]>) -> Self {
        let mut near = HashMap::new();
        let mut telling = HashSet::new();
        for (at, word) in best.iter().flat_map(|sentence| sentence.iter()).enumerate() {
            near.entry(word.stem.as_str()).or_insert(at);
            if !word.stop {
                telling.insert(word.lower.as_str());
            }
        }
        let (unsupported_sum, supported_sum) = ([0; WORD_DIMENSIONS], [0; WORD_DIMENSIONS]);
        let (unsupported, places) = (0.0, Vec::new());
        Self { known, lexis, best, near, telling, unsupported, unsupported_sum, supported_sum, places }
    }

    /// The words of the nearest source sentences.
    fn there(&self) -> impl Iterator<Item = &'a Word> {
        self.best.iter().flat_map(|sentence| sentence.iter())
    }

    /// Takes in a word that the sources hold.
    fn known(&mut self, word: &Word, counts: &mut Counts) {
        add(&mut self.supported_sum, &self.known.vector(&word.lower, self.lexis));
        if let Some(place) = self.near.get(word.stem.as_str()) {
            self.places.push(*place);
            return;
        }
        counts.mark(Count::Elsewhere, true);
        counts.mark(Count::Once, self.known.count(&word.stem) == 1);
        counts.mark(Count::NamesElsewhere, word.named);
    }

    /// Takes in a word that no source holds.
    fn new_word(&mut self, words: &[Word], at: usize, counts: &mut Counts) {
        let Some(word) = words.get(at) else { return };
        counts.mark(Count::Prefixed, bare(&word.lower, self.lexis).any(|stem| self.known.holds(&stem)));
        if TELLING.contains(&word.lower.as_str()) {
            return;
        }
        self.unsupported += 1.0;
        let opposites = OPPOSITE_STEMS.get(&word.stem);
        counts
            .mark(Count::Opposed, opposites.is_some_and(|all| all.iter().any(|stem| self.known.holds(stem))));
        if word.lower.contains(|c: char| c.is_ascii_digit()) || NUMBERS.contains(&word.lower.as_str()) {
            if let Some(number) = counts.0.get_mut(Count::Number as usize) {
                *number = 1.0;
            }
            return;
        }
        let vector = self.known.vector(&word.lower, self.lexis);
        let likest = |others: &mut dyn Iterator<Item = &str>| {
            others.map(|other| cosine(&vector, &self.known.vector(other, self.lexis))).fold(0.0_f32, f32::max)
        };
        let likeness = likest(&mut self.telling.iter().copied());
        if word.named {
            counts.mark(Count::Names, true);
            counts.add(Count::StrangeNames, 1.0 - likeness);
            let among = likest(&mut self.known.names());
            counts.add(Count::StrangeAmongNames, 1.0 - among);
            return;
        }
        counts.mark(
            match sort(words, at) {
                Sort::Adverb => Count::Adverbs,
                Sort::Verb => Count::Verbs,
                Sort::Noun => Count::Nouns,
                Sort::Adjective => Count::Adjectives,
                Sort::Other => Count::Others,
            },
            true,
        );
        counts.add(Count::Strange, 1.0 - likeness);
        counts.mark(Count::Alike, likeness > ALIKE);
        counts.mark(Count::Unlike, likeness < UNLIKE);
        add(&mut self.unsupported_sum, &vector);
    }

    /// Returns the share of known words that stand before their predecessor in the nearest source sentences.
    fn reordered(&self) -> f32 {
        let pairs = self.places.windows(2);
        let turned = pairs.clone().filter(|pair| matches!(pair, [a, b] if a > b)).count();
        small(turned) / small(pairs.count().max(1))
    }
}

/// Counts negations that the nearest source sentences do not have.
fn denials(words: &[Word], measured: &Measured<'_>, counts: &mut Counts) {
    let denies = |word: &&Word| NEGATIONS.contains(&word.lower.as_str()) || word.lower.ends_with("n't");
    let (here, source) = (words.iter().filter(denies).count(), measured.there().filter(denies).count());
    counts.mark(Count::DeniesMore, here > source);
    counts.mark(Count::Denies, here > 0 && source == 0);
    let fresh = words.windows(2).filter(|pair| match pair {
        [a, b] => denies(&a) && !measured.known.pairs(a, b),
        _ => false,
    });
    counts.add(Count::Denied, small(fresh.count()));
}

/// Counts words of the nearest source sentences whose opposite the sentence holds, by list or by prefix.
fn opposites(words: &[Word], stems: &HashSet<&str>, measured: &Measured<'_>, counts: &mut Counts) {
    let all: HashSet<&str> = words.iter().map(|word| word.stem.as_str()).collect();
    let turned = measured
        .there()
        .filter(|word| !stems.contains(word.stem.as_str()))
        .filter(|word| {
            let opposites = OPPOSITE_STEMS.get(&word.stem);
            opposites.is_some_and(|opposites| words.iter().any(|word| opposites.contains(&word.stem)))
        })
        .count();
    counts.add(Count::Turned, small(turned));
    let lost: HashSet<&str> = measured
        .there()
        .filter(|word| !all.contains(word.stem.as_str()))
        .filter(|word| bare(&word.lower, measured.lexis).any(|stem| all.contains(stem.as_str())))
        .map(|word| word.lower.as_str())
        .collect();
    counts.add(Count::Prefixed, small(lost.len()));
}

/// Returns the stems of a word without the prefixes that turn it round.
fn bare<'a>(word: &'a str, lexis: &'a Lexis) -> impl Iterator<Item = String> + 'a {
    let rest = |prefix: &&str| word.strip_prefix(*prefix).filter(|rest| rest.chars().nth(2).is_some());
    PREFIXES.iter().filter_map(rest).map(|rest| lexis.stem(rest))
}

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
