//! One POST of one event.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use rustls::ClientConfig;
use tokio::sync::OnceCell;

use super::deliver::Answer;
use super::record::StoredDelivery;
use crate::communications::tls;
use crate::error::{Error, ErrorKind, Result};
use crate::outbound;
use crate::settings::WebhookSettings;

/// The way out. Its certificates are read once.
#[derive(Debug, Default)]
pub(crate) struct Line(OnceCell<Arc<ClientConfig>>);

/// Passes when an address may be posted to, as far as that can be said without looking its host up.
///
/// # Errors
/// `invalid_input` for what is no address; `denied` for one that is not allowed.
pub(super) async fn check(url: &str, settings: &WebhookSettings) -> Result<()> {
    let url = outbound::parse(url)?;
    let internal = outbound::is_named(&url, &settings.internal_hosts);
    if internal {
        return Ok(());
    }
    if url.scheme() != "https" {
        return Err(Error::new(
            ErrorKind::Denied,
            "`url` begins with https, so that nobody reads what is told",
        ));
    }
    match outbound::is_inside(&url) {
        true => Err(inside()),
        false => Ok(()),
    }
}

impl Line {
    /// Posts the body of a delivery.
    ///
    /// # Errors
    /// `denied` for an address inside the own network; `unavailable` when the receiver cannot be reached.
    pub(super) async fn post(
        &self,
        url: &str,
        stored: &StoredDelivery,
        (signatures, now): (String, Timestamp),
        settings: &WebhookSettings,
    ) -> Result<Answer> {
        let time = Duration::from_secs(u64::from(settings.seconds));
        let posting = self.posted(url, stored, (signatures, now), settings);
        tokio::time::timeout(time, posting).await.map_err(|error| {
            Error::unavailable(format!("no answer within {} s", settings.seconds)).with_source(error)
        })?
    }

    async fn posted(
        &self,
        url: &str,
        stored: &StoredDelivery,
        (signatures, now): (String, Timestamp),
        settings: &WebhookSettings,
    ) -> Result<Answer> {
        check(url, settings).await?;
        let url = outbound::parse(url)?;
        let internal = outbound::is_named(&url, &settings.internal_hosts);
        let tls = self.0.get_or_try_init(|| tls::client(settings.authorities.as_deref())).await?;
        let resolver = outbound::SystemResolver;
        let client = outbound::client_with(&url, internal, &resolver, Some(Arc::clone(tls))).await?;
        let Some(client) = client else { return Err(inside()) };
        let answer = client
            .post(url)
            .header(CONTENT_TYPE, "application/json")
            .header("webhook-id", stored.delivery.event.as_str())
            .header("webhook-timestamp", now.as_second().to_string())
            .header("webhook-signature", signatures)
            .body(stored.body.clone())
            .send()
            .await
            .map_err(|error| {
                Error::unavailable("the receiver cannot be reached").with_source(error.without_url())
            })?;
        // What the receiver says beside the status is nobody's business: it is not read.
        let asked = answer.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
        Ok(Answer {
            status: answer.status().as_u16(),
            retry_after: asked.and_then(|asked| pause(asked, now)),
        })
    }
}

/// Reads a pause: seconds, or a date (RFC 9110, section 10.2.3).
fn pause(text: &str, now: Timestamp) -> Option<Duration> {
    if let Ok(seconds) = text.trim().parse::<u32>() {
        return Some(Duration::from_secs(seconds.into()));
    }
    let at = jiff::fmt::rfc2822::parse(text.trim()).ok()?.timestamp();
    Duration::try_from(at.duration_since(now)).ok()
}

fn inside() -> Error {
    let message = "the address is inside the own network: the operator may name its host in \
                   `webhooks.internal_hosts` of the settings";
    Error::new(ErrorKind::Denied, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_is_seconds_or_a_date() {
        let now: Timestamp = "2026-11-23T09:00:00Z".parse().unwrap();
        assert_eq!(pause("120", now), Some(Duration::from_secs(120)));
        assert_eq!(pause("Mon, 23 Nov 2026 09:01:00 GMT", now), Some(Duration::from_secs(60)));
        for none in ["", "-1", "soon", "Mon, 23 Nov 2026 08:00:00 GMT", "99999999999999999999"] {
            assert_eq!(pause(none, now), None, "{none}");
        }
    }
}
