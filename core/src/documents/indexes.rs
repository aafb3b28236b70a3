//! The search indexes of this process: one for each workspace, opened when it is first searched.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use crate::documents::DocumentRepository;
use crate::documents::index::LocalIndex;
use crate::error::Result;
use crate::id::WorkspaceId;
use crate::search::CheckedEmbedder;

/// The indexes in a folder, or in memory.
#[derive(Debug)]
pub(crate) struct Indexes {
    folder: Option<PathBuf>,
    embedder: Option<CheckedEmbedder>,
    open: Mutex<HashMap<WorkspaceId, Arc<LocalIndex>>>,
}

impl Indexes {
    /// Keeps indexes in a folder, each under the name of its workspace, or in memory.
    pub(crate) fn new(folder: Option<PathBuf>, embedder: Option<CheckedEmbedder>) -> Self {
        Self { folder, embedder, open: Mutex::default() }
    }

    /// Returns the index of a workspace.
    pub(crate) fn of(&self, workspace: &WorkspaceId) -> Result<Arc<LocalIndex>> {
        // Held while one is opened: an index has one owner in a process.
        let mut open = self.open.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some(index) = open.get(workspace) {
            return Ok(Arc::clone(index));
        }
        let folder = self.folder.as_ref().map(|folder| folder.join(workspace.as_str()));
        let index = Arc::new(LocalIndex::open(folder.as_deref(), self.embedder.clone())?);
        open.insert(workspace.clone(), Arc::clone(&index));
        Ok(index)
    }

    /// Takes in all changes of a workspace and rewrites every file that still holds words of removed documents. An
    /// index in memory that nobody has asked yet holds none.
    pub(crate) async fn purge(&self, documents: &DocumentRepository) -> Result<()> {
        let is_open = {
            let open = self.open.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
            open.contains_key(documents.workspace())
        };
        if !is_open && self.folder.is_none() {
            return Ok(());
        }
        self.of(documents.workspace())?.purge(documents).await
    }
}
