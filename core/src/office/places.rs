//! Where an office keeps its records and files: in a folder, in memory, or at addresses.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::blobs::{Blobs, ObjectBlobs, PostgresBlobs};
use crate::error::{Error, ErrorKind, Result};
use crate::id::Randomness;
use crate::settings::{ServiceUrl, Settings};
use crate::storage::postgres::Postgres;
use crate::storage::sqlite::Sqlite;
use crate::storage::{Collection, Storage};

/// Where everything is that is not given as a component.
#[derive(Debug)]
pub(super) struct Places {
    /// The folder for what is kept on this machine; without one it is in memory.
    pub(super) folder: Option<PathBuf>,
    storage: Option<ServiceUrl>,
    blobs: Option<ServiceUrl>,
}

impl Places {
    /// Takes what the settings name. In place of a folder the address of a database may stand, as in
    /// `Office::open("postgres://…")`.
    pub(super) fn new(folder: Option<PathBuf>, settings: &Settings) -> Result<Self> {
        let address = folder.as_ref().and_then(|folder| folder.to_str()).filter(|text| text.contains("://"));
        let address = address.map(ServiceUrl::from);
        if let Some(address) = &address {
            if !is_postgres(address) {
                return Err(Error::invalid_input(format!(
                    "{address}: an office is opened in a folder or at `postgres://…`; its other services are settings"
                )));
            }
            if settings.storage.is_some() {
                return Err(Error::invalid_input(format!(
                    "{address}: the settings name another storage; name one"
                )));
            }
        }
        Ok(Self {
            folder: folder.filter(|_| address.is_none()),
            storage: address.or_else(|| settings.storage.clone()),
            blobs: settings.blobs.clone(),
        })
    }

    /// Opens the database.
    pub(super) async fn storage(&self, collections: &[Collection]) -> Result<Arc<dyn Storage>> {
        Ok(match (&self.storage, &self.folder) {
            (Some(url), _) if is_postgres(url) => Arc::new(Postgres::open(url.as_str(), collections).await?),
            (Some(url), _) => {
                return Err(Error::unsupported(format!(
                    "{url}: the storage of an office is `postgres://…` or a folder"
                )));
            }
            (None, Some(folder)) => Arc::new(Sqlite::open(&folder.join("office.sqlite"), collections).await?),
            (None, None) => Arc::new(Sqlite::memory(collections).await?),
        })
    }

    /// Opens the store of files.
    pub(super) async fn blobs(&self, randomness: &Arc<dyn Randomness>) -> Result<Arc<dyn Blobs>> {
        // Who shares the records shares the files: never by accident in a folder of one machine.
        let url = self.blobs.as_ref().or(self.storage.as_ref());
        let folder = |folder: &Path| ObjectBlobs::folder(folder, Arc::clone(randomness));
        Ok(match (url, &self.folder) {
            (Some(url), _) if is_postgres(url) => Arc::new(PostgresBlobs::open(url.as_str()).await?),
            (Some(url), _) if url.scheme() == "memory" => {
                Arc::new(ObjectBlobs::memory(Arc::clone(randomness)))
            }
            (Some(url), _) => match url.as_str().strip_prefix("file://") {
                Some(path) if path.starts_with('/') => Arc::new(folder(Path::new(path))?),
                _ => {
                    return Err(Error::unsupported(format!(
                        "{url}: files of an office are kept at `file:///folder`, `memory:` or `postgres://…`"
                    )));
                }
            },
            (None, Some(home)) => Arc::new(folder(&home.join("blobs"))?),
            (None, None) => Arc::new(ObjectBlobs::memory(Arc::clone(randomness))),
        })
    }

    /// Names where the records are, without secrets.
    pub(super) fn storage_place(&self) -> String {
        match (&self.storage, &self.folder) {
            (Some(url), _) => url.to_string(),
            (None, Some(folder)) => folder.join("office.sqlite").display().to_string(),
            (None, None) => "memory".to_owned(),
        }
    }

    /// Names where the files are, without secrets.
    pub(super) fn blobs_place(&self) -> String {
        match (self.blobs.as_ref().or(self.storage.as_ref()), &self.folder) {
            (Some(url), _) => url.to_string(),
            (None, Some(folder)) => folder.join("blobs").display().to_string(),
            (None, None) => "memory".to_owned(),
        }
    }

    /// Says whether nothing was made yet where a folder is to hold everything.
    pub(super) fn is_missing(&self) -> bool {
        self.storage.is_none() && self.folder.as_ref().is_some_and(|folder| !folder.exists())
    }

    /// Makes the folder.
    pub(super) async fn make(&self) -> Result<()> {
        let Some(folder) = &self.folder else { return Ok(()) };
        tokio::fs::create_dir_all(folder).await.map_err(|error| unusable(folder, error))
    }
}

fn is_postgres(url: &ServiceUrl) -> bool {
    matches!(url.scheme(), "postgres" | "postgresql")
}

fn unusable(folder: &Path, error: std::io::Error) -> Error {
    let kind = match error.kind() {
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => ErrorKind::Denied,
        std::io::ErrorKind::StorageFull => ErrorKind::Unavailable,
        _ => ErrorKind::InvalidInput,
    };
    Error::new(kind, "this folder cannot hold an office; choose one that may be written")
        .about(folder.display())
        .with_source(error)
}
