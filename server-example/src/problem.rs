//! What went wrong, as the client sees it: `application/problem+json` (RFC 9457) from the core's table of errors.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use secretariat::{Error, ErrorKind};
use serde::Serialize;

/// A failure on its way to the client. [`render`] gives it its body, which names the request.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    status: StatusCode,
    kind: ErrorKind,
    detail: String,
    retry_after: Option<u64>,
    allow: Option<HeaderValue>,
}

/// The body of a failure.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Problem")]
pub(crate) struct ProblemBody<'a> {
    /// The kind as a URI.
    #[serde(rename = "type")]
    kind_uri: String,
    /// What it means, in few words.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// What went wrong, with the name of the thing and the remedy.
    detail: &'a str,
    /// The path of the request.
    instance: &'a str,
    /// The kind of the error, as in every face of the SDK.
    kind: ErrorKind,
    /// The id of the request, which the log has too.
    request_id: &'a str,
}

impl Problem {
    /// Makes a problem with a status of its own.
    pub(crate) fn new(status: StatusCode, kind: ErrorKind, detail: impl Into<String>) -> Self {
        Self { status, kind, detail: detail.into(), retry_after: None, allow: None }
    }

    /// Returns what a response says went wrong, also by its status alone.
    pub(crate) fn of(response: &Response) -> Option<Self> {
        let status = response.status();
        let is_made_elsewhere = status.is_client_error() || status.is_server_error();
        let known = response.extensions().get::<Self>().cloned();
        known.or_else(|| is_made_elsewhere.then(|| foreign(response)))
    }

    /// The kind of the error.
    #[cfg(feature = "graphql")]
    pub(crate) fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// What went wrong, in words.
    #[cfg(feature = "graphql")]
    pub(crate) fn detail(&self) -> &str {
        &self.detail
    }

    /// Says when to come again, in seconds.
    pub(crate) fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// Whether a part that is needed does not answer now.
    pub(crate) fn is_unavailable(&self) -> bool {
        self.status == StatusCode::SERVICE_UNAVAILABLE
    }

    /// Nobody, or nobody any more.
    pub(crate) fn unauthenticated(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, ErrorKind::Unauthenticated, detail)
    }

    /// What was changed is not what the client saw.
    pub(crate) fn changed_meanwhile() -> Self {
        let detail = "somebody else changed it meanwhile: read it again and repeat with its new `ETag`";
        Self::new(StatusCode::PRECONDITION_FAILED, ErrorKind::Conflict, detail)
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        let kind = error.kind();
        let status = StatusCode::from_u16(kind.profile().http_status);
        let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        if status.is_server_error() {
            // The causes are for the operator: the client gets the message alone.
            let cause = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
            tracing::error!(kind = kind.code(), cause, "{error}");
        }
        let problem = Self::new(status, kind, error.message());
        match error.is_retryable() && status == StatusCode::SERVICE_UNAVAILABLE {
            true => problem.retry_after(1),
            false => problem,
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Gives every failure its body, also those that the framework made, and leaves other answers as they are.
pub(crate) fn render(response: Response, path: &str, request_id: &str) -> Response {
    let Some(problem) = Problem::of(&response) else {
        return response;
    };
    let body = ProblemBody {
        kind_uri: format!("urn:secretariat:error:{}", problem.kind.code()),
        title: title(problem.kind),
        status: problem.status.as_u16(),
        detail: &problem.detail,
        instance: path,
        kind: problem.kind,
        request_id,
    };
    let (mut parts, _) = response.into_parts();
    parts.status = problem.status;
    for name in [header::CONTENT_LENGTH, header::TRANSFER_ENCODING] {
        parts.headers.remove(name);
    }
    let text = serde_json::to_string(&body).unwrap_or_default();
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    parts.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if problem.status == StatusCode::UNAUTHORIZED {
        parts.headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    if let Some(seconds) = problem.retry_after {
        parts.headers.insert(header::RETRY_AFTER, seconds.into());
    }
    if let Some(allow) = problem.allow {
        parts.headers.insert(header::ALLOW, allow);
    }
    Response::from_parts(parts, Body::from(text))
}

/// A failure of the framework: it has a status only.
fn foreign(response: &Response) -> Problem {
    let status = response.status();
    let (kind, detail) = match status {
        StatusCode::METHOD_NOT_ALLOWED => (ErrorKind::Unsupported, "this address has no such method"),
        StatusCode::NOT_FOUND => (ErrorKind::NotFound, "there is nothing at this address"),
        StatusCode::PAYLOAD_TOO_LARGE => (ErrorKind::LimitExceeded, "the request is too large"),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => (ErrorKind::Unsupported, "another media type is expected"),
        _ if status.is_client_error() => (ErrorKind::InvalidInput, "the request cannot be read"),
        _ => (ErrorKind::Internal, "the server failed: please report this with the id of the request"),
    };
    let allow = response.headers().get(header::ALLOW).cloned();
    Problem { allow, ..Problem::new(status, kind, detail) }
}

fn title(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::InvalidInput => "The input is wrong",
        ErrorKind::NotFound => "It does not exist, or not for you",
        ErrorKind::Conflict => "It conflicts with another change",
        ErrorKind::Denied => "You lack the right",
        ErrorKind::Unauthenticated => "You are not signed in",
        ErrorKind::Unsupported => "It is not supported",
        ErrorKind::LimitExceeded => "It exceeds a limit",
        ErrorKind::Unavailable => "It is unavailable now",
        ErrorKind::InDoubt => "Nobody knows whether it happened",
        ErrorKind::Corrupt => "The data is damaged",
        ErrorKind::Internal => "The server failed",
    }
}
