//! The handle of the document pillar: add, list, search, ask.

use std::sync::Arc;

use serde_json::Value;

use crate::audit::Guard;
use crate::documents::agenda::{self, Agenda, AgendaInput};
use crate::documents::ask::{self, Answer, Asking};
use crate::documents::extent;
use crate::documents::extract::{self, Extraction};
use crate::documents::grounded::Assistant;
use crate::documents::index::LocalIndex;
use crate::documents::indexes::Indexes;
use crate::documents::ingest::{Direct, Ingest};
use crate::documents::jobs::{self, Followed, Hub, Job};
use crate::documents::model::ParsedDocument;
use crate::documents::record::{Document, DocumentOrder, DocumentRepository};
use crate::documents::source::Source;
use crate::error::{Error, Result};
use crate::id::{DocumentId, JobId, WorkspaceId};
use crate::rights::Permission;
use crate::search::{Hit, SearchQuery};
use crate::settings::{AssistantSettings, Owner};
use crate::work::{Background, WorkerMetrics};

/// The documents of a workspace. Clones share the same office.
///
/// Every method is `not_found` for who does not belong to the workspace. Adding takes the right `documents.add`,
/// everything else `documents.read`; who lacks it is `denied`.
#[derive(Debug, Clone)]
pub struct Documents {
    pub(crate) ingest: Arc<Ingest>,
    pub(crate) indexes: Arc<Indexes>,
    pub(crate) owner: Option<Owner>,
    pub(crate) guard: Guard,
    pub(crate) hub: Arc<Hub>,
    /// Does the jobs, as long as somebody holds the office.
    pub(crate) work: Arc<Background>,
    /// The language model; the handles of tools and playbooks have none, since runs count what they use themselves.
    pub(crate) assistant: Option<Arc<Assistant>>,
}

impl Documents {
    /// Adds a file and waits until it is understood. Content that is there already is not added again:
    /// its document is returned.
    ///
    /// # Errors
    /// Errors name the file: `not_found`, `corrupt` (damaged or empty), `denied` (encrypted),
    /// `unsupported` (unknown format), `limit_exceeded` (too large or a bomb), and storage errors.
    pub async fn add(&self, source: Source) -> Result<Document> {
        let scope = self.guard.enter(Permission::DocumentsAdd).await?;
        self.ingest.add(&scope, &source, &Direct(self.repository())).await
    }

    /// Adds many files in the background; one that fails does not stop the others. Once the job is
    /// accepted it survives this process: the next one that opens the office with a worker goes on with it.
    pub fn submit(&self, sources: Vec<Source>) -> Job {
        let id = JobId::new(self.ingest.work_clock.now(), self.ingest.work_randomness.as_ref());
        Job::submit(Followed::new(self, id, sources.len(), false), sources)
    }

    /// Takes over a job that was submitted before, here or in another process.
    ///
    /// # Errors
    /// `not_found`, and storage errors.
    pub async fn job(&self, id: &JobId) -> Result<Job> {
        self.read().await?;
        let total =
            jobs::total(self.repository().storage().as_ref(), self.repository().workspace(), id).await?;
        Ok(Job::of(Followed::new(self, id.clone(), total, true)))
    }

    /// Returns what the office's own worker has counted; nothing when it has none.
    pub fn worker_metrics(&self) -> Option<WorkerMetrics> {
        self.work.metrics()
    }

    /// Reads a document.
    ///
    /// # Errors
    /// `not_found`, and storage errors.
    pub async fn get(&self, id: &DocumentId) -> Result<Document> {
        self.read().await?;
        self.repository().get(id).await
    }

    /// Finds a document by its id or its name; of several with one name, the newest.
    ///
    /// # Errors
    /// `not_found` naming it, and storage errors.
    pub async fn find(&self, id_or_name: &str) -> Result<Document> {
        self.read().await?;
        if let Ok(id) = id_or_name.parse::<DocumentId>()
            && let Some(document) = self.repository().find(&id).await?
        {
            return Ok(document);
        }
        let file_name = id_or_name.rsplit(['/', '\\']).next().unwrap_or(id_or_name);
        for name in [id_or_name, file_name] {
            if let Some(document) = self.repository().newest_named(name).await? {
                return Ok(document);
            }
        }
        Err(Error::not_found(format!(
            "there is no document “{id_or_name}” in this office; `list` shows what is there"
        )))
    }

    /// Reads one page of documents in the order they were added, and the cursor of the next page.
    ///
    /// # Errors
    /// Storage errors.
    pub async fn list(
        &self,
        cursor: Option<String>,
        limit: usize,
    ) -> Result<(Vec<Document>, Option<String>)> {
        self.list_in(DocumentOrder::Oldest, cursor, limit).await
    }

    /// Reads one page of documents in an order, and the cursor of the next page.
    ///
    /// # Errors
    /// `invalid_input` for a cursor that is none of this order; storage errors.
    pub async fn list_in(
        &self,
        order: DocumentOrder,
        cursor: Option<String>,
        limit: usize,
    ) -> Result<(Vec<Document>, Option<String>)> {
        self.read().await?;
        self.repository().page(order, cursor, limit).await
    }

    /// Reads all documents, in the order they were added.
    ///
    /// # Errors
    /// Storage errors.
    pub async fn all(&self) -> Result<Vec<Document>> {
        let (mut all, mut cursor) = self.list(None, 500).await?;
        while cursor.is_some() {
            let (documents, next) = self.list(cursor, 500).await?;
            all.extend(documents);
            cursor = next;
        }
        Ok(all)
    }

    /// Reads the canonical text and the structure of a document.
    ///
    /// # Errors
    /// `not_found`, and storage errors.
    pub async fn text(&self, id: &DocumentId) -> Result<ParsedDocument> {
        self.read().await?;
        self.repository().text(id).await
    }

