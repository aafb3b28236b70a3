//! The transport: upload, import as a draft, submit; and what became of a message.

use std::sync::Arc;

use async_trait::async_trait;
use serde_json::{Value, json};
use tokio::sync::Mutex;

use super::answer::{BEGUN, Found, Session, answer, found, is_id, refused, request, results};
use super::http::{Line, Unanswered};
use super::place::Place;
use crate::communications::access_token::AccessToken;
use crate::communications::outbox::{NotSent, OutgoingMessage, RecipientResult, Trace, Transport};
use crate::error::{Error, ErrorKind, Result};

/// The most messages with a likeness of the Message-ID that are looked at.
const LIKE: usize = 20;

/// Sends mail through a JMAP server.
///
/// The server files what it sends, and is asked for it by its Message-ID. Sending a message that was submitted already
/// submits nothing again. Answers are bounded, secrets go to the named server only and are never printed.
#[derive(Debug, Clone)]
pub struct JmapTransport {
    line: Line,
    session: Arc<Mutex<Option<Arc<Session>>>>,
}

/// What is known before a message is sent.
struct Prepared {
    session: Arc<Session>,
    identity: Option<String>,
    drafts: String,
    sent: String,
    found: Vec<Found>,
}

impl JmapTransport {
    /// Takes the address of a provider: `jmaps://user:password@server/`, or `jmaps://:token@server/`. After `?` may
    /// stand `session=/path`, where the server has no `/.well-known/jmap`, and `ca=FILE` (trusted authorities, PEM).
    /// Nothing is asked of the server yet.
    ///
    /// # Errors
    /// `invalid_input` when the URL cannot be read, or the file of authorities.
    pub async fn open(url: &str) -> Result<Self> {
        let place: Place = url.parse()?;
        Ok(Self { line: Line::open(place).await?, session: Arc::default() })
    }

    /// Signs in with tokens from here.
    #[must_use]
    pub fn with_token(self, token: Arc<dyn AccessToken>) -> Self {
        Self { line: self.line.with_token(token), ..self }
    }

    /// Returns the session, asked for once.
    async fn session(&self) -> std::result::Result<Arc<Session>, Unanswered> {
        let mut kept = self.session.lock().await;
        if let Some(session) = kept.as_ref() {
            return Ok(Arc::clone(session));
        }
        let said = self.line.get(self.line.place.session.clone()).await?;
        let session = Arc::new(Session::read(&self.line, &said)?);
        *kept = Some(Arc::clone(&session));
        Ok(session)
    }

    async fn call(
        &self,
        session: &Session,
        calls: Vec<(&str, Value)>,
    ) -> std::result::Result<Value, Unanswered> {
        self.line.post(session.api.clone(), "application/json", request(calls)).await
    }

    /// Finds out who may send, the folders, and whether the message is there already.
    async fn prepare(&self, message: &OutgoingMessage) -> std::result::Result<Prepared, Unanswered> {
        let session = self.session().await?;
        let account = &session.account;
        let id = message.message_id.trim().trim_start_matches('<').trim_end_matches('>');
        let filter = json!({"header": ["Message-ID", id]});
        let said = self
            .call(
                &session,
                vec![
                    ("Identity/get", json!({"accountId": account, "ids": null})),
                    ("Mailbox/get", json!({"accountId": account, "ids": null, "properties": ["id", "role"]})),
                    ("Email/query", json!({"accountId": account, "filter": filter, "limit": LIKE})),
                    (
                        "Email/get",
                        json!({
                            "accountId": account,
                            "#ids": {"resultOf": "2", "name": "Email/query", "path": "/ids"},
                            "properties": ["id", "messageId", "mailboxIds", "keywords"],
                        }),
                    ),
                ],
            )
            .await?;
        let identities = answer(&self.line, &said, 0, "Identity/get")?;
        let folders = answer(&self.line, &said, 1, "Mailbox/get")?;
        let emails = answer(&self.line, &said, 3, "Email/get")?;
        let list = |value: &Value| value["list"].as_array().cloned().unwrap_or_default();
        let folder = |role: &str| {
            let found = list(folders).into_iter().find(|folder| folder["role"].as_str() == Some(role));
            found.and_then(|folder| folder["id"].as_str().filter(|id| is_id(id)).map(str::to_owned))
        };
        let (Some(drafts), Some(sent)) = (folder("drafts"), folder("sent")) else {
            return Err(self.not_there("folders of drafts and of sent mail"));
        };
        let from = message.from.to_lowercase();
        let domain = from.rsplit_once('@').map(|(_, domain)| format!("*@{domain}"));
        let identities = list(identities);
        let of = |wanted: &str| {
            identities
                .iter()
                .find(|identity| identity["email"].as_str().unwrap_or_default().eq_ignore_ascii_case(wanted))
        };
        // Some servers have one identity without an address, and check the sender by themselves.
        let identity = of(&from).or_else(|| of(domain.as_deref().unwrap_or(&from))).or_else(|| of(""));
        let identity =
            identity.and_then(|identity| identity["id"].as_str().filter(|id| is_id(id)).map(str::to_owned));
        let found = found(emails, id, &sent);
        Ok(Prepared { session, identity, drafts, sent, found })
    }

