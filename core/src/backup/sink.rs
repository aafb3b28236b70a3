//! The file that a backup is written to: it gets its name when it is whole and on the disk.

use std::path::{Path, PathBuf};

use tokio::io::AsyncWriteExt;

use super::sealing::Seal;
use crate::error::{Error, ErrorKind, Result};

/// What stands behind the name of a file that is not finished.
const UNFINISHED: &str = ".unfinished";

/// A file that is being written.
#[derive(Debug)]
pub(super) struct Sink {
    file: tokio::fs::File,
    target: PathBuf,
    temporary: PathBuf,
    seal: Option<Seal>,
    bytes: u64,
    is_finished: bool,
}

impl Sink {
    /// Begins a file that only its owner may read. What an earlier try left behind is overwritten.
    ///
    /// # Errors
    /// `invalid_input` when the file is there already; `unavailable` while another program writes it; `denied` and
    /// `not_found` for a folder that is of no use.
    pub(super) async fn create(target: &Path, seal: Option<Seal>) -> Result<Self> {
        if target.exists() {
            return Err(Error::invalid_input("there is a file of this name already: choose another name")
                .about(target.display()));
        }
        let mut temporary = target.as_os_str().to_owned();
        temporary.push(UNFINISHED);
        let temporary = PathBuf::from(temporary);
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&temporary).map_err(|error| from_io(&temporary, error))?;
        file.try_lock().map_err(|error| {
            Error::unavailable("another program is just writing this backup: wait, or choose another name")
                .about(target.display())
                .with_source(error)
        })?;
        file.set_len(0).map_err(|error| from_io(&temporary, error))?;
        let file = tokio::fs::File::from_std(file);
        let mut sink =
            Self { file, target: target.to_owned(), temporary, seal, bytes: 0, is_finished: false };
        if let Some(seal) = &sink.seal {
            let preamble = seal.preamble().to_vec();
            sink.put(&preamble).await?;
        }
        Ok(sink)
    }

    /// Writes bytes, encrypted if there is a key.
    pub(super) async fn write(&mut self, bytes: Vec<u8>) -> Result<()> {
        let bytes = match &mut self.seal {
            Some(seal) => seal.take(Some(bytes))?,
            None => bytes,
        };
        self.put(&bytes).await
    }

    async fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.file.write_all(bytes).await.map_err(|error| from_io(&self.temporary, error))?;
        self.bytes += bytes.len() as u64;
        Ok(())
    }

    /// Brings everything to the disk, then gives the file its name. Returns its size in bytes.
    pub(super) async fn finish(mut self) -> Result<u64> {
        if let Some(seal) = &mut self.seal {
            let last = seal.take(None)?;
            self.put(&last).await?;
        }
        let failed = |error| from_io(&self.temporary, error);
        self.file.flush().await.map_err(failed)?;
        self.file.sync_all().await.map_err(failed)?;
        tokio::fs::rename(&self.temporary, &self.target).await.map_err(failed)?;
        self.is_finished = true;
        sync_folder(&self.target).map_err(|error| from_io(&self.target, error))?;
        Ok(self.bytes)
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        if !self.is_finished {
            // What cannot be removed now has no name of a backup, and the next try overwrites it.
            let _ = std::fs::remove_file(&self.temporary);
        }
    }
}

#[cfg(unix)]
fn sync_folder(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    std::fs::File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> std::io::Result<()> {
    Ok(())
}

/// What the failure of a file means.
pub(super) fn from_io(path: &Path, error: std::io::Error) -> Error {
    use std::io::ErrorKind as Io;
    let (kind, remedy) = match error.kind() {
        Io::NotFound => (ErrorKind::NotFound, "this file or its folder is not there: correct the path"),
        Io::PermissionDenied | Io::ReadOnlyFilesystem | Io::NotADirectory | Io::IsADirectory => {
            (ErrorKind::Denied, "this file cannot be used: let this user read and write it")
        }
        Io::StorageFull | Io::QuotaExceeded => {
            (ErrorKind::Unavailable, "the disk is full: free space and retry")
        }
        _ => (ErrorKind::Unavailable, "the disk failed a read or write: retry"),
    };
    Error::new(kind, remedy).about(path.display()).with_source(error)
}
