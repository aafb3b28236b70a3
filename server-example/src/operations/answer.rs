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
    if let Some(text) = paged(&result.json) {
        return Ok(Reply::json(status, text));
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

/// Writes a list, or a list and its cursor, as a page without reading the items, which are most of it. The JSON is that
/// of the bridge, without spaces; what has another form is left to a reader.
fn paged(json: &str) -> Option<String> {
    const CURSOR: &str = ",\"cursor\":";
    let (items, cursor) = match json.starts_with('[') {
        true => (json, "null"),
        false => {
            let (name, rest) = json.strip_prefix("{\"")?.split_once("\":")?;
            // Within a text the quotation marks would be escaped, so these are names; the last one is the page's own
            // where nothing but its value follows.
            let (items, cursor) = rest.strip_suffix('}')?.rsplit_once(CURSOR)?;
            let is_plain = !name.contains(['"', '\\']) && items.starts_with('[') && items.ends_with(']');
            let is_cursor = serde_json::from_str::<Option<String>>(cursor).is_ok();
            (is_plain && is_cursor).then_some((items, cursor))?
        }
    };
    Some(format!("{{\"items\":{items},\"next_cursor\":{cursor}}}"))
}

/// What may be the version of an answer; everything else is passed over.
#[derive(serde::Deserialize)]
struct Versioned {
    version: Option<Value>,
}

/// Returns the entity tag of an answer: by its version where it has one, else by its bytes.
pub(super) fn tag(reply: &Reply) -> String {
    // A list has no version.
    let is_one = reply.body.starts_with(b"{") && !reply.body.starts_with(b"{\"items\":");
    let version = || serde_json::from_slice::<Versioned>(&reply.body).ok()?.version?.as_u64();
    match is_one.then(version).flatten() {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_written_without_reading_its_items() {
        for (json, page) in [
            ("[]", r#"{"items":[],"next_cursor":null}"#),
            (r#"[{"a":"]}"}]"#, r#"{"items":[{"a":"]}"}],"next_cursor":null}"#),
            (r#"{"documents":[],"cursor":null}"#, r#"{"items":[],"next_cursor":null}"#),
            (
                r#"{"documents":[{"cursor":"x"},{"t":",\"cursor\":null}"}],"cursor":"a\"b"}"#,
                r#"{"items":[{"cursor":"x"},{"t":",\"cursor\":null}"}],"next_cursor":"a\"b"}"#,
            ),
        ] {
            let written = paged(json).unwrap();
            assert_eq!(written, page);
            serde_json::from_str::<Value>(&written).unwrap();
        }
        for other in [
            r#"{"cursor":null,"documents":[]}"#,
            r#"{"documents":[{"a":1,"cursor":null}]}"#,
            r#"{"documents":{},"cursor":null}"#,
            r#"{"a":[],"b":[],"cursor":1}"#,
            "null",
            "{}",
        ] {
            assert_eq!(paged(other), None, "{other}");
        }
    }

    #[test]
    fn the_tag_of_one_thing_is_its_version() {
        let tag = |json: &str| tag(&Reply::json(StatusCode::OK, json.to_owned()));
        assert_eq!(tag(r#"{"id":"x","version":7,"of":{"version":8}}"#), "\"v7\"");
        let by_bytes = |json: &str| assert!(!tag(json).starts_with("\"v") && tag(json).len() == 26, "{json}");
        by_bytes(r#"{"items":[{"version":7}],"next_cursor":null}"#);
        by_bytes(r#"{"id":"x","version":"7"}"#);
        by_bytes("[1]");
        by_bytes("7");
    }
}
