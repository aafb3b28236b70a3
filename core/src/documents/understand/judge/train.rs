//! Learns the weights of the judge from labelled sentences, and checks that the committed ones are these.
//!
//! `cargo xtask gen` writes `core/data/understand/judge.bin`. A line of the examples is
//! `{"in": kind, "text": …, "ask": 0|1, "question": 0|1, "promise": 0|1}`; days in the text are marked `{+…+}`
//! where they are a limit for the reader's office, else `{-…-}`. A line without labels marks lengths of time so.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::Deserialize;

use super::features::{BUCKETS, Sample, name, norm, terms_outside};
use super::{HEADS, Head, Weights, read};
use crate::documents::facts::{Brief, DocumentKind};
use crate::documents::understand::Context;
use crate::documents::understand::lexicon::Lexicon;
use crate::documents::understand::moments::{Reading, moments};
use crate::documents::understand::periods::periods;
use crate::documents::understand::units::{Shape, language_of, plain};
use crate::documents::understand::work::Work;
use crate::settings::Limits;

const EPOCHS: usize = 36;
const RATE: f32 = 1.5;
/// How much a good fit weighs against small weights.
const STRENGTH: f32 = 30.0;
/// The weight of a sentence of a whole document.
const MET: f32 = 3.0;
/// How many parts the examples are cut into, to learn from all but one and try that one.
const FOLDS: usize = 5;

#[derive(Debug, Deserialize)]
struct Line {
    r#in: String,
    text: String,
    ask: Option<u8>,
    question: Option<u8>,
    promise: Option<u8>,
    #[serde(default)]
    shape: String,
    #[serde(default)]
    section: String,
    #[serde(default)]
    language: String,
    #[serde(default)]
    setting: Vec<String>,
}

/// Features with what is right for them.
pub(in crate::documents::understand) struct Example {
    head: Head,
    features: Vec<u32>,
    yes: bool,
    text: String,
    /// How much it counts: sentences of whole documents come as they are met later.
    weight: f32,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/understand")
}

/// Takes the marks out of a text: the text, and each day with whether it is a limit.
fn unmarked(text: &str) -> (String, Vec<(usize, usize)>, Vec<bool>) {
    let (mut out, mut days, mut limits) = (String::new(), Vec::new(), Vec::new());
    let mut rest = text;
    while let Some(open) = rest.find("{+").into_iter().chain(rest.find("{-")).min() {
        let limit = rest[open..].starts_with("{+");
        out.push_str(&rest[..open]);
        let inner = &rest[open + 2..];
        let close = inner.find(if limit { "+}" } else { "-}" }).expect("marks are balanced");
        let start = out.len();
        out.push_str(&inner[..close]);
        days.push((start, out.len()));
        limits.push(limit);
        rest = &inner[close + 2..];
    }
    out.push_str(rest);
    (out, days, limits)
}

pub(in crate::documents::understand) fn examples() -> Vec<Example> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder().join("examples"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "jsonl"))
        .collect();
    files.sort();
    let mut found = Vec::new();
    for file in files {
        let lines = std::fs::read_to_string(&file).unwrap();
        let weight = if file.ends_with("inboxes.jsonl") { MET } else { 1.0 };
        for (number, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let line: Line = serde_json::from_str(line)
                .unwrap_or_else(|error| panic!("{}:{}: {error}", file.display(), number + 1));
            let (text, marked, limits) = unmarked(&plain(&line.text));
            let kind: DocumentKind =
                serde_json::from_value(line.r#in.clone().into()).unwrap_or(DocumentKind::Other);
            let shape = match line.shape.as_str() {
                "item" => Shape::Item { ticked: None },
                "box" => Shape::Item { ticked: Some(false) },
                "pair" => Shape::Pair,
                "row" => Shape::Row,
                "sentence" => Shape::Sentence,
                _ if text.contains(" | ") => Shape::Row,
                _ => Shape::Sentence,
            };
            let fallback = if line.language.is_empty() { "en" } else { line.language.as_str() };
            let lexicon = language_of(&text, Lexicon::of(fallback));
            // In files of terms the marks stand around lengths of time.
            let of_terms = line.ask.is_none() && line.promise.is_none();
            let read = |outside: &[(usize, usize)]| -> Vec<(usize, usize)> {
                moments(&text, lexicon, Reading { anchor: Date::constant(2026, 6, 15), month_first: false })
                    .into_iter()
                    .map(|moment| (moment.start, moment.end))
                    .filter(|day| outside.iter().all(|other| day.1 <= other.0 || other.1 <= day.0))
                    .collect()
            };
            let (days, terms) = if of_terms {
                (read(&marked), marked)
            } else {
                let terms = terms_outside(&text, &marked);
                let mut days = marked;
                let further = read(&days);
                days.extend(further);
                (days, terms)
            };
            let sample = Sample {
                kind,
                shape,
                section: &line.section,
                plain: &text,
                lexicon,
                days,
                terms,
                setting: line.setting,
            };
            let mut add = |head, features, yes| {
                found.push(Example { head, features, yes, text: line.text.clone(), weight });
            };
            if of_terms {
                for (&term, yes) in sample.terms.iter().zip(limits) {
                    add(Head::Term, sample.term(term).unwrap_or_default(), yes);
                }
                continue;
            }
            for (head, label) in
                [(Head::Ask, line.ask), (Head::Question, line.question), (Head::Promise, line.promise)]
            {
                if let Some(label) = label {
                    add(head, sample.sentence(), label > 0);
                }
            }
            for (day, yes) in limits.into_iter().enumerate() {
                add(Head::Due, sample.day(day), yes);
            }
        }
    }
    found
}

