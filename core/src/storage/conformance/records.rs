//! Records: create, read, change, delete, conflicts, uniqueness, atomicity, isolation.

use serde_json::json;

use super::fixtures::{
    Shared, appending, deleting, home, integer, note, put, putting, text, with, workspace,
};
use super::{Outcome, equal, expect, refused};
use crate::error::ErrorKind::Conflict;
use crate::storage::{Amend, Batch, Compare, Condition, Delete, Expect, Message, Put, Query, Record};

pub(super) async fn an_absent_record_is_none(storage: Shared) -> Outcome {
    equal(storage.get(&home(), "note", "a").await?, None, "an absent record")
}

pub(super) async fn a_record_reads_back_as_written(storage: Shared) -> Outcome {
    let record = with(with(note(&home(), "a"), "author", text("Ada")), "number", integer(7));
    let committed = put(&storage, record.clone(), Expect::Absent).await?;
    equal(committed.versions, vec![1], "the first version")?;
    let stored = Record { version: 1, ..record };
    equal(storage.get(&home(), "note", "a").await?, Some(stored), "the record")
}

pub(super) async fn a_change_raises_the_version(storage: Shared) -> Outcome {
    for (expected, version) in [(Expect::Any, 1), (Expect::Version(1), 2), (Expect::Any, 3)] {
        let committed = put(&storage, note(&home(), "a"), expected).await?;
        equal(committed.versions, vec![version], "the version after a put")?;
    }
    let stored = storage.get(&home(), "note", "a").await?;
    equal(stored.map(|record| record.version), Some(3), "the stored version")
}

pub(super) async fn expectations_are_checked(storage: Shared) -> Outcome {
    refused(put(&storage, note(&home(), "a"), Expect::Version(1)).await, Conflict, "a change of nothing")?;
    put(&storage, note(&home(), "a"), Expect::Absent).await?;
    refused(put(&storage, note(&home(), "a"), Expect::Absent).await, Conflict, "a second creation")?;
    refused(put(&storage, note(&home(), "a"), Expect::Version(2)).await, Conflict, "a version to come")?;
    put(&storage, note(&home(), "a"), Expect::Version(1)).await?;
    refused(put(&storage, note(&home(), "a"), Expect::Version(1)).await, Conflict, "a stale version")?;
    for stale in [Expect::Absent, Expect::Version(1)] {
        refused(storage.commit(deleting(&home(), "a", stale)).await, Conflict, "a stale delete")?;
    }
    refused(
        storage.commit(deleting(&home(), "b", Expect::Version(1))).await,
        Conflict,
        "a delete of nothing",
    )?;
    let stored = storage.get(&home(), "note", "a").await?;
    equal(stored.map(|record| record.version), Some(2), "the version after refusals")
}

pub(super) async fn a_put_replaces_all_attributes(storage: Shared) -> Outcome {
    put(&storage, with(note(&home(), "a"), "author", text("Ada")), Expect::Absent).await?;
    put(&storage, with(note(&home(), "a"), "rank", integer(1)), Expect::Version(1)).await?;
    let stored = storage.get(&home(), "note", "a").await?.map(|record| record.attributes);
    let expected = with(note(&home(), "a"), "rank", integer(1)).attributes;
    equal(stored, Some(expected), "the attributes after a put without one of them")
}

pub(super) async fn a_new_body_leaves_the_rest_as_it_is(storage: Shared) -> Outcome {
    let amending = |id: &str, version| {
        let mut batch = Batch::new(home());
        let (id, body) = (id.to_owned(), json!({"far": version}));
        batch.amends.push(Amend { collection: "note", id, version, body });
        batch
    };
    let record = with(with(note(&home(), "a"), "author", text("Ada")), "number", integer(7));
    put(&storage, record.clone(), Expect::Absent).await?;
    put(&storage, note(&home(), "b"), Expect::Absent).await?;
    let before = storage.changes(&home(), 0, 10).await?;
    refused(storage.commit(amending("c", 1)).await, Conflict, "a new body of nothing")?;
    refused(storage.commit(amending("a", 2)).await, Conflict, "a new body of a version to come")?;
    for version in [1, 2] {
        let committed = storage.commit(amending("a", version)).await?;
        expect(committed.versions.is_empty(), "a new body was counted as a put")?;
    }
    refused(storage.commit(amending("a", 1)).await, Conflict, "a new body of a stale version")?;
    refused(put(&storage, record.clone(), Expect::Version(1)).await, Conflict, "a put of a stale version")?;
    let stored = Record { version: 3, body: json!({"far": 2}), ..record.clone() };
    equal(storage.get(&home(), "note", "a").await?, Some(stored.clone()), "the record with its new body")?;
    let mut query = Query::new(home(), "note");
    query.conditions.push(Condition { attribute: "author", compare: Compare::Equal, value: text("Ada") });
    equal(storage.query(query).await?.records, vec![stored], "what its attribute finds")?;
    equal(storage.changes(&home(), 0, 10).await?, before, "the changes after new bodies")?;
    let taken = with(note(&home(), "b"), "number", integer(7));
    refused(put(&storage, taken, Expect::Any).await, Conflict, "a unique value of a record with a new body")?;
    let mut twice = amending("a", 3);
    twice.puts.push(Put { record, expect: Expect::Version(3) });
    refused(storage.commit(twice).await, crate::ErrorKind::InvalidInput, "a record twice in a batch")
}

