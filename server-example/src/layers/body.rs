//! Bodies of bounded size, read whole before anybody looks at them.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures::StreamExt;
use secretariat::ErrorKind;

use crate::access::Caller;
use crate::app::App;
use crate::problem::Problem;

/// The largest body of somebody who is not known yet, in bytes: enough to sign in.
const UNKNOWN: usize = 64 << 10;
/// The largest file that `POST /v1/parse` takes, in bytes.
const PARSED: usize = 32 << 20;
/// How much of a body that is too large is read and thrown away: a client that is still writing when the connection ends
/// may never see the answer.
const THROWN_AWAY: usize = 64 << 20;

/// Finds out who asks, and reads the body, or answers that it is too large. Memory is for those who are known.
pub(crate) async fn bounded(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let known = match parts.headers.contains_key(header::AUTHORIZATION) {
        true => Caller::from_request_parts(&mut parts, &app).await.map(Some),
        false => Ok(None),
    };
    let caller = match known {
        Ok(caller) => caller,
        // A part that does not answer is not waited for twice.
        Err(problem) if problem.is_unavailable() => return problem.into_response(),
        // Why somebody is not known the handler says, which may not even ask.
        Err(_) => None,
    };
    let route = parts.extensions.get::<MatchedPath>().map(MatchedPath::as_str);
    let most = match (&caller, route) {
        (None, _) => UNKNOWN.min(app.settings.limits.body_bytes),
        (Some(_), Some("/v1/parse")) => PARSED,
        (Some(_), _) => app.settings.limits.body_bytes,
    };
    if let Some(caller) = caller {
        parts.extensions.insert(caller);
    }
    match read(body, most).await {
        Ok(bytes) => next.run(Request::from_parts(parts, Body::from(bytes))).await,
        Err(problem) => problem.into_response(),
    }
}

async fn read(body: Body, most: usize) -> Result<Bytes, Problem> {
    let mut pieces = body.into_data_stream();
    let (mut kept, mut seen) = (Vec::new(), 0);
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| {
            Problem::new(StatusCode::BAD_REQUEST, ErrorKind::InvalidInput, "the body broke off")
        })?;
        seen += piece.len();
        if seen > THROWN_AWAY {
            break;
        }
        if seen <= most {
            kept.extend_from_slice(&piece);
        } else {
            kept = Vec::new();
        }
    }
    if seen > most {
        let detail = format!("the body is larger than {most} bytes");
        return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, ErrorKind::LimitExceeded, detail));
    }
    Ok(kept.into())
}
