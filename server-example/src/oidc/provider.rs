//! A provider: its addresses, its keys, and what it is asked.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::{Client, RequestBuilder};
use secretariat::{Error, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use url::Url;

use super::identity::{Expected, Identity, Key, Person, Wrong, verify};
use super::{Failed, Journey, OidcSettings};
use crate::tls;

/// How long a provider may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// The largest answer that is read, in bytes.
const ANSWER: usize = 512 << 10;
/// How long its addresses and keys are used before they are read again.
const KEPT: Duration = Duration::from_secs(3_600);
/// How long after a look at its keys an unknown key is no reason for another one.
const PAUSE: Duration = Duration::from_secs(30);
/// The most keys that are looked at.
const KEYS: usize = 64;

/// What a provider says of itself (OpenID Connect Discovery 1.0).
#[derive(Debug, Clone, Deserialize)]
struct Metadata {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    userinfo_endpoint: Option<String>,
    #[serde(default)]
    token_endpoint_auth_methods_supported: Vec<String>,
    /// Whether it names itself in its answers (RFC 9207).
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

#[derive(Debug, Deserialize)]
struct KeySet {
    /// Keys of other kinds may have any form.
    keys: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
struct Tokens {
    id_token: String,
    access_token: Option<String>,
}

#[derive(Deserialize)]
struct UserInfo {
    sub: String,
    #[serde(flatten)]
    person: Person,
}

/// What the browser brings back from the provider.
#[derive(Debug, Clone, Default)]
pub(crate) struct Answered {
    pub(crate) state: Option<String>,
    pub(crate) code: Option<String>,
    pub(crate) iss: Option<String>,
    pub(crate) error: Option<String>,
}

/// What is known of a provider for now.
#[derive(Debug, Clone)]
struct Known {
    metadata: Arc<Metadata>,
    keys: Arc<Vec<Key>>,
    read: Instant,
}

/// A provider of the settings.
#[derive(Debug)]
pub(crate) struct Provider {
    settings: OidcSettings,
    client: Client,
    known: Mutex<Option<Known>>,
}

impl Provider {
    /// Reads the settings; the provider itself is asked when somebody signs in.
    ///
    /// # Errors
    /// `invalid_input` for an address that is none, or has no TLS.
    pub(super) fn open(settings: OidcSettings) -> Result<Self> {
        if !is_address(&settings.issuer, settings.internal) {
            return Err(Error::invalid_input(format!(
                "the issuer of the OpenID provider `{}` must be an address with https, or with `internal` http",
                settings.name
            )));
        }
        let client = tls::outgoing(PATIENCE)?;
        Ok(Self { settings, client, known: Mutex::new(None) })
    }

    /// Returns its settings.
    pub(crate) fn settings(&self) -> &OidcSettings {
        &self.settings
    }

    /// Returns where the browser goes to.
    ///
    /// # Errors
    /// `Unavailable` when the provider does not say it.
    pub(crate) async fn door(&self, journey: &Journey, back: &str) -> std::result::Result<String, Failed> {
        let known = self.known(false).await?;
        let mut url = Url::parse(&known.metadata.authorization_endpoint).map_err(|_| Failed::Unavailable)?;
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.settings.client_id)
            .append_pair("redirect_uri", back)
            .append_pair("scope", "openid email profile")
            .append_pair("state", &journey.state)
            .append_pair("nonce", &journey.nonce)
            .append_pair("code_challenge", &journey.challenge())
            .append_pair("code_challenge_method", "S256");
        Ok(url.into())
    }

    /// Finds out who came back.
    ///
    /// # Errors
    /// As [`Failed`] says.
    pub(crate) async fn identify(
        &self,
        journey: &Journey,
        answered: &Answered,
        back: &str,
        now: i64,
    ) -> std::result::Result<Identity, Failed> {
        if journey.provider != self.settings.name || answered.state.as_ref() != Some(&journey.state) {
            return Err(Failed::Expired);
        }
        let known = self.known(false).await?;
        // Before anything is done with the code: it may be of another provider (RFC 9207).
        match &answered.iss {
            Some(iss) if *iss != known.metadata.issuer => {
                return Err(Failed::Untrusted("issuer of the answer"));
            }
            None if known.metadata.authorization_response_iss_parameter_supported => {
                return Err(Failed::Untrusted("issuer of the answer"));
            }
            _ => {}
        }
        if answered.error.is_some() {
            return Err(Failed::Cancelled);
        }
        let code = answered.code.as_deref().ok_or(Failed::Untrusted("no code"))?;
        let tokens: Tokens = fetch(self.redemption(&known.metadata, journey, code, back)).await?;
        let expected = Expected {
            issuer: &known.metadata.issuer,
            client: &self.settings.client_id,
            nonce: &journey.nonce,
            now,
        };
        let identity = match verify(&tokens.id_token, &known.keys, expected) {
            // It may have changed its keys since they were read.
            Err(Wrong::UnknownKey) => verify(&tokens.id_token, &self.known(true).await?.keys, expected)?,
            outcome => outcome?,
        };
        match (&identity.address, &known.metadata.userinfo_endpoint, tokens.access_token) {
            (None, Some(place), Some(token)) => self.ask(place, &token, identity).await,
            _ => Ok(identity),
        }
    }

    /// Makes the request that gives the code for tokens.
    fn redemption(&self, metadata: &Metadata, journey: &Journey, code: &str, back: &str) -> RequestBuilder {
        let client = &self.settings.client_id;
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.append_pair("grant_type", "authorization_code")
            .append_pair("code", code)
            .append_pair("redirect_uri", back)
            .append_pair("code_verifier", &journey.verifier);
        let methods = &metadata.token_endpoint_auth_methods_supported;
        let in_header = methods.is_empty() || methods.iter().any(|method| method == "client_secret_basic");
        let mut request = self.client.post(&metadata.token_endpoint);
        match &self.settings.client_secret {
            // RFC 6749, 2.3.1: both are written as in a form before they are joined.
            Some(secret) if in_header => {
                let written = |text: &str| -> String {
                    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
                };
                let pair = format!("{}:{}", written(client), written(secret.reveal()));
                request = request.header("authorization", format!("Basic {}", STANDARD.encode(pair)));
            }
            secret => {
                form.append_pair("client_id", client);
                if let Some(secret) = secret {
                    form.append_pair("client_secret", secret.reveal());
                }
            }
        }
        request.header("content-type", "application/x-www-form-urlencoded").body(form.finish())
    }

    /// Asks for the address of somebody whose token does not have it.
    async fn ask(
        &self,
        place: &str,
        token: &str,
        identity: Identity,
    ) -> std::result::Result<Identity, Failed> {
        let told: UserInfo = fetch(self.client.get(place).bearer_auth(token)).await?;
        // Otherwise the answer may be about somebody else (OpenID Connect Core 1.0, 5.3.2).
        if told.sub != identity.subject {
            return Err(Failed::Untrusted("subject of the user info"));
        }
        Ok(told.person.of(identity.subject))
    }

    /// Returns what is known, and reads it where it is too old or `anew`.
    async fn known(&self, anew: bool) -> std::result::Result<Known, Failed> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let most = if anew { PAUSE } else { KEPT };
        if let Some(known) = known.filter(|known| known.read.elapsed() < most) {
            return Ok(known);
        }
        let issuer = self.settings.issuer.trim_end_matches('/');
        let place = format!("{issuer}/.well-known/openid-configuration");
        let metadata: Metadata = fetch(self.client.get(place)).await?;
        let internal = self.settings.internal;
        let mut places = vec![&metadata.authorization_endpoint, &metadata.token_endpoint, &metadata.jwks_uri];
        places.extend(&metadata.userinfo_endpoint);
        if metadata.issuer != self.settings.issuer || !places.iter().all(|place| is_address(place, internal))
        {
            return Err(Failed::Untrusted("addresses of the provider"));
        }
        let set: KeySet = fetch(self.client.get(&metadata.jwks_uri)).await?;
        let keys = set.keys.into_iter().take(KEYS).filter_map(|key| serde_json::from_value(key).ok());
        let known =
            Known { keys: Arc::new(keys.collect()), metadata: Arc::new(metadata), read: Instant::now() };
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(known.clone());
        Ok(known)
    }
}

/// Reads an answer as JSON, no more of it than a provider has to say.
async fn fetch<T: DeserializeOwned>(request: RequestBuilder) -> std::result::Result<T, Failed> {
    let unavailable = |_: reqwest::Error| Failed::Unavailable;
    let mut answer = request.header("accept", "application/json").send().await.map_err(unavailable)?;
    let status = answer.status();
    if status.is_client_error() {
        // Such as a code that was used before, or a secret that is no longer right.
        return Err(Failed::Untrusted("the provider refuses"));
    }
    if !status.is_success() {
        return Err(Failed::Unavailable);
    }
    let mut bytes = Vec::new();
    while let Some(piece) = answer.chunk().await.map_err(unavailable)? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > ANSWER {
            return Err(Failed::Unavailable);
        }
    }
    serde_json::from_slice(&bytes).map_err(|_| Failed::Unavailable)
}

fn is_address(text: &str, internal: bool) -> bool {
    let Ok(url) = Url::parse(text) else { return false };
    let is_safe = url.scheme() == "https" || internal && url.scheme() == "http";
    is_safe && url.host_str().is_some() && url.fragment().is_none() && url.username().is_empty()
}
