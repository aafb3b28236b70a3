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
    /// How many there are, and whether those are all.
    count: Arc<watch::Sender<(usize, bool)>>,
}

impl ProgressLog {
    pub(crate) fn new() -> Self {
        Self { events: Arc::default(), count: Arc::new(watch::Sender::new((0, false))) }
    }

    pub(crate) fn say(&self, name: &str, step: Step) {
        let mut events = self.events.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let sequence = events.len() as u64 + 1;
        let over = step == Step::Finished;
        events.push(Progress { sequence, name: name.to_owned(), step });
        // What a cancelled job still says comes after its end.
        self.count.send_modify(|(count, ended)| (*count, *ended) = (events.len(), *ended || over));
    }

    /// Follows the events after a sequence; ends after [`Step::Finished`], at once when that was before.
    pub(crate) fn follow(&self, after: u64) -> impl Stream<Item = Progress> + Send + use<> {
        let events = Arc::clone(&self.events);
        let count = self.count.subscribe();
        stream::unfold((events, count, after, false), |(events, mut count, after, ended)| async move {
            if ended {
                return None;
            }
            let wanted = usize::try_from(after).ok()?;
            // Who asks for what comes after the end must not wait: nothing will.
            count.wait_for(|(count, over)| *count > wanted || *over).await.ok()?;
            let event =
                events.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).get(wanted).cloned()?;
            let ended = event.step == Step::Finished;
            Some((event, (events, count, after + 1, ended)))
        })
    }
}

#[cfg(test)]
mod tests {
    use futures::StreamExt;

    use super::*;

    #[tokio::test]
    async fn who_asks_for_events_after_the_end_gets_none() {
        let log = ProgressLog::new();
        log.say("a.txt", Step::Started);
        log.say("", Step::Finished);
        for (after, expected) in [(0, vec![1, 2]), (1, vec![2]), (2, vec![]), (9, vec![])] {
            let sequences: Vec<u64> = log.follow(after).map(|event| event.sequence).collect().await;
            assert_eq!(sequences, expected, "after {after}");
        }
    }
}
