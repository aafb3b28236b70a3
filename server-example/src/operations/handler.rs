//! The one handler of all uniform operations.

use std::collections::HashMap;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use secretariat::{Error, ErrorKind};
use secretariat_bridge::{Message, OfficeHandle, call_function};
use serde_json::{Value, json};

use super::arguments::{self, Given, read};
use super::{Body, Operation, all, answer, calls};
use crate::access::Caller;
use crate::app::App;
use crate::idempotency::Reply;
use crate::problem::Problem;

/// Answers an operation: reads the arguments, makes the call as whoever signed in, and writes the result.
pub(crate) async fn handle(
    operation: &'static Operation,
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(path): Path<HashMap<String, String>>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Reply, Problem> {
    let method = Method::from_bytes(operation.method.as_bytes()).unwrap_or(Method::GET);
    let given = Given { path: &path, query: uri.query().unwrap_or_default(), headers: &headers, body: &body };
    let arguments = read(operation, &given)?;
    let office = Arc::new(OfficeHandle::from(caller.office.clone()));
    let work = async {
        let wanted = headers.get(header::IF_MATCH);
        let arguments = match wanted {
            Some(wanted) => matched(operation, &office, arguments, &path, wanted).await?,
            None => arguments,
        };
        let result = perform(operation, &office, arguments).await.map_err(|error| {
            // Who said what he saw hears that it is no longer so.
            match error.kind() == ErrorKind::Conflict && wanted.is_some() {
                true => Problem::changed_meanwhile(),
                false => error.into(),
            }
        })?;
        answer::write(operation, result)
    };
    let reply = if method == Method::POST {
        let who = format!("{} {}", caller.standing.workspace.id, caller.actor);
        let asked = uri.to_string();
        app.replies.once(&who, &headers, &[asked.as_bytes(), &body], work).await?
    } else {
        work.await?
    };
    Ok(answer::revalidate(&method, &headers, reply))
}

/// Reads the JSON body of a typed request.
///
/// # Errors
/// 415 for another media type, 400 for what cannot be read.
pub(crate) fn body<T: serde::de::DeserializeOwned>(headers: &HeaderMap, bytes: &Bytes) -> Result<T, Problem> {
    arguments::parse(headers, bytes)
}

/// Makes the call, first that of the stored thing for functions of one.
async fn perform(operation: &Operation, office: &OfficeHandle, arguments: Message) -> Result<Message, Error> {
    let arguments = match operation.of {
        Some(of) => {
            let this = office.call(of, arguments).await?;
            Message { json: format!("{{\"this\":{}}}", this.json), buffers: this.buffers }
        }
        None => arguments,
    };
    if !calls::is_function(operation.call) {
        return office.call(operation.call, arguments).await;
    }
    // Functions read files and write PDFs: they take a processor for a while.
    let name = operation.call;
    let work = tokio::task::spawn_blocking(move || call_function(name, arguments));
    work.await.map_err(|error| Error::internal("the call broke off").with_source(error))?
}

/// Compares what is there with what the client saw. A draft knows its version, so its edit is refused by the core when
/// it comes too late; of other things what is there is read just before.
async fn matched(
    operation: &Operation,
    office: &OfficeHandle,
    arguments: Message,
    path: &HashMap<String, String>,
    wanted: &HeaderValue,
) -> Result<Message, Problem> {
    let Some(read) = all().find(|other| other.method == "GET" && other.path == operation.path) else {
        let detail = "`If-Match` means nothing here";
        return Err(Problem::new(StatusCode::BAD_REQUEST, ErrorKind::InvalidInput, detail));
    };
    let ids: serde_json::Map<String, Value> = read
        .in_path()
        .map(|(name, argument)| (argument.to_owned(), json!(path.get(name).cloned().unwrap_or_default())))
        .collect();
    let present = office.call(read.call, Message::json(Value::Object(ids).to_string())).await?;
    let present = answer::write(read, present)?;
    let tag = answer::tag(&present);
    if !answer::names(wanted, &tag) {
        return Err(Problem::changed_meanwhile());
    }
    Ok(expecting(operation, arguments, &tag))
}

/// Puts the version that the client saw into an edit that asks for one and names none.
fn expecting(operation: &Operation, arguments: Message, tag: &str) -> Message {
    let Body::Whole(argument) = operation.body else { return arguments };
    let field = format!("{argument}/expected_version");
    let version = tag.trim_matches('"').strip_prefix('v').and_then(|text| text.parse::<u64>().ok());
    let (Some(version), Some(_)) = (version, calls::argument(operation.call, &field)) else {
        return arguments;
    };
    let Ok(mut value) = serde_json::from_str::<Value>(&arguments.json) else { return arguments };
    let Some(edit) = value[argument].as_object_mut() else { return arguments };
    edit.entry("expected_version").or_insert(json!(version));
    Message { json: value.to_string(), ..arguments }
}
