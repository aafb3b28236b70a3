//! How many wrong sentences of a foreign set the checks catch: claims about a source, consistent or edited.
//!
//! Two figures: the judge that ships, which saw none of it, and the same method learned on all sets but the one
//! that is scored. `SECRETARIAT_WORK=DIR` also writes the scores for the outside scorer.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{figure, labelled, lines};
use crate::communications::check::judge::train::{Costs, Example, learn};
use crate::communications::check::judge::{CONTRADICTED, DOUBTFUL, Judge, Weights};
use crate::communications::check::source::Sources;
use crate::communications::check::{CheckSource, check};
use crate::documents::facts::Severity;
use crate::values::ValueOptions;

/// What large weights cost when other sets teach: from the middle of a range in which little changes.
const COSTS: Costs = Costs { penalty: 0.25, counts: 1.5 };

struct Claim {
    id: String,
    set: String,
    /// The number of its source.
    source: usize,
    right: bool,
    features: Option<Vec<f32>>,
    /// The least score of its sentences by the judge that ships.
    shipped: f32,
    /// The code of the first finding that blocks.
    blocked: Option<String>,
    noticed: bool,
    /// The score of the method learned without its set.
    learned: f32,
}

fn claims() -> Vec<Claim> {
    let Some(data) = labelled() else { return Vec::new() };
    let options = ValueOptions::default();
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    lines(&data.join("consistency/claims.jsonl"))
        .into_iter()
        .map(|line| {
            let text = |name: &str| line[name].as_str().unwrap().to_owned();
            let sources = [CheckSource { name: "source".to_owned(), text: text("doc") }];
            let known = Sources::read(&sources, &options);
            let report = check(&text("claim"), &sources, &options);
            if std::env::var_os("SECRETARIAT_SHOW").is_some() && line["label"] == 1 {
                for finding in report.findings.iter().filter(|finding| finding.severity == Severity::Block) {
                    println!("{} {} | {}", finding.code, finding.message, text("claim"));
                }
            }
            let worst = report.findings.iter().map(|finding| finding.severity).max();
            Claim {
                id: text("id"),
                set: text("set"),
                source: {
                    let next = numbers.len();
                    *numbers.entry(text("doc")).or_insert(next)
                },
                right: line["label"] == 1,
                features: Judge::read(&known).features(&text("claim")),
                shipped: report.statements.iter().map(|statement| statement.score).fold(1.0, f32::min),
                blocked: report
                    .findings
                    .iter()
                    .find(|f| f.severity == Severity::Block)
                    .map(|f| f.code.clone()),
                noticed: worst >= Some(Severity::Warning),
                learned: 1.0,
            }
        })
        .collect()
}

/// Balanced accuracy at a threshold, and the share of wrong ones below the score under which 2 % of the right lie.
fn scored(claims: &[&Claim], score: impl Fn(&Claim) -> f32) -> (f64, f64) {
    let mut right: Vec<f32> = claims.iter().filter(|claim| claim.right).map(|claim| score(claim)).collect();
    let wrong: Vec<f32> = claims.iter().filter(|claim| !claim.right).map(|claim| score(claim)).collect();
    right.sort_by(f32::total_cmp);
    let share = |count: usize, of: usize| count as f64 / of.max(1) as f64;
    let passed = share(right.iter().filter(|score| **score >= DOUBTFUL).count(), right.len());
    let caught = share(wrong.iter().filter(|score| **score < DOUBTFUL).count(), wrong.len());
    let least = right.get(right.len() / 50).copied().unwrap_or(0.0);
    let sure = share(wrong.iter().filter(|score| **score < least).count(), wrong.len());
    ((passed + caught) / 2.0, sure)
}

fn written(claims: &[Claim], name: &str, score: impl Fn(&Claim) -> f32) {
    let Some(folder) = std::env::var_os("SECRETARIAT_WORK") else { return };
    let mut text = String::new();
    for claim in claims {
        let (id, score) = (&claim.id, score(claim));
        let label = u8::from(score >= DOUBTFUL);
        writeln!(text, "{}", serde_json::json!({ "id": id, "score": score, "label": label })).unwrap();
    }
    std::fs::write(std::path::Path::new(&folder).join(name), text).unwrap();
}

