//! Learns the weights of the judge from sentences whose words were exchanged, and checks that the committed ones
//! are these: `cargo xtask gen` writes `core/data/check/judge.bin`.

use std::collections::HashMap;

use super::claims::{Dice, data, examples};
use super::counts::COUNTED;
use super::features::FEATURES;
use super::{CONTRADICTED, DOUBTFUL, Weights};

const EPOCHS: usize = 12;
/// What large weights cost when our own sentences teach: much, as few words are exchanged in them.
const COSTS: Costs = Costs { penalty: 3.0, counts: 1.0 };
/// How much of what the examples of one source have in common is left out when weights are learned: it tells the
/// sources apart, and not right from wrong.
const SHARED: f32 = 0.7;

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
    let part = |example: &&Example| example.source % 10 < 2;
    let known: Vec<&Example> = examples.iter().filter(|example| !part(example)).collect();
    let weights = Weights(learn(&known, COSTS));
    let (mut clean, mut wrong) = ([0.0_f32; 3], [0.0_f32; 3]);
    for example in examples.iter().filter(part) {
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
