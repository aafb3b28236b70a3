//! The tools of MCP servers that the settings name.

use std::sync::Arc;

use crate::agents::Tool;
use crate::error::Result;
use crate::settings::Settings;

/// Returns the tools of the servers.
#[cfg(feature = "mcp")]
pub(super) async fn tools(settings: &Settings) -> Result<Vec<Arc<dyn Tool>>> {
    crate::tools::mcp::tools(&settings.mcp).await
}

#[cfg(not(feature = "mcp"))]
pub(super) async fn tools(settings: &Settings) -> Result<Vec<Arc<dyn Tool>>> {
    if settings.mcp.is_empty() {
        return Ok(Vec::new());
    }
    Err(crate::error::Error::unsupported("this build speaks to no MCP server: build it with `mcp`"))
}
