//! A mailbox is read into the office: each message a document, once, and what it says of a delivery noted.

use sha2::{Digest, Sha256};

use super::fetched::{Fetched, MailboxState, SkippedMail, state_of, state_put};
use crate::audit::{AuditEntry, Target};
use crate::communications::Communications;
use crate::communications::mailbox::{IncomingLimits, IncomingMail};
use crate::communications::outbox::DeliveryState;
use crate::documents::{Document, Source};
use crate::error::{Error, ErrorKind, Result};
use crate::id::WorkspaceId;
use crate::rights::{Permission, Scope};
use crate::storage::{Batch, Expect};

/// How many messages are read before the place is written down: a process that dies reads so many again, and takes
/// none of them twice.
const STEP: usize = 25;
/// The most messages of one call.
const MOST: usize = 1_000;
/// The largest message that is read, in bytes, whatever the limits of files.
const MESSAGE: u64 = 64 << 20;
/// The most bytes that are held at once.
const HELD: u64 = 64 << 20;
/// The longest name of a document that is made of a subject, in characters.
const NAME: usize = 80;

/// Who wrote a message, and what about: two messages with one Message-ID are the same only if these are.
#[derive(Debug, Default)]
struct Header {
    message_id: Option<String>,
    from: Option<String>,
    subject: Option<String>,
}

impl Communications {
    /// Reads up to `limit` new messages, at most 1,000, of the mailbox that the setting `mail.incoming` names into
    /// the office (rights `documents.add`, `drafts.send` and `contacts.write`). Each is a document, once, however
    /// often it lies there; what it says of a delivery is noted as by [`Communications::receive`]. The mailbox itself
    /// is not changed. Where the process ends meanwhile, the next call goes on.
    ///
    /// # Errors
    /// `unsupported` when no mailbox is set, or for another workspace than the first; those of the mailbox; storage
    /// errors. A message that cannot be read is no error: it is among [`Fetched::skipped`].
    pub async fn fetch(&self, limit: usize) -> Result<Fetched> {
        let scope = self.enter_mail().await?;
        let mailbox = self.post.incoming.clone().ok_or_else(|| {
            Error::unsupported("no mailbox is set: set `mail.incoming` to imaps://…, maildir:… or folder:…")
        })?;
        if *scope.workspace() != WorkspaceId::default_workspace() {
            return Err(Error::unsupported(
                "the mailbox of the settings belongs to the first workspace: give this one its own (`fetch_from`)",
            ));
        }
        self.fetch_from(mailbox.as_ref(), limit).await
    }

    /// Reads up to `limit` new messages of a mailbox that the application brings, as [`Communications::fetch`] does.
    ///
    /// # Errors
    /// As [`Communications::fetch`].
    pub async fn fetch_from(&self, mailbox: &dyn IncomingMail, limit: usize) -> Result<Fetched> {
        let scope = self.enter_mail().await?;
        let name = mailbox.name();
        let (mut state, mut version) = state_of(&scope, &name).await?;
        let (mut fetched, mut left) = (Fetched::default(), limit.min(MOST));
        while left > 0 {
            let limits = IncomingLimits {
                messages: left.min(STEP),
                message_bytes: self.documents.ingest.limits.file_bytes.min(MESSAGE),
                bytes: HELD,
            };
            let batch = mailbox.read(state.after.as_ref(), &limits).await?;
            let read = batch.messages.len() + batch.too_large.len();
            for (name, bytes) in batch.too_large {
                let reason = format!("it has {bytes} bytes, more than {}", limits.message_bytes);
                fetched.skipped.push(SkippedMail { name, kind: ErrorKind::LimitExceeded, reason });
            }
            for (name, bytes) in batch.messages {
                self.take(name, bytes, &mut fetched).await?;
            }
            fetched.restarted |= batch.restarted;
            fetched.more = batch.more;
            let has_moved = state.after.as_ref() != Some(&batch.after);
            state = MailboxState {
                after: Some(batch.after),
                messages: state.messages + read as u64,
                more: batch.more,
                fetched: Some(self.clock.now()),
                ..state
            };
            if has_moved {
                match self.keep(&scope, &state, version, read).await {
                    // Somebody else reads the same mailbox, and has got further.
                    Err(error) if error.kind() == ErrorKind::Conflict => {
                        fetched.more = true;
                        return Ok(fetched);
                    }
                    outcome => version = outcome?,
                }
            }
            left = left.saturating_sub(read);
            if !batch.more || read == 0 {
                break;
            }
        }
        Ok(fetched)
    }

