//! Document intelligence: detect, parse, understand, store.
//!
//! Inside this folder data flows one way: bytes → [`Format`] → blocks with spans ([`ParsedDocument`]) →
//! facts with evidence → storage and search.

pub mod build;
pub mod formats;
mod html_out;
pub mod isolation;
pub mod limits;
mod markdown;
pub mod model;
pub mod ocr;
mod parse;

pub use build::DocumentBuilder;
pub use formats::{Detected, Format, Input, Parser, identify};
pub use html_out::to_html;
pub use isolation::ParserProgram;
pub use limits::Budget;
pub use markdown::to_markdown;
pub use model::{
    Attachment, Block, BlockKind, Cell, Metadata, PageImage, ParseNote, ParsedDocument, SourceRange, Table,
};
pub use ocr::{Ocr, Tesseract, apply_ocr};
pub use parse::parse;
