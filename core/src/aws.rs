//! The way to services of AWS: one client, with the one TLS of this crate.

use std::sync::Arc;
use std::time::Duration;

use object_store::ClientOptions;
use object_store::client::{HttpClient, HttpConnector};

/// How long a connection may take. Three tries and their pauses end within five seconds.
const CONNECTING: Duration = Duration::from_millis(1_300);
/// How long an answer may be silent.
const SILENCE: Duration = Duration::from_secs(10);

/// Makes HTTP clients with the one TLS of this crate: that of the driver would bring another.
#[derive(Debug)]
pub(crate) struct Connector;

impl HttpConnector for Connector {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        let client = client().map_err(|source| object_store::Error::Generic { store: "S3", source })?;
        Ok(HttpClient::new(client))
    }
}

/// Makes a client of services of AWS.
pub(crate) fn client() -> std::result::Result<reqwest::Client, Box<dyn std::error::Error + Send + Sync>> {
    let mut roots = rustls::RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let client = reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .connect_timeout(CONNECTING)
        .read_timeout(SILENCE)
        .build()?;
    Ok(client)
}
