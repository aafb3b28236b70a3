//! Keeps the local search index in step with storage: it is derived, so it may lag, but never lies.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::Mutex;

use jiff::civil::Date;

use crate::documents::facts::kind_name;
use crate::documents::passages::{PassageSource, passages};
use crate::documents::record::{DOCUMENTS, Document, DocumentRepository};
use crate::error::{Error, ErrorKind, Result};
use crate::id::DocumentId;
use crate::search::{
    CheckedEmbedder, Hit, IndexChange, Meaning, Passage, PassageFields, SearchIndex, SearchQuery,
};
use crate::storage::Change;

/// How many changes are read, and documents indexed, in one step.
const STEP: usize = 512;

/// With an embedder a step is full after so many passages: what it has worked for is soon kept.
const EMBEDDED_STEP: usize = 1_024;

/// How often, and after which pause, an index is tried again that another program writes.
const PATIENCE: u32 = 100;
const PAUSE: Duration = Duration::from_millis(50);

/// The index of one workspace in this process.
#[derive(Debug)]
pub(crate) struct LocalIndex {
    index: Arc<SearchIndex>,
    embedder: Option<CheckedEmbedder>,
    /// How many have asked that the index follows storage.
    asked: AtomicU64,
    /// Held while it does; the number of those who asked before that began.
    served: Mutex<u64>,
}

impl LocalIndex {
    /// Opens the index in a folder, or one in memory, that compares by the embedder's vectors if there is
    /// one.
    pub(crate) fn open(folder: Option<&Path>, embedder: Option<CheckedEmbedder>) -> Result<Self> {
        let built_in = Meaning::built_in();
        let meaning = embedder.as_ref().map_or(&built_in, CheckedEmbedder::meaning);
        let index = match folder {
            Some(folder) => SearchIndex::open(folder, meaning)?,
            None => SearchIndex::in_memory(meaning)?,
        };
        Ok(Self { index: Arc::new(index), embedder, asked: AtomicU64::new(0), served: Mutex::new(0) })
    }

    /// Searches everything that was stored before the call.
    pub(crate) async fn search(
        &self,
        documents: &DocumentRepository,
        query: SearchQuery,
    ) -> Result<Vec<Hit>> {
        self.follow(documents).await?;
        let words = query.words();
        let embedding = match &self.embedder {
            Some(embedder) if !words.is_empty() => embedder.embeddings(&[words]).await?.pop(),
            _ => None,
        };
        let index = Arc::clone(&self.index);
        blocking(move || index.search(&query, embedding.as_ref())).await
    }

    /// Takes in all changes of storage. Of many who ask at the same time one does it for all who asked before it
    /// began to read.
    pub(crate) async fn follow(&self, documents: &DocumentRepository) -> Result<()> {
        let own = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
        let mut served = self.served.lock().await;
        if *served >= own {
            return Ok(());
        }
        let all = self.asked.load(Ordering::SeqCst);
        self.catch_up(documents).await?;
        *served = all;
        Ok(())
    }

    async fn catch_up(&self, documents: &DocumentRepository) -> Result<()> {
        loop {
            let position = self.index.position()?;
            let changes = documents.storage().changes(documents.workspace(), position, STEP).await?;
            if changes.is_empty() {
                return Ok(());
            }
            let (mut batch, reached) = self.read(documents, changes).await?;
            if let Some(embedder) = &self.embedder {
                embed(embedder, &mut batch).await?;
            }
            self.write(batch, reached).await?;
        }
    }

    /// Takes in all changes, and rewrites what still holds words of removed documents.
    pub(crate) async fn purge(&self, documents: &DocumentRepository) -> Result<()> {
        self.follow(documents).await?;
        let mut patience = PATIENCE;
        loop {
            let index = Arc::clone(&self.index);
            match blocking(move || index.purge()).await {
                Err(error) if error.kind() == ErrorKind::Unavailable && patience > 0 => {
                    patience -= 1;
                    tokio::time::sleep(PAUSE).await;
                }
                outcome => return outcome,
            }
        }
    }

    /// Reads what changed documents hold now, up to the position where a step is full.
    async fn read(
        &self,
        documents: &DocumentRepository,
        changes: Vec<Change>,
    ) -> Result<(Vec<IndexChange>, u64)> {
        let full = if self.embedder.is_some() { EMBEDDED_STEP } else { usize::MAX };
        let (mut batch, mut reached, mut count) = (Vec::new(), 0, 0);
        // Only the last state of a document counts.
        let mut seen = HashSet::new();
        for change in changes {
            reached = change.position;
            if change.collection != DOCUMENTS.name || !seen.insert(change.id.clone()) {
                continue;
            }
            let id: DocumentId = change.id.parse()?;
            let Some(document) = documents.find(&id).await? else {
                batch.push(IndexChange::Remove { document: id });
                continue;
            };
            let text = documents.text(&id).await?;
            let passages = passages(&text, &source(document));
            count += passages.len();
            batch.push(IndexChange::Put { document: id, passages, embeddings: Vec::new() });
            if count >= full {
                break;
            }
        }
        Ok((batch, reached))
    }

    async fn write(&self, batch: Vec<IndexChange>, reached: u64) -> Result<()> {
        let batch = Arc::new(batch);
        let mut patience = PATIENCE;
        loop {
            let (index, batch) = (Arc::clone(&self.index), Arc::clone(&batch));
            match blocking(move || index.apply(&batch, reached)).await {
                // Another program on the same office writes: its work serves us too.
                Err(error) if error.kind() == ErrorKind::Unavailable && patience > 0 => {
                    patience -= 1;
                    tokio::time::sleep(PAUSE).await;
                }
                outcome => return outcome,
            }
        }
    }
}

/// Asks for the vectors of all passages.
async fn embed(embedder: &CheckedEmbedder, batch: &mut [IndexChange]) -> Result<()> {
    let mut texts = Vec::new();
    for change in batch.iter() {
        if let IndexChange::Put { passages, .. } = change {
            texts.extend(passages.iter().map(Passage::in_context));
        }
    }
    let mut all = embedder.embeddings(&texts).await?.into_iter();
    for change in batch {
        if let IndexChange::Put { passages, embeddings, .. } = change {
            *embeddings = all.by_ref().take(passages.len()).collect();
        }
    }
    Ok(())
}

/// What search should know of a document beside its text.
fn source(document: Document) -> PassageSource {
    let brief = document.brief;
    let from = document.metadata.from.first().map(|sender| {
        format!("{} {}", sender.name.as_deref().unwrap_or_default(), sender.address).trim().to_owned()
    });
    let fields = PassageFields {
        group: document.group,
        kind: Some(kind_name(brief.kind).to_owned()),
        from,
        parties: brief.parties.into_iter().map(|party| party.name).collect(),
        date: brief.date.map(|fact| days_since_1970(fact.date)),
        order: document.order,
    };
    PassageSource { document: document.id, title: brief.title, language: brief.language, fields }
}

fn days_since_1970(date: Date) -> i64 {
    let epoch = Date::constant(1970, 1, 1);
    date.since(epoch).map_or(0, |span| i64::from(span.get_days()))
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| Error::internal("the search index broke off").with_source(error))?
}
