//! What belongs to an address that signs in.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::password::PasswordHash;
use super::{desk, secret};
use crate::error::Result;
use crate::id::{MemberId, WorkspaceId};
use crate::rights::{decode, encode};
use crate::storage::{Attribute, AttributeKind, AttributeValue, Collection, Expect, Put, Storage};

/// Whose an attribute's record is.
pub(super) const MEMBER: Attribute = Attribute { name: "member", kind: AttributeKind::Text, unique: false };

/// The addresses that sign in, by the hashes of their lower-case forms: the address itself stands with its member.
pub const SIGN_INS: Collection = Collection { name: "sign_ins", attributes: &[MEMBER] };

/// A member who signs in with a password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SignIn {
    pub(super) member: MemberId,
    /// The home of the member's organisation.
    pub(super) home: WorkspaceId,
    pub(super) password: PasswordHash,
    pub(super) changed: Timestamp,
}

impl SignIn {
    /// Returns the id of an address: how it is written does not count.
    pub(super) fn id(address: &str) -> String {
        secret::hash(&address.trim().to_lowercase())
    }

    /// Finds what belongs to an id, with its version.
    pub(super) async fn find(storage: &dyn Storage, id: &str) -> Result<Option<(Self, u64)>> {
        let record = storage.get(&desk(), SIGN_INS.name, id).await?;
        record
            .map(|record| Ok((record.version, decode(record)?)))
            .transpose()
            .map(|found| found.map(|(version, sign_in)| (sign_in, version)))
    }

    /// Makes the put.
    pub(super) fn put(&self, id: &str, expect: Expect) -> Result<Put> {
        let mut put = encode(&desk(), SIGN_INS, id, self, expect)?;
        put.record.attributes.insert("member", AttributeValue::Text(self.member.to_string()));
        Ok(put)
    }
}
