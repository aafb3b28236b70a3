//! The methods of the documents.

use schemars::JsonSchema;
use secretariat::documents::progress::Progress;
use secretariat::documents::{Agenda, Answer, Document, DocumentOrder, Extraction, Outcome, ParsedDocument};
use secretariat::id::{DocumentId, JobId};
use secretariat::search::{Hit, SearchQuery};
use secretariat::settings::Owner;
use secretariat::{Office, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::page_size;
use crate::failure::Failure;
use crate::jobs::JobHandle;
use crate::message::Buffer;
use crate::method::{Method, Start};
use crate::source::Source;

/// Adds a file and waits until it is understood. Content that is there already is not added again: its
/// document is returned.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Add {
    /// What to read.
    source: Source,
}

impl Method for Add {
    const NAME: &'static str = "documents.add";
    type Output = Document;

    async fn run(self, office: Office) -> Result<Document> {
        office.documents().add(self.source.try_into()?).await
    }
}

/// Adds many files in the background; one that fails does not stop the others.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Submit {
    /// What to read.
    sources: Vec<Source>,
}

/// What became of one file.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FileOutcome {
    /// The file's name.
    name: String,
    /// Its document, if it could be read.
    document: Option<Document>,
    /// Why not, if it could not.
    error: Option<Failure>,
}

impl From<Outcome> for FileOutcome {
    fn from(outcome: Outcome) -> Self {
        match outcome.result {
            Ok(document) => Self { name: outcome.name, document: Some(document), error: None },
            Err(error) => Self { name: outcome.name, document: None, error: Some(error.into()) },
        }
    }
}

impl Start for Submit {
    const NAME: &'static str = "documents.submit";
    type Event = Progress;
    type Outcome = Vec<FileOutcome>;

    fn run(self, office: Office) -> Result<JobHandle> {
        let sources = self.sources.into_iter().map(TryInto::try_into).collect::<Result<Vec<_>>>()?;
        Ok(JobHandle::started::<FileOutcome>(office.documents().submit(sources)))
    }
}

/// Follows a job that was submitted before, here or in another process, from its beginning.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FollowJob {
    /// The job.
    id: JobId,
}

impl Start for FollowJob {
    const NAME: &'static str = "documents.job";
    type Event = Progress;
    type Outcome = Vec<FileOutcome>;

    fn run(self, office: Office) -> Result<JobHandle> {
        let id = self.id.clone();
        Ok(JobHandle::found::<FileOutcome>(id, async move { office.documents().job(&self.id).await }))
    }
}

/// Reads a document.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Get {
    /// The document.
    id: DocumentId,
}

impl Method for Get {
    const NAME: &'static str = "documents.get";
    const BRIEF: bool = true;
    type Output = Document;

    async fn run(self, office: Office) -> Result<Document> {
        office.documents().get(&self.id).await
    }
}

/// Finds a document by its id or its name; of several with one name, the newest.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Find {
    /// The id or the name.
    id_or_name: String,
}

impl Method for Find {
    const NAME: &'static str = "documents.find";
    type Output = Document;

    async fn run(self, office: Office) -> Result<Document> {
        office.documents().find(&self.id_or_name).await
    }
}

/// Reads one page of documents, oldest first unless `order` says otherwise.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct List {
    /// In which order they were added.
    #[serde(default)]
    order: DocumentOrder,
    /// The cursor of the page, which is of the same order; without it, the first one.
    #[serde(default)]
    cursor: Option<String>,
    /// The most documents of the page.
    #[serde(default = "page_size")]
    limit: usize,
}

/// A page of documents.
#[derive(Serialize, JsonSchema)]
pub(crate) struct DocumentPage {
    /// The documents.
    documents: Vec<Document>,
    /// The cursor of the next page, if there is one.
    cursor: Option<String>,
}

impl Method for List {
    const NAME: &'static str = "documents.list";
    type Output = DocumentPage;

    async fn run(self, office: Office) -> Result<DocumentPage> {
        let (documents, cursor) = office.documents().list_in(self.order, self.cursor, self.limit).await?;
        Ok(DocumentPage { documents, cursor })
    }
}

/// Reads all documents, in the order they were added.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct All {}

impl Method for All {
    const NAME: &'static str = "documents.all";
    type Output = Vec<Document>;

    async fn run(self, office: Office) -> Result<Vec<Document>> {
        office.documents().all().await
    }
}

/// Reads the canonical text and the structure of a document.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Text {
    /// The document.
    id: DocumentId,
}

impl Method for Text {
    const NAME: &'static str = "documents.text";
    type Output = ParsedDocument;

    async fn run(self, office: Office) -> Result<ParsedDocument> {
        office.documents().text(&self.id).await
    }
}

/// Reads the file as it was added.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Original {
    /// The document.
    id: DocumentId,
}

impl Method for Original {
    const NAME: &'static str = "documents.original";
    type Output = Buffer;

    async fn run(self, office: Office) -> Result<Buffer> {
        office.documents().original(&self.id).await.map(Buffer)
    }
}

/// Finds the passages that match a query best.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Search {
    /// What to look for.
    query: SearchQuery,
}

impl Method for Search {
    const NAME: &'static str = "documents.search";
    type Output = Vec<Hit>;

    async fn run(self, office: Office) -> Result<Vec<Hit>> {
        office.documents().search(self.query).await
    }
}

/// Answers a question with the sentence of the documents that says so, or says that none does.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ask {
    /// The question.
    question: String,
    /// The group of documents to look in; without it, all.
    #[serde(default)]
    group: Option<String>,
}

impl Method for Ask {
    const NAME: &'static str = "documents.ask";
    type Output = Answer;

    async fn run(self, office: Office) -> Result<Answer> {
        match &self.group {
            Some(group) => office.documents().ask_in_group(&self.question, group).await,
            None => office.documents().ask(&self.question).await,
        }
    }
}

/// Fills a form, given as a JSON Schema, from a document: each value with the place that says so. A language model
/// fills any form; without one, rules fill what they know. What the document does not say is null, and told.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Extract {
    /// The document.
    id: DocumentId,
    /// The JSON Schema of the form.
    schema: Value,
}

impl Method for Extract {
    const NAME: &'static str = "documents.extract";
    type Output = Extraction;

    async fn run(self, office: Office) -> Result<Extraction> {
        office.documents().extract(&self.id, &self.schema).await
    }
}

/// Lists what has to be done by when: deadlines, tasks and questions, what looks wrong, and which messages
/// wait for an answer.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReadAgenda {
    /// The documents to look at, such as those that came today; without it, all.
    #[serde(default)]
    documents: Option<Vec<DocumentId>>,
}

impl Method for ReadAgenda {
    const NAME: &'static str = "documents.agenda";
    type Output = Agenda;

    async fn run(self, office: Office) -> Result<Agenda> {
        let Some(ids) = self.documents else { return office.documents().agenda().await };
        let mut documents = Vec::with_capacity(ids.len());
        for id in &ids {
            documents.push(office.documents().get(id).await?);
        }
        office.documents().agenda_of(&documents).await
    }
}

/// Says whose office it is: as the settings say, else as the mails tell.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReadOwner {}

impl Method for ReadOwner {
    const NAME: &'static str = "documents.owner";
    type Output = Owner;

    async fn run(self, office: Office) -> Result<Owner> {
        office.documents().owner().await
    }
}
