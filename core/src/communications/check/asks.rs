//! V6: what was asked and is not answered.
//!
//! A question counts as answered when the text takes up what it is about, when it holds what the question asks for (a
//! day for "when", an amount for "how much", a yes or no), or when it says that the answer comes later. Each such
//! answer serves one question, unless it says that it serves all.

mod answers;
mod kind;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use self::answers::Answers;
use self::kind::AskKind;
use super::rule::Check;
use crate::documents::facts::Finding;
use crate::search::stems;
use crate::values::Value;

/// The share of an ask's telling words, in per cent, that an answer takes up.
const TAKEN_UP: usize = 34;
/// Words that share so many letters at their start are of one kind: "Liefertermin" and "liefern".
const SHARED: usize = 5;

/// Words that questions are made of, whatever they ask.
const QUESTIONS: [&str; 73] = [
    "what", "werden", "wird", "wurde", "wurden", "sein", "will", "be", "when", "where", "which", "who",
    "whom", "whose", "why", "how", "can", "could", "would", "will", "do", "does", "did", "is", "are", "you",
    "your", "we", "us", "our", "the", "and", "for", "please", "let", "know", "tell", "send", "have", "has",
    "was", "wann", "wo", "wer", "wie", "was", "welche", "welcher", "warum", "können", "könnten", "würden",
    "sie", "ihr", "ihre", "uns", "wir", "der", "die", "das", "den", "und", "bitte", "ist", "sind", "ein",
    "eine", "haben", "möchten", "teilen", "mit", "es", "zu",
];

/// Finds asks that the text does not answer. `own` is the text with what others said blanked out; `values` are those
/// that stand in it.
pub(crate) fn check(
    text: &str,
    own: &str,
    values: &[Value],
    asks: &[String],
    language: Option<&str>,
) -> Vec<Finding> {
    if asks.is_empty() {
        return Vec::new();
    }
    let said: HashSet<String> = stems(text, language).into_iter().collect();
    let common: HashSet<String> = stems(&QUESTIONS.join(" "), language).into_iter().collect();
    let telling = |text: &str| -> HashSet<String> {
        let stems = stems(text, language).into_iter();
        stems.filter(|stem| stem.chars().count() > 2 && !common.contains(stem)).collect()
    };
    let about: Vec<HashSet<String>> = asks.iter().map(|ask| telling(ask)).collect();
    // What holds no telling word ("And you?") cannot be looked for.
    let open = |at: usize, said: &HashSet<String>| {
        let Some(about) = about.get(at).filter(|about| !about.is_empty()) else { return false };
        let taken = about.iter().filter(|stem| is_taken(stem, said)).count();
        taken * 100 < about.len() * TAKEN_UP
    };
    let left: Vec<usize> = (0..asks.len()).filter(|at| open(*at, &said)).collect();
    if left.is_empty() {
        return Vec::new();
    }
    let mut answers = Answers::read(own, values, language);
    // Who puts off one thing by its name leaves the others open.
    let names = |sentence: &str| {
        let words = telling(sentence);
        (0..asks.len()).any(|at| !about.get(at).is_some_and(HashSet::is_empty) && !open(at, &words))
    };
    if answers.put_off.iter().any(|sentence| !names(sentence)) {
        return Vec::new();
    }
    left.into_iter()
        .filter_map(|at| asks.get(at))
        .filter(|ask| !answers.serve(AskKind::of(ask, language)))
        .map(|ask| Check::AskUnanswered.warn(format!("nothing here answers “{}”", shortened(ask))))
        .collect()
}

/// Says whether a text takes a word up: itself, or another of its kind.
fn is_taken(stem: &str, said: &HashSet<String>) -> bool {
    if said.contains(stem) {
        return true;
    }
    let start: String = stem.chars().take(SHARED).collect();
    start.chars().count() == SHARED && said.iter().any(|other| other.starts_with(&start))
}

fn shortened(ask: &str) -> String {
    let words = ask.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(120) {
        Some((at, _)) => format!("{}…", words.get(..at).unwrap_or_default()),
        None => words,
    }
}
