//! What the browser keeps while its user is at the provider: sealed, so that it can neither be read nor made.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secretariat::id::{Randomness, SystemRandomness};
use secretariat::{Error, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::access::Seal;

/// How long somebody may be at the provider, in seconds.
pub(crate) const LIFETIME: i64 = 600;
/// The longest cookie that is looked at, in bytes.
const LONGEST: usize = 1_024;
/// What its seal is for.
pub(crate) const PURPOSE: &str = "secretariat oidc journey";

/// A journey to a provider and back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Journey {
    /// The provider: what comes back from another one is not of this journey.
    pub(crate) provider: String,
    /// Comes back with the code, and shows that this browser asked.
    pub(crate) state: String,
    /// Comes back in the token, and shows that it was made for this journey.
    pub(crate) nonce: String,
    /// Shows the provider that who brings the code is who asked (PKCE, RFC 7636).
    pub(crate) verifier: String,
    /// When it ends, in seconds since 1970.
    pub(crate) ends: i64,
}

impl Journey {
    /// Begins a journey.
    pub(crate) fn begin(provider: &str, now: i64) -> Self {
        let random = || {
            let mut bytes = [0; 32];
            SystemRandomness.fill(&mut bytes);
            URL_SAFE_NO_PAD.encode(bytes)
        };
        let provider = provider.to_owned();
        Self { provider, state: random(), nonce: random(), verifier: random(), ends: now + LIFETIME }
    }

    /// Returns what the provider is told of the verifier.
    pub(crate) fn challenge(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(self.verifier.as_bytes()))
    }
}

/// Seals a journey as the value of a cookie.
///
/// # Errors
/// `internal` when the cryptography does not work.
pub(crate) fn close(seal: &Seal, journey: &Journey) -> Result<String> {
    let text = serde_json::to_vec(journey)
        .map_err(|error| Error::internal("a journey has no JSON form").with_source(error))?;
    Ok(URL_SAFE_NO_PAD.encode(seal.close(text)?))
}

/// Opens a cookie; none for what was not sealed here, or has ended.
pub(crate) fn open(seal: &Seal, cookie: &str, now: i64) -> Option<Journey> {
    if cookie.len() > LONGEST {
        return None;
    }
    let plain = seal.open(&URL_SAFE_NO_PAD.decode(cookie).ok()?)?;
    let journey: Journey = serde_json::from_slice(&plain).ok()?;
    (journey.ends > now).then_some(journey)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::ServerKeys;

    #[test]
    fn a_journey_comes_back_until_it_ends_and_nothing_else_does() {
        let sealing = |key: u8, purpose| Seal::new(&ServerKeys::of(&[key; 32]), purpose).unwrap();
        let seal = sealing(7, PURPOSE);
        let journey = Journey::begin("firm", 1_000);
        let cookie = close(&seal, &journey).unwrap();
        assert_eq!(open(&seal, &cookie, 1_599).as_ref(), Some(&journey));
        assert_eq!(open(&seal, &cookie, 1_600), None);
        assert_eq!(open(&sealing(8, PURPOSE), &cookie, 1_000), None);
        assert_eq!(open(&sealing(7, "something else"), &cookie, 1_000), None);
        assert_ne!(cookie, close(&seal, &journey).unwrap());
        assert!(!cookie.contains(&journey.verifier));
        for at in 0..cookie.len() {
            let mut changed = cookie.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert_eq!(open(&seal, &changed, 1_000), None, "byte {at}");
            assert_eq!(open(&seal, &cookie[..at], 1_000), None, "the first {at} bytes");
        }
        for none in ["", "x", "====", &"A".repeat(2_000)] {
            assert_eq!(open(&seal, none, 1_000), None);
        }
        // RFC 7636, appendix B.
        let known = Journey { verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".to_owned(), ..journey };
        assert_eq!(known.challenge(), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}
