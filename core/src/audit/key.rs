//! The key of the seals.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, de};

use crate::error::{Error, Result};

/// The secret under which the audit is sealed: 32 random bytes that the caller keeps, best apart from the
/// database. Whoever has it can forge seals; without it they can be verified by nobody. In text it is 64
/// hexadecimal digits, which can be read but are never written.
#[derive(Clone)]
pub struct AuditKey([u8; 32]);

impl AuditKey {
    /// Takes the bytes of a key.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Takes the bytes of a key.
    ///
    /// # Errors
    /// `invalid_input` unless there are 32.
    pub fn from_slice(bytes: &[u8]) -> Result<Self> {
        bytes.try_into().map(Self).map_err(|error: std::array::TryFromSliceError| {
            Error::invalid_input(format!("an audit key of {} bytes: give 32 random bytes", bytes.len()))
                .with_source(error)
        })
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl FromStr for AuditKey {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let wrong = || Error::invalid_input("not an audit key: expected 64 hexadecimal digits");
        if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
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

impl<'de> Deserialize<'de> for AuditKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // What serde says of a value of another type would show the value.
        let text = String::deserialize(deserializer)
            .map_err(|_| de::Error::custom("not an audit key: expected 64 hexadecimal digits as a text"))?;
        text.parse().map_err(|error: Error| de::Error::custom(error.message()))
    }
}

impl JsonSchema for AuditKey {
    fn schema_name() -> Cow<'static, str> {
        "AuditKey".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }
}

impl fmt::Debug for AuditKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AuditKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_32_bytes_and_never_shows_them() {
        let key = AuditKey::from_slice(&[171; 32]).unwrap();
        assert_eq!(format!("{key:?}"), "AuditKey(…)");
        for length in [0, 31, 33] {
            assert!(AuditKey::from_slice(&vec![1; length]).is_err());
        }
    }

    #[test]
    fn a_key_is_read_from_hexadecimal_digits_and_no_error_shows_it() {
        let key: AuditKey = "aB".repeat(32).parse().unwrap();
        assert_eq!(key.bytes(), [171; 32]);
        let secret = "ab".repeat(31);
        for wrong in [secret.clone(), format!("{secret}xy"), format!("{secret}é"), format!("{secret}abab")] {
            let error = wrong.parse::<AuditKey>().unwrap_err();
            assert!(!error.message().contains("abab"), "{error}");
            let error = serde_json::from_value::<AuditKey>(wrong.into()).unwrap_err();
            assert!(!error.to_string().contains("abab"), "{error}");
        }
        let error = serde_json::from_str::<AuditKey>("1234567890").unwrap_err();
        assert!(!error.to_string().contains("12345"), "{error}");
    }
}
