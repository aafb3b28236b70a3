//! The one writer of a process: it commits waiting work in groups, so that many callers share one sync.
//!
//! While one group is being synced the next one collects. Each batch of a group has a savepoint of its
//! own: a batch that is refused leaves no trace and fails nobody else.

use std::path::PathBuf;
use std::time::Duration;

use sqlx::SqliteConnection;
use tokio::sync::{broadcast, mpsc, oneshot};
use tokio::time::{Instant, MissedTickBehavior};

use super::fault::{self, Fault};
use super::open::Pools;
use super::{claim, commit};
use crate::error::{Error, Result};
use crate::id::WorkspaceId;
use crate::storage::check::Declared;
use crate::storage::follow::Wake;
use crate::storage::{Batch, Claim, Claimed, Collection, Committed};

/// How much waits before callers wait too; also the wake-ups that a slow follower may lag behind.
pub(super) const QUEUE: usize = 1_024;
/// Changes, events and messages of one group; a single larger batch is a group of its own.
const GROUP: usize = 512;
/// How often the commits of other processes are looked for, while somebody follows.
const LOOK: Duration = Duration::from_millis(250);

/// Work for the writer.
#[derive(Debug)]
pub(super) enum Work {
    Commit(Batch),
    Claim(Claim, Collection),
    Published(Vec<u64>),
    Close,
}

/// Work that is done.
#[derive(Debug)]
pub(super) enum Done {
    Committed(Committed),
    Claimed(Vec<Claimed>),
    Nothing,
}

/// Work and where its result goes. The result is dropped if the caller has gone.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) work: Work,
    pub(super) reply: oneshot::Sender<Result<Done>>,
}

/// The task that writes.
pub(super) struct Writer {
    path: PathBuf,
    pools: Pools,
    declared: Declared,
    jobs: mpsc::Receiver<Job>,
    wakes: broadcast::Sender<Wake>,
    /// SQLite's `data_version`: moves when another connection commits.
    seen: i64,
}

impl Writer {
    pub(super) fn new(
        path: PathBuf,
        pools: Pools,
        declared: Declared,
        jobs: mpsc::Receiver<Job>,
        wakes: broadcast::Sender<Wake>,
    ) -> Self {
        Self { path, pools, declared, jobs, wakes, seen: 0 }
    }

    /// Writes until the database is closed or dropped.
    pub(super) async fn run(mut self) {
        let mut look = tokio::time::interval_at(Instant::now() + LOOK, LOOK);
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut closing = None;
        while closing.is_none() {
            let first = tokio::select! {
                job = self.jobs.recv() => job,
                _ = look.tick(), if self.pools.shared => {
                    self.look().await;
                    continue;
                }
            };
            let Some(first) = first else { break };
            let mut group = Vec::new();
            let mut size = 0;
            let mut next = Some(first);
            while let Some(job) = next {
                if matches!(job.work, Work::Close) {
                    closing = Some(job.reply);
                    break;
                }
                size += job.work.size();
                group.push(job);
                next = if size < GROUP { self.jobs.try_recv().ok() } else { None };
            }
            self.commit(group).await;
        }
        self.jobs.close();
        self.pools.readers.close().await;
        // The last connection writes the log back into the file as it closes.
        self.pools.writer.close().await;
        if let Some(reply) = closing {
            let _ = reply.send(Ok(Done::Nothing));
        }
    }

    /// Wakes all followers if another process has committed.
    async fn look(&mut self) {
        if self.wakes.receiver_count() == 0 {
            return;
        }
        let version = match self.pools.writer.acquire().await {
            Ok(mut connection) => sqlx::query_scalar("PRAGMA data_version").fetch_one(&mut *connection).await,
            Err(error) => Err(error),
        };
        // A read that fails now is tried again in a moment; the followers report it if it stays.
        if let Ok(version) = version
            && version != self.seen
        {
            self.seen = version;
            let _ = self.wakes.send(None);
        }
    }

