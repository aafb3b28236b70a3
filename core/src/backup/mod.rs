//! Backups: a whole office in one file, written while it works, checked, and restored into an empty office on any
//! database.
//!
//! A backup is a POSIX tar archive of rows (JSON lines, compressed) and blobs in parts of at most 1 MiB, and at its end
//! a manifest with counts and the SHA-256 of everything before it; `tar` and `zcat` read it. Under a key it is one
//! encrypted stream. The form is logical, so that it goes from SQLite to PostgreSQL and back, and later releases read
//! it. Neither master keys, audit keys nor derived data are in it.
//!
//! Opening the parts of an office is the face's: [`crate::OfficeBuilder::backup`] and its neighbours begin here.

mod check;
mod entry;
mod manifest;
mod options;
mod readable;
mod reader;
mod references;
mod restore;
mod sealing;
mod sieve;
mod sink;
mod source;
#[cfg(test)]
mod tests;
mod write;
mod writer;

pub use check::Finding;
pub use manifest::BackupCounts;
pub use options::{BackupKeys, BackupOptions, BackupReport, RestoreOptions, RestoreReport, VerifyOptions};

pub(crate) use check::{Reading, check};
pub(crate) use restore::restore;
pub(crate) use write::write;
