//! The line to one server: its address, the key, and no way elsewhere.

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Client, Response};
use url::Url;

use super::HttpModelOptions;
use super::answer;
use super::refusal::Refusal;
use super::wire::Wire;
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::settings::ApiKey;

/// The largest answer of an error that is looked at, in bytes.
const ERROR: usize = 64 << 10;
/// How long the text of an error may take.
const ERROR_TIME: Duration = Duration::from_secs(10);

/// The line to a server of models.
#[derive(Debug)]
pub(in crate::models) struct Line {
    client: Client,
    url: Url,
    headers: HeaderMap,
    pub(super) key: Option<ApiKey>,
    attempt: Duration,
    clock: Arc<dyn Clock>,
    place: String,
}

impl Line {
    pub(super) fn open(wire: &dyn Wire, options: &HttpModelOptions) -> Result<Self> {
        let mut url = base(options.base_url.as_ref().map_or(wire.home(), |url| url.as_str()))?;
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(&format!("{path}{}", wire.path(&path)));
        url.set_fragment(None);
        let place = place(&url);
        let client = client(options)?;
        let key = options.key.clone().filter(|key| !key.reveal().is_empty());
        Ok(Self {
            client,
            url,
            headers: headers(wire, key.as_ref())?,
            key,
            attempt: Duration::from_millis(options.timeouts.attempt_millis),
            clock: Arc::clone(&options.clock),
            place,
        })
    }

    /// Puts a question, and returns the answer when it is a good one.
    pub(super) async fn post(
        &self,
        asked: Vec<u8>,
        idempotency_key: Option<&str>,
        streamed: bool,
    ) -> std::result::Result<Response, Refusal> {
        let mut request = self.client.post(self.url.clone()).headers(self.headers.clone()).body(asked);
        request = request.header("Accept", if streamed { "text/event-stream" } else { "application/json" });
        if let Some(key) = idempotency_key.and_then(|key| HeaderValue::from_str(key).ok()) {
            request = request.header("Idempotency-Key", key);
        }
        let response = request.send().await.map_err(|error| Refusal::Failed(self.unreachable(error)))?;
        if response.status().is_success() {
            return Ok(response);
        }
        Err(self.refused(response).await)
    }

    async fn refused(&self, response: Response) -> Refusal {
        let status = response.status().as_u16();
        let after = response.headers().get("Retry-After").and_then(|value| value.to_str().ok());
        let retry_after = after.and_then(|value| super::refusal::retry_after(value, self.clock.now()));
        let body = tokio::time::timeout(ERROR_TIME, answer::whole(self, response, ERROR)).await;
        let body = body.ok().and_then(Result::ok).flatten().unwrap_or_default();
        Refusal::read(&self.place, status, retry_after, &body, self.key.as_ref())
    }

    fn unreachable(&self, error: reqwest::Error) -> Error {
        let what = if error.is_timeout() { "does not answer in time" } else { "cannot be reached" };
        // The URL of an error may hold a key.
        Error::unavailable(format!("{} {what}: check server, network and certificate", self.place))
            .with_source(error.without_url())
    }

    /// The error of a stream that says nothing for too long.
    pub(super) fn silent(&self, waited: Duration) -> Error {
        Error::unavailable(format!(
            "{} said nothing for {waited:?}: ask again, or raise `timeouts.first_token_millis` and \
             `timeouts.between_tokens_millis`",
            self.place
        ))
    }

    pub(super) fn cut_off(&self) -> Error {
        answer::cut_off(&self.place)
    }

    /// Returns the server, without any secret.
    pub(super) fn place(&self) -> &str {
        &self.place
    }

    pub(super) fn attempt(&self) -> Duration {
        self.attempt
    }

    #[cfg(test)]
    pub(super) fn nowhere() -> Self {
        let options = HttpModelOptions::default();
        Self::open(&crate::models::openai_responses::OpenaiResponses, &options).unwrap()
    }
}

/// Reads a base URL.
pub(super) fn base(text: &str) -> Result<Url> {
    let unfit = || Error::invalid_input("the base URL of a model is none: give `https://server/v1`");
    let url = Url::parse(text).map_err(|error| unfit().with_source(error))?;
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
        return Err(unfit());
    }
    Ok(url)
}

/// Names a server, without any secret.
pub(super) fn place(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// Makes what sends requests.
pub(super) fn client(options: &HttpModelOptions) -> Result<Client> {
    Client::builder()
        .tls_backend_preconfigured(tls()?)
        // A redirect could take the key, and what is asked, to another server.
        .redirect(Policy::none())
        .connect_timeout(Duration::from_millis(options.timeouts.connect_millis))
        .tcp_nodelay(true)
        .no_proxy()
        .build()
        .map_err(|error| Error::internal("HTTP cannot be used").with_source(error))
}

fn headers(wire: &dyn Wire, key: Option<&ApiKey>) -> Result<HeaderMap> {
    let mut headers = HeaderMap::new();
    headers.insert("Content-Type", HeaderValue::from_static("application/json"));
    for (name, value) in wire.headers(key) {
        // The reason would show the key.
        let mut value = HeaderValue::from_str(&value)
            .map_err(|_| Error::invalid_input("the key of the model has characters that no key has"))?;
        value.set_sensitive(true);
        headers.insert(HeaderName::from_static(name), value);
    }
    Ok(headers)
}

fn tls() -> Result<rustls::ClientConfig> {
    let mut roots = rustls::RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::internal("this program has no TLS").with_source(error))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(tls)
}
