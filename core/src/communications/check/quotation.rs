//! V3 in a text: what stands in quotation marks stands word by word in a source.

use super::own::quotations;
use super::report::CheckSource;
use super::rule::{At, Check};
use crate::documents::facts::Finding;
use crate::evidence::TextIndex;

/// The fewest words that make a quotation of a sentence, and not of a title or an expression.
const FEWEST_WORDS: usize = 4;

/// Checks every quotation of a text.
pub(crate) fn check(text: &str, index: &TextIndex<'_>, sources: &[CheckSource]) -> Vec<Finding> {
    let quotations = quotations(text);
    if sources.is_empty() || quotations.is_empty() {
        return Vec::new();
    }
    let known: Vec<String> = sources.iter().map(|source| plain(&source.text)).collect();
    quotations
        .into_iter()
        .filter_map(|range| {
            let words = plain(text.get(range.clone())?);
            let bare = words.trim_end_matches(['.', ',', ';', '!', '?', '…']);
            // Each part between omissions is quoted for itself.
            let quoted = bare.split(" … ").all(|part| known.iter().any(|known| holds(known, part)));
            let short = bare.split(' ').count() < FEWEST_WORDS;
            let finding = || Check::QuotationChanged.block(format!("no source says “{bare}” word by word"));
            (!quoted && !short).then(|| finding().at(index.span(range)))
        })
        .collect()
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
}
