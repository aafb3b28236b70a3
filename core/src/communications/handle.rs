//! The handle of the communication pillar: draft, read back, render.

use std::collections::HashSet;
use std::sync::Arc;

use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::audit::{AuditEntry, Guard, Target};
use crate::clock::Clock;
use crate::communications::compose::{self, ReplyAnswer, ReplyMaterial};
use crate::communications::draft::{Draft, Recipient, Thread};
use crate::communications::outbox::{Outbox, Post};
use crate::communications::repository::DraftRepository;
use crate::communications::verify::{SourceTexts, verify};
use crate::documents::agenda::{is_ours, likeness, wrote};
use crate::documents::facts::DocumentKind;
use crate::documents::model::{BlockKind, Mailbox, ParsedDocument};
use crate::documents::{Document, Documents};
use crate::error::{Error, Result};
use crate::evidence::{Evidence, Provenance, TextIndex};
use crate::id::{DocumentId, DraftId, Randomness, WorkspaceId};
use crate::rights::Permission;
use crate::settings::Owner;
use crate::storage::Storage;
use crate::values::Language;

/// The communications of a workspace. Clones share the same office.
///
/// Every method is `not_found` for who does not belong to the workspace. Drafting takes the rights `drafts.write`
/// and `documents.read`, everything else `drafts.read`; who lacks them is `denied`.
#[derive(Debug, Clone)]
pub struct Communications {
    documents: Documents,
    drafts: DraftRepository,
    clock: Arc<dyn Clock>,
    randomness: Arc<dyn Randomness>,
    guard: Guard,
    pub(super) post: Arc<Post>,
}

/// What to draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftRequest {
    /// The message, letter, bill or contract to answer.
    pub reply_to: DocumentId,
    /// What the reply should say, in the words of the person who sends it.
    pub say: Option<String>,
    /// Who writes; without it, the owner of the office.
    pub from: Option<Mailbox>,
    /// Whether everybody else who got the message gets a copy; if not, only its sender is answered.
    #[serde(default)]
    pub to_all: bool,
}

impl DraftRequest {
    /// Asks for a reply to a message.
    pub fn reply_to(document: DocumentId) -> Self {
        Self { reply_to: document, say: None, from: None, to_all: false }
    }

    /// Gives the reply's own words.
    #[must_use]
    pub fn saying(mut self, words: impl Into<String>) -> Self {
        self.say = Some(words.into());
        self
    }

    /// Answers everybody who got the message.
    #[must_use]
    pub fn to_all(mut self) -> Self {
        self.to_all = true;
        self
    }

    /// Says who writes.
    #[must_use]
    pub fn from(mut self, sender: Mailbox) -> Self {
        self.from = Some(sender);
        self
    }
}

impl Communications {
    pub(crate) fn new(
        documents: Documents,
        storage: Arc<dyn Storage>,
        workspace: WorkspaceId,
        clock: Arc<dyn Clock>,
        randomness: Arc<dyn Randomness>,
        guard: Guard,
    ) -> Self {
        let drafts = DraftRepository::new(storage, workspace);
        Self { documents, drafts, clock, randomness, guard, post: Arc::default() }
    }

    /// Sends with these parts.
    pub(crate) fn with_post(self, post: Arc<Post>) -> Self {
        Self { post, ..self }
    }

    /// Returns the outbox.
    pub fn outbox(&self) -> Outbox {
        let ingest = &self.documents.ingest;
        Outbox {
            guard: self.guard.clone(),
            post: Arc::clone(&self.post),
            blobs: Arc::clone(&ingest.blobs),
            randomness: Arc::clone(&self.randomness),
            work_clock: Arc::clone(&ingest.work_clock),
            work_randomness: Arc::clone(&ingest.work_randomness),
            work: Arc::clone(&self.documents.work),
        }
    }

    /// Returns the communications over other documents as the actor of a guard sees them.
    pub(crate) fn to(&self, documents: Documents, storage: Arc<dyn Storage>, guard: Guard) -> Self {
        let drafts = DraftRepository::new(storage, guard.gate().workspace().clone());
        Self { documents, drafts, guard, ..self.clone() }
    }

