//! Finds the structure of plain text: paragraphs with their wrapped lines joined, headings, lists,
//! fields, tables drawn with tabs or bars, quotes, and in mails the signature.

use super::lines::{self, Line};
use crate::documents::Budget;
use crate::documents::build::CellText;
use crate::documents::formats::piece::{Content, Piece};
use crate::documents::model::BlockKind;
use crate::error::Result;

/// How the text is to be read.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::documents::formats) struct Reading {
    /// The body of a mail: `-- ` starts the signature.
    pub(in crate::documents::formats) mail: bool,
    /// Lines that end in a space go on in the next (`format=flowed`, RFC 3676).
    pub(in crate::documents::formats) flowed: bool,
}

/// Longer lines are not wrapped: each is a paragraph of its own.
const WRAPPED: usize = 110;
/// The longest heading.
const HEADING: usize = 90;

/// Reads decoded text into blocks, in order.
///
/// # Errors
/// `limit_exceeded` when the time is used up.
pub(in crate::documents::formats) fn read(
    text: &str,
    reading: Reading,
    budget: &Budget,
) -> Result<Vec<Piece>> {
    let lines = lines::split(text);
    budget.charge((lines.len() * size_of::<Line<'_>>()) as u64)?;
    let mut reader =
        Reader { lines: &lines, width: wrap_width(&lines), reading, signature: false, pieces: Vec::new() };
    let mut at = 0;
    while at < lines.len() {
        budget.check()?;
        at = reader.block(at).max(at + 1);
    }
    Ok(reader.pieces)
}

/// Returns the width at which the lines were wrapped, or nothing when they were not.
fn wrap_width(lines: &[Line<'_>]) -> Option<usize> {
    let mut widths: Vec<usize> = lines
        .iter()
        .filter(|line| !line.is_blank() && line.rule().is_none())
        .map(|line| line.indent + line.width())
        .collect();
    widths.sort_unstable();
    let longest = *widths.get(widths.len().checked_sub(1)? * 98 / 100)?;
    (40..=WRAPPED).contains(&longest).then_some(longest)
}

struct Reader<'a> {
    lines: &'a [Line<'a>],
    width: Option<usize>,
    reading: Reading,
    signature: bool,
    pieces: Vec<Piece>,
}

impl<'a> Reader<'a> {
    /// Reads the block that starts at a line and returns the line after it.
    fn block(&mut self, at: usize) -> usize {
        let Some(line) = self.lines.get(at).copied() else { return at };
        if line.is_blank() {
            return at + 1;
        }
        if self.reading.mail && line.text == "--" {
            self.signature = true;
            return at + 1;
        }
        if lines::quoted(line.text).is_some() {
            self.signature = false;
            return self.quote(at);
        }
        if self.signature {
            return self.paragraph(at, BlockKind::Signature);
        }
        if let Some(end) = self.underlined(at) {
            return end;
        }
        if line.rule().is_some() {
            return at + 1;
        }
        if let Some(end) = self.table(at).or_else(|| self.fields(at)) {
            return end;
        }
        if lines::marker(line.text).is_some() && !self.is_numbered_heading(at) {
            return self.item(at);
        }
        if let Some(level) = self.heading(at) {
            self.pieces.push(Piece::text(BlockKind::Heading { level }, line.text, line.start, line.end));
            return at + 1;
        }
        self.paragraph(at, BlockKind::Paragraph)
    }

    fn line(&self, at: usize) -> Option<&Line<'a>> {
        self.lines.get(at).filter(|line| !line.is_blank())
    }

    fn is_alone(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|at| self.line(at)).is_none();
        before && self.line(at + 1).is_none()
    }

    fn underlined(&mut self, at: usize) -> Option<usize> {
        let (title, below) = (*self.line(at)?, self.line(at + 1)?);
        let rule = below.rule().filter(|rule| matches!(rule, '=' | '-' | '─' | '═' | '~'))?;
        let fits = below.width() + 3 >= title.width() && below.width() <= title.width().max(20) * 4;
        if !fits || title.rule().is_some() || title.width() > HEADING || title.text.ends_with([',', ';']) {
            return None;
        }
        let level = if matches!(rule, '=' | '═') { 1 } else { 2 };
        self.pieces.push(Piece::text(BlockKind::Heading { level }, title.text, title.start, below.end));
        Some(at + 2)
    }

    /// Returns the level of a heading that stands alone: in capitals, numbered, or the first line.
    fn heading(&self, at: usize) -> Option<u8> {
        let line = self.line(at)?;
        if self.reading.mail
            || !self.is_alone(at)
            || line.width() > HEADING
            || line.text.ends_with(['.', ',', ';', ':', '!', '?'])
        {
            return None;
        }
        if self.is_numbered_heading(at) {
            let number = line.text.split_whitespace().next().unwrap_or_default();
            let dots = number.trim_end_matches('.').matches('.').count();
            return Some(u8::try_from(dots + 2).unwrap_or(6).min(6));
        }
        let letters = line.text.chars().filter(|c| c.is_alphabetic()).count();
        let capitals = !line.text.chars().any(char::is_lowercase);
        if letters >= 3 && capitals && letters * 2 >= line.width() {
            return Some(if self.pieces.is_empty() { 1 } else { 2 });
        }
        // A short first line over a paragraph is the title.
        let titled =
            self.pieces.is_empty() && line.width() <= 60 && letters >= 3 && lines::field(line.text).is_none();
        let longer = self.lines.iter().skip(at + 1).find(|next| !next.is_blank())?.width() > line.width();
        (titled && longer && line.text.starts_with(char::is_uppercase)).then_some(1)
    }

    /// Says whether a line is `2. Scope`, `2.1 Term`, `§ 3 Termination` or `Article 4` and stands alone.
    fn is_numbered_heading(&self, at: usize) -> bool {
        let Some(line) = self.line(at) else { return false };
        if self.reading.mail
            || !self.is_alone(at)
            || line.width() > HEADING
            || line.text.ends_with(['.', ',', ';', ':'])
        {
            return false;
        }
        let mut words = line.text.split_whitespace();
        let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let number = first.trim_end_matches('.');
        let is_number = |word: &str| {
            !word.is_empty()
                && word.len() <= 8
                && word.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
        };
        if is_number(number) {
            // Items of a list stand below one another: then the next block is an item, too.
            let next = self.lines.iter().skip(at + 1).find(|next| !next.is_blank());
            let listed = next.is_none_or(|next| lines::marker(next.text).is_some());
            return second.starts_with(char::is_uppercase) && !listed;
        }
        let named = matches!(
            first.to_lowercase().as_str(),
            "§" | "article"
                | "section"
                | "clause"
                | "chapter"
                | "annex"
                | "appendix"
                | "artikel"
                | "abschnitt"
                | "kapitel"
                | "anlage"
                | "anhang"
        );
        named
            && second
                .trim_end_matches(['.', ':'])
                .chars()
                .all(|c| c.is_ascii_digit() || c.is_ascii_uppercase() || c == '.')
    }

    /// Reads lines of cells: divided by tabs, or by bars.
    fn table(&mut self, at: usize) -> Option<usize> {
        let split: fn(&str) -> Vec<&str> = if self.line(at)?.text.contains('\t') {
            |text| text.split('\t').map(str::trim).collect()
        } else {
            |text| text.trim_matches('|').split('|').map(str::trim).collect()
        };
        let columns = split(self.line(at)?.text).len();
        if columns < 2 {
            return None;
        }
        let mut end = at;
        let mut cells = Vec::new();
        let mut rows = 0;
        while let Some(line) = self.line(end) {
            let drawn = line.text.chars().all(|c| "-|+=: ".contains(c));
            let parts = split(line.text);
            if !drawn && parts.len() != columns {
                break;
            }
            if !drawn {
                for (column, text) in parts.iter().enumerate() {
                    cells.push(CellText {
                        row: rows,
                        column: column as u32,
                        header: rows == 0 && !text.starts_with(|c: char| c.is_ascii_digit()),
                        text: (*text).to_owned(),
                        ..CellText::default()
                    });
                }
                rows += 1;
            }
            end += 1;
        }
        if rows < 2 {
            return None;
        }
        let (start, stop) = (self.line(at)?.start, self.lines.get(end.checked_sub(1)?)?.end);
        self.pieces.push(Piece { content: Content::Table(cells), start, end: stop });
        Some(end)
    }

    /// Reads at least two lines `Name: value` below one another.
    fn fields(&mut self, at: usize) -> Option<usize> {
        let mut end = at;
        let mut found = Vec::new();
        while let Some(line) = self.line(end) {
            let Some((name, value)) = lines::field(line.text) else { break };
            found.push(Piece {
                content: Content::KeyValue(name.to_owned(), value.to_owned()),
                start: line.start,
                end: line.end,
            });
            end += 1;
        }
        // Lines that follow directly may continue the last value: then it is prose.
        if found.len() < 2
            || self.line(end).is_some_and(|next| found.len() < 3 && lines::marker(next.text).is_none())
        {
            return None;
        }
        self.pieces.append(&mut found);
        Some(end)
    }

    fn item(&mut self, at: usize) -> usize {
        let Some(first) = self.lines.get(at) else { return at };
        let Some((marker, words)) = lines::marker(first.text) else { return at };
        let mut text = words.to_owned();
        let mut end = at + 1;
        while let Some(line) = self.line(end) {
            let goes_on = line.indent > first.indent || self.wraps(end - 1);
            if !goes_on || lines::marker(line.text).is_some() || lines::quoted(line.text).is_some() {
                break;
            }
            text.push(' ');
            text.push_str(line.text);
            end += 1;
        }
        let depth = u8::try_from(first.indent / 2).unwrap_or(u8::MAX);
        let depth = self.depth(depth);
        let stop = self.lines.get(end - 1).map_or(first.end, |line| line.end);
        self.pieces.push(Piece::text(BlockKind::ListItem { depth, marker }, text, first.start, stop));
        end
    }

    /// An item is at most one deeper than the item before it; the first is on top.
    fn depth(&self, indent: u8) -> u8 {
        match self.pieces.last().map(|piece| &piece.content) {
            Some(Content::Text(BlockKind::ListItem { depth, .. }, _)) => {
                let base = self.indent_of_first_item();
                indent.saturating_sub(base).min(depth + 1)
            }
            _ => 0,
        }
    }

    fn indent_of_first_item(&self) -> u8 {
        let first = self
            .pieces
            .iter()
            .rev()
            .take(200)
            .take_while(|piece| matches!(piece.content, Content::Text(BlockKind::ListItem { .. }, _)))
            .last();
        let line = first.and_then(|piece| {
            let index = self.lines.partition_point(|line| line.start < piece.start);
            self.lines.get(index)
        });
        line.map_or(0, |line| u8::try_from(line.indent / 2).unwrap_or(u8::MAX))
    }

    fn quote(&mut self, at: usize) -> usize {
        let Some((depth, _)) = self.lines.get(at).and_then(|line| lines::quoted(line.text)) else {
            return at;
        };
        let mut text = String::new();
        let mut end = at;
        while let Some((inner, words)) = self.lines.get(end).and_then(|line| lines::quoted(line.text)) {
            if inner != depth || (words.is_empty() && !text.is_empty()) {
                break;
            }
            if !text.is_empty() {
                text.push(if self.wraps(end - 1) { ' ' } else { '\n' });
            }
            text.push_str(words);
            end += 1;
        }
        let range = self.lines.get(at).zip(self.lines.get(end.max(at + 1) - 1));
        if let Some((first, last)) = range {
            self.pieces.push(Piece::text(BlockKind::Quote { depth }, text, first.start, last.end));
        }
        end
    }

    fn paragraph(&mut self, at: usize, kind: BlockKind) -> usize {
        let Some(first) = self.lines.get(at) else { return at };
        let mut text = first.text.to_owned();
        let mut end = at + 1;
        while let Some(line) = self.line(end) {
            let another = lines::quoted(line.text).is_some()
                || (self.reading.mail && line.text == "--")
                || (kind == BlockKind::Paragraph && (line.rule().is_some() || self.starts_list(end)));
            if another {
                break;
            }
            text.push(if self.wraps(end - 1) { ' ' } else { '\n' });
            text.push_str(line.text);
            end += 1;
        }
        let stop = self.lines.get(end - 1).map_or(first.end, |line| line.end);
        self.pieces.push(Piece::text(kind, text, first.start, stop));
        end
    }

    /// Says whether a line inside a paragraph starts a list; a number may just have been wrapped there.
    fn starts_list(&self, at: usize) -> bool {
        let Some((marker, _)) = self.lines.get(at).and_then(|line| lines::marker(line.text)) else {
            return false;
        };
        marker == "•" || marker.starts_with('[') || marker.starts_with('1') || !self.wraps(at - 1)
    }

    /// Says whether a line was broken only because the next word did not fit.
    fn wraps(&self, at: usize) -> bool {
        let (Some(line), Some(next)) = (self.lines.get(at), self.lines.get(at + 1)) else { return false };
        if self.reading.flowed {
            return line.soft && line.text != "--";
        }
        let Some(width) = self.width else { return false };
        let text = lines::quoted(next.text).map_or(next.text, |(_, words)| words);
        let word = text.split_whitespace().next().map_or(0, |word| word.chars().count());
        // Some editors break a little early; a line that is short by more was meant to end there.
        line.indent + line.width() + 1 + word + 4 > width
    }
}
