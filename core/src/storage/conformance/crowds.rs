//! Many callers at once, and the end.

use futures::future::join_all;
use serde_json::json;

use super::fixtures::{Shared, appending, home, note, put, putting};
use super::{Outcome, equal, expect, refused};
use crate::error::ErrorKind::{Conflict, Unavailable};
use crate::storage::Expect;

const WRITERS: usize = 64;

pub(super) async fn one_of_many_writers_wins_each_version(storage: Shared) -> Outcome {
    for round in 0..5_u64 {
        let expected = if round == 0 { Expect::Absent } else { Expect::Version(round) };
        let writers = (0..WRITERS).map(|_| put(&storage, note(&home(), "a"), expected));
        let mut won = 0;
        for result in join_all(writers).await {
            match result {
                Ok(committed) => {
                    equal(committed.versions, vec![round + 1], "the winner's version")?;
                    won += 1;
                }
                Err(error) => equal(error.kind(), Conflict, "the losers' error")?,
            }
        }
        equal(won, 1, "the writers that won")?;
    }
    Ok(())
}

pub(super) async fn a_conflict_fails_nobody_else(storage: Shared) -> Outcome {
    put(&storage, note(&home(), "taken"), Expect::Absent).await?;
    let writers = (0..WRITERS).map(|number| {
        let storage = storage.clone();
        async move {
            let mut batch = putting(note(&home(), &format!("n{number}")), Expect::Absent);
            if number % 3 == 0 {
                batch.puts.extend(putting(note(&home(), "taken"), Expect::Absent).puts);
            }
            (number, storage.commit(batch).await)
        }
    });
    for (number, result) in join_all(writers).await {
        equal(result.is_ok(), number % 3 != 0, "whether a batch beside conflicting ones was committed")?;
        let stored = storage.get(&home(), "note", &format!("n{number}")).await?;
        equal(stored.is_some(), result.is_ok(), "whether the record of a batch is there")?;
    }
    Ok(())
}

pub(super) async fn many_writers_append_without_a_gap(storage: Shared) -> Outcome {
    let writers = (0..WRITERS).map(|writer| storage.commit(appending("log", None, 1, &[json!(writer)])));
    let mut sequences = Vec::new();
    let mut positions = Vec::new();
    for result in join_all(writers).await {
        let committed = result?;
        sequences.extend(committed.sequences);
        positions.push(committed.position);
    }
    sequences.sort_unstable();
    equal(sequences, (1..=WRITERS as u64).collect(), "the sequences of all writers")?;
    positions.sort_unstable();
    positions.dedup();
    equal(positions.len(), WRITERS, "the positions of all writers differ")?;
    equal(storage.read(&home(), "log", 0, 100).await?.len(), WRITERS, "the events")
}

pub(super) async fn a_closed_database_says_so(storage: Shared) -> Outcome {
    let pending = storage.commit(putting(note(&home(), "a"), Expect::Absent));
    let watched = storage.watch(&home(), 0).await?;
    pending.await?;
    storage.close().await?;
    refused(storage.get(&home(), "note", "a").await, Unavailable, "a read after closing")?;
    refused(put(&storage, note(&home(), "b"), Expect::Any).await, Unavailable, "a write after closing")?;
    refused(storage.watch(&home(), 0).await.map(|_| ()), Unavailable, "a watch after closing")?;
    let last: Vec<_> = futures::StreamExt::collect(watched).await;
    expect(last.len() <= 1, "a watch ends when the database is closed")
}
