//! MCP servers as a source of tools (Model Context Protocol, by the crate `rmcp`).
//!
//! What a server says is untrusted, whatever it says of itself: the outputs of its tools taint the run. Its hints tell
//! what a crash may do: a tool that only reads is `pure`, one that may be called again `idempotent`, every other
//! `once`, so that people are asked rather than a call repeated. Sizes, counts and times are bounded here.

mod answer;
mod connection;
mod place;
mod tool;

use std::sync::Arc;

use futures::future::join_all;

use crate::agents::Tool;
use crate::error::{Error, Result};
use crate::settings::McpServer;

use self::connection::Connection;

/// The longest name of a server.
const NAME: usize = 24;

/// Connects to servers, side by side, and returns their tools.
///
/// # Errors
/// `invalid_input` for a server that is not well described; `unavailable` for one that cannot be reached and is not
/// optional; `denied` for an address inside the own network that is not said to be there.
pub(crate) async fn tools(servers: &[McpServer]) -> Result<Vec<Arc<dyn Tool>>> {
    for (place, server) in servers.iter().enumerate() {
        check(server)?;
        if servers.iter().take(place).any(|other| other.name == server.name) {
            return Err(Error::invalid_input(format!("two MCP servers are named `{}`", server.name)));
        }
    }
    let found = join_all(servers.iter().map(|server| async move {
        let connection = Arc::new(Connection::new(server.clone()));
        match tool::all(&connection).await {
            Err(error) if server.optional && error.is_retryable() => {
                tracing::warn!(server = %server.name, %error, "an MCP server is away: its tools are missing");
                Ok(Vec::new())
            }
            found => found.map_err(|error| error.about(format!("the MCP server `{}`", server.name))),
        }
    }))
    .await;
    let mut tools = Vec::new();
    for found in found {
        tools.extend(found?);
    }
    Ok(tools)
}

fn check(server: &McpServer) -> Result<()> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if server.name.is_empty() || server.name.len() > NAME || !server.name.chars().all(plain) {
        return Err(Error::invalid_input(format!(
            "the name of an MCP server has 1 to {NAME} letters, digits and `-`"
        )));
    }
    if server.seconds == 0 || server.seconds > 3_600 {
        let message = format!("`seconds` of the MCP server `{}` is 1 to 3,600", server.name);
        return Err(Error::invalid_input(message));
    }
    Ok(())
}
