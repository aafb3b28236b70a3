//! The index of one workspace on disk or in memory.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use tantivy::directory::error::LockError;
use tantivy::index::SegmentId;
use tantivy::indexer::{IndexWriterOptions, NoMergePolicy};
use tantivy::schema::document::Value;
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, TantivyError};

use super::analysis::Analyzer;
use super::meaning::{Embedding, Meaning};
use super::passage::{Hit, Passage};
use super::query::SearchQuery;
use super::rank::{self, Asked};
use super::schema::{Fields, schema};
use super::vectors::StaticModel;
use super::view::View;
use crate::error::{Error, ErrorKind, Result};
use crate::evidence::Span;
use crate::id::DocumentId;

/// The search index of one workspace: derived data that follows storage's change stream.
///
/// Calls block; run them off the async threads. Reads never wait for writes. Only one process may write at a
/// time, and only while [`SearchIndex::apply`] runs: another gets `unavailable` and may retry. A process sees
/// what another one wrote after [`SearchIndex::refresh`].
pub struct SearchIndex {
    index: Index,
    reader: IndexReader,
    fields: Fields,
    meaning: Meaning,
    view: Mutex<Option<Arc<View>>>,
    writing: Mutex<()>,
    model: OnceLock<StaticModel>,
    /// The position of an index in memory, which nobody else writes; that of a folder is read.
    own_position: Option<AtomicU64>,
}

/// A change of the index.
#[derive(Debug, Clone, PartialEq)]
pub enum IndexChange {
    /// Puts a document's passages in the place of all that it had.
    Put {
        /// The document.
        document: DocumentId,
        /// All its passages.
        passages: Vec<Passage>,
        /// A vector of each passage, where the index compares by those of an embedder; otherwise none.
        embeddings: Vec<Embedding>,
    },
    /// Removes a document, from every file.
    Remove {
        /// The document.
        document: DocumentId,
    },
}

/// Memory for passages that are not yet written, in bytes.
const WRITER_MEMORY: usize = 64 << 20;

/// How often, and after which pause, a lock that another holds is asked for again.
const LOCK_TRIES: u32 = 50;
const LOCK_PAUSE: Duration = Duration::from_millis(20);

/// So many segments of about one size are merged into one.
const MERGED_AT_ONCE: usize = 8;

impl SearchIndex {
    /// Opens the index in a folder, or makes an empty one.
    ///
    /// An index that is damaged, or was made by another version or for another meaning, is emptied: its
    /// position is then 0 and it is filled again from storage.
    ///
    /// # Errors
    /// `unavailable` when the folder cannot be read or written; `invalid_input` when it holds other files.
    pub fn open(folder: &Path, meaning: &Meaning) -> Result<Self> {
        std::fs::create_dir_all(folder).map_err(|cause| unreadable(folder, cause))?;
        // Two programs may open a new office at the same time: one of them makes the index.
        let lock = std::fs::File::create(folder.with_extension("lock"));
        let lock = lock.map_err(|cause| unreadable(folder, cause))?;
        lock.lock().map_err(|cause| unreadable(folder, cause))?;
        match Index::open_in_dir(folder) {
            Ok(index) if index.schema() == schema(meaning).0 => match Self::over(index, meaning) {
                Err(error) if error.kind() == ErrorKind::Corrupt => Self::made_anew(folder, meaning),
                opened => opened,
            },
            Err(
                error @ (TantivyError::LockFailure(..)
                | TantivyError::IoError(_)
                | TantivyError::OpenDirectoryError(_)),
            ) => Err(failed(error)),
            _ => Self::made_anew(folder, meaning),
        }
    }

    /// Makes an empty index in memory.
    ///
    /// # Errors
    /// `internal` only on a defect of this library.
    pub fn in_memory(meaning: &Meaning) -> Result<Self> {
        let index = Self::over(Index::create_in_ram(schema(meaning).0), meaning)?;
        Ok(Self { own_position: Some(AtomicU64::new(0)), ..index })
    }

