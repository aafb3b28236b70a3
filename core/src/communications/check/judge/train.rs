//! Learns the weights of the judge from sentences whose words were exchanged, and checks that the committed ones
//! are these: `cargo xtask gen` writes `core/data/check/judge.bin`.
//!
//! Sources are the invented sentences of `core/data/understand/examples`. A claim is one or two of them with some
//! words exchanged by `edits.txt` (`word: same meaning, … | another meaning, …`) and words put in by
//! `insertions.txt` (`+` harmless, `-` not); a wrong claim also has a name, a number or a negation of its own. So
//! nothing that is scored elsewhere teaches the judge.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::features::{COUNTED, FEATURES, STATED, features};
use super::words::{Known, words};
use super::{CONTRADICTED, DOUBTFUL, Weights};
use crate::search::{Lexis, WORD_DIMENSIONS};

/// How many claims are made, right and wrong ones in turn.
const CLAIMS: usize = 6_000;
const EPOCHS: usize = 12;
/// What large weights cost when our own sentences teach: much, as few words are exchanged in them.
const COSTS: Costs = Costs { penalty: 3.0, counts: 1.0 };
/// How much of what the examples of one source have in common is left out when weights are learned: it tells the
/// sources apart, and not right from wrong.
const SHARED: f32 = 0.7;

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

/// What large weights cost.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Costs {
    /// How much, per example.
    pub(crate) penalty: f32,
    /// By how much counts are larger than the numbers of the vectors, so that their weights cost less.
    pub(crate) counts: f32,
}

/// Features with whether the claim is right.
pub(crate) struct Example {
    pub(crate) features: Vec<f32>,
    pub(crate) right: bool,
    /// Which set it is of: all sets weigh alike, and in each the right and the wrong ones.
    pub(crate) set: usize,
    /// Which source it speaks of.
    pub(crate) source: usize,
}

/// Draws numbers, always the same ones.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % most.max(1)
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        let at = self.below(of.len());
        &of[at]
    }
}

