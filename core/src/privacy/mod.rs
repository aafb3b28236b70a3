//! What people may ask of an office about their data: to have it, and to have it erased.
//!
//! [`Privacy::report`] finds everything that mentions a person, or refers to what does, and says what would go.
//! [`Privacy::request`] asks for exactly that, a second person approves it by the one mechanism of approvals, and a
//! worker carries it out: records and events, files, search index, register, and what SQLite keeps in free pages and
//! its log. A proof without personal data stays, and a ledger of ids, from which what an older backup brings back is
//! erased again ([`Privacy::replay_tombstones`]).
//!
//! Legal holds keep things from every erasure; retention periods erase by themselves what is old enough.

mod carry_out;
mod erasure;
mod export;
mod find;
mod follower;
mod handle;
mod hold;
mod kind;
mod ledger;
mod report;
mod retention;
mod subject;
mod verify;

pub(crate) use carry_out::EraseHandler;
pub use erasure::{ERASURE_PLANS, ERASURES, Erasure, ErasureCause, ErasureCount, ErasureProof, ErasureState};
pub use export::SubjectExport;
pub(crate) use follower::ErasureFollower;
pub use handle::{Privacy, TombstoneLedger};
pub use hold::{LEGAL_HOLDS, LegalHold, NewLegalHold};
pub use kind::DataKind;
pub use ledger::{Tombstone, TombstoneItem};
pub use report::{
    ErasureChoice, ErasureFate, ErasureItem, ErasureReason, ErasureReport, ErasureRequest, KeptReason,
};
pub(crate) use retention::RetentionHandler;
pub use retention::{
    RETENTION_POLICIES, RetentionChange, RetentionCount, RetentionItem, RetentionPolicy, RetentionPreview,
    RetentionRule,
};
pub use subject::DataSubject;
pub use verify::{ErasureCheck, ErasureFault};