    fn made_anew(folder: &Path, meaning: &Meaning) -> Result<Self> {
        let entries = std::fs::read_dir(folder).map_err(|cause| unreadable(folder, cause))?;
        for entry in entries {
            let entry = entry.map_err(|cause| unreadable(folder, cause))?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            // Segment files are named by 32 hexadecimal digits; a killed process leaves a half-written `.tmp…`.
            let ours = name.starts_with(".tantivy")
                || name.starts_with(".tmp")
                || matches!(name.as_ref(), "meta.json" | ".managed.json")
                || name
                    .split('.')
                    .next()
                    .is_some_and(|stem| stem.len() == 32 && stem.bytes().all(|b| b.is_ascii_hexdigit()));
            if !ours {
                return Err(Error::invalid_input(format!(
                    "{} holds files that are not of a search index; choose an empty folder",
                    folder.display()
                )));
            }
            std::fs::remove_file(entry.path()).map_err(|cause| unreadable(folder, cause))?;
        }
        Self::over(Index::create_in_dir(folder, schema(meaning).0).map_err(failed)?, meaning)
    }

    fn over(index: Index, meaning: &Meaning) -> Result<Self> {
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(failed)?;
        let (_, fields) = schema(meaning);
        Ok(Self {
            index,
            reader,
            fields,
            meaning: meaning.clone(),
            view: Mutex::new(None),
            writing: Mutex::new(()),
            model: OnceLock::new(),
            own_position: None,
        })
    }

    /// Returns the position in the change stream that the index has reached; 0 for an empty one.
    ///
    /// # Errors
    /// `unavailable` when the folder cannot be read, `corrupt` when the index is damaged, `conflict` when
    /// another process has made it anew.
    pub fn position(&self) -> Result<u64> {
        if let Some(position) = &self.own_position {
            return Ok(position.load(Ordering::Acquire));
        }
        let metas = self.index.load_metas().map_err(failed)?;
        // Otherwise two processes with different embedders would mix their vectors.
        if metas.schema != self.index.schema() {
            return Err(Error::new(
                ErrorKind::Conflict,
                "another process has made this search index anew, for another embedder; open it again",
            ));
        }
        Ok(metas.payload.and_then(|payload| payload.parse().ok()).unwrap_or(0))
    }

    /// Makes changes and moves to `position`, all or nothing. They are found by searches that begin after.
    ///
    /// A position that the index has reached already changes nothing, so a change stream may be replayed.
    /// When the call returns, removed documents are in no file any more.
    ///
    /// # Errors
    /// `unavailable` when another process writes at this moment or the folder cannot be written, `conflict`
    /// when another process has made the index anew; `invalid_input` for a passage of another document, and
    /// for vectors that do not fit the passages and the [`Meaning`] of the index.
    pub fn apply(&self, changes: &[IndexChange], position: u64) -> Result<()> {
        let _writing = unpoisoned(&self.writing);
        if position <= self.position()? {
            return self.refresh();
        }
        let mut writer = self.writer()?;
        // Another process may have written between the look and the lock.
        if position <= self.position()? {
            drop(writer);
            return self.refresh();
        }
        let mut analyzer = Analyzer::new(self.meaning.is_built_in().then(|| self.model()));
        let mut removed = false;
        for change in changes {
            let (document, passages, embeddings): (_, &[Passage], &[Embedding]) = match change {
                IndexChange::Put { document, passages, embeddings } => (document, passages, embeddings),
                IndexChange::Remove { document } => {
                    removed = true;
                    (document, &[], &[])
                }
            };
            self.check(passages, embeddings)?;
            writer.delete_term(self.fields.document_term(document));
            let mut embeddings = embeddings.iter();
            for passage in passages {
                if passage.document != *document {
                    return Err(Error::invalid_input(
                        "a passage belongs to another document than its change",
                    ));
                }
                let record = self.fields.record(passage, embeddings.next(), &mut analyzer)?;
                writer.add_document(record).map_err(failed)?;
            }
        }
        let mut commit = writer.prepare_commit().map_err(failed)?;
        commit.set_payload(&position.to_string());
        commit.commit().map_err(failed)?;
        self.tidy(&mut writer, removed)?;
        self.finish(writer)?;
        // Only now: whoever sees it reads what was written.
        self.reach(position);
        Ok(())
    }

    /// Rewrites every part that still holds text of removed or replaced passages.
    ///
    /// # Errors
    /// As [`SearchIndex::apply`].
    pub fn purge(&self) -> Result<()> {
        let _writing = unpoisoned(&self.writing);
        let mut writer = self.writer()?;
        self.tidy(&mut writer, true)?;
        self.finish(writer)
    }

