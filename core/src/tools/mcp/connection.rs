//! A connection to a server, made anew when it breaks.

use std::sync::Arc;
use std::time::Duration;

use rmcp::model::{ClientCapabilities, ClientConfig, Implementation, PaginatedRequestParams, Tool};
use rmcp::service::{Peer, RunningService};
use rmcp::{ClientHandler, RoleClient};
use tokio::sync::Mutex;

use super::place::{self, Process};
use crate::error::{Error, Result};
use crate::settings::McpServer;

/// How long a server may take until its tools are known.
const STARTING: Duration = Duration::from_secs(30);
/// The most tools of a server.
const TOOLS: usize = 128;
/// The most pages of its list.
const PAGES: usize = 16;

/// A connection to a server.
#[derive(Debug)]
pub(super) struct Connection {
    pub(super) server: McpServer,
    live: Mutex<Option<Arc<Live>>>,
}

/// A connection that stands.
#[derive(Debug)]
pub(super) struct Live {
    client: RunningService<RoleClient, Secretary>,
    /// Ended after the connection, which a server may notice first.
    _process: Option<Process>,
}

/// What a server is told of this side: nothing that it could ask of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Secretary;

impl ClientHandler for Secretary {
    fn get_info(&self) -> ClientConfig {
        let own = Implementation::new("secretariat", env!("CARGO_PKG_VERSION"));
        ClientConfig::new(ClientCapabilities::default(), own)
    }
}

impl Live {
    pub(super) fn new(client: RunningService<RoleClient, Secretary>, process: Option<Process>) -> Self {
        Self { client, _process: process }
    }

    /// Says whether the other side is still there.
    fn stands(&self) -> bool {
        !self.client.is_closed() && !self.client.peer().is_transport_closed()
    }

    pub(super) fn peer(&self) -> &Peer<RoleClient> {
        self.client.peer()
    }
}

impl Connection {
    pub(super) fn new(server: McpServer) -> Self {
        Self { server, live: Mutex::new(None) }
    }

    /// Returns the connection, which is made when there is none.
    ///
    /// # Errors
    /// `unavailable` when the server cannot be reached; `denied` and `invalid_input` for its place.
    pub(super) async fn live(&self) -> Result<Arc<Live>> {
        let mut live = self.live.lock().await;
        if let Some(live) = live.as_ref().filter(|live| live.stands()) {
            return Ok(Arc::clone(live));
        }
        // Ended before another is begun.
        *live = None;
        let made = tokio::time::timeout(STARTING, place::connect(&self.server.place)).await;
        let made =
            made.map_err(|_| Error::unavailable("does not answer in time: is it an MCP server?"))??;
        Ok(Arc::clone(live.insert(Arc::new(made))))
    }

    /// Gives up a connection that broke, so that the next call makes another.
    pub(super) async fn lost(&self, broken: &Arc<Live>) {
        let mut live = self.live.lock().await;
        if live.as_ref().is_some_and(|live| Arc::ptr_eq(live, broken)) {
            *live = None;
        }
    }

    /// Asks for the tools, as far as the bounds go.
    ///
    /// # Errors
    /// As [`Connection::live`].
    pub(super) async fn tools(&self) -> Result<Vec<Tool>> {
        let live = self.live().await?;
        let (mut tools, mut cursor) = (Vec::new(), None);
        for _ in 0..PAGES {
            let wanted = PaginatedRequestParams::default().with_cursor(cursor);
            let page = tokio::time::timeout(STARTING, live.peer().list_tools(Some(wanted))).await;
            let page = page.map_err(|_| Error::unavailable("does not list its tools in time"))?;
            let page =
                page.map_err(|error| Error::unavailable("does not list its tools").with_source(error))?;
            tools.extend(page.tools);
            cursor = page.next_cursor;
            if cursor.is_none() || tools.len() >= TOOLS {
                break;
            }
        }
        if tools.len() > TOOLS || cursor.is_some() {
            tracing::warn!(server = %self.server.name, most = TOOLS, "an MCP server has more tools than are taken");
        }
        tools.truncate(TOOLS);
        Ok(tools)
    }
}
