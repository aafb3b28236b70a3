//! SMTP (RFC 5321) by lettre's connection, step by step: what decides whether a message may be sent again is how far
//! the dialogue came.
//!
//! Everything until the dot that ends the message may be repeated. From the dot on, only the server's answer tells:
//! without one the message is in doubt.

mod connect;
mod guarded;
mod hand_over;
mod reply;
mod server;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use tokio::time::Instant;

use self::connect::Line;
use self::hand_over::{Handed, hand_over};
use self::server::Server;
use super::transport::{NotSent, OutgoingMessage, RecipientResult, Trace, Transport};
use crate::callback;
use crate::communications::access_token::AccessToken;
use crate::error::{Error, Result};
use crate::settings::ServiceUrl;

/// How many connections are kept for the next message, and for how long.
const IDLE: usize = 16;
const KEPT: Duration = Duration::from_secs(20);

/// How long a token may take.
const ASKING: Duration = Duration::from_secs(60);
const TOKEN: &str = "the source of tokens for mail";

/// Hands messages to one SMTP server, which carries them on. It keeps connections for a while.
#[derive(Debug)]
pub struct SmtpTransport {
    server: Server,
    token: Option<Arc<dyn AccessToken>>,
    step: Duration,
    idle: Mutex<Vec<(Line, Instant)>>,
}

impl SmtpTransport {
    /// Reads the address of a server, as `mail.outgoing` has it; `step_millis` is how long it may take for one step.
    ///
    /// # Errors
    /// `invalid_input` for an address that is none, a certificate that cannot be read, and for a password that would
    /// go over the network in the open.
    pub fn open(url: &ServiceUrl, step_millis: u64) -> Result<Self> {
        let step = Duration::from_millis(step_millis.max(1));
        Ok(Self { server: Server::read(url)?, token: None, step, idle: Mutex::default() })
    }

    /// Signs in with tokens from here (XOAUTH2), as the user of the address. One that the server refuses is renewed,
    /// once for each sign-in.
    #[must_use]
    pub fn with_token(self, token: Arc<dyn AccessToken>) -> Self {
        Self { token: Some(token), ..self }
    }

    /// Connects and signs in.
    async fn connect(&self) -> Result<Line> {
        let Some(source) = &self.token else {
            return Line::connect(&self.server, None, self.step).await.map_err(|failed| failed.error);
        };
        let first = callback::call(TOKEN, ASKING, source.token()).await?;
        match Line::connect(&self.server, Some(&first), self.step).await {
            Err(failed) if failed.refuses_sign_in => {
                let next = callback::call(TOKEN, ASKING, source.renewed(&first)).await?;
                Line::connect(&self.server, Some(&next), self.step).await.map_err(|failed| failed.error)
            }
            outcome => outcome.map_err(|failed| failed.error),
        }
    }

    /// Takes a connection that is open still, as far as is known.
    fn kept(&self) -> Option<Line> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.retain(|(_, since)| since.elapsed() < KEPT);
        idle.pop().map(|(line, _)| line)
    }

    fn keep(&self, line: Line) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < IDLE {
            idle.push((line, Instant::now()));
        }
    }

    async fn over(&self, mut line: Line, message: &OutgoingMessage) -> Handed {
        let handed = hand_over(&mut line, message, self.step).await;
        if handed.is_open {
            self.keep(line);
        }
        handed
    }
}

#[async_trait]
impl Transport for SmtpTransport {
    fn name(&self) -> &str {
        "smtp"
    }

    async fn send(&self, message: &OutgoingMessage) -> Result<Vec<RecipientResult>, NotSent> {
        for address in message.recipients.iter().chain([&message.from]) {
            if address.contains(|c: char| c.is_control() || c.is_whitespace() || "<>".contains(c)) {
                return Err(NotSent::Refused(Error::invalid_input(
                    "an address of the envelope holds a line end, a blank or a bracket; correct it",
                )));
            }
        }
        if let Some(line) = self.kept() {
            let handed = self.over(line, message).await;
            // A kept connection may have been closed meanwhile: then nothing was begun.
            if !handed.is_stale {
                return handed.outcome;
            }
        }
        let line = self.connect().await;
        let line = line.map_err(|reason| NotSent::Deferred { reason, retry_after: None })?;
        self.over(line, message).await.outcome
    }

    /// No command of SMTP tells.
    async fn find(&self, _: &OutgoingMessage) -> Result<Trace> {
        Ok(Trace::Unknown)
    }
}
