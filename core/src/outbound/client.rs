//! A client that reaches one host, at the addresses that were looked at.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use reqwest::Client;
use reqwest::redirect::Policy;
use rustls::ClientConfig;
use url::{Host, Url};

use super::address::is_public;
use crate::communications::tls;
use crate::error::{Error, ErrorKind, Result};

/// How long a connection may take.
const CONNECTING: Duration = Duration::from_secs(10);
/// The longest address, in bytes.
const ADDRESS: usize = 2_000;

/// Looks names up.
#[async_trait]
pub(crate) trait Resolver: Send + Sync + std::fmt::Debug {
    /// Returns every address of a name.
    async fn resolve(&self, name: &str, port: u16) -> std::io::Result<Vec<SocketAddr>>;
}

/// The resolver of this machine.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct SystemResolver;

#[async_trait]
impl Resolver for SystemResolver {
    async fn resolve(&self, name: &str, port: u16) -> std::io::Result<Vec<SocketAddr>> {
        Ok(tokio::net::lookup_host((name, port)).await?.collect())
    }
}

/// Reads an address of the web: http or https, without user and password.
///
/// # Errors
/// `invalid_input` for what is no address; `denied` for another scheme and for a user or password.
pub(crate) fn parse(url: &str) -> Result<Url> {
    if url.len() > ADDRESS {
        return Err(Error::invalid_input(format!("`url` has at most {ADDRESS} bytes")));
    }
    let url =
        Url::parse(url).map_err(|error| Error::invalid_input("`url` is no address").with_source(error))?;
    if !matches!(url.scheme(), "https" | "http") {
        return Err(Error::new(ErrorKind::Denied, "only https and http are reached"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Error::new(ErrorKind::Denied, "an address with a user or password is not reached"));
    }
    Ok(url)
}

/// Says whether an operator named this host, and its port unless it is the usual one, as in `wiki.local:8443`.
pub(crate) fn is_named(url: &Url, hosts: &[String]) -> bool {
    let host = url.host_str().unwrap_or_default().to_lowercase();
    let whole = url.port().map_or_else(|| host.clone(), |port| format!("{host}:{port}"));
    !host.is_empty() && hosts.iter().any(|known| known.to_lowercase() == whole)
}

/// Says whether an address is one of the own network by its form alone: an IP address that is not public, or a name that
/// is local by its definition (RFC 6761, RFC 6762, RFC 8375). Other names are looked up before they are reached.
pub(crate) fn is_inside(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => !is_public(address.into()),
        Some(Host::Ipv6(address)) => !is_public(address.into()),
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.').to_lowercase();
            let last = name.rsplit('.').next().unwrap_or_default();
            matches!(last, "localhost" | "local" | "internal") || name.ends_with("home.arpa")
        }
        None => true,
    }
}

/// Makes a client that reaches the host of an address at the very addresses that were looked at, and follows nothing
/// elsewhere; nothing when one of them is inside the own network and must not be.
///
/// # Errors
/// `unavailable` when the host is not known.
pub(crate) async fn client(url: &Url, internal: bool) -> Result<Option<Client>> {
    client_with(url, internal, &SystemResolver, None).await
}

/// As [`client`], by a resolver and with a TLS that was made before.
///
/// # Errors
/// As [`client`].
pub(crate) async fn client_with(
    url: &Url,
    internal: bool,
    resolver: &dyn Resolver,
    tls: Option<Arc<ClientConfig>>,
) -> Result<Option<Client>> {
    let addresses = addresses(url, resolver).await?;
    if !internal && addresses.iter().any(|address| !is_public(address.ip())) {
        return Ok(None);
    }
    let tls = match tls {
        Some(tls) => tls,
        None => tls::client(None).await?,
    };
    let mut client = Client::builder()
        .tls_backend_preconfigured((*tls).clone())
        .redirect(Policy::none())
        .connect_timeout(CONNECTING)
        .user_agent("secretariat")
        .no_proxy();
    if let Some(Host::Domain(name)) = url.host() {
        // The very addresses that were looked at: a second look-up may tell others.
        client = client.resolve_to_addrs(name, &addresses);
    }
    client.build().map(Some).map_err(|error| Error::internal("HTTP cannot be used").with_source(error))
}

/// Every address of a host.
async fn addresses(url: &Url, resolver: &dyn Resolver) -> Result<Vec<SocketAddr>> {
    let port = url.port_or_known_default().unwrap_or(443);
    let of = |address: IpAddr| vec![SocketAddr::new(address, port)];
    match url.host() {
        Some(Host::Ipv4(address)) => Ok(of(address.into())),
        Some(Host::Ipv6(address)) => Ok(of(address.into())),
        Some(Host::Domain(name)) => {
            let unknown = || Error::unavailable("the host is not known: check the address");
            let found = resolver.resolve(name, port).await.map_err(|error| unknown().with_source(error))?;
            if found.is_empty() { Err(unknown()) } else { Ok(found) }
        }
        None => Err(Error::invalid_input("`url` names no host")),
    }
}

#[cfg(test)]
mod tests;