    /// Empties the index and sets its position to 0, so that it can be filled again.
    ///
    /// # Errors
    /// As [`SearchIndex::apply`].
    pub fn clear(&self) -> Result<()> {
        let _writing = unpoisoned(&self.writing);
        let mut writer = self.writer()?;
        writer.delete_all_documents().map_err(failed)?;
        let mut commit = writer.prepare_commit().map_err(failed)?;
        commit.set_payload("0");
        commit.commit().map_err(failed)?;
        self.reach(0);
        self.finish(writer)
    }

    fn reach(&self, position: u64) {
        if let Some(own) = &self.own_position {
            own.store(position, Ordering::Release);
        }
    }

    /// Makes later searches see what other processes have written.
    ///
    /// # Errors
    /// `unavailable` when the folder cannot be read.
    pub fn refresh(&self) -> Result<()> {
        self.reader.reload().map_err(failed)
    }

    /// Finds the best passages for a query, best first.
    ///
    /// An index that compares by an embedder's vectors takes the vector of [`SearchQuery::words`]; without it
    /// words alone count.
    ///
    /// # Errors
    /// `invalid_input` when the vector does not fit the [`Meaning`] of the index; `unavailable` when the
    /// index cannot be read.
    pub fn search(&self, query: &SearchQuery, embedding: Option<&Embedding>) -> Result<Vec<Hit>> {
        self.fit(embedding)?;
        let asked = match self.meaning.is_built_in() {
            true => Asked::Words(self.model()),
            false => Asked::Vector(embedding),
        };
        let view = self.view()?;
        rank::search(&view, &self.fields, asked, query)?
            .into_iter()
            .map(|found| {
                let passage = self.stored(&view, found.segment, found.doc)?;
                Ok(Hit { passage, coverage: found.coverage, score: found.score })
            })
            .collect()
    }

    /// Returns the passages of a document, in order.
    ///
    /// # Errors
    /// `unavailable` when the index cannot be read.
    pub fn passages_of(&self, document: &DocumentId) -> Result<Vec<Passage>> {
        let view = self.view()?;
        let mut passages = Vec::new();
        for segment in 0..view.segments.len() {
            for doc in view.with_term(segment, self.fields.document, document.as_str()).map_err(failed)? {
                passages.push(self.stored(&view, segment, doc)?);
            }
        }
        passages.sort_by_key(|passage: &Passage| (passage.ordinal, passage.span.start));
        Ok(passages)
    }

    /// Returns the passage of a document that holds a span, if one does.
    ///
    /// # Errors
    /// As [`SearchIndex::passages_of`].
    pub fn passage_at(&self, document: &DocumentId, span: Span) -> Result<Option<Passage>> {
        Ok(self.passages_of(document)?.into_iter().find(|passage| passage.span.contains(span)))
    }

    /// Returns the number of passages.
    ///
    /// # Errors
    /// As [`SearchIndex::search`].
    pub fn passages(&self) -> Result<u64> {
        Ok(self.reader.searcher().num_docs())
    }

    /// Checks that there is a fitting vector for each passage.
    fn check(&self, passages: &[Passage], embeddings: &[Embedding]) -> Result<()> {
        if !self.meaning.is_built_in() && embeddings.len() != passages.len() {
            let message = format!("has {} vectors for {} passages", embeddings.len(), passages.len());
            return Err(self.meaning.refused(message));
        }
        self.fit(embeddings)
    }

