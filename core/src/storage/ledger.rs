//! Decides a group of batches in memory: what is there, what each batch finds, and what becomes of it.
//!
//! Whoever writes in a workspace holds its row, so what was read under that lock cannot change before the
//! commit. A refused batch leaves the ledger as it was and fails nobody else, without a savepoint; what is
//! written in the end costs a few statements for the whole group.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::check::{Declared, integer};
use super::refusal::{Refusal, taken};
use super::{Amend, Append, AttributeValue, Batch, Collection, Committed, Delete, Expect, Message, Put};
use crate::error::Result;

/// A record: collection, workspace, id.
pub(super) type Key<'g> = (&'static str, &'g str, &'g str);
/// A value of a unique attribute: collection, attribute, workspace, value.
pub(super) type Value<'g> = (&'static str, &'static str, &'g str, AttributeValue);
/// A stream: workspace, name.
pub(super) type Stream<'g> = (&'g str, &'g str);

/// Names within workspaces.
#[derive(Debug, Default, serde::Serialize)]
pub(super) struct Pairs<'g>(BTreeMap<&'g str, BTreeSet<&'g str>>);

impl<'g> Pairs<'g> {
    fn insert(&mut self, workspace: &'g str, name: &'g str) {
        self.0.entry(workspace).or_default().insert(name);
    }

    /// Finds a pair, as the batches hold it.
    pub(super) fn get(&self, workspace: &str, name: &str) -> Option<(&'g str, &'g str)> {
        let (workspace, names) = self.0.get_key_value(workspace)?;
        names.get(name).map(|name| (*workspace, *name))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&'g str, &'g str)> {
        self.0.iter().flat_map(|(workspace, names)| names.iter().map(|name| (*workspace, *name)))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Everything that a group of batches may touch.
#[derive(Debug, Default)]
pub(super) struct Touched<'g> {
    pub(super) workspaces: BTreeSet<&'g str>,
    pub(super) records: BTreeMap<&'static str, Pairs<'g>>,
    pub(super) values: BTreeMap<(&'static str, &'static str), BTreeSet<(&'g str, &'g AttributeValue)>>,
    pub(super) streams: Pairs<'g>,
}

impl<'g> Touched<'g> {
    pub(super) fn of(batches: &[&'g Batch], declared: &Declared) -> Result<Self> {
        let mut touched = Self::default();
        for batch in batches {
            let workspace = batch.workspace.as_str();
            touched.workspaces.insert(workspace);
            for delete in &batch.deletes {
                touched.records.entry(delete.collection).or_default().insert(workspace, &delete.id);
            }
            for amend in &batch.amends {
                touched.records.entry(amend.collection).or_default().insert(workspace, &amend.id);
            }
            for put in &batch.puts {
                let record = &put.record;
                touched.records.entry(record.collection).or_default().insert(workspace, &record.id);
                for (attribute, value) in uniques(&declared.collection(record.collection)?, put) {
                    let wanted = touched.values.entry((record.collection, attribute)).or_default();
                    wanted.insert((workspace, value));
                }
            }
            for append in &batch.appends {
                touched.streams.insert(workspace, &append.stream);
            }
        }
        Ok(touched)
    }
}

fn uniques<'g>(
    collection: &Collection,
    put: &'g Put,
) -> impl Iterator<Item = (&'static str, &'g AttributeValue)> + use<'g> {
    let unique: Vec<_> = collection
        .attributes
        .iter()
        .filter(|attribute| attribute.unique)
        .map(|attribute| attribute.name)
        .collect();
    unique.into_iter().filter_map(|name| Some((name, put.record.attributes.get(name)?)))
}

/// What is there, as far as a group touches it.
#[derive(Debug, Default)]
pub(super) struct Ledger<'g> {
    /// The last position of each workspace.
    pub(super) positions: BTreeMap<&'g str, i64>,
    /// The versions of the records that exist.
    pub(super) versions: HashMap<Key<'g>, i64>,
    /// Which record has a unique value; one that no batch of the group names has no key here.
    pub(super) holders: HashMap<Value<'g>, Option<Key<'g>>>,
    /// Which unique values a record has.
    pub(super) held: HashMap<Key<'g>, Vec<Value<'g>>>,
    /// Sequence and epoch of the streams that exist.
    pub(super) heads: HashMap<Stream<'g>, (i64, i64)>,
    pub(super) writes: Writes<'g>,
}

