//! `Idempotency-Key`: a POST that is repeated with the same key gets the same answer, and is done once.
//!
//! Answers are kept for a day in this process, the latest within 64 MiB. A repetition that reaches another process, or
//! this one after a restart, is done anew: the calls that must not be (sending) are bound by their approvals.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use moka::sync::Cache;
use secretariat::ErrorKind;
use sha2::{Digest as _, Sha256};
use tokio::sync::Mutex;

use crate::problem::Problem;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// The memory of all kept answers, in bytes.
const BYTES: u64 = 64 << 20;
const KEY: HeaderName = HeaderName::from_static("idempotency-key");
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");

/// An answer as it is kept.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

#[derive(Debug)]
struct Slot {
    /// What was asked: method, path and body.
    asked: [u8; 32],
    /// Locked while it is being done.
    reply: Mutex<Option<Reply>>,
}

/// The answers that are kept.
#[derive(Debug)]
pub(crate) struct Replies(Cache<String, Arc<Slot>>);

impl Replies {
    /// Keeps nothing yet.
    pub(crate) fn new() -> Self {
        // The size of an answer is not known when its key comes: each counts as the most that is kept of one.
        let slots = BYTES / LARGEST as u64;
        Self(Cache::builder().max_capacity(slots).time_to_live(DAY).build())
    }

    /// Does the work once for a key, or gives the answer of before. Without a key the work is done.
    pub(crate) async fn once(
        &self,
        who: &str,
        headers: &HeaderMap,
        asked: &[&[u8]],
        work: impl Future<Output = Result<Reply, Problem>>,
    ) -> Result<Reply, Problem> {
        let Some(key) = headers.get(KEY) else { return work.await };
        let key = key.to_str().ok().filter(|key| (1..=255).contains(&key.len())).ok_or_else(|| {
            let detail = "`Idempotency-Key` must be 1 to 255 visible characters";
            Problem::new(StatusCode::BAD_REQUEST, ErrorKind::InvalidInput, detail)
        })?;
        let asked = fingerprint(asked);
        let slot = || Arc::new(Slot { asked, reply: Mutex::new(None) });
        let slot = self.0.get_with(format!("{who} {key}"), slot);
        if slot.asked != asked {
            let detail = "this `Idempotency-Key` was used for another request: choose a new one";
            return Err(Problem::new(StatusCode::CONFLICT, ErrorKind::Conflict, detail));
        }
        let Ok(mut reply) = slot.reply.try_lock() else {
            let detail = "the request with this `Idempotency-Key` is still being done";
            return Err(Problem::new(StatusCode::CONFLICT, ErrorKind::Conflict, detail).retry_after(1));
        };
        if let Some(known) = reply.as_ref() {
            let mut known = known.clone();
            known.headers.insert(REPLAYED, HeaderValue::from_static("true"));
            return Ok(known);
        }
        // What failed may be tried again with the same key.
        let done = work.await?;
        if done.body.len() <= LARGEST {
            *reply = Some(done.clone());
        }
        Ok(done)
    }
}

/// The largest answer that is kept, in bytes.
const LARGEST: usize = 256 << 10;

fn fingerprint(asked: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in asked {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

impl Reply {
    /// Makes an answer of JSON text.
    pub(crate) fn json(status: StatusCode, text: impl Into<Bytes>) -> Self {
        Self::of(status, "application/json", text.into())
    }

    /// Makes an answer of any type.
    pub(crate) fn of(status: StatusCode, media: &'static str, body: Bytes) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
        Self { status, headers, body }
    }

    /// Makes an answer without a body.
    pub(crate) fn empty() -> Self {
        Self { status: StatusCode::NO_CONTENT, headers: HeaderMap::new(), body: Bytes::new() }
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }
}
