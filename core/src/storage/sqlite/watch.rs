//! Where a follower of the changes reads.

use std::path::PathBuf;

use async_trait::async_trait;
use sqlx::SqlitePool;

use super::read;
use crate::error::Result;
use crate::id::WorkspaceId;
use crate::storage::Change;
use crate::storage::follow::{Changes, PAGE};

/// The changes of one workspace in a database.
pub(super) struct Watched {
    pub(super) path: PathBuf,
    pub(super) readers: SqlitePool,
    pub(super) workspace: WorkspaceId,
}

#[async_trait]
impl Changes for Watched {
    async fn page(&self, after: u64) -> Result<Vec<Change>> {
        let page = read::changes(&self.readers, &self.workspace, after, PAGE).await;
        page.map_err(|fault| fault.public(&self.path))
    }

    fn is_closed(&self) -> bool {
        self.readers.is_closed()
    }
}
