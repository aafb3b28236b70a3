//! V3 in a text: what stands in quotation marks stands word by word in a source.
//!
//! Where only small words, endings, capitals or words in brackets differ, the words of content are the source's own:
//! a person should restore the rest, and a warning says so.

use std::cell::OnceCell;

use super::own::quotations;
use super::report::CheckSource;
use super::rule::{At, Check};
use crate::documents::facts::Finding;
use crate::evidence::TextIndex;
use crate::search::Lexis;

/// The fewest words that make a quotation of a sentence, and not of a title or an expression.
const FEWEST_WORDS: usize = 4;
/// Of more changed quotations than these the others are not compared once more.
const MOST_COMPARED: usize = 200;
/// Words that may differ without another meaning: articles, and auxiliaries that only carry a tense.
const SMALL: [&str; 22] = [
    "a", "an", "the", "to", "that", "do", "does", "did", "is", "are", "was", "were", "be", "been", "being",
    "has", "have", "had", "der", "die", "das", "ist",
];
/// Words that deny, for one another: "did not get" and "failed to get".
const DENYING: [&str; 10] =
    ["not", "fail", "fails", "failed", "failing", "cannot", "never", "nicht", "nie", "niemals"];

/// Checks every quotation of a text.
pub(crate) fn check(text: &str, index: &TextIndex<'_>, sources: &[CheckSource]) -> Vec<Finding> {
    let quotations = quotations(text);
    if sources.is_empty() || quotations.is_empty() {
        return Vec::new();
    }
    let known: Vec<String> = sources.iter().map(|source| plain(&source.text)).collect();
    let lexis = Lexis::english();
    let mut compared = 0;
    let loose: OnceCell<Vec<Vec<String>>> = OnceCell::new();
    quotations
        .into_iter()
        .filter_map(|range| {
            let words = plain(text.get(range.clone())?);
            let bare = words.trim_end_matches(['.', ',', ';', '!', '?', '…']);
            // Each part between omissions is quoted for itself.
            let quoted = bare.split(" … ").all(|part| known.iter().any(|known| holds(known, part)));
            let short = bare.split(' ').count() < FEWEST_WORDS;
            if quoted || short {
                return None;
            }
            let loose = loose.get_or_init(|| known.iter().map(|known| telling(known, &lexis)).collect());
            compared += 1;
            let near = compared <= MOST_COMPARED
                && outside_brackets(bare).iter().all(|part| {
                    let part = telling(part, &lexis);
                    part.is_empty()
                        || loose.iter().any(|known| known.windows(part.len()).any(|words| words == part))
                });
            let message = format!("no source says “{bare}” word by word");
            let finding = if near {
                Check::QuotationChanged.warn(format!("{message}: small words or endings differ"))
            } else {
                Check::QuotationChanged.block(message)
            };
            Some(finding.at(index.span(range)))
        })
        .collect()
}

/// Returns the parts of a quotation around omissions and around words that its writer put into brackets; a letter in
/// brackets ("[h]e") stays.
fn outside_brackets(quoted: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for piece in quoted.split_inclusive(']') {
        let (before, inside) = match piece.strip_suffix(']').and_then(|piece| piece.rsplit_once('[')) {
            Some((before, inside)) => (before, inside),
            None => (piece, ""),
        };
        let mut between = before.split(" … ");
        if let (Some(last), Some(first)) = (parts.last_mut(), between.next()) {
            last.push_str(first);
        }
        parts.extend(between.map(str::to_owned));
        match (inside.chars().count(), parts.last_mut()) {
            (0, _) => {}
            (1, Some(last)) => last.push_str(inside),
            _ => parts.push(String::new()),
        }
    }
    parts
}

/// Returns the words that tell, each by its stem, figures and names as they are.
fn telling(text: &str, lexis: &Lexis) -> Vec<String> {
    let mut found = Vec::new();
    for word in text.split(char::is_whitespace).flat_map(|word| {
        let numbered = word.contains(|c: char| c.is_ascii_digit() || c == '@');
        word.split(move |c: char| !numbered && !c.is_alphanumeric() && c != '\'')
    }) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let lower = bare.to_lowercase();
        if lower.is_empty() || SMALL.contains(&lower.as_str()) {
            continue;
        }
        let exact = bare.contains(|c: char| c.is_ascii_digit()) || word.contains('@');
        found.push(if DENYING.contains(&lower.as_str()) || lower.ends_with("n't") {
            "not".to_owned()
        } else if exact {
            lower
        } else {
            lexis.stem(&lower)
        });
    }
    found
}

/// Says whether whole words of `text` are these.
fn holds(text: &str, words: &str) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(words).any(|(at, _)| {
        let after = text.get(at + words.len()..).unwrap_or_default();
        // "1,5" and "1.50" begin with "1": a number goes on behind its mark.
        let mut next = after.chars();
        let after = match next.next() {
            Some('.' | ',') => next.next().filter(char::is_ascii_digit),
            other => other,
        };
        edge(text.get(..at).unwrap_or_default().chars().next_back()) && edge(after)
    })
}

/// One space between words, one form of each mark.
fn plain(text: &str) -> String {
    let text =
        text.replace(['’', '‘'], "'").replace(['–', '—'], "-").replace("[...]", "…").replace("[…]", "…");
    text.replace("...", "…").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::facts::Severity;

    fn found(text: &str) -> usize {
        let source = "We offer 62 metres at EUR 54.80 each, net.\nPrices hold until\n4 December 2026.";
        let sources = [CheckSource { name: "offer".to_owned(), text: source.to_owned() }];
        check(text, &TextIndex::new(text), &sources).len()
    }

    #[test]
    fn quotations_are_word_by_word() {
        assert_eq!(found("You write: “Prices hold until 4 December 2026.”"), 0);
        assert_eq!(found("You write: “We offer 62 metres at EUR 54.80 each”."), 0);
        assert_eq!(found("You write: “We offer 62 metres … net.”"), 0);
        assert_eq!(found("You write: “We offer 62 metres at EUR 54.8”."), 1, "a part of a number");
        assert_eq!(found("You write: “We offer 63 metres at EUR 54.80 each”."), 1);
        assert_eq!(found("You write: “We never offer 62 metres at EUR 54.80 each”."), 1);
        assert_eq!(found("The film “Gone with it” is on."), 0, "a title is no quotation");
    }

    #[test]
    fn small_words_and_endings_are_only_warned_of() {
        let source = "The board failed to keep the balance right, and it may offer 62 metres by 4 May.";
        let sources = [CheckSource { name: "report".to_owned(), text: source.to_owned() }];
        let severity = |quoted: &str| {
            let text = format!("They say: “{quoted}”.");
            check(&text, &TextIndex::new(&text), &sources).first().map(|finding| finding.severity)
        };
        assert_eq!(severity("The board failed to keep the balance right"), None);
        assert_eq!(severity("The board did not keep the balance right"), Some(Severity::Warning));
        assert_eq!(severity("[The directors] failed to keep the balances right"), Some(Severity::Warning));
        assert_eq!(severity("[T]he board failed to keep a balance right"), Some(Severity::Warning));
        assert_eq!(severity("The board did keep the balance right"), Some(Severity::Block), "it denied");
        assert_eq!(
            severity("and it will offer 62 metres by 4 May"),
            Some(Severity::Block),
            "it was left open"
        );
        assert_eq!(
            severity("and it may offer a 63 metres by 4 May"),
            Some(Severity::Block),
            "another figure"
        );
    }
}
