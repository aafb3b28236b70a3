//! Random histories on SQLite and on a model of forty lines give the same results.

use std::collections::BTreeMap;

use proptest::prelude::*;
use secretariat::ErrorKind;
use secretariat::storage::conformance::COLLECTIONS;
use secretariat::storage::memory::Memory;
use secretariat::storage::sqlite::Sqlite;
use secretariat::storage::{
    Append, AttributeValue, Batch, Committed, Delete, Expect, Put, Query, Record, Storage,
};
use serde_json::json;

use crate::storage::home;

/// A database of one workspace and the collection `note`.
#[derive(Debug, Clone, Default)]
struct Model {
    records: BTreeMap<String, Record>,
    streams: BTreeMap<String, (u64, Vec<serde_json::Value>)>,
}

impl Model {
    /// Applies a batch to a copy, which is kept if all of it holds.
    fn commit(&mut self, batch: &Batch) -> Option<Committed> {
        let mut next = self.clone();
        let mut committed = Committed::default();
        let meets = |record: Option<&Record>, expect| match expect {
            Expect::Any => true,
            Expect::Absent => record.is_none(),
            Expect::Version(version) => record.is_some_and(|record| record.version == version),
        };
        for delete in &batch.deletes {
            if !meets(next.records.get(&delete.id), delete.expect) {
                return None;
            }
            next.records.remove(&delete.id);
        }
        for put in &batch.puts {
            let before = next.records.get(&put.record.id);
            let number = put.record.attributes.get("number");
            let taken = next.records.values().any(|other| {
                other.id != put.record.id && number.is_some() && other.attributes.get("number") == number
            });
            if taken || !meets(before, put.expect) {
                return None;
            }
            let version = before.map_or(0, |record| record.version) + 1;
            committed.versions.push(version);
            next.records.insert(put.record.id.clone(), Record { version, ..put.record.clone() });
        }
        for append in &batch.appends {
            let (epoch, events) = next.streams.entry(append.stream.clone()).or_default();
            let sequence = events.len() as u64;
            if *epoch > append.epoch || append.expected_sequence.is_some_and(|expected| expected != sequence)
            {
                return None;
            }
            *epoch = append.epoch;
            events.extend(append.events.iter().cloned());
            committed.sequences.push(events.len() as u64);
        }
        *self = next;
        Some(committed)
    }

    fn ordered(&self, descending: bool) -> Vec<Record> {
        let mut records: Vec<Record> = self.records.values().cloned().collect();
        records.sort_by(|a, b| (a.attributes.get("rank"), &a.id).cmp(&(b.attributes.get("rank"), &b.id)));
        if descending {
            records.reverse();
        }
        records
    }
}

fn expect() -> impl Strategy<Value = Expect> {
    prop_oneof![Just(Expect::Any), Just(Expect::Absent), (1..4_u64).prop_map(Expect::Version)]
}

fn id() -> impl Strategy<Value = String> {
    (0..5).prop_map(|number| format!("n{number}"))
}

fn put() -> impl Strategy<Value = Put> {
    (id(), expect(), prop::option::of(0..3_i64), prop::option::of(0..3_i64)).prop_map(
        |(id, expect, number, rank)| {
            let mut record = Record {
                workspace: home(),
                collection: "note",
                id,
                version: 0,
                attributes: Default::default(),
                body: json!({"number": number}),
            };
            let given = [("number", number), ("rank", rank)];
            let given =
                given.into_iter().filter_map(|(name, value)| Some((name, AttributeValue::Integer(value?))));
            record.attributes.extend(given);
            Put { record, expect }
        },
    )
}

fn append() -> impl Strategy<Value = Append> {
    (0..2, prop::option::of(0..4_u64), 0..3_u64, 0..3_usize).prop_map(
        |(stream, expected_sequence, epoch, events)| {
            let events = (0..events).map(|event| json!(event)).collect();
            Append { stream: format!("s{stream}"), expected_sequence, epoch, events }
        },
    )
}

fn batch() -> impl Strategy<Value = Batch> {
    let delete = (id(), expect());
    (
        prop::collection::vec(put(), 0..3),
        prop::collection::vec(delete, 0..2),
        prop::collection::vec(append(), 0..2),
    )
        .prop_map(|(puts, deletes, appends)| {
            let mut batch = Batch::new(home());
            let mut named = std::collections::HashSet::new();
            batch.deletes = deletes
                .into_iter()
                .filter(|(id, _)| named.insert(id.clone()))
                .map(|(id, expect)| Delete { collection: "note", id, expect })
                .collect();
            batch.puts = puts.into_iter().filter(|put| named.insert(put.record.id.clone())).collect();
            batch.appends = appends;
            batch
        })
}

async fn play(storage: &dyn Storage, history: &[Batch], together: bool) {
    let mut model = Model::default();
    // Calls that wait together are one commit group, taken in order.
    let width = if together { 8 } else { 1 };
    for group in history.chunks(width) {
        let results =
            futures::future::join_all(group.iter().cloned().map(|batch| storage.commit(batch))).await;
        for (batch, result) in group.iter().zip(results) {
            match (model.commit(batch), result) {
                (Some(expected), Ok(committed)) => {
                    assert_eq!(
                        (committed.versions, committed.sequences),
                        (expected.versions, expected.sequences)
                    );
                }
                (None, Err(error)) => assert_eq!(error.kind(), ErrorKind::Conflict, "{error}"),
                (expected, found) => panic!("{batch:?}: expected {expected:?}, found {found:?}"),
            }
        }
    }
    for descending in [false, true] {
        let query = Query { order: Some("rank"), descending, ..Query::new(home(), "note") };
        assert_eq!(storage.query(query).await.unwrap().records, model.ordered(descending));
    }
    for (stream, (_, events)) in &model.streams {
        let stored = storage.read(&home(), stream, 0, 100).await.unwrap();
        assert_eq!(&stored.into_iter().map(|entry| entry.event).collect::<Vec<_>>(), events);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: crate::counts::cases(100), ..ProptestConfig::default() })]

    #[test]
    fn histories_give_the_same_results_as_the_model(
        history in prop::collection::vec(batch(), 1..25),
        together in any::<bool>(),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            play(&Sqlite::memory(&COLLECTIONS).await.unwrap(), &history, together).await;
            play(&Memory::new(&COLLECTIONS).unwrap(), &history, together).await;
        });
    }
}
