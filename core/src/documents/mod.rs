//! Document intelligence: detect, parse, understand, store.
//!
//! Inside this folder data flows one way: bytes → [`Format`] → blocks with spans ([`ParsedDocument`]) →
//! facts with evidence → storage and search.

pub mod agenda;
pub(crate) mod arrivals;
mod ask;
pub mod build;
pub(crate) mod extent;
mod extract;
pub mod facts;
pub(crate) mod file_parser;
pub mod formats;
pub(crate) mod grounded;
mod handle;
mod html_out;
mod index;
pub(crate) mod indexes;
pub(crate) mod ingest;
pub mod isolation;
pub(crate) mod jobs;
pub mod limits;
mod markdown;
pub mod model;
pub mod ocr;
mod parse;
pub mod passages;
pub mod progress;
mod record;
mod source;
pub mod understand;

pub use agenda::{Agenda, AgendaItem};
pub use ask::Answer;
pub use build::DocumentBuilder;
pub use extract::{ExtractedLeaf, Extraction, LeafSupport, UnfilledLeaf, UnfilledReason};
pub use facts::Brief;
pub use file_parser::{FileParser, ParsedFile};
pub use formats::{Detected, Format, Input, Parser, identify};
pub use grounded::{MODEL_REPLIES, ModelFinding};
pub use handle::Documents;
pub use html_out::to_html;
pub use isolation::ParserProgram;
pub use jobs::{JOBS, Job, JobFollower, Outcome};
pub use limits::Budget;
pub use markdown::to_markdown;
pub use model::{
    Attachment, Block, BlockKind, Cell, Mailbox, Metadata, PageImage, ParseNote, ParsedDocument, SourceRange,
    Table,
};
pub use ocr::{Ocr, Tesseract, apply_ocr};
pub use parse::parse;
pub use passages::{PassageSource, passages};
pub use record::{DOCUMENT_TEXTS, DOCUMENTS, Document, DocumentOrder, DocumentRepository, READER_VERSION};
pub use source::Source;
