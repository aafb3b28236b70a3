//! Checks a text, value by value and sentence by sentence, against its sources and what is known around it.
//!
//! [`check`] compares a text that was written elsewhere with its sources; [`check_in`] also knows whom it goes to,
//! what it answers and what is attached. Each check stands in a file of its own; [`Check::rule`] tells code,
//! severity and who may let a finding pass. All checks are pure functions of what they are given.
//!
//! ```
//! use secretariat::communications::{CheckSource, check};
//!
//! let source = CheckSource { name: "offer".into(), text: "We deliver 40 chairs on 4 December 2026.".into() };
//! let report = check("You deliver 40 chairs on 5 December 2026.", &[source], &Default::default());
//! assert!(!report.is_supported());
//! assert_eq!(report.findings[0].code, "V2");
//! ```

mod arithmetic;
mod asks;
mod attachment;
mod context;
mod gaps;
mod grounding;
mod judge;
mod language;
mod lookalike;
#[cfg(test)]
mod measured;
mod names;
mod own;
mod polarity;
mod quotation;
mod recipients;
mod report;
mod residue;
mod rule;
mod secrets;
mod source;
mod value;

pub use context::{CheckContext, Classification, RefusedRecipient};
pub(crate) use grounding::Grounding;
pub(crate) use lookalike::Lookalikes;
pub use report::{CheckReport, CheckSource, CheckedStatement, CheckedValue, Plausibility, Support};
pub(crate) use rule::At;
pub use rule::{Check, CheckRule, Override};

use crate::documents::facts::Finding;
use crate::evidence::{Span, TextIndex};
use crate::search::sentences;
use crate::values::{self, Language, Value, ValueOptions};
use judge::Judge;
use source::{Nearest, Sources};

/// Checks a text against `sources`, which may be in other languages than the text.
pub fn check(text: &str, sources: &[CheckSource], options: &ValueOptions) -> CheckReport {
    check_in(text, sources, options, &CheckContext::default())
}

/// Checks a text against `sources` and against what is known around it.
pub fn check_in(
    text: &str,
    sources: &[CheckSource],
    options: &ValueOptions,
    context: &CheckContext,
) -> CheckReport {
    let index = TextIndex::new(text);
    let reference = options.reference.or(context.now);
    let values = values::find(text, &ValueOptions { reference, ..options.clone() });
    let mut report = CheckReport { values: Vec::new(), findings: Vec::new(), statements: Vec::new() };
    sentence_by_sentence(&mut report, &index, &values, sources, options);
    report.findings.extend(quotation::check(text, &index, sources));
    report.findings.extend(by_itself(text, text, &values, options.language, context));
    report.findings.extend(around(text, &own::own_words(text), &values, context));
    report
}

/// V2, V5, V11 and V14: each sentence beside the source sentence that is nearest to it.
fn sentence_by_sentence(
    report: &mut CheckReport,
    index: &TextIndex<'_>,
    values: &[Value],
    sources: &[CheckSource],
    options: &ValueOptions,
) {
    let known = Sources::read(sources, options);
    let english = options.language == Language::En
        && sources.iter().any(|source| source::language(&source.text) == Some(Language::En));
    let judge = english.then(|| Judge::read(&known));
    let mut rest = values.iter().peekable();
    for sentence in sentences(index.text(), Some(options.language.code())) {
        let mut inside: Vec<&Value> = Vec::new();
        while let Some(value) = rest.next_if(|value| value.span.end <= sentence.end) {
            if sentence.contains(value.span) {
                inside.push(value);
            }
        }
        let written = index.slice(sentence);
        let before = report.findings.len();
        let nearest = known.nearest(written, &inside);
        let mut checked = value::support(&inside, nearest, &known);
        report.findings.extend(checked.iter().filter_map(value::finding));
        report.findings.extend(value::references(sentence, written, &inside, &known));
        report.values.append(&mut checked);
        if !sources.is_empty() {
            report.findings.extend(beside(sentence, written, nearest, &known, options.language));
        }
        if let Some(statement) = judge.as_ref().and_then(|judge| judge.statement(sentence, written, nearest))
        {
            // A sentence whose value or name is wrong needs no estimate.
            let open = report.findings.len() == before;
            report.findings.extend(judge::finding(&statement).filter(|_| open));
            report.statements.push(statement);
        }
    }
}

/// V5 and V11 of one sentence.
fn beside(
    sentence: Span,
    written: &str,
    nearest: Nearest<'_, '_>,
    known: &Sources<'_>,
    language: Language,
) -> Vec<Finding> {
    let mut found = names::unsourced(sentence, written, nearest, known, language);
    found.extend(polarity::check(sentence, written, nearest, language));
    found
}

/// V5, V6, V8, V9, V10 and V12: what the text's surroundings tell. What is not known is not checked.
///
/// `own` is the text with what others said blanked out: whoever quotes a promise promises nothing, but whoever quotes
/// a secret tells it.
pub(crate) fn around(text: &str, own: &str, values: &[Value], context: &CheckContext) -> Vec<Finding> {
    let index = TextIndex::new(text);
    let own_index = TextIndex::new(own);
    let said: Vec<Value> =
        values.iter().filter(|value| !own_index.slice(value.span).trim().is_empty()).cloned().collect();
    let code = context.language_code();
    let mut found = names::against(own, &said, context);
    found.extend(asks::check(text, own, &said, &context.asks, code));
    if let Some(attachments) = &context.attachments {
        found.extend(attachment::check(own, attachments, code));
    }
    found.extend(recipients::check(text, &index, context));
    found.extend(secrets::check(text, &index, context));
    found.extend(language::check(own, code));
    found
}

/// V4, V7 and V13: what a text shows by itself.
pub(crate) fn by_itself(
    text: &str,
    own: &str,
    values: &[Value],
    language: Language,
    context: &CheckContext,
) -> Vec<Finding> {
    let own_index = TextIndex::new(own);
    let mut found = arithmetic::check(own, &own_index, values, language, context);
    found.extend(gaps::check(own, &own_index));
    found.extend(residue::check(text, &TextIndex::new(text)));
    found
}
