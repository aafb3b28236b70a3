//! The address of a mailbox: server, user, and how to sign in.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use percent_encoding::percent_decode_str;
use url::Url;

use crate::error::{Error, Result};

/// Where a mailbox is: `imaps://user:password@server:993/?auth=xoauth2&sent=Folder&filed=server&ca=/file.pem`.
///
/// Neither shows the password: it is printed as its server.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) host: String,
    pub(super) port: u16,
    /// Whether TLS starts with the connection, and not by STARTTLS.
    pub(super) implicit: bool,
    pub(super) user: String,
    /// The password or the token.
    pub(super) secret: String,
    /// Whether the secret is a token (XOAUTH2).
    pub(super) token: bool,
    /// The folder that mail is read from.
    pub(super) folder: String,
    /// The folder of sent mail, where the server does not tell.
    pub(super) sent: Option<String>,
    /// Whether the server itself files what is sent, so that what it did not file was not sent.
    pub(super) filed_by_server: bool,
    /// A file of authorities beside those of the machine.
    pub(super) authorities: Option<PathBuf>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Place({self})")
    }
}

impl FromStr for Place {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let unreadable = || {
            Error::invalid_input(
                "not the URL of a mailbox: expected imaps://user:password@server:993, or imap:// with STARTTLS; \
                 special characters in user and password as %40",
            )
        };
        // The reader's complaint may quote the URL, and so its password.
        let url = Url::parse(text).map_err(|_| unreadable())?;
        let (implicit, standard) = match url.scheme() {
            "imaps" => (true, 993),
            "imap" => (false, 143),
            _ => return Err(unreadable()),
        };
        let decoded = |part: &str| {
            let decoded = percent_decode_str(part).decode_utf8().map_err(|_| unreadable())?;
            match decoded.contains(['\r', '\n', '\0', '\u{1}']) {
                true => Err(unreadable()),
                false => Ok(decoded.into_owned()),
            }
        };
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or_else(unreadable)?;
        let mut place = Self {
            host: host.trim_matches(['[', ']']).to_owned(),
            port: url.port().unwrap_or(standard),
            implicit,
            user: decoded(url.username())?,
            secret: decoded(url.password().unwrap_or_default())?,
            token: false,
            folder: "INBOX".to_owned(),
            sent: None,
            filed_by_server: false,
            authorities: None,
        };
        for (name, value) in url.query_pairs() {
            match (&*name, &*value) {
                ("auth", "xoauth2") => place.token = true,
                ("auth", "password") => place.token = false,
                ("filed", "server") => place.filed_by_server = true,
                ("filed", "office") => place.filed_by_server = false,
                ("sent", folder) if !folder.contains(['\r', '\n', '\0']) => {
                    place.sent = Some(folder.to_owned())
                }
                ("folder", folder) if !folder.is_empty() && !folder.contains(['\r', '\n', '\0']) => {
                    place.folder = folder.to_owned();
                }
                ("ca", path) => place.authorities = Some(PathBuf::from(path)),
                _ => {
                    return Err(Error::invalid_input(
                        "the URL of a mailbox has an unknown part after `?`: expected auth=xoauth2, folder=FOLDER, \
                         sent=FOLDER, filed=server or ca=FILE",
                    ));
                }
            }
        }
        if place.user.is_empty() { Err(unreadable()) } else { Ok(place) }
    }
}