    /// Drafts a reply to a message, or a letter to the other side of a letter, bill or contract: its questions
    /// are answered from the documents where they can be, every value is bound to its source, and the draft is
    /// checked and stored. Asking again for the same words returns the same draft.
    ///
    /// # Errors
    /// `not_found` when there is no such document; `unsupported` when it is nothing that somebody sent or
    /// agreed with us; storage errors. Findings are no errors: see [`Draft::ensure_sendable`].
    pub async fn draft(&self, request: DraftRequest) -> Result<Draft> {
        let scope = self.guard.enter(Permission::DraftsWrite).await?;
        let document = self.documents.get(&request.reply_to).await?;
        let text = self.documents.text(&document.id).await?;
        let owner = self.documents.owner().await?;
        let recipients = recipients(&document, &owner, request.to_all)?;
        let mut answers = Vec::new();
        let mut open = Vec::new();
        for question in &document.brief.questions {
            match self.answer(&document, question.evidence.clone()).await? {
                Some(answer) => answers.push(answer),
                None => open.push(question.evidence.clone()),
            }
        }
        let sender = match request.from {
            Some(sender) => Some(sender),
            None => sender(&document, &owner),
        };
        let material = ReplyMaterial {
            language: document
                .brief
                .language
                .as_deref()
                .and_then(|tag| tag.parse().ok())
                .unwrap_or(Language::En),
            sender,
            recipients,
            subject: document.metadata.subject.clone().unwrap_or_else(|| document.brief.title.clone()),
            thread: thread(&document),
            date: header_date(&document, &text).or_else(|| own_date(&document)),
            about: (!is_message(&document)).then(|| document.brief.title.clone()),
            say: request.say,
            answers,
            open,
        };
        let now = self.clock.now();
        let id = DraftId::new(now, self.randomness.as_ref());
        let mut draft = compose::reply(id, now.to_string(), material)?;
        let sources = self.sources(&draft).await?;
        verify(&mut draft, &sources);
        if let Some(same) = self
            .drafts
            .of_document(&document.id)
            .await?
            .into_iter()
            .find(|other| other.content_hash == draft.content_hash)
        {
            return Ok(same);
        }
        let entry = AuditEntry::new(&scope, now, "drafts.write", Target::new("draft", &draft.id));
        let entry = entry.with("document", document.id.as_str()).with("content", draft.content_hash.as_str());
        self.drafts.create(&draft, entry.append()?).await?;
        Ok(draft)
    }

    /// Reads a draft.
    ///
    /// # Errors
    /// `not_found`, and storage errors.
    pub async fn get(&self, id: &DraftId) -> Result<Draft> {
        self.guard.enter(Permission::DraftsRead).await?;
        self.drafts.get(id).await
    }

    /// Lists the newest drafts.
    ///
    /// # Errors
    /// Storage errors.
    pub async fn newest(&self, limit: usize) -> Result<Vec<Draft>> {
        self.guard.enter(Permission::DraftsRead).await?;
        self.drafts.newest(limit).await
    }

    /// Answers one question from the other documents of the office.
    async fn answer(&self, asked_in: &Document, question: Evidence) -> Result<Option<ReplyAnswer>> {
        let apart = std::slice::from_ref(&asked_in.id);
        let answer = match self.documents.ask_apart_from(&question.quote, apart).await {
            Ok(answer) => answer,
            // "Or how about that?" holds nothing to look for: the question stays open.
            Err(error) if error.kind() == crate::ErrorKind::InvalidInput => return Ok(None),
            Err(error) => return Err(error),
        };
        let Some(evidence) = answer.evidence.into_iter().next().filter(|_| answer.found) else {
            return Ok(None);
        };
        let document = self.documents.get(&evidence.document).await?.name;
        Ok(Some(ReplyAnswer { question, answer: evidence, document }))
    }

