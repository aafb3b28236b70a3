//! Writes the entries of a backup one after the other, in constant memory.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use super::entry::{self, Name};
use super::manifest::{BackupCounts, Header, Manifest};
use super::sink::Sink;
use crate::blobs::BlobId;
use crate::error::{Error, Result};
use crate::id::WorkspaceId;
use crate::storage::archive::Row;

/// The bytes of one part of the rows, before they are compressed, and of one part of a blob.
pub(super) const PART: usize = 1 << 20;
/// The longest line, which is a record: more than a reader takes would be a backup that nobody restores.
pub(super) const LINE: usize = 512 << 20;

/// A backup that is being written.
#[derive(Debug)]
pub(super) struct Writer {
    sink: Sink,
    /// Of everything that was written.
    digest: Sha256,
    lines: Vec<u8>,
    parts: u32,
    pub(super) counts: BackupCounts,
}

impl Writer {
    pub(super) async fn begin(sink: Sink, header: &Header) -> Result<Self> {
        let mut writer = Self {
            sink,
            digest: Sha256::new(),
            lines: Vec::new(),
            parts: 0,
            counts: BackupCounts::default(),
        };
        let text = json(header)?;
        writer.entry(&Name::Header, &text).await?;
        Ok(writer)
    }

    /// Adds a row.
    pub(super) async fn row(&mut self, row: &Row) -> Result<()> {
        self.counts.add(row);
        let before = self.lines.len();
        serde_json::to_writer(&mut self.lines, row)
            .map_err(|error| Error::internal("a row has no JSON form").with_source(error))?;
        self.lines.push(b'\n');
        let length = self.lines.len() - before;
        if length > LINE {
            return Err(Error::limit_exceeded(format!(
                "{} holds {length} bytes, and a backup takes {LINE}: split it",
                name(row)
            )));
        }
        while self.lines.len() >= PART {
            let rest = self.lines.split_off(PART);
            let part = std::mem::replace(&mut self.lines, rest);
            self.part(part).await?;
        }
        Ok(())
    }

    /// Ends the rows.
    pub(super) async fn end_of_rows(&mut self) -> Result<()> {
        let part = std::mem::take(&mut self.lines);
        if part.is_empty() { Ok(()) } else { self.part(part).await }
    }

    async fn part(&mut self, part: Vec<u8>) -> Result<()> {
        let packed = tokio::task::spawn_blocking(move || pack(&part)).await;
        let packed =
            packed.map_err(|error| Error::unavailable("the program is ending").with_source(error))??;
        let name = Name::Records { number: self.parts, digest: BlobId::of(&packed) };
        self.parts = self.parts.checked_add(1).ok_or_else(|| Error::limit_exceeded("too many rows"))?;
        self.entry(&name, &packed).await
    }

    /// Adds a part of a blob.
    pub(super) async fn blob(
        &mut self,
        (workspace, id): (&WorkspaceId, &BlobId),
        part: u32,
        bytes: &[u8],
    ) -> Result<()> {
        self.entry(&Name::Blob { workspace: workspace.clone(), id: id.clone(), part }, bytes).await
    }

    /// Says that the parts of a blob are not what its id says.
    pub(super) async fn damaged(&mut self, workspace: &WorkspaceId, id: &BlobId) -> Result<()> {
        self.entry(&Name::Damaged { workspace: workspace.clone(), id: id.clone() }, &[]).await
    }

    /// Writes the manifest and gives the file its name. Returns its size in bytes.
    pub(super) async fn finish(mut self) -> Result<u64> {
        let digest = BlobId::from_hash(std::mem::take(&mut self.digest));
        let text = json(&Manifest { digest, counts: self.counts.clone() })?;
        self.entry(&Name::Manifest { digest: BlobId::of(&text) }, &text).await?;
        self.sink.write(vec![0; 2 * entry::BLOCK]).await?;
        self.sink.finish().await
    }

    async fn entry(&mut self, name: &Name, bytes: &[u8]) -> Result<()> {
        let padding = entry::padding(bytes.len());
        let mut whole = Vec::with_capacity(entry::BLOCK + bytes.len() + padding);
        whole.extend_from_slice(&entry::write(name, bytes.len()));
        whole.extend_from_slice(bytes);
        whole.resize(whole.len() + padding, 0);
        self.digest.update(&whole);
        self.sink.write(whole).await
    }
}

fn pack(part: &[u8]) -> Result<Vec<u8>> {
    let failed = |error| Error::internal("a part of the rows was not compressed").with_source(error);
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(part).map_err(failed)?;
    encoder.finish().map_err(failed)
}

fn json(value: &impl serde::Serialize) -> Result<Vec<u8>> {
    serde_json::to_vec(value)
        .map_err(|error| Error::internal("the head of a backup has no JSON form").with_source(error))
}

/// Names what a row is of.
fn name(row: &Row) -> String {
    match row {
        Row::Record { collection, id, .. } => format!("{collection} `{id}`"),
        Row::Event { stream, sequence, .. } => format!("event {sequence} of `{stream}`"),
        _ => "a row".to_owned(),
    }
}
