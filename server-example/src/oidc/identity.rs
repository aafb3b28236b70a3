//! The token by which a provider says who somebody is (OpenID Connect Core 1.0, 3.1.3.7).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde::Deserialize;

use super::Failed;

/// The longest token that is looked at, in bytes.
const LONGEST: usize = 16 << 10;
/// How far the clocks of two machines may be apart, in seconds.
const LEEWAY: i64 = 60;
/// How old a token may be that was just fetched, in seconds.
const OLDEST: i64 = 600;

/// A public key of a provider (RFC 7517).
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Key {
    kty: String,
    kid: Option<String>,
    alg: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Header {
    alg: String,
    typ: Option<String>,
    kid: Option<String>,
    /// What must be understood; we understand none of it.
    crit: Option<serde_json::Value>,
}

#[derive(Debug, Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    azp: Option<String>,
    exp: Moment,
    iat: Moment,
    nbf: Option<Moment>,
    nonce: Option<String>,
    #[serde(flatten)]
    person: Person,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

/// A time in seconds since 1970, which some providers write with a fraction.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(untagged)]
enum Moment {
    Whole(i64),
    Broken(f64),
}

/// What a provider says of a person, in its token or when it is asked.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Person {
    pub(super) email: Option<String>,
    /// Only the truth value counts: who writes a text here means something else.
    #[serde(default)]
    pub(super) email_verified: serde_json::Value,
    pub(super) name: Option<String>,
}

/// Who somebody is, as a provider says and proves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Identity {
    /// The person's name at the provider, which never becomes another person's.
    pub(crate) subject: String,
    /// The address, if the provider has verified it.
    pub(crate) address: Option<String>,
    /// The name.
    pub(crate) name: Option<String>,
}

/// What a token must say.
#[derive(Debug, Clone, Copy)]
pub(super) struct Expected<'a> {
    pub(super) issuer: &'a str,
    pub(super) client: &'a str,
    pub(super) nonce: &'a str,
    pub(super) now: i64,
}

/// Why a token is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrong {
    /// Its key is none of these: they may have changed.
    UnknownKey,
    /// A rule that it breaks.
    Rule(&'static str),
}

impl From<Wrong> for Failed {
    fn from(wrong: Wrong) -> Self {
        match wrong {
            Wrong::UnknownKey => Self::Untrusted("unknown key"),
            Wrong::Rule(rule) => Self::Untrusted(rule),
        }
    }
}

/// Verifies a token, and returns who it is about.
///
/// # Errors
/// With the rule that it breaks, for the log.
pub(super) fn verify(token: &str, keys: &[Key], expected: Expected<'_>) -> Result<Identity, Wrong> {
    let rule = Wrong::Rule;
    if token.len() > LONGEST {
        return Err(rule("length"));
    }
    let (signed, signature) = token.rsplit_once('.').ok_or(rule("form"))?;
    let (header, claims) = signed.split_once('.').ok_or(rule("form"))?;
    let header: Header = read(header).ok_or(rule("header"))?;
    if header.crit.is_some() || header.typ.is_some_and(|typ| !typ.eq_ignore_ascii_case("JWT")) {
        return Err(rule("kind of token"));
    }
    let key = choose(&header.alg, header.kid.as_deref(), keys)?;
    let signature = decode(signature).ok_or(rule("signature"))?;
    if !key.verifies(&header.alg, signed.as_bytes(), &signature) {
        return Err(rule("signature"));
    }
    // Only what the provider signed is read.
    let claims: Claims = read(claims).ok_or(rule("claims"))?;
    if claims.iss != expected.issuer {
        return Err(rule("issuer"));
    }
    let audience = match &claims.aud {
        Audience::One(one) => std::slice::from_ref(one),
        Audience::Several(several) => several,
    };
    let is_for_us = audience.iter().any(|audience| audience == expected.client);
    let is_for_others = audience.len() > 1 && claims.azp.is_none();
    let is_to_others = claims.azp.as_ref().is_some_and(|azp| azp != expected.client);
    if !is_for_us || is_for_others || is_to_others {
        return Err(rule("audience"));
    }
    let (now, issued) = (expected.now, claims.iat.seconds());
    if claims.exp.seconds() <= now - LEEWAY || issued < now - OLDEST {
        return Err(rule("expired"));
    }
    if issued > now + LEEWAY || claims.nbf.is_some_and(|from| from.seconds() > now + LEEWAY) {
        return Err(rule("not yet"));
    }
    if claims.nonce.as_deref() != Some(expected.nonce) {
        return Err(rule("nonce"));
    }
    if !(1..=255).contains(&claims.sub.len()) {
        return Err(rule("subject"));
    }
    Ok(claims.person.of(claims.sub))
}

impl Person {
    /// Returns the identity of a subject of whom this is said.
    pub(super) fn of(self, subject: String) -> Identity {
        let is_verified = self.email_verified == serde_json::Value::Bool(true);
        Identity { subject, address: self.email.filter(|_| is_verified), name: self.name }
    }
}

impl Moment {
    fn seconds(self) -> i64 {
        match self {
            Self::Whole(seconds) => seconds,
            // Out of range it becomes the nearest number, which is out of every range here.
            Self::Broken(seconds) => seconds as i64,
        }
    }
}

/// Finds the one key that a token was signed with. A key decides by what algorithm it may be used; the token does not.
fn choose<'a>(alg: &str, kid: Option<&str>, keys: &'a [Key]) -> Result<&'a Key, Wrong> {
    if !matches!(alg, "RS256" | "ES256" | "EdDSA") {
        return Err(Wrong::Rule("algorithm"));
    }
    let mut fit = keys.iter().filter(|key| key.fits(alg) && (kid.is_none() || key.kid.as_deref() == kid));
    match (fit.next(), fit.next()) {
        (Some(key), None) => Ok(key),
        (Some(_), Some(_)) => Err(Wrong::Rule("several keys")),
        (None, _) => Err(Wrong::UnknownKey),
    }
}

impl Key {
    fn fits(&self, alg: &str) -> bool {
        let form = match alg {
            "RS256" => self.kty == "RSA",
            "ES256" => self.kty == "EC" && self.crv.as_deref() == Some("P-256"),
            _ => self.kty == "OKP" && self.crv.as_deref() == Some("Ed25519"),
        };
        let is_for_it = self.alg.as_deref().is_none_or(|own| own == alg);
        form && is_for_it && self.purpose.as_deref().is_none_or(|purpose| purpose == "sig")
    }

    fn verifies(&self, alg: &str, signed: &[u8], signature: &[u8]) -> bool {
        let part = |part: &Option<String>| part.as_deref().and_then(decode).unwrap_or_default();
        match alg {
            "RS256" => {
                let key = RsaPublicKeyComponents { n: part(&self.n), e: part(&self.e) };
                key.verify(&RSA_PKCS1_2048_8192_SHA256, signed, signature).is_ok()
            }
            "ES256" => {
                let (x, y) = (part(&self.x), part(&self.y));
                let point = [&[4], &x[..], &y[..]].concat();
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(signed, signature).is_ok()
            }
            _ => UnparsedPublicKey::new(&ED25519, part(&self.x)).verify(signed, signature).is_ok(),
        }
    }
}

fn read<T: serde::de::DeserializeOwned>(part: &str) -> Option<T> {
    serde_json::from_slice(&decode(part)?).ok()
}

fn decode(part: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(part).ok()
}

#[cfg(test)]
mod tests;
