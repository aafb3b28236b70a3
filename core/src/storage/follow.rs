//! Follows the changes of a workspace: what is stored first, then what comes.

use std::collections::VecDeque;

use async_trait::async_trait;
use futures::stream::{self, BoxStream, StreamExt};
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

use super::Change;
use crate::error::Result;
use crate::id::WorkspaceId;

/// Changes that are read at once.
pub(super) const PAGE: usize = 256;

/// Something changed in a workspace, or perhaps anywhere.
pub(super) type Wake = Option<WorkspaceId>;

/// Where the changes of one workspace are read.
#[async_trait]
pub(super) trait Changes: Send + Sync + 'static {
    /// Reads up to [`PAGE`] changes after a position.
    async fn page(&self, after: u64) -> Result<Vec<Change>>;

    /// Says whether the database was closed.
    fn is_closed(&self) -> bool;
}

struct Follower<C> {
    changes: C,
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
    changes: impl Changes,
    wakes: broadcast::Receiver<Wake>,
    workspace: WorkspaceId,
    after: u64,
) -> BoxStream<'static, Result<Change>> {
    let follower = Follower { changes, wakes, workspace, after, page: VecDeque::new(), ended: false };
    stream::unfold(follower, |mut follower| async {
        let item = follower.next().await?;
        Some((item, follower))
    })
    .boxed()
}

impl<C: Changes> Follower<C> {
    async fn next(&mut self) -> Option<Result<Change>> {
        loop {
            if let Some(change) = self.page.pop_front() {
                self.after = change.position;
                return Some(Ok(change));
            }
            if self.ended {
                return None;
            }
            match self.changes.page(self.after).await {
                Ok(changes) if changes.is_empty() => self.wait().await,
                Ok(changes) => self.page = changes.into(),
                Err(error) => {
                    self.ended = true;
                    return (!self.changes.is_closed()).then_some(Err(error));
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
