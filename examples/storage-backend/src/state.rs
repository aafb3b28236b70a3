//! The data, and how a batch changes it: checked as a whole, then written as a whole.

use std::collections::{BTreeMap, BTreeSet};

use secretariat::id::WorkspaceId;
use secretariat::storage::check::Declared;
use secretariat::storage::{
    Append, AttributeValue, Batch, Change, Committed, Entry, Expect, Message, Put, Record,
};
use secretariat::{Error, ErrorKind, Result};
use serde_json::Value;

/// Names a record: workspace, collection, id.
type Key = (WorkspaceId, &'static str, String);

/// Everything that is stored.
#[derive(Debug, Default)]
pub(super) struct State {
    records: BTreeMap<Key, Record>,
    streams: BTreeMap<(WorkspaceId, String), Stream>,
    histories: BTreeMap<WorkspaceId, History>,
    messages: BTreeMap<u64, Message>,
    last_message: u64,
    /// When a claim last served a workspace, counted in records.
    pub(super) served: BTreeMap<WorkspaceId, u64>,
}

/// The events of a stream, and the highest epoch that wrote.
#[derive(Debug, Default, Clone)]
struct Stream {
    epoch: u64,
    events: Vec<Value>,
}

/// The last change of each record of a workspace.
#[derive(Debug, Default)]
struct History {
    position: u64,
    changes: BTreeMap<u64, Change>,
    positions: BTreeMap<(String, String), u64>,
}

impl History {
    fn note(&mut self, collection: &str, id: &str, deleted: bool) {
        self.position += 1;
        let (collection, id) = (collection.to_owned(), id.to_owned());
        if let Some(earlier) = self.positions.insert((collection.clone(), id.clone()), self.position) {
            self.changes.remove(&earlier);
        }
        self.changes.insert(self.position, Change { position: self.position, collection, id, deleted });
    }

    /// Tells no more that a record was removed.
    fn forget(&mut self, collection: &str, id: &str) {
        let key = (collection.to_owned(), id.to_owned());
        let Some(position) = self.positions.get(&key).copied() else { return };
        if self.changes.get(&position).is_some_and(|change| change.deleted) {
            self.changes.remove(&position);
            self.positions.remove(&key);
        }
    }
}

fn conflict(message: String) -> Error {
    Error::new(ErrorKind::Conflict, message)
}

impl State {
    pub(super) fn get(&self, workspace: &WorkspaceId, collection: &'static str, id: &str) -> Option<&Record> {
        self.records.get(&(workspace.clone(), collection, id.to_owned()))
    }

    /// All records of a collection in a workspace.
    pub(super) fn all<'a>(
        &'a self,
        workspace: &'a WorkspaceId,
        collection: &'static str,
    ) -> impl Iterator<Item = &'a Record> {
        self.records
            .range((workspace.clone(), collection, String::new())..)
            .take_while(move |(key, _)| key.0 == *workspace && key.1 == collection)
            .map(|(_, record)| record)
    }

    /// All records of a collection in every workspace.
    pub(super) fn everywhere<'a>(&'a self, collection: &'a str) -> impl Iterator<Item = &'a Record> {
        self.records.values().filter(move |record| record.collection == collection)
    }

    pub(super) fn events(
        &self,
        workspace: &WorkspaceId,
        stream: &str,
        after: u64,
        limit: usize,
    ) -> Vec<Entry> {
        let events = self.streams.get(&(workspace.clone(), stream.to_owned()));
        let after = usize::try_from(after).unwrap_or(usize::MAX);
        let numbered = events.into_iter().flat_map(|stream| stream.events.iter().enumerate());
        numbered
            .skip(after)
            .take(limit)
            .map(|(at, event)| Entry { sequence: at as u64 + 1, event: event.clone() })
            .collect()
    }

    pub(super) fn changes(&self, workspace: &WorkspaceId, after: u64, limit: usize) -> Vec<Change> {
        let Some(history) = self.histories.get(workspace) else { return Vec::new() };
        history
            .changes
            .range(after.saturating_add(1)..)
            .take(limit)
            .map(|(_, change)| change.clone())
            .collect()
    }

    pub(super) fn outbox(&self, limit: usize) -> Vec<(u64, Message)> {
        self.messages.iter().take(limit).map(|(key, message)| (*key, message.clone())).collect()
    }

    pub(super) fn published(&mut self, keys: &[u64]) {
        self.messages.retain(|key, _| !keys.contains(key));
    }

    /// Writes a batch, or says why nothing of it is written.
    pub(super) fn commit(&mut self, declared: &Declared, batch: Batch) -> Result<Committed> {
        let workspace = batch.workspace.clone();
        for delete in &batch.deletes {
            self.expect(&workspace, delete.collection, &delete.id, delete.expect)?;
        }
        for put in &batch.puts {
            self.expect(&workspace, put.record.collection, &put.record.id, put.expect)?;
        }
        for amend in &batch.amends {
            self.expect(&workspace, amend.collection, &amend.id, Expect::Version(amend.version))?;
        }
        self.unique(declared, &batch)?;
        let streams = self.appended(&batch)?;
        // Nothing can fail from here on.
        let mut committed = Committed::default();
        let before = self.histories.entry(workspace.clone()).or_default().position;
        for delete in &batch.deletes {
            if self.records.remove(&(workspace.clone(), delete.collection, delete.id.clone())).is_some() {
                self.note(&workspace, delete.collection, &delete.id, true);
            }
        }
        for put in batch.puts {
            committed.versions.push(self.write(put.record));
        }
        for amend in batch.amends {
            if let Some(record) = self.get(&workspace, amend.collection, &amend.id).cloned() {
                self.lease(Record { body: amend.body, ..record });
            }
        }
        for append in &batch.appends {
            let stream = streams.get(&append.stream);
            committed.sequences.push(stream.map_or(0, |(_, sequences)| sequences[committed.sequences.len()]));
        }
        for (name, (stream, _)) in streams {
            self.streams.insert((workspace.clone(), name), stream);
        }
        for stream in batch.erased_streams {
            self.streams.remove(&(workspace.clone(), stream));
        }
        for (collection, id) in batch.erased_changes {
            if let Some(history) = self.histories.get_mut(&workspace) {
                history.forget(collection, &id);
            }
        }
        for message in batch.messages {
            self.last_message += 1;
            self.messages.insert(self.last_message, message);
        }
        let history = self.histories.entry(workspace).or_default();
        // A batch without changes takes a position of its own.
        history.position += u64::from(history.position == before);
        committed.position = history.position;
        Ok(committed)
    }

    /// Writes a record and returns its new version.
    fn write(&mut self, record: Record) -> u64 {
        self.note(&record.workspace, record.collection, &record.id, false);
        self.lease(record)
    }

    /// Writes a record as a claim or a new body leaves it, which is a new version and no change.
    pub(super) fn lease(&mut self, mut record: Record) -> u64 {
        let key = (record.workspace.clone(), record.collection, record.id.clone());
        record.version = self.records.get(&key).map_or(0, |known| known.version) + 1;
        let version = record.version;
        self.records.insert(key, record);
        version
    }

    fn note(&mut self, workspace: &WorkspaceId, collection: &str, id: &str, deleted: bool) {
        self.histories.entry(workspace.clone()).or_default().note(collection, id, deleted);
    }

    fn expect(
        &self,
        workspace: &WorkspaceId,
        collection: &'static str,
        id: &str,
        expect: Expect,
    ) -> Result<()> {
        let version = self.get(workspace, collection, id).map(|record| record.version);
        let fits = match expect {
            Expect::Any => true,
            Expect::Absent => version.is_none(),
            Expect::Version(expected) => version == Some(expected),
        };
        let found = || version.map_or("none".to_owned(), |version| format!("version {version}"));
        if fits {
            Ok(())
        } else {
            Err(conflict(format!("{collection} `{id}`: {expect:?} was expected, {} is there", found())))
        }
    }

    /// No value of a unique attribute may be that of two records after any of the puts.
    fn unique(&self, declared: &Declared, batch: &Batch) -> Result<()> {
        let gone = batch.deletes.iter().map(|delete| (delete.collection, delete.id.as_str()));
        let mut replaced: BTreeSet<(&str, &str)> = gone.collect();
        let mut taken: BTreeSet<(&str, &str, &AttributeValue)> = BTreeSet::new();
        for Put { record, .. } in &batch.puts {
            replaced.insert((record.collection, &record.id));
            let collection = declared.collection(record.collection)?;
            for attribute in collection.attributes.iter().filter(|attribute| attribute.unique) {
                let Some(value) = record.attributes.get(attribute.name) else { continue };
                let stored = self
                    .all(&batch.workspace, record.collection)
                    .filter(|other| !replaced.contains(&(other.collection, other.id.as_str())))
                    .any(|other| other.attributes.get(attribute.name) == Some(value));
                if stored || !taken.insert((record.collection, attribute.name, value)) {
                    let message = format!("another {} has this {}", record.collection, attribute.name);
                    return Err(conflict(message));
                }
            }
        }
        Ok(())
    }

    /// The streams as they are after the batch, with the sequence after each append of the batch.
    fn appended(&self, batch: &Batch) -> Result<BTreeMap<String, (Stream, Vec<u64>)>> {
        let mut streams: BTreeMap<String, (Stream, Vec<u64>)> = BTreeMap::new();
        for (at, Append { stream, expected_sequence, epoch, events }) in batch.appends.iter().enumerate() {
            let stored =
                || self.streams.get(&(batch.workspace.clone(), stream.clone())).cloned().unwrap_or_default();
            let (head, sequences) =
                streams.entry(stream.clone()).or_insert_with(|| (stored(), vec![0; batch.appends.len()]));
            let last = head.events.len() as u64;
            if *epoch < head.epoch {
                return Err(conflict(format!("stream `{stream}` is at epoch {}, not {epoch}", head.epoch)));
            }
            if expected_sequence.is_some_and(|expected| expected != last) {
                return Err(conflict(format!("stream `{stream}` is at sequence {last}")));
            }
            head.epoch = *epoch;
            head.events.extend(events.iter().cloned());
            sequences[at] = head.events.len() as u64;
        }
        Ok(streams)
    }
}
