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
//! // A program that a client starts gives its standard input and output here.
//! let (client, server) = tokio::io::duplex(64 << 10);
//! let (input, output) = tokio::io::split(server);
//! # drop(client);
//! secretariat::mcp::serve(&office, input, output).await
//! # }
//! ```

mod answer;
mod resources;
mod runs;
mod serve;
mod service;
mod shelf;

pub use serve::serve;
