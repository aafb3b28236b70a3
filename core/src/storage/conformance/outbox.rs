//! The transactional outbox.

use super::fixtures::{Shared, home, note, put, putting};
use super::{Outcome, equal, expect};
use crate::storage::{Batch, Expect, Message};

fn message(payload: &str) -> Message {
    Message { topic: "work".to_owned(), payload: payload.to_owned() }
}

pub(super) async fn messages_wait_until_published(storage: Shared) -> Outcome {
    for payload in ["a", "b", "b"] {
        let mut batch = Batch::new(home());
        batch.messages.push(message(payload));
        storage.commit(batch).await?;
    }
    let waiting = storage.outbox(2).await?;
    let payloads: Vec<_> = waiting.iter().map(|(_, message)| message.clone()).collect();
    equal(payloads, vec![message("a"), message("b")], "the oldest two messages")?;
    equal(storage.outbox(2).await?, waiting.clone(), "the same messages while they wait")?;
    let keys: Vec<u64> = waiting.iter().map(|(key, _)| *key).collect();
    storage.published(&keys).await?;
    equal(storage.outbox(9).await?.len(), 1, "the messages after publishing two")?;
    storage.published(&keys).await?;
    storage.published(&[u64::MAX]).await?;
    let last = storage.outbox(9).await?;
    equal(last.len(), 1, "the messages after publishing the same two again")?;
    storage.published(&last.iter().map(|(key, _)| *key).collect::<Vec<_>>()).await?;
    let mut batch = Batch::new(home());
    batch.messages.push(message("c"));
    storage.commit(batch).await?;
    storage.published(&keys).await?;
    equal(storage.outbox(9).await?.len(), 1, "a key was used again after its message was forgotten")
}

pub(super) async fn a_refused_batch_sends_nothing(storage: Shared) -> Outcome {
    put(&storage, note(&home(), "a"), Expect::Absent).await?;
    let mut batch = putting(note(&home(), "a"), Expect::Absent);
    batch.messages.push(message("never"));
    expect(storage.commit(batch).await.is_err(), "a second creation succeeded")?;
    equal(storage.outbox(9).await?, Vec::new(), "the messages after a refusal")
}
