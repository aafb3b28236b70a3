//! The records of one collection in one workspace, and the orders in which they are walked.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::storage::{AttributeValue, Collection, Record};

/// The value of an attribute and the id of the record that has it: in this order a page walks. Null is first.
pub(super) type Place = (Option<AttributeValue>, Arc<str>);
/// Work that nobody holds: kind, priority from high to low, due time, id.
pub(super) type Due = (String, Reverse<i64>, i64, Arc<str>);

/// The records of one collection in one workspace.
#[derive(Debug, Default)]
pub(super) struct Table {
    records: BTreeMap<Arc<str>, Record>,
    indexes: BTreeMap<&'static str, BTreeSet<Place>>,
    /// Work without a lease.
    pub(super) free: BTreeSet<Due>,
    /// Work with one, by when it runs out.
    pub(super) leased: BTreeSet<(i64, Arc<str>)>,
}

impl Table {
    pub(super) fn get(&self, id: &str) -> Option<&Record> {
        self.records.get(id)
    }

    /// The records by id.
    pub(super) fn records(&self) -> &BTreeMap<Arc<str>, Record> {
        &self.records
    }

    /// The places of an attribute, if it has an index.
    pub(super) fn index(&self, attribute: &str) -> Option<&BTreeSet<Place>> {
        self.indexes.get(attribute)
    }

    /// The records that have a value; nothing if the attribute has no index.
    pub(super) fn having(
        &self,
        attribute: &str,
        value: &AttributeValue,
    ) -> Option<impl Iterator<Item = &Arc<str>>> {
        let value = Some(value.clone());
        let from = (value.clone(), Arc::from(""));
        let index = self.indexes.get(attribute)?;
        Some(index.range(from..).take_while(move |place| place.0 == value).map(|place| &place.1))
    }

    /// Writes a record with its next version, and returns that.
    pub(super) fn put(&mut self, collection: &Collection, mut record: Record) -> u64 {
        let known = self.records.remove_entry(record.id.as_str());
        let (id, before) = match known {
            Some((id, before)) => (id, Some(before)),
            None => (Arc::from(record.id.as_str()), None),
        };
        record.version = before.as_ref().map_or(0, |before| before.version) + 1;
        for attribute in collection.attributes.iter().filter(|attribute| collection.indexes(attribute)) {
            let value = record.attributes.get(attribute.name);
            let old = before.as_ref().map(|before| before.attributes.get(attribute.name));
            if old == Some(value) {
                continue;
            }
            let index = self.indexes.entry(attribute.name).or_default();
            if let Some(old) = old {
                index.remove(&(old.cloned(), Arc::clone(&id)));
            }
            index.insert((value.cloned(), Arc::clone(&id)));
        }
        if collection.is_work() {
            if let Some(before) = &before {
                self.withdraw(&id, before);
            }
            self.line_up(&id, &record);
        }
        let version = record.version;
        self.records.insert(id, record);
        version
    }

    /// Gives a record a new body, which no order knows of.
    pub(super) fn amend(&mut self, id: &str, body: serde_json::Value) {
        if let Some(record) = self.records.get_mut(id) {
            record.body = body;
            record.version += 1;
        }
    }

    /// Removes a record, and says whether it was there.
    pub(super) fn delete(&mut self, id: &str) -> bool {
        let Some((id, record)) = self.records.remove_entry(id) else { return false };
        for (name, index) in &mut self.indexes {
            index.remove(&(record.attributes.get(name).cloned(), Arc::clone(&id)));
        }
        self.withdraw(&id, &record);
        true
    }

    /// Leases work: its next epoch, until an instant. Returns the record as it is then.
    pub(super) fn lease(&mut self, collection: &Collection, id: &str, until: i64) -> Option<Record> {
        let mut record = self.records.get(id)?.clone();
        let epoch = integer(&record, "epoch").unwrap_or_default() + 1;
        record.attributes.insert("epoch", AttributeValue::Integer(epoch));
        record.attributes.insert("lease_until", AttributeValue::Integer(until));
        record.version = self.put(collection, record.clone());
        Some(record)
    }

    fn line_up(&mut self, id: &Arc<str>, record: &Record) {
        match place(id, record) {
            Some(Line::Free(due)) => drop(self.free.insert(due)),
            Some(Line::Leased(until)) => drop(self.leased.insert((until, Arc::clone(id)))),
            None => {}
        }
    }

    fn withdraw(&mut self, id: &Arc<str>, record: &Record) {
        match place(id, record) {
            Some(Line::Free(due)) => drop(self.free.remove(&due)),
            Some(Line::Leased(until)) => drop(self.leased.remove(&(until, Arc::clone(id)))),
            None => {}
        }
    }
}

/// Where work stands.
enum Line {
    Free(Due),
    Leased(i64),
}

/// Finished work, and what is no work, stands nowhere.
fn place(id: &Arc<str>, record: &Record) -> Option<Line> {
    let wake_at = integer(record, "wake_at")?;
    let Some(AttributeValue::Text(kind)) = record.attributes.get("kind") else { return None };
    Some(match integer(record, "lease_until") {
        Some(until) => Line::Leased(until),
        None => {
            let priority = Reverse(integer(record, "priority").unwrap_or_default());
            Line::Free((kind.clone(), priority, wake_at, Arc::clone(id)))
        }
    })
}

/// Reads an integer attribute.
pub(super) fn integer(record: &Record, name: &str) -> Option<i64> {
    match record.attributes.get(name) {
        Some(AttributeValue::Integer(integer)) => Some(*integer),
        _ => None,
    }
}