    fn not_there(&self, what: &str) -> Unanswered {
        let error = Error::not_found(format!("the account at {} has no {what}", self.line.place));
        Unanswered { error, nothing_done: true, later: false, retry_after: None }
    }

    /// Uploads a message and imports it as a draft; returns its id.
    async fn import(
        &self,
        prepared: &Prepared,
        message: &OutgoingMessage,
    ) -> std::result::Result<String, Unanswered> {
        let session = &prepared.session;
        if message.bytes.len() as u64 > session.largest {
            let error = Error::limit_exceeded(format!(
                "{} takes messages of at most {} bytes",
                self.line.place, session.largest
            ));
            return Err(Unanswered { error, nothing_done: true, later: false, retry_after: None });
        }
        let url = session.upload(&self.line)?;
        let blob = self.line.post(url, "message/rfc822", message.bytes.to_vec()).await?;
        let blob =
            blob["blobId"].as_str().filter(|id| id.len() <= 1_000).ok_or_else(|| self.line.strange())?;
        let import = json!({
            "accountId": session.account,
            "emails": {"m": {
                "blobId": blob,
                "mailboxIds": {prepared.drafts.as_str(): true},
                "keywords": {"$seen": true, "$draft": true},
            }},
        });
        let said = self.call(session, vec![("Email/import", import)]).await?;
        let said = answer(&self.line, &said, 0, "Email/import")?;
        let refusal = &said["notCreated"]["m"];
        let id = match said["created"]["m"]["id"].as_str() {
            Some(id) => Some(id),
            None if refusal["type"].as_str() == Some("alreadyExists") => refusal["existingId"].as_str(),
            None if refusal.is_object() => return Err(refused(&self.line, refusal)),
            None => None,
        };
        id.filter(|id| is_id(id)).map(str::to_owned).ok_or_else(|| self.line.strange())
    }

    /// Submits a draft, once.
    async fn submit(
        &self,
        prepared: &Prepared,
        identity: &str,
        email: &str,
        message: &OutgoingMessage,
    ) -> std::result::Result<String, Unanswered> {
        let recipients: Vec<Value> =
            message.recipients.iter().map(|address| json!({"email": address})).collect();
        let submission = json!({
            "accountId": prepared.session.account,
            "create": {"s": {
                "identityId": identity,
                "emailId": email,
                "envelope": {"mailFrom": {"email": message.from}, "rcptTo": recipients},
            }},
            "onSuccessUpdateEmail": {"#s": {
                format!("mailboxIds/{}", prepared.drafts): null,
                format!("mailboxIds/{}", prepared.sent): true,
                "keywords/$draft": null,
                format!("keywords/{BEGUN}"): null,
            }},
        });
        // In one request, carried out in this order: without the mark, nothing was submitted.
        let calls = vec![
            ("Email/set", self.marked(prepared, email, json!(true))),
            ("EmailSubmission/set", submission),
        ];
        let said = self.call(&prepared.session, calls).await?;
        let said = answer(&self.line, &said, 1, "EmailSubmission/set")?;
        match (said["created"]["s"]["id"].as_str(), &said["notCreated"]["s"]) {
            (Some(id), _) => Ok(id.to_owned()),
            (None, refusal) if refusal.is_object() => Err(refused(&self.line, refusal)),
            _ => Err(self.line.strange()),
        }
    }

    fn marked(&self, prepared: &Prepared, email: &str, mark: Value) -> Value {
        json!({"accountId": prepared.session.account, "update": {email: {format!("keywords/{BEGUN}"): mark}}})
    }

