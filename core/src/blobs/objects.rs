//! Blobs on the `object_store` crate: a local folder that syncs every write, or memory.

use std::path::Path as FilePath;
use std::sync::Arc;

use async_trait::async_trait;
use futures::StreamExt;
use object_store::buffered::BufWriter;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};
use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt;

use super::{BlobId, Blobs, Pieces};
use crate::error::{Error, ErrorKind, Result};
use crate::id::{Randomness, WorkspaceId};

/// Bytes that are hashed before other tasks get a turn.
const TURN: usize = 1 << 20;

/// Blobs in an object store.
#[derive(Debug)]
pub struct ObjectBlobs {
    store: Arc<dyn ObjectStore>,
    /// Names the place where a stream is written until its hash is known.
    randomness: Arc<dyn Randomness>,
}

impl ObjectBlobs {
    /// Stores blobs in a folder, made if it is absent. Every write is synced before it returns.
    ///
    /// # Errors
    /// `denied` if the folder cannot be made or read.
    pub fn folder(folder: &FilePath, randomness: Arc<dyn Randomness>) -> Result<Self> {
        std::fs::create_dir_all(folder).map_err(|error| from_io(&error).with_source(error))?;
        let store = LocalFileSystem::new_with_prefix(folder).map_err(from_store)?.with_fsync(true);
        Ok(Self { store: Arc::new(store), randomness })
    }

    /// Keeps blobs in memory.
    pub fn memory(randomness: Arc<dyn Randomness>) -> Self {
        Self { store: Arc::new(InMemory::new()), randomness }
    }

    fn incoming(&self, workspace: &WorkspaceId) -> Path {
        let mut random = [0; 16];
        self.randomness.fill(&mut random);
        Path::from(format!("{workspace}/incoming/{:032x}", u128::from_be_bytes(random)))
    }

    /// Writes the pieces to `place` and returns their hash.
    async fn write(&self, place: &Path, mut pieces: Pieces) -> Result<BlobId> {
        let mut writer = BufWriter::new(Arc::clone(&self.store), place.clone());
        let mut hash = Sha256::new();
        while let Some(piece) = pieces.next().await {
            let written = match piece {
                Ok(piece) => {
                    hash.update(&piece);
                    writer.write_all(&piece).await.map_err(|error| from_io(&error).with_source(error))
                }
                Err(error) => Err(error),
            };
            if let Err(error) = written {
                // Nothing is visible yet; what cannot be removed now is only space.
                let _ = writer.abort().await;
                return Err(error);
            }
        }
        writer.shutdown().await.map_err(|error| from_io(&error).with_source(error))?;
        Ok(BlobId::from_hash(hash))
    }
}

/// Two levels, so that no folder holds all blobs of a workspace.
fn place(workspace: &WorkspaceId, id: &BlobId) -> Path {
    let (first, rest) = id.as_str().split_at(2);
    Path::from(format!("{workspace}/{first}/{rest}"))
}

async fn id_of(bytes: &[u8]) -> BlobId {
    let mut hash = Sha256::new();
    for turn in bytes.chunks(TURN) {
        hash.update(turn);
        tokio::task::yield_now().await;
    }
    BlobId::from_hash(hash)
}

#[async_trait]
impl Blobs for ObjectBlobs {
    async fn put(&self, workspace: &WorkspaceId, bytes: Vec<u8>) -> Result<BlobId> {
        let id = id_of(&bytes).await;
        self.store.put(&place(workspace, &id), bytes.into()).await.map_err(from_store)?;
        Ok(id)
    }

    async fn get(&self, workspace: &WorkspaceId, id: &BlobId) -> Result<Vec<u8>> {
        let found = self.store.get(&place(workspace, id)).await.map_err(from_store)?;
        let bytes: Vec<u8> = found.bytes().await.map_err(from_store)?.into();
        if id_of(&bytes).await == *id { Ok(bytes) } else { Err(damaged(id)) }
    }

    async fn exists(&self, workspace: &WorkspaceId, id: &BlobId) -> Result<bool> {
        match self.store.head(&place(workspace, id)).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(from_store(error)),
        }
    }

    async fn delete(&self, workspace: &WorkspaceId, id: &BlobId) -> Result<()> {
        match self.store.delete(&place(workspace, id)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(from_store(error)),
        }
    }

    async fn put_stream(&self, workspace: &WorkspaceId, pieces: Pieces) -> Result<BlobId> {
        let incoming = self.incoming(workspace);
        let id = self.write(&incoming, pieces).await?;
        self.store.rename(&incoming, &place(workspace, &id)).await.map_err(from_store)?;
        Ok(id)
    }

    async fn get_stream(&self, workspace: &WorkspaceId, id: &BlobId) -> Result<Pieces> {
        let found = self.store.get(&place(workspace, id)).await.map_err(from_store)?;
        let reader = Reader { pieces: found.into_stream(), hash: Some(Sha256::new()), id: id.clone() };
        Ok(futures::stream::unfold(reader, |mut reader| async {
            let item = reader.next().await?;
            Some((item, reader))
        })
        .boxed())
    }
}

/// Hashes what it passes on; without a hash it has ended.
struct Reader<S> {
    pieces: S,
    hash: Option<Sha256>,
    id: BlobId,
}

impl<S, B> Reader<S>
where
    S: futures::Stream<Item = object_store::Result<B>> + Unpin,
    B: AsRef<[u8]>,
{
    async fn next(&mut self) -> Option<Result<Vec<u8>>> {
        let mut hash = self.hash.take()?;
        match self.pieces.next().await {
            Some(Ok(piece)) => {
                hash.update(piece.as_ref());
                self.hash = Some(hash);
                Some(Ok(piece.as_ref().to_vec()))
            }
            Some(Err(error)) => Some(Err(from_store(error))),
            None => (BlobId::from_hash(hash) != self.id).then(|| Err(damaged(&self.id))),
        }
    }
}

fn damaged(id: &BlobId) -> Error {
    Error::corrupt(format!("blob {id} does not match its id: put the same bytes again or restore a backup"))
}

fn from_store(error: object_store::Error) -> Error {
    let public = match &error {
        object_store::Error::NotFound { .. } => Error::not_found("the blob does not exist"),
        other => io_cause(other).map_or_else(|| Error::unavailable("the blob store failed: retry"), from_io),
    };
    public.with_source(error)
}

fn io_cause<'a>(error: &'a (dyn std::error::Error + 'static)) -> Option<&'a std::io::Error> {
    std::iter::successors(Some(error), |error| error.source()).find_map(|error| error.downcast_ref())
}

fn from_io(error: &std::io::Error) -> Error {
    use std::io::ErrorKind as Io;
    let (kind, message) = match error.kind() {
        Io::NotFound => (ErrorKind::NotFound, "the blob does not exist"),
        Io::StorageFull | Io::QuotaExceeded => {
            (ErrorKind::Unavailable, "the disk is full: free space and retry")
        }
        Io::PermissionDenied | Io::ReadOnlyFilesystem | Io::NotADirectory | Io::AlreadyExists => (
            ErrorKind::Denied,
            "the folder of blobs cannot be used: make it a folder that this user can write",
        ),
        _ => (ErrorKind::Unavailable, "the disk failed a read or write of a blob: retry"),
    };
    Error::new(kind, message)
}
