//! One request to one address that was looked at before.

use reqwest::Response;
use reqwest::header::LOCATION;
use url::Url;

use super::settings::FetchSettings;
use crate::error::{Error, ErrorKind, Result};
use crate::outbound;

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
    let Some(client) = outbound::client(url, settings.is_internal(url)).await? else {
        let message = "this host is inside the own network: add it to `internal_hosts` of the fetch settings";
        return Err(Error::new(ErrorKind::Denied, message));
    };
    client.get(url.clone()).send().await.map_err(|error| {
        Error::unavailable("the page cannot be reached: check address and network")
            .with_source(error.without_url())
    })
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
