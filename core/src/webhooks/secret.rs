//! Secrets of webhooks, and signatures under them (Standard Webhooks 1.0).

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::id::Randomness;

/// How many random bytes a secret has; the standard asks for 24 to 64.
const BYTES: usize = 32;

/// A secret that signs. It is kept as it is: who signs by HMAC has to have it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Secret {
    key: Vec<u8>,
    /// Until when it signs beside a newer one.
    pub(super) until: Option<Timestamp>,
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Secret {
    pub(super) fn random(randomness: &dyn Randomness) -> Self {
        let mut key = vec![0; BYTES];
        randomness.fill(&mut key);
        Self { key, until: None }
    }

    /// Writes it for who verifies, as `whsec_` and Base64.
    pub(super) fn reveal(&self) -> String {
        format!("whsec_{}", base64(&self.key))
    }

    fn sign(&self, id: &str, seconds: i64, body: &str) -> String {
        // A key of any length fits HMAC.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.key) else { return String::new() };
        mac.update(format!("{id}.{seconds}.").as_bytes());
        mac.update(body.as_bytes());
        format!("v1,{}", base64(&mac.finalize().into_bytes()))
    }
}

/// Writes the header `webhook-signature`: one signature for each secret that still counts.
pub(super) fn signatures(secrets: &[Secret], id: &str, now: Timestamp, body: &str) -> String {
    let counts = |secret: &&Secret| secret.until.is_none_or(|until| now < until);
    let signatures: Vec<String> =
        secrets.iter().filter(counts).map(|secret| secret.sign(id, now.as_second(), body)).collect();
    signatures.join(" ")
}

fn base64(bytes: &[u8]) -> String {
    let mut encoded = Vec::new();
    // Writing to memory does not fail.
    let _ = mail_builder::encoders::base64::base64_encode_mime(bytes, &mut encoded, true);
    String::from_utf8(encoded).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::SeededRandomness;

    #[test]
    fn a_signature_is_that_of_the_standards_own_example() {
        // The example of the specification, section "Signature scheme".
        let key = vec![
            0x31, 0xf2, 0x90, 0xf6, 0xbf, 0x06, 0x29, 0x8a, 0xab, 0x4f, 0x08, 0xd4, 0x3c, 0x3f, 0x08, 0x2c,
            0xf6, 0x48, 0xa3, 0x62, 0xda, 0x2d, 0xa4, 0xb0,
        ];
        let secret = Secret { key, until: None };
        assert_eq!(secret.reveal(), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        let (id, body) = ("msg_p5jXN8AQM9LWM0D4loKWxJek", r#"{"test": 2432232314}"#);
        assert_eq!(secret.sign(id, 1_614_265_330, body), "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn two_secrets_sign_until_the_older_one_is_over() {
        let randomness = SeededRandomness::new(1);
        let until: Timestamp = "2026-11-24T09:00:00Z".parse().unwrap();
        let (old, new) = (Secret::random(&randomness), Secret::random(&randomness));
        assert_ne!(old, new);
        let secrets = [new, Secret { until: Some(until), ..old }];
        let before = until - jiff::SignedDuration::from_secs(1);
        assert_eq!(signatures(&secrets, "evt_1", before, "{}").split(' ').count(), 2);
        assert_eq!(signatures(&secrets, "evt_1", until, "{}").split(' ').count(), 1);
        assert_eq!(format!("{:?}", secrets[0]), "Secret(…)");
    }
}
