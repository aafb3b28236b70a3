//! Where the audit is forwarded to.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ApiKey, ServiceUrl};

/// Where the audit is forwarded to: a collector of logs (SIEM) of the operator. Every sealed entry is sent at least
/// once, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ForwardingSettings {
    /// The collector: `syslog+tls://host:6514` (RFC 5425), `syslog+tcp://host:601` (RFC 6587, in the own network), or
    /// `https://host/path` and `http://host/path`, where entries are posted as JSON lines with the fields of the
    /// Elastic Common Schema.
    pub address: ServiceUrl,
    /// What is sent as the bearer token of HTTP.
    #[serde(default)]
    pub token: Option<ApiKey>,
    /// A PEM file of authorities that are trusted beside those of the machine.
    #[serde(default)]
    pub authorities: Option<PathBuf>,
    /// How long the collector may take for a load, in seconds.
    #[serde(default = "seconds")]
    pub seconds: u32,
    /// How often new entries are looked for, in milliseconds.
    #[serde(default = "pause_millis")]
    pub pause_millis: u64,
}

fn seconds() -> u32 {
    30
}

fn pause_millis() -> u64 {
    5_000
}
