//! The office as an MCP server over HTTP (streamable HTTP of the Model Context Protocol): each message is a request of
//! its own, with the rights of whoever sends it.
//!
//! No session is kept: one request may reach one process and the next one another, and who loses a right loses it with
//! the next message. The protocol itself is spoken by [`secretariat::mcp::serve`], for the time of one message.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use schemars::JsonSchema;
use secretariat::rights::Permission;
use secretariat::{Error, ErrorKind, Office};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};

use crate::access::Caller;
use crate::app::App;
use crate::idempotency::Reply;
use crate::operations::handler::body;
use crate::problem::Problem;

const VERSION: HeaderName = HeaderName::from_static("mcp-protocol-version");
const METHOD: HeaderName = HeaderName::from_static("mcp-method");
/// The version of clients that name none, as the protocol says.
const OLDEST: &str = "2025-03-26";
/// The versions of streamable HTTP that are spoken; from the last one on, no message comes first.
const VERSIONS: [&str; 4] = [OLDEST, "2025-06-18", "2025-11-25", "2026-07-28"];
/// Where a message of the newest version says how it is to be read.
const META: &str = "/params/_meta/io.modelcontextprotocol~1protocolVersion";
/// How much of a message waits in the pipe before its writer does.
const PIPE: usize = 64 << 10;
/// The largest answer, in bytes.
const ANSWER: u64 = 16 << 20;
/// How long the service may take to begin.
const BEGIN: Duration = Duration::from_secs(10);
/// The id of the message that begins in place of the client's own.
const FIRST: &str = "secretariat-begin";

/// A message of JSON-RPC 2.0, as the Model Context Protocol has it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct McpMessage {
    /// `2.0`.
    jsonrpc: String,
    /// What is asked; absent in an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    method: Option<String>,
    /// A number or a text, which the answer has too; absent in a notice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<Value>,
    /// The rest of the message.
    #[serde(flatten)]
    rest: serde_json::Map<String, Value>,
}

/// Takes a message; a request is answered, of anything else nothing is said.
pub(crate) async fn message(
    State(app): State<Arc<App>>,
    caller: Caller,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Reply, Problem> {
    caller.office.may(Permission::WorkspacesRead).await?;
    let version = admitted(&app, &headers)?;
    let message: McpMessage = body(&headers, &bytes)?;
    if message.jsonrpc != "2.0" {
        return Err(Error::invalid_input("the body must be one message of JSON-RPC 2.0").into());
    }
    let (Some(method), Some(id)) = (&message.method, &message.id) else {
        // A notice, or an answer to a question that nobody asked.
        return Ok(Reply { status: StatusCode::ACCEPTED, ..Reply::empty() });
    };
    if !(id.is_i64() || id.is_u64() || id.is_string()) || id == FIRST {
        return Err(Error::invalid_input("the `id` of a message must be a whole number or a text").into());
    }
    // What stands before the server may have decided by the header: it must be true.
    if headers.get(METHOD).is_some_and(|told| told.as_bytes() != method.as_bytes()) {
        return Err(Error::invalid_input("`Mcp-Method` is not the method of the message").into());
    }
    let answer = answer(&caller.office, version, &message).await?;
    Ok(Reply::json(StatusCode::OK, answer))
}

/// Looks at the headers, and returns the version of the protocol.
fn admitted(app: &App, headers: &HeaderMap) -> Result<&'static str, Problem> {
    // A browser says from which page it asks: no other page speaks to the office by this way.
    if headers.get(header::ORIGIN).is_some_and(|origin| origin.as_bytes() != app.settings.url().as_bytes()) {
        let detail = "this request comes from another site";
        return Err(Problem::new(StatusCode::FORBIDDEN, ErrorKind::Denied, detail));
    }
    let accepts = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let accepts: Vec<&str> = accepts.flat_map(|value| value.split([',', ';'])).map(str::trim).collect();
    let takes = ["application/json", "application/*", "*/*"];
    if !accepts.is_empty() && !accepts.iter().any(|accept| takes.contains(accept)) {
        let detail = "answers are `application/json`: accept them";
        return Err(Problem::new(StatusCode::NOT_ACCEPTABLE, ErrorKind::Unsupported, detail));
    }
    let Some(told) = headers.get(VERSION) else { return Ok(OLDEST) };
    let known = VERSIONS.into_iter().find(|known| told.as_bytes() == known.as_bytes());
    known.ok_or_else(|| {
        let known = VERSIONS.join(", ");
        Error::invalid_input(format!("this version of the protocol is not spoken here: choose of {known}"))
            .into()
    })
}

/// Lets the service of the core answer one request. When nobody waits for the answer any more, the work ends too.
async fn answer(office: &Office, version: &str, message: &McpMessage) -> Result<String, Problem> {
    let (ours, theirs) = tokio::io::duplex(PIPE);
    let (read, write) = tokio::io::split(theirs);
    let (answers, mut questions) = tokio::io::split(ours);
    let serve = secretariat::mcp::serve(office, read, write);
    let talk = async move {
        let mut lines = BufReader::new(tokio::io::AsyncReadExt::take(answers, ANSWER));
        let is_first = message.method.as_deref() == Some("initialize");
        let text = serde_json::to_value(message).unwrap_or_default();
        let brings_all = text.pointer(META).is_some();
        if !is_first && !brings_all {
            let client = json!({ "name": "http", "version": env!("CARGO_PKG_VERSION") });
            let params = json!({ "protocolVersion": version, "capabilities": {}, "clientInfo": client });
            say(
                &mut questions,
                &json!({ "jsonrpc": "2.0", "id": FIRST, "method": "initialize", "params": params }),
            )
            .await?;
            let begun = tokio::time::timeout(BEGIN, heard(&mut lines, &json!(FIRST))).await;
            begun.map_err(|_| broken())??;
            say(&mut questions, &json!({ "jsonrpc": "2.0", "method": "notifications/initialized" })).await?;
        }
        say(&mut questions, &text).await?;
        heard(&mut lines, text.get("id").unwrap_or(&Value::Null)).await
    };
    tokio::select! {
        biased;
        answer = talk => answer,
        // The service ended before it answered.
        outcome = serve => match outcome {
            Err(error) => Err(error.into()),
            Ok(()) => Err(broken()),
        },
    }
}

async fn say(to: &mut (impl tokio::io::AsyncWrite + Unpin), message: &Value) -> Result<(), Problem> {
    let line = format!("{message}\n");
    to.write_all(line.as_bytes()).await.map_err(|_| broken())
}

/// Reads until the answer with an id comes; notices before it have nowhere to go.
async fn heard(lines: &mut (impl tokio::io::AsyncBufRead + Unpin), id: &Value) -> Result<String, Problem> {
    let mut line = String::new();
    loop {
        line.clear();
        let read = lines.read_line(&mut line).await.map_err(|_| broken())?;
        if read == 0 {
            return Err(broken());
        }
        let message: Value = serde_json::from_str(&line).map_err(|_| broken())?;
        if message.get("method").is_none() && message.get("id") == Some(id) {
            return Ok(line.trim_end().to_owned());
        }
    }
}

fn broken() -> Problem {
    Error::internal("the MCP service broke off").into()
}
