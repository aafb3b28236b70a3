//! Blobs encrypted before they leave this process.
//!
//! Every workspace has a data key, made when its first blob is stored and kept beside the blobs, wrapped by a master
//! key. Without that small object the blobs of a workspace are noise. A blob keeps the id of its plain bytes; the name
//! of its object is a hash of data key and id, so that nobody without the key can tell whether a known file is there.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use futures::{StreamExt, TryStreamExt, stream};
use sha2::{Digest, Sha256};

use super::objects::{ObjectBlobs, damaged};
use super::{BlobId, Blobs, Pieces};
use crate::error::{Error, ErrorKind, Result};
use crate::id::{Randomness, WorkspaceId};
use crate::keys::{Binding, DataKey, Keys, Opener, Sealer, Wrapped};

/// The version of the format of encrypted blobs and of the workspaces' keys.
const VERSION: u32 = 1;
/// The object of a workspace that holds its wrapped data key.
const KEY: &str = "key";

/// Blobs in an object store, encrypted.
///
/// Beside the contract of [`Blobs`]: without the master key of a workspace every call on it is `denied`, naming the
/// key; bytes that were changed, cut, reordered or taken from another blob are `corrupt`.
#[derive(Debug)]
pub struct EncryptedBlobs {
    objects: ObjectBlobs,
    keys: Arc<dyn Keys>,
    randomness: Arc<dyn Randomness>,
    /// The data keys of workspaces that were used.
    unwrapped: Mutex<HashMap<WorkspaceId, DataKey>>,
}

impl EncryptedBlobs {
    /// Encrypts what is stored in `objects`.
    pub fn new(objects: ObjectBlobs, keys: Arc<dyn Keys>, randomness: Arc<dyn Randomness>) -> Self {
        Self { objects, keys, randomness, unwrapped: Mutex::new(HashMap::new()) }
    }

    /// Wraps the data key of a workspace with the current master key, after which an older one is not needed for it.
    /// The blobs stay as they are.
    ///
    /// # Errors
    /// `denied` without the master key that wrapped it; those of the store.
    pub async fn rewrap(&self, workspace: &WorkspaceId) -> Result<()> {
        let Some(key) = self.stored_key(workspace).await? else { return Ok(()) };
        let wrapped = self.keys.wrap(&key, &binding(workspace, KEY)).await?;
        self.objects.write_small(workspace, KEY, to_json(&wrapped)?, false).await.map(|_| ())
    }

    /// Lists the workspaces that have a data key, with the id of the master key that wrapped it.
    ///
    /// # Errors
    /// `corrupt` when a key is damaged; those of the store.
    pub async fn wrapped(&self) -> Result<Vec<(WorkspaceId, String)>> {
        let mut all = Vec::new();
        for workspace in self.objects.workspaces().await? {
            if let Some(wrapped) = self.stored(&workspace).await? {
                all.push((workspace, wrapped.key_id));
            }
        }
        Ok(all)
    }

    /// Returns the data key of a workspace, if it has one.
    async fn key(&self, workspace: &WorkspaceId) -> Result<Option<DataKey>> {
        if let Some(key) = self.lock().get(workspace) {
            return Ok(Some(key.clone()));
        }
        let key = self.stored_key(workspace).await?;
        if let Some(key) = &key {
            self.lock().insert(workspace.clone(), key.clone());
        }
        Ok(key)
    }

    /// Of processes that make a key at the same time one wins, and all use what it stored.
    async fn make_key(&self, workspace: &WorkspaceId) -> Result<DataKey> {
        let key = DataKey::random(&*self.randomness);
        let wrapped = self.keys.wrap(&key, &binding(workspace, KEY)).await?;
        if self.objects.write_small(workspace, KEY, to_json(&wrapped)?, true).await? {
            return Ok(key);
        }
        let stored = self.stored_key(workspace).await?;
        stored.ok_or_else(|| Error::unavailable("the key of a workspace was just removed: retry"))
    }

    async fn stored_key(&self, workspace: &WorkspaceId) -> Result<Option<DataKey>> {
        let Some(wrapped) = self.stored(workspace).await? else { return Ok(None) };
        self.keys.unwrap(&wrapped, &binding(workspace, KEY)).await.map(Some)
    }

