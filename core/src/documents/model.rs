//! What a parser makes of a file: one canonical text, and blocks that are spans of it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::documents::Format;
use crate::evidence::{Place, Span};

/// A parsed file. Every block's span lies inside `text`; blocks stand in reading order and do not overlap.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ParsedDocument {
    /// The format that was read.
    pub format: Format,
    /// What the file says about itself.
    pub metadata: Metadata,
    /// The canonical text: all spans of this document count its Unicode scalar values.
    pub text: String,
    /// The structure, in reading order.
    pub blocks: Vec<Block>,
    /// The number of pages, slides or sheets; 1 where the format has none.
    pub pages: u32,
    /// What could not be read, such as a page that needs OCR.
    pub notes: Vec<ParseNote>,
    /// Files inside this file, such as the attachments of a mail.
    #[serde(skip)]
    pub attachments: Vec<Attachment>,
    /// Pages without text whose picture OCR may read.
    #[serde(skip)]
    pub images: Vec<PageImage>,
}

/// What a file says about itself.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Metadata {
    /// The title.
    pub title: Option<String>,
    /// The author, or the sender of a message as written in its header.
    pub author: Option<String>,
    /// When it was made or sent (ISO 8601 as far as known, with offset where the file has one).
    pub created: Option<String>,
    /// The language as a BCP 47 tag, if the file names one.
    pub language: Option<String>,
    /// The subject of a message.
    pub subject: Option<String>,
    /// The sender of a message.
    pub from: Vec<Mailbox>,
    /// The recipients of a message.
    pub to: Vec<Mailbox>,
    /// The copied recipients of a message.
    pub cc: Vec<Mailbox>,
    /// Where replies go, if not to the sender.
    pub reply_to: Vec<Mailbox>,
    /// The Message-ID without angle brackets.
    pub message_id: Option<String>,
    /// The Message-ID that this message answers.
    pub in_reply_to: Option<String>,
    /// The Message-IDs of the thread, oldest first.
    pub references: Vec<String>,
    /// Other properties, by their name in the format.
    pub other: BTreeMap<String, String>,
}

/// A name with a mail address.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Mailbox {
    /// The display name.
    pub name: Option<String>,
    /// The address.
    pub address: String,
}

/// A piece of the document: a span with a role.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Block {
    /// The role.
    pub kind: BlockKind,
    /// The span in the canonical text.
    pub span: Span,
    /// The place in the source, for people.
    pub place: Place,
    /// The place in the source, for programs.
    pub source: Option<SourceRange>,
    /// How sure the parser is of text and role, from 0 to 1 (OCR is below 1).
    pub confidence: f32,
}

/// The role of a block.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum BlockKind {
    /// A heading of level 1 (highest) to 6.
    Heading {
        /// The level.
        level: u8,
    },
    /// A paragraph.
    Paragraph,
    /// An item of a list. Its marker is not part of the text.
    ListItem {
        /// The nesting depth, from 0.
        depth: u8,
        /// The marker as shown, such as `•`, `3.`, `[x]`.
        marker: String,
    },
    /// A table.
    Table(Table),
    /// A name with its value, such as a form field or a header line of a mail.
    KeyValue {
        /// The span of the name.
        key: Span,
        /// The span of the value.
        value: Span,
    },
    /// A figure; the text is its caption or alternative text.
    Figure,
    /// Text quoted from elsewhere, such as the mail that is answered.
    Quote {
        /// The nesting depth, from 1.
        depth: u8,
    },
    /// Program code or other preformatted text.
    Code,
    /// The header of a page.
    Header,
    /// The footer of a page.
    Footer,
    /// The signature of a mail.
    Signature,
    /// A footnote, endnote or speaker's note.
    Note,
    /// A reviewer's comment.
    Comment {
        /// Who wrote it.
        author: Option<String>,
    },
    /// A tracked change that is not yet accepted; the text of a deletion stands only here.
    Change {
        /// Whether the text was deleted rather than inserted.
        deleted: bool,
        /// Who changed it.
        author: Option<String>,
    },
    /// Page furniture that is not the content: navigation, cookie banners, advertisements.
    Boilerplate,
    /// Text the format hides from the reader.
    Hidden,
}

/// A table as a grid; the block's text has one line per row and a tab between cells.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Table {
    /// The number of rows.
    pub rows: u32,
    /// The number of columns.
    pub columns: u32,
    /// The cells, by row, then column; cells covered by a span are absent.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cell {
    /// The row, from 0.
    pub row: u32,
    /// The column, from 0.
    pub column: u32,
    /// How many rows it covers, at least 1.
    pub row_span: u32,
    /// How many columns it covers, at least 1.
    pub column_span: u32,
    /// Whether it is a heading of a column or row.
    pub header: bool,
    /// The span of its text.
    pub span: Span,
    /// The cell's own place, such as `Sheet1!B4`, where it differs from the block's.
    pub place: Option<Place>,
}

/// Where a block stands in the file's own structure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SourceRange {
    /// The part, such as `word/document.xml`; empty for the file itself.
    pub part: String,
    /// The first byte of the block in the (decoded) part.
    pub start: u64,
    /// One past the last byte.
    pub end: u64,
}

/// Something the reader of the result should know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ParseNote {
    /// A stable code, such as `needs_ocr`, `truncated`, `damaged`, `encrypted_part`.
    pub code: String,
    /// One sentence for people.
    pub message: String,
    /// The page, slide or sheet, from 1.
    pub page: Option<u32>,
}

/// A file inside a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// The name as written by the sender: never used as a path.
    pub name: String,
    /// The media type, if stated.
    pub media_type: Option<String>,
    /// The content.
    pub bytes: Vec<u8>,
    /// Whether it is shown inside the body, such as a logo.
    pub inline: bool,
}

/// The picture of a page that has no text of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageImage {
    /// The page, from 1.
    pub page: u32,
    /// An encoded picture that tesseract reads: PNG, JPEG, TIFF or PNM.
    pub bytes: Vec<u8>,
    /// The resolution in dots per inch, if known.
    pub dpi: Option<u32>,
}

impl ParsedDocument {
    /// Returns the words at a span.
    pub fn slice(&self, span: Span) -> &str {
        crate::evidence::TextIndex::new(&self.text).slice(span)
    }
}