/// How telling each feature is: its log-count ratio between the examples that say yes and those that say no,
/// with a part that is the same for all (Wang and Manning, "Baselines and Bigrams", 2012).
#[allow(clippy::cast_precision_loss)] // Counts of a few million at most.
fn ratios(examples: &[&Example]) -> Vec<f32> {
    let mut counts = [vec![1.0_f32; BUCKETS], vec![1.0_f32; BUCKETS]];
    for example in examples {
        for &feature in &example.features {
            counts[usize::from(example.yes)][feature as usize] += 1.0;
        }
    }
    let [no, yes] = counts;
    let (all_no, all_yes) = (no.iter().sum::<f32>(), yes.iter().sum::<f32>());
    let ratio = |(no, yes): (&f32, &f32)| ((yes / all_yes) / (no / all_no)).ln().abs();
    no.iter().zip(&yes).map(|pair| 0.25 + 0.75 * ratio(pair)).collect()
}

/// Learns one head: the logistic loss with a penalty on large weights, by averaged stochastic gradient
/// descent (Bottou, "Stochastic Gradient Descent Tricks", 2012).
#[allow(clippy::cast_precision_loss)] // A few thousand examples.
fn learn(examples: &[&Example]) -> Vec<f32> {
    let penalty = 1.0 / (STRENGTH * examples.iter().map(|example| example.weight).sum::<f32>());
    let ratios = ratios(examples);
    let (mut weights, mut sums) = (vec![0.0_f32; BUCKETS], vec![0.0_f32; BUCKETS]);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut state: u64 = 42;
    let mut steps = 0.0_f32;
    for epoch in 0..EPOCHS {
        for at in (1..order.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(at, (state >> 33) as usize % (at + 1));
        }
        // The weights are `shrunk * weights`, so that the penalty costs one product a step.
        let mut shrunk = 1.0_f32;
        for &at in &order {
            let example = examples[at];
            let scale = 1.0 / norm(example.features.len());
            let part = |feature: &u32| weights[*feature as usize] * ratios[*feature as usize];
            let sum: f32 = example.features.iter().map(part).sum();
            let gradient = 1.0 / (1.0 + (-sum * shrunk * scale).exp()) - f32::from(u8::from(example.yes));
            let rate = RATE / (1.0 + RATE * penalty * steps) * example.weight;
            shrunk *= 1.0 - rate * penalty;
            let step = rate * gradient * scale / shrunk;
            for &feature in &example.features {
                weights[feature as usize] -= step * ratios[feature as usize];
            }
            steps += example.weight;
        }
        weights.iter_mut().for_each(|weight| *weight *= shrunk);
        if epoch >= EPOCHS / 2 {
            sums.iter_mut().zip(&weights).for_each(|(sum, weight)| *sum += weight);
        }
    }
    let kept = (EPOCHS - EPOCHS / 2) as f32;
    sums.iter_mut().zip(&ratios).for_each(|(sum, ratio)| *sum *= ratio / kept);
    sums
}

/// Rounds weights to signed bytes.
fn rounded(weights: &[f32]) -> Weights {
    let largest = weights.iter().fold(0.0_f32, |largest, weight| largest.max(weight.abs()));
    let scale = (largest / 127.0).max(f32::MIN_POSITIVE);
    Weights { scale, values: weights.iter().map(|weight| (weight / scale).round() as i8).collect() }
}

/// Learns all heads without the sentences of which `left_out` says so.
pub(in crate::documents::understand) fn judge_without(
    examples: &[Example],
    left_out: &dyn Fn(&str) -> bool,
) -> Vec<Weights> {
    let kept = |head| of(examples, head).into_iter().filter(|example| !left_out(&bare(&example.text)));
    HEADS.into_iter().map(|head| rounded(&learn(&kept(head).collect::<Vec<_>>()))).collect()
}

/// The words of an example without its marks.
fn bare(text: &str) -> String {
    unmarked(&plain(text)).0
}

fn of(examples: &[Example], head: Head) -> Vec<&Example> {
    examples.iter().filter(|example| example.head == head).collect()
}

