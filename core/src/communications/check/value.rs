//! V2 in a text: a value stands in the source sentence that says the rest.
//!
//! A value that occurs somewhere in a long source proves little, since numbers get mixed up. So a value counts
//! as supported when the nearest source sentence holds it, as `elsewhere` when only another one does. Where a
//! sentence is nearly a copy, its values must also stand in the source's order.

use super::report::{CheckedValue, Support};
use super::rule::{At, Check};
use super::source::{COPY, Nearest, SourceSentence, Sources, alike, references_in};
use crate::documents::facts::Finding;
use crate::evidence::Span;
use crate::values::{Value, ValueKind};

/// Compares the values of one sentence with the source sentence that is nearest to it.
pub(crate) fn support(
    inside: &[&Value],
    nearest: Nearest<'_, '_>,
    sources: &Sources<'_>,
) -> Vec<CheckedValue> {
    let mut checked: Vec<CheckedValue> =
        inside.iter().map(|value| supported(value, nearest.sentence, sources)).collect();
    if let Some(best) = nearest.sentence.filter(|_| nearest.shared >= COPY) {
        mark_out_of_order(&mut checked, best);
    }
    checked
}

/// Finds words with digits that no source holds: numbers of invoices and clauses are no values.
pub(crate) fn references(
    sentence: Span,
    written: &str,
    inside: &[&Value],
    sources: &Sources<'_>,
) -> Vec<Finding> {
    references_in(written)
        .into_iter()
        .map(|(span, word)| (span.shifted(sentence.start), word))
        .filter(|(span, word)| {
            !sources.refers_to(word) && !inside.iter().any(|value| value.span.overlaps(*span))
        })
        .map(|(span, word)| Check::ValueNotInSource.block(format!("no source says “{word}”")).at(span))
        .collect()
}

/// Says what is wrong with a value that is not supported.
pub(crate) fn finding(checked: &CheckedValue) -> Option<Finding> {
    let words = &checked.value.text;
    let found = match checked.support {
        Support::Supported => return None,
        Support::Elsewhere => Check::ValueNotInSource.warn(format!(
            "“{words}” stands in {}, but not at this place of the sentence that says the rest",
            checked.source.as_deref().unwrap_or("a source")
        )),
        // Words such as "one" or "daily" are often a manner of speaking; figures are not.
        Support::Missing if !is_address(&checked.value) && !words.contains(|c: char| c.is_ascii_digit()) => {
            Check::ValueNotInSource.warn(format!("no source says “{words}”"))
        }
        Support::Missing => Check::ValueNotInSource.block(format!("no source says “{words}”")),
    };
    Some(found.at(checked.value.span))
}

fn supported(value: &Value, best: Option<&SourceSentence<'_>>, sources: &Sources<'_>) -> CheckedValue {
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
        if stands_in(unmarked(&value.text), best.text) {
            return made(Support::Supported, Some((best, None)));
        }
        // "Until 1997" of "a 1997 outbreak": the figures are there, what they mean is for a person to see.
        if is_spoken(value) && figures_stand_in(&value.text, best.text) {
            return made(Support::Elsewhere, Some((best, None)));
        }
    }
    let equal = sources.sentences.iter().find_map(|candidate| found(candidate).map(|span| (candidate, span)));
    match equal.map(|(candidate, span)| (candidate, Some(span))).or_else(|| {
        // What a sentence only leaves open is no contradiction, and for a person to see.
        left_open(value, sources).map(|candidate| (candidate, None))
    }) {
        Some((candidate, span)) => made(Support::Elsewhere, Some((candidate, span))),
        None => made(Support::Missing, None),
    }
}

/// Of the sentences that hold a figure only so many are read, so that the work stays linear.
const MOST_READ: usize = 100;

/// Returns a sentence that says a value less exactly, and so does not contradict it.
fn left_open<'s, 'a>(value: &Value, sources: &'s Sources<'a>) -> Option<&'s SourceSentence<'a>> {
    use ValueKind as K;
    let bare = unmarked(&value.text);
    match value.kind() {
        _ if bare != value.text => sources.referring(bare).next(),
        K::Time => hour_left_open(&value.text, sources),
        K::Date | K::DateRange | K::DateTime | K::DateTimeRange => date_left_open(&value.text, sources),
        _ => None,
    }
}

