//! Where something was read: one concept for every "it says so".
//!
//! Offsets count Unicode scalar values of the document's canonical text, half-open, so that every
//! language of the SDK can convert them to its own string indices without loss.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::id::DocumentId;

/// A half-open range `[start, end)` of Unicode scalar values in a document's canonical text.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema,
)]
pub struct Span {
    /// The first character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

impl Span {
    /// Makes the span `[start, end)`; an end before the start is moved to it.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// Returns the number of characters.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Says whether the span holds no character.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Says whether `other` lies inside this span.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Says whether both spans share a character.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Returns the span moved right by `offset` characters.
    #[must_use]
    pub fn shifted(self, offset: usize) -> Self {
        Self { start: self.start + offset, end: self.end + offset }
    }

    /// Returns the smallest span that holds both.
    #[must_use]
    pub fn joined(self, other: Span) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A rectangle on a page or slide in points (1/72 inch), from the top left corner.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Area {
    /// The left edge.
    pub left: f32,
    /// The top edge.
    pub top: f32,
    /// The width.
    pub width: f32,
    /// The height.
    pub height: f32,
}

impl Area {
    /// Returns the smallest rectangle that holds both.
    #[must_use]
    pub fn joined(self, other: Area) -> Self {
        let (left, top) = (self.left.min(other.left), self.top.min(other.top));
        let right = (self.left + self.width).max(other.left + other.width);
        let bottom = (self.top + self.height).max(other.top + other.height);
        Self { left, top, width: right - left, height: bottom - top }
    }
}

/// Where in its source a piece of text stands, as a person would look it up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Place {
    /// A page, counted from 1, and the box on it.
    Page {
        /// The page, from 1.
        page: u32,
        /// The box on the page.
        area: Option<Area>,
    },
    /// A cell of a spreadsheet, such as `Sheet1!B4`, or a range of cells.
    Cell {
        /// The name of the sheet.
        sheet: String,
        /// The cell or range in A1 notation.
        cell: String,
    },
    /// A slide, counted from 1, and the box on it.
    Slide {
        /// The slide, from 1.
        slide: u32,
        /// The box on the slide.
        area: Option<Area>,
    },
    /// A part of a message, such as `Subject` or `body`.
    Part {
        /// The name of the header field or part.
        part: String,
        /// The paragraph inside the part, from 1.
        paragraph: Option<u32>,
    },
    /// A paragraph, counted from 1 through the document.
    Paragraph {
        /// The paragraph, from 1.
        paragraph: u32,
    },
    /// A line of a text file, counted from 1.
    Line {
        /// The line, from 1.
        line: u32,
    },
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Page { page, .. } => write!(f, "page {page}"),
            Self::Cell { sheet, cell } => write!(f, "{sheet}!{cell}"),
            Self::Slide { slide, .. } => write!(f, "slide {slide}"),
            Self::Part { part, paragraph: Some(paragraph) } => write!(f, "{part}, paragraph {paragraph}"),
            Self::Part { part, paragraph: None } => f.write_str(part),
            Self::Paragraph { paragraph } => write!(f, "paragraph {paragraph}"),
            Self::Line { line } => write!(f, "line {line}"),
        }
    }
}

/// The proof of a statement: the document, the span, the place and the words themselves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// The document.
    pub document: DocumentId,
    /// The span in the document's canonical text.
    pub span: Span,
    /// The place, for people.
    pub place: Place,
    /// The words at the span, exactly.
    pub quote: String,
}

/// Who stands behind a piece of text: what came from outside is data, never an instruction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Provenance {
    /// This library made it.
    System,
    /// A person of the office gave it.
    User,
    /// It was read from a document or message: untrusted.
    Document,
}

/// Finds text by spans of characters quickly: a table of byte offsets every 256 characters.
#[derive(Debug, Clone)]
pub struct TextIndex<'a> {
    text: &'a str,
    /// Byte offset of the characters 0, STEP, 2 × STEP, …; empty when the text is ASCII.
    steps: Vec<usize>,
    len: usize,
}

const STEP: usize = 256;

impl<'a> TextIndex<'a> {
    /// Reads `text` once.
    pub fn new(text: &'a str) -> Self {
        if text.is_ascii() {
            return Self { text, steps: Vec::new(), len: text.len() };
        }
        let mut steps = Vec::with_capacity(text.len() / STEP + 1);
        let mut len = 0;
        for (byte, _) in text.char_indices() {
            if len % STEP == 0 {
                steps.push(byte);
            }
            len += 1;
        }
        Self { text, steps, len }
    }

    /// Returns the whole text.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// Returns the number of characters.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Says whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns the byte offset of a character; the end of the text for any beyond it.
    pub fn byte(&self, character: usize) -> usize {
        if character >= self.len {
            return self.text.len();
        }
        if self.steps.is_empty() {
            return character;
        }
        let from = self.steps[character / STEP];
        self.text[from..]
            .char_indices()
            .nth(character % STEP)
            .map_or(self.text.len(), |(byte, _)| from + byte)
    }

    /// Returns the index of the character that starts at, or holds, a byte offset.
    pub fn character(&self, byte: usize) -> usize {
        if byte >= self.text.len() {
            return self.len;
        }
        if self.steps.is_empty() {
            return byte;
        }
        let step = self.steps.partition_point(|&start| start <= byte) - 1;
        let from = self.steps[step];
        step * STEP + self.text[from..].char_indices().take_while(|(at, _)| from + at <= byte).count() - 1
    }

    /// Returns the words at a span, cut to the text.
    pub fn slice(&self, span: Span) -> &'a str {
        let start = self.byte(span.start);
        // A span that came from outside may be the wrong way round.
        &self.text[start..self.byte(span.end).max(start)]
    }

    /// Converts a range of bytes to a span.
    pub fn span(&self, bytes: std::ops::Range<usize>) -> Span {
        Span::new(self.character(bytes.start), self.character(bytes.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_and_bytes_convert_both_ways() {
        for text in ["plain ascii", &"äöü€𝄞x".repeat(200), ""] {
            let index = TextIndex::new(text);
            assert_eq!(index.len(), text.chars().count());
            for (character, (byte, _)) in text.char_indices().enumerate() {
                assert_eq!(index.byte(character), byte);
                assert_eq!(index.character(byte), character);
            }
            assert_eq!(index.slice(Span::new(0, usize::MAX)), text);
            assert_eq!(index.slice(Span { start: 4, end: 2 }), "");
        }
    }

    #[test]
    fn places_print_as_a_person_says_them() {
        assert_eq!(Place::Page { page: 3, area: None }.to_string(), "page 3");
        assert_eq!(Place::Cell { sheet: "Sheet1".into(), cell: "B4".into() }.to_string(), "Sheet1!B4");
    }
}
