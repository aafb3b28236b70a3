//! Lexical and semantic search over passages of documents, derived from storage.
//!
//! ```
//! use secretariat::search::{SearchIndex, SearchQuery};
//!
//! let index = SearchIndex::in_memory()?;
//! index.apply(&[], 1)?;
//! assert_eq!(index.position()?, 1);
//! assert!(index.search(&SearchQuery::new("notice period"))?.is_empty());
//! # Ok::<(), secretariat::Error>(())
//! ```

mod analysis;
mod index;
mod lexical;
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
pub use index::{IndexChange, SearchIndex};
pub use passage::{Hit, Passage, PassageFields};
pub use query::{Filters, Ranking, Scope, SearchQuery};
pub use sentences::sentences;
