//! Checks a text that was written elsewhere against its sources, value by value.
//!
//! A value that occurs somewhere in a long source proves little, since numbers get mixed up. So each
//! sentence is matched to the source sentence it shares most words with, and a value counts as supported
//! when it stands there, as `elsewhere` when only another sentence holds it. Where a sentence is nearly a
//! copy, its values must also stand in the source's order. References such as `Q-2026-0871`, which are no
//! values, must stand in a source letter by letter.

use std::collections::HashSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::documents::facts::{Finding, Severity};
use crate::evidence::{Span, TextIndex};
use crate::search::sentences;
use crate::values::{self, Language, Reading, Value, ValueOptions};

/// A source to check against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckSource {
    /// Its name, for messages.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// The result of a check.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CheckReport {
    /// Every value of the text.
    pub values: Vec<CheckedValue>,
    /// What a person should look at.
    pub findings: Vec<Finding>,
}

/// A value of the checked text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CheckedValue {
    /// The value, with its span in the checked text.
    pub value: Value,
    /// Whether a source says so.
    pub support: Support,
    /// The name of the source.
    pub source: Option<String>,
    /// The span in the source.
    pub span: Option<Span>,
}

/// Whether a source supports a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Support {
    /// The sentence of the source that matches best holds the value.
    Supported,
    /// Only another sentence holds it: it may be mixed up.
    Elsewhere,
    /// No source holds it.
    Missing,
}

impl CheckReport {
    /// Says whether every value is supported.
    pub fn is_supported(&self) -> bool {
        self.values.iter().all(|value| value.support == Support::Supported)
    }
}

/// What two sentences must share, per mille of the longer one's words, for one to be a copy of the other.
const COPY: usize = 700;
/// Below this the words tell nothing, as between languages: then shared values tell which sentence is meant.
const ALIKE: usize = 150;

struct SourceSentence<'a> {
    source: &'a CheckSource,
    text: &'a str,
    words: HashSet<String>,
    values: Vec<Value>,
}

/// Checks every value of `text` against `sources`, which may be in other languages than the text.
pub fn check(text: &str, sources: &[CheckSource], options: &ValueOptions) -> CheckReport {
    let indexed: Vec<(&CheckSource, TextIndex<'_>)> =
        sources.iter().map(|source| (source, TextIndex::new(&source.text))).collect();
    let known: Vec<SourceSentence<'_>> =
        indexed.iter().flat_map(|(source, index)| read(source, index, options)).collect();
    let references: HashSet<String> =
        sources.iter().flat_map(|source| references_in(&source.text)).map(|(_, word)| word).collect();
    let index = TextIndex::new(text);
    let all = values::find(text, options);
    let mut report = CheckReport { values: Vec::new(), findings: Vec::new() };
    for sentence in sentences(text, Some(options.language.code())) {
        let inside: Vec<&Value> = all.iter().filter(|value| sentence.contains(value.span)).collect();
        let written = index.slice(sentence);
        let words = words(written);
        let (best, shared) = nearest(&words, &inside, &known);
        let mut checked: Vec<CheckedValue> =
            inside.iter().map(|value| support(value, best, &known)).collect();
        if let Some(best) = best.filter(|_| shared >= COPY) {
            mark_out_of_order(&mut checked, best);
        }
        report
            .findings
            .extend(checked.iter().filter(|checked| checked.support != Support::Supported).map(finding));
        for (span, word) in references_in(written) {
            let span = span.shifted(sentence.start);
            if !references.contains(&word) && !inside.iter().any(|value| value.span.overlaps(span)) {
                let message = format!("no source says “{word}”");
                report.findings.push(Finding {
                    code: "V2".to_owned(),
                    severity: Severity::Block,
                    message,
                    evidence: None,
                });
            }
        }
        report.values.append(&mut checked);
    }
    report
}

fn read<'a>(
    source: &'a CheckSource,
    index: &TextIndex<'a>,
    options: &ValueOptions,
) -> Vec<SourceSentence<'a>> {
    let options =
        ValueOptions { language: language(&source.text).unwrap_or(options.language), ..options.clone() };
    let mut values = values::find(&source.text, &options).into_iter().peekable();
    let mut result = Vec::new();
    for span in sentences(&source.text, Some(options.language.code())) {
        let mut inside = Vec::new();
        while let Some(value) = values.next_if(|value| value.span.start < span.end) {
            inside.push(value);
        }
        let text = index.slice(span);
        result.push(SourceSentence { source, text, words: words(text), values: inside });
    }
    result
}

/// Tells the language by the small words that only it has.
fn language(text: &str) -> Option<Language> {
    const WORDS: [(Language, [&str; 12]); 2] = [
        (Language::En, ["the", "of", "and", "is", "to", "for", "with", "by", "are", "we", "you", "on"]),
        (Language::De, ["der", "die", "das", "und", "ist", "zu", "für", "mit", "von", "wir", "sie", "bis"]),
    ];
    let mut counts = WORDS.map(|(language, _)| (0_usize, language));
    for word in text.split(|c: char| !c.is_alphanumeric()).take(5_000) {
        for (count, (_, words)) in counts.iter_mut().zip(&WORDS) {
            count.0 += usize::from(words.iter().any(|known| word.eq_ignore_ascii_case(known)));
        }
    }
    let [(a, first), (b, second)] = counts;
    match a.cmp(&b) {
        std::cmp::Ordering::Greater => Some(first),
        std::cmp::Ordering::Less => Some(second),
        std::cmp::Ordering::Equal => None,
    }
}

