//! Lexical and semantic search over passages of documents, derived from storage.

mod sentences;

pub use sentences::sentences;
