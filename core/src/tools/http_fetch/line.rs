//! One request to one address that was looked at before.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use reqwest::header::LOCATION;
use reqwest::redirect::Policy;
use reqwest::{Client, Response};
use url::{Host, Url};

use super::address::is_public;
use super::settings::FetchSettings;
use crate::communications::tls;
use crate::error::{Error, ErrorKind, Result};

/// How long a connection may take.
const CONNECTING: Duration = Duration::from_secs(10);

/// What a server answered.
pub(super) struct Body {
    pub(super) bytes: Vec<u8>,
    /// Whether there was more.
    pub(super) cut: bool,
}

/// Asks for a page.
///
/// # Errors
/// `denied` when any address of the host is not public; `unavailable` when the server cannot be reached.
pub(super) async fn get(url: &Url, settings: &FetchSettings) -> Result<Response> {
    let Some(client) = client(url, settings.is_internal(url)).await? else {
        let message = "this host is inside the own network: add it to `internal_hosts` of the fetch settings";
        return Err(Error::new(ErrorKind::Denied, message));
    };
    client.get(url.clone()).send().await.map_err(|error| {
        Error::unavailable("the page cannot be reached: check address and network")
            .with_source(error.without_url())
    })
}

/// Makes a client that reaches the host of an address at the very addresses that were looked at, and follows nothing
/// elsewhere; nothing when one of them is inside the own network and must not be.
///
/// # Errors
/// `unavailable` when the host is not known.
pub(in crate::tools) async fn client(url: &Url, internal: bool) -> Result<Option<Client>> {
    let addresses = addresses(url).await?;
    if !internal && addresses.iter().any(|address| !is_public(address.ip())) {
        return Ok(None);
    }
    let tls = tls::client(None).await?;
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

/// Where an answer sends to, if it does.
///
/// # Errors
/// `unsupported` when it sends elsewhere without a place.
pub(super) fn redirect(answer: &Response) -> Result<Option<String>> {
    if !matches!(answer.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let place = answer.headers().get(LOCATION).and_then(|place| place.to_str().ok());
    let unsaid = || Error::new(ErrorKind::Unsupported, "the page sends elsewhere, and does not say where");
    place.map(|place| Some(place.to_owned())).ok_or_else(unsaid)
}

/// Reads an answer as far as one may go.
///
/// # Errors
/// `unavailable` when it breaks off.
pub(super) async fn body(mut answer: Response, settings: &FetchSettings) -> Result<Body> {
    let most = usize::try_from(settings.bytes).unwrap_or(usize::MAX);
    let mut body = Body { bytes: Vec::new(), cut: false };
    loop {
        match answer.chunk().await {
            Ok(Some(chunk)) => {
                let left = most.saturating_sub(body.bytes.len());
                body.bytes.extend_from_slice(chunk.get(..left.min(chunk.len())).unwrap_or_default());
                if chunk.len() > left {
                    body.cut = true;
                    return Ok(body);
                }
            }
            Ok(None) => return Ok(body),
            Err(error) => {
                let message = "the page broke off: try again";
                return Err(Error::unavailable(message).with_source(error.without_url()));
            }
        }
    }
}

/// Every address of a host.
async fn addresses(url: &Url) -> Result<Vec<SocketAddr>> {
    let port = url.port_or_known_default().unwrap_or(443);
    let of = |address: IpAddr| vec![SocketAddr::new(address, port)];
    match url.host() {
        Some(Host::Ipv4(address)) => Ok(of(address.into())),
        Some(Host::Ipv6(address)) => Ok(of(address.into())),
        Some(Host::Domain(name)) => {
            let unknown = || Error::unavailable("the host of the page is not known: check the address");
            let found = tokio::net::lookup_host((name, port)).await;
            let found: Vec<SocketAddr> = found.map_err(|error| unknown().with_source(error))?.collect();
            if found.is_empty() { Err(unknown()) } else { Ok(found) }
        }
        None => Err(Error::invalid_input("`url` names no host")),
    }
}
