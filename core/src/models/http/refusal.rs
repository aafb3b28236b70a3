//! Why a server gives no answer, and what that means for who asked.

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use serde_json::Value;

use super::unfinished::Unfinished;
use crate::error::{Error, ErrorKind};
use crate::models::redact::redacted;
use crate::models::reply::{Finish, ModelReply};
use crate::models::retry_after::RetryAfter;
use crate::settings::ApiKey;

/// The longest pause that a server may ask for.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Refusal {
    /// The server was not reached.
    Failed(Error),
    /// It answers with an error.
    Answered {
        place: String,
        status: u16,
        code: String,
        said: String,
        retry_after: Option<Duration>,
        about: About,
    },
}

/// What of a request a server does not understand, as far as its words tell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct About {
    /// That the answer is to come in pieces.
    pub(super) streaming: bool,
    /// How the form of the answer is asked for.
    pub(super) form: bool,
    /// That a message has no text.
    pub(super) silence: bool,
}

impl About {
    fn read(status: u16, said: &str) -> Self {
        // Servers of Python answer 500 to what they do not take.
        if !matches!(status, 400 | 405 | 415 | 422 | 500 | 501) {
            return Self::default();
        }
        let said = said.to_ascii_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| said.contains(word));
        Self {
            streaming: has(&["stream"]),
            form: has(&["response_format", "json_schema", "json_object"]),
            silence: has(&["content"]) && has(&["string", "null", "none"]),
        }
    }
}

/// What the provider says of an error.
#[derive(Debug, thiserror::Error)]
#[error("the provider says: {0}")]
struct Said(String);

impl Refusal {
    pub(super) fn read(
        place: &str,
        status: u16,
        retry_after: Option<Duration>,
        body: &[u8],
        key: Option<&ApiKey>,
    ) -> Self {
        let (code, said) = serde_json::from_slice(body).map_or_else(|_| <_>::default(), |body| told(&body));
        let about = About::read(status, &said);
        let (code, said) = (redacted(&code, key), redacted(&said, key));
        Self::Answered { place: place.to_owned(), status, code, said, retry_after, about }
    }

    /// Says in what other way the server may answer.
    pub(super) fn about(&self) -> About {
        match self {
            Self::Answered { about, .. } => *about,
            Self::Failed(_) => About::default(),
        }
    }

    /// Says whether the provider keeps the answer back because of what is asked.
    pub(super) fn is_filter(&self) -> bool {
        matches!(self, Self::Answered { status: 400 | 403 | 451, code, .. }
            if code.contains("content_filter") || code.contains("content_policy"))
    }

    pub(super) fn into_reply(self, model: &str) -> ModelReply {
        let (text, calls, usage) = Default::default();
        ModelReply { text, calls, finish: Finish::Refused, usage, model: model.to_owned() }
    }

    pub(super) fn into_error(self) -> Error {
        let (place, status, code, said, retry_after) = match self {
            Self::Failed(error) => return error,
            Self::Answered { place, status, code, said, retry_after, about: _ } => {
                (place, status, code, said, retry_after)
            }
        };
        let (kind, remedy) = remedy(status, &code, &said);
        let shown = if code.is_empty() { String::new() } else { format!(" ({code})") };
        let error = Error::new(kind, format!("{place} answers {status}{shown}: {remedy}"));
        let source = (!said.is_empty()).then_some(Said(said));
        match (retry_after.filter(|_| error.is_retryable()), source) {
            (Some(pause), source) => {
                error.with_source(RetryAfter { pause, source: source.map(|said| said.into()) })
            }
            (None, Some(said)) => error.with_source(said),
            (None, None) => error,
        }
    }
}

fn remedy(status: u16, code: &str, said: &str) -> (ErrorKind, &'static str) {
    match status {
        300..=399 => (ErrorKind::Denied, "it sends elsewhere, where no key goes; name that server"),
        401 => (ErrorKind::Unauthenticated, "give a key that it knows"),
        403 => (ErrorKind::Denied, "its key may not do this"),
        402 => (ErrorKind::LimitExceeded, "the account has used up its money"),
        404 => (ErrorKind::InvalidInput, "it has no such model, or is no such server; check both"),
        413 => (ErrorKind::LimitExceeded, "the request is too large; send less"),
        429 if code.contains("quota") => (ErrorKind::LimitExceeded, "the account has used up its quota"),
        400 | 422 if is_too_long(code, said) => {
            (ErrorKind::LimitExceeded, "the request has more tokens than the model takes; send less")
        }
        408 | 409 | 425 | 429 | 500..=599 => (ErrorKind::Unavailable, "ask again later"),
        _ => {
            (ErrorKind::InvalidInput, "it does not take this request; its reason is the source of this error")
        }
    }
}

fn is_too_long(code: &str, said: &str) -> bool {
    let said = said.to_ascii_lowercase();
    code.contains("context_length") || said.contains("context length") || said.contains("prompt is too long")
}

