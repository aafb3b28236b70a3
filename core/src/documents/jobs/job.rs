//! A job as its owner holds it.

use std::sync::Arc;

use futures::stream::{self, Stream, StreamExt, TryStreamExt};

use super::follow::Followed;
use super::submit::submit;
use crate::documents::progress::{Progress, Step};
use crate::documents::record::Document;
use crate::documents::source::Source;
use crate::error::{Error, Result};
use crate::id::JobId;

/// How many documents are read at the same time for the outcome.
const READING: usize = 16;

/// Files on their way into the office. Dropping it leaves them on their way.
#[derive(Debug)]
pub struct Job {
    followed: Arc<Followed>,
}

/// Follows a job and can cancel it, while somebody else waits for its outcome.
#[derive(Debug, Clone)]
pub struct JobFollower {
    followed: Arc<Followed>,
}

/// What became of one file.
#[derive(Debug)]
pub struct Outcome {
    /// The file's name.
    pub name: String,
    /// The document, or why there is none.
    pub result: Result<Document>,
}

impl Job {
    /// Takes over a job that is stored.
    pub(crate) fn of(followed: Followed) -> Self {
        Self { followed: Arc::new(followed) }
    }

    /// Hands sources in, in the background.
    pub(crate) fn submit(followed: Followed, sources: Vec<Source>) -> Self {
        let job = Self::of(followed);
        let followed = Arc::clone(&job.followed);
        tokio::spawn(async move {
            let outcome = submit(&followed.ingest, &followed.guard, &followed.id, sources).await;
            followed.submitted(&outcome);
            followed.work.nudge();
        });
        job
    }

    /// Returns the id, by which the job can be followed again later, and by another process.
    pub fn id(&self) -> &JobId {
        &self.followed.id
    }

    /// Waits until all files are handed in: from then on the work survives this process.
    ///
    /// # Errors
    /// Storage errors; then nothing was handed in.
    pub async fn accepted(&self) -> Result<()> {
        self.followed.accepted().await
    }

    /// Follows the progress from the event after `sequence`; 0 starts at the beginning.
    pub fn progress(&self, after: u64) -> impl Stream<Item = Progress> + Send + use<> {
        self.follower().progress(after)
    }

    /// Returns what follows this job apart from it.
    pub fn follower(&self) -> JobFollower {
        JobFollower { followed: Arc::clone(&self.followed) }
    }

    /// Waits until all files are done.
    ///
    /// # Errors
    /// `unavailable` when the job was cancelled or the office was closed, and storage errors.
    pub async fn wait(self) -> Result<Vec<Outcome>> {
        let followed = &self.followed;
        followed.accepted().await?;
        let mut after = 0;
        while let Some(event) = followed.next(after).await? {
            after = event.sequence;
        }
        stream::iter(followed.endings()?)
            .map(|ending| async move {
                let result = match ending.step {
                    Step::Stored { document } | Step::Duplicate { document } => {
                        // The document may be gone again; anything else is no outcome of the file.
                        match followed.ingest.repository.get(&document).await {
                            Err(error) if error.kind() != crate::ErrorKind::NotFound => return Err(error),
                            found => found,
                        }
                    }
                    Step::Failed { kind, message } => Err(Error::new(kind, message)),
                    Step::Started | Step::Parsed { .. } | Step::Finished => {
                        Err(Error::internal("a file ended without an end"))
                    }
                };
                Ok(Outcome { name: ending.name, result })
            })
            .buffered(READING)
            .try_collect()
            .await
    }
}

impl JobFollower {
    /// Follows the progress from the event after `sequence`; 0 starts at the beginning.
    pub fn progress(&self, after: u64) -> impl Stream<Item = Progress> + Send + use<> {
        let followed = Arc::clone(&self.followed);
        stream::unfold((followed, after), |(followed, after)| async move {
            let event = followed.next(after).await.ok()??;
            Some((event, (followed, after + 1)))
        })
    }

    /// Stops the job: what is stored stays, a file on its way is left out as a whole. Also the work that
    /// other processes have not done yet is removed.
    pub fn cancel(&self) {
        self.followed.cancel();
    }
}
