//! Follows the changes of a workspace: what is stored first, then what comes.

use std::collections::VecDeque;
use std::path::PathBuf;

use futures::stream::{self, BoxStream, StreamExt};
use sqlx::SqlitePool;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

use super::read;
use super::writer::Wake;
use crate::error::Result;
use crate::id::WorkspaceId;
use crate::storage::Change;

/// Changes that are read at once.
const PAGE: usize = 256;

struct Follower {
    path: PathBuf,
    pool: SqlitePool,
    /// Subscribed before the first read, so no change can fall between reading and waiting.
    wakes: broadcast::Receiver<Wake>,
    workspace: WorkspaceId,
    after: u64,
    page: VecDeque<Change>,
    ended: bool,
}

/// Streams the changes after a position. The changes themselves are always read from the database, so a
/// wake-up that was missed costs a read and never a change.
pub(super) fn follow(
    path: PathBuf,
    pool: SqlitePool,
    wakes: broadcast::Receiver<Wake>,
    workspace: WorkspaceId,
    after: u64,
) -> BoxStream<'static, Result<Change>> {
    let follower = Follower { path, pool, wakes, workspace, after, page: VecDeque::new(), ended: false };
    stream::unfold(follower, |mut follower| async {
        let item = follower.next().await?;
        Some((item, follower))
    })
    .boxed()
}

impl Follower {
    async fn next(&mut self) -> Option<Result<Change>> {
        loop {
            if let Some(change) = self.page.pop_front() {
                self.after = change.position;
                return Some(Ok(change));
            }
            if self.ended {
                return None;
            }
            match read::changes(&self.pool, &self.workspace, self.after, PAGE).await {
                Ok(changes) if changes.is_empty() => self.wait().await,
                Ok(changes) => self.page = changes.into(),
                Err(fault) => {
                    let closed = self.pool.is_closed();
                    self.ended = true;
                    return (!closed).then(|| Err(fault.public(&self.path)));
                }
            }
        }
    }

    async fn wait(&mut self) {
        loop {
            match self.wakes.recv().await {
                Ok(Some(workspace)) if workspace != self.workspace => {}
                Ok(_) | Err(RecvError::Lagged(_)) => return,
                Err(RecvError::Closed) => {
                    self.ended = true;
                    return;
                }
            }
        }
    }
}
