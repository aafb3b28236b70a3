//! The audit: who did what, where and when, in a log that cannot be altered unseen.
//!
//! Every change of the house and its pillars puts an [`AuditEntry`] into the batch of the change itself, at
//! the end of the stream `audit` of its workspace. Entries hold ids and never document text.
//!
//! A [`Sealer`] follows behind the writes, so that writers never wait for one another: each [`Seal`] covers
//! the entries after the last seal's, by their digest and an HMAC-SHA-256 that is chained to it.
//! [`Audit::verify`] finds the first place where a stored log was altered. What nobody can see from the log alone is
//! that its end was cut off whole: against that a signed [`Checkpoint`] is kept elsewhere.
//!
//! Entries after the last seal are not protected yet; [`AuditReport::unsealed`] counts them. An office with a key
//! seals what it writes every ten seconds and when it is closed.

mod canonical;
mod digest;
mod entry;
mod export;
mod guard;
mod handle;
mod key;
mod noted;
mod seal;
mod sealer;
mod verify;

pub use canonical::canonical;
pub use entry::{AuditEntry, AuditOrder, AuditRecord, Outcome, Target};
pub use export::verify_export;
pub use guard::Guard;
pub use handle::Audit;
pub use key::AuditKey;
pub use seal::{Checkpoint, Seal};
pub use sealer::Sealer;
pub use verify::{AuditReport, Damage, DamageKind};

pub(crate) use entry::AUDIT;
pub(crate) use handle::{head, records};
pub(crate) use noted::{Noted, Noting};
pub use seal::SEAL_HEADS;
pub(crate) use seal::SEALS;
