//! The handle of a mailbox.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use super::folder::MailFolder;
use super::place::Place;
use super::read::{MailCursor, NewMailBatch, ReadOptions};
use super::session::{Session, capabilities, lacking};
use super::wire::{Broken, Line, Wire};
use crate::communications::access_token::AccessToken;
use crate::communications::outbox::{OutgoingMessage, SentMail, Trace};
use crate::communications::tls;
use crate::error::{Error, ErrorKind, Result};

/// How long a connection may take.
const CONNECTING: Duration = Duration::from_secs(10);

/// A mailbox on an IMAP server. Clones are the same mailbox.
///
/// Every call makes a connection of its own and ends it. Errors name the server and the remedy: `unavailable` when it
/// cannot be reached or does not answer in time, `denied` when it refuses user or password or shows a certificate
/// that nobody vouches for, `unsupported` when it offers no TLS or is no IMAP server, `not_found` for a missing
/// folder, `limit_exceeded` when it says more than a server may. Passwords and tokens are never printed.
///
/// ```no_run
/// use secretariat::communications::mailbox::{ImapMailbox, ReadOptions};
///
/// # async fn example() -> secretariat::Result<()> {
/// let mailbox = ImapMailbox::open("imaps://ann%40ours.example:password@mail.ours.example").await?;
/// let mut cursor = None;
/// loop {
///     let batch = mailbox.read(cursor.as_ref(), &ReadOptions::default()).await?;
///     for mail in &batch.messages {
///         println!("{}: {} bytes", mail.uid, mail.bytes.len());
///     }
///     cursor = Some(batch.cursor);
///     if !batch.more {
///         break;
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct ImapMailbox {
    place: Arc<Place>,
    tls: Arc<ClientConfig>,
    token: Option<Arc<dyn AccessToken>>,
}

impl fmt::Debug for ImapMailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ImapMailbox").field("server", &self.place.to_string()).finish_non_exhaustive()
    }
}

impl ImapMailbox {
    /// Takes the address of a mailbox: `imaps://user:password@server`, or `imap://` for TLS by STARTTLS. After `?`
    /// may stand `auth=xoauth2` (the password is a token), `folder=FOLDER` (read into the office), `sent=FOLDER`, `filed=server` (the server itself files
    /// what is sent) and `ca=FILE` (trusted authorities, PEM). Nothing is asked of the server yet.
    ///
    /// # Errors
    /// `invalid_input` when the URL cannot be read, or the file of authorities.
    pub async fn open(url: &str) -> Result<Self> {
        let place: Place = url.parse()?;
        let tls = tls::client(place.authorities.as_deref()).await?;
        Ok(Self { place: Arc::new(place), tls, token: None })
    }

    /// Signs in with tokens from here (XOAUTH2).
    #[must_use]
    pub fn with_token(mut self, token: Arc<dyn AccessToken>) -> Self {
        self.token = Some(token);
        Arc::make_mut(&mut self.place).token = true;
        self
    }

    /// What the mailbox is known by, without its password.
    pub(in crate::communications::mailbox) fn known_as(&self) -> String {
        format!("imap:{}@{}/{}", self.place.user, self.place, self.place.folder)
    }

    /// The folder that is read into the office.
    pub(in crate::communications::mailbox) fn incoming_folder(&self) -> &str {
        &self.place.folder
    }

    /// Lists the folders that can be opened.
    ///
    /// # Errors
    /// As all methods.
    pub async fn folders(&self) -> Result<Vec<MailFolder>> {
        let mut session = self.session().await?;
        let folders = session.folders().await?;
        session.leave().await;
        Ok(folders)
    }

    /// Returns the cursor behind the last message of a folder, for whoever wants later messages only.
    ///
    /// # Errors
    /// As all methods.
    pub async fn end(&self, folder: &str) -> Result<MailCursor> {
        let mut session = self.session().await?;
        let cursor = session.end(folder).await?;
        session.leave().await;
        Ok(cursor)
    }

    /// Reads the messages of a folder from a cursor on, oldest first, or from the beginning without one. Changes
    /// nothing in the mailbox.
    ///
    /// # Errors
    /// As all methods.
    pub async fn read(&self, from: Option<&MailCursor>, options: &ReadOptions) -> Result<NewMailBatch> {
        let mut session = self.session().await?;
        let batch = session.read(from, options).await?;
        session.leave().await;
        Ok(batch)
    }

