//! Document intelligence: detect, parse, understand, store.
//!
//! Inside this folder data flows one way: bytes → [`Format`] → blocks with spans ([`ParsedDocument`]) →
//! facts with evidence → storage and search.

pub mod build;
pub mod formats;
pub mod limits;
pub mod model;
pub mod passages;

pub use build::DocumentBuilder;
pub use formats::{Format, Input, Parser};
pub use limits::Budget;
pub use model::{
    Attachment, Block, BlockKind, Cell, Metadata, PageImage, ParseNote, ParsedDocument, SourceRange, Table,
};
pub use passages::{PassageSource, passages};
