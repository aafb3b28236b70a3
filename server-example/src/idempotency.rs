//! `Idempotency-Key`: a POST that is repeated with the same key gets the same answer, and is done once.
//!
//! Answers are kept for a day in this process, the latest within 64 MiB, and sealed in the cache that processes share,
//! where there is one. Without it a repetition that reaches another process, or this one after a restart, is done anew:
//! the calls that must not be (sending) are bound by their approvals.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use moka::sync::Cache;
use secretariat::ErrorKind;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use tokio::sync::Mutex;

use crate::problem::Problem;
use crate::shared::Shared;

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
pub(crate) struct Replies {
    slots: Cache<String, Arc<Slot>>,
    shared: Option<Arc<Shared>>,
}

/// An answer as processes share it.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    asked: [u8; 32],
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

impl Replies {
    /// Keeps nothing yet.
    pub(crate) fn new(shared: Option<Arc<Shared>>) -> Self {
        // The size of an answer is not known when its key comes: each counts as the most that is kept of one.
        let slots = BYTES / LARGEST as u64;
        let slots = Cache::builder().max_capacity(slots).time_to_live(DAY).build();
        Self { slots, shared }
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
        let name = format!("{who} {key}");
        let slot = self.slots.get_with(name.clone(), slot);
        if slot.asked != asked {
            return Err(used_otherwise());
        }
        let Ok(mut reply) = slot.reply.try_lock() else { return Err(being_done()) };
        if let Some(known) = reply.as_ref() {
            return Ok(replayed(known.clone()));
        }
        if let Some(known) = self.elsewhere(&name, asked).await? {
            *reply = Some(known.clone());
            return Ok(replayed(known));
        }
        let done = match work.await {
            Ok(done) => done,
            // What failed may be tried again with the same key.
            Err(problem) => {
                if let Some(shared) = &self.shared {
                    shared.release(&name).await;
                }
                return Err(problem);
            }
        };
        if done.body.len() <= LARGEST {
            *reply = Some(done.clone());
        }
        if let Some(shared) = &self.shared {
            match Kept::of(asked, &done).filter(|_| done.body.len() <= LARGEST) {
                Some(kept) => shared.keep(&name, kept, DAY).await,
                None => shared.release(&name).await,
            }
        }
        Ok(done)
    }

    /// Returns what another process answered, or claims the work for this one.
    async fn elsewhere(&self, name: &str, asked: [u8; 32]) -> Result<Option<Reply>, Problem> {
        let Some(shared) = &self.shared else { return Ok(None) };
        let known =
            async || shared.recall(name).await.and_then(|kept| serde_json::from_slice::<Kept>(&kept).ok());
        let found = match known().await {
            None if shared.claim(name, CLAIM).await == Some(false) => {
                // It may have been answered between the two looks.
                Some(known().await.ok_or_else(being_done)?)
            }
            found => found,
        };
        match found {
            Some(kept) if kept.asked != asked => Err(used_otherwise()),
            found => Ok(found.and_then(Kept::reply)),
        }
    }
}

impl Kept {
    /// Writes an answer; none for one that is no text.
    fn of(asked: [u8; 32], reply: &Reply) -> Option<Vec<u8>> {
        let written = |(name, value): (&HeaderName, &HeaderValue)| {
            Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
        };
        let headers = reply.headers.iter().map(written).collect::<Option<_>>()?;
        let body = String::from_utf8(reply.body.to_vec()).ok()?;
        serde_json::to_vec(&Self { asked, status: reply.status.as_u16(), headers, body }).ok()
    }

    fn reply(self) -> Option<Reply> {
        let mut headers = HeaderMap::new();
        for (name, value) in self.headers {
            headers
                .insert(HeaderName::from_bytes(name.as_bytes()).ok()?, HeaderValue::from_str(&value).ok()?);
        }
        Some(Reply { status: StatusCode::from_u16(self.status).ok()?, headers, body: self.body.into() })
    }
}

fn replayed(mut known: Reply) -> Reply {
    known.headers.insert(REPLAYED, HeaderValue::from_static("true"));
    known
}

fn used_otherwise() -> Problem {
    let detail = "this `Idempotency-Key` was used for another request: choose a new one";
    Problem::new(StatusCode::CONFLICT, ErrorKind::Conflict, detail)
}

fn being_done() -> Problem {
    let detail = "the request with this `Idempotency-Key` is still being done";
    Problem::new(StatusCode::CONFLICT, ErrorKind::Conflict, detail).retry_after(1)
}

/// How long a process has the work of a key for itself: longer than an answer may take.
const CLAIM: Duration = Duration::from_secs(120);
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
