//! Errors, in both directions.

use std::fmt;

use secretariat::{Error, ErrorKind};
use secretariat_bridge::Failure;

/// An error as it crosses.
#[derive(Debug, Clone, uniffi::Error)]
pub enum NativeFailure {
    /// The one case: errors must be enums for UniFFI, and the kinds are told apart by their code.
    Failed {
        /// The kind, such as `not_found`.
        code: String,
        /// What went wrong. It is not named `message`, which is taken in Kotlin's exceptions.
        reason: String,
        /// Whether the same call may succeed later.
        retryable: bool,
    },
}

impl fmt::Display for NativeFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Failed { code, reason, .. } = self;
        write!(f, "{code}: {reason}")
    }
}

impl std::error::Error for NativeFailure {}

impl From<Error> for NativeFailure {
    fn from(error: Error) -> Self {
        Self::Failed {
            code: error.kind().code().to_owned(),
            reason: error.message().to_owned(),
            retryable: error.is_retryable(),
        }
    }
}

/// What a component of the application threw.
impl From<NativeFailure> for Failure {
    fn from(failure: NativeFailure) -> Self {
        let NativeFailure::Failed { code, reason, retryable } = failure;
        match ErrorKind::from_code(&code) {
            Some(code) => Self { code, message: reason, retryable },
            None => Self::from_thrown(&reason),
        }
    }
}

/// What UniFFI could not translate: a component that broke off without throwing.
impl From<uniffi::UnexpectedUniFFICallbackError> for NativeFailure {
    fn from(error: uniffi::UnexpectedUniFFICallbackError) -> Self {
        // No code: the bridge knows what a thrown text means.
        Self::Failed { code: String::new(), reason: error.reason, retryable: false }
    }
}
