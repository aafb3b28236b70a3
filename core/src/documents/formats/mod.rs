//! The formats: one row of the table per format, one file or folder per parser.
//!
//! Adding a format touches two files: its parser and this table.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::documents::build::DocumentBuilder;
use crate::error::Result;

mod csv;
mod day_line;
mod detect;
mod docx;
mod drawing;
mod eml;
mod html;
mod image;
mod markdown;
mod package;
mod pdf;
mod piece;
mod pptx;
mod text;
mod xlsx;

pub use detect::{Detected, detect, identify};
pub(in crate::documents) use markdown::read_page;

/// A format that this library reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Portable Document Format.
    Pdf,
    /// Word, Office Open XML.
    Docx,
    /// Excel, Office Open XML.
    Xlsx,
    /// PowerPoint, Office Open XML.
    Pptx,
    /// HTML page.
    Html,
    /// Internet message (RFC 5322 with MIME).
    Eml,
    /// Markdown (CommonMark with tables).
    Markdown,
    /// Plain text.
    Text,
    /// Separated values; the separator is detected.
    Csv,
    /// Picture of a page: PNG, JPEG, TIFF and others that tesseract reads.
    Image,
}

/// What a parser is given.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The content.
    pub bytes: &'a [u8],
    /// The file's name, for messages and hints only: never opened.
    pub name: &'a str,
}

/// Reads one format: bytes in, blocks out, within the builder's budget.
///
/// A parser never panics, never reads files or the network, checks the budget in each loop over content,
/// and reports damage it can live with as a note rather than an error.
pub trait Parser: Send + Sync {
    /// Reads `input` into `out`, in reading order.
    ///
    /// # Errors
    /// `corrupt` for damaged or empty content, `denied` for encrypted content, `limit_exceeded` when a
    /// budget is used up.
    fn parse(&self, input: Input<'_>, out: &mut DocumentBuilder) -> Result<()>;
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 10] = [
        Self::Pdf,
        Self::Docx,
        Self::Xlsx,
        Self::Pptx,
        Self::Html,
        Self::Eml,
        Self::Markdown,
        Self::Text,
        Self::Csv,
        Self::Image,
    ];

    /// Returns the parser of the format.
    pub fn parser(self) -> &'static dyn Parser {
        match self {
            Self::Pdf => &pdf::Pdf,
            Self::Docx => &docx::Docx,
            Self::Xlsx => &xlsx::Xlsx,
            Self::Pptx => &pptx::Pptx,
            Self::Html => &html::Html,
            Self::Eml => &eml::Eml,
            Self::Markdown => &markdown::Markdown,
            Self::Text => &text::Text,
            Self::Csv => &csv::Csv,
            Self::Image => &image::Image,
        }
    }
}