    async fn commit(&self, group: Vec<Job>) {
        if group.is_empty() {
            return;
        }
        let works: Vec<&Work> = group.iter().map(|job| &job.work).collect();
        match self.attempt(&works).await {
            Ok(results) => self.answer(group, results),
            Err(fault) if group.len() > 1 && fault.may_be_of_one_batch() => {
                for job in group {
                    let results = self.attempt(&[&job.work]).await.unwrap_or_else(|fault| vec![Err(fault)]);
                    self.answer(vec![job], results);
                }
            }
            Err(fault) => {
                let error = fault.public(&self.path);
                tracing::warn!(database = %self.path.display(), %error, "a group of commits failed");
                for job in group {
                    let _ = job.reply.send(Err(Error::new(error.kind(), error.message())));
                }
            }
        }
    }

    fn answer(&self, group: Vec<Job>, results: Vec<Result<Done, Fault>>) {
        let mut changed: Vec<&WorkspaceId> = Vec::new();
        for (job, result) in group.iter().zip(&results) {
            match (&job.work, result) {
                (Work::Commit(batch), Ok(_)) => changed.push(&batch.workspace),
                (_, Ok(Done::Claimed(claimed))) => {
                    changed.extend(claimed.iter().map(|one| &one.record.workspace))
                }
                _ => {}
            }
        }
        changed.sort_unstable();
        changed.dedup();
        let changed: Vec<WorkspaceId> = changed.into_iter().cloned().collect();
        for (job, result) in group.into_iter().zip(results) {
            let _ = job.reply.send(result.map_err(|fault| fault.public(&self.path)));
        }
        for workspace in changed {
            let _ = self.wakes.send(Some(workspace));
        }
    }

    /// Does all of it in one transaction. A refusal is the result of its own batch; any other fault fails
    /// the group and leaves nothing.
    async fn attempt(&self, works: &[&Work]) -> Result<Vec<Result<Done, Fault>>, Fault> {
        let mut connection = self.pools.writer.acquire().await?;
        let outcome = self.transact(&mut connection, works).await;
        if outcome.is_err() {
            // Fails when SQLite has rolled back by itself already.
            let _ = sqlx::query("ROLLBACK").execute(&mut *connection).await;
        }
        outcome
    }

    async fn transact(
        &self,
        connection: &mut SqliteConnection,
        works: &[&Work],
    ) -> Result<Vec<Result<Done, Fault>>, Fault> {
        sqlx::query("BEGIN IMMEDIATE; SAVEPOINT batch").execute(&mut *connection).await?;
        let mut results = Vec::with_capacity(works.len());
        for (index, work) in works.iter().enumerate() {
            let result = self.apply(connection, work).await;
            match &result {
                Ok(_) if index + 1 < works.len() => {
                    sqlx::query("RELEASE batch; SAVEPOINT batch").execute(&mut *connection).await?;
                }
                // The commit releases the last one.
                Ok(_) => {}
                // The savepoint stays and serves the next batch.
                Err(fault) if fault.is_refusal() => {
                    sqlx::query("ROLLBACK TO batch").execute(&mut *connection).await?;
                }
                Err(_) => return result.map(|_| Vec::new()),
            }
            results.push(result);
        }
        sqlx::query("COMMIT").execute(&mut *connection).await.map_err(|error| match fault::code(&error) {
            Some(fault::IO) => Fault::Doubt { path: self.path.clone(), source: error },
            _ => Fault::Driver(error),
        })?;
        Ok(results)
    }

    async fn apply(&self, connection: &mut SqliteConnection, work: &Work) -> Result<Done, Fault> {
        match work {
            Work::Commit(batch) => {
                commit::apply(connection, &self.declared, batch).await.map(Done::Committed)
            }
            Work::Claim(claim, collection) => {
                claim::apply(connection, collection, claim).await.map(Done::Claimed)
            }
            Work::Published(keys) => commit::published(connection, keys).await.map(|()| Done::Nothing),
            Work::Close => Ok(Done::Nothing),
        }
    }
}

impl Work {
    fn size(&self) -> usize {
        let inside = match self {
            Self::Commit(batch) => {
                let events: usize = batch.appends.iter().map(|append| append.events.len()).sum();
                batch.puts.len() + batch.deletes.len() + batch.messages.len() + events
            }
            Self::Claim(claim, _) => claim.limit,
            Self::Published(keys) => keys.len(),
            Self::Close => 0,
        };
        inside.saturating_add(1)
    }
}
