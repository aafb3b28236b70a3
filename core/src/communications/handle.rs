//! The handle of the communication pillar: draft, read back, render.

mod each;
mod fetch;
mod fetched;
mod keyed;
mod known;
mod receive;
mod revise;
mod templates;

pub use fetched::{Fetched, MAILBOXES, MailboxState, SkippedMail};
use known::Known;
pub use receive::Received;
pub use revise::Overruling;

use std::collections::HashSet;
use std::sync::Arc;

use crate::audit::{AuditEntry, Guard, Target};
use crate::clock::Clock;
use crate::communications::check::CheckContext;
use crate::communications::compose;
use crate::communications::contacts::Contacts;
use crate::communications::draft::{Draft, DraftKind, Length, Tone};
use crate::communications::follow_up::FollowUps;
use crate::communications::gather::{Gathering, Surroundings};
use crate::communications::language::WritingLanguage;
use crate::communications::outbox::{Outbox, Post};
use crate::communications::own_templates::{self, Template, TemplateRepository};
use crate::communications::register::Registers;
use crate::communications::render;
use crate::communications::repository::DraftRepository;
use crate::communications::request::{DraftRequest, ensure_sound};
use crate::communications::verify::{SourceText, SourceTexts, verify_in};
use crate::communications::voice::{self, VoiceProfile};
use crate::documents::grounded::Assistant;
use crate::documents::{DocumentRepository, Documents};
use crate::error::{Error, ErrorKind, Result};
use crate::id::{DocumentId, DraftId, Randomness, WorkspaceId};
use crate::rights::Permission;
use crate::storage::Storage;

/// From so many messages on, those to one address tell how one writes to it.
const FEW_MESSAGES: usize = 3;
/// The most messages that are looked at.
const MOST_MESSAGES: usize = 50;

