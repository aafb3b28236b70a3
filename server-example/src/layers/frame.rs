//! The frame of every request: its id, its place, its time, its line in the log, and what happens when it breaks.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures::FutureExt;
use secretariat::ErrorKind;
use secretariat::id::{Randomness, SystemRandomness};
use tracing::Instrument as _;

use super::peer::{Peer, client};
use crate::app::App;
use crate::problem::{Problem, render};
use crate::telemetry;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Answers a request within the frame: whatever happens inside, the client gets an answer with the request's id, and
/// the log a line.
pub(crate) async fn frame(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = request_id(request.headers());
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let route = route.unwrap_or_else(|| "other".to_owned());
    let span = telemetry::request(&method, &route, request.headers());
    let inner = guarded(&app, request, next, &route).instrument(span.clone());
    let inner = AssertUnwindSafe(inner).catch_unwind().await;
    let response = inner.unwrap_or_else(|_| {
        // The panic itself is in the log already, by the hook of the program.
        let detail = "the server failed: please report this with the id of the request";
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, ErrorKind::Internal, detail).into_response()
    });
    let mut response = render(response, &path, &id);
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    let (status, elapsed) = (response.status().as_u16(), started.elapsed());
    app.metrics.answered(&method, &route, status, elapsed);
    telemetry::answered(&span, status);
    let nanos = u64::try_from(elapsed.as_nanos()).unwrap_or(u64::MAX);
    // The route without its ids and the query, in which people may have written what belongs into no log.
    tracing::info!(
        http.request.id = id,
        http.request.method = method.as_str(),
        http.response.status_code = status,
        url.path = route,
        event.duration = nanos,
        event.action = "http.request",
        "answered"
    );
    response
}

/// Turns away what is too much, and ends what takes too long.
async fn guarded(app: &Arc<App>, request: Request, next: Next, route: &str) -> Response {
    let is_probe = matches!(route, "/livez" | "/readyz" | "/metrics");
    if is_probe {
        // A server that is busy is alive all the same.
        return next.run(request).await;
    }
    let Ok(_place) = app.places.try_acquire() else {
        let detail = "the server is busy: try again in a moment";
        let problem = Problem::new(StatusCode::SERVICE_UNAVAILABLE, ErrorKind::Unavailable, detail);
        return problem.retry_after(1).into_response();
    };
    let peer = request.extensions().get::<Peer>().map(|peer| peer.0);
    let peer = peer.unwrap_or(std::net::IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED));
    let client = client(peer, request.headers(), &app.settings.trusted_proxies);
    let mut request = request;
    request.extensions_mut().insert(Peer(client));
    let limiter = &app.limits.address;
    let left = match limiter.take(client.to_string()).await {
        Ok(left) => left,
        Err(seconds) => return limiter.problem("this address", seconds).into_response(),
    };
    let limits = &app.settings.limits;
    let is_upload = *request.method() == Method::POST && route == "/v1/documents";
    let millis = if is_upload { limits.upload_millis } else { limits.answer_millis };
    let answer = tokio::time::timeout(Duration::from_millis(millis), next.run(request)).await;
    let mut response = answer.unwrap_or_else(|_| {
        let detail = "the answer took too long: try again, or ask for less";
        let problem = Problem::new(StatusCode::SERVICE_UNAVAILABLE, ErrorKind::Unavailable, detail);
        problem.retry_after(5).into_response()
    });
    let headers = response.headers_mut();
    for (name, value) in [("ratelimit-policy", limiter.policy()), ("ratelimit", limiter.left(left))] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    response
}

/// Takes the id that a proxy gave, if it is a plain one, or makes one.
fn request_id(headers: &HeaderMap) -> String {
    let given = headers.get(REQUEST_ID).and_then(|value| value.to_str().ok());
    let is_plain = |id: &&str| {
        (8..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    given.filter(is_plain).map_or_else(
        || {
            let mut bytes = [0; 12];
            SystemRandomness.fill(&mut bytes);
            bytes.iter().map(|byte| format!("{byte:02x}")).collect()
        },
        str::to_owned,
    )
}