pub(super) async fn a_deleted_record_is_gone(storage: Shared) -> Outcome {
    put(&storage, note(&home(), "a"), Expect::Absent).await?;
    storage.commit(deleting(&home(), "a", Expect::Version(1))).await?;
    equal(storage.get(&home(), "note", "a").await?, None, "a deleted record")?;
    storage.commit(deleting(&home(), "a", Expect::Any)).await?;
    storage.commit(deleting(&home(), "a", Expect::Absent)).await?;
    let committed = put(&storage, note(&home(), "a"), Expect::Absent).await?;
    equal(committed.versions, vec![1], "the version of a record made again")
}

pub(super) async fn unique_attributes_are_unique_in_a_workspace(storage: Shared) -> Outcome {
    let numbered = |id: &str| with(note(&home(), id), "number", integer(1));
    put(&storage, numbered("a"), Expect::Absent).await?;
    refused(put(&storage, numbered("b"), Expect::Absent).await, Conflict, "a second holder of a number")?;
    put(&storage, note(&home(), "b"), Expect::Absent).await?;
    put(&storage, note(&home(), "c"), Expect::Absent).await?;
    refused(put(&storage, numbered("b"), Expect::Any).await, Conflict, "a change to a number that is taken")?;
    let elsewhere = with(note(&workspace("other")?, "a"), "number", integer(1));
    put(&storage, elsewhere, Expect::Absent).await?;
    put(&storage, numbered("a"), Expect::Version(1)).await.map(|_| ()).map_err(Into::into)
}

pub(super) async fn a_batch_may_hand_a_unique_value_over(storage: Shared) -> Outcome {
    let numbered = |id: &str| with(note(&home(), id), "number", integer(1));
    put(&storage, numbered("a"), Expect::Absent).await?;
    let mut batch = putting(numbered("b"), Expect::Absent);
    batch.deletes.push(Delete { collection: "note", id: "a".to_owned(), expect: Expect::Version(1) });
    storage.commit(batch).await?;
    equal(storage.get(&home(), "note", "a").await?, None, "the former holder")?;
    // Puts count in their order: what a later one gives up is not free yet.
    let (giving, taking) = (note(&home(), "b"), numbered("c"));
    let of = |first: &Record, second: &Record| {
        let mut batch = putting(first.clone(), Expect::Any);
        batch.puts.push(Put { record: second.clone(), expect: Expect::Any });
        batch
    };
    refused(storage.commit(of(&taking, &giving)).await, Conflict, "a value that a later put gives up")?;
    storage.commit(of(&giving, &taking)).await.map(|_| ()).map_err(Into::into)
}

pub(super) async fn a_batch_is_all_or_nothing(storage: Shared) -> Outcome {
    put(&storage, note(&home(), "there"), Expect::Absent).await?;
    let before = storage.changes(&home(), 0, 10).await?;
    let mut batch = appending("log", None, 0, &[json!(1)]);
    batch.puts.push(Put { record: note(&home(), "new"), expect: Expect::Absent });
    batch.deletes.push(Delete { collection: "note", id: "there".to_owned(), expect: Expect::Any });
    batch.messages.push(Message { topic: "work".to_owned(), payload: "x".to_owned() });
    let mut stale = batch.clone();
    stale.puts.push(Put { record: note(&home(), "stale"), expect: Expect::Version(9) });
    refused(storage.commit(stale).await, Conflict, "a batch with one stale put")?;
    let mut fenced = batch.clone();
    fenced.appends.extend(appending("log", Some(9), 0, &[]).appends);
    refused(storage.commit(fenced).await, Conflict, "a batch with one stale append")?;
    expect(storage.get(&home(), "note", "there").await?.is_some(), "a refused batch deleted a record")?;
    expect(storage.get(&home(), "note", "new").await?.is_none(), "a refused batch made a record")?;
    expect(storage.read(&home(), "log", 0, 9).await?.is_empty(), "a refused batch appended an event")?;
    expect(storage.outbox(9).await?.is_empty(), "a refused batch left a message")?;
    equal(storage.changes(&home(), 0, 10).await?, before, "the changes after refused batches")?;
    storage.commit(batch).await?;
    expect(storage.get(&home(), "note", "new").await?.is_some(), "the same batch without the stale part")
}

pub(super) async fn workspaces_are_isolated(storage: Shared) -> Outcome {
    let other = workspace("other")?;
    put(&storage, note(&home(), "a"), Expect::Absent).await?;
    storage.commit(appending("log", Some(0), 5, &[json!(1)])).await?;
    expect(storage.get(&other, "note", "a").await?.is_none(), "a record of another workspace was read")?;
    expect(storage.query(Query::new(other.clone(), "note")).await?.records.is_empty(), "and found by query")?;
    expect(storage.read(&other, "log", 0, 9).await?.is_empty(), "a stream of another workspace was read")?;
    expect(storage.changes(&other, 0, 9).await?.is_empty(), "changes of another workspace were read")?;
    storage.commit(deleting(&other, "a", Expect::Any)).await?;
    expect(storage.get(&home(), "note", "a").await?.is_some(), "a delete reached another workspace")?;
    let mut batch = appending("log", Some(0), 1, &[json!(2)]);
    batch.workspace = other.clone();
    equal(storage.commit(batch).await?.sequences, vec![1], "a stream of the same name elsewhere")?;
    let mut smuggled = putting(note(&home(), "b"), Expect::Any);
    smuggled.workspace = other;
    refused(
        storage.commit(smuggled).await,
        crate::ErrorKind::InvalidInput,
        "a batch with a record of another workspace",
    )
}
