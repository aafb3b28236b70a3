//! Lexical and semantic search over passages of documents, derived from storage.
//!
//! ```
//! use secretariat::search::{Meaning, SearchIndex, SearchQuery};
//!
//! let index = SearchIndex::in_memory(&Meaning::built_in())?;
//! index.apply(&[], 1)?;
//! assert_eq!(index.position()?, 1);
//! assert!(index.search(&SearchQuery::new("notice period"), None)?.is_empty());
//! # Ok::<(), secretariat::Error>(())
//! ```

mod analysis;
mod embedder;
mod index;
mod lexical;
mod lexis;
mod meaning;
mod passage;
mod query;
mod rank;
mod schema;
mod sentences;
mod stopwords;
mod typos;
mod vectors;
mod view;
mod words;

pub use analysis::stems;
pub(crate) use embedder::CheckedEmbedder;
pub use embedder::Embedder;
pub use index::{IndexChange, SearchIndex};
pub(crate) use lexis::{Lexis, WORD_DIMENSIONS};
pub use meaning::{Embedding, Meaning};
pub use passage::{Hit, Passage, PassageFields};
pub use query::{Filters, Ranking, Scope, SearchQuery};
pub use sentences::sentences;
