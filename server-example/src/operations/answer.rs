//! From the result of a call to an answer.

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use secretariat::Error;
use secretariat_bridge::Message;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::Operation;
use super::calls::{Gives, gives};
use crate::idempotency::Reply;
use crate::problem::Problem;

/// Writes the answer of an operation.
///
/// # Errors
/// 500 when the result is not of its own form.
pub(super) fn write(operation: &Operation, mut result: Message) -> Result<Reply, Problem> {
    let status = StatusCode::from_u16(operation.status).unwrap_or(StatusCode::OK);
    let gives = gives(operation.call);
    if gives == Gives::Nothing {
        return Ok(Reply::empty());
    }
    if gives == Gives::Bytes {
        let bytes = result.buffers.pop().unwrap_or_default();
        return Ok(Reply::of(status, operation.media.unwrap_or("application/octet-stream"), bytes.into()));
    }
    let broken = |error| Problem::from(Error::internal("the result is no JSON").with_source(error));
    if let Some(media) = operation.media {
        let text: String = serde_json::from_str(&result.json).map_err(broken)?;
        return Ok(Reply::of(status, media, Bytes::from(text)));
    }
    if gives == Gives::Value {
        return Ok(Reply::json(status, result.json));
    }
    let value: Value = serde_json::from_str(&result.json).map_err(broken)?;
    let value = match value {
        Value::Array(items) => json!({ "items": items, "next_cursor": null }),
        Value::Object(mut page) => {
            let cursor = page.remove("cursor").unwrap_or_default();
            let items = page.into_iter().next().map(|(_, items)| items).unwrap_or_default();
            json!({ "items": items, "next_cursor": cursor })
        }
        other => other,
    };
    Ok(Reply::json(status, value.to_string()))
}

/// Returns the entity tag of an answer: by its version where it has one, else by its bytes.
pub(super) fn tag(reply: &Reply) -> String {
    let version = || serde_json::from_slice::<Value>(&reply.body).ok()?.get("version")?.as_u64();
    match version() {
        Some(version) => format!("\"v{version}\""),
        None => {
            let hash = Sha256::digest(&reply.body);
            format!("\"{}\"", hash[..12].iter().map(|byte| format!("{byte:02x}")).collect::<String>())
        }
    }
}

/// Says whether a list of tags names this one.
pub(super) fn names(list: &HeaderValue, tag: &str) -> bool {
    let list = list.to_str().unwrap_or_default();
    list.split(',').map(|item| item.trim().trim_start_matches("W/")).any(|item| item == "*" || item == tag)
}

/// Puts the tag on an answer to a read, and leaves the body out when the client has it.
pub(super) fn revalidate(method: &Method, headers: &HeaderMap, mut reply: Reply) -> Reply {
    if !matches!(*method, Method::GET | Method::PATCH | Method::PUT) || reply.status != StatusCode::OK {
        return reply;
    }
    let tag = tag(&reply);
    if *method == Method::GET && headers.get(header::IF_NONE_MATCH).is_some_and(|list| names(list, &tag)) {
        reply = Reply { status: StatusCode::NOT_MODIFIED, headers: HeaderMap::new(), body: Bytes::new() };
    }
    if let Ok(value) = HeaderValue::from_str(&tag) {
        reply.headers.insert(header::ETAG, value);
        // To be asked for anew each time, with the tag.
        reply.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    }
    reply
}
