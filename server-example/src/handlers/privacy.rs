//! The archive of everything about a person, as a download.

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use secretariat::privacy::DataSubject;

use crate::access::Caller;
use crate::operations::handler::body;
use crate::problem::Problem;

/// Hands the archive out while it is made: one that breaks off has no end, and no client takes it for whole.
pub(crate) async fn export(caller: Caller, headers: HeaderMap, bytes: Bytes) -> Result<Response, Problem> {
    let subject: DataSubject = body(&headers, &bytes)?;
    let pieces = caller.office.privacy().export(&subject).await?;
    let mut response = Response::new(Body::from_stream(pieces));
    for (name, value) in [
        (header::CONTENT_TYPE, "application/zip"),
        (header::CONTENT_DISPOSITION, "attachment; filename=archive.zip"),
        (header::CACHE_CONTROL, "private, no-store"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}
