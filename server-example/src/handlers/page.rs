//! The web page: its files, from within the program, and packed for browsers that unpack them.

use std::io::Write as _;
use std::sync::{Arc, OnceLock};

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};

use crate::app::App;
use crate::idempotency::Reply;

mod files {
    include!(concat!(env!("OUT_DIR"), "/page.rs"));
}

/// What stands where the page would be when it was not built.
const UNBUILT: &str = include_str!("page/unbuilt.html");

/// The files as they are sent packed: each is packed when it is first asked for. Nothing of anybody is in them, so their
/// length tells nothing either (BREACH); answers of the API are never packed.
#[derive(Debug)]
pub(crate) struct Packed(Vec<OnceLock<Bytes>>);

impl Default for Packed {
    fn default() -> Self {
        Self(files::FILES.iter().map(|_| OnceLock::new()).collect())
    }
}

impl Packed {
    /// Returns a file packed; none when it does not become smaller.
    fn of(&self, at: usize) -> Option<Bytes> {
        let (plain, place) = (files::FILES.get(at)?.1, self.0.get(at)?);
        let packed = place.get_or_init(|| gzip(plain).unwrap_or_default());
        (!packed.is_empty() && packed.len() < plain.len()).then(|| packed.clone())
    }
}

fn gzip(plain: &[u8]) -> std::io::Result<Bytes> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(plain)?;
    packer.finish().map(Bytes::from)
}

/// Answers with a file of the page. Addresses within the page are the page's own matter: they get its first file.
pub(crate) async fn file(
    State(app): State<Arc<App>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let path = uri.path();
    if path.starts_with("/v1/") || path == "/v1" || !matches!(method, Method::GET | Method::HEAD) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let find = |path: &str| files::FILES.iter().position(|(name, _)| *name == path);
    let is_place = !path.rsplit('/').next().unwrap_or_default().contains('.');
    let found = find(path).or_else(|| is_place.then(|| find("/index.html")).flatten());
    match found {
        Some(at) => {
            let unpacks = is_text(files::FILES[at].0) && unpacks(&headers);
            // Packing takes a processor for a moment, once.
            let packed = match unpacks {
                true => tokio::task::spawn_blocking(move || app.packed.of(at)).await.unwrap_or_default(),
                false => None,
            };
            answer(at, packed, &headers).into_response()
        }
        None if is_place && files::FILES.is_empty() => {
            Reply::of(StatusCode::OK, "text/html; charset=utf-8", UNBUILT.into()).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn answer(at: usize, packed: Option<Bytes>, headers: &HeaderMap) -> Reply {
    let (name, bytes) = files::FILES[at];
    let hash = Sha256::digest(bytes);
    // The two forms of a file are two representations.
    let form = if packed.is_some() { "-gz" } else { "" };
    let tag =
        format!("\"{}{form}\"", hash[..12].iter().map(|byte| format!("{byte:02x}")).collect::<String>());
    let is_known = headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let mut reply = match is_known {
        true => {
            Reply { status: StatusCode::NOT_MODIFIED, headers: HeaderMap::new(), body: Default::default() }
        }
        false => Reply::of(
            StatusCode::OK,
            media(name),
            packed.clone().unwrap_or_else(|| Bytes::from_static(bytes)),
        ),
    };
    if packed.is_some() && !is_known {
        reply.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    if is_text(name) {
        reply.headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    }
    // Names of assets carry a hash of what is in them.
    let keep = if name.starts_with("/assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    reply.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        reply.headers.insert(header::ETAG, tag);
    }
    reply
}

/// Says whether a client unpacks gzip (RFC 9110, 12.5.3).
fn unpacks(headers: &HeaderMap) -> bool {
    let told = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    told.flat_map(|value| value.split(',')).any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let is_gzip = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
        let quality = parts.find_map(|part| part.strip_prefix("q=")).and_then(|q| q.parse::<f32>().ok());
        is_gzip && quality.unwrap_or(1.0) > 0.0
    })
}

/// Says whether a file is text, which becomes smaller; pictures and fonts are packed already.
fn is_text(name: &str) -> bool {
    !matches!(media(name), "image/png" | "image/x-icon" | "font/woff2" | "application/octet-stream")
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

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn a_file_is_packed_for_who_unpacks_it() {
        let told = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(value));
            unpacks(&headers)
        };
        assert!(told("gzip, deflate, br") && told("br;q=1.0, GZIP;q=0.5"));
        assert!(!told("") && !told("br") && !told("gzip;q=0") && !told("x-gzip"));
        let plain = b"the same words, the same words, the same words".repeat(50);
        let packed = gzip(&plain).unwrap();
        assert!(packed.len() < plain.len() / 5, "{}", packed.len());
        let mut back = Vec::new();
        flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut back).unwrap();
        assert_eq!(back, plain);
        assert!(is_text("/assets/index-x.js") && is_text("/index.html") && !is_text("/assets/x.woff2"));
    }
}
