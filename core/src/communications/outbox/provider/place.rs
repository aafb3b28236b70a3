//! The address of a provider, and how to sign in.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use percent_encoding::percent_decode_str;
use url::Url;

use crate::error::{Error, Result};

/// Where a provider is: `jmaps://user:password@server/`, or `jmaps://:token@server/` for a token; after `?` may stand
/// `session=/path` and `ca=FILE`. `jmap://` is without TLS, for this machine only. Printed without secrets.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// Where the session is asked for.
    pub(super) session: Url,
    /// Empty for a token.
    pub(super) user: String,
    pub(super) secret: String,
    /// A file of authorities beside those of the machine.
    pub(super) authorities: Option<PathBuf>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = self.session.host_str().unwrap_or_default();
        match self.session.port() {
            Some(port) => write!(f, "{host}:{port}"),
            None => f.write_str(host),
        }
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Place({self})")
    }
}

impl Place {
    /// Says whether an address is the same server: a secret goes nowhere else.
    pub(super) fn is_same_server(&self, url: &Url) -> bool {
        url.scheme() == self.session.scheme()
            && url.host_str() == self.session.host_str()
            && url.port_or_known_default() == self.session.port_or_known_default()
    }
}

impl FromStr for Place {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let unreadable = || {
            Error::invalid_input(
                "not the URL of a JMAP provider: expected jmaps://user:password@server/ or jmaps://:token@server/; \
                 special characters in user and password as %40",
            )
        };
        // The reader's complaint may quote the URL, and so its secret.
        let given = Url::parse(text).map_err(|_| unreadable())?;
        let scheme = match given.scheme() {
            "jmaps" => "https",
            "jmap" => "http",
            _ => return Err(unreadable()),
        };
        let host = given.host_str().filter(|host| !host.is_empty()).ok_or_else(unreadable)?;
        if scheme == "http" && !["127.0.0.1", "localhost", "[::1]"].contains(&host) {
            return Err(Error::invalid_input(
                "jmap:// is without TLS and for this machine only: use jmaps://",
            ));
        }
        let decoded = |part: &str| {
            let decoded = percent_decode_str(part).decode_utf8().map_err(|_| unreadable())?;
            if decoded.chars().any(char::is_control) { Err(unreadable()) } else { Ok(decoded.into_owned()) }
        };
        let (mut path, mut authorities) = ("/.well-known/jmap".to_owned(), None);
        for (name, value) in given.query_pairs() {
            match &*name {
                "session" if value.starts_with('/') => path = value.into_owned(),
                "ca" => authorities = Some(PathBuf::from(value.into_owned())),
                _ => return Err(unreadable()),
            }
        }
        let port = given.port().map(|port| format!(":{port}")).unwrap_or_default();
        let session = Url::parse(&format!("{scheme}://{host}{port}{path}")).map_err(|_| unreadable())?;
        let (user, secret) = (decoded(given.username())?, decoded(given.password().unwrap_or_default())?);
        Ok(Self { session, user, secret, authorities })
    }
}
