//! The office: the only place where the parts are joined.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use crate::blobs::{Blobs, ObjectBlobs};
use crate::clock::{Clock, SystemClock};
use crate::communications::{Communications, DRAFTS};
use crate::documents::file_parser::{FileParser, FileParsers};
use crate::documents::index::LocalIndex;
use crate::documents::ingest::Ingest;
use crate::documents::isolation::ParserProgram;
use crate::documents::jobs::{Hub, IngestHandler};
use crate::documents::ocr::{Ocr, Tesseract};
use crate::documents::{DOCUMENT_TEXTS, DOCUMENTS, DocumentRepository, Documents, JOBS};
use crate::error::{Error, ErrorKind, Result};
use crate::id::{Randomness, SystemRandomness, WorkspaceId};
use crate::queue::LocalQueue;
use crate::search::{CheckedEmbedder, Embedder};
use crate::settings::{Isolation, Settings};
use crate::storage::sqlite::Sqlite;
use crate::storage::{Collection, Storage};
use crate::work::{Background, Handler, WORK, Worker, WorkerOptions};

/// All collections of an office.
const COLLECTIONS: [Collection; 5] = [DOCUMENTS, DOCUMENT_TEXTS, DRAFTS, JOBS, WORK];

/// How long the work of an office that is closed may go on.
const GRACE: Duration = Duration::from_secs(2);

/// An office: documents go in; facts, answers and drafts come out. Clones share the same office.
#[derive(Debug, Clone)]
pub struct Office {
    storage: Arc<dyn Storage>,
    documents: Documents,
    communications: Communications,
}

/// Chooses the parts of an office; what is not chosen is the embedded default.
#[derive(Debug, Default)]
pub struct OfficeBuilder {
    settings: Settings,
    folder: Option<PathBuf>,
    storage: Option<Arc<dyn Storage>>,
    blobs: Option<Arc<dyn Blobs>>,
    clock: Option<Arc<dyn Clock>>,
    randomness: Option<Arc<dyn Randomness>>,
    ocr: Option<Arc<dyn Ocr>>,
    file_parsers: Vec<Arc<dyn FileParser>>,
    embedder: Option<Arc<dyn Embedder>>,
}

impl Office {
    /// Opens the office in a folder, which is made if it is not there: SQLite, files in a folder, no key.
    ///
    /// # Errors
    /// Errors name the folder: `denied` when it may not be written, `unsupported` when a newer release
    /// wrote it, `corrupt` when its database is damaged.
    pub async fn open(folder: impl AsRef<Path>) -> Result<Self> {
        Self::builder().folder(folder.as_ref()).build().await
    }

    /// Opens an office that lives in memory only.
    ///
    /// # Errors
    /// `internal` when the database cannot be made.
    pub async fn in_memory() -> Result<Self> {
        Self::builder().build().await
    }

    /// Chooses the parts of an office.
    pub fn builder() -> OfficeBuilder {
        OfficeBuilder::default()
    }

    /// Returns the documents.
    pub fn documents(&self) -> &Documents {
        &self.documents
    }

    /// Returns the communications.
    pub fn communications(&self) -> &Communications {
        &self.communications
    }

    /// Gives work that is not finished back, finishes what is being written and closes the office. Jobs go
    /// on when it is opened again.
    ///
    /// # Errors
    /// Storage errors.
    pub async fn close(self) -> Result<()> {
        self.documents.work.stop().await;
        self.documents.hub.close();
        self.storage.close().await
    }
}

