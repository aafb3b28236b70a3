//! The one writer of a process: it commits waiting work in groups, so that many callers share one sync.
//!
//! While one group is being synced the next one collects. A group is decided in memory and written in few
//! statements: a batch that is refused leaves no trace and fails nobody else.

use std::path::PathBuf;
use std::time::Duration;

use sqlx::{Row as _, SqliteConnection};
use tokio::sync::{broadcast, mpsc, oneshot};
use tokio::time::{Instant, MissedTickBehavior};

use super::fault::{self, Fault};
use super::open::Pools;
use super::script::Script;
use super::{claim, load, write};
use crate::error::{Error, ErrorKind, Result};
use crate::id::WorkspaceId;
use crate::storage::check::Declared;
use crate::storage::follow::Wake;
use crate::storage::gather::Gathering;
use crate::storage::ledger::Touched;
use crate::storage::{Batch, Claim, Claimed, Collection, Committed};

/// How much waits before callers wait too; also the wake-ups that a slow follower may lag behind.
pub(super) const QUEUE: usize = 1_024;
/// Changes, events and messages of one group; a single larger batch is a group of its own.
const GROUP: usize = 512;
/// How often the commits of other processes are looked for, while somebody follows.
const LOOK: Duration = Duration::from_millis(250);
/// How often, and after which pause, the log is emptied again while somebody reads from it.
const CHECKPOINTS: u32 = 20;
const CHECKPOINT_PAUSE: Duration = Duration::from_millis(50);

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
        let mut gathering = Gathering::default();
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
            let ends = |job: &Job| matches!(job.work, Work::Close);
            let size = |job: &Job| job.work.size();
            let (group, last) = gathering.gather(first, &mut self.jobs, GROUP, size, ends).await;
            closing = last.map(|job| job.reply);
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
            Ok(results) => {
                let results = self.scrubbed(&works, results).await;
                self.answer(group, results);
            }
            Err(fault) if group.len() > 1 && fault.may_be_of_one_batch() => {
                for job in group {
                    let results = self.attempt(&[&job.work]).await.unwrap_or_else(|fault| vec![Err(fault)]);
                    let results = self.scrubbed(&[&job.work], results).await;
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

    /// Scrubs once for all commits that stand and ask for it. Nobody else's commit fails when that does.
    async fn scrubbed(
        &self,
        works: &[&Work],
        mut results: Vec<Result<Done, Fault>>,
    ) -> Vec<Result<Done, Fault>> {
        let asks = |work: &Work| work.batch().is_some_and(|batch| batch.scrub);
        // A database in memory has no files.
        if !self.pools.shared || !works.iter().zip(&results).any(|(work, done)| asks(work) && done.is_ok()) {
            return results;
        }
        if let Err(fault) = self.scrub().await {
            let error = fault.public(&self.path);
            for (_, result) in
                works.iter().zip(&mut results).filter(|(work, done)| asks(work) && done.is_ok())
            {
                let message =
                    format!("it is committed, but what was removed is not overwritten yet: {error}");
                *result = Err(Fault::Refused(Error::new(ErrorKind::InDoubt, message)));
            }
        }
        results
    }

    /// Rewrites the database without its free pages, and empties the log, whose pages hold what was there before.
    async fn scrub(&self) -> Result<(), Fault> {
        let mut connection = self.pools.writer.acquire().await?;
        sqlx::query("VACUUM").execute(&mut *connection).await?;
        for _ in 0..CHECKPOINTS {
            // Waits for readers as long as `busy_timeout` says; they read a page at a time.
            let row = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut *connection).await?;
            if row.try_get::<i64, _>(0)? == 0 {
                return Ok(());
            }
            tokio::time::sleep(CHECKPOINT_PAUSE).await;
        }
        Err(Fault::Refused(Error::unavailable("readers keep the log of the database; try again")))
    }

    fn answer(&self, group: Vec<Job>, results: Vec<Result<Done, Fault>>) {
        let mut changed: Vec<&WorkspaceId> = Vec::new();
        for (job, result) in group.iter().zip(&results) {
            if let (Work::Commit(batch), Ok(_)) = (&job.work, result) {
                changed.push(&batch.workspace);
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
        let mut script = Script::default();
        script.push("BEGIN IMMEDIATE");
        let mut results = Vec::with_capacity(works.len());
        let together = |one: &&Work, next: &&Work| match (one.batch(), next.batch()) {
            // What is erased is not in the ledger of a group.
            (Some(one), Some(next)) => !one.erases() && !next.erases(),
            _ => false,
        };
        for run in works.chunk_by(together) {
            let batches: Vec<&Batch> = run.iter().filter_map(|work| work.batch()).collect();
            if !batches.is_empty() {
                results.extend(self.batches(connection, &mut script, &batches).await?);
            }
            for work in run {
                results.extend(self.other(connection, &mut script, work).await?);
            }
        }
        script.push("COMMIT");
        script.run(connection).await.map_err(|stopped| match fault::code(&stopped.error) {
            Some(fault::IO) if stopped.at_last => {
                Fault::Doubt { path: self.path.clone(), source: stopped.error }
            }
            _ => stopped.into(),
        })?;
        Ok(results)
    }

    /// Decides and writes batches that came one after the other.
    async fn batches(
        &self,
        connection: &mut SqliteConnection,
        script: &mut Script,
        batches: &[&Batch],
    ) -> Result<Vec<Result<Done, Fault>>, Fault> {
        let touched = Touched::of(batches, &self.declared).map_err(Fault::Refused)?;
        let mut ledger = load::load(connection, script, &self.declared, &touched).await?;
        let results: Vec<_> = batches.iter().map(|batch| ledger.apply(&self.declared, batch)).collect();
        if results.iter().any(Result::is_ok) {
            write::write(connection, script, &self.declared, &ledger).await?;
        }
        for (batch, _) in batches.iter().zip(&results).filter(|(_, result)| result.is_ok()) {
            write::erase(script, batch)?;
            script.relieve(connection).await?;
        }
        Ok(results.into_iter().map(|result| result.map(Done::Committed).map_err(Fault::Refused)).collect())
    }

    /// Does what is no batch; nothing for a batch.
    async fn other(
        &self,
        connection: &mut SqliteConnection,
        script: &mut Script,
        work: &Work,
    ) -> Result<Option<Result<Done, Fault>>, Fault> {
        Ok(match work {
            Work::Commit(_) => None,
            Work::Claim(claim, collection) => {
                script.run(connection).await?;
                Some(Ok(Done::Claimed(claim::apply(connection, collection, claim).await?)))
            }
            Work::Published(keys) => {
                write::published(script, keys)?;
                Some(Ok(Done::Nothing))
            }
            Work::Close => Some(Ok(Done::Nothing)),
        })
    }
}

impl Work {
    fn batch(&self) -> Option<&Batch> {
        if let Self::Commit(batch) = self { Some(batch) } else { None }
    }

    fn size(&self) -> usize {
        let inside = match self {
            Self::Commit(batch) => {
                let events: usize = batch.appends.iter().map(|append| append.events.len()).sum();
                let erased = batch.erased_streams.len() + batch.erased_changes.len();
                let records = batch.puts.len() + batch.deletes.len() + batch.amends.len();
                records + batch.messages.len() + events + erased
            }
            Self::Claim(claim, _) => claim.limit,
            Self::Published(keys) => keys.len(),
            Self::Close => 0,
        };
        inside.saturating_add(1)
    }
}
