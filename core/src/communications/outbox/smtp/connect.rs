//! A connection: greeted, protected, signed in.

use std::fmt;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use futures::FutureExt;
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::Ehlo;
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::guarded::Guarded;
use super::reply::{Fault, fault};
use super::server::{Protection, Server};
use crate::error::{Error, Result};

/// A connection to a server that waits for a message.
pub(super) struct Line {
    pub(super) connection: AsyncSmtpConnection,
    /// The most bytes that the server says it takes.
    pub(super) most: Option<u64>,
}

/// Why there is no connection.
#[derive(Debug)]
pub(super) struct Unconnected {
    pub(super) error: Error,
    /// Whether the server refuses who signs in, as it does with a token that has expired.
    pub(super) refuses_sign_in: bool,
}

const SIGN_IN: &str = "signing in";

impl Line {
    /// Connects, and signs in with a token where there is one. All of this may be repeated.
    ///
    /// # Errors
    /// `unavailable` naming the server and what did not work.
    pub(super) async fn connect(
        server: &Server,
        token: Option<&str>,
        step: Duration,
    ) -> Result<Self, Unconnected> {
        let failed = |what: &str, why: String| Unconnected {
            refuses_sign_in: what == SIGN_IN,
            error: Error::unavailable(format!("{server}: {what}: {why}")),
        };
        // A connection, a handshake, two greetings, a sign-in of up to three rounds, each as long as a step.
        let whole = step.saturating_mul(4);
        // lettre 0.11 panics on a greeting with an empty line.
        match timeout(whole, AssertUnwindSafe(Self::opened(server, token, step)).catch_unwind()).await {
            Ok(Ok(Ok(line))) => Ok(line),
            Ok(Ok(Err((what, fault)))) => Err(failed(what, fault.told())),
            Ok(Err(_)) => Err(failed("the greeting", "it cannot be read".to_owned())),
            Err(_) => Err(failed("connecting", format!("it was not over within {whole:?}"))),
        }
    }

    async fn opened(
        server: &Server,
        token: Option<&str>,
        step: Duration,
    ) -> Result<Self, (&'static str, Fault)> {
        let said = |what: &'static str| move |error: SmtpError| (what, fault(&error));
        let tls = |error: Error| ("TLS", Fault::of(error.message()));
        let hello = &server.hello;
        let place = (server.host.as_str(), server.port);
        let mut connection = if server.protection == Protection::Implicit {
            let tls = Some(server.tls().map_err(tls)?);
            AsyncSmtpConnection::connect_tokio1(place, Some(step), hello, tls, None)
                .await
                .map_err(said("the connection"))?
        } else {
            let stream = match timeout(step, TcpStream::connect(place)).await {
                Ok(Ok(stream)) => stream,
                Ok(Err(error)) => return Err(("the connection", Fault::of(&error.to_string()))),
                Err(_) => return Err(("the connection", Fault::of("nobody answers"))),
            };
            // The end of a message follows it in a write of its own, which would wait 40 ms for a slow acknowledgement.
            stream.set_nodelay(true).map_err(|error| ("the connection", Fault::of(&error.to_string())))?;
            let stream = Guarded::new(stream);
            let is_plain = Arc::clone(&stream.is_plain);
            let mut connection = AsyncSmtpConnection::connect_with_transport(Box::new(stream), hello)
                .await
                .map_err(said("the greeting"))?;
            if server.protection == Protection::StartTls {
                if !connection.can_starttls() {
                    return Err((
                        "TLS",
                        Fault::of("the server offers no STARTTLS, and nothing is sent in the open"),
                    ));
                }
                connection.starttls(server.tls().map_err(tls)?, hello).await.map_err(said("TLS"))?;
            }
            is_plain.store(false, Ordering::Relaxed);
            connection
        };
        // lettre keeps nothing of SIZE.
        let greeting = connection.command(Ehlo::new(hello.clone())).await.map_err(said("the greeting"))?;
        let size = |line: &str| line.strip_prefix("SIZE ").and_then(|most| most.trim().parse::<u64>().ok());
        let most = greeting.message().find_map(size).filter(|most| *most > 0);
        if let Some((credentials, mechanisms)) = server.signs_in(token) {
            connection.auth(mechanisms, &credentials).await.map_err(said(SIGN_IN))?;
        }
        Ok(Self { connection, most })
    }
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Line(at most {:?} bytes)", self.most)
    }
}
