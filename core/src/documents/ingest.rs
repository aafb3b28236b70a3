//! Ingest: read → detect → parse (isolated) → OCR → understand → store, whole or not at all.

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use jiff::civil::DateTime;
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use crate::audit::{AuditEntry, Target};
use crate::blobs::Blobs;
use crate::clock::Clock;
use crate::documents::arrivals::Arrivals;
use crate::documents::extent;
use crate::documents::file_parser::{self, FileParsers};
use crate::documents::grounded::{self, Assistant};
use crate::documents::isolation::ParserProgram;
use crate::documents::model::ParsedDocument;
use crate::documents::ocr::{self, Ocr};
use crate::documents::parse;
use crate::documents::progress::Step;
use crate::documents::record::{Document, DocumentRepository, READER_VERSION};
use crate::documents::source::Source;
use crate::documents::understand::{Context, understand};
use crate::error::{Error, ErrorKind, Result};
use crate::id::{DocumentId, Randomness, WorkspaceId};
use crate::rights::Scope;
use crate::settings::Limits;
use crate::storage::{Append, Batch};

/// How deep attachments may hold attachments.
const ATTACHMENT_DEPTH: u32 = 3;

/// Everything that ingest needs.
#[derive(Debug, Clone)]
pub(crate) struct Ingest {
    pub(crate) repository: DocumentRepository,
    pub(crate) blobs: Arc<dyn Blobs>,
    pub(crate) clock: Arc<dyn Clock>,
    /// Tells when work is due: a pretended day must not stop it.
    pub(crate) work_clock: Arc<dyn Clock>,
    pub(crate) randomness: Arc<dyn Randomness>,
    /// Makes the ids of work, which are no part of what a replay compares and must sort by their order.
    pub(crate) work_randomness: Arc<dyn Randomness>,
    pub(crate) limits: Limits,
    pub(crate) time_zone: jiff::tz::TimeZone,
    /// What the application reads itself.
    pub(crate) file_parsers: Arc<FileParsers>,
    pub(crate) parser: Option<Arc<ParserProgram>>,
    pub(crate) ocr: Option<Arc<dyn Ocr>>,
    /// One permit per file that is parsed at the same time: bounds memory and CPU.
    pub(crate) permits: Arc<Semaphore>,
    /// The language model that reads what was parsed, if there is one and it is to.
    pub(crate) assistant: Option<Arc<Assistant>>,
    /// Who is told of new documents.
    pub(crate) arrivals: Arc<dyn Arrivals>,
}

/// How a source comes to its end.
#[async_trait]
pub(crate) trait Ending: Send + Sync {
    /// Its turn has come.
    fn begun(&self) {}

    /// Commits its documents together with what is told of it.
    async fn end(&self, batch: Batch, pages: Option<u32>, last: Step) -> Result<()>;
}

/// The end of a source whose caller waits: its documents are committed, nothing is told.
pub(crate) struct Direct<'a>(pub(crate) &'a DocumentRepository);

#[async_trait]
impl Ending for Direct<'_> {
    async fn end(&self, batch: Batch, _: Option<u32>, _: Step) -> Result<()> {
        if batch.puts.is_empty() { Ok(()) } else { self.0.storage().commit(batch).await.map(drop) }
    }
}

/// A file on its way into storage, with the files inside it.
struct Prepared {
    document: Document,
    content_key: String,
    text: ParsedDocument,
    bytes: Vec<u8>,
}

impl Ingest {
    /// Returns the same for another workspace; files are parsed under the same permits.
    pub(crate) fn to(&self, workspace: WorkspaceId) -> Self {
        let storage = Arc::clone(self.repository.storage());
        Self { repository: DocumentRepository::new(storage, workspace), ..self.clone() }
    }

    /// Adds one source; content that is there already is returned as it is.
    pub(crate) async fn add(&self, scope: &Scope, source: &Source, ending: &dyn Ending) -> Result<Document> {
        let name = source.key().unwrap_or(source.name()).to_owned();
        let permit =
            self.permits.acquire().await.map_err(|error| {
                Error::unavailable("the office is closing").about(&name).with_source(error)
            })?;
        ending.begun();
        let bytes = match source.blob() {
            Some(blob) => self.blobs.get(self.repository.workspace(), blob).await?,
            None => source.read(self.limits.file_bytes).await?,
        };
        let sha256 = digest(&bytes);
        let content_key = content_key(&sha256, source.group(), source.key());
        if let Some(document) = self.stored(&content_key).await? {
            return self.known(document, ending).await;
        }
        let place = Place {
            name: &name,
            file_name: source.name(),
            group: source.group(),
            order: source.order(),
            parent: None,
            depth: 0,
        };
        let mut prepared = Vec::new();
        self.prepare(bytes, sha256, content_key, place, &mut prepared).await?;
        // Who waits for a model needs no processor.
        drop(permit);
        self.read_by_model(&mut prepared).await?;
        self.store(scope, prepared, source.blob().is_some(), &name, ending).await
    }

