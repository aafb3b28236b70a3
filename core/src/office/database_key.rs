//! The key of an encrypted database in the folder of an office: wrapped by the master key, in a file beside it.
//!
//! The file is on the disk before the database is, so that no database lies there whose key is nowhere.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::id::{Randomness, WorkspaceId};
#[cfg(feature = "sqlcipher")]
use crate::keys::DataKey;
use crate::keys::{Binding, Keys, Wrapped, sync_folder};

/// The file beside the database; where it is, the database is encrypted.
pub(super) const FILE: &str = "office.key";

/// Reads the key.
///
/// # Errors
/// `corrupt` when the file is damaged; those of the master keys.
#[cfg(feature = "sqlcipher")]
pub(super) async fn open(folder: &Path, keys: &dyn Keys) -> Result<DataKey> {
    let workspace = WorkspaceId::default_workspace();
    keys.unwrap(&read(folder)?, &binding(&workspace)).await
}

/// Makes a key for a database that is not there yet, and returns it, or the one that another process just made.
///
/// # Errors
/// Those of the folder and of the master keys.
#[cfg(feature = "sqlcipher")]
pub(super) async fn make(folder: &Path, keys: &dyn Keys, randomness: &dyn Randomness) -> Result<DataKey> {
    let workspace = WorkspaceId::default_workspace();
    let wrapped = keys.wrap(&DataKey::random(randomness), &binding(&workspace)).await?;
    let new = write_new(folder, &wrapped, randomness)?;
    // A link, other than a rename, replaces no file that another process has just made.
    let linked = std::fs::hard_link(&new, folder.join(FILE));
    let removed = std::fs::remove_file(&new);
    match linked {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => return Err(failed(folder, error)),
        _ => removed.and_then(|()| sync_folder(&new)).map_err(|error| failed(folder, error))?,
    }
    open(folder, keys).await
}

/// Wraps the key with the current master key. The database stays as it is.
///
/// # Errors
/// As [`open`].
pub(super) async fn rewrap(folder: &Path, keys: &dyn Keys, randomness: &dyn Randomness) -> Result<()> {
    let workspace = WorkspaceId::default_workspace();
    let key = keys.unwrap(&read(folder)?, &binding(&workspace)).await?;
    let wrapped = keys.wrap(&key, &binding(&workspace)).await?;
    let new = write_new(folder, &wrapped, randomness)?;
    let renamed = std::fs::rename(&new, folder.join(FILE)).and_then(|()| sync_folder(&new));
    renamed.map_err(|error| failed(folder, error))
}

/// Returns the id of the master key that wraps the key of the database; nothing where the database is not encrypted.
///
/// # Errors
/// As [`open`].
pub(super) fn wrapped_by(folder: &Path) -> Result<Option<String>> {
    is_there(folder).then(|| read(folder).map(|wrapped| wrapped.key_id)).transpose()
}

/// Says whether the database in this folder is encrypted.
pub(super) fn is_there(folder: &Path) -> bool {
    folder.join(FILE).exists()
}

fn binding(workspace: &WorkspaceId) -> Binding<'_> {
    Binding { workspace, object: "office", field: "database", version: 1 }
}

fn read(folder: &Path) -> Result<Wrapped> {
    let path = folder.join(FILE);
    let text = std::fs::read(&path).map_err(|error| failed(folder, error))?;
    serde_json::from_slice(&text).map_err(|error| {
        Error::corrupt("the key of the database is damaged: take this file from a copy of the folder")
            .about(path.display())
            .with_source(error)
    })
}

fn write_new(folder: &Path, wrapped: &Wrapped, randomness: &dyn Randomness) -> Result<PathBuf> {
    let text = serde_json::to_vec(wrapped)
        .map_err(|error| Error::internal("a wrapped key cannot be written").with_source(error))?;
    let mut mark = [0; 8];
    randomness.fill(&mut mark);
    let path = folder.join(format!("{FILE}.{:016x}", u64::from_be_bytes(mark)));
    let written = std::fs::File::create_new(&path).and_then(|mut file| {
        file.write_all(&text)?;
        file.sync_all()
    });
    written.map_err(|error| failed(folder, error))?;
    Ok(path)
}

fn failed(folder: &Path, error: std::io::Error) -> Error {
    super::places::unusable(&folder.join(FILE), error)
}
