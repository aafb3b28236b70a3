//! How an office sends: its settings and the parts that carry, sign and find messages.

use std::path::Path;
use std::sync::Arc;

#[cfg(feature = "dkim")]
use super::dkim::Signer;
use super::folder::FolderTransport;
use super::listed::Listed;
#[cfg(feature = "smtp")]
use super::smtp::SmtpTransport;
use super::transport::{SentMail, Transport};
use crate::communications::mailbox::{self, IncomingMail};
use crate::error::{Error, Result};
use crate::settings::MailSettings;

/// What an office sends with.
#[derive(Debug, Default)]
pub(crate) struct Post {
    pub(super) settings: MailSettings,
    transports: Vec<Arc<dyn Transport>>,
    pub(super) sent_mail: Option<Arc<dyn SentMail>>,
    /// The mailbox that is read into the office.
    pub(in crate::communications) incoming: Option<Arc<dyn IncomingMail>>,
    /// How recipients of announcements unsubscribe.
    pub(in crate::communications) listed: Option<Listed>,
    #[cfg(feature = "dkim")]
    signer: Option<Signer>,
}

impl Post {
    /// Takes what the settings name, and the parts that the application brings. The first transport is the usual
    /// one: those of the application come before that of the settings.
    ///
    /// # Errors
    /// `invalid_input` for an address, key or quiet hours that are none; `unsupported` for what this build lacks.
    pub(crate) async fn open(
        settings: Option<MailSettings>,
        mut transports: Vec<Arc<dyn Transport>>,
        mut sent_mail: Option<Arc<dyn SentMail>>,
    ) -> Result<Self> {
        let settings = settings.unwrap_or_default();
        if sent_mail.is_none() {
            sent_mail = filed(&settings).await?;
        }
        let incoming = match &settings.incoming {
            Some(url) => Some(mailbox::open(url).await?),
            None => None,
        };
        let listed = match &settings.unsubscribe {
            Some(unsubscribe) => Some(Listed::open(unsubscribe).await?),
            None => None,
        };
        super::quiet::next(settings.quiet_hours.as_ref(), jiff::Timestamp::UNIX_EPOCH)?;
        if let Some(transport) = named(&settings).await? {
            transports.push(transport);
        }
        for (at, transport) in transports.iter().enumerate() {
            if transports.iter().take(at).any(|other| other.name() == transport.name()) {
                return Err(Error::invalid_input(format!(
                    "two transports are named {}; give each its own name",
                    transport.name()
                )));
            }
        }
        #[cfg(feature = "dkim")]
        let signer = settings.dkim.as_ref().map(Signer::open).transpose()?;
        #[cfg(not(feature = "dkim"))]
        if settings.dkim.is_some() {
            return Err(Error::unsupported("this build signs no mail; enable the feature `dkim`"));
        }
        Ok(Self {
            settings,
            transports,
            sent_mail,
            incoming,
            listed,
            #[cfg(feature = "dkim")]
            signer,
        })
    }

    /// Returns a transport by its name, or the usual one.
    ///
    /// # Errors
    /// `unsupported` when nothing is set that sends; `not_found` when there is no transport of that name.
    pub(super) fn transport(&self, name: Option<&str>) -> Result<&Arc<dyn Transport>> {
        let mut all = self.transports.iter();
        match name {
            _ if self.transports.is_empty() => Err(Error::unsupported(
                "nothing is set that sends mail: set `mail.outgoing` to smtp://…, smtps://… or folder:…, or give the \
                 office a transport",
            )),
            None => all.next().ok_or_else(|| Error::internal("there is no transport")),
            Some(name) => all.find(|transport| transport.name() == name).ok_or_else(|| {
                let names: Vec<&str> = self.transports.iter().map(|transport| transport.name()).collect();
                Error::not_found(format!("there is no transport {name}; there are: {}", names.join(", ")))
            }),
        }
    }

    /// Returns how many messages one process sends at the same time.
    pub(crate) fn parallel(&self) -> usize {
        self.settings.parallel.max(1)
    }

    /// Signs a message, when its sender is of the domain that signs.
    ///
    /// # Errors
    /// `internal` when the key does not sign.
    pub(super) fn sign(&self, bytes: Vec<u8>, sender: &str, now: jiff::Timestamp) -> Result<Vec<u8>> {
        #[cfg(feature = "dkim")]
        if let Some(signer) = self.signer.as_ref().filter(|signer| signer.answers_for(sender)) {
            return signer.sign(bytes, now);
        }
        let _ = (sender, now);
        Ok(bytes)
    }
}

/// The transport that the settings name.
async fn named(settings: &MailSettings) -> Result<Option<Arc<dyn Transport>>> {
    let Some(url) = &settings.outgoing else { return Ok(None) };
    match url.scheme() {
        "folder" => {
            let path = url.as_str().trim_start_matches("folder:");
            if path.is_empty() {
                return Err(Error::invalid_input("write the folder for mail as `folder:./outgoing`"));
            }
            Ok(Some(Arc::new(FolderTransport::new(Path::new(path)))))
        }
        #[cfg(feature = "smtp")]
        "smtp" | "smtps" => Ok(Some(Arc::new(SmtpTransport::open(url, settings.step_millis)?))),
        #[cfg(feature = "jmap")]
        "jmaps" => Ok(Some(Arc::new(super::JmapTransport::open(url.as_str()).await?))),
        _ => Err(Error::unsupported(format!(
            "{url}: mail goes to smtp://…, smtps://…, jmaps://… or folder:…, as far as this build has the feature"
        ))),
    }
}

/// Where the settings say that sent mail is found.
async fn filed(settings: &MailSettings) -> Result<Option<Arc<dyn SentMail>>> {
    let Some(url) = &settings.sent else { return Ok(None) };
    match url.scheme() {
        #[cfg(feature = "imap")]
        "imap" | "imaps" => {
            let mailbox = crate::communications::mailbox::ImapMailbox::open(url.as_str()).await?;
            Ok(Some(Arc::new(mailbox)))
        }
        _ => Err(Error::unsupported(format!(
            "{url}: sent mail is found at imaps://… or imap://…, as far as this build has the feature"
        ))),
    }
}
