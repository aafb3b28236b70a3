//! The file that a backup is read from, decrypted on the way.

use std::path::{Path, PathBuf};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};

use super::options::BackupKeys;
use super::sealing::{LINE, MARK, Open};
use super::sink::from_io;
use crate::error::{Error, ErrorKind, Result};

/// Bytes that are read at once.
const CHUNK: usize = 256 << 10;

/// A file that is being read.
#[derive(Debug)]
pub(super) struct Source {
    path: PathBuf,
    file: BufReader<tokio::fs::File>,
    open: Option<Open>,
    /// What was read, or decrypted, and not asked for yet.
    waiting: Vec<u8>,
    /// How many of these were given out.
    given: usize,
    is_ended: bool,
    /// How many bytes of the content were given out.
    position: u64,
}

impl Source {
    /// Opens a backup; with keys, only one that is encrypted: else somebody could put another one in its place.
    ///
    /// # Errors
    /// `denied` without the key that an encrypted backup needs, or for a plain one where keys are given; `corrupt`
    /// when the wrapped key was changed; those of the file.
    pub(super) async fn open(path: &Path, keys: &BackupKeys) -> Result<Self> {
        let file = tokio::fs::File::open(path).await.map_err(|error| from_io(path, error))?;
        let mut file = BufReader::with_capacity(CHUNK, file);
        let mut first = Vec::new();
        let failed = |error| from_io(path, error);
        (&mut file).take(MARK.len() as u64).read_to_end(&mut first).await.map_err(failed)?;
        let mut source = Self {
            path: path.to_owned(),
            file,
            open: None,
            waiting: Vec::new(),
            given: 0,
            is_ended: false,
            position: 0,
        };
        if first == MARK {
            let mut line = Vec::new();
            let limited = &mut (&mut source.file).take(LINE as u64);
            limited.read_until(b'\n', &mut line).await.map_err(failed)?;
            let Some(line) = line.strip_suffix(b"\n") else {
                return Err(source.damaged("its key is cut off"));
            };
            source.open = Some(keys.open(line).await.map_err(|error| error.about(path.display()))?);
        } else if keys.is_given() {
            let message =
                "this backup is not encrypted, though a key is given: leave the key out to take it as it is";
            return Err(Error::new(ErrorKind::Denied, message).about(path.display()));
        } else {
            source.waiting = first;
        }
        Ok(source)
    }

    /// Reads exactly so many bytes.
    ///
    /// # Errors
    /// `corrupt` when they are not there, or were changed.
    pub(super) async fn read(&mut self, count: usize) -> Result<Vec<u8>> {
        while self.waiting.len() - self.given < count && !self.is_ended {
            self.more().await?;
        }
        let end = self.given + count;
        let Some(bytes) = self.waiting.get(self.given..end).map(<[u8]>::to_vec) else {
            return Err(self.damaged("it is cut off"));
        };
        self.given = end;
        self.position += count as u64;
        Ok(bytes)
    }

    /// Says whether everything was read.
    pub(super) async fn is_at_end(&mut self) -> Result<bool> {
        while self.waiting.len() == self.given && !self.is_ended {
            self.more().await?;
        }
        Ok(self.waiting.len() == self.given)
    }

    async fn more(&mut self) -> Result<()> {
        self.waiting.drain(..std::mem::take(&mut self.given));
        let bytes = self.file.fill_buf().await.map_err(|error| from_io(&self.path, error))?;
        let count = bytes.len();
        self.is_ended = count == 0;
        let plain = match &mut self.open {
            None => Some(bytes.to_vec()),
            Some(open) => open.take((count > 0).then_some(bytes)),
        };
        self.file.consume(count);
        let plain = plain.ok_or_else(|| self.damaged("a segment was changed or is cut off"))?;
        self.waiting.extend_from_slice(&plain);
        Ok(())
    }

    /// Says that the backup is not as it was written.
    pub(super) fn damaged(&self, what: impl std::fmt::Display) -> Error {
        let (path, at) = (self.path.display(), self.position);
        Error::corrupt(format!(
            "{path}: this is no whole backup, at byte {at}: {what}; take another copy of it"
        ))
    }
}
