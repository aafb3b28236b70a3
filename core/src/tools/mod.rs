//! Joints: documents and communications as tools of agents, and the built-in playbooks.
//!
//! [`OfficeTools`] offers what an office can do. Each tool acts as the actor of its run, in the workspace of its run,
//! through the same guarded handles as everybody: a viewer's run reads and cannot write. What was read from documents
//! is marked as untrusted, with its evidence, and every answer is bounded. There is no shell, and never will be.
//!
//! | tool | effect | approval |
//! |---|---|---|
//! | `search_documents`, `read_document`, `ask_documents`, `list_documents`, `document_brief`, `list_tasks`, `free_busy`, `check_text` | pure | never |
//! | `recall` | pure | never |
//! | `remember` | idempotent by the key of its call | never: what it remembers stays untrusted |
//! | `draft` | idempotent by the key of its call | never: nothing leaves the house |
//! | `revise_draft` | once | when an argument may come from a document |
//! | `send_draft` | once | always |
//! | `http_fetch`, where the operator allows it | pure | when an argument may come from a document |

mod arguments;
mod ask_documents;
mod bounds;
mod check_text;
mod desk;
mod document_brief;
mod document_line;
mod draft;
mod drafted;
mod free_busy;
#[cfg(feature = "fetch")]
mod http_fetch;
mod list_documents;
mod list_tasks;
#[cfg(feature = "mcp")]
pub(crate) mod mcp;
mod office_tools;
pub mod playbooks;
mod read_document;
mod recall;
mod remember;
mod revise_draft;
mod search_documents;
mod send_draft;

pub use ask_documents::{AskDocuments, AskedDocuments};
pub use check_text::{CheckText, CheckedText};
pub use document_brief::{BriefedDocument, DocumentBrief};
pub use document_line::DocumentLine;
pub use drafted::{Drafted, DraftedAction, DraftedFact, DraftedRecipient};
pub use free_busy::{BusyTime, FreeBusy, FreeBusyTimes, FreeTime, UnreadCalendar};
#[cfg(feature = "fetch")]
pub use http_fetch::{FetchSettings, FetchedPage, HttpFetch};
pub use list_documents::{ListDocuments, ListedDocuments};
pub use list_tasks::{ListTasks, ListedTasks};
pub use office_tools::OfficeTools;
pub use read_document::{ReadDocument, ReadPiece, ReadText};
pub use recall::{Recall, RecalledFacts};
pub use remember::Remember;
pub use revise_draft::ReviseDraft;
pub use search_documents::{FoundPassage, FoundPassages, SearchDocuments};
pub use send_draft::{SendDraft, SentDraft, call_subject};