    /// Marks messages as read; the cursor is that of the batch which held them.
    ///
    /// # Errors
    /// As all methods; `conflict` when the folder was made anew since.
    pub async fn mark_read(&self, cursor: &MailCursor, uids: &[u32]) -> Result<()> {
        let mut session = self.session().await?;
        session.mark_read(cursor, uids).await?;
        session.leave().await;
        Ok(())
    }

    async fn session(&self) -> Result<Session> {
        let Some(source) = &self.token else { return self.signed_in(self.place.secret.clone()).await };
        let first = source.token().await?;
        match self.signed_in(first.clone()).await {
            // It may have expired a moment ago.
            Err(error) if error.kind() == ErrorKind::Denied => {
                let next = source.renewed(&first).await?;
                if next == first { Err(error) } else { self.signed_in(next).await }
            }
            outcome => outcome,
        }
    }

    async fn signed_in(&self, secret: String) -> Result<Session> {
        let place = &*self.place;
        if secret.contains(['\r', '\n', '\0', '\u{1}']) {
            return Err(Error::invalid_input(format!("the token for {place} holds control characters")));
        }
        let line = self.connect().await?;
        let broken = |broken: Broken| broken.at(place);
        let (wire, greeting) = if place.implicit {
            let mut wire = Wire::new(self.secure(line).await?);
            let greeting = wire.greeting().await.map_err(broken)?;
            (wire, greeting)
        } else {
            let mut wire = Wire::new(line);
            let mut greeting = wire.greeting().await.map_err(broken)?;
            let offered = capabilities(&mut wire).await.map_err(broken)?;
            if !offered.iter().any(|known| known == "STARTTLS") {
                return Err(lacking(place, "TLS", "use imaps://, or have TLS set up there"));
            }
            wire.run("start TLS", "STARTTLS", &[], 0).await.map_err(broken)?;
            let line = wire.into_line().map_err(broken)?;
            // What was said in the open binds nobody.
            greeting.status = super::answer::Status::Ok;
            (Wire::new(self.secure(line).await?), greeting)
        };
        Session::sign_in(wire, place.clone(), &secret, &greeting).await
    }

    async fn connect(&self) -> Result<Box<dyn Line>> {
        let place = &*self.place;
        let connecting = TcpStream::connect((place.host.as_str(), place.port));
        let unreachable =
            || Error::unavailable(format!("{place} cannot be reached: check host, port and network"));
        let stream = tokio::time::timeout(CONNECTING, connecting).await.map_err(|_| unreachable())?;
        Ok(Box::new(stream.map_err(|error| unreachable().with_source(error))?))
    }

    async fn secure(&self, line: Box<dyn Line>) -> Result<Box<dyn Line>> {
        let place = &*self.place;
        let name = ServerName::try_from(place.host.clone()).map_err(|error| {
            Error::invalid_input(format!("{place} is no name of a server")).with_source(error)
        })?;
        let connector = TlsConnector::from(Arc::clone(&self.tls));
        let secured = tokio::time::timeout(CONNECTING, connector.connect(name, line)).await;
        let secured = secured.map_err(|_| Broken::Slow(CONNECTING).at(place))?;
        let secured = secured.map_err(|error| {
            let certificate = error
                .get_ref()
                .and_then(|inner| inner.downcast_ref::<rustls::Error>())
                .is_some_and(|inner| matches!(inner, rustls::Error::InvalidCertificate(_)));
            let error_of = match certificate {
                true => Error::new(
                    ErrorKind::Denied,
                    format!(
                        "nobody vouches for the certificate of {place}: name the server as its certificate does, or \
                         add ca=FILE with the authority that signed it"
                    ),
                ),
                false => Error::unavailable(format!(
                    "{place} speaks no TLS that is safe: check whether its port wants imap:// (STARTTLS) or imaps://"
                )),
            };
            error_of.with_source(error)
        })?;
        Ok(Box::new(secured))
    }
}

#[async_trait]
impl SentMail for ImapMailbox {
    async fn find(&self, message_id: &str) -> Result<Trace> {
        let mut session = self.session().await?;
        let trace = session.trace(message_id).await?;
        session.leave().await;
        Ok(trace)
    }

    async fn file(&self, message: &OutgoingMessage) -> Result<()> {
        let mut session = self.session().await?;
        session.file(message).await?;
        session.leave().await;
        Ok(())
    }
}
