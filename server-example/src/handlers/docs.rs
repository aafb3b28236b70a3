//! The OpenAPI document and its page.

use axum::http::{HeaderValue, StatusCode, header};

use crate::idempotency::Reply;
use crate::openapi;

/// The page has its style within, and nothing else.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

/// Hands out the OpenAPI document.
pub(crate) async fn openapi() -> Reply {
    Reply::json(StatusCode::OK, openapi::compact())
}

/// Hands out the page.
pub(crate) async fn page() -> Reply {
    let mut reply = Reply::of(StatusCode::OK, "text/html; charset=utf-8", openapi::page().into());
    reply.headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    reply
}
