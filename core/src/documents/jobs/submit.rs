//! Hands sources in: their bytes are put away, then one commit writes the job and its work.

use std::sync::atomic::{AtomicUsize, Ordering};

use futures::stream::{self, StreamExt};
use serde::{Deserialize, Serialize};

use super::record::{Event, append, record};
use crate::audit::{AuditEntry, Guard, Target};
use crate::blobs::BlobId;
use crate::documents::ingest::Ingest;
use crate::documents::progress::Step;
use crate::documents::source::{Described, Source};
use crate::error::{Error, Result};
use crate::id::JobId;
use crate::rights::{Actor, Permission};
use crate::storage::Batch;
use crate::work::NewWork;

/// The kind of the work.
pub(super) const KIND: &str = "ingest";

/// How many sources are read at the same time.
const READING: usize = 16;
/// The largest text that lies in the work itself, which saves a write to the blobs before it is known
/// whether the text is new.
const INLINE: usize = 8 << 10;
/// How much text of one job may lie in its work.
const INLINE_ALL: usize = 16 << 20;

/// What the work of a source has to know.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Payload {
    pub(super) item: usize,
    pub(super) source: Described,
    pub(super) content: Stowed,
    /// Who handed it in, whose rights hold when it is done too.
    pub(super) actor: Actor,
    /// Whether the stream says already that its turn has come.
    #[serde(default)]
    pub(super) started: bool,
}

/// Where the bytes of a source are.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Stowed {
    Text(String),
    Blob(BlobId),
}

impl Payload {
    /// Returns the source as it was handed in, but for where its bytes are.
    pub(super) fn source(&self) -> Source {
        match self.content.clone() {
            Stowed::Text(text) => self.source.clone().with_bytes(text.into_bytes()),
            Stowed::Blob(blob) => self.source.clone().with_blob(blob),
        }
    }

    pub(super) fn json(&self) -> Result<serde_json::Value> {
        serde_json::to_value(self)
            .map_err(|error| Error::internal("the work of a source cannot be written").with_source(error))
    }

    pub(super) fn event(&self, step: Step) -> Event {
        Event { item: self.item, name: self.source.shown().to_owned(), step }
    }
}

/// Hands sources in as a job; when this returns, no crash loses them. A source that cannot be read is told
/// of in the job.
pub(super) async fn submit(ingest: &Ingest, guard: &Guard, job: &JobId, sources: Vec<Source>) -> Result<()> {
    let scope = guard.enter(Permission::DocumentsAdd).await?;
    let actor = scope.actor().clone();
    let entry = AuditEntry::new(&scope, ingest.clock.now(), "documents.submit", Target::new("job", job));
    let entry = entry.with("sources", sources.len());
    let workspace = ingest.repository.workspace();
    let mut batch = Batch::new(workspace.clone());
    batch.appends.push(entry.append()?);
    batch.puts.push(record(workspace, job, sources.len(), ingest.clock.now())?);
    let (mut failed, inline) = (Vec::new(), AtomicUsize::new(0));
    let mut stowed = stream::iter(sources.into_iter().enumerate())
        .map(|(item, source)| stow(ingest, &inline, &actor, item, source))
        .buffered(READING);
    while let Some(stowed) = stowed.next().await {
        match stowed {
            Ok(payload) => {
                let work = NewWork { job: Some(job.clone()), ..NewWork::new(KIND, payload.json()?) };
                work.add_to(&mut batch, ingest.work_clock.now(), ingest.work_randomness.as_ref())?;
            }
            Err((item, name, error)) => {
                failed.push(Event { item, name: name.clone(), step: Step::Started });
                failed.push(Event { item, name, step: Step::failed(&error) });
            }
        }
    }
    drop(stowed);
    if !failed.is_empty() {
        batch.appends.push(append(job, 0, &failed)?);
    }
    ingest.repository.storage().commit(batch).await.map(drop)
}

/// Puts the bytes of a source where a worker finds them.
async fn stow(
    ingest: &Ingest,
    inline: &AtomicUsize,
    actor: &Actor,
    item: usize,
    source: Source,
) -> Result<Payload, (usize, String, Error)> {
    let described = source.described();
    let content = async {
        let bytes = source.read(ingest.limits.file_bytes).await?;
        let fits = bytes.len() <= INLINE && !bytes.contains(&0);
        if fits && inline.fetch_add(bytes.len(), Ordering::Relaxed) <= INLINE_ALL {
            match String::from_utf8(bytes) {
                Ok(text) => Ok(Stowed::Text(text)),
                Err(error) => put(ingest, error.into_bytes()).await,
            }
        } else {
            put(ingest, bytes).await
        }
    };
    match content.await {
        Ok(content) => Ok(Payload { item, source: described, content, actor: actor.clone(), started: false }),
        Err(error) => Err((item, described.shown().to_owned(), error)),
    }
}

async fn put(ingest: &Ingest, bytes: Vec<u8>) -> Result<Stowed> {
    Ok(Stowed::Blob(ingest.blobs.put(ingest.repository.workspace(), bytes).await?))
}