impl OfficeBuilder {
    /// Sets the plain-data settings.
    #[must_use]
    pub fn settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Keeps everything in this folder; without one, everything is in memory.
    #[must_use]
    pub fn folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.folder = Some(folder.into());
        self
    }

    /// Uses this database; it must know [`OfficeBuilder::collections`].
    #[must_use]
    pub fn storage(mut self, storage: Arc<dyn Storage>) -> Self {
        self.storage = Some(storage);
        self
    }

    /// Uses this store for files.
    #[must_use]
    pub fn blobs(mut self, blobs: Arc<dyn Blobs>) -> Self {
        self.blobs = Some(blobs);
        self
    }

    /// Uses this clock.
    #[must_use]
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = Some(clock);
        self
    }

    /// Uses this randomness.
    #[must_use]
    pub fn randomness(mut self, randomness: Arc<dyn Randomness>) -> Self {
        self.randomness = Some(randomness);
        self
    }

    /// Reads scanned pages with this engine.
    #[must_use]
    pub fn ocr(mut self, ocr: Arc<dyn Ocr>) -> Self {
        self.ocr = Some(ocr);
        self
    }

    /// Reads files of this parser's endings with it, before the built-in parsers look at them. Of several
    /// parsers for one ending the one that was added first is asked first.
    #[must_use]
    pub fn file_parser(mut self, parser: Arc<dyn FileParser>) -> Self {
        self.file_parsers.push(parser);
        self
    }

    /// Compares passages and queries by this model's vectors in place of the built-in model's. Another one
    /// than before makes the search index anew, at the next search.
    #[must_use]
    pub fn embedder(mut self, embedder: Arc<dyn Embedder>) -> Self {
        self.embedder = Some(embedder);
        self
    }

    /// Returns the collections that a database of an office must declare.
    pub fn collections() -> &'static [Collection] {
        &COLLECTIONS
    }

    /// Opens the office.
    ///
    /// # Errors
    /// As [`Office::open`]; `invalid_input` for an unknown time zone, and for an embedder without a name or
    /// with too many dimensions.
    pub async fn build(self) -> Result<Office> {
        let Self { settings, folder, storage, blobs, clock, randomness, ocr, file_parsers, embedder } = self;
        if let Some(folder) = &folder {
            tokio::fs::create_dir_all(folder).await.map_err(|error| unusable(folder, error))?;
        }
        let storage: Arc<dyn Storage> = match (storage, &folder) {
            (Some(storage), _) => storage,
            (None, Some(folder)) => {
                Arc::new(Sqlite::open(&folder.join("office.sqlite"), &COLLECTIONS).await?)
            }
            (None, None) => Arc::new(Sqlite::memory(&COLLECTIONS).await?),
        };
        let clock = clock.unwrap_or_else(|| Arc::new(SystemClock));
        let randomness = randomness.unwrap_or_else(|| Arc::new(SystemRandomness));
        let blobs: Arc<dyn Blobs> = match (blobs, &folder) {
            (Some(blobs), _) => blobs,
            (None, Some(folder)) => {
                Arc::new(ObjectBlobs::folder(&folder.join("blobs"), Arc::clone(&randomness))?)
            }
            (None, None) => Arc::new(ObjectBlobs::memory(Arc::clone(&randomness))),
        };
        let workspace = WorkspaceId::default_workspace();
        let embedder =
            embedder.map(|embedder| CheckedEmbedder::new(embedder, &settings.limits)).transpose()?;
        let index = folder.as_ref().map(|folder| folder.join("index").join(workspace.as_str()));
        let index = LocalIndex::open(index.as_deref(), embedder)?;
        let parser = match &settings.isolation {
            None | Some(Isolation::InProcess) => None,
            Some(Isolation::Program { path }) => Some(ParserProgram::new(path.clone())),
        };
        let ocr = ocr.or_else(|| {
            settings.tesseract.clone().map(|path| Arc::new(Tesseract::new(path)) as Arc<dyn Ocr>)
        });
        let parallel = settings.parallel.unwrap_or_else(processors).max(1);
        let ingest = Ingest {
            repository: DocumentRepository::new(Arc::clone(&storage), workspace.clone()),
            blobs,
            clock: Arc::clone(&clock),
            work_clock: Arc::new(SystemClock),
            randomness: Arc::clone(&randomness),
            work_randomness: Arc::new(SystemRandomness),
            limits: settings.limits,
            time_zone: time_zone(settings.time_zone.as_deref())?,
            file_parsers: FileParsers::new(file_parsers),
            parser,
            ocr,
            permits: Semaphore::new(parallel),
        };
        let (ingest, hub) = (Arc::new(ingest), Arc::new(Hub::new()));
        let work = Arc::new(Background::start(worker(&ingest, &hub, settings.workers, parallel)));
        let documents = Documents { ingest, index: Arc::new(index), owner: settings.owner, hub, work };
        let communications =
            Communications::new(documents.clone(), Arc::clone(&storage), workspace, clock, randomness);
        Ok(Office { storage, documents, communications })
    }
}

/// The worker of an office, unless others do its work.
fn worker(ingest: &Arc<Ingest>, hub: &Arc<Hub>, slots: Option<usize>, parallel: usize) -> Option<Worker> {
    let defaults = WorkerOptions::default();
    let slots = slots.unwrap_or(defaults.slots);
    let handler = IngestHandler { ingest: Arc::clone(ingest), hub: Arc::clone(hub) };
    // One after the other keeps the order of the files, so that a replay makes the same ids.
    let in_order = (parallel == 1).then(|| (handler.kind().to_owned(), 1));
    let per_kind = in_order.into_iter().collect();
    let options = WorkerOptions { slots, per_kind, attempts: 4, grace: GRACE, ..defaults };
    (slots > 0).then(|| {
        Worker::new(
            Arc::clone(ingest.repository.storage()),
            Arc::new(LocalQueue::new()),
            Arc::clone(&ingest.work_clock),
            Arc::clone(&ingest.work_randomness),
            vec![Arc::new(handler)],
            options,
        )
    })
}

fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get)
}

fn time_zone(name: Option<&str>) -> Result<jiff::tz::TimeZone> {
    match name {
        None => Ok(jiff::tz::TimeZone::UTC),
        Some(name) => jiff::tz::TimeZone::get(name).map_err(|error| {
            Error::invalid_input(format!("{name} is not a time zone of the IANA database")).with_source(error)
        }),
    }
}

fn unusable(folder: &Path, error: std::io::Error) -> Error {
    let kind = match error.kind() {
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => ErrorKind::Denied,
        std::io::ErrorKind::StorageFull => ErrorKind::Unavailable,
        _ => ErrorKind::InvalidInput,
    };
    Error::new(kind, "this folder cannot hold an office; choose one that may be written")
        .about(folder.display())
        .with_source(error)
}
