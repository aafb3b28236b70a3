//! Claims of our own, right and wrong, that teach the judge.
//!
//! Sources are the invented sentences of `core/data/understand/examples`. Claims about one source are one or two of
//! them with some words exchanged by `edits.txt` (`word: same meaning, … | another meaning, …`) and words put in by
//! `insertions.txt` (`+` harmless, `-` not); a wrong claim also has a name, a number or a negation of its own. So
//! nothing that is scored elsewhere teaches the judge.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::features::features;
use super::train::Example;
use super::words::{Known, words};
use crate::search::Lexis;

/// How many sources claims are made about, and how many claims each, right and wrong ones in turn.
const SOURCES: usize = 1_000;
const CLAIMS: usize = 6;
/// Out of how many words to exchange one number is drawn: who says the same in other words exchanges many, and who
/// errs, few.
const RIGHT_EXCHANGES: [usize; 8] = [1, 2, 3, 4, 5, 6, 7, 8];
const WRONG_EXCHANGES: [usize; 7] = [0, 1, 1, 2, 2, 3, 4];

const NAMES: [&str; 24] = [
    "Moscow",
    "Berlin",
    "Kenya",
    "Siemens",
    "Oxford",
    "Tom",
    "Maria",
    "Ahmed",
    "Lisbon",
    "Texas",
    "Microsoft",
    "Johnson",
    "Garcia",
    "Chen",
    "Nigeria",
    "Rome",
    "Linda",
    "Brazil",
    "Toyota",
    "Peter",
    "Emma",
    "Canada",
    "Sweden",
    "Walker",
];

/// Draws numbers, always the same ones.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % most.max(1)
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        let at = self.below(of.len());
        &of[at]
    }
}

pub(super) fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name)
}

/// The invented English sentences, without their marks.
fn sentences() -> Vec<String> {
    let mut found = Vec::new();
    for number in 1..=10 {
        let text = std::fs::read_to_string(data(&format!("understand/examples/en{number}.jsonl"))).unwrap();
        for line in text.lines() {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            let mut sentence = line["text"].as_str().unwrap().to_owned();
            for mark in ["{+", "+}", "{-", "-}"] {
                sentence = sentence.replace(mark, "");
            }
            let length = sentence.split_whitespace().count();
            if (6..=45).contains(&length) {
                found.push(sentence.trim().to_owned());
            }
        }
    }
    found
}

/// What may stand for a word: what means the same, and what does not.
type Edits = HashMap<String, [Vec<String>; 2]>;

struct Maker {
    sentences: Vec<String>,
    edits: Edits,
    insertions: [Vec<String>; 2],
    dice: Dice,
}

impl Maker {
    fn new() -> Self {
        let read = |name: &str| std::fs::read_to_string(data(&format!("check/{name}"))).unwrap();
        let list = |text: &str| -> Vec<String> {
            text.split(',').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect()
        };
        let mut edits = Edits::new();
        for line in read("edits.txt").lines() {
            let (word, rest) = line.split_once(':').unwrap();
            let (same, other) = rest.split_once('|').unwrap();
            edits.insert(word.trim().to_owned(), [list(same), list(other)]);
        }
        let text = read("insertions.txt");
        let of = |mark: char| -> Vec<String> {
            text.lines()
                .filter_map(|line| line.strip_prefix(mark))
                .map(|words| words.trim().to_owned())
                .collect()
        };
        let insertions = [of('+'), of('-')];
        Self { sentences: sentences(), edits, insertions, dice: Dice(7) }
    }

    /// Draws what claims are made from, as words, and the sentences it stands among.
    fn source(&mut self) -> (Vec<String>, Vec<String>) {
        let (mut source, mut words) = (Vec::new(), Vec::new());
        for _ in 0..50 {
            let count = *self.dice.one(&[1, 1, 2]);
            source = (0..count).map(|_| self.dice.one(&self.sentences).clone()).collect::<Vec<_>>();
            words = source
                .iter()
                .flat_map(|sentence| {
                    let end = if sentence.ends_with(['.', '!', '?']) { "" } else { "." };
                    format!("{sentence}{end}").split_whitespace().map(str::to_owned).collect::<Vec<_>>()
                })
                .collect();
            if self.places(&words).len() >= 2 {
                break;
            }
        }
        for _ in 0..*self.dice.one(&[4, 8, 12, 20]) {
            source.push(self.dice.one(&self.sentences).clone());
        }
        (words, source)
    }

