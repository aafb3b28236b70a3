//! How the server works: plain data, read at the edge from a file and the environment.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use schemars::JsonSchema;
use secretariat::settings::Settings;
use serde::{Deserialize, Serialize};

use crate::oidc::OidcSettings;
use crate::tls::TlsSettings;

/// How the server works. The settings of the office stand under `settings`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ServerSettings {
    /// Where the office is: a folder, or `postgres://…`.
    pub office: String,
    /// Where the server listens.
    pub listen: SocketAddr,
    /// How browsers reach the server, such as `https://office.example`; the address it listens on when absent.
    pub public_url: Option<String>,
    /// The certificate by which it speaks TLS itself; without it, a proxy does.
    pub tls: Option<TlsSettings>,
    /// The OpenID providers by which members sign in, beside passwords.
    pub oidc: Vec<OidcSettings>,
    /// The file with the server's own keys: 64 hexadecimal digits on a line, the first for what is signed now. It is
    /// made when it is absent. In the folder of the office when not named; processes that share an office share it.
    pub key_file: Option<PathBuf>,
    /// The file with the key that seals the audit, 64 hexadecimal digits, made when it is absent; `audit.key` beside
    /// the server's keys when not named.
    pub audit_key_file: Option<PathBuf>,
    /// The proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// The addresses that may read `/metrics`.
    pub metrics_from: Vec<IpAddr>,
    /// Where traces go; nowhere when absent. Only in a program that was built with the feature `otel`.
    pub traces: Option<TraceSettings>,
    /// How much is taken.
    pub limits: ServerLimits,
    /// How the office works.
    pub settings: Settings,
}

/// Where traces go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TraceSettings {
    /// The collector that takes OTLP over HTTP, such as `http://127.0.0.1:4318`; `/v1/traces` is added.
    pub endpoint: String,
    /// The name of this service in the traces.
    #[serde(default = "service")]
    pub service: String,
}

/// The name of the service when none is given.
pub(crate) fn service() -> String {
    "secretariat-server".to_owned()
}

/// How much the server takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ServerLimits {
    /// The largest body of a request that is no upload, in bytes.
    pub body_bytes: usize,
    /// The most files of one upload.
    pub files: usize,
    /// The most bytes of one upload, all its files together.
    pub upload_bytes: u64,
    /// How long an answer may take, in milliseconds; uploads and streams have longer.
    pub answer_millis: u64,
    /// How long an upload may take, in milliseconds.
    pub upload_millis: u64,
    /// How long a client may take to send the head of a request, in milliseconds.
    pub head_millis: u64,
    /// The most requests that are answered at the same time.
    pub requests: usize,
    /// The most connections at the same time.
    pub connections: usize,
    /// The most live streams at the same time.
    pub streams: usize,
    /// The most requests of one address in a minute.
    pub address_per_minute: u32,
    /// The most requests of one member or service account in a minute.
    pub member_per_minute: u32,
    /// The most passwords and links tried from one address in a minute, and for one account in ten.
    pub tries_per_minute: u32,
}

impl ServerSettings {
    /// Returns how browsers reach the server.
    pub(crate) fn url(&self) -> String {
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        self.public_url.clone().unwrap_or_else(|| format!("{scheme}://{}", self.listen))
    }

    /// Says whether browsers reach it by TLS: cookies then go no other way.
    pub(crate) fn is_secure(&self) -> bool {
        self.url().starts_with("https:")
    }
}

impl Default for ServerSettings {
    fn default() -> Self {
        Self {
            office: "./office".to_owned(),
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: None,
            tls: None,
            oidc: Vec::new(),
            key_file: None,
            audit_key_file: None,
            trusted_proxies: Vec::new(),
            traces: None,
            metrics_from: vec![IpAddr::from([127, 0, 0, 1]), IpAddr::from(std::net::Ipv6Addr::LOCALHOST)],
            limits: ServerLimits::default(),
            settings: Settings::default(),
        }
    }
}

impl Default for ServerLimits {
    fn default() -> Self {
        Self {
            body_bytes: 2 << 20,
            files: 100,
            upload_bytes: 1 << 30,
            answer_millis: 30_000,
            upload_millis: 600_000,
            head_millis: 15_000,
            requests: 512,
            connections: 4_096,
            streams: 1_024,
            address_per_minute: 1_200,
            member_per_minute: 1_200,
            tries_per_minute: 20,
        }
    }
}
