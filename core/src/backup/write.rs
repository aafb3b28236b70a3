//! Writes a backup while the office works.
//!
//! The rows are those of one moment. Blobs are copied after them: a blob is stored before what names it and never
//! changes, so that all that the rows name is there.

use std::path::Path;

use futures::StreamExt;

use super::check::{Finding, MOST};
use super::manifest::{FORMAT, Header};
use super::options::{BackupOptions, BackupReport};
use super::references::References;
use super::sink::Sink;
use super::writer::{PART, Writer};
use crate::blobs::{BlobId, Blobs};
use crate::clock::Clock;
use crate::error::{ErrorKind, Result};
use crate::id::{Randomness, WorkspaceId};
use crate::storage::archive::Archive;

/// Writes everything into a file that is not there yet.
///
/// # Errors
/// `invalid_input` when the file is there; those of storage, blobs and the disk. A file of this name is there only
/// after success.
pub(crate) async fn write(
    (archive, blobs): (&dyn Archive, &dyn Blobs),
    file: &Path,
    options: &BackupOptions,
    (clock, randomness): (&dyn Clock, &dyn Randomness),
) -> Result<BackupReport> {
    let sink = Sink::create(file, options.keys.seal(randomness).await?).await?;
    let created = clock.now();
    let header = Header {
        format: FORMAT,
        release: env!("CARGO_PKG_VERSION").to_owned(),
        created,
        schema: archive.schema_version(),
    };
    let mut writer = Writer::begin(sink, &header).await?;
    let mut references = References::default();
    let mut rows = archive.dump().await?;
    while let Some(piece) = rows.next().await {
        for row in piece? {
            references.add(&row);
            writer.row(&row).await?;
        }
    }
    writer.end_of_rows().await?;
    let mut findings = Vec::new();
    for (workspace, id, is_needed) in references.into_sorted() {
        let problem = match copy(&mut writer, blobs, (&workspace, &id)).await? {
            Copied::Whole => continue,
            Copied::Absent if !is_needed => continue,
            Copied::Absent => {
                writer.counts.missing_blobs += 1;
                "the store does not have it"
            }
            Copied::Damaged => {
                writer.counts.damaged_blobs += 1;
                "its bytes are not those of its id"
            }
        };
        if findings.len() < MOST {
            findings.push(Finding::of_blob(&workspace, &id, problem));
        }
    }
    let counts = writer.counts.clone();
    let file_bytes = writer.finish().await?;
    Ok(BackupReport { created, is_encrypted: options.keys.is_given(), file_bytes, counts, findings })
}

/// What became of a blob.
enum Copied {
    Whole,
    Absent,
    Damaged,
}

async fn copy(
    writer: &mut Writer,
    blobs: &dyn Blobs,
    (workspace, id): (&WorkspaceId, &BlobId),
) -> Result<Copied> {
    let mut pieces = match blobs.get_stream(workspace, id).await {
        Ok(pieces) => pieces,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Copied::Absent),
        Err(error) => return Err(error),
    };
    let (mut waiting, mut part, mut bytes) = (Vec::new(), 0, 0);
    while let Some(piece) = pieces.next().await {
        match piece {
            Ok(piece) => waiting.extend_from_slice(&piece),
            Err(error) if error.kind() == ErrorKind::Corrupt => {
                writer.blob((workspace, id), part, &[]).await?;
                writer.damaged(workspace, id).await?;
                return Ok(Copied::Damaged);
            }
            Err(error) => return Err(error),
        }
        while waiting.len() >= PART {
            let rest = waiting.split_off(PART);
            writer.blob((workspace, id), part, &waiting).await?;
            bytes += PART as u64;
            (waiting, part) = (rest, part + 1);
        }
    }
    // A blob of no bytes has a part too.
    if part == 0 || !waiting.is_empty() {
        writer.blob((workspace, id), part, &waiting).await?;
        bytes += waiting.len() as u64;
    }
    writer.counts.blobs += 1;
    writer.counts.blob_bytes += bytes;
    Ok(Copied::Whole)
}
