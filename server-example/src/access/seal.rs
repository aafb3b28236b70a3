//! What leaves the server and comes back to it: sealed, so that nobody else can read it or make it.

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use secretariat::id::{Randomness, SystemRandomness};
use secretariat::{Error, Result};

use super::ServerKeys;

/// Seals for one purpose under the server's keys.
pub(crate) struct Seal {
    /// The first one seals, all of them open.
    keys: Vec<LessSafeKey>,
    purpose: &'static str,
}

impl std::fmt::Debug for Seal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Seal({})", self.purpose)
    }
}

impl Seal {
    /// Derives its keys; what was sealed for another purpose does not open.
    ///
    /// # Errors
    /// `internal` when the cryptography does not work.
    pub(crate) fn new(keys: &ServerKeys, purpose: &'static str) -> Result<Self> {
        let keys = keys.derive(purpose);
        let keys = keys.iter().map(|key| UnboundKey::new(&CHACHA20_POLY1305, key).map(LessSafeKey::new));
        Ok(Self { keys: keys.collect::<Result<_, _>>().map_err(|_| unusable())?, purpose })
    }

    /// Seals.
    ///
    /// # Errors
    /// `internal` when the cryptography does not work.
    pub(crate) fn close(&self, mut plain: Vec<u8>) -> Result<Vec<u8>> {
        let mut nonce = [0; NONCE_LEN];
        SystemRandomness.fill(&mut nonce);
        let key = self.keys.first().ok_or_else(unusable)?;
        let at = Nonce::assume_unique_for_key(nonce);
        key.seal_in_place_append_tag(at, Aad::from(self.purpose), &mut plain).map_err(|_| unusable())?;
        Ok([&nonce[..], &plain].concat())
    }

    /// Opens; none for what was not sealed here.
    pub(crate) fn open(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = bytes.split_at_checked(NONCE_LEN)?;
        self.keys.iter().find_map(|key| {
            let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
            let mut sealed = sealed.to_vec();
            let plain = key.open_in_place(nonce, Aad::from(self.purpose), &mut sealed).ok()?;
            Some(plain.to_vec())
        })
    }
}

fn unusable() -> Error {
    Error::internal("nothing can be sealed on this machine")
}
