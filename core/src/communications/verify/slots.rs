//! V2, V3 and V5 of a slot: the source still says what the draft prints.

use super::SourceTexts;
use crate::communications::calendar;
use crate::communications::check::{At, Check};
use crate::communications::compose::clean;
use crate::communications::compose::context::meeting_words;
use crate::communications::draft::{BoundFact, Draft};
use crate::documents::facts::Finding;
use crate::evidence::{Provenance, Span, TextIndex};
use crate::values::{self, Language, Reading, Value, ValueOptions};

/// Reads the source of a fact again and compares it with what is printed.
pub(super) fn check(
    fact: &BoundFact,
    draft: &Draft,
    sources: &SourceTexts,
    options: &ValueOptions,
) -> Option<Finding> {
    if fact.role.starts_with("meeting_") {
        return scheduled(fact, draft);
    }
    let Some(evidence) = &fact.source else { return sourceless(fact, draft) };
    let Some(source) = sources.get(&evidence.document) else {
        let message = format!("the source of “{}” is gone", fact.surface);
        return Some(Check::ValueNotInSource.block(message).proven_by(evidence));
    };
    let stored = TextIndex::new(&source.text).slice(evidence.span);
    if stored != evidence.quote {
        let message = format!("the source no longer says “{}”", fact.surface);
        return Some(Check::ValueNotInSource.block(message).proven_by(evidence));
    }
    // A draft prints no private-use characters, which some documents use for bullets and logos.
    let readable = clean(stored);
    if words(&readable) == words(&fact.surface) {
        return None;
    }
    // Quoted is quoted: not even words without a value may differ.
    if matches!(fact.role.as_str(), "quote" | "question") {
        let message = format!("“{}” is not what its source says", fact.surface);
        return Some(Check::QuotationChanged.block(message).proven_by(evidence));
    }
    let printed = printed(&fact.surface, draft, options);
    // The headers of a message are English whatever language it is in.
    let english = ValueOptions { language: Language::En, ..options.clone() };
    let stands = |options: &ValueOptions| {
        let own = source.date.map(|date| date.at(9, 0, 0, 0));
        let options = ValueOptions { reference: own.or(options.reference), ..options.clone() };
        let stored = values::find(stored, &options);
        !printed.is_empty()
            && stand_in_order(&printed, &stored)
            && !says_more(&fact.surface, &printed, &readable)
    };
    let message = || format!("“{}” differs from its source", fact.surface);
    let wrong = !stands(options) && !stands(&english);
    wrong.then(|| Check::ValueNotInSource.block(message()).proven_by(evidence))
}

/// The values of a slot; a day is read in the language of the draft, for which there may be no lexicon.
fn printed(surface: &str, draft: &Draft, options: &ValueOptions) -> Vec<Value> {
    let day = draft.language.parse().ok().and_then(|language| calendar::read(language, surface));
    match day {
        Some(date) => vec![Value {
            span: Span::new(0, surface.chars().count()),
            text: surface.to_owned(),
            readings: vec![Reading::Date { timex: date.to_string(), date: Some(date) }],
        }],
        None => values::find(surface, options),
    }
}

/// What is printed of the meeting is what the calendar entry says, whoever wrote it.
fn scheduled(fact: &BoundFact, draft: &Draft) -> Option<Finding> {
    let language = draft.language.parse().unwrap_or_default();
    let known = draft.invite.as_ref().is_some_and(|invite| {
        meeting_words(invite, language).iter().any(|(role, said)| *role == fact.role && *said == fact.surface)
    });
    let message = || format!("“{}” is not what the calendar entry of this draft says", fact.surface);
    (!known).then(|| Check::ValueNotInSource.block(message()))
}

/// A fact without a source: a person may state anything, this library only whom it writes to and where it read.
fn sourceless(fact: &BoundFact, draft: &Draft) -> Option<Finding> {
    let known = ["recipient", "sender", "subject", "document", "place"].contains(&fact.role.as_str());
    let unsourced = fact.asserted_by == Provenance::System && !known;
    if unsourced || fact.asserted_by == Provenance::Document {
        let message = format!("“{}” is said to be read, but has no source", fact.surface);
        return Some(Check::ValueNotInSource.block(message));
    }
    if fact.asserted_by != Provenance::System {
        return None;
    }
    let (mailboxes, whose): (Vec<_>, _) = match fact.role.as_str() {
        "recipient" => (draft.recipients.iter().map(|recipient| &recipient.mailbox).collect(), "recipient"),
        "sender" => (draft.sender.iter().collect(), "sender"),
        _ => return None,
    };
    let names = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let said = names(&fact.surface);
    let bears = mailboxes.iter().any(|mailbox| {
        let known = names(&format!("{} {}", mailbox.name.as_deref().unwrap_or_default(), mailbox.address));
        said.iter().all(|word| known.contains(word))
    });
    let message = || format!("“{}” is not the name of a {whose} of this draft", fact.surface);
    (!bears).then(|| Check::NameUnknown.block(message()))
}

/// Says whether names or numbers beside the values, such as of a street, are not those of the source.
fn says_more(surface: &str, printed: &[Value], source: &str) -> bool {
    let index = TextIndex::new(surface);
    let lower = source.to_lowercase();
    let known: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
    let mut at = 0;
    let mut outside = String::new();
    for value in printed {
        outside.push_str(index.slice(Span::new(at, value.span.start.max(at))));
        outside.push(' ');
        at = at.max(value.span.end);
    }
    outside.push_str(index.slice(Span::new(at, index.len())));
    let tells =
        |word: &&str| word.starts_with(char::is_uppercase) || word.contains(|c: char| c.is_ascii_digit());
    let mut words = outside.split(|c: char| !c.is_alphanumeric()).filter(tells);
    words.any(|word| !known.contains(&word.to_lowercase().as_str()))
}

/// Says whether the source holds equal values in the same order, among others such as the hour of a day.
fn stand_in_order(printed: &[Value], source: &[Value]) -> bool {
    // A day may be printed without its hour, but no hour that the source does not say.
    let day = |a: &Value, b: &Value| {
        matches!(a.best(), Reading::Date { .. } | Reading::DateRange { .. })
            && a.date().is_some()
            && a.date() == b.date()
    };
    let mut rest = source.iter();
    printed.iter().all(|value| rest.any(|known| value.equals(known) || day(value, known)))
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}
