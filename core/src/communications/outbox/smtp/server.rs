//! The address of a server: host, port, who signs in, and how the line is protected.

use std::fmt;
use std::sync::OnceLock;

use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{Certificate, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use url::{Url, form_urlencoded};

use crate::error::{Error, Result};
use crate::settings::ServiceUrl;

/// How the line is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Protection {
    /// TLS from the start.
    Implicit,
    /// TLS after STARTTLS; a server without it gets nothing.
    StartTls,
    /// None, on this machine only.
    Open,
}

/// A server to hand messages to.
pub(super) struct Server {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) protection: Protection,
    pub(super) hello: ClientId,
    pub(super) sign_in: Option<(Credentials, &'static [Mechanism])>,
    user: String,
    certificate: Option<Certificate>,
    /// Reading the roots of the machine takes a while: at the first connection.
    tls: OnceLock<TlsParameters>,
}

impl Server {
    /// Reads an address.
    pub(super) fn read(url: &ServiceUrl) -> Result<Self> {
        let wrong = |why: &str| {
            Error::invalid_input(format!(
                "{url}: {why}; write smtp://user:password@host:587 or smtps://…:465"
            ))
        };
        let parsed =
            Url::parse(url.as_str()).map_err(|error| wrong("this is no address").with_source(error))?;
        let host =
            parsed.host_str().filter(|host| !host.is_empty()).ok_or_else(|| wrong("the host is missing"))?;
        let host = host.trim_matches(['[', ']']).to_owned();
        let is_here = matches!(host.as_str(), "localhost" | "127.0.0.1" | "::1");
        let mut protection =
            if parsed.scheme() == "smtps" { Protection::Implicit } else { Protection::StartTls };
        let (mut is_token, mut certificate, mut hello) = (false, None, ClientId::default());
        for (name, value) in parsed.query_pairs() {
            match (name.as_ref(), value.as_ref()) {
                ("tls", "required") => {}
                ("tls", "none") if is_here && protection == Protection::StartTls => {
                    protection = Protection::Open
                }
                ("tls", "none") => return Err(wrong("only a server on this machine may do without TLS")),
                ("auth", "xoauth2") => is_token = true,
                ("auth", "password") => {}
                ("hello", name) if is_name(name) => hello = ClientId::Domain(name.to_owned()),
                ("ca", path) => {
                    let unread = |error: &dyn fmt::Display| {
                        wrong(&format!("the certificate cannot be read ({error})"))
                    };
                    let pem = std::fs::read(path).map_err(|error| unread(&error).with_source(error))?;
                    certificate =
                        Some(Certificate::from_pem(&pem).map_err(|error| unread(&error).with_source(error))?);
                }
                _ => return Err(wrong("a parameter is unknown: there are tls, auth, hello and ca")),
            }
        }
        let sign_in = match (parsed.username(), parsed.password()) {
            ("", None) => None,
            (user, Some(password)) if !user.is_empty() => {
                let mechanisms: &'static [Mechanism] =
                    if is_token { &[Mechanism::Xoauth2] } else { &[Mechanism::Plain, Mechanism::Login] };
                Some((Credentials::new(decoded(user), decoded(password)), mechanisms))
            }
            // The token comes from elsewhere.
            (user, None) if is_token => {
                Some((Credentials::new(decoded(user), String::new()), &[Mechanism::Xoauth2][..]))
            }
            _ => return Err(wrong("name both user and password, or neither")),
        };
        let usual = if protection == Protection::Implicit { 465 } else { 587 };
        let port = parsed.port().unwrap_or(usual);
        let user = decoded(parsed.username());
        Ok(Self { host, port, protection, hello, sign_in, user, certificate, tls: OnceLock::new() })
    }

    /// Returns what signs in: with a token, where there is one, in place of the password.
    pub(super) fn signs_in(&self, token: Option<&str>) -> Option<(Credentials, &'static [Mechanism])> {
        let (credentials, mechanisms) = self.sign_in.clone()?;
        Some(match token {
            Some(token) => (Credentials::new(self.user.clone(), token.to_owned()), &[Mechanism::Xoauth2]),
            None => (credentials, mechanisms),
        })
    }

    /// Returns how TLS is spoken with it.
    ///
    /// # Errors
    /// `unavailable` when the roots of the machine cannot be read.
    pub(super) fn tls(&self) -> Result<TlsParameters> {
        if let Some(tls) = self.tls.get() {
            return Ok(tls.clone());
        }
        let mut tls = TlsParameters::builder(self.host.clone());
        if let Some(certificate) = &self.certificate {
            tls = tls.add_root_certificate(certificate.clone());
        }
        let tls = tls.build_rustls().map_err(|error| {
            Error::unavailable("TLS cannot be set up; look whether this machine has root certificates")
                .with_source(error)
        })?;
        Ok(self.tls.get_or_init(|| tls).clone())
    }
}

/// Without the password.
impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Server({self}, {:?})", self.protection)
    }
}

impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

fn is_name(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    !name.is_empty() && name.len() <= 253 && name.bytes().all(plain)
}

/// Decodes percent signs. The decoder is that of forms, where two more letters mean something.
fn decoded(text: &str) -> String {
    let safe = text.replace('+', "%2B").replace('&', "%26");
    form_urlencoded::parse(format!("={safe}").as_bytes())
        .next()
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(url: &str) -> Result<Server> {
        Server::read(&ServiceUrl::from(url))
    }

    #[test]
    fn addresses_say_where_who_and_how() {
        let server = read("smtp://ann%40ours.example:s3%2B&cr+et=@mail.ours.example").unwrap();
        assert_eq!(
            (server.to_string().as_str(), server.protection),
            ("mail.ours.example:587", Protection::StartTls)
        );
        assert_eq!(
            server.sign_in.unwrap().0,
            Credentials::new("ann@ours.example".to_owned(), "s3+&cr+et=".to_owned())
        );
        assert_eq!(read("smtps://mail.ours.example").unwrap().port, 465);
        let token = read("smtps://a:t@mail.ours.example?auth=xoauth2&hello=pc.ours.example").unwrap();
        assert_eq!(token.sign_in.unwrap().1, [Mechanism::Xoauth2]);
        assert_eq!(token.hello, ClientId::Domain("pc.ours.example".to_owned()));
        assert_eq!(read("smtp://localhost:2525?tls=none").unwrap().protection, Protection::Open);
    }

    #[test]
    fn what_would_go_wrong_is_refused_without_a_secret() {
        for url in [
            "smtp://",
            "smtp://ann@mail.example",
            "smtp://ann:s3cret@mail.example?tls=none",
            "smtps://localhost?tls=none",
            "smtp://ann:s3cret@mail.example?tsl=required",
            "smtp://ann:s3cret@mail.example?ca=/nowhere.pem",
            "smtp://ann:s3cret@mail.example?hello=a%0d%0ab",
        ] {
            let error = read(url).unwrap_err();
            assert_eq!(error.kind(), crate::ErrorKind::InvalidInput, "{url}");
            assert!(!error.message().contains("s3cret"), "{error}");
        }
        let server = read("smtp://ann:s3cret@mail.example").unwrap();
        assert!(!format!("{server:?}").contains("s3cret"));
    }
}
