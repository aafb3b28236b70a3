//! Keys that encrypt data.

use std::fmt;

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use super::Binding;
use crate::error::{Error, Result};
use crate::id::Randomness;

const NONCE: usize = 24;

/// A key of 256 bits. It is wiped from memory when it is dropped, and `Debug` does not show it.
#[derive(Clone)]
pub struct DataKey(Zeroizing<[u8; 32]>);

impl DataKey {
    /// Makes a key.
    pub fn random(randomness: &dyn Randomness) -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        randomness.fill(&mut *bytes);
        Self(bytes)
    }

    /// Takes a key of 32 bytes.
    ///
    /// # Errors
    /// `invalid_input` for another length.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let bytes: [u8; 32] =
            bytes.try_into().map_err(|_| Error::invalid_input("a key must have 32 bytes"))?;
        Ok(Self(Zeroizing::new(bytes)))
    }

    /// Returns the bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    pub(crate) fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(self.as_bytes().into())
    }

    /// Encrypts a value: a random nonce, the encrypted bytes, and their tag; 40 bytes longer than the value.
    ///
    /// # Errors
    /// `limit_exceeded` for a value of more than 256 GB.
    pub fn seal(&self, binding: &Binding<'_>, plain: &[u8], randomness: &dyn Randomness) -> Result<Vec<u8>> {
        let mut nonce = [0; NONCE];
        randomness.fill(&mut nonce);
        let payload = Payload { msg: plain, aad: &binding.bytes() };
        let sealed = self
            .cipher()
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| Error::limit_exceeded("the value is too large to be encrypted: cut it"))?;
        Ok([&nonce[..], &sealed].concat())
    }

    /// Decrypts what [`DataKey::seal`] made.
    ///
    /// # Errors
    /// `corrupt` when the bytes were changed, were sealed under another key, or belong elsewhere.
    pub fn open(&self, binding: &Binding<'_>, sealed: &[u8]) -> Result<Vec<u8>> {
        let broken = || {
            Error::corrupt(format!(
                "{} of {} cannot be decrypted: it was changed, moved or encrypted with another key",
                binding.field, binding.object
            ))
        };
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or_else(broken)?;
        let payload = Payload { msg: sealed, aad: &binding.bytes() };
        self.cipher().decrypt(&XNonce::from(*nonce), payload).map_err(|_| broken())
    }
}

impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DataKey")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;
    use crate::id::{SeededRandomness, WorkspaceId};

    #[test]
    fn a_value_opens_only_whole_with_its_key_and_where_it_belongs() {
        let randomness = SeededRandomness::new(1);
        let key = DataKey::random(&randomness);
        let (home, other): (WorkspaceId, WorkspaceId) =
            (WorkspaceId::default_workspace(), "ws_other".parse().unwrap());
        let binding = Binding { workspace: &home, object: "doc_1", field: "body", version: 1 };
        let sealed = key.seal(&binding, b"text", &randomness).unwrap();
        assert_eq!(key.open(&binding, &sealed).unwrap(), b"text");
        assert_ne!(key.seal(&binding, b"text", &randomness).unwrap(), sealed, "a nonce was used twice");

        let elsewhere = [
            Binding { workspace: &other, ..binding },
            Binding { object: "doc_2", ..binding },
            Binding { field: "title", ..binding },
            Binding { version: 2, ..binding },
            Binding { object: "doc_", field: "1body", ..binding },
        ];
        for moved in elsewhere {
            assert_eq!(key.open(&moved, &sealed).unwrap_err().kind(), ErrorKind::Corrupt, "{moved:?}");
        }
        for position in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[position] ^= 1;
            assert_eq!(key.open(&binding, &changed).unwrap_err().kind(), ErrorKind::Corrupt);
            assert_eq!(key.open(&binding, &sealed[..position]).unwrap_err().kind(), ErrorKind::Corrupt);
        }
        let foreign = DataKey::random(&randomness);
        assert_eq!(foreign.open(&binding, &sealed).unwrap_err().kind(), ErrorKind::Corrupt);
    }

    #[test]
    fn a_key_is_not_shown() {
        let key = DataKey::from_bytes(&[0x61; 32]).unwrap();
        assert_eq!(format!("{key:?}"), "DataKey");
        assert_eq!(DataKey::from_bytes(&[1; 31]).unwrap_err().kind(), ErrorKind::InvalidInput);
    }
}
