//! Access tokens: JWTs signed with Ed25519 (RFC 7519, RFC 8037, the profile of RFC 9068), good for ten minutes.
//!
//! One form is accepted and nothing else: one algorithm, keys from our own map, every claim there and of its type,
//! no claim or header that we do not write. See `docs/decisions/0015-our-own-few-lines-of-jws.md`.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use moka::sync::Cache;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use secretariat::clock::Clock;
use secretariat::id::{MemberId, Randomness, SessionId, WorkspaceId};
use secretariat::{Error, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::keys::ServerKeys;

/// How long an access token holds, in seconds.
pub(crate) const LIFETIME: i64 = 600;
/// How far the clocks of two machines may be apart, in seconds.
const LEEWAY: i64 = 5;
/// The longest token that is looked at, in bytes.
const LONGEST: usize = 2_048;
/// The most tokens whose signatures are verified once only; of further ones each call verifies it again.
const VERIFIED: u64 = 10_000;
const AUDIENCE: &str = "secretariat-server";

/// Signs and verifies access tokens.
pub(crate) struct AccessTokens {
    signer: Ed25519KeyPair,
    kid: String,
    /// The public keys by their ids: an id that a token names is looked up here only.
    keys: HashMap<String, Vec<u8>>,
    issuer: String,
    clock: Arc<dyn Clock>,
    randomness: Arc<dyn Randomness>,
    /// What tokens say whose signature was verified, by the hash of the whole token.
    verified: Cache<[u8; 32], Arc<Claims>>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    alg: String,
    typ: String,
    kid: String,
}

/// What a token says.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Claims {
    pub(crate) iss: String,
    pub(crate) aud: String,
    /// The member.
    pub(crate) sub: MemberId,
    /// The session.
    pub(crate) sid: SessionId,
    /// The workspace.
    pub(crate) wsp: WorkspaceId,
    pub(crate) iat: i64,
    pub(crate) nbf: i64,
    pub(crate) exp: i64,
    pub(crate) jti: String,
}

impl std::fmt::Debug for AccessTokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "AccessTokens({})", self.kid)
    }
}

impl AccessTokens {
    /// Derives the keys from those of the server.
    ///
    /// # Errors
    /// `internal` when the cryptography does not work: a token signed here must verify here.
    pub(crate) fn new(
        keys: &ServerKeys,
        issuer: String,
        clock: Arc<dyn Clock>,
        randomness: Arc<dyn Randomness>,
    ) -> Result<Self> {
        let broken = || Error::internal("access tokens cannot be signed on this machine");
        let pairs = keys.derive("secretariat access token");
        let pairs = pairs.iter().map(|seed| Ed25519KeyPair::from_seed_unchecked(seed));
        let pairs = pairs.collect::<Result<Vec<_>, _>>().map_err(|error| broken().with_source(error))?;
        let public = pairs.iter().map(|pair| {
            let key = pair.public_key().as_ref().to_vec();
            (kid(&key), key)
        });
        let keys = public.collect();
        let signer = pairs.into_iter().next().ok_or_else(broken)?;
        let kid = kid(signer.public_key().as_ref());
        let lifetime = Duration::from_secs(LIFETIME.unsigned_abs());
        let verified = Cache::builder().max_capacity(VERIFIED).time_to_live(lifetime).build();
        let tokens = Self { signer, kid, keys, issuer, clock, randomness, verified };
        let probe = (
            "mem_probe".to_owned().try_into()?,
            "ses_probe".to_owned().try_into()?,
            WorkspaceId::default_workspace(),
        );
        let probe = tokens.issue(&probe.0, &probe.1, &probe.2)?;
        tokens.verify(&probe).map_err(|_| broken())?;
        Ok(tokens)
    }