    /// Ends a source whose content is there already.
    async fn known(&self, document: Document, ending: &dyn Ending) -> Result<Document> {
        let batch = Batch::new(self.repository.workspace().clone());
        ending.end(batch, None, Step::Duplicate { document: document.id.clone() }).await?;
        Ok(document)
    }

    /// Says which time it is in the office.
    pub(crate) fn now(&self) -> DateTime {
        self.clock.now().to_zoned(self.time_zone.clone()).datetime()
    }

    async fn stored(&self, content_key: &str) -> Result<Option<Document>> {
        Ok(self.repository.find_by("content_key", content_key, 1).await?.into_iter().next())
    }

    async fn prepare(
        &self,
        bytes: Vec<u8>,
        sha256: String,
        content_key: String,
        place: Place<'_>,
        prepared: &mut Vec<Prepared>,
    ) -> Result<DocumentId> {
        let id = DocumentId::new(self.clock.now(), self.randomness.as_ref());
        let (mut text, bytes) = self.parse(bytes, place.file_name).await?;
        if let Some(ocr) = self.ocr.as_ref().filter(|_| !text.images.is_empty()) {
            let budget = ocr::budget(&self.limits, text.images.len());
            text = ocr::apply_ocr(text, ocr.as_ref(), &budget).await;
        }
        text.images = Vec::new();
        text.notes.extend(extent::note(&text));
        let inner = std::mem::take(&mut text.attachments);
        let context = Context { document: id.clone(), name: place.name.to_owned(), now: self.now() };
        let (text, brief) = run_blocking(place.name, move || {
            let brief = understand(&extent::understood_part(&text), &context);
            (text, brief)
        })
        .await?;
        let mut attachments = Vec::new();
        let at = prepared.len();
        for attachment in inner.into_iter().filter(|attachment| !attachment.inline) {
            let sha256 = digest(&attachment.bytes);
            let content_key = self::content_key(&sha256, place.group, None);
            if let Some(known) = prepared.iter().find(|other| other.content_key == content_key) {
                attachments.push(known.document.id.clone());
                continue;
            }
            if let Some(known) = self.stored(&content_key).await? {
                attachments.push(known.id);
                continue;
            }
            if place.depth >= ATTACHMENT_DEPTH {
                continue;
            }
            let inside = Place {
                name: &attachment.name,
                file_name: &attachment.name,
                group: place.group,
                order: place.order,
                parent: Some(id.clone()),
                depth: place.depth + 1,
            };
            // An attachment that cannot be read is noted by the missing child; the mail itself is whole.
            match Box::pin(self.prepare(attachment.bytes, sha256, content_key, inside, prepared)).await {
                Ok(child) => attachments.push(child),
                Err(error) => tracing::warn!(kind = %error.kind(), "an attachment was not read"),
            }
        }
        let document = Document {
            id: id.clone(),
            name: place.name.to_owned(),
            format: text.format,
            bytes: bytes.len() as u64,
            sha256,
            group: place.group.map(str::to_owned),
            order: place.order,
            parent: place.parent,
            attachments,
            metadata: text.metadata.clone(),
            pages: text.pages,
            notes: text.notes.clone(),
            brief,
            added: self.clock.now().to_string(),
            reader_version: READER_VERSION,
        };
        prepared.insert(at, Prepared { document, content_key, text, bytes });
        Ok(id)
    }

    async fn parse(&self, bytes: Vec<u8>, name: &str) -> Result<(ParsedDocument, Vec<u8>)> {
        if let Some(file) = self.file_parsers.read(&bytes, name, &self.limits).await? {
            let (limits, owned) = (self.limits, name.to_owned());
            let document = run_blocking(name, move || file_parser::document(file, &owned, &limits)).await?;
            return Ok((document?, bytes));
        }
        match &self.parser {
            Some(program) => Ok((program.parse(&bytes, name, &self.limits, None).await?, bytes)),
            None => {
                let (limits, owned) = (self.limits, name.to_owned());
                let (result, bytes) =
                    run_blocking(name, move || (parse(&bytes, &owned, &limits), bytes)).await?;
                Ok((result?, bytes))
            }
        }
    }

