//! The lane of claims and messages: what crosses workspaces, under a role that may.

use tokio::sync::{mpsc, oneshot};

use super::claim;
use super::fault::Fault;
use super::link::Link;
use super::open::{WRITE, limited};
use super::read;
use crate::error::Result;
use crate::storage::{Claim, Claimed, Collection, Message};

/// Tries of a transaction that others got in the way of.
const TRIES: usize = 5;

/// What waits for the lane, and where its result goes.
#[derive(Debug)]
pub(super) enum Crossing {
    Claim(Claim, Collection, oneshot::Sender<Result<Vec<Claimed>>>),
    Outbox(usize, oneshot::Sender<Result<Vec<(u64, Message)>>>),
    Published(Vec<u64>, oneshot::Sender<Result<()>>),
}

/// The task that claims.
pub(super) struct Claims {
    link: Link,
    crossings: mpsc::Receiver<Crossing>,
}

impl Claims {
    pub(super) fn new(link: Link, crossings: mpsc::Receiver<Crossing>) -> Self {
        Self { link, crossings }
    }

    /// Works until the database is closed or dropped.
    pub(super) async fn run(mut self) {
        while let Some(crossing) = self.crossings.recv().await {
            match crossing {
                Crossing::Claim(wanted, collection, reply) => {
                    let _ = reply.send(self.claim(&wanted, &collection).await);
                }
                Crossing::Outbox(limit, reply) => {
                    let _ = reply.send(self.outbox(limit).await);
                }
                Crossing::Published(keys, reply) => {
                    let _ = reply.send(self.published(&keys).await);
                }
            }
        }
        self.link.close().await;
    }

    async fn claim(&mut self, wanted: &Claim, collection: &Collection) -> Result<Vec<Claimed>> {
        let mut tries = 0;
        loop {
            tries += 1;
            match self.attempt(wanted, collection).await {
                Ok(claimed) => return Ok(claimed),
                Err(fault) => {
                    self.link.abandon(&fault).await;
                    if !fault.is_contention() || tries == TRIES {
                        return Err(fault.public(self.link.place()));
                    }
                }
            }
        }
    }

    async fn attempt(&mut self, wanted: &Claim, collection: &Collection) -> Result<Vec<Claimed>, Fault> {
        let connection = self.link.begin(&claim::lock(collection)).await?;
        let claimed = limited(WRITE, claim::apply(connection, collection, wanted)).await??;
        self.link.commit().await?;
        Ok(claimed)
    }

    async fn outbox(&mut self, limit: usize) -> Result<Vec<(u64, Message)>> {
        let outcome = async {
            let connection = self.link.begin("").await?;
            let waiting = limited(WRITE, read::outbox(connection, limit)).await??;
            self.link.commit().await?;
            Ok(waiting)
        }
        .await;
        self.ended(outcome).await
    }

    async fn published(&mut self, keys: &[u64]) -> Result<()> {
        let keys: Vec<i64> = keys.iter().filter_map(|key| i64::try_from(*key).ok()).collect();
        let outcome = async {
            let connection = self.link.begin("").await?;
            let forget =
                sqlx::query("DELETE FROM outbox WHERE key = ANY($1)").bind(&keys).execute(connection);
            limited(WRITE, forget).await??;
            self.link.commit().await
        }
        .await;
        self.ended(outcome).await
    }

    async fn ended<T>(&mut self, outcome: Result<T, Fault>) -> Result<T> {
        match outcome {
            Ok(value) => Ok(value),
            Err(fault) => {
                self.link.abandon(&fault).await;
                Err(fault.public(self.link.place()))
            }
        }
    }
}
