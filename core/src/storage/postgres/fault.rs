//! What PostgreSQL's conditions mean for the caller
//! (<https://www.postgresql.org/docs/current/errcodes-appendix.html>).

use std::borrow::Cow;
use std::time::Duration;

use crate::error::{Error, ErrorKind};
use crate::storage::refusal::{Refusal, taken};

/// Why a database refused or failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    /// PostgreSQL or its driver reports.
    #[error("PostgreSQL reports {0}")]
    Driver(#[from] sqlx::Error),
    /// No answer came in time.
    #[error("no answer within {0:?}")]
    Silent(Duration),
    /// A value that this crate cannot have written.
    #[error("{what} cannot be read back")]
    Damaged {
        /// The row.
        what: String,
        /// The reader's complaint, if any.
        #[source]
        source: Option<serde_json::Error>,
    },
    /// The connection broke during the commit: it may turn out to be there.
    #[error("the connection broke during a commit")]
    Doubt(#[source] Box<Fault>),
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
    /// Says whether the whole group is worth another try at once: somebody else held what it needs.
    pub(super) fn is_contention(&self) -> bool {
        matches!(self, Self::Driver(error) if matches!(code(error).as_deref(), Some("40001" | "40P01")))
    }

    /// Says whether one batch of a group may be the cause, so that the others are worth another try.
    pub(super) fn may_be_of_one_batch(&self) -> bool {
        let Self::Driver(error) = self else { return matches!(self, Self::Damaged { .. }) };
        // Data exceptions, integrity, program limits, no room for this one.
        code(error).is_some_and(|code| ["22", "23", "53", "54"].iter().any(|class| code.starts_with(class)))
    }

    /// Says whether the connection is of no further use.
    pub(super) fn is_of_connection(&self) -> bool {
        match self {
            Self::Driver(error) => error.as_database_error().is_none(),
            Self::Silent(_) | Self::Doubt(_) => true,
            Self::Damaged { .. } | Self::Refused(_) => false,
        }
    }

    /// Turns it into the public error about the database that `place` names.
    pub(super) fn public(self, place: &str) -> Error {
        let (kind, message) = match &self {
            Self::Driver(error) if code(error).as_deref() == Some("23505") => {
                return unique(error).with_source(self);
            }
            Self::Driver(error) => driver(error, place),
            Self::Silent(limit) => (
                ErrorKind::Unavailable,
                format!("{place} gave no answer within {} s: check the network and retry", limit.as_secs()),
            ),
            Self::Damaged { .. } => (ErrorKind::Corrupt, format!("{place}: {self}: restore a backup")),
            Self::Doubt(_) => (ErrorKind::InDoubt, format!("{place}: {self}: look before repeating")),
            Self::Refused(_) => {
                return match self {
                    Self::Refused(error) => error,
                    other => Error::internal("a refusal").with_source(other),
                };
            }
        };
        Error::new(kind, message).with_source(self)
    }
}

/// Returns the SQLSTATE, if the error comes from PostgreSQL.
pub(super) fn code(error: &sqlx::Error) -> Option<Cow<'_, str>> {
    error.as_database_error()?.code()
}

/// The index of a unique attribute is called `u_<collection>__<attribute>`.
fn unique(error: &sqlx::Error) -> Error {
    let name = error.as_database_error().and_then(|error| error.constraint()).unwrap_or_default();
    let (collection, attribute) = name.trim_start_matches("u_").split_once("__").unwrap_or_default();
    taken(collection, attribute)
}

fn driver(error: &sqlx::Error, place: &str) -> (ErrorKind, String) {
    use ErrorKind::{Corrupt, Denied, Internal, LimitExceeded, NotFound, Unavailable};
    match error {
        sqlx::Error::PoolClosed => return (Unavailable, format!("{place} is closed: open it again")),
        sqlx::Error::PoolTimedOut => {
            return (Unavailable, format!("{place} cannot be reached or is busy: retry"));
        }
        sqlx::Error::Io(_) => {
            return (Unavailable, format!("{place} cannot be reached: check that it runs, and its address"));
        }
        sqlx::Error::Tls(_) => {
            return (
                Unavailable,
                format!("{place} offers no TLS that can be trusted: check `sslmode` and its certificate"),
            );
        }
        sqlx::Error::Protocol(_) | sqlx::Error::WorkerCrashed => {
            return (Unavailable, format!("{place} broke the connection off: retry"));
        }
        sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => {
            return (Corrupt, format!("{place} holds values of wrong types: restore a backup"));
        }
        _ => {}
    }
    let code = code(error).unwrap_or_default();
    match code.as_ref() {
        "28P01" | "28000" => {
            (Denied, format!("{place} refuses this user or password: correct them in the address"))
        }
        "3D000" => (NotFound, format!("{place} does not exist: make the database, or correct the address")),
        "42501" => (
            Denied,
            format!(
                "{place}: this user lacks a right: run the statements of docs/storage.md as an administrator"
            ),
        ),
        "53100" => (Unavailable, format!("{place}: the disk is full: free space and retry")),
        "53300" => (Unavailable, format!("{place}: too many connections: raise `max_connections` or retry")),
        "25006" => (Denied, format!("{place} is read-only: connect to the primary server")),
        "55P03" | "57014" | "25P03" => (Unavailable, format!("{place}: a lock was not free in time: retry")),
        "58030" => (Unavailable, format!("{place}: its disk failed a read or write: retry")),
        "XX001" | "XX002" => (Corrupt, format!("{place} is damaged: restore a backup")),
        code if code.starts_with("57P") || code.starts_with("08") || code.starts_with("53") => {
            (Unavailable, format!("{place} is starting, stopping or overloaded: retry"))
        }
        code if code.starts_with("40") => {
            (Unavailable, format!("{place}: others wrote at the same time: retry"))
        }
        code if code.starts_with("54") || code == "22P05" => {
            (LimitExceeded, format!("{place}: a value is too large or too deep for it: split it"))
        }
        _ => (Internal, format!("{place}: the database refused a statement")),
    }
}
