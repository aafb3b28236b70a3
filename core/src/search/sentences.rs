//! Splits text into sentences: the unit that answers quote.
//!
//! Rules for English and German over one pass of characters; without a language the rules of both hold.
//! A full stop ends a sentence unless it belongs to an abbreviation, an initial, a number, an ordinal
//! (`3. Mai`) or an enumeration. Empty lines, list items and short lines end one as well.
//!
//! ```
//! let text = "Dr. May came on 3.5.2024. She left.";
//! let spans = secretariat::search::sentences(text, Some("en"));
//! assert_eq!(spans.len(), 2);
//! assert_eq!(&text[spans[1].start..spans[1].end], "She left.");
//! ```

use crate::evidence::Span;

mod lexicon;

use lexicon::{ENDING_ABBREVIATIONS, INNER_ABBREVIATIONS, MONTHS, ORDINAL_LEADS, STARTERS};

/// Returns the spans of the sentences of `text`, in order, without the white space around them.
///
/// Spans count characters of `text`. Every character that is not white space lies in exactly one span.
/// `language` is a BCP 47 tag such as `en` or `de-AT`.
pub fn sentences(text: &str, language: Option<&str>) -> Vec<Span> {
    let chars: Vec<char> = text.chars().collect();
    let german = language.is_none_or(|tag| tag.get(..2).is_some_and(|tag| tag.eq_ignore_ascii_case("de")));
    let splitter = Splitter { chars: &chars, german };
    let mut spans = Vec::new();
    for (start, end) in splitter.units() {
        splitter.split_unit(start, end, &mut spans);
    }
    spans
}

struct Splitter<'a> {
    chars: &'a [char],
    german: bool,
}

