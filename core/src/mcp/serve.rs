//! Serves one client over a pair of byte streams, such as standard input and output.

use rmcp::service::{QuitReason, ServerInitializeError};
use rmcp::transport::async_rw::AsyncRwTransport;
use tokio::io::{AsyncRead, AsyncWrite};

use super::service::McpService;
use crate::error::{Error, Result};
use crate::office::Office;

/// The largest message of a client, in bytes.
const MESSAGE: usize = 4 << 20;

/// Serves one client, one JSON-RPC message on a line, until it goes away. The office is left open.
///
/// # Errors
/// `invalid_input` when the other side does not begin as an MCP client does; `unavailable` when the streams break.
pub async fn serve<R, W>(office: &Office, read: R, write: W) -> Result<()>
where
    R: AsyncRead + Send + Unpin + 'static,
    W: AsyncWrite + Send + Unpin + 'static,
{
    let transport = AsyncRwTransport::new_server(read, write).with_max_line_length(MESSAGE);
    let service = McpService::new(office)?;
    let running = match rmcp::serve_server(service, transport).await {
        Ok(running) => running,
        // A client that went away before it said anything.
        Err(ServerInitializeError::ConnectionClosed(_)) => return Ok(()),
        Err(error) => {
            return Err(Error::invalid_input("the other side is no MCP client").with_source(error));
        }
    };
    match running.waiting().await {
        Ok(QuitReason::Closed | QuitReason::Cancelled) => Ok(()),
        Ok(_) => Err(Error::unavailable("the connection to the MCP client broke")),
        Err(error) => Err(Error::internal("the MCP server broke off").with_source(error)),
    }
}
