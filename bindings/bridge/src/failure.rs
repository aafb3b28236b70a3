//! An error as it crosses the border.

use schemars::JsonSchema;
use secretariat::{Error, ErrorKind};
use serde::{Deserialize, Serialize};

/// What went wrong, without the causes, which stay in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Failure {
    /// The kind of the error: says what the caller can do.
    pub code: ErrorKind,
    /// What went wrong, with the name of the thing and the remedy.
    pub message: String,
    /// Whether the same call may succeed later.
    pub retryable: bool,
}

impl From<&Error> for Failure {
    fn from(error: &Error) -> Self {
        Self { code: error.kind(), message: error.message().to_owned(), retryable: error.is_retryable() }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        (&error).into()
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        Self::new(failure.code, failure.message)
    }
}

impl Failure {
    /// Writes the failure as JSON, the form in which native bindings pass it on.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_else(|_| {
            r#"{"code":"internal","message":"an error without words","retryable":false}"#.to_owned()
        })
    }

    /// Reads what a callback threw: a failure as JSON where the face could tell, else plain words.
    pub fn from_thrown(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_else(|_| Self {
            code: ErrorKind::Unavailable,
            message: text.to_owned(),
            retryable: true,
        })
    }
}