/// What a group writes.
#[derive(Debug, Default)]
pub(super) struct Writes<'g> {
    /// One after the other; in each, deletes come first and no record stands twice.
    pub(super) rounds: Vec<Round<'g>>,
    /// The last change of each record: its position, and whether it was removed.
    pub(super) changes: BTreeMap<Key<'g>, (i64, bool)>,
    pub(super) heads: BTreeMap<Stream<'g>, (i64, i64)>,
    pub(super) events: Vec<(Stream<'g>, i64, &'g serde_json::Value)>,
    pub(super) messages: Vec<&'g Message>,
}

/// Writes whose order does not matter to the database.
#[derive(Debug, Default)]
pub(super) struct Round<'g> {
    pub(super) deletes: BTreeMap<&'static str, Vec<(&'g str, &'g str)>>,
    puts: BTreeMap<&'static str, Vec<(&'g Put, i64)>>,
    amends: BTreeMap<&'static str, Vec<Amended<'g>>>,
    touched: BTreeSet<Key<'g>>,
    /// Unique values that puts of this round give up: a statement must not give them away at the same time.
    released: Vec<Value<'g>>,
}

/// No attributes.
static NONE: BTreeMap<&str, AttributeValue> = BTreeMap::new();

/// A record as it is written.
#[derive(Debug)]
pub(super) struct Row<'g> {
    pub(super) workspace: &'g str,
    pub(super) id: &'g str,
    pub(super) version: i64,
    pub(super) body: &'g serde_json::Value,
    pub(super) attributes: &'g BTreeMap<&'static str, AttributeValue>,
}

/// A workspace, a new body in it, and its version.
type Amended<'g> = (&'g str, &'g Amend, i64);

/// A step of one batch, kept until the whole batch is accepted.
#[derive(Debug)]
enum Step<'g> {
    Delete(Key<'g>),
    Put(Box<Written<'g>>),
    Amend(Key<'g>, &'g Amend, i64),
}

/// A record as a batch writes it, with the unique values that it takes and gives up.
#[derive(Debug)]
struct Written<'g> {
    key: Key<'g>,
    put: &'g Put,
    version: i64,
    values: Vec<Value<'g>>,
    released: Vec<Value<'g>>,
}