fn data(name: &str) -> PathBuf {
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

    /// Makes a claim and the sentences it is made from, among others.
    fn claim(&mut self, right: bool) -> (String, Vec<String>) {
        let (mut base, mut claim, mut places) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..50 {
            let count = *self.dice.one(&[1, 1, 2]);
            base = (0..count).map(|_| self.dice.one(&self.sentences).clone()).collect::<Vec<_>>();
            claim = base
                .iter()
                .flat_map(|sentence| {
                    let end = if sentence.ends_with(['.', '!', '?']) { "" } else { "." };
                    format!("{sentence}{end}").split_whitespace().map(str::to_owned).collect::<Vec<_>>()
                })
                .collect();
            places = (0..claim.len()).filter(|at| self.edits.contains_key(&bare(&claim[*at]))).collect();
            if places.len() >= 2 {
                break;
            }
        }
        for at in (1..places.len()).rev() {
            let other = self.dice.below(at + 1);
            places.swap(at, other);
        }
        let wrong: Vec<usize> = match right {
            true => Vec::new(),
            false => (0..*self.dice.one(&[1, 1, 2])).map(|_| self.dice.below(100)).collect(),
        };
        // Out of a hundred changes of meaning 62 exchange a word, 16 a name, 4 a number, 8 deny, 10 put something in.
        let exchanged = wrong.iter().filter(|kind| **kind < 62).count();
        let changed = (*self.dice.one(&[0, 1, 1, 2, 2, 3, 4, 5, 6])).max(exchanged).min(places.len());
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
        let mut source = base;
        for _ in 0..*self.dice.one(&[4, 8, 12, 20]) {
            source.push(self.dice.one(&self.sentences).clone());
        }
        let at = self.dice.below(source.len());
        source.swap(0, at);
        (claim.join(" "), source)
    }

    fn insert(&mut self, claim: &mut Vec<String>, words: String) {
        let at = 1 + self.dice.below(claim.len() - 1);
        claim.insert(at, words);
    }

    /// Changes the meaning in another way than by exchanging a word.
    fn spoil(&mut self, claim: &mut Vec<String>, kind: usize, short: bool) {
        match kind {
            0..62 if !short => {}
            62..78 => {
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
            78..82 => {
                let number = (*self.dice.one(&["two", "five", "twelve", "2019", "40"])).to_owned();
                self.insert(claim, number);
            }
            82..90 => {
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

fn examples() -> Vec<Example> {
    let lexis = Lexis::english();
    let mut maker = Maker::new();
    let mut found = Vec::new();
    for number in 0..CLAIMS {
        let (claim, source) = maker.claim(number % 2 == 0);
        let mut known = Known::default();
        source.iter().for_each(|sentence| known.add(sentence, &lexis));
        if let Some(mut features) = features(&words(&claim, &lexis), &known, &lexis) {
            // Copies with exchanged words know nothing of how far a summary strays from its source's words, nor of
            // what it takes up: learned from them, both do harm elsewhere.
            features.iter_mut().take(COUNTED).skip(STATED).for_each(|feature| *feature = 0.0);
            features.iter_mut().skip(COUNTED + WORD_DIMENSIONS).for_each(|feature| *feature = 0.0);
            found.push(Example { features, right: number % 2 == 0, set: 0, source: number });
        }
    }
    found
}

/// Learns a logistic regression with a penalty on large weights, by averaged stochastic gradient descent (Bottou,
/// "Stochastic Gradient Descent Tricks", 2012), over features of mean 0 and variance 1, less most of what all examples
/// of one source share; then how large the sums are that tell right from wrong, over all examples.
pub(crate) fn learn(examples: &[&Example], costs: Costs) -> Vec<f32> {
    let count = examples.len() as f32;
    let balance = balance(examples);
    let of = |at: usize| examples.iter().map(move |example| example.features[at]);
    let means: Vec<f32> = (0..FEATURES).map(|at| of(at).sum::<f32>() / count).collect();
    let scales: Vec<f32> = (0..FEATURES)
        .map(|at| {
            let variance = of(at).map(|value| (value - means[at]).powi(2)).sum::<f32>() / count;
            let scale = if at < COUNTED { costs.counts } else { 1.0 };
            if variance > 1e-9 { scale / variance.sqrt() } else { 0.0 }
        })
        .collect();
    let used: Vec<usize> = (0..FEATURES).filter(|at| scales[*at] > 0.0).collect();
    let scaled: Vec<Vec<f32>> = examples
        .iter()
        .map(|example| used.iter().map(|at| (example.features[*at] - means[*at]) * scales[*at]).collect())
        .collect();
    let apart = apart(examples, &scaled);
    let (mut weights, mut sums) = (vec![0.0_f32; used.len()], vec![0.0_f32; used.len()]);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let (mut dice, mut step, mut kept, mut constant) = (Dice(42), 0.0_f32, 0.0_f32, 0.0_f32);
    for epoch in 0..EPOCHS {
        for at in (1..order.len()).rev() {
            let other = dice.below(at + 1);
            order.swap(at, other);
        }
        for &at in &order {
            let sum: f32 = weights.iter().zip(&apart[at]).map(|(weight, feature)| weight * feature).sum();
            let probability = 1.0 / (1.0 + (-(sum + constant)).exp());
            let gradient = (probability - f32::from(u8::from(examples[at].right))) * balance[at];
            let rate = 0.002 / (1.0 + 0.002 * costs.penalty * step);
            for (weight, feature) in weights.iter_mut().zip(&apart[at]) {
                *weight -= rate * (gradient * feature + costs.penalty * *weight);
            }
            constant -= rate * gradient;
            step += 1.0;
            if epoch >= EPOCHS / 2 {
                sums.iter_mut().zip(&weights).for_each(|(sum, weight)| *sum += weight);
                kept += 1.0;
            }
        }
    }
    let scores: Vec<f32> = scaled
        .iter()
        .map(|features| sums.iter().zip(features).map(|(sum, feature)| sum / kept * feature).sum())
        .collect();
    let (slope, constant) = calibrated(examples, &scores, &balance);
    // Means and scales are folded into the weights: then the judge only multiplies and adds.
    let mut folded = vec![0.0_f32; FEATURES];
    used.iter().zip(&sums).for_each(|(at, sum)| folded[*at] = slope * sum / kept * scales[*at]);
    let shift: f32 = folded.iter().zip(&means).map(|(weight, mean)| weight * mean).sum();
    folded.push(constant - shift);
    folded
}

/// How much each example counts: sets alike, and in each the right and the wrong ones; 1 in the mean.
fn balance(examples: &[&Example]) -> Vec<f32> {
    let mut counts: HashMap<(usize, bool), f32> = HashMap::new();
    examples.iter().for_each(|example| *counts.entry((example.set, example.right)).or_default() += 1.0);
    let share = examples.len() as f32 / counts.len() as f32;
    examples.iter().map(|example| share / counts[&(example.set, example.right)]).collect()
}

/// The features without most of what those of the same source have in common.
fn apart(examples: &[&Example], scaled: &[Vec<f32>]) -> Vec<Vec<f32>> {
    let mut sums: HashMap<usize, (f32, Vec<f32>)> = HashMap::new();
    for (example, features) in examples.iter().zip(scaled) {
        let (count, sum) = sums.entry(example.source).or_insert_with(|| (0.0, vec![0.0; features.len()]));
        *count += 1.0;
        sum.iter_mut().zip(features).for_each(|(sum, feature)| *sum += feature);
    }
    let less = |example: &Example, features: &[f32]| {
        let (count, sum) = &sums[&example.source];
        // A source with a single example shares nothing.
        let part = if *count > 1.0 { SHARED / count } else { 0.0 };
        features.iter().zip(sum).map(|(feature, sum)| feature - part * sum).collect()
    };
    examples.iter().zip(scaled).map(|(example, features)| less(example, features)).collect()
}

/// Slope and constant of a logistic regression over one number, by Newton's method.
fn calibrated(examples: &[&Example], scores: &[f32], balance: &[f32]) -> (f32, f32) {
    let (mut slope, mut constant) = (1.0_f64, 0.0_f64);
    for _ in 0..20 {
        let (mut gradient, mut curve) = ([0.0_f64; 2], [0.0_f64; 3]);
        for ((example, score), weight) in examples.iter().zip(scores).zip(balance) {
            let (score, weight) = (f64::from(*score), f64::from(*weight));
            let probability = 1.0 / (1.0 + (-(slope * score + constant)).exp());
            let off = (probability - f64::from(u8::from(example.right))) * weight;
            let steep = probability * (1.0 - probability) * weight;
            gradient = [gradient[0] + off * score, gradient[1] + off];
            curve = [curve[0] + steep * score * score, curve[1] + steep * score, curve[2] + steep];
        }
        let area = (curve[0] * curve[2] - curve[1] * curve[1]).max(1e-12);
        slope -= (curve[2] * gradient[0] - curve[1] * gradient[1]) / area;
        constant -= (curve[0] * gradient[1] - curve[1] * gradient[0]) / area;
    }
    (slope as f32, constant as f32)
}

#[test]
fn what_was_not_learned_is_judged_well() {
    let examples = examples();
    let part = |at: usize| at % 10 < 2;
    let known: Vec<&Example> =
        examples.iter().enumerate().filter(|(at, _)| !part(*at)).map(|(_, e)| e).collect();
    let weights = Weights(learn(&known, COSTS));
    let (mut clean, mut wrong) = ([0.0_f32; 3], [0.0_f32; 3]);
    for (_, example) in examples.iter().enumerate().filter(|(at, _)| part(*at)) {
        let score = weights.probability(&example.features);
        let counts = if example.right { &mut clean } else { &mut wrong };
        counts[0] += 1.0;
        counts[1] += f32::from(u8::from(score < DOUBTFUL));
        counts[2] += f32::from(u8::from(score < CONTRADICTED));
    }
    println!(
        "clean: {:.3} doubtful, {:.3} blocked; wrong: {:.3} doubtful, {:.3} blocked",
        clean[1] / clean[0],
        clean[2] / clean[0],
        wrong[1] / wrong[0],
        wrong[2] / wrong[0]
    );
    assert!(clean[2] / clean[0] <= 0.02, "{clean:?}");
    assert!(wrong[1] / wrong[0] >= 0.6 && wrong[2] / wrong[0] >= 0.05, "{wrong:?}");
}

#[test]
fn the_weights_are_what_the_examples_teach() {
    let examples = examples();
    let fresh = learn(&examples.iter().collect::<Vec<_>>(), COSTS);
    let path = data("check/judge.bin");
    if std::env::var_os("SECRETARIAT_GENERATE").is_some() {
        let bytes: Vec<u8> = fresh.iter().flat_map(|weight| weight.to_le_bytes()).collect();
        std::fs::write(&path, bytes).unwrap();
        return;
    }
    let committed = Weights::read(&std::fs::read(&path).unwrap()).0;
    assert_eq!(committed.len(), fresh.len());
    // Another processor may round the last bits of a sum otherwise.
    let off = committed.iter().zip(&fresh).filter(|(a, b)| (*a - *b).abs() > 0.002 * (1.0 + b.abs())).count();
    assert!(off == 0, "judge.bin is stale in {off} weights: run `cargo xtask gen`");
}