    /// Checks that vectors can be of the model that the index compares by.
    fn fit<'a>(&self, embeddings: impl IntoIterator<Item = &'a Embedding>) -> Result<()> {
        let fits = |embedding: &Embedding| embedding.dimensions() == self.meaning.dimensions();
        let fit = embeddings.into_iter().all(|embedding| !self.meaning.is_built_in() && fits(embedding));
        if fit { Ok(()) } else { Err(self.meaning.refused("has other vectors than those given")) }
    }

    fn model(&self) -> &StaticModel {
        self.model.get_or_init(StaticModel::new)
    }

    fn view(&self) -> Result<Arc<View>> {
        let searcher = self.reader.searcher();
        let mut view = unpoisoned(&self.view);
        match view.as_ref() {
            Some(view) if view.searcher.generation() == searcher.generation() => Ok(Arc::clone(view)),
            earlier => {
                let loaded = View::load(searcher, &self.fields, &self.meaning, earlier.map(Arc::as_ref))
                    .map_err(failed)?;
                Ok(Arc::clone(view.insert(Arc::new(loaded))))
            }
        }
    }

    fn stored(&self, view: &View, segment: usize, doc: u32) -> Result<Passage> {
        let address = tantivy::DocAddress::new(segment as u32, doc);
        let record: TantivyDocument = view.searcher.doc(address).map_err(failed)?;
        let bytes = record.get_first(self.fields.passage).and_then(|value| value.as_bytes()).unwrap_or(&[]);
        serde_json::from_slice(bytes)
            .map_err(|cause| Error::corrupt("the search index is damaged; rebuild it").with_source(cause))
    }

    fn writer(&self) -> Result<IndexWriter> {
        let options = || {
            IndexWriterOptions::builder()
                .memory_budget_per_thread(WRITER_MEMORY)
                .num_worker_threads(1)
                .num_merge_threads(1)
                .build()
        };
        // A process that is being started shares our open files, and with them a lock that we have let go, until
        // it runs its own program.
        let mut left = LOCK_TRIES;
        let writer: IndexWriter = loop {
            match self.index.writer_with_options(options()) {
                Err(TantivyError::LockFailure(LockError::LockBusy, _)) if left > 0 => {
                    left -= 1;
                    std::thread::sleep(LOCK_PAUSE);
                }
                made => break made.map_err(failed)?,
            }
        };
        // Merges happen in `tidy`, in this thread, so that none is left behind.
        writer.set_merge_policy(Box::new(NoMergePolicy));
        Ok(writer)
    }

    fn tidy(&self, writer: &mut IndexWriter, purge: bool) -> Result<()> {
        let segments = self.index.searchable_segment_metas().map_err(failed)?;
        let mut merge: BTreeSet<SegmentId> = BTreeSet::new();
        for segment in &segments {
            let (dead, all) = (segment.num_deleted_docs(), segment.max_doc());
            if dead > 0 && (purge || dead * 4 > all) {
                merge.insert(segment.id());
            }
        }
        let mut small: Vec<_> = segments.iter().filter(|segment| !merge.contains(&segment.id())).collect();
        small.sort_by_key(|segment| segment.num_docs());
        // Merge from the smallest up while the next one is not much larger than all before it together.
        let mut run = 0u64;
        let mut taken = 0;
        for segment in &small {
            let docs = u64::from(segment.num_docs());
            if taken > 0 && docs > run.max(64) * 2 {
                break;
            }
            run += docs;
            taken += 1;
        }
        if taken >= MERGED_AT_ONCE {
            merge.extend(small.iter().take(taken).map(|segment| segment.id()));
        }
        if !merge.is_empty() {
            let ids: Vec<SegmentId> = merge.into_iter().collect();
            writer.merge(&ids).wait().map_err(failed)?;
        }
        Ok(())
    }

    /// Lets readers go on to the new state and removes the files of the old one.
    fn finish(&self, writer: IndexWriter) -> Result<()> {
        self.refresh()?;
        // Files stay on disk as long as a view refers to them.
        let mut view = unpoisoned(&self.view);
        if let Some(earlier) = view.take() {
            let loaded = View::load(self.reader.searcher(), &self.fields, &self.meaning, Some(&earlier))
                .map_err(failed)?;
            drop(earlier);
            *view = Some(Arc::new(loaded));
        }
        drop(view);
        writer.garbage_collect_files().wait().map_err(failed)?;
        writer.wait_merging_threads().map_err(failed)
    }
}

impl std::fmt::Debug for SearchIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SearchIndex").finish_non_exhaustive()
    }
}

fn unpoisoned<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn unreadable(folder: &Path, cause: std::io::Error) -> Error {
    Error::unavailable(format!("the search index in {} cannot be opened", folder.display()))
        .with_source(cause)
}

pub(super) fn failed(cause: TantivyError) -> Error {
    let error = match &cause {
        TantivyError::LockFailure(LockError::LockBusy, _) => {
            Error::unavailable("another process is writing to this search index; try again")
        }
        TantivyError::LockFailure(..)
        | TantivyError::IoError(_)
        | TantivyError::OpenDirectoryError(_)
        | TantivyError::OpenReadError(_)
        | TantivyError::OpenWriteError(_) => {
            Error::unavailable("the files of the search index cannot be read or written")
        }
        TantivyError::DataCorruption(_)
        | TantivyError::IncompatibleIndex(_)
        | TantivyError::DeserializeError(_) => Error::corrupt("the search index is damaged; rebuild it"),
        _ => Error::internal("the search index failed"),
    };
    error.with_source(cause)
}
