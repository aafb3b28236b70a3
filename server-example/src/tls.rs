//! TLS of the server's own: rustls with ring, TLS 1.2 and 1.3, and certificates of clients where they are wanted.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use schemars::JsonSchema;
use secretariat::{Error, Result};
use serde::{Deserialize, Serialize};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// How often the files are looked at: a new certificate is used from the next look on.
const LOOK: Duration = Duration::from_secs(5);

/// The certificate by which clients know the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TlsSettings {
    /// The file with the certificate and those between it and its authority, as PEM.
    pub certificate: PathBuf,
    /// The file with its private key, as PEM.
    pub key: PathBuf,
    /// The file with the authorities of clients, as PEM: who brings no certificate of theirs is not let in.
    #[serde(default)]
    pub clients: Option<PathBuf>,
}

/// The certificate as it is used now.
#[derive(Debug)]
pub(crate) struct Tls {
    settings: TlsSettings,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    config: Arc<ServerConfig>,
    /// When the files were changed that it was read from.
    changed: Vec<Option<SystemTime>>,
    looked: Instant,
}

impl Tls {
    /// Reads the files.
    ///
    /// # Errors
    /// `invalid_input` for a file that cannot be read or holds something else, and for a key of another certificate.
    pub(crate) fn open(settings: &TlsSettings) -> Result<Self> {
        let changed = changes(settings);
        let state = State { config: read(settings)?, changed, looked: Instant::now() };
        Ok(Self { settings: settings.clone(), state: Mutex::new(state) })
    }

    /// Shakes hands with a client.
    ///
    /// # Errors
    /// Those of TLS, which are the client's.
    pub(crate) async fn accept(&self, stream: TcpStream) -> std::io::Result<TlsStream<TcpStream>> {
        let config = self.present();
        TlsAcceptor::from(config).accept(stream).await
    }

    /// Returns what is in the files; when they cannot be used, what was there before goes on.
    fn present(&self) -> Arc<ServerConfig> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.looked.elapsed() < LOOK {
            return Arc::clone(&state.config);
        }
        state.looked = Instant::now();
        let changed = changes(&self.settings);
        if changed != state.changed {
            match read(&self.settings) {
                Ok(config) => {
                    state.config = config;
                    tracing::info!(event.action = "server.certificate", "a new certificate is used");
                }
                // Such as a key that is written after its certificate: its own change is seen at a later look.
                Err(error) => {
                    tracing::error!(%error, "the new certificate cannot be used: the one before goes on")
                }
            }
            state.changed = changed;
        }
        Arc::clone(&state.config)
    }
}

/// Returns the client for addresses that the operator named, with the authorities of the machine.
///
/// # Errors
/// `internal` when the machine has no TLS.
pub(crate) fn outgoing(patience: Duration) -> Result<reqwest::Client> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let crypto = Arc::new(rustls::crypto::ring::default_provider());
    let tls = rustls::ClientConfig::builder_with_provider(crypto)
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::internal("this program has no TLS").with_source(error))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        // A redirect could take what is secret elsewhere.
        .redirect(reqwest::redirect::Policy::none())
        .timeout(patience)
        .no_proxy()
        .build()
        .map_err(|error| Error::internal("HTTP cannot be used").with_source(error))
}

fn changes(settings: &TlsSettings) -> Vec<Option<SystemTime>> {
    let files = [Some(&settings.certificate), Some(&settings.key), settings.clients.as_ref()];
    let changed = |file: &PathBuf| std::fs::metadata(file).and_then(|file| file.modified()).ok();
    files.into_iter().flatten().map(changed).collect()
}

fn read(settings: &TlsSettings) -> Result<Arc<ServerConfig>> {
    let chain = certificates(&settings.certificate)?;
    // Its message could quote the file.
    let key = PrivateKeyDer::from_pem_file(&settings.key)
        .map_err(|_| unusable(&settings.key, "one private key as PEM"))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
        .with_protocol_versions(&[&rustls::version::TLS13, &rustls::version::TLS12])
        .map_err(|error| Error::internal("TLS cannot be used on this machine").with_source(error))?;
    let builder = match &settings.clients {
        None => builder.with_no_client_auth(),
        Some(file) => {
            let mut roots = RootCertStore::empty();
            for certificate in certificates(file)? {
                let wrong = |error| unusable(file, "certificates of authorities as PEM").with_source(error);
                roots.add(certificate).map_err(wrong)?;
            }
            let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider).build();
            let wrong = |error| unusable(file, "certificates of authorities as PEM").with_source(error);
            builder.with_client_cert_verifier(verifier.map_err(wrong)?)
        }
    };
    let mut config = builder
        .with_single_cert(chain, key)
        .map_err(|error| unusable(&settings.key, "the key of the certificate").with_source(error))?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

fn certificates(file: &Path) -> Result<Vec<CertificateDer<'static>>> {
    let unusable = || unusable(file, "certificates as PEM");
    let found = CertificateDer::pem_file_iter(file).map_err(|_| unusable())?;
    let found: Vec<_> = found.collect::<Result<_, _>>().map_err(|_| unusable())?;
    match found.is_empty() {
        true => Err(unusable()),
        false => Ok(found),
    }
}

fn unusable(file: &Path, expected: &str) -> Error {
    Error::invalid_input(format!(
        "{} of the setting `tls` cannot be used: expected {expected}",
        file.display()
    ))
}
