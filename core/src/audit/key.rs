//! The key of the seals.

use std::fmt;

use crate::error::{Error, Result};

/// The secret under which the audit is sealed: 32 random bytes that the caller keeps, best apart from the
/// database. Whoever has it can forge seals; without it they can be verified by nobody.
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
}
