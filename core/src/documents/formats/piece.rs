//! A block before it is placed: what the readers of HTML and plain text hand to their callers, so that a
//! page, a note and the body of a mail share them and differ in the places they give.

use crate::documents::build::{CellText, DocumentBuilder};
use crate::documents::model::{BlockKind, SourceRange};
use crate::error::Result;
use crate::evidence::Place;

/// A block with its range of bytes in the decoded part.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) content: Content,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What a block holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Content {
    /// Text with a role that needs no spans of its own.
    Text(BlockKind, String),
    /// A name and its value.
    KeyValue(String, String),
    /// A table.
    Table(Vec<CellText>),
}

impl Piece {
    pub(super) fn text(kind: BlockKind, text: impl Into<String>, start: usize, end: usize) -> Self {
        Self { content: Content::Text(kind, text.into()), start, end }
    }

    /// Returns the text of a block that is nothing but text.
    pub(super) fn words(&self) -> Option<&str> {
        match &self.content {
            Content::Text(_, words) => Some(words),
            Content::KeyValue(..) | Content::Table(_) => None,
        }
    }

    /// Adds the block to the document.
    pub(super) fn write(self, out: &mut DocumentBuilder, place: Place, part: &str) -> Result<()> {
        let source =
            Some(SourceRange { part: part.to_owned(), start: self.start as u64, end: self.end as u64 });
        match self.content {
            Content::Text(kind, text) => out.block(kind, &text, place, source)?,
            Content::KeyValue(key, value) => out.key_value(&key, &value, place, source)?,
            Content::Table(cells) => out.table(cells, place, source)?,
        };
        Ok(())
    }
}