    /// Takes the mark off a draft whose submission was refused; with it, the draft would stay in doubt.
    async fn release(&self, prepared: &Prepared, email: &str) {
        let calls = vec![("Email/set", self.marked(prepared, email, Value::Null))];
        if let Err(unanswered) = self.call(&prepared.session, calls).await {
            tracing::warn!(server = %self.line.place, error = %unanswered.error, "a refused draft stays marked");
        }
    }

    /// Asks what the recipients' servers said; that the provider took the message is known already.
    async fn results(
        &self,
        prepared: &Prepared,
        submission: &str,
        message: &OutgoingMessage,
    ) -> Vec<RecipientResult> {
        let get = json!({
            "accountId": prepared.session.account,
            "ids": [submission],
            "properties": ["id", "undoStatus", "deliveryStatus"],
        });
        let said = self.call(&prepared.session, vec![("EmailSubmission/get", get)]).await;
        let said = said.and_then(|said| answer(&self.line, &said, 0, "EmailSubmission/get").cloned());
        let said = said.unwrap_or_else(|unanswered| {
            tracing::debug!(server = %self.line.place, error = %unanswered.error, "no word of the recipients yet");
            Value::Null
        });
        results(&message.recipients, &said)
    }

    /// Says whether a message was ever submitted.
    async fn is_submitted(&self, prepared: &Prepared) -> std::result::Result<bool, Unanswered> {
        let ids: Vec<&str> = prepared.found.iter().map(|found| found.id.as_str()).collect();
        let query = json!({"accountId": prepared.session.account, "filter": {"emailIds": ids}, "limit": 1});
        let said = self.call(&prepared.session, vec![("EmailSubmission/query", query)]).await?;
        let said = answer(&self.line, &said, 0, "EmailSubmission/query")?;
        said["ids"].as_array().map(|ids| !ids.is_empty()).ok_or_else(|| self.line.strange())
    }

    async fn trace(&self, message: &OutgoingMessage) -> std::result::Result<Trace, Unanswered> {
        let prepared = self.prepare(message).await?;
        match prepared.found.first() {
            Some(Found { sent: true, .. }) => Ok(Trace::Sent),
            Some(_) if self.is_submitted(&prepared).await? => Ok(Trace::Sent),
            Some(Found { begun: true, .. }) => Ok(Trace::Unknown),
            // It is still the draft that it was before its submission.
            Some(_) => Ok(Trace::NotSent),
            // It was there before its submission, so somebody took it away.
            None => Ok(Trace::Unknown),
        }
    }
}

/// What it means for a message that a request before its submission failed.
fn unsent(unanswered: Unanswered) -> NotSent {
    let Unanswered { error, later, retry_after, .. } = unanswered;
    if later { NotSent::Deferred { reason: error, retry_after } } else { NotSent::Refused(error) }
}

#[async_trait]
impl Transport for JmapTransport {
    fn name(&self) -> &str {
        "jmap"
    }

    async fn send(&self, message: &OutgoingMessage) -> std::result::Result<Vec<RecipientResult>, NotSent> {
        let prepared = self.prepare(message).await.map_err(unsent)?;
        let email = match prepared.found.first() {
            Some(found) if found.sent || self.is_submitted(&prepared).await.map_err(unsent)? => {
                return Ok(results(&message.recipients, &Value::Null));
            }
            Some(found) if found.begun => {
                return Err(NotSent::InDoubt(Error::new(
                    ErrorKind::InDoubt,
                    format!(
                        "{} began to send this and does not tell how it ended: ask the recipient",
                        self.line.place
                    ),
                )));
            }
            Some(found) => found.id.clone(),
            None => self.import(&prepared, message).await.map_err(unsent)?,
        };
        let Some(identity) = &prepared.identity else {
            return Err(NotSent::Refused(Error::new(
                ErrorKind::Denied,
                format!(
                    "the account at {} may not send as {}: add that identity there",
                    self.line.place, message.from
                ),
            )));
        };
        match self.submit(&prepared, identity, &email, message).await {
            Ok(submission) => Ok(self.results(&prepared, &submission, message).await),
            Err(unanswered) if unanswered.nothing_done => {
                self.release(&prepared, &email).await;
                Err(unsent(unanswered))
            }
            Err(Unanswered { error, .. }) => Err(NotSent::InDoubt(error)),
        }
    }

    async fn find(&self, message: &OutgoingMessage) -> Result<Trace> {
        self.trace(message).await.map_err(|unanswered| unanswered.error)
    }
}
