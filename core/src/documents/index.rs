//! Keeps the local search index in step with storage: it is derived, so it may lag, but never lies.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;

use jiff::civil::Date;

use crate::documents::facts::kind_name;
use crate::documents::passages::{PassageSource, passages};
use crate::documents::record::{DOCUMENTS, Document, DocumentRepository};
use crate::error::{Error, ErrorKind, Result};
use crate::id::DocumentId;
use crate::search::{Hit, IndexChange, PassageFields, SearchIndex, SearchQuery};

/// How many changes are read, and documents indexed, in one step.
const STEP: usize = 512;

/// How often, and after which pause, an index is tried again that another program writes.
const PATIENCE: u32 = 100;
const PAUSE: Duration = Duration::from_millis(50);

/// The index of one workspace in this process.
#[derive(Debug)]
pub(crate) struct LocalIndex {
    index: Arc<SearchIndex>,
    /// Held while the index follows storage, so that searches wait for one another's work.
    following: Mutex<()>,
}

impl LocalIndex {
    pub(crate) fn new(index: SearchIndex) -> Self {
        Self { index: Arc::new(index), following: Mutex::new(()) }
    }

    /// Searches everything that was stored before the call.
    pub(crate) async fn search(
        &self,
        documents: &DocumentRepository,
        query: SearchQuery,
    ) -> Result<Vec<Hit>> {
        self.follow(documents).await?;
        let index = Arc::clone(&self.index);
        blocking(move || index.search(&query)).await
    }

    /// Takes in all changes of storage.
    pub(crate) async fn follow(&self, documents: &DocumentRepository) -> Result<()> {
        let _following = self.following.lock().await;
        let mut patience = PATIENCE;
        loop {
            let position = self.index.position()?;
            let changes = documents.storage().changes(documents.workspace(), position, STEP).await?;
            let Some(last) = changes.last().map(|change| change.position) else { return Ok(()) };
            // Only the last state of a document counts.
            let touched: HashMap<String, bool> = changes
                .into_iter()
                .filter(|change| change.collection == DOCUMENTS.name)
                .map(|change| (change.id, change.deleted))
                .collect();
            let mut batch = Vec::with_capacity(touched.len());
            for (id, deleted) in touched {
                let id: DocumentId = id.parse()?;
                let document = if deleted { None } else { documents.find(&id).await? };
                batch.push(match document {
                    None => IndexChange::Remove { document: id },
                    Some(document) => {
                        let text = documents.text(&id).await?;
                        IndexChange::Put { document: id, passages: passages(&text, &source(document)) }
                    }
                });
            }
            let index = Arc::clone(&self.index);
            match blocking(move || index.apply(&batch, last)).await {
                // Another program on the same office writes: its work serves us too.
                Err(error) if error.kind() == ErrorKind::Unavailable && patience > 0 => {
                    patience -= 1;
                    tokio::time::sleep(PAUSE).await;
                }
                outcome => outcome?,
            }
        }
    }
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
