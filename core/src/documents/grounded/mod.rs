//! What a language model says of documents, held to their words.
//!
//! The model is shown text as data and answers in a form: it names passages, sentences and values by their ids, and
//! quotes word by word. Quotes are looked up, values and names are compared with the quoted words, and what fails is
//! sent back once, then dropped. Where nothing is left, rules answer, and a finding says why: see [`ModelFinding`].

mod answer;
mod assistant;
mod brief;
mod finding;
mod kept;
mod numbered;
mod quotes;

pub(crate) use answer::{Grounded, Outcome, answer};
pub(crate) use assistant::{Assistant, SentenceCheck};
pub(crate) use brief::brief;
pub use finding::ModelFinding;
pub(crate) use finding::{Unusable, dropped};
pub use kept::MODEL_REPLIES;
pub(crate) use kept::ask_once;
pub(crate) use numbered::NumberedText;
pub(crate) use quotes::Quotable;
