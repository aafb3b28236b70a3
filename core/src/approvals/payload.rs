//! The hash of what is approved.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::audit::canonical;
use crate::error::{Error, Result};

/// The SHA-256 of what would be done, as 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PayloadHash(String);

impl PayloadHash {
    /// Hashes bytes.
    pub fn of(bytes: &[u8]) -> Self {
        let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or_default();
        Self(Sha256::digest(bytes).iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect())
    }

    /// Hashes the canonical text of a JSON value.
    ///
    /// # Errors
    /// `invalid_input` when a number has a fraction.
    pub fn of_json(value: &serde_json::Value) -> Result<Self> {
        Ok(Self::of(canonical(value)?.as_bytes()))
    }

    /// Returns the digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PayloadHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for PayloadHash {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::try_from(text.to_owned())
    }
}

impl TryFrom<String> for PayloadHash {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        if text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
            Ok(Self(text))
        } else {
            Err(Error::invalid_input("not a payload hash: expected 64 lower-case hexadecimal digits"))
        }
    }
}

impl From<PayloadHash> for String {
    fn from(hash: PayloadHash) -> Self {
        hash.0
    }
}

impl JsonSchema for PayloadHash {
    fn schema_name() -> Cow<'static, str> {
        "PayloadHash".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_that_of_the_standard_and_reads_back() {
        let empty = PayloadHash::of(b"");
        assert!(empty.as_str().starts_with("e3b0c44298fc1c149afbf4c8996fb924"));
        assert_eq!(empty.as_str().parse::<PayloadHash>().unwrap(), empty);
        let value = serde_json::json!({"b": 1, "a": 2});
        assert_eq!(PayloadHash::of_json(&value).unwrap(), PayloadHash::of(br#"{"a":2,"b":1}"#));
        for wrong in ["", "E3B0", &"g".repeat(64)] {
            assert!(wrong.parse::<PayloadHash>().is_err());
        }
    }
}