/// The communications of a workspace. Clones share the same office.
///
/// Every method is `not_found` for who does not belong to the workspace. Drafting takes the rights `drafts.write`
/// and `documents.read`, everything else `drafts.read`; who lacks them is `denied`.
#[derive(Debug, Clone)]
pub struct Communications {
    pub(super) documents: Documents,
    pub(super) drafts: DraftRepository,
    pub(super) templates: TemplateRepository,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) randomness: Arc<dyn Randomness>,
    pub(super) guard: Guard,
    pub(super) post: Arc<Post>,
    pub(super) registers: Arc<Registers>,
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
        let templates = TemplateRepository::new(Arc::clone(&storage), workspace.clone());
        let drafts = DraftRepository::new(storage, workspace);
        Self {
            documents,
            drafts,
            templates,
            clock,
            randomness,
            guard,
            post: Arc::default(),
            registers: Arc::default(),
        }
    }

    /// Sends with these parts.
    pub(crate) fn with_post(self, post: Arc<Post>) -> Self {
        Self { post, ..self }
    }

    /// Knows people by these registers.
    pub(crate) fn with_registers(self, registers: Arc<Registers>) -> Self {
        Self { registers, ..self }
    }

    /// Returns the contacts.
    pub(crate) fn contacts(&self) -> Contacts {
        let parts = (self.guard.clone(), Arc::clone(&self.randomness), self.documents.clone());
        Contacts::new(parts.0, parts.1, parts.2, Arc::clone(&self.registers))
    }

    /// Lets the register of people of a workspace tell of nothing that was removed.
    ///
    /// # Errors
    /// Storage errors; `unavailable` when it cannot be written.
    pub(crate) async fn renew_register(&self, documents: &DocumentRepository) -> Result<()> {
        self.registers.of(documents).await?.renew().await
    }

    /// Returns the addresses of the office itself: as the settings say, else as its mails tell.
    pub(crate) async fn own_addresses(&self) -> Result<Vec<String>> {
        if let Some(owner) = &self.documents.owner {
            return Ok(owner.addresses.clone());
        }
        let register = self.registers.of(self.documents.repository()).await?;
        Ok(register.look(|book| book.owner().addresses.clone()))
    }

    /// Returns the follow-ups.
    pub fn follow_ups(&self) -> FollowUps {
        FollowUps { communications: self.clone() }
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
        let workspace = guard.gate().workspace().clone();
        let templates = TemplateRepository::new(Arc::clone(&storage), workspace.clone());
        let drafts = DraftRepository::new(storage, workspace);
        Self { documents, drafts, templates, guard, ..self.clone() }
    }

    /// Drafts a communication of any kind: what it says is taken from the request and from documents, every value
    /// is bound to its source, and the draft is checked and stored. What nothing tells becomes a gap. Asking again
    /// for the same answer returns the same draft. With a language model, it writes the body of messages that are
    /// prose; the values stay slots, and what fails a check leaves the template's words, with a finding.
    ///
    /// # Errors
    /// `invalid_input` naming the field that is missing or does not go with the kind; `not_found` when a document
    /// or draft is not there; `unsupported` when what is to be answered is nothing that somebody sent or agreed
    /// with us; storage errors. Findings are no errors: see [`Draft::ensure_sendable`].
    pub async fn draft(&self, request: DraftRequest) -> Result<Draft> {
        let assistant = self.documents.assistant_for(|settings| settings.draft);
        self.draft_as(self.new_id(), &request, assistant).await
    }

    /// Drafts under an id, by the model if it is given.
    async fn draft_as(
        &self,
        id: DraftId,
        request: &DraftRequest,
        assistant: Option<&Assistant>,
    ) -> Result<Draft> {
        let scope = self.guard.enter(Permission::DraftsWrite).await?;
        let draft = self.make_by(id, request, assistant).await?;
        let now = self.clock.now();
        if let Some(thread) = &draft.thread {
            let before = self.drafts.of_document(&thread.document).await?;
            if let Some(same) = before.into_iter().find(|other| other.content_hash == draft.content_hash) {
                return Ok(same);
            }
        }
        let mut entry = AuditEntry::new(&scope, now, "drafts.write", Target::new("draft", &draft.id));
        if let Some(thread) = &draft.thread {
            entry = entry.with("document", thread.document.as_str());
        }
        self.drafts.create(&draft, entry.with("content", draft.content_hash.as_str()).append()?).await?;
        Ok(draft)
    }

    /// Drafts the same in other tones and lengths, for a person to choose from: what was asked for first, then each
    /// that reads otherwise. They are checked and not stored; the chosen one is drafted by its tone and length.
    ///
    /// # Errors
    /// As [`Communications::draft`].
    pub async fn variants(&self, request: DraftRequest) -> Result<Vec<Draft>> {
        self.guard.enter(Permission::DraftsWrite).await?;
        let tones = [Tone::Formal, Tone::Neutral, Tone::Friendly].map(|tone| (tone, request.length));
        let lengths = [Length::Short, Length::Normal, Length::Long].map(|length| (request.tone, length));
        let mut variants: Vec<Draft> = Vec::new();
        for (tone, length) in [(request.tone, request.length)].into_iter().chain(tones).chain(lengths) {
            let request = DraftRequest { tone, length, ..request.clone() };
            let draft = self.make(self.new_id(), &request).await?;
            if variants.iter().all(|other| render::text(other) != render::text(&draft)) {
                variants.push(draft);
            }
        }
        Ok(variants)
    }

    pub(in crate::communications) fn new_id(&self) -> DraftId {
        DraftId::new(self.clock.now(), self.randomness.as_ref())
    }

    /// Gathers, composes and checks a draft, by templates.
    pub(in crate::communications) async fn make(&self, id: DraftId, request: &DraftRequest) -> Result<Draft> {
        self.make_by(id, request, None).await
    }

    /// Gathers, composes and checks a draft; a model that is given writes the body of prose.
    async fn make_by(
        &self,
        id: DraftId,
        request: &DraftRequest,
        assistant: Option<&Assistant>,
    ) -> Result<Draft> {
        let template = match &request.template {
            Some(name) => Some(self.template_in(name, language(request)?).await?),
            None => None,
        };
        let kind = kind(request, template.as_ref())?;
        ensure_sound(request, kind)?;
        let known = self.known().await?;
        let now = self.clock.now();
        let gathering = Gathering {
            documents: &self.documents,
            drafts: &self.drafts,
            request,
            kind,
            draft: &id,
            register: &known.register,
            scope: &known.scope,
            owner: &known.owner,
            now: self.documents.now(),
        };
        let mut material = gathering.material().await?;
        let own = template.filter(|template| !template.built_in);
        // Who keeps a template of his own wants its words.
        let assistant = assistant.filter(|_| own.is_none() && compose::is_prose(kind));
        let mut draft = match own {
            Some(template) => {
                let template = match self.template_in(&template.name, Some(material.language)).await {
                    Err(error) if error.kind() == ErrorKind::NotFound => template,
                    same => same?,
                };
                material.language = template.language;
                own_templates::compose(id, now.to_string(), material, &template, &request.values)?
            }
            None => compose::compose(id, now.to_string(), material)?,
        };
        let (sources, context) = self.beside(&draft, &known).await?;
        verify_in(&mut draft, &sources, &context);
        let Some(assistant) = assistant else { return Ok(draft) };
        let verify = |draft: &mut Draft| verify_in(draft, &sources, &context);
        let template = (draft, request.length);
        compose::compose_by_model(assistant, self.documents.repository(), template, &verify).await
    }

    /// Says how this office writes to an address, or to everybody where it seldom wrote there: the tone and length
    /// for a request. Only features are counted; no text is kept.
    ///
    /// # Errors
    /// Storage errors.
    pub async fn voice(&self, address: &str) -> Result<VoiceProfile> {
        self.guard.enter(Permission::DraftsRead).await?;
        let Known { register, owner, .. } = self.known().await?;
        let written = |to| register.look(|book| book.written(&owner, to, MOST_MESSAGES));
        let there = written(Some(address));
        let telling = if there.len() >= FEW_MESSAGES { there } else { written(None) };
        let mut texts = Vec::new();
        for document in telling {
            match self.documents.text(&document).await {
                Ok(text) => texts.push(text),
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(voice::profile(&texts))
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

    /// Checks a draft against its sources and everything that is known around it.
    pub(super) async fn verify(&self, draft: &mut Draft, known: &Known) -> Result<()> {
        let (sources, context) = self.beside(draft, known).await?;
        verify_in(draft, &sources, &context);
        Ok(())
    }

    /// Reads what a draft is checked against.
    async fn beside(&self, draft: &Draft, known: &Known) -> Result<(SourceTexts, CheckContext)> {
        let Known { register, owner, scope } = known;
        let surroundings = Surroundings { documents: &self.documents, register, scope, owner };
        let context = surroundings.of(draft).await?;
        Ok((self.sources(draft).await?, context))
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
            let read = async {
                let date = self.documents.get(id).await?.brief.date.map(|date| date.date);
                Ok(SourceText { text: self.documents.text(id).await?.text, date })
            };
            match read.await {
                Ok(source) => drop(sources.insert(id.clone(), source)),
                Err(error) if Error::kind(&error) == ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(sources)
    }
}

/// The language of a request, if it names one.
fn language(request: &DraftRequest) -> Result<Option<WritingLanguage>> {
    let tag = request.language.as_deref().map(str::parse).transpose();
    tag.map_err(|error: Error| Error::invalid_input(error.message()).about("language"))
}

/// The kind of a request, said or understood.
fn kind(request: &DraftRequest, template: Option<&Template>) -> Result<DraftKind> {
    match (request.kind, template, &request.reply_to) {
        (Some(kind), Some(template), _) if kind != template.kind => {
            Err(Error::invalid_input("kind: the template makes another one; leave one of both out"))
        }
        (Some(kind), _, _) => Ok(kind),
        (None, Some(template), _) => Ok(template.kind),
        (None, None, Some(_)) => Ok(DraftKind::Reply),
        (None, None, None) => {
            Err(Error::invalid_input("kind: say what to draft, or name in reply_to what to answer"))
        }
    }
}
