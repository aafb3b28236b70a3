//! Lines of plain text, and what one line alone tells: indentation, markers, rules, quotes.

use crate::documents::formats::day_line;

/// A line with its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    /// The first byte in the text.
    pub(super) start: usize,
    /// One past the last byte, without the line end.
    pub(super) end: usize,
    /// The words, without white space around them.
    pub(super) text: &'a str,
    /// The white space before them, a tab as four.
    pub(super) indent: usize,
    /// Whether the line ends in a space: the sign of `format=flowed`.
    pub(super) soft: bool,
}

/// Splits text at line feeds, carriage returns and form feeds.
pub(super) fn split(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let rest = text.get(start..).unwrap_or_default();
        let length = rest.find(['\n', '\r', '\u{c}']).unwrap_or(rest.len());
        let (line, after) = rest.split_at(length);
        lines.push(Line {
            start,
            end: start + length,
            text: line.trim(),
            indent: line
                .chars()
                .take_while(|c| c.is_whitespace())
                .map(|c| if c == '\t' { 4 } else { 1 })
                .sum(),
            soft: line.ends_with(' '),
        });
        start += length + if after.starts_with("\r\n") { 2 } else { 1 };
    }
    lines
}

impl Line<'_> {
    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// Returns the number of characters, without the indentation.
    pub(super) fn width(&self) -> usize {
        self.text.chars().count()
    }

    /// Says whether the line is drawn: at least three of one of `-`, `=`, `_`, `*`, `~`, `#`.
    pub(super) fn rule(&self) -> Option<char> {
        let first = self.text.chars().next().filter(|c| "-=_*~#─═—".contains(*c))?;
        (self.width() >= 3 && self.text.chars().all(|c| c == first || c == ' ')).then_some(first)
    }
}

/// Splits the marker off a list item: `- x`, `* x`, `• x`, `1. x`, `2) x`, `a) x`, `[x] y`.
pub(super) fn marker(text: &str) -> Option<(String, &str)> {
    for (mark, written) in [("[x]", "[x]"), ("[X]", "[x]"), ("[ ]", "[ ]"), ("☐", "[ ]"), ("☑", "[x]")] {
        if let Some(rest) = text.strip_prefix(mark) {
            return Some((written.to_owned(), rest.trim_start())).filter(|(_, rest)| !rest.is_empty());
        }
    }
    let mut characters = text.chars();
    let first = characters.next()?;
    if matches!(first, '-' | '*' | '+' | '•' | '·' | '–' | '▪' | '◦' | '‣' | '●' | '○') {
        let rest = characters.as_str();
        let item = rest.trim_start();
        if !rest.starts_with([' ', '\t']) || item.is_empty() {
            return None;
        }
        // `- [ ] call back` is an item to tick.
        return Some(match marker(item) {
            Some((inner, words)) if inner.starts_with('[') => (inner, words),
            _ => ("•".to_owned(), item),
        });
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let length = match digits {
        0 if first.is_ascii_lowercase() => 1,
        1..=3 => digits,
        _ => return None,
    };
    let rest = text.get(length..)?;
    let end = rest.chars().next().filter(|c| *c == ')' || (*c == '.' && digits > 0))?;
    let item = rest.get(1..)?;
    if !item.starts_with([' ', '\t']) {
        return None;
    }
    let marker = format!("{}{end}", text.get(..length)?);
    Some((marker, item.trim_start()))
        .filter(|(marker, item)| !item.is_empty() && !day_line::is_day(marker, item))
}

/// Counts the `>` before a line and returns what follows them.
pub(super) fn quoted(text: &str) -> Option<(u8, &str)> {
    let mut rest = text;
    let mut depth = 0u8;
    while let Some(after) = rest.strip_prefix('>') {
        depth = depth.saturating_add(1);
        // `> > x` and `>> x` are both two deep.
        let trimmed = after.trim_start_matches(' ');
        rest = if trimmed.starts_with('>') { trimmed } else { after };
    }
    (depth > 0).then(|| (depth, rest.trim()))
}

/// Splits `name: value` when the name looks like that of a field.
pub(super) fn field(text: &str) -> Option<(&str, &str)> {
    let (name, value) = text.split_once(':')?;
    let words = name.split_whitespace().count();
    let starts = name.chars().next().is_some_and(|c| c.is_uppercase());
    let plain = name.chars().all(|c| c.is_alphanumeric() || " .-/()&'".contains(c));
    let value_follows = value.starts_with([' ', '\t']) && !value.trim().is_empty();
    (starts && plain && value_follows && words <= 4 && name.chars().count() <= 32)
        .then(|| (name.trim(), value.trim()))
}