/// "At 7" leaves "7 pm" open; "7 am" anywhere, or "7:30", does not.
fn hour_left_open<'s, 'a>(time: &str, sources: &'s Sources<'a>) -> Option<&'s SourceSentence<'a>> {
    use ValueKind as K;
    let hour = time.split(|c: char| !c.is_ascii_digit()).find(|part| !part.is_empty())?;
    let exact = time.chars().filter(char::is_ascii_digit).count() > hour.len();
    let timed = |sentence: &SourceSentence<'_>| {
        sentence.values.iter().any(|known| {
            let is_time = matches!(known.kind(), K::Time | K::TimeRange | K::DateTime | K::DateTimeRange);
            is_time && stands_in(hour, &known.text)
        })
    };
    let mut open = sources.referring(hour).take(MOST_READ).peekable();
    let first = open.peek().copied();
    first.filter(|_| !exact && !open.any(timed))
}

/// "A 1997 outbreak" leaves "until 1997" open, and "17 August last year" leaves "August 2022" open where the year
/// stands elsewhere.
fn date_left_open<'s, 'a>(date: &str, sources: &'s Sources<'a>) -> Option<&'s SourceSentence<'a>> {
    let figures: Vec<String> = references_in(date).into_iter().map(|(_, word)| word).collect();
    let mut holding = sources.referring(figures.first()?).take(MOST_READ);
    if let Some(sentence) = holding.find(|sentence| figures_stand_in(date, sentence.text)) {
        return Some(sentence);
    }
    let words = words_of(date);
    let ([year], [month]) = (figures.as_slice(), words.as_slice()) else { return None };
    let is_year = |word: &str| word.len() == 4 && word.chars().all(|c| c.is_ascii_digit());
    let other = |(_, word): &(Span, String)| is_year(word) && word != year;
    let mut named = sources.holding(month).take(MOST_READ);
    let open = named.find(|sentence| !references_in(sentence.text).iter().any(other));
    open.filter(|_| is_year(year) && sources.refers_to(year))
}

/// Takes off quotation marks that look like a unit: the `"` of `"Room 204"` is no inch.
fn unmarked(text: &str) -> &str {
    text.trim_end_matches(['"', '”', '\''])
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

fn is_address(value: &Value) -> bool {
    use ValueKind as K;
    matches!(value.kind(), K::Email | K::Url | K::Phone | K::Iban | K::Ip | K::Guid | K::Hashtag | K::Mention)
}

/// Says whether a value is one that sentences word in many ways: a time or a plain number.
fn is_spoken(value: &Value) -> bool {
    use ValueKind as K;
    matches!(
        value.kind(),
        K::Date
            | K::DateRange
            | K::DateTime
            | K::DateTimeRange
            | K::Duration
            | K::Number
            | K::NumberRange
            | K::Quantity
    )
}

/// Says whether all figures and names of a value stand in a text, whatever binds them.
fn figures_stand_in(value: &str, text: &str) -> bool {
    let figures = references_in(value).into_iter().map(|(_, word)| word);
    let said: Vec<String> = figures.chain(words_of(value)).collect();
    let lower = text.to_lowercase();
    said.iter().any(|word| word.contains(|c: char| c.is_ascii_digit()))
        && said.iter().all(|word| stands_in(word, &lower))
}

/// Returns the words of a value in lower case, without those that only bind it to others.
fn words_of(value: &str) -> Vec<String> {
    const BINDING: [&str; 20] = [
        "until", "by", "from", "since", "on", "in", "the", "of", "before", "after", "till", "to", "bis",
        "ab", "von", "seit", "vor", "nach", "am", "im",
    ];
    let words = value.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
    words.filter(|word| !word.is_empty() && !BINDING.contains(&word.as_str())).collect()
}

/// Says whether words stand in a text, not as a part of longer words or numbers.
pub(crate) fn stands_in(words: &str, text: &str) -> bool {
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