/// How to take a change of the ledger back.
#[derive(Debug)]
enum Undo<'g> {
    Version(Key<'g>, Option<i64>),
    Holder(Value<'g>, Option<Option<Key<'g>>>),
    Held(Key<'g>, Option<Vec<Value<'g>>>),
    Head(Stream<'g>, Option<(i64, i64)>),
}

impl<'g> Ledger<'g> {
    /// Notes which record has a unique value. A holder that no batch names is known by the value alone.
    pub(super) fn hold(
        &mut self,
        touched: &Touched<'g>,
        (collection, attribute): (&str, &str),
        (workspace, id): (&str, &str),
        value: AttributeValue,
    ) {
        let Some(workspace) = touched.workspaces.get(workspace).copied() else { return };
        let named = touched.records.get_key_value(collection);
        let Some((collection, records)) = named else { return };
        let key = records.get(workspace, id).map(|(workspace, id)| (*collection, workspace, id));
        let attribute =
            touched.values.keys().find(|(name, unique)| name == collection && *unique == attribute);
        // Without its attribute among the wanted ones nobody asks for this value.
        let Some((_, attribute)) = attribute else { return };
        let value = (*collection, *attribute, workspace, value);
        let before = self.holders.insert(value.clone(), key);
        if let Some(key) = key
            && before.is_none()
        {
            self.held.entry(key).or_default().push(value);
        }
    }

    /// Decides one batch.
    pub(super) fn apply(&mut self, declared: &Declared, batch: &'g Batch) -> Result<Committed> {
        let mut undo = Vec::new();
        let mut steps = Vec::new();
        match self.decide(declared, batch, &mut undo, &mut steps) {
            Ok((mut committed, heads)) => {
                self.accept(batch, steps, heads, &mut committed);
                Ok(committed)
            }
            Err(error) => {
                undo.into_iter().rev().for_each(|change| self.take_back(change));
                Err(error)
            }
        }
    }

    fn decide(
        &mut self,
        declared: &Declared,
        batch: &'g Batch,
        undo: &mut Vec<Undo<'g>>,
        steps: &mut Vec<Step<'g>>,
    ) -> Result<(Committed, Vec<(Stream<'g>, i64)>)> {
        let mut committed = Committed::default();
        for delete in &batch.deletes {
            self.delete(batch, delete, undo, steps)?;
        }
        for put in &batch.puts {
            let version = self.put(declared, put, undo, steps)?;
            committed.versions.push(version.unsigned_abs());
        }
        for amend in &batch.amends {
            let key = (amend.collection, batch.workspace.as_str(), amend.id.as_str());
            let version = self.expected(key, Expect::Version(amend.version))?.unwrap_or(0) + 1;
            self.set_version(key, Some(version), undo);
            steps.push(Step::Amend(key, amend, version));
        }
        let mut starts = Vec::new();
        for append in &batch.appends {
            let stream = (batch.workspace.as_str(), append.stream.as_str());
            starts.push((stream, self.append(stream, append, undo)?));
            let (sequence, _) = self.heads.get(&stream).copied().unwrap_or_default();
            committed.sequences.push(sequence.unsigned_abs());
        }
        Ok((committed, starts))
    }

    fn delete(
        &mut self,
        batch: &'g Batch,
        delete: &'g Delete,
        undo: &mut Vec<Undo<'g>>,
        steps: &mut Vec<Step<'g>>,
    ) -> Result<()> {
        let key = (delete.collection, batch.workspace.as_str(), delete.id.as_str());
        let found = self.expected(key, delete.expect)?;
        if found.is_some() {
            self.set_version(key, None, undo);
            self.release(key, undo);
            steps.push(Step::Delete(key));
        }
        Ok(())
    }

    fn put(
        &mut self,
        declared: &Declared,
        put: &'g Put,
        undo: &mut Vec<Undo<'g>>,
        steps: &mut Vec<Step<'g>>,
    ) -> Result<i64> {
        let record = &put.record;
        let key = (record.collection, record.workspace.as_str(), record.id.as_str());
        let found = self.expected(key, put.expect)?;
        let collection = declared.collection(record.collection)?;
        let released = self.release(key, undo);
        let mut values = Vec::new();
        for (attribute, value) in uniques(&collection, put) {
            let wanted = (record.collection, attribute, key.1, value.clone());
            if self.holders.contains_key(&wanted) {
                return Err(taken(record.collection, attribute));
            }
            undo.push(Undo::Holder(wanted.clone(), self.holders.insert(wanted.clone(), Some(key))));
            values.push(wanted);
        }
        if !values.is_empty() {
            undo.push(Undo::Held(key, self.held.insert(key, values.clone())));
        }
        let version = found.unwrap_or(0) + 1;
        self.set_version(key, Some(version), undo);
        steps.push(Step::Put(Box::new(Written { key, put, version, values, released })));
        Ok(version)
    }

    /// Returns the version of a record, if that is what the batch expects.
    fn expected(&self, key: Key<'g>, expect: Expect) -> Result<Option<i64>> {
        let found = self.versions.get(&key).copied();
        let (holds, expected) = match expect {
            Expect::Any => (true, String::new()),
            Expect::Absent => (found.is_none(), "absent".to_owned()),
            Expect::Version(version) => {
                let wanted = integer("version", version)?;
                (found == Some(wanted), format!("version {version}"))
            }
        };
        if holds {
            Ok(found)
        } else {
            Err(Refusal::Version { collection: key.0, id: key.2.to_owned(), expected }.into())
        }
    }

    fn set_version(&mut self, key: Key<'g>, version: Option<i64>, undo: &mut Vec<Undo<'g>>) {
        let before = match version {
            Some(version) => self.versions.insert(key, version),
            None => self.versions.remove(&key),
        };
        undo.push(Undo::Version(key, before));
    }

    /// Gives up the unique values of a record and returns them.
    fn release(&mut self, key: Key<'g>, undo: &mut Vec<Undo<'g>>) -> Vec<Value<'g>> {
        let Some(held) = self.held.remove(&key) else { return Vec::new() };
        undo.push(Undo::Held(key, Some(held.clone())));
        for value in &held {
            undo.push(Undo::Holder(value.clone(), self.holders.remove(value)));
        }
        held
    }

    /// Moves the head of a stream and returns where the new events begin.
    fn append(&mut self, stream: Stream<'g>, append: &Append, undo: &mut Vec<Undo<'g>>) -> Result<i64> {
        let given = integer("epoch", append.epoch)?;
        let before = self.heads.get(&stream).copied();
        let (sequence, epoch) = before.unwrap_or_default();
        if epoch > given {
            let refusal =
                Refusal::Epoch { stream: append.stream.clone(), given: append.epoch, actual: epoch };
            return Err(refusal.into());
        }
        if let Some(expected) = append.expected_sequence
            && i64::try_from(expected) != Ok(sequence)
        {
            let refusal = Refusal::Sequence { stream: append.stream.clone(), expected, actual: sequence };
            return Err(refusal.into());
        }
        let events = i64::try_from(append.events.len()).unwrap_or(i64::MAX);
        self.heads.insert(stream, (sequence + events, given));
        undo.push(Undo::Head(stream, before));
        Ok(sequence)
    }

    fn take_back(&mut self, change: Undo<'g>) {
        match change {
            Undo::Version(key, Some(version)) => drop(self.versions.insert(key, version)),
            Undo::Version(key, None) => drop(self.versions.remove(&key)),
            Undo::Holder(value, Some(holder)) => drop(self.holders.insert(value, holder)),
            Undo::Holder(value, None) => drop(self.holders.remove(&value)),
            Undo::Held(key, Some(values)) => drop(self.held.insert(key, values)),
            Undo::Held(key, None) => drop(self.held.remove(&key)),
            Undo::Head(stream, Some(head)) => drop(self.heads.insert(stream, head)),
            Undo::Head(stream, None) => drop(self.heads.remove(&stream)),
        }
    }

    /// Notes what an accepted batch writes, and gives its changes their positions.
    fn accept(
        &mut self,
        batch: &'g Batch,
        steps: Vec<Step<'g>>,
        starts: Vec<(Stream<'g>, i64)>,
        committed: &mut Committed,
    ) {
        let position = self.positions.entry(batch.workspace.as_str()).or_default();
        // A batch without changes takes a position for itself.
        *position += i64::from(steps.iter().all(|step| matches!(step, Step::Amend(..))));
        for step in steps {
            *position += i64::from(!matches!(step, Step::Amend(..)));
            match step {
                Step::Amend(key, amend, version) => {
                    let round = self.writes.round(key, &[]);
                    round.amends.entry(key.0).or_default().push((key.1, amend, version));
                }
                Step::Delete(key) => {
                    self.writes.changes.insert(key, (*position, true));
                    self.writes.round(key, &[]).deletes.entry(key.0).or_default().push((key.1, key.2));
                }
                Step::Put(written) => {
                    let Written { key, put, version, values, released } = *written;
                    self.writes.changes.insert(key, (*position, false));
                    let round = self.writes.round(key, &values);
                    round.puts.entry(key.0).or_default().push((put, version));
                    round.released.extend(released);
                }
            }
        }
        committed.position = position.unsigned_abs();
        for (append, (stream, start)) in batch.appends.iter().zip(starts) {
            let numbered = append.events.iter().zip(start + 1..);
            self.writes.events.extend(numbered.map(|(event, sequence)| (stream, sequence, event)));
            if let Some(head) = self.heads.get(&stream) {
                self.writes.heads.insert(stream, *head);
            }
        }
        self.writes.messages.extend(&batch.messages);
    }
}

impl<'g> Round<'g> {
    /// The records that are written, by their collections. One that only gets a new body is there: its collection is
    /// given without attributes, so that no index is written.
    pub(super) fn rows(&self, declared: &Declared) -> Result<Vec<(Collection, Vec<Row<'g>>)>> {
        let mut rows = Vec::with_capacity(self.puts.len() + self.amends.len());
        for (name, puts) in &self.puts {
            let row = |(put, version): &(&'g Put, i64)| Row {
                workspace: put.record.workspace.as_str(),
                id: &put.record.id,
                version: *version,
                body: &put.record.body,
                attributes: &put.record.attributes,
            };
            rows.push((declared.collection(name)?, puts.iter().map(row).collect()));
        }
        for (name, amends) in &self.amends {
            let row = |(workspace, amend, version): &Amended<'g>| Row {
                workspace,
                id: &amend.id,
                version: *version,
                body: &amend.body,
                attributes: &NONE,
            };
            let collection = Collection { attributes: &[], ..declared.collection(name)? };
            rows.push((collection, amends.iter().map(row).collect()));
        }
        Ok(rows)
    }
}

impl<'g> Writes<'g> {
    /// Returns the round that a record goes into: a new one if the last one has the record already, or
    /// has a put with one of these unique values.
    fn round(&mut self, key: Key<'g>, values: &[Value<'g>]) -> &mut Round<'g> {
        let fits = self.rounds.last().is_some_and(|round| {
            !round.touched.contains(&key) && !values.iter().any(|value| round.released.contains(value))
        });
        if !fits {
            self.rounds.push(Round::default());
        }
        let at = self.rounds.len() - 1;
        let round = &mut self.rounds[at];
        round.touched.insert(key);
        round
    }
}
