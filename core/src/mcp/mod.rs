//! An office as an MCP server (Model Context Protocol, by the crate `rmcp`): documents, drafts and runs for any client
//! that speaks the protocol.
//!
//! A client acts as whoever the office is seen by ([`crate::Office::acting_as`]), with that one's rights in that
//! workspace. It can read, ask, draft, and start playbooks. It can neither send nor approve: who asks for something
//! and who agrees to it must not be the same program.
//!
//! ```no_run
//! # async fn example() -> secretariat::Result<()> {
//! let office = secretariat::Office::open("./office").await?;
//! secretariat::mcp::serve(&office, tokio::io::stdin(), tokio::io::stdout()).await
//! # }
//! ```

mod answer;
mod resources;
mod runs;
mod serve;
mod service;
mod shelf;

pub use serve::serve;
