//! What SQLite's result codes mean for the caller (<https://sqlite.org/rescode.html>).

use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind};
use crate::storage::refusal::Refusal;

/// Why a database refused or failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    /// SQLite or its driver reports.
    #[error("SQLite reports {0}")]
    Driver(#[from] sqlx::Error),
    /// A value that this crate cannot have written.
    #[error("{what} cannot be read back")]
    Damaged {
        /// The row.
        what: String,
        /// The reader's complaint, if any.
        #[source]
        source: Option<serde_json::Error>,
    },
    /// The commit itself failed midway: after a crash it may turn out to be there.
    #[error("the commit of {path} was cut off")]
    Doubt {
        /// The database.
        path: PathBuf,
        /// What SQLite reports.
        #[source]
        source: sqlx::Error,
    },
    /// The given batch cannot be stored.
    #[error("{0}")]
    Refused(Error),
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal.into())
    }
}

impl Fault {
    /// Says whether one batch of a group may be the cause, so that the others are worth another try.
    pub(super) fn may_be_of_one_batch(&self) -> bool {
        match self {
            Self::Driver(error) => !matches!(code(error), None | Some(BUSY)),
            Self::Damaged { .. } => true,
            _ => false,
        }
    }

    /// Turns it into the public error about the database at `path`.
    pub(super) fn public(self, path: &Path) -> Error {
        let (kind, message) = match self {
            Self::Refused(error) => return error,
            Self::Driver(ref error) => driver(error, path),
            Self::Damaged { .. } => {
                (ErrorKind::Corrupt, format!("{}: {self}: restore a backup", path.display()))
            }
            Self::Doubt { .. } => (ErrorKind::InDoubt, format!("{self}: look before repeating")),
        };
        Error::new(kind, message).with_source(self)
    }
}

/// Returns SQLite's primary result code, if the error comes from SQLite.
pub(super) fn code(error: &sqlx::Error) -> Option<i32> {
    let extended: i32 = error.as_database_error()?.code()?.parse().ok()?;
    Some(extended & 0xff)
}

/// SQLITE_BUSY: another connection holds the lock for longer than the busy timeout.
pub(super) const BUSY: i32 = 5;
/// SQLITE_IOERR: the operating system failed a read, write or sync.
pub(super) const IO: i32 = 10;

fn driver(error: &sqlx::Error, path: &Path) -> (ErrorKind, String) {
    let path = path.display();
    match error {
        sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => {
            return (ErrorKind::Unavailable, format!("{path} is closed: open it again"));
        }
        sqlx::Error::PoolTimedOut => {
            return (ErrorKind::Unavailable, format!("{path} is busy: retry"));
        }
        sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => {
            return (ErrorKind::Corrupt, format!("{path} holds values of wrong types: restore a backup"));
        }
        _ => {}
    }
    match code(error) {
        Some(BUSY | 6) => (ErrorKind::Unavailable, format!("{path} is locked by another process: retry")),
        Some(3 | 8) => (
            ErrorKind::Denied,
            format!("{path} cannot be written: make the file and its folder writable for this user"),
        ),
        Some(IO) => (ErrorKind::Unavailable, format!("{path}: the disk failed a read or write: retry")),
        Some(11 | 26) => (
            ErrorKind::Corrupt,
            format!("{path} is damaged or not a database of this program: restore a backup"),
        ),
        Some(13) => (ErrorKind::Unavailable, format!("{path}: the disk is full: free space and retry")),
        Some(14) => (
            ErrorKind::Denied,
            format!("{path} cannot be opened: check that its folder exists and is writable for this user"),
        ),
        Some(18) => (ErrorKind::LimitExceeded, format!("{path}: a value is larger than 1 GB: split it")),
        _ => (ErrorKind::Internal, format!("{path}: the database refused a statement")),
    }
}
