//! The checks of a draft: V1 literals outside slots, V2 values re-read from their source, V3 quoted
//! sentences value by value and in order, V7 gaps left.

use std::collections::HashMap;

use crate::communications::compose::clean;
use crate::communications::draft::{BoundFact, Draft, DraftState, Inline};
use crate::documents::facts::{Finding, Severity};
use crate::evidence::{Evidence, Provenance, TextIndex};
use crate::id::DocumentId;
use crate::values::{self, Language, Value, ValueOptions};

/// The canonical texts of the documents that a draft cites.
pub type SourceTexts = HashMap<DocumentId, String>;

/// Checks every value of a draft and writes findings, state and content hash into it.
pub fn verify(draft: &mut Draft, sources: &SourceTexts) {
    let language = draft.language.parse().unwrap_or(Language::En);
    let options = ValueOptions { language, ..ValueOptions::default() };
    let mut findings = Vec::new();
    for inlines in draft.texts() {
        for inline in inlines {
            match inline {
                Inline::Text { text } | Inline::Link { text, .. } => literals(text, &options, &mut findings),
                Inline::Placeholder { hint } => {
                    findings.push(block("V7", format!("the gap [{hint}] is not filled in"), None))
                }
                Inline::Fact { fact } => match draft.fact(fact) {
                    Some(fact) => bound(fact, sources, &options, &mut findings),
                    None => findings.push(block("V2", format!("the slot {fact} has no value"), None)),
                },
            }
        }
    }
    addresses(draft, &mut findings);
    draft.findings = findings;
    draft.state = if draft.is_sendable() { DraftState::Checked } else { DraftState::Open };
    draft.content_hash = draft.compute_hash();
}

/// What a letter may lack and a mail may not: who writes, and an address for everybody who receives it.
fn addresses(draft: &Draft, findings: &mut Vec<Finding>) {
    let mut warn = |code: &str, message: String| {
        let (code, severity) = (code.to_owned(), Severity::Warning);
        findings.push(Finding { code, severity, message, evidence: None });
    };
    if draft.sender.is_none() {
        warn("no_sender", "nobody signs this: say who writes".to_owned());
    }
    if draft.recipients.is_empty() {
        warn("no_recipient", "it is not known who receives this".to_owned());
    }
    for recipient in draft.recipients.iter().filter(|recipient| recipient.mailbox.address.is_empty()) {
        let name = recipient.mailbox.name.as_deref().unwrap_or("a recipient");
        warn("no_address", format!("no mail address of {name} is known: this can be printed, not mailed"));
    }
}

/// V1: a value in free text has no source.
fn literals(text: &str, options: &ValueOptions, findings: &mut Vec<Finding>) {
    for value in values::find(text, options) {
        findings.push(block("V1", format!("“{}” stands in free text without a source", value.text), None));
    }
}

/// V2 and V3: the source still says what the draft prints.
fn bound(fact: &BoundFact, sources: &SourceTexts, options: &ValueOptions, findings: &mut Vec<Finding>) {
    let Some(evidence) = &fact.source else {
        // This library itself knows no more than whom it writes to and where it read something.
        let known = ["recipient", "sender", "subject", "document", "place"].contains(&fact.role.as_str());
        let sourceless = fact.asserted_by == Provenance::System && !known;
        if sourceless || fact.asserted_by == Provenance::Document {
            findings.push(block(
                "V2",
                format!("“{}” is said to be read, but has no source", fact.surface),
                None,
            ));
        }
        return;
    };
    let Some(text) = sources.get(&evidence.document) else {
        findings.push(block("V2", format!("the source of “{}” is gone", fact.surface), Some(evidence)));
        return;
    };
    let stored = TextIndex::new(text).slice(evidence.span);
    if stored != evidence.quote {
        findings.push(block("V2", format!("the source no longer says “{}”", fact.surface), Some(evidence)));
        return;
    }
    // A draft prints no private-use characters, which some documents use for bullets and logos.
    let readable = clean(stored);
    if words(&readable) == words(&fact.surface) {
        return;
    }
    // Quoted is quoted: not even words without a value may differ.
    if matches!(fact.role.as_str(), "quote" | "question") {
        findings.push(block("V3", format!("“{}” is not what its source says", fact.surface), Some(evidence)));
        return;
    }
    let printed = values::find(&fact.surface, options);
    // The headers of a message are English whatever language it is in.
    let english = ValueOptions { language: Language::En, ..options.clone() };
    let stands = |options: &ValueOptions| {
        !printed.is_empty() && stand_in_order(&printed, &values::find(stored, options))
    };
    if !stands(options) && !stands(&english) {
        findings.push(block("V2", format!("“{}” differs from its source", fact.surface), Some(evidence)));
    }
}

/// Says whether the source holds equal values in the same order, among others such as the hour of a day.
fn stand_in_order(printed: &[Value], source: &[Value]) -> bool {
    let same = |a: &Value, b: &Value| a.equals(b) || (a.date().is_some() && a.date() == b.date());
    let mut rest = source.iter();
    printed.iter().all(|value| rest.any(|known| same(value, known)))
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

fn block(code: &str, message: String, evidence: Option<&Evidence>) -> Finding {
    Finding { code: code.to_owned(), severity: Severity::Block, message, evidence: evidence.cloned() }
}

#[cfg(test)]
mod tests;
