//! One public error: a kind that tells the caller what to do, a message that names the thing and the
//! remedy, and the cause.
//!
//! Messages never hold document text or secrets. Backends keep private `thiserror` enums and pass them
//! as the source.

use std::fmt;

/// A result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

type Source = Box<dyn std::error::Error + Send + Sync + 'static>;

/// What went wrong, what it means for the caller, and why it happened.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    message: String,
    source: Option<Source>,
}

/// What the caller can do about an error.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ErrorKind {
    /// The input is wrong: correct it and call again.
    InvalidInput,
    /// The named thing does not exist, or not for this caller.
    NotFound,
    /// Somebody else changed it meanwhile: read again and retry.
    Conflict,
    /// The caller lacks the right.
    Denied,
    /// The caller is not known.
    Unauthenticated,
    /// This build, format or backend cannot do it.
    Unsupported,
    /// A budget of memory, time, size or depth was used up.
    LimitExceeded,
    /// A part that is needed cannot be reached now: retry later.
    Unavailable,
    /// It cannot be known whether the effect took place: look before repeating.
    InDoubt,
    /// Stored or given data is damaged.
    Corrupt,
    /// A defect of this library.
    Internal,
}

/// How one kind of error appears in every face of the SDK.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErrorProfile {
    /// The kind.
    pub kind: ErrorKind,
    /// The code: the same in JSON, Node and Swift.
    pub code: &'static str,
    /// Whether the same call may succeed later.
    pub retryable: bool,
    /// The HTTP status of the server.
    pub http_status: u16,
    /// The exit code of the command line (after `sysexits.h` where it has one).
    pub exit_code: u8,
    /// The Python exception class.
    pub python_class: &'static str,
}

/// The one table of kinds.
pub const ERROR_PROFILES: [ErrorProfile; 11] = [
    profile(ErrorKind::InvalidInput, "invalid_input", false, 400, 65, "InvalidInputError"),
    profile(ErrorKind::NotFound, "not_found", false, 404, 66, "NotFoundError"),
    profile(ErrorKind::Conflict, "conflict", true, 409, 75, "ConflictError"),
    profile(ErrorKind::Denied, "denied", false, 403, 77, "DeniedError"),
    profile(ErrorKind::Unauthenticated, "unauthenticated", false, 401, 78, "UnauthenticatedError"),
    profile(ErrorKind::Unsupported, "unsupported", false, 415, 69, "UnsupportedError"),
    profile(ErrorKind::LimitExceeded, "limit_exceeded", false, 413, 73, "LimitExceededError"),
    profile(ErrorKind::Unavailable, "unavailable", true, 503, 74, "UnavailableError"),
    profile(ErrorKind::InDoubt, "in_doubt", false, 502, 76, "InDoubtError"),
    profile(ErrorKind::Corrupt, "corrupt", false, 422, 72, "CorruptError"),
    profile(ErrorKind::Internal, "internal", false, 500, 70, "InternalError"),
];

const fn profile(
    kind: ErrorKind,
    code: &'static str,
    retryable: bool,
    http_status: u16,
    exit_code: u8,
    python_class: &'static str,
) -> ErrorProfile {
    ErrorProfile { kind, code, retryable, http_status, exit_code, python_class }
}

impl ErrorKind {
    /// Returns the row of the table for this kind.
    pub fn profile(self) -> &'static ErrorProfile {
        &ERROR_PROFILES[self as usize]
    }

    /// Returns the stable code, such as `not_found`.
    pub fn code(self) -> &'static str {
        self.profile().code
    }

    /// Finds a kind by its code.
    pub fn from_code(code: &str) -> Option<Self> {
        ERROR_PROFILES.iter().find(|profile| profile.code == code).map(|profile| profile.kind)
    }
}

impl Error {
    /// Makes an error that names the thing and the remedy.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), source: None }
    }

    /// Adds the cause.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Source>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Puts the name of the thing at hand before the message, such as a file's name.
    #[must_use]
    pub fn about(mut self, name: impl fmt::Display) -> Self {
        self.message = format!("{name}: {}", self.message);
        self
    }

    /// Says what the caller can do.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Returns the message without the causes.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Says whether the same call may succeed later.
    pub fn is_retryable(&self) -> bool {
        self.kind.profile().retryable
    }

    /// Shorthand for [`ErrorKind::InvalidInput`].
    pub fn invalid_input(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::InvalidInput, message)
    }

    /// Shorthand for [`ErrorKind::NotFound`].
    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::NotFound, message)
    }

    /// Shorthand for [`ErrorKind::Unsupported`].
    pub fn unsupported(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Unsupported, message)
    }

    /// Shorthand for [`ErrorKind::LimitExceeded`].
    pub fn limit_exceeded(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::LimitExceeded, message)
    }

    /// Shorthand for [`ErrorKind::Corrupt`].
    pub fn corrupt(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Corrupt, message)
    }

    /// Shorthand for [`ErrorKind::Unavailable`].
    pub fn unavailable(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Unavailable, message)
    }

    /// Shorthand for [`ErrorKind::Internal`].
    pub fn internal(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Internal, message)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| source.as_ref() as _)
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_kinds() {
        for (index, profile) in ERROR_PROFILES.iter().enumerate() {
            assert_eq!(profile.kind as usize, index);
            assert_eq!(profile.kind.profile(), profile);
            assert_eq!(ErrorKind::from_code(profile.code), Some(profile.kind));
            let json = serde_json::to_string(&profile.kind).unwrap();
            assert_eq!(json, format!("\"{}\"", profile.code));
        }
    }

    #[test]
    fn exit_codes_tell_kinds_apart() {
        let mut codes: Vec<u8> = ERROR_PROFILES.iter().map(|profile| profile.exit_code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), ERROR_PROFILES.len());
    }
}
