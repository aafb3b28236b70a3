//! Finds quoted words in a text, whatever its line breaks, quotation marks and dashes.

use crate::evidence::Span;

/// The fewest letters and digits of a quote: fewer stand anywhere.
const FEWEST: usize = 4;

/// A text in which quotes are looked up.
#[derive(Debug)]
pub(crate) struct Quotable {
    folded: String,
    /// For each character of `folded`, its place in the text; then the length of the text.
    places: Vec<usize>,
}

impl Quotable {
    pub(crate) fn new(text: &str) -> Self {
        let (mut folded, mut places, mut length) = (String::with_capacity(text.len()), Vec::new(), 0);
        let mut open = false;
        for (at, c) in text.chars().enumerate() {
            length = at + 1;
            let c = fold(c);
            if c == ' ' && (open || folded.is_empty()) {
                continue;
            }
            open = c == ' ';
            folded.push(c);
            places.push(at);
        }
        places.push(length);
        Self { folded, places }
    }

    /// Returns where a quote stands first; none when it does not, or is too short to tell anything.
    pub(crate) fn find(&self, quote: &str) -> Option<Span> {
        let quote = folded(quote);
        let told = quote.chars().filter(|c| c.is_alphanumeric()).count();
        if told < FEWEST { None } else { self.span(&quote) }
    }

    /// Returns where words stand first, however short they are.
    pub(crate) fn find_words(&self, words: &str) -> Option<Span> {
        let words = folded(words);
        let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        let is_whole = |(at, found): &(usize, &str)| {
            edge(self.folded[..*at].chars().next_back())
                && edge(self.folded[at + found.len()..].chars().next())
        };
        let at = self.folded.match_indices(words.as_str()).filter(|_| !words.is_empty()).find(is_whole)?.0;
        Some(self.at(at, &words))
    }

    fn span(&self, words: &str) -> Option<Span> {
        self.folded.find(words).map(|at| self.at(at, words))
    }

    fn at(&self, byte: usize, words: &str) -> Span {
        let start = self.folded[..byte].chars().count();
        let end = start + words.chars().count();
        let place = |at: usize| self.places.get(at).copied().unwrap_or_default();
        Span::new(place(start), place(end.saturating_sub(1)) + 1)
    }
}

/// Words as they are compared: without the space, quotation marks and dots that models put around them.
pub(crate) fn folded(words: &str) -> String {
    let plain: String = words.chars().map(fold).collect();
    let around = |c: char| c.is_whitespace() || matches!(c, '"' | '…');
    plain.trim_matches(around).split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn fold(c: char) -> char {
    match c {
        '’' | '‘' | '´' | '`' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::TextIndex;

    fn found<'a>(text: &'a str, quote: &str) -> Option<&'a str> {
        Quotable::new(text).find(quote).map(|span| TextIndex::new(text).slice(span))
    }

    #[test]
    fn quotes_are_found_over_line_breaks_and_typographic_signs() {
        let text = "🪑 The rent\n  is “EUR 6,450.00” – each\tmonth.";
        assert_eq!(found(text, "the rent is"), None);
        assert_eq!(found(text, "The rent is \"EUR 6,450.00\""), Some("The rent\n  is “EUR 6,450.00"));
        assert_eq!(found(text, "“EUR 6,450.00” - each month."), Some("EUR 6,450.00” – each\tmonth."));
        assert_eq!(found(text, "EUR 6,450.01"), None);
    }

    #[test]
    fn what_is_too_short_proves_nothing() {
        for quote in ["", " ", "...", "is", "“”"] {
            assert_eq!(found("The rent is due. ...", quote), None, "{quote}");
        }
        assert_eq!(found("", "anything"), None);
    }

    #[test]
    fn words_are_whole_words() {
        let text = Quotable::new("The tenants of Ten Mill Lane");
        assert_eq!(text.find_words("Ten"), Some(Span::new(15, 18)));
        assert_eq!(text.find_words("Lan"), None);
        assert_eq!(text.find_words(""), None);
    }
}
