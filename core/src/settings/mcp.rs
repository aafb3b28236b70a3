//! MCP servers whose tools runs may use.

use std::collections::BTreeMap;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ApiKey;

/// An MCP server (Model Context Protocol) whose tools runs may use. Who names a server here trusts it with the words
/// of the calls, and with what it says of its tools: that one only reads, or may be called again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct McpServer {
    /// What the names of its tools begin with, as in `files_read`: letters, digits and `-`, at most 24.
    pub name: String,
    /// Where it is.
    pub place: McpPlace,
    /// The tools that are taken over, by the names that the server gives them; all of them when empty.
    #[serde(default)]
    pub tools: Vec<String>,
    /// Whether a person has to agree to every call; otherwise to those whose arguments may come from a document.
    #[serde(default)]
    pub always_ask: bool,
    /// Whether the office opens without its tools when the server cannot be reached; otherwise it does not open.
    #[serde(default)]
    pub optional: bool,
    /// How long one call may take, in seconds.
    #[serde(default = "seconds")]
    pub seconds: u32,
}

/// Where an MCP server is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum McpPlace {
    /// A program of this machine that is started, and speaks by its standard input and output.
    Program {
        /// The program: its path, or its name where the system looks for programs.
        program: PathBuf,
        /// Its arguments.
        #[serde(default)]
        arguments: Vec<String>,
        /// Its whole environment: it gets nothing of the environment of this process.
        #[serde(default)]
        environment: BTreeMap<String, ApiKey>,
        /// The folder that it works in; that of this process when absent.
        #[serde(default)]
        folder: Option<PathBuf>,
    },
    /// A server that is reached by streamable HTTP.
    Http {
        /// Its address, such as `https://tools.example/mcp`; `http` only inside the own network.
        url: String,
        /// What is sent as the bearer token.
        #[serde(default)]
        token: Option<ApiKey>,
        /// Whether it is inside the own network: otherwise only public addresses are reached.
        #[serde(default)]
        internal: bool,
    },
}

fn seconds() -> u32 {
    60
}
