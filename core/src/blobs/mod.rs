//! The port for large bytes: content-addressed inside a workspace.
//!
//! A blob's id is the SHA-256 of its bytes, so equal bytes are stored once in a workspace, and what is read
//! is checked against its id. Workspaces share nothing, not even equal bytes: to know that a blob exists
//! elsewhere would already be a leak.

pub mod conformance;
#[cfg(feature = "encryption")]
mod encrypted;
mod fault;
mod objects;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(feature = "s3")]
mod s3;

use std::fmt::{self, Write as _};
use std::str::FromStr;

use async_trait::async_trait;
use futures::stream::BoxStream;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

#[cfg(feature = "encryption")]
pub use self::encrypted::EncryptedBlobs;
pub use self::objects::ObjectBlobs;
#[cfg(feature = "postgres")]
pub use self::postgres::PostgresBlobs;
#[cfg(feature = "s3")]
pub use self::s3::{S3Credentials, S3Settings};
use crate::error::{Error, Result};
use crate::id::WorkspaceId;

/// Names a blob: the SHA-256 of its bytes in lower-case hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
pub struct BlobId(String);

impl BlobId {
    /// Returns the id of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self::from_hash(Sha256::new_with_prefix(bytes))
    }

    pub(crate) fn from_hash(hash: Sha256) -> Self {
        let mut hex = String::with_capacity(64);
        for byte in hash.finalize() {
            let _ = write!(hex, "{byte:02x}");
        }
        Self(hex)
    }

    /// Returns the id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BlobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for BlobId {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if text.len() == 64 && text.bytes().all(is_hex) {
            Ok(Self(text))
        } else {
            Err(Error::invalid_input("not a BlobId: expected 64 lower-case hexadecimal digits"))
        }
    }
}

impl FromStr for BlobId {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::try_from(text.to_owned())
    }
}

impl From<BlobId> for String {
    fn from(id: BlobId) -> Self {
        id.0
    }
}

/// Bytes in pieces of any size.
pub type Pieces = BoxStream<'static, Result<Vec<u8>>>;

/// A store of blobs.
///
/// Contract, tested by [`conformance`] for every backend:
/// - A blob is durable when `put` or `put_stream` returns, and never seen half written.
/// - Putting the same bytes again is allowed, yields the same id and repairs a damaged blob.
/// - Bytes that do not match their id are `corrupt`; an absent blob is `not_found`.
#[async_trait]
pub trait Blobs: Send + Sync + fmt::Debug {
    /// Stores bytes.
    async fn put(&self, workspace: &WorkspaceId, bytes: Vec<u8>) -> Result<BlobId>;

    /// Reads a blob.
    async fn get(&self, workspace: &WorkspaceId, id: &BlobId) -> Result<Vec<u8>>;

    /// Says whether a blob is there.
    async fn exists(&self, workspace: &WorkspaceId, id: &BlobId) -> Result<bool>;

    /// Removes a blob, if it is there.
    async fn delete(&self, workspace: &WorkspaceId, id: &BlobId) -> Result<()>;

    /// Stores a stream of bytes in constant memory. An error in the stream stores nothing and is
    /// returned.
    async fn put_stream(&self, workspace: &WorkspaceId, pieces: Pieces) -> Result<BlobId>;

    /// Reads a blob in constant memory. Damage is known at the end only: then the last item is `corrupt`.
    async fn get_stream(&self, workspace: &WorkspaceId, id: &BlobId) -> Result<Pieces>;
}
