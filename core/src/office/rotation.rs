//! The change of the master key: data keys are wrapped anew one by one, while the office works.
//!
//! The new key is on the disk before anything is wrapped with it, and the old one stays until it is retired, so that
//! everything opens at every moment. A change that was broken off goes on with the next one.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::OfficeBuilder;
use super::places::Places;
use crate::blobs::EncryptedBlobs;
use crate::error::{Error, ErrorKind, Result};
use crate::id::{Randomness, SystemRandomness};
use crate::keys::MasterKeys;

/// How far a change of the master key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct KeyProgress {
    /// Workspaces whose key is wrapped anew.
    pub done: usize,
    /// All workspaces whose key has to be.
    pub of: usize,
}

/// A master key that was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct KeyReport {
    /// The id of the key that wraps now; unknown where the application brings the keys and there is no workspace.
    pub key: Option<String>,
    /// Whether this went on with a change that was broken off, and made no new key.
    pub was_resumed: bool,
    /// Workspaces whose key was wrapped anew.
    pub rewrapped: usize,
    /// The ids of keys in the file that wrap nothing any more, and can be retired.
    pub old: Vec<String>,
}

impl OfficeBuilder {
    /// Changes the master key under which files are kept: makes a new one in the key file of the settings, and wraps the
    /// data key of every workspace with it. The files stay as they are, and others may work meanwhile. If it is broken
    /// off, call it again: it goes on where it was. Where the application brings the keys, it wraps with their current
    /// one.
    ///
    /// # Errors
    /// `invalid_input` when files are not encrypted; `denied` without a master key that is needed; those of the files
    /// and of the key file.
    pub async fn rotate_keys(self, mut progress: impl FnMut(KeyProgress) + Send) -> Result<KeyReport> {
        let randomness = self.randomness.clone().unwrap_or_else(|| Arc::new(SystemRandomness));
        let places = self.encrypted_places()?;
        let (blobs, file) = places.encrypted(&randomness).await?;
        let Some(file) = file else {
            places.rewrap_database(&randomness).await?;
            let rewrapped = rewrap(&blobs, &blobs.wrapped().await?, &mut progress).await?;
            let key = blobs.wrapped().await?.pop().map(|(_, key)| key);
            return Ok(KeyReport { key, was_resumed: false, rewrapped, old: Vec::new() });
        };
        let mut key = MasterKeys::open(file, Arc::clone(&randomness))?.current();
        let is_behind = |key: &str, wrapped: Vec<_>| -> Vec<_> {
            wrapped.into_iter().filter(|(_, by): &(_, String)| by != key).collect()
        };
        let mut behind = is_behind(&key, blobs.wrapped().await?);
        let was_resumed = !behind.is_empty();
        if !was_resumed {
            key = MasterKeys::put_new(file, &*randomness)?;
            behind = is_behind(&key, blobs.wrapped().await?);
        }
        let mut rewrapped = rewrap(&blobs, &behind, &mut progress).await?;
        // A workspace that was just made may have read the key file before the new key was in it.
        rewrapped += rewrap(&blobs, &is_behind(&key, blobs.wrapped().await?), &mut progress).await?;
        places.rewrap_database(&randomness).await?;
        let old = MasterKeys::open(file, randomness)?.ids().into_iter().filter(|id| *id != key).collect();
        Ok(KeyReport { key: Some(key), was_resumed, rewrapped, old })
    }

    /// Takes all master keys but the current one out of the key file of the settings, once nothing is wrapped with them,
    /// and returns their ids. Do it when every program on the office has seen the new key, a while after
    /// [`OfficeBuilder::rotate_keys`]; keep the old keys as long as there are copies of the files from before.
    ///
    /// # Errors
    /// `conflict` while a workspace needs an old key; as [`OfficeBuilder::rotate_keys`].
    pub async fn retire_keys(self) -> Result<Vec<String>> {
        let randomness: Arc<dyn Randomness> =
            self.randomness.clone().unwrap_or_else(|| Arc::new(SystemRandomness));
        let places = self.encrypted_places()?;
        let (blobs, file) = places.encrypted(&randomness).await?;
        let file =
            file.ok_or_else(|| Error::unsupported("keys that the application brings are retired there"))?;
        let key = MasterKeys::open(file, Arc::clone(&randomness))?.current();
        if let Some((workspace, by)) = blobs.wrapped().await?.into_iter().find(|(_, by)| *by != key) {
            return Err(Error::new(
                ErrorKind::Conflict,
                format!(
                    "the key of {workspace} is wrapped with the master key `{by}`: rotate the keys first"
                ),
            ));
        }
        if places.database_wrapped_by()?.is_some_and(|by| by != key) {
            let message = "the key of the database is wrapped with an old master key: rotate the keys first";
            return Err(Error::new(ErrorKind::Conflict, message));
        }
        MasterKeys::retire_old(file)
    }

    fn encrypted_places(self) -> Result<Places> {
        let places = Places::new(self.folder, &self.settings)?.with_keys(self.keys);
        if places.is_missing() {
            return Err(Error::not_found("there is no office in this folder: correct the path"));
        }
        Ok(places)
    }
}

async fn rewrap(
    blobs: &EncryptedBlobs,
    behind: &[(crate::id::WorkspaceId, String)],
    progress: &mut (impl FnMut(KeyProgress) + Send),
) -> Result<usize> {
    for (at, (workspace, _)) in behind.iter().enumerate() {
        blobs.rewrap(workspace).await?;
        progress(KeyProgress { done: at + 1, of: behind.len() });
    }
    Ok(behind.len())
}
