//! The web page: its files, from within the program.

use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest as _, Sha256};

use crate::idempotency::Reply;

mod files {
    include!(concat!(env!("OUT_DIR"), "/page.rs"));
}

/// What stands where the page would be when it was not built.
const UNBUILT: &str = include_str!("page/unbuilt.html");

/// Answers with a file of the page. Addresses within the page are the page's own matter: they get its first file.
pub(crate) async fn file(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path();
    if path.starts_with("/v1/") || path == "/v1" || !matches!(method, Method::GET | Method::HEAD) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let find = |path: &str| files::FILES.iter().find(|(name, _)| *name == path);
    let is_place = !path.rsplit('/').next().unwrap_or_default().contains('.');
    let found = find(path).or_else(|| is_place.then(|| find("/index.html")).flatten());
    match found {
        Some((name, bytes)) => answer(name, bytes, &headers).into_response(),
        None if is_place && files::FILES.is_empty() => {
            Reply::of(StatusCode::OK, "text/html; charset=utf-8", UNBUILT.into()).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn answer(name: &str, bytes: &'static [u8], headers: &HeaderMap) -> Reply {
    let hash = Sha256::digest(bytes);
    let tag = format!("\"{}\"", hash[..12].iter().map(|byte| format!("{byte:02x}")).collect::<String>());
    let is_known = headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let mut reply = match is_known {
        true => {
            Reply { status: StatusCode::NOT_MODIFIED, headers: HeaderMap::new(), body: Default::default() }
        }
        false => Reply::of(StatusCode::OK, media(name), bytes.into()),
    };
    // Names of assets carry a hash of what is in them.
    let keep = if name.starts_with("/assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    reply.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        reply.headers.insert(header::ETAG, tag);
    }
    reply
}

fn media(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "webmanifest" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