#[test]
fn wrong_sentences_of_a_foreign_set_are_caught() {
    let mut claims = claims();
    if claims.is_empty() {
        return;
    }
    let sets: Vec<String> = {
        let sets: BTreeMap<&str, ()> = claims.iter().map(|claim| (claim.set.as_str(), ())).collect();
        sets.into_keys().map(str::to_owned).collect()
    };
    for set in &sets {
        let examples: Vec<Example> = claims
            .iter()
            .filter(|claim| claim.set != *set)
            .filter_map(|claim| {
                let set = sets.iter().position(|set| *set == claim.set)?;
                Some(Example {
                    features: claim.features.clone()?,
                    right: claim.right,
                    set,
                    source: claim.source,
                })
            })
            .collect();
        let weights = Weights(learn(&examples.iter().collect::<Vec<_>>(), COSTS));
        for claim in claims.iter_mut().filter(|claim| claim.set == *set) {
            claim.learned = claim.features.as_ref().map_or(1.0, |features| weights.probability(features));
        }
    }
    let count = |keep: &dyn Fn(&&Claim) -> bool, of: bool| {
        let all: Vec<&Claim> = claims.iter().filter(|claim| claim.right == of).collect();
        all.iter().filter(|claim| keep(claim)).count() as f64 / all.len() as f64
    };
    println!(
        "| set | claims | shipped: balanced accuracy | caught at 2 % | learned: balanced accuracy | caught at 2 % |\n| --- | --- | --- | --- | --- | --- |"
    );
    let mut sums = [0.0_f64; 4];
    for set in &sets {
        let of: Vec<&Claim> = claims.iter().filter(|claim| claim.set == *set).collect();
        let ((a, b), (c, d)) = (scored(&of, |claim| claim.shipped), scored(&of, |claim| claim.learned));
        println!("| {set} | {} | {a:.3} | {b:.3} | {c:.3} | {d:.3} |", of.len());
        sums.iter_mut().zip([a, b, c, d]).for_each(|(sum, value)| *sum += value / sets.len() as f64);
    }
    let (caught, clean) =
        (count(&|claim| claim.blocked.is_some(), false), count(&|claim| claim.blocked.is_some(), true));
    println!(
        "blocked as it ships: {caught:.3} of the wrong, {clean:.3} of the right; noticed {:.3} and {:.3}",
        count(&|claim| claim.noticed, false),
        count(&|claim| claim.noticed, true)
    );
    for code in ["V2", "V3", "V4", "V5", "V7", "V11", "V13"] {
        let by = |right: bool| count(&|claim| claim.blocked.as_deref() == Some(code), right);
        println!("blocked first by {code}: {:.3} of the wrong, {:.3} of the right", by(false), by(true));
    }
    figure("claims: balanced accuracy, leave one set out", sums[2], 0.65);
    figure("claims: wrong ones caught at 2 % of right ones blocked, leave one set out", sums[3], 0.0);
    figure("claims: balanced accuracy, as it ships", sums[0], 0.0);
    figure("claims: wrong ones caught at 2 % of right ones blocked, as it ships", sums[1], 0.0);
    figure("claims: wrong ones blocked, as it ships", caught, 0.0);
    figure("claims: right ones passed, as it ships", 1.0 - clean, 0.98);
    let stopped = |of: bool| count(&|claim| claim.blocked.is_some() || claim.shipped < CONTRADICTED, of);
    figure("claims: wrong ones blocked or taken for another statement, as it ships", stopped(false), 0.0);
    figure("claims: right ones neither, as it ships", 1.0 - stopped(true), 0.98);
    written(&claims, "claims-shipped.jsonl", |claim| claim.shipped);
    written(&claims, "claims-learned.jsonl", |claim| claim.learned);
    if let Some(folder) = std::env::var_os("SECRETARIAT_WORK") {
        let mut text = String::new();
        for claim in &claims {
            let row = serde_json::json!([
                claim.set,
                u8::from(claim.right),
                claim.features,
                claim.blocked,
                claim.noticed,
                claim.shipped
            ]);
            writeln!(text, "{row}").unwrap();
        }
        std::fs::write(std::path::Path::new(&folder).join("claims-features.jsonl"), text).unwrap();
    }
}
