//! Digests and codes of the audit, as hexadecimal text.

use std::borrow::Cow;

use hmac::{Hmac, KeyInit, Mac as _};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::key::AuditKey;
use crate::error::{Error, Result};

/// 32 bytes, written as 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct Hash([u8; 32]);

impl Hash {
    /// What stands for the seal before the first.
    pub(super) const NONE: Self = Self([0; 32]);

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl From<Hash> for String {
    fn from(hash: Hash) -> Self {
        hash.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl TryFrom<String> for Hash {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        let wrong = || Error::invalid_input("not a hash: expected 64 lower-case hexadecimal digits");
        let plain = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if text.len() != 64 || !plain {
            return Err(wrong());
        }
        let mut bytes = [0; 32];
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16)
                .map_err(|error| wrong().with_source(error))?;
        }
        Ok(Self(bytes))
    }
}

impl JsonSchema for Hash {
    fn schema_name() -> Cow<'static, str> {
        "Hash".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }
}

/// Takes in entries one by one.
#[derive(Debug, Clone, Default)]
pub(super) struct Entries(Sha256);

impl Entries {
    /// Adds an entry: lengths stand before the bytes, so that no two series of entries look alike.
    pub(super) fn add(&mut self, sequence: u64, canonical: &str) {
        self.0.update(sequence.to_be_bytes());
        self.0.update((canonical.len() as u64).to_be_bytes());
        self.0.update(canonical.as_bytes());
    }

    /// Returns the digest of what was added.
    pub(super) fn finish(self) -> Hash {
        Hash(self.0.finalize().into())
    }
}

/// Computes the code of some parts, each with its length, under a purpose.
pub(super) fn code(key: &AuditKey, purpose: &str, parts: &[&[u8]]) -> Result<Hash> {
    Ok(Hash(keyed(key, purpose, parts)?.finalize().into_bytes().into()))
}

/// Says whether a code is right, in the same time for every wrong one.
pub(super) fn is_code(key: &AuditKey, purpose: &str, parts: &[&[u8]], given: &Hash) -> Result<bool> {
    Ok(keyed(key, purpose, parts)?.verify_slice(given.bytes()).is_ok())
}

fn keyed(key: &AuditKey, purpose: &str, parts: &[&[u8]]) -> Result<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.bytes())
        .map_err(|error| Error::internal("the audit key cannot be used").with_source(error))?;
    for part in [purpose.as_bytes()].into_iter().chain(parts.iter().copied()) {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    Ok(mac)
}
