//! Where a follower of the changes reads.

use std::path::PathBuf;

use async_trait::async_trait;
use sqlx::SqlitePool;

use super::read;
use crate::error::{Error, Result};
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
        // By itself, for the reason that `Sqlite::reading` gives.
        let (readers, workspace) = (self.readers.clone(), self.workspace.clone());
        let page = tokio::spawn(async move { read::changes(&readers, &workspace, after, PAGE).await });
        let page =
            page.await.map_err(|error| Error::unavailable("the program is ending").with_source(error))?;
        page.map_err(|fault| fault.public(&self.path))
    }

    fn is_closed(&self) -> bool {
        self.readers.is_closed()
    }
}
