//! Finding: every rule at every token, the longest value wins.

use jiff::civil::DateTime;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::grammar::{Found, Grammar};
use super::language::Language;
use super::tokens::{Shape, chunk_length};
use super::value::Value;
use crate::evidence::Span;

/// How to read values.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ValueOptions {
    /// The language of the text.
    pub language: Language,
    /// The time that "tomorrow" counts from, such as the date of a letter.
    pub reference: Option<DateTime>,
    /// The ISO 3166 country of the writer: decides the country of phone numbers and the order of `1/2/2026`.
    pub region: Option<String>,
}

/// Finds the typed values in a text, in order and without overlap.
pub fn find(text: &str, options: &ValueOptions) -> Vec<Value> {
    find_selected(text, options, Selection::ALL)
}

/// Which groups of rules run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Selection(u32);

impl Selection {
    pub(super) const TIME: Selection = Selection(1);
    pub(super) const NUMBER: Selection = Selection(1 << 1);
    pub(super) const ORDINAL: Selection = Selection(1 << 2);
    pub(super) const NUMBER_RANGE: Selection = Selection(1 << 3);
    pub(super) const AMOUNT: Selection = Selection(1 << 4);
    pub(super) const PERCENTAGE: Selection = Selection(1 << 5);
    pub(super) const DIMENSION: Selection = Selection(1 << 6);
    pub(super) const TEMPERATURE: Selection = Selection(1 << 7);
    pub(super) const AGE: Selection = Selection(1 << 8);
    pub(super) const PHONE: Selection = Selection(1 << 9);
    pub(super) const EMAIL: Selection = Selection(1 << 10);
    pub(super) const URL: Selection = Selection(1 << 11);
    pub(super) const IBAN: Selection = Selection(1 << 12);
    pub(super) const IP: Selection = Selection(1 << 13);
    pub(super) const GUID: Selection = Selection(1 << 14);
    pub(super) const HASHTAG: Selection = Selection(1 << 15);
    pub(super) const MENTION: Selection = Selection(1 << 16);
    pub(super) const NOTHING: Selection = Selection(0);
    /// Every rule but the mentions and relative ordinals that only talk, not business, has much of.
    pub(super) const ALL: Selection = Selection((1 << 17) - 1);

    pub(super) fn has(self, other: Selection) -> bool {
        self.0 & other.0 != 0
    }

    /// Says whether only one group runs: then its rules need not yield to others.
    pub(super) fn is_single(self) -> bool {
        self.0.count_ones() == 1
    }
}

type Rule = fn(&Grammar<'_>, usize) -> Option<Found>;

/// Every rule with its group; of values of equal length the first wins.
const RULES: [(Selection, Rule); 17] = [
    (Selection::EMAIL, |grammar, at| grammar.find_email(at)),
    (Selection::URL, |grammar, at| grammar.find_url(at)),
    (Selection::IBAN, |grammar, at| grammar.find_iban(at)),
    (Selection::GUID, |grammar, at| grammar.find_guid(at)),
    (Selection::IP, |grammar, at| grammar.find_ip(at)),
    (Selection::PHONE, |grammar, at| grammar.find_phone(at)),
    (Selection::AMOUNT, |grammar, at| grammar.find_amount(at)),
    (Selection::PERCENTAGE, |grammar, at| grammar.find_percentage(at)),
    (Selection::AGE, |grammar, at| grammar.find_age(at)),
    (Selection::TEMPERATURE, |grammar, at| grammar.find_temperature(at)),
    (Selection::TIME, |grammar, at| grammar.find_time(at)),
    (Selection::DIMENSION, |grammar, at| grammar.find_dimension(at)),
    (Selection::NUMBER_RANGE, |grammar, at| grammar.find_number_range(at)),
    (Selection::ORDINAL, |grammar, at| grammar.find_ordinal(at)),
    (Selection::NUMBER, |grammar, at| grammar.find_number(at)),
    (Selection::HASHTAG, |grammar, at| grammar.find_hashtag(at)),
    (Selection::MENTION, |grammar, at| grammar.find_mention(at)),
];

/// Finds the values of some groups.
pub(super) fn find_selected(text: &str, options: &ValueOptions, selection: Selection) -> Vec<Value> {
    let mut values = Vec::new();
    let mut offset = 0;
    let mut rest = text;
    while !rest.is_empty() {
        let (chunk, after) = rest.split_at(chunk_length(rest));
        let grammar = Grammar::read(chunk, options, selection);
        search(&grammar, offset, &mut values);
        offset += grammar.chunk.length;
        rest = after;
    }
    values
}

fn search(grammar: &Grammar<'_>, offset: usize, values: &mut Vec<Value>) {
    let mut at = 0;
    while at < grammar.chunk.tokens.len() {
        match best_at(grammar, at) {
            Some(found) => {
                at = found.end.max(at + 1);
                values.extend(value(grammar, found, offset));
            }
            None => at = blocked_until(grammar, at).unwrap_or(at + 1),
        }
    }
}

fn best_at(grammar: &Grammar<'_>, at: usize) -> Option<Found> {
    if !can_start(grammar, at) {
        return None;
    }
    let mut best: Option<Found> = None;
    for (group, rule) in RULES {
        if !grammar.selection.has(group) {
            continue;
        }
        if let Some(found) = rule(grammar, at)
            && best.as_ref().is_none_or(|best| found.end > best.end)
        {
            best = Some(found);
        }
    }
    best
}

/// A quick look that spares most words the rules: a value starts with digits, a sign or a word that the
/// lexicon knows, or is an address.
fn can_start(grammar: &Grammar<'_>, at: usize) -> bool {
    let Some(token) = grammar.token(at) else { return false };
    match token.shape {
        Shape::Digits => true,
        Shape::Sign(c) => {
            !grammar.senses(at).is_empty()
                || matches!(
                    c,
                    '+' | '-'
                        | '('
                        | '#'
                        | '@'
                        | '{'
                        | '%'
                        | ':'
                        | '½'
                        | '¼'
                        | '¾'
                        | '⅓'
                        | '⅔'
                        | '⅛'
                        | '⅙'
                        | '–'
                        | '−'
                )
        }
        Shape::Word => {
            !grammar.senses(at).is_empty()
                || grammar.glued(at + 1)
                || (token.end - token.start == 2)
                || (grammar.lexicon.compound_numbers && token.end - token.start >= 6)
        }
    }
}

/// Jumps over addresses that were not selected, and over IBANs with a slip of the pen, so that no number or phone is
/// found inside one.
fn blocked_until(grammar: &Grammar<'_>, at: usize) -> Option<usize> {
    if !grammar.glued(at + 1) {
        return None;
    }
    if let Some((end, _)) = grammar.like_iban(at) {
        return Some(end);
    }
    let found = grammar.find_url(at).or_else(|| grammar.find_email(at))?;
    Some(found.end)
}

fn value(grammar: &Grammar<'_>, found: Found, offset: usize) -> Option<Value> {
    let first = grammar.token(found.start)?;
    let last = grammar.token(found.end.checked_sub(1)?)?;
    let text = grammar.chunk.text.get(first.byte_start as usize..last.byte_end as usize)?.to_owned();
    let span = Span::new(first.start as usize, last.end as usize).shifted(offset);
    (!found.readings.is_empty()).then_some(Value { span, text, readings: found.readings })
}
