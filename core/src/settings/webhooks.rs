//! How webhooks are told.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How webhooks are told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct WebhookSettings {
    /// Hosts that may be told although they are inside the own network, by `http` too: `hooks.firm.example:8443`, with
    /// the port unless it is the usual one. Who may write settings of a workspace can post to them.
    pub internal_hosts: Vec<String>,
    /// How long a receiver may take, in seconds.
    pub seconds: u32,
    /// How often a delivery is tried.
    pub attempts: u32,
    /// The pause after the first failure, in milliseconds; it grows fourfold with each further one.
    pub first_millis: u64,
    /// The longest pause, in milliseconds.
    pub most_millis: u64,
    /// After how many hours in which a receiver took nothing its webhook is stopped.
    pub failing_hours: u32,
    /// A PEM file of authorities that are trusted beside those of the machine.
    pub authorities: Option<PathBuf>,
}

impl Default for WebhookSettings {
    /// Ten attempts within about a day: after 5 s, 20 s, 80 s, 5 min, 21 min, 85 min, 5.7 h, 8 h and 8 h.
    fn default() -> Self {
        Self {
            internal_hosts: Vec::new(),
            seconds: 20,
            attempts: 10,
            first_millis: 5_000,
            most_millis: 8 * 60 * 60 * 1_000,
            failing_hours: 120,
            authorities: None,
        }
    }
}
