//! What is the same request.

use sha2::{Digest, Sha256};

use super::request::ModelRequest;

/// Returns the SHA-256 of a request in hexadecimal digits. The idempotency key is no part of what is asked.
pub(crate) fn fingerprint(request: &ModelRequest) -> String {
    let request = ModelRequest { idempotency_key: None, ..request.clone() };
    let text = serde_json::to_vec(&request).unwrap_or_default();
    Sha256::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect()
}
