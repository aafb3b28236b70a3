//! Reads the entries of a backup, which anybody may have written: sizes, order, digests and counts are checked on the
//! way, and no more than a part and the longest record are in memory.

use std::io::Read as _;
use std::path::Path;

use flate2::read::GzDecoder;
use sha2::{Digest, Sha256};

use super::entry::{self, Name};
use super::manifest::{BackupCounts, FORMAT, Header, Manifest};
use super::options::BackupKeys;
use super::source::Source;
use super::writer::{LINE, PART};
use crate::blobs::BlobId;
use crate::error::{Error, Result};
use crate::id::WorkspaceId;
use crate::storage::archive::Row;

/// The largest entry: a part that does not compress is a little longer for it.
const MOST: usize = PART + (64 << 10);

/// A backup that is being read.
#[derive(Debug)]
pub(super) struct Reader {
    source: Source,
    header: Header,
    /// Of everything that was read.
    digest: Sha256,
    /// The entry that was read last and is not used yet.
    next: Option<(Name, Vec<u8>)>,
    /// The digest of everything before that entry.
    before: BlobId,
    /// The begin of a row whose rest is in the next part.
    line: Vec<u8>,
    parts: u32,
    counts: BackupCounts,
}

/// A piece of a blob, or its end.
#[derive(Debug)]
pub(super) enum Piece {
    Bytes(Vec<u8>),
    /// It is whole, as far as the backup says.
    End,
    /// It was damaged when the backup was written.
    Damaged,
}

impl Reader {
    /// Opens a backup and reads what it says about itself.
    ///
    /// # Errors
    /// `invalid_input` for a file that is no backup; `unsupported` for one of a newer release; those of
    /// [`Source::open`].
    pub(super) async fn open(path: &Path, keys: &BackupKeys) -> Result<Self> {
        let source = Source::open(path, keys).await?;
        let header = Header {
            format: 0,
            release: String::new(),
            created: jiff::Timestamp::UNIX_EPOCH,
            schema: crate::storage::archive::SchemaVersion { backend: String::new(), version: 0 },
        };
        let mut reader = Self {
            source,
            header,
            digest: Sha256::new(),
            next: None,
            before: BlobId::of(&[]),
            line: Vec::new(),
            parts: 0,
            counts: BackupCounts::default(),
        };
        reader.advance().await?;
        let Some((Name::Header, text)) = reader.next.take() else {
            return Err(Error::invalid_input("this is no backup of an office").about(path.display()));
        };
        reader.header = serde_json::from_slice(&text)
            .map_err(|error| reader.source.damaged("its head cannot be read").with_source(error))?;
        if reader.header.format > FORMAT {
            return Err(Error::unsupported(format!(
                "this backup has format {}, of release {}, newer than format {FORMAT} of this program: update the program",
                reader.header.format, reader.header.release
            ))
            .about(path.display()));
        }
        reader.advance().await?;
        Ok(reader)
    }

    /// Returns what the backup says about itself.
    pub(super) fn header(&self) -> &Header {
        &self.header
    }

    /// Reads the rows of the next part; nothing after the last one. A part may end no row.
    pub(super) async fn rows(&mut self) -> Result<Option<Vec<Row>>> {
        let Some((Name::Records { number, digest }, packed)) = self.next.take_if(is_records) else {
            return match self.line.is_empty() {
                true => Ok(None),
                false => Err(self.source.damaged("its last row is cut off")),
            };
        };
        if number != self.parts {
            return Err(self.source.damaged(format!("part {} of the rows is not there", self.parts)));
        }
        if BlobId::of(&packed) != digest {
            return Err(self.source.damaged(format!("part {number} of the rows was changed")));
        }
        self.parts = number.saturating_add(1);
        let part = tokio::task::spawn_blocking(move || unpack(&packed)).await;
        let part = part.map_err(|error| Error::unavailable("the program is ending").with_source(error))?;
        let part =
            part.ok_or_else(|| self.source.damaged(format!("part {number} of the rows cannot be unpacked")))?;
        let rows = self.split(&part)?;
        rows.iter().for_each(|row| self.counts.add(row));
        self.advance().await?;
        Ok(Some(rows))
    }

    /// Cuts lines out of what is read, and keeps the rest for the next part.
    fn split(&mut self, part: &[u8]) -> Result<Vec<Row>> {
        let mut rows = Vec::new();
        let mut rest = part;
        while let Some(at) = memchr::memchr(b'\n', rest) {
            self.line.extend_from_slice(&rest[..at]);
            rest = &rest[at + 1..];
            let row = serde_json::from_slice(&self.line);
            rows.push(row.map_err(|error| self.source.damaged("a row cannot be read").with_source(error))?);
            // A long record keeps no memory after it.
            self.line = Vec::new();
        }
        self.line.extend_from_slice(rest);
        if self.line.len() > LINE {
            return Err(self.source.damaged(format!("a row is longer than {LINE} bytes")));
        }
        Ok(rows)
    }

