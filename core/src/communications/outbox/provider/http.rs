//! Requests to one server: bounded answers, no redirects elsewhere, a time limit.

use std::sync::Arc;
use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use serde_json::Value;
use url::Url;

use super::place::Place;
use crate::communications::access_token::AccessToken;
use crate::communications::tls;
use crate::error::{Error, ErrorKind, Result};

/// How long a connection may take.
const CONNECTING: Duration = Duration::from_secs(10);
/// How long a request may take, with its answer.
const REQUEST: Duration = Duration::from_secs(60);
/// The largest answer.
const ANSWER: usize = 4 << 20;
/// The longest pause that a server may ask for.
const LONGEST: u64 = 24 * 60 * 60;

/// The line to a provider.
#[derive(Debug, Clone)]
pub(super) struct Line {
    client: Client,
    pub(super) place: Arc<Place>,
    token: Option<Arc<dyn AccessToken>>,
}

/// Why a request has no good answer.
#[derive(Debug)]
pub(super) struct Unanswered {
    pub(super) error: Error,
    /// Whether the server surely did nothing.
    pub(super) nothing_done: bool,
    /// Whether the same may succeed later.
    pub(super) later: bool,
    /// How long to wait, where the server says so.
    pub(super) retry_after: Option<Duration>,
}

impl Line {
    pub(super) async fn open(place: Place) -> Result<Self> {
        let tls = tls::client(place.authorities.as_deref()).await?;
        let same = place.clone();
        // A redirect to another server would take the secret there.
        let policy = Policy::custom(move |attempt| {
            match attempt.previous().len() < 3 && same.is_same_server(attempt.url()) {
                true => attempt.follow(),
                false => attempt.stop(),
            }
        });
        let client = Client::builder()
            .tls_backend_preconfigured((*tls).clone())
            .redirect(policy)
            .connect_timeout(CONNECTING)
            .timeout(REQUEST)
            .no_proxy()
            .build()
            .map_err(|error| Error::internal("HTTP cannot be used").with_source(error))?;
        Ok(Self { client, place: Arc::new(place), token: None })
    }

    pub(super) fn with_token(self, token: Arc<dyn AccessToken>) -> Self {
        Self { token: Some(token), ..self }
    }

    pub(super) async fn get(&self, url: Url) -> std::result::Result<Value, Unanswered> {
        self.send(self.client.get(url)).await
    }

    pub(super) async fn post(
        &self,
        url: Url,
        kind: &'static str,
        body: Vec<u8>,
    ) -> std::result::Result<Value, Unanswered> {
        self.send(self.client.post(url).header("Content-Type", kind).body(body)).await
    }

    async fn send(&self, request: RequestBuilder) -> std::result::Result<Value, Unanswered> {
        let unasked = |error: Error| Unanswered {
            later: error.is_retryable(),
            error,
            nothing_done: true,
            retry_after: None,
        };
        let Some(source) = &self.token else { return self.send_as(request, self.place.secret.clone()).await };
        let first = source.token().await.map_err(unasked)?;
        let again = request.try_clone();
        match (self.send_as(request, first.clone()).await, again) {
            (Err(refused), Some(again))
                if refused.nothing_done && refused.error.kind() == ErrorKind::Denied =>
            {
                let next = source.renewed(&first).await.map_err(unasked)?;
                if next == first { Err(refused) } else { self.send_as(again, next).await }
            }
            (outcome, _) => outcome,
        }
    }

    async fn send_as(
        &self,
        request: RequestBuilder,
        secret: String,
    ) -> std::result::Result<Value, Unanswered> {
        let request = match self.place.user.is_empty() || self.token.is_some() {
            true => request.bearer_auth(secret),
            false => request.basic_auth(&self.place.user, Some(secret)),
        };
        let answered = request.header("Accept", "application/json").send().await;
        let response = answered.map_err(|error| self.unreachable(error))?;
        let status = response.status();
        if !status.is_success() {
            return Err(self.refused(status, &response));
        }
        let body = self.body(response).await?;
        serde_json::from_slice(&body).map_err(|_| self.strange())
    }

    /// Reads an answer as far as one may go.
    async fn body(&self, mut response: Response) -> std::result::Result<Vec<u8>, Unanswered> {
        let mut body = Vec::new();
        loop {
            match response.chunk().await {
                Ok(Some(chunk)) if body.len() + chunk.len() > ANSWER => {
                    let error = Error::limit_exceeded(format!(
                        "{}: its answer has more than {ANSWER} bytes",
                        self.place
                    ));
                    return Err(Unanswered { error, nothing_done: false, later: false, retry_after: None });
                }
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                Ok(None) => return Ok(body),
                Err(error) => return Err(self.unreachable(error)),
            }
        }
    }

    fn unreachable(&self, error: reqwest::Error) -> Unanswered {
        let nothing_done = error.is_connect() || error.is_builder();
        // The URL of an error may hold ids of the account.
        let what = if error.is_timeout() { "does not answer in time" } else { "cannot be reached" };
        let message = format!("{} {what}: check server, network and certificate", self.place);
        let error = Error::unavailable(message).with_source(error.without_url());
        Unanswered { error, nothing_done, later: true, retry_after: None }
    }

    fn refused(&self, status: StatusCode, response: &Response) -> Unanswered {
        let place = &self.place;
        let retry_after = response.headers().get("Retry-After").and_then(|value| value.to_str().ok());
        let retry_after = retry_after.and_then(|value| value.trim().parse().ok());
        let retry_after = retry_after.map(|seconds: u64| Duration::from_secs(seconds.min(LONGEST)));
        let (error, later) = match status.as_u16() {
            300..=399 => (
                Error::new(
                    ErrorKind::Denied,
                    format!("{place} sends elsewhere, where no secret goes: name that server"),
                ),
                false,
            ),
            401 | 403 => (
                Error::new(
                    ErrorKind::Denied,
                    format!("{place} refuses the sign-in: get a new token or password"),
                ),
                false,
            ),
            404 => {
                (Error::not_found(format!("{place} has no JMAP there: add session=/path to its URL")), false)
            }
            413 => (Error::limit_exceeded(format!("{place} takes no message of this size")), false),
            429 | 500..=599 => {
                (Error::unavailable(format!("{place} answers {status}: try again later")), true)
            }
            _ => (Error::unsupported(format!("{place} answers {status} to a request of JMAP")), false),
        };
        // A gateway that gives up says nothing of what the server behind it did.
        Unanswered { error, nothing_done: !status.is_server_error(), later, retry_after }
    }

    pub(super) fn strange(&self) -> Unanswered {
        let error =
            Error::unsupported(format!("{} answers what no JMAP server answers: check its URL", self.place));
        Unanswered { error, nothing_done: false, later: false, retry_after: None }
    }
}
