//! Follows a run: its events, numbered and resumable, and the pieces of answers that are never stored.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tokio::sync::watch::Receiver;

use super::event::{RunEntry, RunEvent};
use super::hub::Topic;
use super::record::Runs;
use crate::error::Result;
use crate::id::RunId;
use crate::models::Delta;

/// How often a follower looks for what other processes did.
const LOOK: Duration = Duration::from_millis(250);
/// Events that are read at once.
const PAGE: usize = 256;

/// What a follower hears.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum RunNews {
    /// A stored event.
    Event {
        /// The event.
        entry: Box<RunEntry>,
    },
    /// A piece of an answer that comes now.
    Piece {
        /// The turn, from 1.
        turn: u64,
        /// The place of the piece in the turn, from 0.
        offset: usize,
        /// The piece.
        delta: Delta,
    },
}

/// Follows a run. A follower who comes back gives the sequence of the last event that it heard.
#[derive(Debug)]
pub struct RunWatch {
    runs: Runs,
    id: RunId,
    after: u64,
    page: VecDeque<RunEntry>,
    topic: Arc<Topic>,
    changes: Receiver<u64>,
    turn: u64,
    offset: usize,
    is_over: bool,
}

impl RunWatch {
    pub(super) fn new(runs: Runs, id: RunId, after: u64, topic: Arc<Topic>) -> Self {
        let changes = topic.listen();
        Self { runs, id, after, page: VecDeque::new(), topic, changes, turn: 0, offset: 0, is_over: false }
    }

    /// Returns what comes next, when it is there; nothing after the end of the run.
    ///
    /// # Errors
    /// Storage errors; it may be asked again.
    pub async fn next(&mut self) -> Result<Option<RunNews>> {
        loop {
            if let Some(entry) = self.page.pop_front() {
                self.after = entry.sequence;
                self.is_over = is_last(&entry.event);
                return Ok(Some(RunNews::Event { entry: Box::new(entry) }));
            }
            if self.is_over {
                return Ok(None);
            }
            self.changes.borrow_and_update();
            self.page = self.runs.page(&self.id, self.after, PAGE).await?.into();
            if !self.page.is_empty() {
                continue;
            }
            if let Some((turn, offset, delta)) = self.topic.piece(self.turn, self.offset) {
                (self.turn, self.offset) = (turn, offset + 1);
                return Ok(Some(RunNews::Piece { turn, offset, delta }));
            }
            // Who begins after the end hears of it from the record.
            if self.runs.get(&self.id).await?.0.status.is_over() {
                self.page = self.runs.page(&self.id, self.after, PAGE).await?.into();
                if self.page.is_empty() {
                    self.is_over = true;
                }
                continue;
            }
            self.news().await;
        }
    }

    /// Waits until there may be something new.
    async fn news(&mut self) {
        tokio::select! {
            biased;
            // Cannot fail while `self` holds the topic.
            _ = self.changes.changed() => {}
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

fn is_last(event: &RunEvent) -> bool {
    matches!(
        event,
        RunEvent::RunFinished { .. }
            | RunEvent::RunFailed { .. }
            | RunEvent::BudgetExceeded { .. }
            | RunEvent::GuardrailTripped { .. }
            | RunEvent::Cancelled
    )
}
