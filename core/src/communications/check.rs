//! Checks a text that was written elsewhere against its sources, value by value.
//!
//! A value that occurs somewhere in a long source proves little, since numbers get mixed up. So each
//! sentence is matched to the source sentence it shares most words with, and a value counts as supported
//! when it stands there, as `elsewhere` when only another sentence holds it.

use std::collections::HashSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::documents::facts::{Finding, Severity};
use crate::evidence::{Span, TextIndex};
use crate::search::sentences;
use crate::values::{self, Value, ValueOptions};

/// A source to check against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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

struct SourceSentence<'a> {
    source: &'a CheckSource,
    words: HashSet<String>,
    values: Vec<Value>,
}

/// Checks every value of `text` against `sources`.
pub fn check(text: &str, sources: &[CheckSource], options: &ValueOptions) -> CheckReport {
    let known: Vec<SourceSentence<'_>> = sources.iter().flat_map(|source| read(source, options)).collect();
    let index = TextIndex::new(text);
    let all = values::find(text, options);
    let mut report = CheckReport { values: Vec::new(), findings: Vec::new() };
    for sentence in sentences(text, Some(options.language.code())) {
        let words = words(index.slice(sentence));
        let best = known.iter().max_by_key(|candidate| overlap(&words, &candidate.words));
        for value in all.iter().filter(|value| sentence.contains(value.span)) {
            let checked = support(value, best, &known);
            if checked.support != Support::Supported {
                report.findings.push(finding(&checked));
            }
            report.values.push(checked);
        }
    }
    report
}

fn read<'a>(source: &'a CheckSource, options: &ValueOptions) -> Vec<SourceSentence<'a>> {
    let index = TextIndex::new(&source.text);
    let mut values = values::find(&source.text, options).into_iter().peekable();
    let mut result = Vec::new();
    for span in sentences(&source.text, Some(options.language.code())) {
        let mut inside = Vec::new();
        while let Some(value) = values.next_if(|value| value.span.start < span.end) {
            inside.push(value);
        }
        result.push(SourceSentence { source, words: words(index.slice(span)), values: inside });
    }
    result
}

fn support(value: &Value, best: Option<&SourceSentence<'_>>, known: &[SourceSentence<'_>]) -> CheckedValue {
    let found = |candidate: &SourceSentence<'_>| {
        candidate.values.iter().find(|known| known.equals(value)).map(|v| v.span)
    };
    let made = |support, candidate: Option<(&SourceSentence<'_>, Span)>| CheckedValue {
        value: value.clone(),
        support,
        source: candidate.map(|(candidate, _)| candidate.source.name.clone()),
        span: candidate.map(|(_, span)| span),
    };
    if let Some(hit) = best.and_then(|best| found(best).map(|span| (best, span))) {
        return made(Support::Supported, Some(hit));
    }
    match known.iter().find_map(|candidate| found(candidate).map(|span| (candidate, span))) {
        Some(hit) => made(Support::Elsewhere, Some(hit)),
        None => made(Support::Missing, None),
    }
}

fn finding(checked: &CheckedValue) -> Finding {
    let words = &checked.value.text;
    let (severity, message) = match checked.support {
        Support::Elsewhere => (
            Severity::Warning,
            format!(
                "“{words}” stands in {}, but not in the sentence that says the rest",
                checked.source.as_deref().unwrap_or("a source")
            ),
        ),
        _ => (Severity::Block, format!("no source says “{words}”")),
    };
    Finding { code: "V2".to_owned(), severity, message, evidence: None }
}

fn words(text: &str) -> HashSet<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2).map(str::to_lowercase).collect()
}

fn overlap(a: &HashSet<String>, b: &HashSet<String>) -> usize {
    // Per mille of the smaller side, so that a long sentence does not win by its length alone.
    let shared = a.intersection(b).count();
    shared * 1000 / a.len().max(b.len()).max(1)
}
