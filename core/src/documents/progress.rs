//! Progress of long work: one numbered, resumable stream of events.

use std::sync::{Arc, Mutex};

use futures::stream::{self, Stream};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use crate::error::ErrorKind;
use crate::id::DocumentId;

/// One step of long work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Progress {
    /// The position in the stream, from 1: resume after the last one you saw.
    pub sequence: u64,
    /// The file.
    pub name: String,
    /// What happened.
    pub step: Step,
}

/// What happened to a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Step {
    /// Its turn has come.
    Started,
    /// It was parsed.
    Parsed {
        /// The number of pages, slides or sheets.
        pages: u32,
    },
    /// It is understood and stored.
    Stored {
        /// The document.
        document: DocumentId,
    },
    /// The same content was there already.
    Duplicate {
        /// The document that is there.
        document: DocumentId,
    },
    /// It could not be read; the other files go on.
    Failed {
        /// The kind of the error.
        kind: ErrorKind,
        /// The message.
        message: String,
    },
    /// All files are done.
    Finished,
}

/// Collects events and hands them to any number of followers.
#[derive(Debug, Clone)]
pub(crate) struct ProgressLog {
    events: Arc<Mutex<Vec<Progress>>>,
    count: Arc<watch::Sender<usize>>,
}

impl ProgressLog {
    pub(crate) fn new() -> Self {
        Self { events: Arc::default(), count: Arc::new(watch::Sender::new(0)) }
    }

    pub(crate) fn say(&self, name: &str, step: Step) {
        let mut events = self.events.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let sequence = events.len() as u64 + 1;
        events.push(Progress { sequence, name: name.to_owned(), step });
        self.count.send_replace(events.len());
    }

    /// Follows the events after a sequence; ends after [`Step::Finished`].
    pub(crate) fn follow(&self, after: u64) -> impl Stream<Item = Progress> + Send + use<> {
        let events = Arc::clone(&self.events);
        let count = self.count.subscribe();
        stream::unfold((events, count, after, false), |(events, mut count, after, ended)| async move {
            if ended {
                return None;
            }
            let wanted = usize::try_from(after).ok()?;
            count.wait_for(|count| *count > wanted).await.ok()?;
            let event =
                events.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).get(wanted).cloned()?;
            let ended = event.step == Step::Finished;
            Some((event, (events, count, after + 1, ended)))
        })
    }
}
