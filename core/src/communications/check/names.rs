//! V5: names and addresses, in copies of source sentences and against conversation and contacts.

use std::collections::HashSet;

use super::context::CheckContext;
use super::rule::{At, Check};
use super::source::{Nearest, Sources};
use crate::documents::facts::{Finding, Severity};
use crate::evidence::Span;
use crate::values::{Language, Reading, Value};

/// From this likeness on, per mille, a sentence is a copy in which a new name is a changed one.
const COPIED: usize = 600;
/// A name as long as this may be a slip of another one that differs in one letter.
const SHORTEST_SLIP: usize = 5;

/// Words that are written with a capital and name nobody.
const CAPITALS: [&str; 32] = [
    "i",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "dear",
    "mr",
    "mrs",
    "ms",
    "dr",
    "sir",
    "madam",
    "hello",
    "hi",
    "english",
    "re",
    "pm",
];

/// A word that is written like a name.
struct Name<'t> {
    word: &'t str,
    span: Span,
    /// Whether a sentence starts with it, so that its capital says nothing.
    starts: bool,
}

/// Finds names in a sentence that its source does not hold.
pub(crate) fn unsourced(
    sentence: Span,
    written: &str,
    nearest: Nearest<'_, '_>,
    sources: &Sources<'_>,
    language: Language,
) -> Vec<Finding> {
    let Some(best) = nearest.sentence else { return Vec::new() };
    let copied = nearest.shared >= COPIED;
    let here: HashSet<String> = letters(best.text).map(str::to_lowercase).collect();
    let said: HashSet<String> = letters(written).map(str::to_lowercase).collect();
    // A new first word stands for another only where that one is gone.
    let exchanged = letters(best.text).next().is_some_and(|first| !said.contains(&first.to_lowercase()));
    let mut found = Vec::new();
    for name in names(written) {
        let lower = name.word.to_lowercase();
        let common = CAPITALS.contains(&lower.as_str()) || lower.chars().count() < 3;
        // Every German noun has a capital: only in a copy does a new one tell anything.
        let tells = copied || (language == Language::En && !name.starts);
        if common || !tells || here.contains(&lower) || (name.starts && !(copied && exchanged)) {
            continue;
        }
        let message = format!("no source names “{}”", name.word);
        let finding = match (sources.holds(&lower), copied && language == Language::En && !name.starts) {
            (true, true) => Check::NameUnknown.warn(format!(
                "“{}” stands in the sources, but not in the sentence of {} that says the rest",
                name.word, best.source.name
            )),
            (true, false) => continue,
            (false, true) => Check::NameUnknown.block(message),
            (false, false) => Check::NameUnknown.warn(message),
        };
        found.push(finding.at(name.span.shifted(sentence.start)));
    }
    found
}

/// Compares the addresses and names of a text with those of conversation and contacts.
pub(crate) fn against(text: &str, values: &[Value], context: &CheckContext) -> Vec<Finding> {
    let people: Vec<&str> = context
        .known()
        .chain(context.recipients.iter().map(|recipient| &recipient.mailbox))
        .flat_map(|mailbox| mailbox.name.as_deref().into_iter().chain(Some(mailbox.address.as_str())))
        .collect();
    let strangers = context.knows_others() || !context.thread.is_empty();
    let thread = context.thread.iter().map(|source| source.text.as_str());
    let known: Vec<String> = people.into_iter().chain(thread).map(str::to_lowercase).collect();
    if known.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<Finding> = values
        .iter()
        .filter_map(|value| address(value, &known, context))
        // Without conversation and contacts everybody would be a stranger.
        .filter(|finding| strangers || finding.severity == Severity::Block)
        .collect();
    let words: HashSet<&str> = known.iter().flat_map(|text| letters(text)).collect();
    let own: HashSet<&str> = names_known(context);
    for name in names(text) {
        let lower = name.word.to_lowercase();
        if lower.chars().count() < SHORTEST_SLIP || words.contains(lower.as_str()) {
            continue;
        }
        let near = own.iter().filter(|known| known.chars().count() >= SHORTEST_SLIP);
        if let Some(meant) = near.into_iter().find(|known| is_slip(&lower, &known.to_lowercase())) {
            let message = format!("“{}” looks like a slip of “{meant}”", name.word);
            found.push(Check::NameUnknown.warn(message).at(name.span));
        }
    }
    found
}