/// Precision, recall and F1 of the examples of one part, learned from the others.
#[test]
fn what_was_not_learned_is_judged_well() {
    let examples = examples();
    for head in HEADS {
        let all = of(&examples, head);
        let (mut right, mut wrong, mut missed) = (0.0_f32, 0.0_f32, 0.0_f32);
        let chosen = if std::env::var_os("SECRETARIAT_FULL").is_some() { FOLDS } else { 1 };
        for fold in 0..chosen {
            let part = |at: usize| (at * 7919) % FOLDS == fold;
            let known: Vec<&Example> =
                all.iter().enumerate().filter(|(at, _)| !part(*at)).map(|(_, example)| *example).collect();
            let weights = rounded(&learn(&known));
            for (_, example) in all.iter().enumerate().filter(|(at, _)| part(*at)) {
                let probability = weights.probability(&example.features);
                match (probability > 0.5, example.yes) {
                    (true, true) => right += 1.0,
                    (true, false) => wrong += 1.0,
                    (false, true) => missed += 1.0,
                    (false, false) => {}
                }
                if std::env::var_os("SECRETARIAT_SHOW").is_some() && (probability > 0.5) != example.yes {
                    println!("{head:?} {probability:.2} {} {}", example.yes, example.text);
                }
            }
        }
        let (precision, recall) = (right / (right + wrong), right / (right + missed));
        let f1 = 2.0 * right / (2.0 * right + wrong + missed);
        println!(
            "{head:?}: {} examples, precision {precision:.3}, recall {recall:.3}, F1 {f1:.3}",
            all.len()
        );
        assert!(f1 > 0.5, "{head:?}: {f1}");
    }
}

/// Writes what the judge sees of the files of inboxes, to label sentences of whole documents with
/// `examples/inboxes/label.py`: `SECRETARIAT_INBOXES=DIR cargo test … judge::train::sentences_of_inboxes_are_written`.
#[test]
fn sentences_of_inboxes_are_written() {
    let Some(home) = std::env::var_os("SECRETARIAT_INBOXES").map(PathBuf::from) else { return };
    let truth = std::fs::read_to_string(home.join("planted.json")).unwrap();
    let truth: serde_json::Value = serde_json::from_str(&truth).unwrap();
    let now: Date = truth["reference"].as_str().unwrap().parse().unwrap();
    let mut lines = String::new();
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(home.join("files")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files {
        let file_name = file.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = std::fs::read(&file).unwrap();
        let Ok(document) = crate::documents::parse(&bytes, &file_name, &Limits::default()) else { continue };
        let document = crate::documents::extent::understood_part(&document).into_owned();
        let id = crate::id::DocumentId::unstored();
        let context = Context { document: id, name: file_name.clone(), now: now.at(9, 0, 0, 0) };
        let mut brief = Brief::default();
        let work = Work::begin(&document, &context, &mut brief);
        for (at, unit, moments) in work.dated() {
            let days: Vec<_> = moments.iter().map(|m| (m.start, m.end, m.date.to_string())).collect();
            let terms: Vec<_> = periods(&unit.plain)
                .into_iter()
                .filter_map(|period| {
                    let due = period.after(work.anchor())?.to_string();
                    Some((period.start, period.end, due))
                })
                .collect();
            let line = serde_json::json!({
                "file": file_name, "at": at, "in": work.kind, "shape": name(unit.shape), "zone": format!("{:?}", unit.zone),
                "section": unit.section, "language": unit.lexicon.tag, "text": unit.plain, "days": days,
                "terms": terms, "ticked": unit.ticked(), "setting": super::setting::setting(&work, at),
                "judged": {
                    "ask": super::ask(&work, at), "question": super::question(&work, at),
                    "promise": super::promise(&work, at),
                    "days": (0..moments.len()).map(|day| super::due(&work, at, day)).collect::<Vec<_>>(),
                    "terms": periods(&unit.plain).into_iter().map(|p| super::term(&work, at, p)).collect::<Vec<_>>(),
                },
                "to": document.metadata.to.iter().map(|to| &to.address).collect::<Vec<_>>(),
                "from": document.metadata.from.iter().map(|from| &from.address).collect::<Vec<_>>(),
            });
            lines.push_str(&line.to_string());
            lines.push('\n');
        }
    }
    std::fs::write(home.join("sentences.jsonl"), lines).unwrap();
}

#[test]
fn the_weights_are_what_the_examples_teach() {
    let examples = examples();
    let mut bytes = Vec::new();
    for head in HEADS {
        let weights = rounded(&learn(&of(&examples, head)));
        bytes.extend(weights.scale.to_le_bytes());
        bytes.extend(weights.values.iter().map(|value| value.cast_unsigned()));
    }
    let path = folder().join("judge.bin");
    if std::env::var_os("SECRETARIAT_GENERATE").is_some() {
        std::fs::write(&path, &bytes).unwrap();
        return;
    }
    // Another processor may round the last bit of a sum otherwise: a step in a few weights is no drift.
    let (committed, fresh) = (read(&std::fs::read(&path).unwrap()), read(&bytes));
    assert_eq!(committed.len(), fresh.len());
    for (committed, fresh) in committed.iter().zip(&fresh) {
        let off = committed.values.iter().zip(&fresh.values).filter(|(a, b)| a.abs_diff(**b) > 1).count();
        assert!(off == 0, "judge.bin is stale in {off} weights: run `cargo xtask gen`");
    }
}
