//! Progress of long work: one numbered, resumable stream of events.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind};
use crate::id::DocumentId;

/// One step of long work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Progress {
    /// The position in the stream, from 1: resume after the last one you saw.
    pub sequence: u64,
    /// The file.
    pub name: String,
    /// What happened.
    pub step: Step,
}

/// What happened to a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Step {
    /// Its turn has come.
    Started,
    /// It was parsed.
    Parsed {
        /// The number of pages, slides or sheets.
        pages: u32,
    },
    /// It is understood and stored.
    Stored {
        /// The document.
        document: DocumentId,
    },
    /// The same content was there already.
    Duplicate {
        /// The document that is there.
        document: DocumentId,
    },
    /// It could not be read; the other files go on.
    Failed {
        /// The kind of the error.
        kind: ErrorKind,
        /// The message.
        message: String,
    },
    /// All files are done.
    Finished,
}

impl Step {
    /// Tells of a file that could not be read.
    pub(crate) fn failed(error: &Error) -> Self {
        Self::Failed { kind: error.kind(), message: error.message().to_owned() }
    }

    /// Says whether nothing more comes of the file.
    pub(crate) fn is_last(&self) -> bool {
        matches!(self, Self::Stored { .. } | Self::Duplicate { .. } | Self::Failed { .. })
    }
}
