//! Why a batch is refused while the database is well: the same words from every SQL backend.

use crate::error::{Error, ErrorKind};

/// Something else is there than the batch expects.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refusal {
    /// A record changed meanwhile.
    #[error("{collection} `{id}` is not at {expected}")]
    Version {
        /// The collection.
        collection: &'static str,
        /// The record.
        id: String,
        /// What the batch expected.
        expected: String,
    },
    /// A stream went on meanwhile.
    #[error("stream `{stream}` is at event {actual}, not at {expected}")]
    Sequence {
        /// The stream.
        stream: String,
        /// What the batch expected.
        expected: u64,
        /// What is there.
        actual: i64,
    },
    /// A newer claim fenced this writer.
    #[error("stream `{stream}` has seen epoch {actual}, newer than {given}")]
    Epoch {
        /// The stream.
        stream: String,
        /// The epoch of the writer.
        given: u64,
        /// The newest epoch.
        actual: i64,
    },
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::new(ErrorKind::Conflict, format!("{refusal}: read again and retry")).with_source(refusal)
    }
}

/// The error of a unique attribute that another record has.
pub(super) fn taken(collection: &str, attribute: &str) -> Error {
    Error::new(
        ErrorKind::Conflict,
        format!("another record of {collection} has the same `{attribute}`: choose another"),
    )
}