    /// Reads the file as it was added.
    ///
    /// # Errors
    /// `not_found`, `corrupt` when the file on disk was altered, and storage errors.
    pub async fn original(&self, id: &DocumentId) -> Result<Vec<u8>> {
        let document = self.get(id).await?;
        self.ingest.blobs.get(self.repository().workspace(), &document.sha256.parse()?).await
    }

    /// Finds the passages that match a query best.
    ///
    /// # Errors
    /// Storage errors; with an embedder also its own, `limit_exceeded` when it takes too long, `invalid_input`
    /// when its vectors cannot be used: then nothing of what it failed at is indexed, and the next search
    /// asks again.
    pub async fn search(&self, query: SearchQuery) -> Result<Vec<Hit>> {
        self.index().await?.search(self.repository(), query).await
    }

    /// Answers a question with the sentence of the documents that says so, or says that none does. With a language
    /// model, the answer is its own words, each sentence held to what it quotes.
    ///
    /// # Errors
    /// `invalid_input` for an empty question, and those of [`Documents::search`]; none for the sake of a model.
    pub async fn ask(&self, question: &str) -> Result<Answer> {
        self.asked(question, None, &[], self.assistant_for(|settings| settings.ask)).await
    }

    /// Answers a question from one group of documents.
    ///
    /// # Errors
    /// As [`Documents::ask`].
    pub async fn ask_in_group(&self, question: &str, group: &str) -> Result<Answer> {
        self.asked(question, Some(group), &[], self.assistant_for(|settings| settings.ask)).await
    }

    /// Answers a question from all documents but these, with the words of one of them.
    pub(crate) async fn ask_apart_from(&self, question: &str, apart: &[DocumentId]) -> Result<Answer> {
        self.asked(question, None, apart, None).await
    }

    async fn asked(
        &self,
        question: &str,
        group: Option<&str>,
        apart_from: &[DocumentId],
        assistant: Option<&Assistant>,
    ) -> Result<Answer> {
        let (index, documents) = (self.index().await?, self.repository());
        ask::ask(Asking { index: &index, documents, group, apart_from, assistant }, question).await
    }

    /// Fills a form, given as a JSON Schema, from a document: each value with the place that says so. A language model
    /// fills any form; without one, rules fill what they know of it: facts of the brief, accounts and addresses,
    /// values behind labels, rows of tables. What the document does not say is null, and told.
    ///
    /// # Errors
    /// `not_found`; `invalid_input` for what is no JSON Schema, or asks for nothing; `limit_exceeded` for one of more
    /// than 64 KiB or 500 values; storage errors. A model that fails is no error: rules stand in, with a finding.
    pub async fn extract(&self, id: &DocumentId, schema: &Value) -> Result<Extraction> {
        let document = self.get(id).await?;
        let text = self.repository().text(id).await?;
        let text = extent::understood_part(&text);
        let assistant = self.assistant_for(|settings| settings.extract);
        extract::extract(assistant, self.repository(), (&document, &text), schema).await
    }

    /// The model, where the settings let it be asked for this.
    pub(crate) fn assistant_for(&self, wanted: fn(&AssistantSettings) -> bool) -> Option<&Assistant> {
        self.assistant.as_deref().filter(|assistant| wanted(&assistant.settings))
    }

    /// Returns the present time in the time zone of the office.
    pub fn now(&self) -> jiff::civil::DateTime {
        self.ingest.now()
    }

    /// Lists what has to be done by when, over all documents, and what looks wrong.
    ///
    /// # Errors
    /// Storage errors.
    pub async fn agenda(&self) -> Result<Agenda> {
        let documents = self.all().await?;
        self.agenda_of(&documents).await
    }

    /// Lists what has to be done by when over some documents, such as those that came today.
    ///
    /// # Errors
    /// Storage errors.
    pub async fn agenda_of(&self, documents: &[Document]) -> Result<Agenda> {
        self.read().await?;
        let inputs: Vec<AgendaInput> = documents.iter().cloned().map(input).collect();
        Ok(agenda::agenda(&inputs, &self.owner_of(&inputs), self.ingest.now()))
    }

    /// Says whose office it is: as the settings say, else as the mails tell.
    ///
    /// # Errors
    /// Storage errors.
    pub async fn owner(&self) -> Result<Owner> {
        let inputs: Vec<AgendaInput> = self.all().await?.into_iter().map(input).collect();
        Ok(self.owner_of(&inputs))
    }

    fn owner_of(&self, inputs: &[AgendaInput]) -> Owner {
        self.owner.clone().unwrap_or_else(|| agenda::owner(inputs))
    }

    /// Returns the documents of a workspace as the actor of a guard sees them.
    pub(crate) fn to(&self, workspace: &WorkspaceId, guard: Guard) -> Self {
        // Whose office it is was said of the first workspace only; elsewhere the mails tell.
        let owner = self.owner.clone().filter(|_| self.repository().workspace() == workspace);
        let ingest = Arc::new(self.ingest.to(workspace.clone()));
        Self { ingest, owner, guard, ..self.clone() }
    }

    async fn read(&self) -> Result<()> {
        self.guard.enter(Permission::DocumentsRead).await.map(drop)
    }

    /// The index, for who may read what is in it.
    async fn index(&self) -> Result<Arc<LocalIndex>> {
        self.read().await?;
        self.indexes.of(self.repository().workspace())
    }

    pub(crate) fn repository(&self) -> &DocumentRepository {
        &self.ingest.repository
    }
}

/// What the agenda needs of a document.
fn input(document: Document) -> AgendaInput {
    AgendaInput {
        document: document.id,
        name: document.name,
        metadata: document.metadata,
        brief: document.brief,
        parent: document.parent,
    }
}