    /// Says how far a mailbox is read, for who watches; without a name the one of the settings (right `drafts.read`).
    ///
    /// # Errors
    /// `unsupported` without a name when no mailbox is set; storage errors.
    pub async fn mailbox_state(&self, name: Option<&str>) -> Result<MailboxState> {
        let scope = self.guard.enter(Permission::DraftsRead).await?;
        let of_settings = self.post.incoming.as_ref().map(|mailbox| mailbox.name());
        let name = name.map(str::to_owned).or(of_settings).ok_or_else(|| {
            Error::unsupported("no mailbox is set: set `mail.incoming` to imaps://…, maildir:… or folder:…")
        })?;
        Ok(state_of(&scope, &name).await?.0)
    }

    /// Lets in who may do all that reading a mailbox may lead to.
    async fn enter_mail(&self) -> Result<Scope> {
        self.guard.enter(Permission::DraftsSend).await?;
        self.guard.enter(Permission::ContactsWrite).await?;
        self.guard.enter(Permission::DocumentsAdd).await
    }

    /// Takes one message in.
    async fn take(&self, name: String, bytes: Vec<u8>, fetched: &mut Fetched) -> Result<()> {
        let header = Header::of(&bytes);
        let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        let known = match self.stored(&hash).await? {
            Some(known) => Some(known),
            None => self.same(&header).await?,
        };
        let document = match known {
            Some(known) => {
                fetched.known += 1;
                known
            }
            None => match self.documents.add(Source::bytes(header.file_name(), bytes)).await {
                Ok(document) => {
                    fetched.documents.push(document.id.clone());
                    document
                }
                Err(error) if is_its_own_fault(error.kind()) => {
                    let (kind, reason) = (error.kind(), error.message().to_owned());
                    fetched.skipped.push(SkippedMail { name, kind, reason });
                    return Ok(());
                }
                Err(error) => return Err(error),
            },
        };
        // A process may have ended between the document and this; a second time changes nothing.
        let received = self.receive(&document.id).await?;
        fetched.suppressed.extend(received.suppressed);
        if let Some(delivery) = received.delivery {
            let list = match delivery.state {
                DeliveryState::Bounced => &mut fetched.bounced,
                DeliveryState::Replied => &mut fetched.replied,
                _ => return Ok(()),
            };
            if !list.contains(&delivery.id) {
                list.push(delivery.id);
            }
        }
        Ok(())
    }

    /// The document with exactly this content.
    async fn stored(&self, sha256: &str) -> Result<Option<Document>> {
        let repository = self.documents.repository();
        Ok(repository.find_by("content_key", sha256, 1).await?.into_iter().next())
    }

    /// The document of the same message that came another way.
    async fn same(&self, header: &Header) -> Result<Option<Document>> {
        let Some(message_id) = &header.message_id else { return Ok(None) };
        let known = self.documents.repository().find_by("message_id", message_id, 10).await?;
        Ok(known.into_iter().find(|document| {
            let from = document.metadata.from.first().map(|from| from.address.to_lowercase());
            from == header.from && document.metadata.subject.as_deref().map(plain) == header.subject
        }))
    }

    /// Writes down how far the mailbox is read.
    async fn keep(&self, scope: &Scope, state: &MailboxState, version: u64, read: usize) -> Result<u64> {
        let expect = if version == 0 { Expect::Absent } else { Expect::Version(version) };
        let mut batch = Batch::new(scope.workspace().clone());
        let put = state_put(scope, state, expect)?;
        let target = Target::new("mailbox", put.record.id.as_str());
        batch.puts.push(put);
        let entry = AuditEntry::new(scope, self.clock.now(), "mail.fetch", target);
        batch.appends.push(entry.with("messages", read as u64).append()?);
        let committed = scope.storage().commit(batch).await?;
        Ok(committed.versions.first().copied().unwrap_or_default())
    }
}

/// Says whether a message is to blame for not being read, so that the next ones are.
fn is_its_own_fault(kind: ErrorKind) -> bool {
    use ErrorKind as K;
    matches!(kind, K::Corrupt | K::Unsupported | K::LimitExceeded | K::Denied | K::InvalidInput)
}

impl Header {
    fn of(bytes: &[u8]) -> Self {
        let Some(message) = mail_parser::MessageParser::default().parse_headers(bytes) else {
            return Self::default();
        };
        let from = message.from().and_then(|from| from.first());
        Self {
            message_id: message.message_id().map(str::to_owned),
            from: from.and_then(|from| from.address()).map(str::to_lowercase),
            subject: message.subject().map(plain),
        }
    }

    /// The name of its document: the subject, as far as it makes one.
    fn file_name(&self) -> String {
        let subject = self.subject.as_deref().unwrap_or_default();
        let name: String = subject
            .chars()
            .map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { ' ' } else { c })
            .take(NAME)
            .collect();
        let name = plain(name.trim_matches(['.', ' ']));
        if name.is_empty() { "mail.eml".to_owned() } else { format!("{name}.eml") }
    }
}

/// Text with single blanks.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
