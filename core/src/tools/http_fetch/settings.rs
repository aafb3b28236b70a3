//! Which places of the web runs may read.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::error::{Error, ErrorKind, Result};
use crate::outbound;

/// Which places of the web runs may read. As it comes, none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FetchSettings {
    /// The hosts that may be read: `example.com`, or `*.example.com` for all below it.
    pub hosts: Vec<String>,
    /// Whether every other host with a public address may be read too.
    pub any_public_host: bool,
    /// Hosts that may be read although their addresses are inside the own network: `wiki.firm.example:8443`, with
    /// the port unless it is the usual one.
    pub internal_hosts: Vec<String>,
    /// The most bytes of a page.
    pub bytes: u64,
    /// The most seconds for a page, with all redirects.
    pub seconds: u32,
}

impl Default for FetchSettings {
    fn default() -> Self {
        Self {
            hosts: Vec::new(),
            any_public_host: false,
            internal_hosts: Vec::new(),
            bytes: 2 << 20,
            seconds: 20,
        }
    }
}

impl FetchSettings {
    /// Passes when the host of an address is listed, and the port is a usual one.
    ///
    /// # Errors
    /// `denied` with the remedy.
    pub(super) fn ensure_listed(&self, url: &Url) -> Result<()> {
        if self.is_internal(url) {
            return Ok(());
        }
        if url.port().is_some() {
            return Err(Error::new(ErrorKind::Denied, "only the usual ports of https and http are fetched"));
        }
        let host = url.host_str().unwrap_or_default().trim_end_matches('.').to_lowercase();
        let listed = self.hosts.iter().any(|known| fits(&known.to_lowercase(), &host));
        if host.is_empty() || !(listed || self.any_public_host) {
            let message = "the operator does not allow this host: add it to `hosts` of the fetch settings";
            return Err(Error::new(ErrorKind::Denied, message));
        }
        Ok(())
    }

    /// Says whether the operator named this host and port as one of the own network.
    pub(super) fn is_internal(&self, url: &Url) -> bool {
        outbound::is_named(url, &self.internal_hosts)
    }
}

fn fits(known: &str, host: &str) -> bool {
    match known.strip_prefix("*.") {
        Some(parent) => host.strip_suffix(parent).is_some_and(|rest| rest.len() > 1 && rest.ends_with('.')),
        None => known == host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_listed_hosts_on_usual_ports_are_reached() {
        let settings = FetchSettings {
            hosts: vec!["example.com".to_owned(), "*.firm.example".to_owned()],
            internal_hosts: vec!["wiki.local:8080".to_owned()],
            ..FetchSettings::default()
        };
        let passes = |url: &str| settings.ensure_listed(&url.parse().unwrap()).is_ok();
        assert!(
            passes("https://example.com/a")
                && passes("https://EXAMPLE.com./")
                && passes("http://a.b.firm.example")
        );
        assert!(passes("http://wiki.local:8080/x"));
        for url in [
            "https://www.example.com/",
            "https://firm.example/",
            "https://notfirm.example/",
            "https://example.com:8443/",
            "http://wiki.local/",
            "https://example.com.evil.example/",
        ] {
            assert!(!passes(url), "{url}");
        }
        assert!(FetchSettings::default().ensure_listed(&"https://example.com".parse().unwrap()).is_err());
    }
}
