//! What operators and their machines ask.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Extension, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::idempotency::Reply;
use crate::layers::peer::Peer;
use crate::problem::Problem;

/// Says that the process runs.
pub(crate) async fn live() -> Reply {
    Reply::json(StatusCode::OK, r#"{"status":"live"}"#)
}

/// Says whether the storage answers within two seconds.
pub(crate) async fn ready(State(app): State<Arc<App>>) -> Response {
    let sessions = app.office.sessions();
    let look = tokio::time::timeout(Duration::from_secs(2), sessions.is_untouched()).await;
    match look {
        Ok(Ok(_)) => Reply::json(StatusCode::OK, r#"{"status":"ready"}"#).into_response(),
        Ok(Err(error)) => Problem::from(error).into_response(),
        Err(_) => {
            Problem::from(secretariat::Error::unavailable("the storage does not answer")).into_response()
        }
    }
}

/// Counts for Prometheus, to the addresses that may ask.
pub(crate) async fn metrics(State(app): State<Arc<App>>, Extension(peer): Extension<Peer>) -> Response {
    if !app.settings.metrics_from.contains(&peer.0) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let text = app.metrics.text(app.office.documents().worker_metrics());
    Reply::of(StatusCode::OK, "text/plain; version=0.0.4", text.into()).into_response()
}
