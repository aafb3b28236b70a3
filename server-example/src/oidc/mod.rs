//! Signing in by an OpenID provider (OpenID Connect Core 1.0): the authorization code flow with PKCE.
//!
//! ```text
//! browser → start: a sealed cookie with state, nonce and verifier, and on to the provider
//!         → callback: state, code → the provider's token → its signature and claims → a member's session
//! ```
//!
//! Nothing is kept here between the two: any process that has the server's keys goes on where another one began. A
//! token is verified by a few lines on ring; see `docs/decisions/0021-openid-connect-without-a-library.md`.

mod identity;
pub(crate) mod journey;
mod provider;

pub(crate) use identity::Identity;
pub(crate) use journey::{Journey, LIFETIME};
pub(crate) use provider::{Answered, Provider};

use schemars::JsonSchema;
use secretariat::rights::Role;
use secretariat::settings::ApiKey;
use secretariat::{Error, Result};
use serde::{Deserialize, Serialize};

/// A provider by which members sign in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OidcSettings {
    /// Its name in addresses: small letters, digits and hyphens.
    pub name: String,
    /// Its name on the page of signing in.
    pub title: String,
    /// Its address, as it writes it itself, such as `https://accounts.google.com`.
    pub issuer: String,
    /// By what name it knows this server.
    pub client_id: String,
    /// The secret that was agreed with it; none for a public client.
    #[serde(default)]
    pub client_secret: Option<ApiKey>,
    /// What becomes of people who are no members yet; without it they are not let in.
    #[serde(default)]
    pub create: Option<CreateMembers>,
    /// Whether it may be reached without TLS: for providers on the same machine or in the own network only.
    #[serde(default)]
    pub internal: bool,
}

/// Who becomes a member by signing in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateMembers {
    /// As what.
    pub role: Role,
    /// The domains of addresses that are taken, such as `office.example`; whoever has no verified address of them is
    /// not let in.
    pub domains: Vec<String>,
}

/// Why somebody is not let in. The page has words for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failed {
    /// The identity is no member's.
    Refused,
    /// The person or the provider said no.
    Cancelled,
    /// The journey is too old, was ended before, or began elsewhere.
    Expired,
    /// The provider does not answer, or not as one does.
    Unavailable,
    /// Too many tries.
    TooMany,
    /// What the provider said is not to be believed.
    Untrusted(&'static str),
}

impl Failed {
    /// Returns the code that the page gets.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
            Self::Unavailable => "unavailable",
            Self::TooMany => "too_many",
            Self::Untrusted(_) => "untrusted",
        }
    }

    /// Returns what the log says: names of rules, and nothing that came from outside.
    pub(crate) const fn reason(self) -> &'static str {
        match self {
            Self::Untrusted(rule) => rule,
            other => other.code(),
        }
    }
}

/// Opens the providers of the settings.
///
/// # Errors
/// `invalid_input` for a name or an address that is none, or a name that stands twice.
pub(crate) fn open(settings: &[OidcSettings]) -> Result<Vec<Provider>> {
    let mut providers: Vec<Provider> = Vec::new();
    for settings in settings {
        let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let name = &settings.name;
        if !(1..=32).contains(&name.len()) || !name.bytes().all(is_plain) {
            return Err(Error::invalid_input(
                "the name of an OpenID provider must be 1 to 32 small letters, digits and hyphens",
            ));
        }
        if providers.iter().any(|known| known.settings().name == *name) {
            return Err(Error::invalid_input(format!("two OpenID providers have the name `{name}`")));
        }
        providers.push(Provider::open(settings.clone())?);
    }
    Ok(providers)
}
