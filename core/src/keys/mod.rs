//! The port for master keys, which never leave their place: they wrap data keys, and data keys encrypt data.
//!
//! Everything encrypted is bound to its [`Binding`]: moved to another workspace, object or field it opens no more.
//! The cipher is XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha) with random nonces of 192 bits.
//!
//! ```
//! use std::sync::Arc;
//! use secretariat::id::{SystemRandomness, WorkspaceId};
//! use secretariat::keys::{Binding, DataKey, Keys, MasterKeys};
//!
//! # async fn example() -> secretariat::Result<()> {
//! let keys = MasterKeys::from_text(&"7f".repeat(32), Arc::new(SystemRandomness))?;
//! let workspace = WorkspaceId::default_workspace();
//! let binding = Binding { workspace: &workspace, object: "doc_1", field: "body", version: 1 };
//! let key = DataKey::random(&SystemRandomness);
//! let wrapped = keys.wrap(&key, &binding).await?;
//! let sealed = key.seal(&binding, b"text", &SystemRandomness)?;
//! assert_eq!(keys.unwrap(&wrapped, &binding).await?.open(&binding, &sealed)?, b"text");
//! # Ok(())
//! # }
//! ```

mod data;
#[cfg(feature = "kms")]
mod kms;
mod master;
mod segments;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

pub use self::data::DataKey;
#[cfg(feature = "kms")]
pub use self::kms::KmsKeys;
pub use self::master::MasterKeys;
pub(crate) use self::master::sync_folder;
pub(crate) use self::segments::{Opener, Sealer};
use crate::error::Result;
use crate::id::WorkspaceId;

/// What an encrypted value belongs to: authenticated with it, not stored in it.
#[derive(Debug, Clone, Copy)]
pub struct Binding<'a> {
    /// The workspace.
    pub workspace: &'a WorkspaceId,
    /// The object in the workspace.
    pub object: &'a str,
    /// The field of the object.
    pub field: &'a str,
    /// The version of the field's format.
    pub version: u32,
}

impl Binding<'_> {
    /// Returns bytes that no other binding has.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = self.version.to_le_bytes().to_vec();
        for part in [self.workspace.as_str(), self.object, self.field] {
            bytes.extend_from_slice(&(part.len() as u64).to_le_bytes());
            bytes.extend_from_slice(part.as_bytes());
        }
        bytes
    }
}

/// A data key that a master key has wrapped; may be stored beside the data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wrapped {
    /// The master key.
    pub key_id: String,
    /// The data key, encrypted.
    pub bytes: Vec<u8>,
}

/// Wraps and unwraps data keys.
///
/// Contract:
/// - What was wrapped unwraps with the same binding, also after another key became the current one.
/// - A master key that is not there is `denied`, and the message names its id.
/// - Bytes or a binding that are not those that were wrapped are `corrupt`.
#[async_trait]
pub trait Keys: Send + Sync + std::fmt::Debug {
    /// Wraps a data key with the current master key.
    async fn wrap(&self, key: &DataKey, binding: &Binding<'_>) -> Result<Wrapped>;

    /// Unwraps a data key with the master key that wrapped it.
    async fn unwrap(&self, wrapped: &Wrapped, binding: &Binding<'_>) -> Result<DataKey>;
}
