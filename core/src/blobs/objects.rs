//! Blobs on the `object_store` crate: a local folder that syncs every write, memory, or S3.

use std::path::Path as FilePath;
use std::sync::Arc;

use async_trait::async_trait;
use futures::StreamExt;
#[cfg(feature = "encryption")]
use object_store::PutMode;
use object_store::buffered::BufWriter;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};
use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt;

use super::fault::{from_io, from_store, from_writer, is_absent_blob};
use super::{BlobId, Blobs, Pieces};
use crate::error::{Error, Result};
use crate::id::{Randomness, WorkspaceId};

/// Bytes that are hashed before other tasks get a turn.
const TURN: usize = 1 << 20;
/// Bytes of a stream that are written at once. S3 takes 10,000 parts: blobs of 80 GB.
const PART: usize = 8 << 20;
/// Parts that are on their way at once; with the one that is being filled they are all of a stream in memory.
const PARTS: usize = 3;

/// Blobs in an object store.
#[derive(Debug)]
pub struct ObjectBlobs {
    store: Arc<dyn ObjectStore>,
    /// Whether the store moves an object in one step; else it copies.
    renames: bool,
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
        Ok(Self { store: Arc::new(store), renames: true, randomness })
    }

    /// Keeps blobs in memory.
    pub fn memory(randomness: Arc<dyn Randomness>) -> Self {
        Self { store: Arc::new(InMemory::new()), renames: true, randomness }
    }

    /// Uses a store whose moves are copies.
    #[cfg(feature = "s3")]
    pub(super) fn copying(store: Arc<dyn ObjectStore>, randomness: Arc<dyn Randomness>) -> Self {
        Self { store, renames: false, randomness }
    }

    /// Asks whether the store can be used: a missing bucket shows itself here, where single blobs would only seem
    /// to be missing.
    ///
    /// # Errors
    /// Within 5 seconds: `not_found` for a bucket, `unauthenticated`, `denied` or `unavailable`.
    pub async fn check(&self) -> Result<()> {
        // Reading what is not there needs no more rights than the store's work does.
        match self.store.get(&Path::from("check")).await {
            Ok(_) => Ok(()),
            Err(error) => match from_store(error) {
                error if is_absent_blob(&error) => Ok(()),
                error => Err(error),
            },
        }
    }

    /// Writes the pieces, each as `change` returns it, which also gets the end. Returns where they are and the hash of
    /// the pieces as they came.
    pub(super) async fn write(
        &self,
        workspace: &WorkspaceId,
        mut pieces: Pieces,
        mut change: impl FnMut(Option<Vec<u8>>) -> Result<Vec<u8>> + Send,
    ) -> Result<(Path, BlobId)> {
        let incoming = self.incoming(workspace);
        let mut writer = BufWriter::with_capacity(Arc::clone(&self.store), incoming.clone(), PART)
            .with_max_concurrency(PARTS);
        let mut hash = Sha256::new();
        loop {
            let piece = pieces.next().await.transpose();
            let is_last = matches!(piece, Ok(None));
            let changed = piece.and_then(|piece| {
                hash.update(piece.as_deref().unwrap_or_default());
                change(piece)
            });
            let written = match changed {
                Ok(bytes) => writer.write_all(&bytes).await.map_err(from_writer),
                Err(error) => Err(error),
            };
            if let Err(error) = written {
                // Nothing is visible yet; what cannot be removed now is only space.
                let _ = writer.abort().await;
                return Err(error);
            }
            if is_last {
                break;
            }
        }
        writer.shutdown().await.map_err(from_writer)?;
        Ok((incoming, BlobId::from_hash(hash)))
    }

    /// Moves what was written to the place of a blob. A copy that cannot be removed afterwards is only space, and the
    /// blob is there: then the move succeeded.
    pub(super) async fn settle(&self, workspace: &WorkspaceId, incoming: &Path, id: &BlobId) -> Result<()> {
        let place = place(workspace, id);
        if self.renames {
            return self.store.rename(incoming, &place).await.map_err(from_store);
        }
        let copied = self.store.copy(incoming, &place).await.map_err(from_store);
        if let Err(error) = self.store.delete(incoming).await {
            tracing::warn!(%error, object = %incoming, "a written object stays beside its blob");
        }
        copied
    }

    /// Lists the workspaces that have something here, by name.
    #[cfg(feature = "encryption")]
    pub(super) async fn workspaces(&self) -> Result<Vec<WorkspaceId>> {
        let found = self.store.list_with_delimiter(None).await.map_err(from_store)?;
        // What is no workspace was put here by somebody else.
        let mut workspaces: Vec<WorkspaceId> =
            found.common_prefixes.iter().filter_map(|prefix| prefix.as_ref().parse().ok()).collect();
        workspaces.sort_unstable();
        Ok(workspaces)
    }

    fn incoming(&self, workspace: &WorkspaceId) -> Path {
        let mut random = [0; 16];
        self.randomness.fill(&mut random);
        Path::from(format!("{workspace}/incoming/{:032x}", u128::from_be_bytes(random)))
    }
}

#[cfg(feature = "encryption")]
impl ObjectBlobs {
    /// Reads what is in the place of a blob, whatever its hash.
    pub(super) async fn read(&self, workspace: &WorkspaceId, id: &BlobId) -> Result<Pieces> {
        let found = self.store.get(&place(workspace, id)).await.map_err(from_store)?;
        let pieces = found.into_stream();
        Ok(pieces.map(|piece| piece.map(|piece| piece.to_vec()).map_err(from_store)).boxed())
    }

    /// Reads a small object of a workspace that is no blob.
    pub(super) async fn read_small(&self, workspace: &WorkspaceId, name: &str) -> Result<Option<Vec<u8>>> {
        match self.store.get(&Path::from(format!("{workspace}/{name}"))).await {
            Ok(found) => Ok(Some(found.bytes().await.map_err(from_store)?.into())),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(from_store(error)),
        }
    }

    /// Writes a small object of a workspace that is no blob; says whether it did, for a new one may be there already.
    pub(super) async fn write_small(
        &self,
        workspace: &WorkspaceId,
        name: &str,
        bytes: Vec<u8>,
        is_new: bool,
    ) -> Result<bool> {
        let mode = if is_new { PutMode::Create } else { PutMode::Overwrite };
        match self.store.put_opts(&Path::from(format!("{workspace}/{name}")), bytes.into(), mode.into()).await
        {
            Ok(_) => Ok(true),
            Err(object_store::Error::AlreadyExists { .. }) => Ok(false),
            Err(error) => Err(from_store(error)),
        }
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
        let plain = |piece: Option<Vec<u8>>| Ok(piece.unwrap_or_default());
        let (incoming, id) = self.write(workspace, pieces, plain).await?;
        self.settle(workspace, &incoming, &id).await?;
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

pub(super) fn damaged(id: &BlobId) -> Error {
    Error::corrupt(format!("blob {id} does not match its id: put the same bytes again or restore a backup"))
}
