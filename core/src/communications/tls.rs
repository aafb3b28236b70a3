//! The one TLS of this crate (rustls with ring) for mail servers, with certificates that the operator trusts beside
//! those of the machine.

use std::path::Path;
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

use crate::error::{Error, Result};

/// The largest file of certificates.
const CERTIFICATES: u64 = 4 << 20;

/// Makes the TLS of a client that trusts the authorities of this machine, and those in a PEM file if there is one.
///
/// # Errors
/// `invalid_input` when the file cannot be read or holds no certificate.
pub(crate) async fn client(authorities: Option<&Path>) -> Result<Arc<ClientConfig>> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if let Some(path) = authorities {
        add(&mut roots, path).await?;
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::internal("this program has no TLS").with_source(error))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Arc::new(tls))
}

async fn add(roots: &mut RootCertStore, path: &Path) -> Result<()> {
    let shown = path.display();
    let unreadable =
        || Error::invalid_input(format!("{shown} holds no certificates: give a PEM file of authorities"));
    let length = tokio::fs::metadata(path).await.map_err(|error| unreadable().with_source(error))?.len();
    if length > CERTIFICATES {
        return Err(unreadable());
    }
    let bytes = tokio::fs::read(path).await.map_err(|error| unreadable().with_source(error))?;
    let mut count = 0;
    for certificate in CertificateDer::pem_slice_iter(&bytes) {
        let certificate = certificate.map_err(|error| unreadable().with_source(error))?;
        roots.add(certificate).map_err(|error| unreadable().with_source(error))?;
        count += 1;
    }
    if count == 0 { Err(unreadable()) } else { Ok(()) }
}
