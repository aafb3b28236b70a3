//! A storage wrapper that goes wrong by a seeded plan, and the contract under delay and reordering.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use futures::stream::BoxStream;
use secretariat::id::{Randomness, SeededRandomness, WorkspaceId};
use secretariat::storage::sqlite::Sqlite;
use secretariat::storage::{
    Batch, Change, Claim, Claimed, Committed, Entry, Message, Page, Query, Record, Storage, conformance,
};
use secretariat::{Error, ErrorKind, Result};

use crate::memory::Memory;

/// What may go wrong, each in so many of a thousand calls.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Plan {
    /// The call fails and does nothing.
    pub(crate) before: u64,
    /// The call does its work, and the caller is told that it failed.
    pub(crate) after: u64,
    /// A commit takes effect a while after the caller was told that its outcome is unknown.
    pub(crate) late: u64,
    /// The call takes up to `long`.
    pub(crate) stalls: u64,
    /// How long every call may take: calls of different length overtake each other.
    pub(crate) delay: Duration,
    /// How long a stalled call takes at most.
    pub(crate) long: Duration,
}

/// A database whose calls go wrong.
#[derive(Debug)]
pub(crate) struct Chaos {
    inner: Arc<dyn Storage>,
    plan: Plan,
    dice: SeededRandomness,
}

/// Returns a number below `sides`.
pub(crate) fn roll(dice: &SeededRandomness, sides: u64) -> u64 {
    let mut bytes = [0; 8];
    dice.fill(&mut bytes);
    u64::from_le_bytes(bytes) % sides.max(1)
}

/// Returns a time up to `most`.
pub(crate) fn some(dice: &SeededRandomness, most: Duration) -> Duration {
    Duration::from_micros(roll(dice, most.as_micros() as u64 + 1))
}

impl Chaos {
    pub(crate) fn over(inner: Arc<dyn Storage>, plan: Plan, seed: u64) -> Self {
        Self { inner, plan, dice: SeededRandomness::new(seed) }
    }

    fn happens(&self, in_thousand: u64) -> bool {
        in_thousand > 0 && roll(&self.dice, 1_000) < in_thousand
    }

    async fn call<T>(&self, work: impl Future<Output = Result<T>>) -> Result<T> {
        let long = if self.happens(self.plan.stalls) { self.plan.long } else { self.plan.delay };
        if !long.is_zero() {
            tokio::time::sleep(some(&self.dice, long)).await;
        }
        if self.happens(self.plan.before) {
            return Err(Error::unavailable("chaos: the database is away"));
        }
        let outcome = work.await;
        if !self.plan.delay.is_zero() {
            tokio::time::sleep(some(&self.dice, self.plan.delay)).await;
        }
        if self.happens(self.plan.after) {
            outcome.and_then(|_| Err(Error::unavailable("chaos: the database went away")))
        } else {
            outcome
        }
    }
}

#[async_trait]
impl Storage for Chaos {
    async fn get(
        &self,
        workspace: &WorkspaceId,
        collection: &'static str,
        id: &str,
    ) -> Result<Option<Record>> {
        self.call(self.inner.get(workspace, collection, id)).await
    }

    async fn query(&self, query: Query) -> Result<Page> {
        self.call(self.inner.query(query)).await
    }

    async fn read(
        &self,
        workspace: &WorkspaceId,
        stream: &str,
        after: u64,
        limit: usize,
    ) -> Result<Vec<Entry>> {
        self.call(self.inner.read(workspace, stream, after, limit)).await
    }

    async fn commit(&self, batch: Batch) -> Result<Committed> {
        if self.happens(self.plan.late) {
            let (inner, wait) = (self.inner.clone(), some(&self.dice, self.plan.long));
            tokio::spawn(async move {
                tokio::time::sleep(wait).await;
                inner.commit(batch).await
            });
            return Err(Error::new(ErrorKind::InDoubt, "chaos: the connection broke"));
        }
        let outcome = self.call(self.inner.commit(batch)).await;
        // A read cannot be in doubt, a commit that ends like this is.
        match outcome {
            Err(error) if error.kind() == ErrorKind::Unavailable && roll(&self.dice, 2) == 0 => {
                Err(Error::new(ErrorKind::InDoubt, "chaos: the connection broke"))
            }
            outcome => outcome,
        }
    }

    async fn claim(&self, claim: Claim) -> Result<Vec<Claimed>> {
        self.call(self.inner.claim(claim)).await
    }

    async fn changes(&self, workspace: &WorkspaceId, after: u64, limit: usize) -> Result<Vec<Change>> {
        self.call(self.inner.changes(workspace, after, limit)).await
    }

    async fn watch(&self, workspace: &WorkspaceId, after: u64) -> Result<BoxStream<'static, Result<Change>>> {
        self.call(self.inner.watch(workspace, after)).await
    }

    async fn outbox(&self, limit: usize) -> Result<Vec<(u64, Message)>> {
        self.call(self.inner.outbox(limit)).await
    }

    async fn published(&self, keys: &[u64]) -> Result<()> {
        self.call(self.inner.published(keys)).await
    }

    async fn close(&self) -> Result<()> {
        self.inner.close().await
    }
}

fn delayed(inner: Arc<dyn Storage>, delay: Duration) -> Box<dyn Storage> {
    Box::new(Chaos::over(inner, Plan { delay, ..Plan::default() }, 7))
}

#[tokio::test]
async fn maps_under_a_mutex_keep_the_contract() {
    let fresh = || async { Ok(Box::new(Memory::new(&conformance::COLLECTIONS)?) as Box<dyn Storage>) };
    conformance::run(fresh).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn the_contract_holds_under_delay_and_reordering_in_memory() {
    let fresh = || async {
        let inner = Arc::new(Memory::new(&conformance::COLLECTIONS)?);
        Ok(delayed(inner, Duration::from_millis(20)))
    };
    conformance::run(fresh).await.unwrap();
}

#[tokio::test]
async fn the_contract_holds_under_delay_and_reordering_on_sqlite() {
    let fresh = || async {
        let inner = Arc::new(Sqlite::memory(&conformance::COLLECTIONS).await?);
        Ok(delayed(inner, Duration::from_micros(500)))
    };
    conformance::run(fresh).await.unwrap();
}
