//! What the failures of an object store mean for the caller.

use crate::error::{Error, ErrorKind};

const ABSENT: &str = "the blob does not exist";

/// Says whether only a blob is missing, and not what should hold it.
pub(super) fn is_absent_blob(error: &Error) -> bool {
    error.kind() == ErrorKind::NotFound && error.message() == ABSENT
}

pub(super) fn from_store(error: object_store::Error) -> Error {
    // The words of S3 stand in the answer that the driver keeps as a cause.
    // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList
    let words = causes(&error).map(|cause| cause.to_string()).collect::<Vec<_>>().join("\n");
    let says = |codes: &[&str]| codes.iter().any(|code| words.contains(code));
    let public = if says(&["NoSuchBucket"]) {
        Error::not_found("the bucket of the blobs does not exist: create it or correct its name")
    } else if says(&[
        "SignatureDoesNotMatch",
        "InvalidAccessKeyId",
        "InvalidToken",
        "ExpiredToken",
        "AuthFailure",
    ]) {
        Error::new(ErrorKind::Unauthenticated, "the blob store refuses the key: correct key and secret")
    } else {
        match &error {
            object_store::Error::NotFound { .. } => Error::not_found(ABSENT),
            object_store::Error::PermissionDenied { .. } => Error::new(
                ErrorKind::Denied,
                "the blob store denies a right: let the key read, write and delete objects and list the bucket",
            ),
            object_store::Error::Unauthenticated { .. } => Error::new(
                ErrorKind::Unauthenticated,
                "the blob store refuses the key: correct key and secret",
            ),
            other => io_cause(other).map_or_else(
                || {
                    Error::unavailable(
                        "the blob store cannot be reached or failed: check that it runs, and retry",
                    )
                },
                from_io,
            ),
        }
    };
    public.with_source(error)
}

/// As [`from_store`], for the errors that a writer wraps.
pub(super) fn from_writer(error: std::io::Error) -> Error {
    match error.downcast::<object_store::Error>() {
        Ok(error) => from_store(error),
        Err(error) => from_io(&error).with_source(error),
    }
}

fn causes<'a>(
    error: &'a (dyn std::error::Error + 'static),
) -> impl Iterator<Item = &'a (dyn std::error::Error + 'static)> {
    std::iter::successors(Some(error), |error| error.source())
}

/// Finds what the disk said; what a network said counts as a store that cannot be reached.
fn io_cause<'a>(error: &'a (dyn std::error::Error + 'static)) -> Option<&'a std::io::Error> {
    #[cfg(feature = "s3")]
    if causes(error).any(|cause| cause.is::<object_store::client::HttpError>()) {
        return None;
    }
    causes(error).find_map(|error| error.downcast_ref())
}

pub(super) fn from_io(error: &std::io::Error) -> Error {
    use std::io::ErrorKind as Io;
    let (kind, message) = match error.kind() {
        Io::NotFound => (ErrorKind::NotFound, ABSENT),
        Io::StorageFull | Io::QuotaExceeded => {
            (ErrorKind::Unavailable, "the disk is full: free space and retry")
        }
        Io::PermissionDenied | Io::ReadOnlyFilesystem | Io::NotADirectory | Io::AlreadyExists => (
            ErrorKind::Denied,
            "the folder of blobs cannot be used: make it a folder that this user can write",
        ),
        _ => (ErrorKind::Unavailable, "the disk failed a read or write of a blob: retry"),
    };
    Error::new(kind, message)
}