    /// The places of words that can be exchanged.
    fn places(&self, words: &[String]) -> Vec<usize> {
        (0..words.len()).filter(|at| self.edits.contains_key(&bare(&words[*at]))).collect()
    }

    /// Makes a claim of these words.
    fn claim(&mut self, words: &[String], right: bool) -> String {
        let (mut claim, mut places) = (words.to_vec(), self.places(words));
        for at in (1..places.len()).rev() {
            let other = self.dice.below(at + 1);
            places.swap(at, other);
        }
        let wrong: Vec<usize> = match right {
            true => Vec::new(),
            false => (0..*self.dice.one(&[1, 1, 2])).map(|_| self.dice.below(100)).collect(),
        };
        // Out of a hundred changes of meaning 50 exchange a word, 22 a name, 6 a number, 12 deny, 10 put something in.
        let exchanged = wrong.iter().filter(|kind| **kind < 50).count();
        let drawn = if right { *self.dice.one(&RIGHT_EXCHANGES) } else { *self.dice.one(&WRONG_EXCHANGES) };
        let changed = drawn.max(exchanged).min(places.len());
        for (number, at) in places.iter().take(changed).enumerate() {
            let [same, other] = &self.edits[&bare(&claim[*at])];
            let word = bare_as_written(&claim[*at]).to_owned();
            let new = self.dice.one(if number < exchanged { other } else { same });
            claim[*at] = claim[*at].replace(&word, new);
        }
        if self.dice.below(10) < 4 {
            let words = self.dice.one(&self.insertions[0]).clone();
            self.insert(&mut claim, words);
        }
        for kind in wrong {
            self.spoil(&mut claim, kind, exchanged > places.len());
        }
        claim.join(" ")
    }

    fn insert(&mut self, claim: &mut Vec<String>, words: String) {
        let at = 1 + self.dice.below(claim.len() - 1);
        claim.insert(at, words);
    }

    /// Changes the meaning in another way than by exchanging a word.
    fn spoil(&mut self, claim: &mut Vec<String>, kind: usize, short: bool) {
        match kind {
            0..50 if !short => {}
            // Where too few words can be exchanged, a name is.
            0..72 => {
                let names: Vec<usize> = (1..claim.len())
                    .filter(|at| {
                        let starts = claim[at - 1].ends_with(['.', '!', '?']);
                        !starts && claim[*at].starts_with(char::is_uppercase) && claim[*at].len() > 2
                    })
                    .collect();
                let name = (*self.dice.one(&NAMES)).to_owned();
                if names.is_empty() {
                    let before = *self.dice.one(&["by", "in", "with", "for"]);
                    self.insert(claim, format!("{before} {name}"));
                } else {
                    let at = *self.dice.one(&names);
                    claim[at] = name;
                }
            }
            72..78 => {
                let number = (*self.dice.one(&["two", "five", "twelve", "2019", "40"])).to_owned();
                self.insert(claim, number);
            }
            78..90 => {
                let verbs =
                    ["is", "are", "was", "were", "will", "can", "has", "have", "must", "should", "would"];
                match claim.iter().position(|word| verbs.contains(&word.as_str())) {
                    Some(at) => claim.insert(at + 1, "not".to_owned()),
                    None => self.insert(claim, "never".to_owned()),
                }
            }
            _ => {
                let words = self.dice.one(&self.insertions[1]).clone();
                self.insert(claim, words);
            }
        }
    }
}

fn bare_as_written(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn bare(word: &str) -> String {
    bare_as_written(word).to_lowercase()
}

/// Makes all claims, and measures them.
pub(super) fn examples() -> Vec<Example> {
    let lexis = Lexis::english();
    let mut maker = Maker::new();
    let mut found = Vec::new();
    for source in 0..SOURCES {
        let (said, among) = maker.source();
        let mut known = Known::default();
        among.iter().for_each(|sentence| known.add(sentence, &lexis));
        for number in 0..CLAIMS {
            let right = number % 2 == 0;
            let claim = maker.claim(&said, right);
            if let Some(features) = features(&words(&claim, &lexis), &known, &lexis) {
                found.push(Example { features, right, set: 0, source });
            }
        }
    }
    found
}