    /// The texts that the draft's facts cite.
    async fn sources(&self, draft: &Draft) -> Result<SourceTexts> {
        let cited: HashSet<&DocumentId> = draft
            .facts
            .iter()
            .filter_map(|fact| fact.source.as_ref())
            .map(|source| &source.document)
            .collect();
        let mut sources = SourceTexts::new();
        for id in cited {
            match self.documents.text(id).await {
                Ok(text) => drop(sources.insert(id.clone(), text.text)),
                Err(error) if error.kind() == crate::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(sources)
    }
}

/// The address of this office to which the message was sent, or which wrote it.
fn sender(document: &Document, owner: &Owner) -> Option<Mailbox> {
    let metadata = &document.metadata;
    let own = if wrote(owner, metadata) { metadata.from.as_slice() } else { &[] };
    let mut named = own.iter().chain(&metadata.to).chain(&metadata.cc);
    let met = named.find(|mailbox| is_ours(owner, &mailbox.address)).cloned();
    let known = owner.addresses.first().map(|address| Mailbox { name: None, address: address.clone() });
    met.or(known)
}

/// Who is answered: the sender, or, for a message of our own, those it went to.
fn recipients(document: &Document, owner: &Owner, to_all: bool) -> Result<Vec<Recipient>> {
    let metadata = &document.metadata;
    let ours = wrote(owner, metadata);
    let to = match (ours, metadata.reply_to.is_empty()) {
        (true, _) => &metadata.to,
        (false, true) => &metadata.from,
        (false, false) => &metadata.reply_to,
    };
    let others = metadata.to.iter().chain(&metadata.cc).filter(|_| to_all);
    let listed = to.iter().map(|mailbox| (mailbox, "to")).chain(others.map(|mailbox| (mailbox, "cc")));
    let mut recipients: Vec<Recipient> = Vec::new();
    for (mailbox, role) in listed.filter(|(mailbox, _)| mailbox.address.contains('@')) {
        let known = |other: &Recipient| other.mailbox.address.eq_ignore_ascii_case(&mailbox.address);
        // Nobody writes to himself because he was one of many; a note to oneself is answered all the same.
        let own = is_ours(owner, &mailbox.address) && (role == "cc" || (ours && metadata.to.len() > 1));
        if !own && !recipients.iter().any(known) {
            let (mailbox, role) = (mailbox.clone(), role.to_owned());
            recipients.push(Recipient { mailbox, role, provenance: Provenance::Document });
        }
    }
    if !recipients.is_empty() {
        return Ok(recipients);
    }
    if is_message(document) || !can_be_answered(document.brief.kind) {
        return Err(Error::unsupported("is not a message with a sender, so it cannot be answered")
            .about(&document.name));
    }
    Ok(other_side(document, owner).into_iter().collect())
}

/// Says whether the document came as a message, with headers.
fn is_message(document: &Document) -> bool {
    !document.metadata.from.is_empty()
}

/// Says whether somebody stands behind a document of this kind who can be written to.
fn can_be_answered(kind: DocumentKind) -> bool {
    use DocumentKind as K;
    matches!(
        kind,
        K::Letter | K::Notice | K::Contract | K::Invoice | K::Reminder | K::Offer | K::Order | K::Invitation
    )
}

/// The one party of a document that is not the owner, if there is one: by name, as papers rarely hold an address.
fn other_side(document: &Document, owner: &Owner) -> Option<Recipient> {
    let parties = || document.brief.parties.iter().filter(|party| !party.role.starts_with("for "));
    let most = parties().map(|party| likeness(owner, &party.name)).max().unwrap_or(0);
    let mut others = parties().filter(|party| most == 0 || likeness(owner, &party.name) < most);
    let other = others.next().filter(|_| others.next().is_none())?;
    let mailbox =
        Mailbox { name: Some(other.name.clone()), address: other.address.clone().unwrap_or_default() };
    Some(Recipient { mailbox, role: "to".to_owned(), provenance: Provenance::Document })
}

/// The date that a document bears, as a reply writes it.
fn own_date(document: &Document) -> Option<(String, Evidence)> {
    let fact = document.brief.date.clone()?;
    let surface = match document.brief.language.as_deref() {
        Some("de") => fact.date.strftime("%d.%m.%Y").to_string(),
        _ => format!("{} {}", fact.date.day(), fact.date.strftime("%B %Y")),
    };
    Some((surface, fact.evidence))
}

fn thread(document: &Document) -> Thread {
    let metadata = &document.metadata;
    let mut references = metadata.references.clone();
    for id in metadata.in_reply_to.iter().chain(&metadata.message_id) {
        if !references.contains(id) {
            references.push(id.clone());
        }
    }
    Thread { document: document.id.clone(), in_reply_to: metadata.message_id.clone(), references }
}

/// The date of a message as its header block writes it, shortened to the day, with its evidence.
fn header_date(document: &Document, text: &ParsedDocument) -> Option<(String, Evidence)> {
    let index = TextIndex::new(&text.text);
    text.blocks.iter().find_map(|block| {
        let BlockKind::KeyValue { key, value } = block.kind else { return None };
        if !matches!(index.slice(key), "Date" | "Sent" | "Datum" | "Gesendet") {
            return None;
        }
        let options = crate::values::ValueOptions::default();
        let found = crate::values::find(index.slice(value), &options)
            .into_iter()
            .find(|found| found.date().is_some())?;
        let date = found.date()?;
        let quote = index.slice(value).to_owned();
        let surface = match document.brief.language.as_deref() {
            Some("de") => date.strftime("%d.%m.%Y").to_string(),
            _ => format!("{} {}", date.day(), date.to_zoned(TimeZone::UTC).ok()?.strftime("%B %Y")),
        };
        let place = block.place.clone();
        Some((surface, Evidence { document: document.id.clone(), span: value, place, quote }))
    })
}