impl Splitter<'_> {
    fn at(&self, index: usize) -> Option<char> {
        self.chars.get(index).copied()
    }

    /// Cuts the text at line ends that end a sentence whatever the punctuation.
    fn units(&self) -> Vec<(usize, usize)> {
        let mut lines = Vec::new();
        let mut start = 0;
        for (index, &c) in self.chars.iter().enumerate() {
            if c == '\n' || c == '\u{2029}' || c == '\u{c}' {
                lines.push((start, index));
                start = index + 1;
            }
        }
        lines.push((start, self.chars.len()));
        let mut units = Vec::new();
        let mut paragraph: Vec<(usize, usize)> = Vec::new();
        for line in lines {
            if self.trimmed(line.0, line.1).is_none() {
                self.close_paragraph(&mut paragraph, &mut units);
            } else {
                paragraph.push(line);
            }
        }
        self.close_paragraph(&mut paragraph, &mut units);
        units
    }

    /// Joins the wrapped lines of a paragraph. A line was not wrapped when the first word of the next one
    /// would have fitted into the paragraph's width.
    fn close_paragraph(&self, lines: &mut Vec<(usize, usize)>, units: &mut Vec<(usize, usize)>) {
        let width = lines.iter().map(|(start, end)| end - start).max().unwrap_or(0);
        let mut unit: Option<(usize, usize)> = None;
        for &(start, end) in lines.iter() {
            unit = Some(match unit {
                Some((from, to)) if !self.breaks_before(to, (start, end), width, from) => (from, end),
                Some(done) => {
                    units.push(done);
                    (start, end)
                }
                None => (start, end),
            });
        }
        units.extend(unit);
        lines.clear();
    }

    fn breaks_before(&self, previous_end: usize, line: (usize, usize), width: usize, unit: usize) -> bool {
        let Some((start, end)) = self.trimmed(line.0, line.1) else { return false };
        if self.marker(start, end) {
            return true;
        }
        let previous_start =
            (unit..previous_end).rev().find(|&at| self.at(at) == Some('\n')).map_or(unit, |at| at + 1);
        let previous = previous_end - previous_start;
        let word = (start..end).take_while(|&at| !self.chars[at].is_whitespace()).count();
        let first = self.at(start).unwrap_or(' ');
        previous + 1 + word + 2 < width && !first.is_lowercase()
            || self.chars[line.0..start].contains(&'\t')
            // A narrow block is an address, a signature or a table, not wrapped prose.
            || (width < 40 && !first.is_lowercase())
    }

    /// Says whether a line begins as a list item does: `- `, `• `, `3. `, `(a) `.
    fn marker(&self, start: usize, end: usize) -> bool {
        let first = self.at(start).unwrap_or(' ');
        let spaced = |at: usize| at < end && self.chars[at].is_whitespace();
        if matches!(first, '-' | '–' | '—' | '*' | '•' | '‣' | '◦' | '▪' | '■' | '●' | '·' | '☐' | '☑' | '☒')
        {
            return spaced(start + 1) || !matches!(first, '-' | '–' | '—' | '*');
        }
        self.enumerator(start, end).is_some_and(spaced)
    }

    /// Returns the end of an enumerator such as `3.`, `1.2`, `a)`, `(iv)` or `§ 5` at `start`.
    fn enumerator(&self, start: usize, end: usize) -> Option<usize> {
        let open = self.at(start) == Some('(');
        let mut at = start + usize::from(open);
        let body = at;
        while at < end && (self.chars[at].is_ascii_alphanumeric() || (self.chars[at] == '.' && at > body)) {
            at += 1;
            if at - body > 8 {
                return None;
            }
        }
        let closed = self.at(at) == Some(')') && at < end;
        let text: String = self.chars[body..at].iter().collect();
        let digits = text.bytes().any(|b| b.is_ascii_digit())
            && text.split('.').all(|part| part.len() <= 3 && part.bytes().all(|b| b.is_ascii_digit()));
        let letters = text.len() == 1 || text.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
        let dotted = text.ends_with('.');
        if text.is_empty() || !(digits || (letters && closed)) || !(closed || dotted || text.contains('.')) {
            return None;
        }
        Some(at + usize::from(closed))
    }

    fn trimmed(&self, start: usize, end: usize) -> Option<(usize, usize)> {
        let first = (start..end).find(|&at| !self.chars[at].is_whitespace())?;
        let last = (first..end).rev().find(|&at| !self.chars[at].is_whitespace())?;
        Some((first, last + 1))
    }

    fn split_unit(&self, start: usize, end: usize, spans: &mut Vec<Span>) {
        let Some((mut from, end)) = self.trimmed(start, end) else { return };
        let skip = self.enumerator(from, end).unwrap_or(from);
        let mut at = from;
        while at < end {
            let c = self.chars[at];
            let mark = at;
            at += 1;
            if !is_terminal(c) {
                continue;
            }
            while at < end && (is_terminal(self.chars[at]) || is_closing(self.chars[at])) {
                at += 1;
            }
            let full_width = matches!(c, '。' | '！' | '？');
            if mark < skip || at >= end || !(full_width || self.chars[at].is_whitespace()) {
                continue;
            }
            let Some(next) = (at..end).find(|&next| !self.chars[next].is_whitespace()) else { break };
            let run: &[char] = &self.chars[mark..at];
            if full_width || self.ends(from, mark, run, next, end) {
                spans.push(Span::new(from, at));
                from = next;
                at = next;
            }
        }
        if from < end {
            spans.push(Span::new(from, end));
        }
    }

    /// Decides whether the terminal mark at `mark` (with what follows it, `run`) ends the sentence that
    /// began at `from`, given that the next word begins at `next`.
    fn ends(&self, from: usize, mark: usize, run: &[char], next: usize, end: usize) -> bool {
        let opening =
            (next..end).find(|&at| !is_opening(self.chars[at])).and_then(|at| self.at(at)).unwrap_or(' ');
        if opening.is_lowercase() || matches!(opening, ',' | ';' | ':' | ')' | ']') {
            return false;
        }
        if run.first() != Some(&'.') || run.iter().any(|c| matches!(c, '!' | '?')) {
            return true;
        }
        if run.iter().filter(|c| **c == '.').count() > 1 {
            return true;
        }
        let word_start = (from..mark)
            .rev()
            .find(|&at| self.chars[at].is_whitespace() || is_opening(self.chars[at]) || self.chars[at] == '/')
            .map_or(from, |at| at + 1);
        let word: String = self.chars[word_start..mark].iter().collect();
        let following = self.word(next, end);
        let starter = STARTERS.binary_search(&following.as_str()).is_ok();
        if !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit()) {
            return self.number_ends(from, word_start, &word, &following);
        }
        let lower = word.to_lowercase();
        let lower = lower.as_str();
        // `No. 5` but `He said no. Then`.
        if matches!(lower, "no" | "nos" | "art" | "sec") {
            return !(opening.is_ascii_digit() || opening == 'I' && following.len() <= 3);
        }
        if INNER_ABBREVIATIONS.binary_search(&lower).is_ok() {
            return false;
        }
        if ENDING_ABBREVIATIONS.binary_search(&lower).is_ok() || lower.contains('.') && initials(lower) {
            return starter;
        }
        let mut letters = word.chars();
        if let (Some(letter), None) = (letters.next(), letters.next()) {
            // An initial, unless the sentence plainly goes on with a new one: `plan B. The next`.
            return !letter.is_alphabetic() || (starter && !letter.is_lowercase() && word_start > from);
        }
        true
    }

    fn number_ends(&self, from: usize, word_start: usize, word: &str, following: &str) -> bool {
        if MONTHS.iter().any(|month| following.starts_with(month)) {
            return false;
        }
        if !self.german || word.len() > 2 {
            return true;
        }
        let before: String = self.chars[from..word_start].iter().collect();
        let lead = before.split_whitespace().next_back().unwrap_or_default().to_lowercase();
        ORDINAL_LEADS.binary_search(&lead.as_str()).is_err()
    }

    fn word(&self, start: usize, end: usize) -> String {
        (start..end)
            .map(|at| self.chars[at])
            .skip_while(|c| is_opening(*c))
            .take_while(|c| c.is_alphanumeric() || *c == '\'' || *c == '’')
            .collect::<String>()
            .to_lowercase()
    }
}

/// Says whether a lower-case word is letters with full stops between them, as `u.s` is.
fn initials(word: &str) -> bool {
    word.split('.').all(|part| part.chars().count() <= 2)
}

fn is_terminal(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？')
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | ')' | ']' | '»' | '«' | '”' | '“' | '’' | '‘' | '›')
}

fn is_opening(c: char) -> bool {
    matches!(c, '"' | '\'' | '(' | '[' | '«' | '»' | '„' | '“' | '‚' | '‘' | '‹' | '¿' | '¡')
}

#[cfg(test)]
mod tests;