    async fn stored(&self, workspace: &WorkspaceId) -> Result<Option<Wrapped>> {
        let Some(bytes) = self.objects.read_small(workspace, KEY).await? else { return Ok(None) };
        let wrapped = serde_json::from_slice(&bytes).map_err(|error| {
            Error::corrupt(format!(
                "the key of {workspace} is damaged: restore it from a copy of this object"
            ))
            .with_source(error)
        })?;
        Ok(Some(wrapped))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<WorkspaceId, DataKey>> {
        self.unwrapped.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A stream is encrypted before its id is known, so that its binding names no blob; the hash of the plain bytes tells
/// blobs apart.
fn binding<'a>(workspace: &'a WorkspaceId, field: &'a str) -> Binding<'a> {
    Binding { workspace, object: "blobs", field, version: VERSION }
}

/// Names the object of a blob. Key and id have fixed lengths, so that the hash needs no padding between them.
fn name(key: &DataKey, id: &BlobId) -> BlobId {
    let mut hash = Sha256::new_with_prefix(key.as_bytes());
    hash.update(id.as_str());
    BlobId::from_hash(hash)
}

fn to_json(wrapped: &Wrapped) -> Result<Vec<u8>> {
    serde_json::to_vec(wrapped).map_err(|error| {
        Error::new(ErrorKind::Internal, "a wrapped key could not be written").with_source(error)
    })
}

#[async_trait]
impl Blobs for EncryptedBlobs {
    async fn put(&self, workspace: &WorkspaceId, bytes: Vec<u8>) -> Result<BlobId> {
        self.put_stream(workspace, stream::iter([Ok(bytes)]).boxed()).await
    }

    async fn get(&self, workspace: &WorkspaceId, id: &BlobId) -> Result<Vec<u8>> {
        let pieces: Vec<Vec<u8>> = self.get_stream(workspace, id).await?.try_collect().await?;
        Ok(pieces.concat())
    }

    async fn exists(&self, workspace: &WorkspaceId, id: &BlobId) -> Result<bool> {
        let Some(key) = self.key(workspace).await? else { return Ok(false) };
        self.objects.exists(workspace, &name(&key, id)).await
    }

    async fn delete(&self, workspace: &WorkspaceId, id: &BlobId) -> Result<()> {
        let Some(key) = self.key(workspace).await? else { return Ok(()) };
        self.objects.delete(workspace, &name(&key, id)).await
    }

    async fn put_stream(&self, workspace: &WorkspaceId, pieces: Pieces) -> Result<BlobId> {
        let key = match self.key(workspace).await? {
            Some(key) => key,
            None => self.make_key(workspace).await?,
        };
        let mut sealer = Sealer::new(&key, binding(workspace, "blob").bytes(), &*self.randomness);
        let (incoming, id) = self.objects.write(workspace, pieces, |piece| sealer.take(piece)).await?;
        self.objects.settle(workspace, &incoming, &name(&key, &id)).await?;
        Ok(id)
    }

    async fn get_stream(&self, workspace: &WorkspaceId, id: &BlobId) -> Result<Pieces> {
        let key = self.key(workspace).await?.ok_or_else(|| Error::not_found("the blob does not exist"))?;
        let reader = Reader {
            sealed: self.objects.read(workspace, &name(&key, id)).await?,
            opener: Some(Opener::new(&key, binding(workspace, "blob").bytes())),
            hash: Sha256::new(),
            id: id.clone(),
        };
        Ok(stream::unfold(reader, |mut reader| async {
            let item = reader.next().await?;
            Some((item, reader))
        })
        .boxed())
    }
}

/// Decrypts and hashes what it passes on; without an opener it has ended.
struct Reader {
    sealed: Pieces,
    opener: Option<Opener>,
    hash: Sha256,
    id: BlobId,
}

impl Reader {
    async fn next(&mut self) -> Option<Result<Vec<u8>>> {
        loop {
            let mut opener = self.opener.take()?;
            let piece = match self.sealed.next().await.transpose() {
                Ok(piece) => piece,
                Err(error) => return Some(Err(error)),
            };
            let Some(plain) = opener.take(piece.as_deref()) else { return Some(Err(damaged(&self.id))) };
            self.hash.update(&plain);
            if piece.is_none() {
                let found = BlobId::from_hash(std::mem::take(&mut self.hash));
                return Some(if found == self.id { Ok(plain) } else { Err(damaged(&self.id)) });
            }
            self.opener = Some(opener);
            if !plain.is_empty() {
                return Some(Ok(plain));
            }
        }
    }
}
