//! The contract of the queue, and the relay from the outbox to it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use futures::StreamExt;
use futures::stream::BoxStream;
use secretariat::id::WorkspaceId;
use secretariat::queue::{LocalQueue, Queue, conformance};
use secretariat::storage::sqlite::Sqlite;
use secretariat::storage::{Batch, Message, Storage};
use secretariat::work::Relay;
use secretariat::{Error, Result};

async fn send(storage: &dyn Storage, payload: &str) {
    let mut batch = Batch::new(WorkspaceId::default_workspace());
    batch.messages.push(Message { topic: "work".to_owned(), payload: payload.to_owned() });
    storage.commit(batch).await.unwrap();
}

#[tokio::test]
async fn the_local_queue_keeps_the_contract() {
    conformance::run(|| Ok(Box::new(LocalQueue::new()))).await.unwrap();
}

#[tokio::test]
async fn a_commit_wakes_a_subscriber() {
    let storage = Arc::new(Sqlite::memory(&[]).await.unwrap());
    let queue = Arc::new(LocalQueue::new());
    let relay = Relay::new(storage.clone(), queue.clone());
    let mut woken = queue.subscribe("work").await.unwrap();
    let running = tokio::spawn({
        let relay = relay.clone();
        async move { relay.run(Duration::from_secs(3_600)).await }
    });
    for payload in ["a", "b"] {
        send(&*storage, payload).await;
        relay.nudge();
        assert_eq!(woken.next().await.unwrap().unwrap(), payload);
    }
    running.abort();
}

/// A queue that breaks at its third message.
#[derive(Debug, Default)]
struct Breaking(AtomicUsize);

#[async_trait]
impl Queue for Breaking {
    async fn publish(&self, _: &str, _: &str) -> Result<()> {
        match self.0.fetch_add(1, Ordering::Relaxed) {
            2 => Err(Error::unavailable("the broker went away")),
            _ => Ok(()),
        }
    }

    async fn subscribe(&self, _: &str) -> Result<BoxStream<'static, Result<String>>> {
        Err(Error::unsupported("nobody listens"))
    }
}

#[tokio::test]
async fn a_broken_queue_loses_no_message() {
    let storage = Arc::new(Sqlite::memory(&[]).await.unwrap());
    let relay = Relay::new(storage.clone(), Arc::new(Breaking::default()));
    for payload in ["a", "b", "c", "d"] {
        send(&*storage, payload).await;
    }
    assert!(relay.drain().await.is_err());
    let waiting = storage.outbox(9).await.unwrap();
    let waiting: Vec<_> = waiting.iter().map(|(_, message)| message.payload.as_str()).collect();
    assert_eq!(waiting, ["c"]);
    assert_eq!(relay.drain().await.unwrap(), 1);
}