    /// Lets the language model read what was prepared, before it is stored: once for each content, and never in the
    /// way of storing it.
    async fn read_by_model(&self, prepared: &mut [Prepared]) -> Result<()> {
        let Some(assistant) = &self.assistant else { return Ok(()) };
        let (storage, workspace) = (self.repository.storage(), self.repository.workspace());
        for item in prepared {
            let rules = std::mem::take(&mut item.document.brief);
            let text = extent::understood_part(&item.text);
            let document = (&item.document.id, text.as_ref());
            item.document.brief = grounded::brief(assistant, storage, workspace, document, rules).await?;
        }
        Ok(())
    }

    async fn store(
        &self,
        scope: &Scope,
        prepared: Vec<Prepared>,
        stowed: bool,
        name: &str,
        ending: &dyn Ending,
    ) -> Result<Document> {
        let mut rows = Vec::with_capacity(prepared.len());
        for (at, item) in prepared.into_iter().enumerate() {
            if at > 0 || !stowed {
                self.blobs.put(self.repository.workspace(), item.bytes).await?;
            }
            rows.push((item.document, item.content_key, item.text));
        }
        while let Some((first, ..)) = rows.first() {
            let last = Step::Stored { document: first.id.clone() };
            let mut batch = self.repository.batch(&rows, self.entries(scope, &rows)?)?;
            let documents: Vec<&Document> = rows.iter().map(|(document, ..)| document).collect();
            self.arrivals.arriving(&documents, &mut batch).await?;
            let error = match ending.end(batch, Some(first.pages), last).await {
                Ok(()) => break,
                Err(error) if error.kind() == ErrorKind::Conflict => error,
                Err(error) => return Err(error.about(name)),
            };
            // Somebody added the same content meanwhile: this file, or an attachment that two mails share.
            let Some((_, content_key, _)) = rows.first() else { break };
            if let Some(known) = self.stored(content_key).await? {
                return self.known(known, ending).await;
            }
            if !self.link_known(&mut rows).await? {
                return Err(error.about(name));
            }
        }
        let first = rows.into_iter().next().map(|(document, ..)| document);
        first.ok_or_else(|| Error::internal("nothing was read").about(name))
    }

    /// What the audit says of new documents: their ids and sizes.
    fn entries(&self, scope: &Scope, rows: &[(Document, String, ParsedDocument)]) -> Result<Vec<Append>> {
        let entry = |document: &Document| {
            let target = Target::new("document", &document.id);
            let entry = AuditEntry::new(scope, self.clock.now(), "documents.add", target);
            let entry = entry.with("bytes", document.bytes).with("sha256", document.sha256.as_str());
            match &document.brief.model {
                Some(used) => entry.with("model", used.model.as_str()).append(),
                None => entry.append(),
            }
        };
        rows.iter().map(|(document, ..)| entry(document)).collect()
    }

    /// Replaces attachments that are stored by now with what is stored; says whether there was one.
    async fn link_known(&self, rows: &mut Vec<(Document, String, ParsedDocument)>) -> Result<bool> {
        let mut known = HashMap::new();
        for (document, content_key, _) in rows.iter() {
            if let Some(stored) = self.stored(content_key).await? {
                known.insert(document.id.clone(), stored.id);
            }
        }
        rows.retain(|(document, ..)| !known.contains_key(&document.id));
        for (document, ..) in rows.iter_mut() {
            for attachment in &mut document.attachments {
                if let Some(stored) = known.get(attachment) {
                    *attachment = stored.clone();
                }
            }
        }
        Ok(!known.is_empty())
    }
}

/// Where a file comes from.
struct Place<'a> {
    name: &'a str,
    file_name: &'a str,
    group: Option<&'a str>,
    order: u64,
    parent: Option<DocumentId>,
    depth: u32,
}

async fn run_blocking<T: Send + 'static>(name: &str, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        Error::internal("reading failed inside this library; please report the file")
            .about(name)
            .with_source(error)
    })
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Equal content is one document, unless its group or its key sets it apart.
fn content_key(sha256: &str, group: Option<&str>, key: Option<&str>) -> String {
    match (group, key) {
        (None, None) => sha256.to_owned(),
        _ => format!("{sha256}/{}/{}", group.unwrap_or_default(), key.unwrap_or_default()),
    }
}
