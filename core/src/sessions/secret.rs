//! Secrets that are handed out once and kept as hashes.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::id::Randomness;

/// Makes a secret of 256 random bits, as 64 hexadecimal digits.
pub(super) fn random(randomness: &dyn Randomness) -> String {
    let mut bytes = [0; 32];
    randomness.fill(&mut bytes);
    hex(&bytes)
}

/// Returns what is kept of a secret. Comparing two of these needs no constant time: whoever tries secrets cannot
/// choose how far their hashes agree.
pub(super) fn hash(secret: &str) -> String {
    hex(&Sha256::digest(secret.as_bytes()))
}

/// Writes bytes as hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // Writing into a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
