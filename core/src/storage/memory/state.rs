//! What is stored.

use std::collections::{BTreeMap, HashMap};

use super::history::History;
use super::table::Table;
use crate::error::{Error, Result};
use crate::id::WorkspaceId;
use crate::storage::{Change, Entry, Message, Record};

/// Everything that is stored.
#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) workspaces: BTreeMap<WorkspaceId, Workspace>,
    messages: BTreeMap<u64, Message>,
    last_message: u64,
    /// The turn of the workspace that a claim served last.
    pub(super) turn: i64,
}

/// What one workspace has.
#[derive(Debug, Default)]
pub(super) struct Workspace {
    pub(super) tables: HashMap<&'static str, Table>,
    pub(super) streams: HashMap<String, Stream>,
    pub(super) history: History,
    /// The turn in which a claim served it last.
    pub(super) served: i64,
}

/// The events of a stream, and the epoch that wrote last.
#[derive(Debug, Default)]
pub(super) struct Stream {
    pub(super) epoch: u64,
    /// As text, which takes a fraction of the space of values, and is hardly ever read.
    pub(super) events: Vec<Box<str>>,
}

impl State {
    pub(super) fn table(&self, workspace: &WorkspaceId, collection: &str) -> Option<&Table> {
        self.workspaces.get(workspace)?.tables.get(collection)
    }

    pub(super) fn get(&self, workspace: &WorkspaceId, collection: &str, id: &str) -> Option<&Record> {
        self.table(workspace, collection)?.get(id)
    }

    pub(super) fn events(
        &self,
        workspace: &WorkspaceId,
        stream: &str,
        after: u64,
        limit: usize,
    ) -> Result<Vec<Entry>> {
        let stream = self.workspaces.get(workspace).and_then(|workspace| workspace.streams.get(stream));
        let Some(stream) = stream else { return Ok(Vec::new()) };
        let skipped = usize::try_from(after).unwrap_or(usize::MAX);
        let numbered = stream.events.iter().zip(1..).skip(skipped).take(limit);
        numbered
            .map(|(event, sequence)| {
                let event = serde_json::from_str(event)
                    .map_err(|error| Error::internal("an event in memory is no JSON").with_source(error))?;
                Ok(Entry { sequence, event })
            })
            .collect()
    }

    pub(super) fn changes(&self, workspace: &WorkspaceId, after: u64, limit: usize) -> Vec<Change> {
        self.workspaces
            .get(workspace)
            .map_or_else(Vec::new, |workspace| workspace.history.after(after, limit))
    }

    pub(super) fn publish(&mut self, message: Message) {
        self.last_message += 1;
        self.messages.insert(self.last_message, message);
    }

    pub(super) fn outbox(&self, limit: usize) -> Vec<(u64, Message)> {
        self.messages.iter().take(limit).map(|(key, message)| (*key, message.clone())).collect()
    }

    pub(super) fn published(&mut self, keys: &[u64]) {
        for key in keys {
            self.messages.remove(key);
        }
    }
}