    /// Returns the blob that comes next; nothing after the last one. Its pieces must be read to their end.
    pub(super) fn blob(&self) -> Option<(WorkspaceId, BlobId)> {
        match &self.next {
            Some((Name::Blob { workspace, id, part: 0 }, _)) => Some((workspace.clone(), id.clone())),
            _ => None,
        }
    }

    /// Reads the next piece of a blob.
    pub(super) async fn piece(&mut self, blob: &(WorkspaceId, BlobId), number: u32) -> Result<Piece> {
        let is_next = |next: &mut (Name, Vec<u8>)| match &next.0 {
            Name::Blob { workspace, id, part } => (workspace, id, *part) == (&blob.0, &blob.1, number),
            Name::Damaged { workspace, id } => (workspace, id) == (&blob.0, &blob.1),
            _ => false,
        };
        match self.next.take_if(is_next) {
            None => {
                self.counts.blobs += 1;
                Ok(Piece::End)
            }
            Some((Name::Damaged { .. }, _)) => {
                self.counts.damaged_blobs += 1;
                self.advance().await?;
                Ok(Piece::Damaged)
            }
            Some((_, bytes)) => {
                self.advance().await?;
                Ok(Piece::Bytes(bytes))
            }
        }
    }

    /// Counts the bytes of a blob that was whole.
    pub(super) fn counted(&mut self, bytes: u64) {
        self.counts.blob_bytes += bytes;
    }

    /// Says that a blob is not what its id says.
    pub(super) fn wrong_blob(&self, id: &BlobId) -> Error {
        self.source.damaged(format!("the bytes of blob {id} were changed"))
    }

    /// Says that a row is none that a database takes.
    pub(super) fn wrong_row(&self, error: Error) -> Error {
        self.source.damaged(format!("a row cannot be kept: {}", error.message())).with_source(error)
    }

    /// Reads the end, and checks that everything before it was there.
    pub(super) async fn finish(mut self) -> Result<BackupCounts> {
        let Some((Name::Manifest { digest }, text)) = self.next.take() else {
            return Err(self.source.damaged("an entry is not at its place"));
        };
        if BlobId::of(&text) != digest {
            return Err(self.source.damaged("its manifest was changed"));
        }
        let manifest: Manifest = serde_json::from_slice(&text)
            .map_err(|error| self.source.damaged("its manifest cannot be read").with_source(error))?;
        if manifest.digest != self.before {
            return Err(self.source.damaged("it is not what its manifest says"));
        }
        // What was missing when it was written is not in it.
        self.counts.missing_blobs = manifest.counts.missing_blobs;
        if manifest.counts != self.counts {
            return Err(self.source.damaged("it holds another number of things than its manifest says"));
        }
        let end = self.source.read(2 * entry::BLOCK).await?;
        if end.iter().any(|byte| *byte != 0) || !self.source.is_at_end().await? {
            return Err(self.source.damaged("something follows its end"));
        }
        Ok(manifest.counts)
    }

    /// Reads the next entry.
    async fn advance(&mut self) -> Result<()> {
        if self.next.is_some() {
            return Err(self.source.damaged("an entry is not at its place"));
        }
        let block = self.source.read(entry::BLOCK).await?;
        let read = <&[u8; entry::BLOCK]>::try_from(block.as_slice()).ok().and_then(entry::read);
        let (name, size) = read.ok_or_else(|| self.source.damaged("the head of an entry was changed"))?;
        if size > MOST {
            return Err(self.source.damaged(format!("an entry of {size} bytes is larger than any")));
        }
        let padding = entry::padding(size);
        let mut bytes = self.source.read(size + padding).await?;
        if bytes[size..].iter().any(|byte| *byte != 0) {
            return Err(self.source.damaged("something stands between two entries"));
        }
        self.before = BlobId::from_hash(self.digest.clone());
        self.digest.update(&block);
        self.digest.update(&bytes);
        bytes.truncate(size);
        self.next = Some((name, bytes));
        Ok(())
    }
}

fn is_records(next: &mut (Name, Vec<u8>)) -> bool {
    matches!(next.0, Name::Records { .. })
}

/// A part is never larger than [`PART`], however well it was compressed.
fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    let mut part = Vec::new();
    GzDecoder::new(packed).take(PART as u64 + 1).read_to_end(&mut part).ok()?;
    (part.len() <= PART).then_some(part)
}