/// Reads the pause of a header: seconds, or a date.
pub(super) fn retry_after(value: &str, now: Timestamp) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<f64>() {
        let seconds = Duration::try_from_secs_f64(seconds.max(0.0)).unwrap_or(LONGEST);
        return Some(seconds.min(LONGEST));
    }
    let until = DateTimeParser::new().parse_timestamp(value).ok()?;
    let pause = until.duration_since(now);
    Some(Duration::try_from(pause).unwrap_or_default().min(LONGEST))
}

/// Reads the code and the message of an error, in any of the forms that servers give it; not yet fit to be shown.
fn told(body: &Value) -> (String, String) {
    let error = body.get("error").filter(|error| !error.is_null()).unwrap_or(body);
    let text = |name: &str| error.get(name).and_then(Value::as_str);
    let code = text("code").or_else(|| text("type")).unwrap_or_default();
    let code = code.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')).take(64);
    let said = error.as_str().or_else(|| text("message")).or_else(|| text("detail")).map(str::to_owned);
    let said = said.unwrap_or_else(|| error.get("detail").map(faults).unwrap_or_default());
    (code.collect(), said)
}

/// The places of a request that a server of FastAPI does not take, with why; what stood there is left out.
fn faults(detail: &Value) -> String {
    let told = detail.as_array().into_iter().flatten().take(8).filter_map(|fault| {
        let place = fault.get("loc")?.as_array()?.iter().map(|part| part.as_str().unwrap_or("?"));
        let place = place.collect::<Vec<_>>().join(".");
        Some(format!("{place}: {}", fault.get("msg").and_then(Value::as_str).unwrap_or("is not taken")))
    });
    told.collect::<Vec<_>>().join("; ")
}

/// The error that a server tells in the middle of an answer.
pub(in crate::models) fn stream_error(event: &Value, answer: &Unfinished) -> Error {
    let (code, said) = told(event);
    let (code, said) = (redacted(&code, answer.key.as_ref()), redacted(&said, answer.key.as_ref()));
    let has = |words: &[&str]| words.iter().any(|word| code.contains(word));
    let kind = if is_too_long(&code, &said) || has(&["quota"]) {
        ErrorKind::LimitExceeded
    } else if has(&["invalid_request"]) {
        ErrorKind::InvalidInput
    } else if has(&["authentication", "invalid_api_key"]) {
        ErrorKind::Unauthenticated
    } else if has(&["permission"]) {
        ErrorKind::Denied
    } else {
        ErrorKind::Unavailable
    };
    let shown = if code.is_empty() { "an error" } else { code.as_str() };
    Error::new(
        kind,
        format!("the model's server broke off with {shown}: its reason is the source of this error"),
    )
    .with_source(Said(said))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_is_told_in_seconds_or_by_a_date() {
        let now: Timestamp = "2026-11-27T12:00:00Z".parse().unwrap();
        for (value, seconds) in [
            ("7", Some(7)),
            (" 0 ", Some(0)),
            ("-3", Some(0)),
            ("1e300", Some(86_400)),
            ("NaN", Some(0)),
            ("Fri, 27 Nov 2026 12:01:30 GMT", Some(90)),
            ("Fri, 27 Nov 2026 11:00:00 GMT", Some(0)),
            ("Sat, 27 Nov 2027 12:00:00 GMT", Some(86_400)),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(retry_after(value, now), seconds.map(Duration::from_secs), "{value}");
        }
    }

    #[test]
    fn errors_are_read_in_each_form() {
        for (body, code, said) in [
            (r#"{"error":{"message":"m","type":"t","code":"c"}}"#, "c", "m"),
            (r#"{"error":{"message":"m","type":"t","code":null}}"#, "t", "m"),
            (
                r#"{"type":"error","error":{"type":"overloaded_error","message":"m"}}"#,
                "overloaded_error",
                "m",
            ),
            (r#"{"error":"m"}"#, "", "m"),
            (r#"{"detail":"m"}"#, "", "m"),
            (r#"{"detail":[{"loc":["body","a",0],"msg":"m","input":"secret"}]}"#, "", "body.a.?: m"),
            ("7", "", ""),
        ] {
            let body = serde_json::from_str(body).unwrap();
            assert_eq!(told(&body), (code.to_owned(), said.to_owned()));
        }
    }

    #[test]
    fn each_status_has_a_kind() {
        for (status, code, kind) in [
            (307, "", ErrorKind::Denied),
            (400, "", ErrorKind::InvalidInput),
            (400, "context_length_exceeded", ErrorKind::LimitExceeded),
            (401, "", ErrorKind::Unauthenticated),
            (403, "", ErrorKind::Denied),
            (404, "", ErrorKind::InvalidInput),
            (413, "", ErrorKind::LimitExceeded),
            (429, "", ErrorKind::Unavailable),
            (429, "insufficient_quota", ErrorKind::LimitExceeded),
            (500, "", ErrorKind::Unavailable),
            (529, "", ErrorKind::Unavailable),
        ] {
            assert_eq!(remedy(status, code, "").0, kind, "{status} {code}");
        }
    }
}
