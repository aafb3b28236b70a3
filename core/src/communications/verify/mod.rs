//! Verifies a draft: every slot against its source, then the text as it will be read.
//!
//! V1 to V3 look at slots and the words between them; what is printed then passes the checks that a text of
//! somebody else passes ([`super::check()`]). Spans of findings count characters of the printed text: the subject,
//! then each block, an empty line between them.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::communications::check::{At, Check, CheckContext, around, by_itself};
use crate::communications::draft::{Draft, DraftState, Inline};
use crate::documents::facts::{Finding, Severity};
use crate::evidence::Span;
use crate::id::DocumentId;
use crate::values::{self, Language, Value, ValueOptions};

mod slots;

/// The documents that a draft cites.
pub type SourceTexts = HashMap<DocumentId, SourceText>;

/// A document that a draft cites.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SourceText {
    /// Its canonical text.
    pub text: String,
    /// Its own date, from which "tomorrow" counts.
    pub date: Option<Date>,
}

impl From<String> for SourceText {
    fn from(text: String) -> Self {
        Self { text, date: None }
    }
}

/// Checks every value of a draft and writes findings, state and content hash into it.
pub fn verify(draft: &mut Draft, sources: &SourceTexts) {
    verify_in(draft, sources, &CheckContext::default());
}

/// Checks a draft as [`verify`] does, and against what is known around it. Language, sender and recipients are
/// the draft's own.
pub fn verify_in(draft: &mut Draft, sources: &SourceTexts, context: &CheckContext) {
    let language = draft.language.parse().unwrap_or(Language::En);
    let options = ValueOptions { language, reference: context.now, ..ValueOptions::default() };
    let context = CheckContext {
        language: Some(draft.language.clone()),
        sender: draft.sender.clone().or_else(|| context.sender.clone()),
        recipients: draft.recipients.clone(),
        ..context.clone()
    };
    let mut findings = Vec::new();
    let lexicon = draft.language.parse::<Language>().is_ok();
    let mut printed = Printed { figures_only: !lexicon, ..Printed::default() };
    let texts = draft.texts();
    let parts: usize = draft.blocks.iter().map(|block| block.parts().len()).sum();
    let body = texts.len() - parts;
    for (at, inlines) in texts.into_iter().enumerate() {
        if at > 0 {
            let span = printed.add("\n\n", true);
            printed.body = if at == body { span.end } else { printed.body };
        }
        for inline in inlines {
            look_at(inline, draft, sources, &options, &mut printed, &mut findings);
        }
    }
    findings.extend(as_read(&printed, &options, &context));
    addresses(draft, &mut findings);
    draft.findings = findings;
    draft.state = if draft.is_sendable() { DraftState::Checked } else { DraftState::Open };
    draft.content_hash = draft.compute_hash();
}

/// The text as it is read, and again with what others said blanked out.
#[derive(Default)]
struct Printed {
    text: String,
    own: String,
    length: usize,
    /// Where the body starts, behind the subject.
    body: usize,
    /// The values of the writer's own words and slots.
    values: Vec<Value>,
    /// Whether only what holds a figure is a value: words are not read by the lexicon of another language.
    figures_only: bool,
}

impl Printed {
    /// Adds words, the writer's own or foreign ones, and returns their span.
    fn add(&mut self, words: &str, own: bool) -> Span {
        let length = words.chars().count();
        self.text.push_str(words);
        if own {
            self.own.push_str(words);
        } else {
            self.own.extend(std::iter::repeat_n(' ', length));
        }
        let span = Span::new(self.length, self.length + length);
        self.length = span.end;
        span
    }

    /// Finds the values of words that were added, and returns them with their place in the whole.
    fn read(&mut self, words: &str, at: Span, options: &ValueOptions) -> Vec<Value> {
        let place = |value: Value| Value { span: value.span.shifted(at.start), ..value };
        let told = |value: &Value| !self.figures_only || value.text.contains(|c: char| c.is_ascii_digit());
        let found: Vec<Value> = values::find(words, options).into_iter().filter(told).map(place).collect();
        self.values.extend_from_slice(&found);
        found
    }
}

/// V1, V2, V3 and V7 of one piece of text.
fn look_at(
    inline: &Inline,
    draft: &Draft,
    sources: &SourceTexts,
    options: &ValueOptions,
    printed: &mut Printed,
    findings: &mut Vec<Finding>,
) {
    match inline {
        Inline::Text { text } | Inline::Link { text, .. } => {
            let span = printed.add(text, true);
            for value in printed.read(text, span, options) {
                let message = format!("“{}” stands in free text without a source", value.text);
                findings.push(Check::LiteralOutsideSlot.block(message).at(value.span));
            }
        }
        Inline::Placeholder { hint } => {
            // Its words are no part of what will be read.
            let span = printed.add(&format!("[{hint}]"), false);
            findings.push(Check::GapLeft.block(format!("the gap [{hint}] is not filled in")).at(span));
        }
        Inline::Fact { fact } => match draft.fact(fact) {
            Some(fact) => {
                let foreign = matches!(fact.role.as_str(), "quote" | "question" | "subject");
                let span = printed.add(&fact.surface, !foreign);
                if !foreign {
                    printed.read(&fact.surface, span, options);
                }
                findings.extend(slots::check(fact, draft, sources, options).map(|finding| finding.at(span)));
            }
            None => findings.push(Check::ValueNotInSource.block(format!("the slot {fact} has no value"))),
        },
    }
}

/// What a reader would notice in the whole, and the recipient's house in the body.
fn as_read(printed: &Printed, options: &ValueOptions, context: &CheckContext) -> Vec<Finding> {
    let values = &printed.values;
    let mut found = by_itself(&printed.text, &printed.own, values, options.language, context);
    // The subject stands before the greeting and is no part of the letter.
    let part = |text: &str, from: usize| text.chars().skip(from).collect::<String>();
    let from = printed.body;
    let (body, own) = (part(&printed.text, from), part(&printed.own, from));
    let values: Vec<Value> = values
        .iter()
        .filter(|value| value.span.start >= from)
        .map(|value| Value {
            span: Span::new(value.span.start - from, value.span.end - from),
            ..value.clone()
        })
        .collect();
    found.extend(around(&body, &own, &values, context).into_iter().map(|finding| {
        let span = finding.span.map(|span| span.shifted(from));
        Finding { span, ..finding }
    }));
    found
}

/// What a letter may lack and a mail may not: who writes, and an address for everybody who receives it.
fn addresses(draft: &Draft, findings: &mut Vec<Finding>) {
    let mut warn = |code: &str, message: String| {
        let (code, severity) = (code.to_owned(), Severity::Warning);
        findings.push(Finding { code, severity, message, evidence: None, span: None });
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

#[cfg(test)]
mod tests;
