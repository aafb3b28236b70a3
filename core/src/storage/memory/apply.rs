//! How a batch changes the data: checked as a whole, then written as a whole.

use std::collections::{HashMap, HashSet};

use super::state::{State, Workspace};
use crate::error::{Error, Result};
use crate::storage::check::{Declared, integer};
use crate::storage::refusal::{Refusal, taken};
use crate::storage::{AttributeValue, Batch, Committed, Expect};

/// The events of each append as they are kept, and the sequence of its stream after it.
type Appended = Vec<(Vec<Box<str>>, u64)>;

/// Writes a batch, or says why nothing of it is written. Also says whether it lists a change.
pub(super) fn commit(state: &mut State, declared: &Declared, batch: Batch) -> Result<(Committed, bool)> {
    let nothing = Workspace::default();
    let found = state.workspaces.get(&batch.workspace).unwrap_or(&nothing);
    expected(found, &batch)?;
    unique(found, declared, &batch)?;
    let appended = appended(found, &batch)?;
    // From here on nothing can be refused: `Declared::batch` has seen that all collections are declared.
    let Batch {
        workspace,
        puts,
        deletes,
        amends,
        appends,
        messages,
        erased_streams,
        erased_changes,
        scrub: _,
    } = batch;
    let mut committed = Committed::default();
    let at = state.workspaces.entry(workspace).or_default();
    let before = at.history.position;
    for delete in deletes {
        let table = at.tables.entry(delete.collection).or_default();
        if table.delete(&delete.id) {
            at.history.note(delete.collection, &delete.id, true);
        }
    }
    for put in puts {
        let collection = declared.collection(put.record.collection)?;
        at.history.note(collection.name, &put.record.id, false);
        let version = at.tables.entry(collection.name).or_default().put(&collection, put.record);
        committed.versions.push(version);
    }
    for amend in amends {
        at.tables.entry(amend.collection).or_default().amend(&amend.id, amend.body);
    }
    for (append, (events, sequence)) in appends.into_iter().zip(appended) {
        let stream = at.streams.entry(append.stream).or_default();
        stream.epoch = append.epoch;
        stream.events.extend(events);
        committed.sequences.push(sequence);
    }
    for stream in erased_streams {
        at.streams.remove(&stream);
    }
    for (collection, id) in erased_changes {
        at.history.forget(collection, &id);
    }
    let is_change = at.history.position > before;
    // A batch without changes takes a position of its own.
    at.history.position += u64::from(!is_change);
    committed.position = at.history.position;
    for message in messages {
        state.publish(message);
    }
    Ok((committed, is_change))
}

/// Looks whether every record is as the batch expects it.
fn expected(found: &Workspace, batch: &Batch) -> Result<()> {
    let deletes = batch.deletes.iter().map(|delete| (delete.collection, &delete.id, delete.expect));
    let puts = batch.puts.iter().map(|put| (put.record.collection, &put.record.id, put.expect));
    let amends =
        batch.amends.iter().map(|amend| (amend.collection, &amend.id, Expect::Version(amend.version)));
    for (collection, id, expect) in deletes.chain(puts).chain(amends) {
        let version =
            found.tables.get(collection).and_then(|table| table.get(id)).map(|record| record.version);
        let (holds, expected) = match expect {
            Expect::Any => (true, String::new()),
            Expect::Absent => (version.is_none(), "absent".to_owned()),
            Expect::Version(wanted) => {
                integer("version", wanted)?;
                (version == Some(wanted), format!("version {wanted}"))
            }
        };
        if !holds {
            return Err(Refusal::Version { collection, id: id.clone(), expected }.into());
        }
    }
    Ok(())
}

/// No value of a unique attribute may be that of two records, after any of the puts. What is given up by a deletion or
/// an earlier put can be taken.
fn unique(found: &Workspace, declared: &Declared, batch: &Batch) -> Result<()> {
    let mut replaced: HashSet<(&str, &str)> =
        batch.deletes.iter().map(|delete| (delete.collection, delete.id.as_str())).collect();
    let mut claimed: HashSet<(&str, &str, &AttributeValue)> = HashSet::new();
    for put in &batch.puts {
        let record = &put.record;
        let collection = declared.collection(record.collection)?;
        replaced.insert((record.collection, &record.id));
        for attribute in collection.attributes.iter().filter(|attribute| attribute.unique) {
            let Some(value) = record.attributes.get(attribute.name) else { continue };
            let holders =
                found.tables.get(record.collection).and_then(|table| table.having(attribute.name, value));
            let is_held =
                holders.into_iter().flatten().any(|id| !replaced.contains(&(record.collection, id)));
            if is_held || !claimed.insert((record.collection, attribute.name, value)) {
                return Err(taken(record.collection, attribute.name));
            }
        }
    }
    Ok(())
}

/// Prepares what is appended, if every stream is as the batch expects it.
fn appended(found: &Workspace, batch: &Batch) -> Result<Appended> {
    let mut heads: HashMap<&str, (u64, u64)> = HashMap::new();
    let mut appended = Vec::with_capacity(batch.appends.len());
    for append in &batch.appends {
        let stored = || {
            found
                .streams
                .get(&append.stream)
                .map_or((0, 0), |stream| (stream.events.len() as u64, stream.epoch))
        };
        let (sequence, epoch) = heads.entry(&append.stream).or_insert_with(stored);
        if append.epoch < *epoch {
            let actual = integer("epoch", *epoch)?;
            return Err(Refusal::Epoch { stream: append.stream.clone(), given: append.epoch, actual }.into());
        }
        if let Some(expected) = append.expected_sequence
            && expected != *sequence
        {
            let actual = integer("sequence", *sequence)?;
            return Err(Refusal::Sequence { stream: append.stream.clone(), expected, actual }.into());
        }
        let events: Result<Vec<Box<str>>> = append.events.iter().map(written).collect();
        (*sequence, *epoch) = (*sequence + append.events.len() as u64, append.epoch);
        appended.push((events?, *sequence));
    }
    Ok(appended)
}

fn written(event: &serde_json::Value) -> Result<Box<str>> {
    serde_json::to_string(event)
        .map(String::into_boxed_str)
        .map_err(|error| Error::internal("an event cannot be written").with_source(error))
}
