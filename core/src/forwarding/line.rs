//! The way to a collector: one connection for each load, whose end says that the load was read.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Client;
use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::OnceCell;
use tokio_rustls::TlsConnector;
use url::Url;

use super::form;
use crate::audit::AuditRecord;
use crate::communications::tls;
use crate::error::{Error, Result};
use crate::id::WorkspaceId;
use crate::settings::{ApiKey, ForwardingSettings};

/// The most bytes that a collector of syslog says back before it ends the connection.
const CHATTER: u64 = 4_096;
/// The usual ports of syslog over TLS (RFC 5425) and over TCP.
const TLS_PORT: u16 = 6514;
const TCP_PORT: u16 = 601;

/// Where a collector is, and what it speaks.
#[derive(Debug)]
enum Kind {
    Syslog { host: String, port: u16, is_secure: bool },
    Http { url: Url, token: Option<ApiKey> },
}

/// The way to a collector.
#[derive(Debug)]
pub(super) struct Line {
    kind: Kind,
    time: Duration,
    authorities: Option<PathBuf>,
    tls: OnceCell<Arc<ClientConfig>>,
}

impl Line {
    /// Reads the settings. The address is the operator's and may be inside the own network.
    ///
    /// # Errors
    /// `invalid_input` for an address that is none.
    pub(super) fn new(settings: &ForwardingSettings) -> Result<Self> {
        let shown = &settings.address;
        let wrong = || {
            Error::invalid_input(format!(
                "{shown}: an audit is forwarded to `syslog+tls://host:6514`, `syslog+tcp://host:601`, \
                 `https://host/path` or `http://host/path`"
            ))
        };
        let url = Url::parse(settings.address.as_str()).map_err(|error| wrong().with_source(error))?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or_else(wrong)?;
        let kind = match url.scheme() {
            "syslog+tls" | "syslog+tcp" => {
                let is_secure = url.scheme() == "syslog+tls";
                let port = url.port().unwrap_or(if is_secure { TLS_PORT } else { TCP_PORT });
                let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
                Kind::Syslog { host, port, is_secure }
            }
            "https" | "http" => Kind::Http { url, token: settings.token.clone() },
            _ => return Err(wrong()),
        };
        Ok(Self {
            kind,
            time: Duration::from_secs(u64::from(settings.seconds)),
            authorities: settings.authorities.clone(),
            tls: OnceCell::new(),
        })
    }

    /// Sends a load, and returns when the collector has read it.
    ///
    /// # Errors
    /// `unavailable` when it cannot be reached, or does not take the load.
    pub(super) async fn send(&self, workspace: &WorkspaceId, load: &[AuditRecord]) -> Result<()> {
        let sending = async {
            match &self.kind {
                Kind::Syslog { host, port, is_secure } => {
                    let mut bytes = Vec::new();
                    for record in load {
                        bytes.extend(form::frame(workspace, record)?);
                    }
                    self.syslog((host, *port, *is_secure), &bytes).await
                }
                Kind::Http { url, token } => {
                    let lines = load.iter().map(|record| form::ecs(workspace, record));
                    self.post(url, token.as_ref(), lines.collect::<Result<String>>()?).await
                }
            }
        };
        tokio::time::timeout(self.time, sending)
            .await
            .map_err(|error| Error::unavailable("the collector does not answer in time").with_source(error))?
    }

    async fn syslog(&self, (host, port, is_secure): (&str, u16, bool), bytes: &[u8]) -> Result<()> {
        let stream = TcpStream::connect((host, port)).await.map_err(away)?;
        if !is_secure {
            return handed_over(stream, bytes).await;
        }
        let name = ServerName::try_from(host.to_owned()).map_err(|error| {
            Error::invalid_input(format!("{host} is no name of a server")).with_source(error)
        })?;
        let connector = TlsConnector::from(Arc::clone(self.tls().await?));
        handed_over(connector.connect(name, stream).await.map_err(away)?, bytes).await
    }

    async fn post(&self, url: &Url, token: Option<&ApiKey>, lines: String) -> Result<()> {
        let client = Client::builder()
            .tls_backend_preconfigured((**self.tls().await?).clone())
            .redirect(Policy::none())
            .user_agent("secretariat")
            .no_proxy()
            .build()
            .map_err(|error| Error::internal("HTTP cannot be used").with_source(error))?;
        let mut request = client.post(url.clone()).header(CONTENT_TYPE, "application/x-ndjson").body(lines);
        if let Some(token) = token {
            request = request.bearer_auth(token.reveal());
        }
        let answer = request.send().await.map_err(|error| away(error.without_url()))?;
        match answer.status().as_u16() {
            200..=299 => Ok(()),
            status => Err(Error::unavailable(format!("the collector answered {status}"))),
        }
    }

    async fn tls(&self) -> Result<&Arc<ClientConfig>> {
        self.tls.get_or_try_init(|| tls::client(self.authorities.as_deref())).await
    }
}

/// Writes a load, ends the writing, and waits for the end of the other side: syslog has no answer, but who ends the
/// connection in order has read to its end.
async fn handed_over(mut stream: impl AsyncRead + AsyncWrite + Unpin, bytes: &[u8]) -> Result<()> {
    stream.write_all(bytes).await.map_err(away)?;
    stream.shutdown().await.map_err(away)?;
    let mut chatter = Vec::new();
    let mut limited = (&mut stream).take(CHATTER);
    match limited.read_to_end(&mut chatter).await {
        Ok(_) => Ok(()),
        // Some collectors end TLS without the farewell; the end itself came in order.
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Ok(()),
        Err(error) => Err(away(error)),
    }
}

fn away(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::unavailable("the collector of the audit cannot be reached").with_source(error)
}
