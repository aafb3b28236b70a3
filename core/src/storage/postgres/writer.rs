//! The lane of commits: waiting batches go in groups, so that many callers share one transaction.
//!
//! While one group is on its way the next one collects. A batch that is refused leaves no trace and fails
//! nobody else.

use std::collections::HashSet;

use sqlx::AssertSqlSafe;
use tokio::sync::{mpsc, oneshot};

use super::fault::Fault;
use super::link::Link;
use super::notices::Notices;
use super::open::{WRITE, limited};
use super::{load, write};
use crate::error::{Error, Result};
use crate::storage::check::Declared;
use crate::storage::gather::Gathering;
use crate::storage::ledger::Touched;
use crate::storage::{Batch, Committed};

/// How much waits before callers wait too.
pub(super) const QUEUE: usize = 1_024;
/// Changes, events and messages of one group; a single larger batch is a group of its own.
const GROUP: usize = 512;
/// Tries of a group that others got in the way of.
const TRIES: usize = 5;

/// A batch and where its result goes. The result is dropped if the caller has gone.
#[derive(Debug)]
pub(super) struct Commit {
    pub(super) batch: Batch,
    pub(super) reply: oneshot::Sender<Result<Committed>>,
}

/// The task that commits.
pub(super) struct Writer {
    link: Link,
    declared: Declared,
    commits: mpsc::Receiver<Commit>,
    /// Workspaces whose row is known to be there.
    known: HashSet<String>,
    notices: Notices,
}

impl Writer {
    pub(super) fn new(
        link: Link,
        declared: Declared,
        commits: mpsc::Receiver<Commit>,
        notices: Notices,
    ) -> Self {
        Self { link, declared, commits, known: HashSet::new(), notices }
    }

    /// Commits until the database is closed or dropped.
    pub(super) async fn run(mut self) {
        let mut gathering = Gathering::default();
        while let Some(first) = self.commits.recv().await {
            let size = |commit: &Commit| size(&commit.batch);
            let (group, _) = gathering.gather(first, &mut self.commits, GROUP, size, |_| false).await;
            // What is erased is not in the ledger of a group, so it goes alone.
            let mut together = Vec::new();
            for commit in group {
                if commit.batch.erases() {
                    self.commit(std::mem::take(&mut together)).await;
                    self.commit(vec![commit]).await;
                } else {
                    together.push(commit);
                }
            }
            self.commit(together).await;
        }
        self.link.close().await;
    }

    async fn commit(&mut self, group: Vec<Commit>) {
        if group.is_empty() {
            return;
        }
        let batches: Vec<&Batch> = group.iter().map(|commit| &commit.batch).collect();
        match self.attempt(&batches).await {
            Ok(results) => self.answer(group, results),
            Err(fault) if group.len() > 1 && fault.may_be_of_one_batch() => {
                for commit in group {
                    let results =
                        self.attempt(&[&commit.batch]).await.unwrap_or_else(|fault| vec![Err(fault)]);
                    self.answer(vec![commit], results);
                }
            }
            Err(fault) => {
                let error = fault.public(self.link.place());
                tracing::warn!(database = self.link.place(), %error, "a group of commits failed");
                for commit in group {
                    let _ = commit.reply.send(Err(Error::new(error.kind(), error.message())));
                }
            }
        }
    }

    fn answer(&self, group: Vec<Commit>, results: Vec<Result<Committed, Fault>>) {
        for (commit, result) in group.into_iter().zip(results) {
            let _ = commit.reply.send(result.map_err(|fault| fault.public(self.link.place())));
        }
    }

    /// Does all of it in one transaction. A refusal is the result of its own batch; any other fault fails
    /// the group and leaves nothing.
    async fn attempt(&mut self, batches: &[&Batch]) -> Result<Vec<Result<Committed, Fault>>, Fault> {
        let mut tries = 0;
        loop {
            tries += 1;
            let outcome = self.transact(batches).await;
            match &outcome {
                Ok(_) => return outcome,
                Err(fault) => {
                    self.link.abandon(fault).await;
                    if !fault.is_contention() || tries == TRIES {
                        return outcome;
                    }
                }
            }
        }
    }

    async fn transact(&mut self, batches: &[&Batch]) -> Result<Vec<Result<Committed, Fault>>, Fault> {
        let touched = Touched::of(batches, &self.declared).map_err(Fault::Refused)?;
        let names: Vec<&str> = touched.workspaces.iter().copied().collect();
        self.found(&names).await?;
        let declared = &self.declared;
        let connection = self.link.begin(&within(&names)).await?;
        let results = limited(WRITE, async {
            let mut ledger = load::load(connection, declared, &touched).await?;
            let results: Vec<_> =
                batches.iter().map(|batch| ledger.apply(declared, batch).map_err(Fault::Refused)).collect();
            if results.iter().any(Result::is_ok) {
                write::write(connection, declared, &ledger).await?;
            }
            for (batch, _) in batches.iter().zip(&results).filter(|(_, result)| result.is_ok()) {
                write::erase(connection, batch).await?;
            }
            Ok::<_, Fault>(results)
        })
        .await??;
        self.link.commit().await?;
        self.notices.tell(&names);
        Ok(results)
    }

    /// Makes the rows of new workspaces, in a transaction of its own: a group locks only rows that are there.
    async fn found(&mut self, names: &[&str]) -> Result<(), Fault> {
        let new: Vec<&str> = names.iter().copied().filter(|name| !self.known.contains(*name)).collect();
        if new.is_empty() {
            return Ok(());
        }
        let connection = self.link.begin(&within(&new)).await?;
        let made = sqlx::query(AssertSqlSafe(
            "INSERT INTO workspaces (workspace) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING",
        ))
        .bind(&new)
        .execute(connection);
        limited(WRITE, made).await??;
        self.link.commit().await?;
        self.known.extend(new.into_iter().map(str::to_owned));
        Ok(())
    }
}

/// Names the workspaces that a transaction may see; their names hold letters, digits, `_` and `-` only.
fn within(names: &[&str]) -> String {
    format!("SELECT set_config('secretariat.workspaces', '{}', true)", names.join(","))
}

fn size(batch: &Batch) -> usize {
    let events: usize = batch.appends.iter().map(|append| append.events.len()).sum();
    let erased = batch.erased_streams.len() + batch.erased_changes.len();
    batch.puts.len() + batch.deletes.len() + batch.amends.len() + batch.messages.len() + events + erased + 1
}
