//! What an office remembers between runs: facts, for a workspace or for one person, each with who said so and where it
//! stands. People read, change and erase them; runs recall and remember them by tools.
//!
//! What a run remembers stays untrusted for ever, or until a person changes it: a fact that came out of a document
//! taints whoever recalls it, as the document would.

mod fact;
mod handle;
mod place;
mod recall;
mod repository;

pub use fact::{Fact, FactEdit, FactSource, MemoryScope, NewFact};
pub use handle::Memory;
pub(crate) use handle::RunFact;
pub use repository::FACTS;
