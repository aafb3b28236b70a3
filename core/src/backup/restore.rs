//! Restores a backup into an empty office.
//!
//! Everything is read once, from the first byte to the last. The rows are there when all of it was read and found to
//! be whole: until then they are in one open transaction. Blobs that a broken restore leaves behind are named by
//! nothing, and the next try stores them again.

use std::path::Path;

use futures::StreamExt;
use jiff::Timestamp;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use super::options::{RestoreOptions, RestoreReport, backend};
use super::reader::{Piece, Reader};
use super::sieve::Sieve;
use crate::blobs::{BlobId, Blobs};
use crate::error::{Error, ErrorKind, Result};
use crate::id::WorkspaceId;
use crate::storage::Collection;
use crate::storage::archive::Archive;

/// Restores a file, without checking what it came to.
///
/// # Errors
/// `conflict` when the office is not empty; `corrupt` when the file is not as it was written; `invalid_input` when it
/// is no backup; `unsupported` when a newer release wrote it; `denied` without its key; those of storage and blobs.
/// The office is empty then.
pub(crate) async fn restore(
    file: &Path,
    (archive, blobs): (&dyn Archive, &dyn Blobs),
    collections: &[Collection],
    options: &RestoreOptions,
    now: Timestamp,
) -> Result<RestoreReport> {
    let mut reader = Reader::open(file, &options.keys).await?;
    let mut sieve = Sieve::new(collections, options, now)?;
    let mut fill = archive.fill().await?;
    while let Some(rows) = reader.rows().await? {
        let kept = rows.into_iter().filter_map(|row| sieve.pass(row)).collect();
        fill.add(kept).await.map_err(|error| match error.kind() {
            ErrorKind::InvalidInput | ErrorKind::Conflict => reader.wrong_row(error),
            _ => error,
        })?;
    }
    while let Some(blob) = reader.blob() {
        keep(&mut reader, blobs, &blob).await?;
    }
    let header = reader.header().clone();
    let counts = reader.finish().await?;
    fill.commit().await?;
    Ok(RestoreReport {
        created: header.created,
        backend: backend(&header.schema),
        release: header.release,
        counts,
        unknown: sieve.unknown,
        in_doubt: sieve.in_doubt,
        findings: Vec::new(),
        audits: Vec::new(),
    })
}

/// What was read of a blob.
struct Read {
    bytes: u64,
    is_damaged: bool,
}

/// Stores a blob while it is read.
async fn keep(reader: &mut Reader, blobs: &dyn Blobs, blob: &(WorkspaceId, BlobId)) -> Result<()> {
    let (sender, receiver) = mpsc::channel(2);
    let put = blobs.put_stream(&blob.0, ReceiverStream::new(receiver).boxed());
    let (stored, read) = futures::join!(put, read(reader, blob, Some(sender)));
    let read = read?;
    if read.is_damaged {
        // It was damaged when it was backed up: there is nothing to store.
        return Ok(());
    }
    let stored = stored?;
    if stored != blob.1 {
        blobs.delete(&blob.0, &stored).await?;
        return Err(reader.wrong_blob(&blob.1));
    }
    reader.counted(read.bytes);
    Ok(())
}

/// Reads the pieces of a blob to their end, and passes them on as long as somebody takes them.
async fn read(
    reader: &mut Reader,
    blob: &(WorkspaceId, BlobId),
    mut taker: Option<mpsc::Sender<Result<Vec<u8>>>>,
) -> Result<Read> {
    let (mut bytes, mut number) = (0, 0);
    loop {
        let piece = match reader.piece(blob, number).await {
            Ok(Piece::End) => return Ok(Read { bytes, is_damaged: false }),
            Ok(Piece::Damaged) => {
                broken_off(&taker).await;
                return Ok(Read { bytes, is_damaged: true });
            }
            Ok(Piece::Bytes(piece)) => piece,
            Err(error) => {
                broken_off(&taker).await;
                return Err(error);
            }
        };
        number += 1;
        bytes += piece.len() as u64;
        if let Some(sender) = &taker
            && sender.send(Ok(piece)).await.is_err()
        {
            // The store gave up, and says why.
            taker = None;
        }
    }
}

/// Without an error at its end a stream counts as whole.
async fn broken_off(taker: &Option<mpsc::Sender<Result<Vec<u8>>>>) {
    if let Some(sender) = taker {
        let _ = sender.send(Err(Error::corrupt("the backup of this blob is not whole"))).await;
    }
}
