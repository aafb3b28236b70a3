//! Seals and checkpoints, and how both are computed.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::digest::{self, Hash};
use super::key::AuditKey;
use crate::error::Result;
use crate::id::WorkspaceId;
use crate::storage::Collection;

/// The stream of seals of a workspace.
pub(crate) const SEALS: &str = "audit_seals";

/// Where sealing stands in each workspace: a shortcut, which verifying does not trust.
pub const SEAL_HEADS: Collection = Collection { name: "audit_seal_heads", attributes: &[] };

/// Covers the entries after the last seal's, up to `to`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Seal {
    /// The place in the chain of seals, from 1.
    pub number: u64,
    /// The first entry.
    pub from: u64,
    /// The last entry.
    pub to: u64,
    /// When it was sealed.
    pub at: Timestamp,
    /// The SHA-256 of the entries: each with its sequence and length, in canonical JSON.
    pub(crate) digest: Hash,
    /// The HMAC-SHA-256 of the last seal's code, the workspace and all fields above.
    pub(crate) mac: Hash,
}

/// States, signed, how far a log was sealed. Kept outside of the database, it shows later that the end of
/// the log was cut off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// The last sealed entry; 0 for none.
    pub sequence: u64,
    /// When it was stated.
    pub at: Timestamp,
    /// The code of the seal that covers the entry.
    pub(crate) mac: Hash,
    /// The HMAC-SHA-256 of all fields above.
    pub(crate) signature: Hash,
}

impl Seal {
    /// Seals entries by their digest.
    pub(super) fn new(
        key: &AuditKey,
        workspace: &WorkspaceId,
        last: Option<&Self>,
        (to, at, digest): (u64, Timestamp, Hash),
    ) -> Result<Self> {
        let mut seal = Self {
            number: last.map_or(0, |last| last.number) + 1,
            from: last.map_or(0, |last| last.to) + 1,
            to,
            at,
            digest,
            mac: Hash::NONE,
        };
        let previous = last.map_or(Hash::NONE, |last| last.mac);
        seal.mac = seal.with_parts(workspace, &previous, |parts| digest::code(key, "seal", parts))?;
        Ok(seal)
    }

    /// Says whether this seal was made under the key, after a seal of code `previous`.
    pub(super) fn is_genuine(
        &self,
        key: &AuditKey,
        workspace: &WorkspaceId,
        previous: &Hash,
    ) -> Result<bool> {
        self.with_parts(workspace, previous, |parts| digest::is_code(key, "seal", parts, &self.mac))
    }

    fn with_parts<T>(&self, workspace: &WorkspaceId, previous: &Hash, f: impl FnOnce(&[&[u8]]) -> T) -> T {
        f(&[
            workspace.as_str().as_bytes(),
            previous.bytes(),
            &self.number.to_be_bytes(),
            &self.from.to_be_bytes(),
            &self.to.to_be_bytes(),
            self.at.to_string().as_bytes(),
            self.digest.bytes(),
        ])
    }
}

impl Checkpoint {
    /// States the last seal.
    pub(super) fn new(
        key: &AuditKey,
        workspace: &WorkspaceId,
        last: Option<&Seal>,
        at: Timestamp,
    ) -> Result<Self> {
        let mut checkpoint = Self {
            workspace: workspace.clone(),
            sequence: last.map_or(0, |last| last.to),
            at,
            mac: last.map_or(Hash::NONE, |last| last.mac),
            signature: Hash::NONE,
        };
        checkpoint.signature = checkpoint.with_parts(|parts| digest::code(key, "checkpoint", parts))?;
        Ok(checkpoint)
    }

    /// Says whether this checkpoint was made under the key.
    pub(super) fn is_genuine(&self, key: &AuditKey) -> Result<bool> {
        self.with_parts(|parts| digest::is_code(key, "checkpoint", parts, &self.signature))
    }

    fn with_parts<T>(&self, f: impl FnOnce(&[&[u8]]) -> T) -> T {
        f(&[
            self.workspace.as_str().as_bytes(),
            &self.sequence.to_be_bytes(),
            self.at.to_string().as_bytes(),
            self.mac.bytes(),
        ])
    }
}