/// Says what is wrong with an address: nobody has it, or it is a slip of a known one.
fn address(value: &Value, known: &[String], context: &CheckContext) -> Option<Finding> {
    let written = match value.best() {
        Reading::Email { address } => address.to_lowercase(),
        Reading::Phone { .. } => return phone(value, known),
        _ => return None,
    };
    if known.iter().any(|text| text.contains(&written)) || context.is_own(&written) {
        return None;
    }
    let mut addresses = context
        .known()
        .chain(context.recipients.iter().map(|recipient| &recipient.mailbox))
        .map(|mailbox| mailbox.address.to_lowercase());
    let found = match addresses.find(|known| !known.is_empty() && strsim::osa_distance(known, &written) <= 2)
    {
        Some(meant) => Check::NameUnknown.block(format!("{written} looks like a slip of {meant}")),
        None => Check::NameUnknown.warn(format!("neither conversation nor contacts know {written}")),
    };
    Some(found.at(value.span))
}

fn phone(value: &Value, known: &[String]) -> Option<Finding> {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let written = digits(&value.text);
    let tail = written.get(written.len().saturating_sub(8)..).unwrap_or_default();
    let stands = known.iter().any(|text| digits(text).contains(tail));
    let message = format!("neither conversation nor contacts know the number {}", value.text);
    (!stands && tail.len() >= 6).then(|| Check::NameUnknown.warn(message).at(value.span))
}

fn names_known(context: &CheckContext) -> HashSet<&str> {
    let people = context.known().chain(context.recipients.iter().map(|recipient| &recipient.mailbox));
    people.filter_map(|mailbox| mailbox.name.as_deref()).flat_map(letters).collect()
}

/// Says whether two different words differ by one slip of the hand.
fn is_slip(a: &str, b: &str) -> bool {
    a != b && a.chars().next() == b.chars().next() && strsim::osa_distance(a, b) == 1
        // "Berger" and "Bergers" are a name and its genitive.
        && a.trim_end_matches('s') != b.trim_end_matches('s')
}

fn letters(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Returns the words with a capital.
fn names(text: &str) -> Vec<Name<'_>> {
    let mut found = Vec::new();
    let (mut starts, mut at) = (true, 0);
    for piece in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
        let length = word.chars().count();
        if word.chars().next().is_some_and(char::is_uppercase) && !word.contains(|c: char| c.is_ascii_digit())
        {
            found.push(Name { word, span: Span::new(at, at + length), starts });
        }
        starts = if piece.ends_with(['.', '!', '?', ':', '\n', '•', '“', '„', '"']) {
            true
        } else {
            starts && length == 0
        };
        at += piece.chars().count();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::communications::check::report::CheckSource;
    use crate::documents::model::Mailbox;
    use crate::values::{self, ValueOptions};

    fn severities(text: &str, source: &str) -> Vec<Severity> {
        let sources = [CheckSource { name: "s".to_owned(), text: source.to_owned() }];
        let known = Sources::read(&sources, &ValueOptions::default());
        unsourced(Span::new(0, 1), text, known.nearest(text, &[]), &known, Language::En)
            .into_iter()
            .map(|finding| finding.severity)
            .collect()
    }

    #[test]
    fn a_changed_name_in_a_copy_is_blocked() {
        let source = "On Monday Fiona Ashcroft of Thornbury accepted our offer. Ben Miller was there.";
        assert_eq!(severities("On Monday Fiona Ashcroft of Thornbury accepted our offer.", source), []);
        let changed = "On Monday Fiona Ashcombe of Thornbury accepted our offer.";
        assert_eq!(severities(changed, source), [Severity::Block]);
        let mixed = "On Monday Fiona Miller of Thornbury accepted our offer.";
        assert_eq!(severities(mixed, source), [Severity::Warning]);
    }

    #[test]
    fn addresses_are_compared_with_conversation_and_contacts() {
        let fiona = Mailbox {
            name: Some("Fiona Ashcroft".to_owned()),
            address: "fiona@thornbury.example".to_owned(),
        };
        let context = CheckContext { contacts: vec![fiona], ..CheckContext::default() };
        let found = |text: &str| {
            let values = values::find(text, &ValueOptions::default());
            against(text, &values, &context).into_iter().map(|finding| finding.severity).collect::<Vec<_>>()
        };
        assert_eq!(found("Write to fiona@thornbury.example, says Fiona Ashcroft."), []);
        assert_eq!(found("Write to fiona@thornburry.example."), [Severity::Block]);
        assert_eq!(found("Write to ben@elsewhere.example."), [Severity::Warning]);
        assert_eq!(found("As Fiona Ashcrof said."), [Severity::Warning]);
    }
}
