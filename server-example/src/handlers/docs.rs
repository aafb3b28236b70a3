//! The OpenAPI document and its page.

use axum::http::StatusCode;

use crate::idempotency::Reply;
use crate::openapi;

/// Hands out the OpenAPI document.
pub(crate) async fn openapi() -> Reply {
    Reply::json(StatusCode::OK, openapi::compact())
}

/// Hands out the page.
pub(crate) async fn page() -> Reply {
    Reply::of(StatusCode::OK, "text/html; charset=utf-8", openapi::page().into())
}