/// Finds the source sentence that says the same, and how much they share per mille.
fn nearest<'k, 'a>(
    words: &HashSet<String>,
    inside: &[&Value],
    known: &'k [SourceSentence<'a>],
) -> (Option<&'k SourceSentence<'a>>, usize) {
    let equal = |candidate: &SourceSentence<'_>| {
        inside.iter().filter(|value| candidate.values.iter().any(|known| alike(known, value))).count()
    };
    let ranked = known.iter().map(|candidate| (overlap(words, &candidate.words), candidate));
    let most = ranked.clone().map(|(shared, _)| shared).max().unwrap_or(0);
    // Equally like sentences are told apart by their values; without likeness only the values tell.
    let least = if most < ALIKE { 0 } else { most };
    let best = ranked
        .filter(|(shared, _)| *shared >= least)
        .max_by_key(|(shared, candidate)| (equal(candidate), *shared));
    (best.map(|(_, candidate)| candidate), most)
}

fn support(value: &Value, best: Option<&SourceSentence<'_>>, known: &[SourceSentence<'_>]) -> CheckedValue {
    let found = |candidate: &SourceSentence<'_>| {
        candidate.values.iter().find(|known| alike(known, value)).map(|v| v.span)
    };
    let made = |support, candidate: Option<(&SourceSentence<'_>, Option<Span>)>| CheckedValue {
        value: value.clone(),
        support,
        source: candidate.map(|(candidate, _)| candidate.source.name.clone()),
        span: candidate.and_then(|(_, span)| span),
    };
    if let Some(best) = best {
        if let Some(span) = found(best) {
            return made(Support::Supported, Some((best, Some(span))));
        }
        // What surrounds a value can change how it is read; the same words in the same sentence are the same.
        if stands_in(&value.text, best.text) {
            return made(Support::Supported, Some((best, None)));
        }
    }
    match known.iter().find_map(|candidate| found(candidate).map(|span| (candidate, span))) {
        Some((candidate, span)) => made(Support::Elsewhere, Some((candidate, Some(span)))),
        None => made(Support::Missing, None),
    }
}

/// Marks values of a copied sentence that stand in another order than in the source: they were swapped.
fn mark_out_of_order(checked: &mut [CheckedValue], best: &SourceSentence<'_>) {
    let mut rest = best.values.as_slice();
    for checked in
        checked.iter_mut().filter(|checked| checked.support == Support::Supported && checked.span.is_some())
    {
        match rest.iter().position(|known| alike(known, &checked.value)) {
            Some(at) => rest = rest.get(at + 1..).unwrap_or_default(),
            None => checked.support = Support::Elsewhere,
        }
    }
}

/// Says whether two values mean the same; "from 1 April" and "on 1 April" differ in words, not in the day.
fn alike(a: &Value, b: &Value) -> bool {
    let day = |value: &Value| match value.best() {
        Reading::DateRange { start: Some(start), end: None, .. } => Some(*start),
        _ => value.date(),
    };
    a.equals(b) || (day(a).is_some() && day(a) == day(b))
}

/// Says whether words stand in a text, not as a part of longer words or numbers.
fn stands_in(words: &str, text: &str) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let inside = |rest: &str| {
        let mut rest = rest.chars();
        match rest.next() {
            Some('.' | ',' | '-' | '/' | ':') => edge(rest.next()),
            other => edge(other),
        }
    };
    text.match_indices(words).any(|(at, _)| {
        let (before, after) =
            (text.get(..at).unwrap_or_default(), text.get(at + words.len()..).unwrap_or_default());
        let before: String = before.chars().rev().take(2).collect();
        !words.is_empty() && inside(&before) && inside(after)
    })
}

/// Words with a digit, such as numbers of invoices and clauses, in lower case without marks at their ends.
fn references_in(text: &str) -> Vec<(Span, String)> {
    let mut found = Vec::new();
    let mut start = 0;
    for word in text.split(char::is_whitespace) {
        let length = word.chars().count();
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.chars().any(|c| c.is_ascii_digit()) {
            found.push((Span::new(start, start + length), bare.to_lowercase()));
        }
        start += length + 1;
    }
    found
}

fn finding(checked: &CheckedValue) -> Finding {
    let words = &checked.value.text;
    let (severity, message) = match checked.support {
        Support::Elsewhere => (
            Severity::Warning,
            format!(
                "“{words}” stands in {}, but not at this place of the sentence that says the rest",
                checked.source.as_deref().unwrap_or("a source")
            ),
        ),
        _ => (Severity::Block, format!("no source says “{words}”")),
    };
    Finding { code: "V2".to_owned(), severity, message, evidence: None }
}

fn words(text: &str) -> HashSet<String> {
    // Without figures: a value must not choose the sentence that vouches for it.
    let telling = |word: &&str| word.len() > 2 && !word.starts_with(|c: char| c.is_ascii_digit());
    text.split(|c: char| !c.is_alphanumeric()).filter(telling).map(str::to_lowercase).collect()
}

fn overlap(a: &HashSet<String>, b: &HashSet<String>) -> usize {
    // Per mille of the smaller side, so that a long sentence does not win by its length alone.
    let shared = a.intersection(b).count();
    shared * 1000 / a.len().max(b.len()).max(1)
}