    /// Signs a token for a member in a session.
    ///
    /// # Errors
    /// `internal` when it has no JSON form.
    pub(crate) fn issue(
        &self,
        member: &MemberId,
        session: &SessionId,
        workspace: &WorkspaceId,
    ) -> Result<String> {
        let now = self.now();
        let mut id = [0; 16];
        self.randomness.fill(&mut id);
        let claims = Claims {
            iss: self.issuer.clone(),
            aud: AUDIENCE.to_owned(),
            sub: member.clone(),
            sid: session.clone(),
            wsp: workspace.clone(),
            iat: now,
            nbf: now,
            exp: now + LIFETIME,
            jti: URL_SAFE_NO_PAD.encode(id),
        };
        let header = Header { alg: "EdDSA".to_owned(), typ: "at+jwt".to_owned(), kid: self.kid.clone() };
        let part = |json: serde_json::Result<Vec<u8>>| {
            json.map(|json| URL_SAFE_NO_PAD.encode(json))
                .map_err(|error| Error::internal("a token has no JSON form").with_source(error))
        };
        let signed = format!("{}.{}", part(serde_json::to_vec(&header))?, part(serde_json::to_vec(&claims))?);
        let signature = URL_SAFE_NO_PAD.encode(self.signer.sign(signed.as_bytes()));
        Ok(format!("{signed}.{signature}"))
    }

    /// Verifies a token, and returns what it says. The signature of a token that was verified before is not verified
    /// again, as it cannot have changed; everything else is.
    ///
    /// # Errors
    /// Without a reason: whoever forges tokens learns nothing.
    pub(crate) fn verify(&self, token: &str) -> std::result::Result<Arc<Claims>, Refused> {
        if token.len() > LONGEST {
            return Err(Refused);
        }
        let hash: [u8; 32] = Sha256::digest(token).into();
        if let Some(claims) = self.verified.get(&hash) {
            return self.holds(&claims).then_some(claims).ok_or(Refused);
        }
        let claims = Arc::new(self.read(token)?);
        if !self.holds(&claims) {
            return Err(Refused);
        }
        self.verified.insert(hash, Arc::clone(&claims));
        Ok(claims)
    }

    /// Reads a token that we signed.
    fn read(&self, token: &str) -> std::result::Result<Claims, Refused> {
        let (signed, signature) = token.rsplit_once('.').ok_or(Refused)?;
        let (header, claims) = signed.split_once('.').ok_or(Refused)?;
        let header: Header = serde_json::from_slice(&decode(header)?).map_err(|_| Refused)?;
        if header.alg != "EdDSA" || header.typ != "at+jwt" {
            return Err(Refused);
        }
        let key = self.keys.get(&header.kid).ok_or(Refused)?;
        let key = UnparsedPublicKey::new(&ED25519, key);
        key.verify(signed.as_bytes(), &decode(signature)?).map_err(|_| Refused)?;
        // Only what we signed is read.
        serde_json::from_slice(&decode(claims)?).map_err(|_| Refused)
    }

    /// Says whether what a token says is for us and for now.
    fn holds(&self, claims: &Claims) -> bool {
        let now = self.now();
        let is_ours = claims.iss == self.issuer && claims.aud == AUDIENCE;
        let is_now = claims.nbf <= now + LEEWAY && claims.iat <= now + LEEWAY && claims.exp > now;
        let is_short =
            claims.exp.checked_sub(claims.iat).is_some_and(|lasts| (1..=LIFETIME).contains(&lasts));
        is_ours && is_now && is_short
    }

    fn now(&self) -> i64 {
        self.clock.now().as_second()
    }
}

impl Claims {
    /// Returns when the token ends.
    pub(crate) fn expires(&self) -> Timestamp {
        Timestamp::from_second(self.exp).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

/// A token that is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Refused;

/// The canonical form only: no padding, no spare bits, so that one token has one spelling.
fn decode(part: &str) -> std::result::Result<Vec<u8>, Refused> {
    URL_SAFE_NO_PAD.decode(part).map_err(|_| Refused)
}

fn kid(public: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(&Sha256::digest(public)[..12])
}

#[cfg(test)]
mod tests;
