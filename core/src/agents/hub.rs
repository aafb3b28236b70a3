//! Tells the followers of this process what happens in runs: that events were written, and the pieces of answers.
//!
//! Pieces are never stored. They are kept for the turn that is under way, numbered, so that a follower who comes
//! late or comes back reads on from where it was; what does not fit is left out, as the event brings the whole.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use tokio::sync::watch;

use crate::id::RunId;
use crate::models::Delta;

/// The most pieces of one turn that are kept.
const PIECES: usize = 16_384;

/// What is told in this process.
#[derive(Debug, Default)]
pub(crate) struct RunHub {
    topics: Mutex<HashMap<RunId, Weak<Topic>>>,
}

/// One run, as long as somebody follows or drives it.
#[derive(Debug)]
pub(super) struct Topic {
    /// Counts all that followers may hear.
    news: watch::Sender<u64>,
    /// Counts what others than the driver wrote.
    words: watch::Sender<u64>,
    /// Whether the run is over.
    over: watch::Sender<bool>,
    pieces: Mutex<Pieces>,
}

/// The pieces of the turn that is under way.
#[derive(Debug, Default)]
struct Pieces {
    turn: u64,
    deltas: Vec<Delta>,
}

impl RunHub {
    /// Returns the topic of a run.
    pub(super) fn topic(&self, run: &RunId) -> Arc<Topic> {
        let mut topics = locked(&self.topics);
        if let Some(topic) = topics.get(run).and_then(Weak::upgrade) {
            return topic;
        }
        if topics.len() >= 64 && topics.len().is_power_of_two() {
            topics.retain(|_, topic| topic.strong_count() > 0);
        }
        let topic = Arc::new(Topic {
            news: watch::Sender::new(0),
            words: watch::Sender::new(0),
            over: watch::Sender::new(false),
            pieces: Mutex::default(),
        });
        topics.insert(run.clone(), Arc::downgrade(&topic));
        topic
    }

    /// Says that somebody else than its driver wrote events of a run.
    pub(super) fn tell(&self, run: &RunId) {
        if let Some(topic) = self.known(run) {
            topic.words.send_modify(|count| *count += 1);
            topic.tell();
        }
    }

    /// Says that a run is over.
    pub(super) fn end(&self, run: &RunId) {
        if let Some(topic) = self.known(run) {
            topic.over.send_replace(true);
            topic.tell();
        }
    }

    fn known(&self, run: &RunId) -> Option<Arc<Topic>> {
        locked(&self.topics).get(run).and_then(Weak::upgrade)
    }
}

impl Topic {
    /// Says that there is something new.
    pub(super) fn tell(&self) {
        self.news.send_modify(|count| *count += 1);
    }

    pub(super) fn listen(&self) -> watch::Receiver<u64> {
        self.news.subscribe()
    }

    /// Lets the driver hear what others wrote.
    pub(super) fn words(&self) -> watch::Receiver<u64> {
        self.words.subscribe()
    }

    /// Waits until the run is over, as far as this process knows.
    pub(super) async fn over(&self) {
        // Cannot fail while `self` holds the sender.
        let _ = self.over.subscribe().wait_for(|over| *over).await;
    }

    /// Says whether somebody follows the run.
    pub(super) fn has_listeners(&self) -> bool {
        self.news.receiver_count() > 0
    }

    /// Begins a turn.
    pub(super) fn begin(&self, turn: u64) {
        *locked(&self.pieces) = Pieces { turn, deltas: Vec::new() };
    }

    /// Adds a piece of the answer.
    pub(super) fn add(&self, delta: Delta) {
        {
            let mut pieces = locked(&self.pieces);
            if pieces.deltas.len() >= PIECES {
                return;
            }
            pieces.deltas.push(delta);
        }
        self.tell();
    }

    /// Returns the turn that is under way and its piece at a place.
    pub(super) fn piece(&self, turn: u64, offset: usize) -> Option<(u64, usize, Delta)> {
        let pieces = locked(&self.pieces);
        let offset = if pieces.turn == turn { offset } else { 0 };
        pieces.deltas.get(offset).map(|delta| (pieces.turn, offset, delta.clone()))
    }
}

fn locked<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
