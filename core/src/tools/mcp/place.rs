//! The way to a server: a child process, or guarded HTTP.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use rmcp::service::ClientInitializeError;
use rmcp::transport::StreamableHttpClientTransport;
use rmcp::transport::async_rw::AsyncRwTransport;
use rmcp::transport::streamable_http_client::StreamableHttpClientTransportConfig;
use tokio::process::{Child, Command};
use url::Url;

use super::connection::{Live, Secretary};
use crate::error::{Error, ErrorKind, Result};
use crate::outbound;
use crate::settings::{ApiKey, McpPlace};

/// The largest message of a server, in bytes; an outcome of a run has at most 4 MiB.
const MESSAGE: usize = 6 << 20;

/// A server's process, which ends with its connection.
#[derive(Debug)]
pub(super) struct Process(Child);

/// Connects to a server.
///
/// # Errors
/// `unavailable` when it cannot be started or reached, or is no MCP server; `denied` for an address that is not
/// allowed; `invalid_input` for one that is none.
pub(super) async fn connect(place: &McpPlace) -> Result<Live> {
    match place {
        McpPlace::Program { program, arguments, environment, folder } => {
            start(program, arguments, environment, folder.as_ref()).await
        }
        McpPlace::Http { url, token, internal } => reach(url, token.as_ref(), *internal).await,
    }
}

async fn start(
    program: &Path,
    arguments: &[String],
    environment: &BTreeMap<String, ApiKey>,
    folder: Option<&PathBuf>,
) -> Result<Live> {
    let mut command = Command::new(program);
    command
        .args(arguments)
        .env_clear()
        .envs(environment.iter().map(|(name, value)| (name, value.reveal())))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true);
    if let Some(folder) = folder {
        command.current_dir(folder);
    }
    // A group of its own: what it starts ends with it, and Ctrl-C in the terminal is for this process.
    #[cfg(unix)]
    command.process_group(0);
    let mut child = command.spawn().map_err(|error| {
        let program = program.display();
        Error::unavailable(format!("{program} cannot be started: give the path of a program"))
            .with_source(error)
    })?;
    let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(Error::internal("a child process has no standard input and output"));
    };
    let process = Process(child);
    let transport = AsyncRwTransport::new_client(output, input).with_max_line_length(MESSAGE);
    let client = rmcp::serve_client(Secretary, transport).await.map_err(refused)?;
    Ok(Live::new(client, Some(process)))
}

async fn reach(url: &str, token: Option<&ApiKey>, internal: bool) -> Result<Live> {
    let parsed =
        Url::parse(url).map_err(|error| Error::invalid_input("`url` is no address").with_source(error))?;
    let secure = parsed.scheme() == "https" || (parsed.scheme() == "http" && internal);
    if !secure {
        return Err(Error::new(
            ErrorKind::Denied,
            "an address begins with https, or with http where `internal` says that it is in the own network",
        ));
    }
    if !parsed.username().is_empty() || parsed.password().is_some() {
        return Err(Error::new(ErrorKind::Denied, "an address holds no user and password: use `token`"));
    }
    let Some(client) = outbound::client(&parsed, internal).await? else {
        let message = "is inside the own network: say so by `internal` if it is meant to be";
        return Err(Error::new(ErrorKind::Denied, message));
    };
    let mut config = StreamableHttpClientTransportConfig::with_uri(url)
        .max_json_response_size(MESSAGE)
        .max_sse_event_size(MESSAGE);
    if let Some(token) = token {
        config = config.auth_header(token.reveal());
    }
    let transport = StreamableHttpClientTransport::with_client(client, config);
    let client = rmcp::serve_client(Secretary, transport).await.map_err(refused)?;
    Ok(Live::new(client, None))
}

fn refused(error: ClientInitializeError) -> Error {
    Error::unavailable("is no MCP server, or not one that speaks to us").with_source(error)
}

#[cfg(unix)]
impl Drop for Process {
    /// Ends what the process has started too.
    fn drop(&mut self) {
        let group = self.0.id().and_then(|id| rustix::process::Pid::from_raw(i32::try_from(id).ok()?));
        if let Some(group) = group {
            // Nothing is left to be told of a group that has ended.
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
    }
}
