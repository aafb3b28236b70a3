//! The one-time link by which the first owner of an office is made.

use std::sync::{Mutex, PoisonError};

use secretariat::id::{Randomness, SystemRandomness};
use sha2::{Digest as _, Sha256};

/// Holds the hash of the secret of the link, until it is used. It ends with this process; the next start of an
/// office without an owner prints a new one.
#[derive(Debug, Default)]
pub(crate) struct Setup(Mutex<Option<[u8; 32]>>);

impl Setup {
    /// Makes a secret; the one before it counts no more.
    pub(crate) fn open(&self) -> String {
        let mut bytes = [0; 24];
        SystemRandomness.fill(&mut bytes);
        let secret: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(hash(&secret));
        secret
    }

    /// Says whether this is the secret.
    pub(crate) fn matches(&self, secret: &str) -> bool {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) == Some(hash(secret))
    }

    /// Ends the link.
    pub(crate) fn close(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

fn hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}
