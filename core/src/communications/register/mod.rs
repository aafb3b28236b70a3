//! The register: whom the mails and contacts of a workspace name, and what answers what.
//!
//! It is derived data, kept in this process and beside the search index, and follows the changes of storage as that
//! does: it may be thrown away at any time, and says nothing older than the call that asks. So a draft costs the same
//! in an office of ten thousand documents as in one of a hundred: nothing is read but what it is about.

mod book;
mod follow;
mod kept;
mod mail;
mod near;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

pub(crate) use book::Book;
use kept::Kept;

use crate::documents::DocumentRepository;
use crate::error::{Error, Result};
use crate::id::WorkspaceId;

/// The registers of this process, one for each workspace.
#[derive(Debug, Default)]
pub(crate) struct Registers {
    folder: Option<PathBuf>,
    open: Mutex<HashMap<WorkspaceId, Arc<Register>>>,
}

/// The register of one workspace.
#[derive(Debug)]
pub(crate) struct Register {
    book: Mutex<Book>,
    /// Held while the register follows storage, so that drafts wait for one another's work.
    following: tokio::sync::Mutex<Kept>,
}

impl Registers {
    /// Keeps registers in a folder, each in a file of its workspace, or in memory.
    pub(crate) fn new(folder: Option<PathBuf>) -> Self {
        Self { folder, open: Mutex::default() }
    }

    /// Returns the register of a workspace with everything that was stored before the call.
    ///
    /// # Errors
    /// Storage errors, and `corrupt` for a stored mail or contact that cannot be read.
    pub(crate) async fn of(&self, documents: &DocumentRepository) -> Result<Arc<Register>> {
        let workspace = documents.workspace();
        let register = {
            let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
            let file = self.folder.as_ref().map(|folder| folder.join(format!("{workspace}.json")));
            let new = || Arc::new(Register { book: Mutex::default(), following: Kept::new(file).into() });
            Arc::clone(open.entry(workspace.clone()).or_insert_with(new))
        };
        register.follow(documents).await?;
        Ok(register)
    }
}

impl Register {
    /// Writes anew what is kept in a file, so that it tells of nothing that was removed.
    ///
    /// # Errors
    /// `unavailable` when the file cannot be written.
    pub(crate) async fn renew(&self) -> Result<()> {
        let mut kept = self.following.lock().await;
        kept.renew(|| self.look(kept::copy)).await.map_err(|error| {
            Error::unavailable("the register of people cannot be written").with_source(error)
        })
    }

    /// Looks something up.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&Book) -> T) -> T {
        look(&self.book.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn change<T>(&self, change: impl FnOnce(&mut Book) -> T) -> T {
        change(&mut self.book.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
