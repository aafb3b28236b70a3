//! Master keys in a text: of a file, or of a variable that the caller reads.
//!
//! Each line is a key of 64 hexadecimal digits; the first one wraps, all unwrap. To change the master key, put a new
//! one before the old one. A key's id is computed from it, so that a wrong key is known by name.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::{Binding, DataKey, Keys, Wrapped};
use crate::error::{Error, ErrorKind, Result};
use crate::id::Randomness;

/// Master keys in this process.
#[derive(Debug)]
pub struct MasterKeys {
    /// Ids and keys; the first one is current.
    keys: Vec<(String, DataKey)>,
    randomness: Arc<dyn Randomness>,
}

impl MasterKeys {
    /// Reads keys from a text.
    ///
    /// # Errors
    /// `invalid_input` when there is none, or a line is no key; the message does not show it.
    pub fn from_text(text: &str, randomness: Arc<dyn Randomness>) -> Result<Self> {
        let mut keys = Vec::new();
        for (number, line) in text.lines().map(str::trim).enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let key = from_hex(line).ok_or_else(|| {
                Error::invalid_input(format!(
                    "line {} of the master keys is no key of 64 hexadecimal digits",
                    number + 1
                ))
            })?;
            keys.push((id(&key), key));
        }
        if keys.is_empty() {
            return Err(Error::invalid_input("there is no master key: give one of 64 hexadecimal digits"));
        }
        Ok(Self { keys, randomness })
    }

    /// Reads keys from a file that only its owner may read.
    ///
    /// # Errors
    /// `not_found` when it is absent, `denied` when it may not be read or others may read it, and as
    /// [`MasterKeys::from_text`].
    pub fn open(path: &Path, randomness: Arc<dyn Randomness>) -> Result<Self> {
        let text = std::fs::read_to_string(path).map_err(|error| from_io(path, error))?;
        let text = Zeroizing::new(text);
        is_private(path)?;
        Self::from_text(&text, randomness).map_err(|error| error.about(path.display()))
    }

    /// Reads keys as [`MasterKeys::open`], from a file that is made with a new key when it is absent. Who loses it
    /// loses everything that was encrypted: keep a copy apart from the backups of the data.
    ///
    /// # Errors
    /// As [`MasterKeys::open`]; `denied` when the file cannot be made.
    pub fn open_or_create(path: &Path, randomness: Arc<dyn Randomness>) -> Result<Self> {
        match create(path, &DataKey::random(&*randomness)) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            outcome => outcome.map_err(|error| from_io(path, error))?,
        }
        Self::open(path, randomness)
    }

    /// Returns the id of the key that wraps.
    pub fn current(&self) -> &str {
        &self.keys[0].0
    }
}

#[async_trait]
impl Keys for MasterKeys {
    async fn wrap(&self, key: &DataKey, binding: &Binding<'_>) -> Result<Wrapped> {
        let (key_id, master) = &self.keys[0];
        let bytes = master.seal(binding, key.as_bytes(), &*self.randomness)?;
        Ok(Wrapped { key_id: key_id.clone(), bytes })
    }

    async fn unwrap(&self, wrapped: &Wrapped, binding: &Binding<'_>) -> Result<DataKey> {
        let master = self.keys.iter().find(|(id, _)| *id == wrapped.key_id);
        let (_, master) = master.ok_or_else(|| {
            let message = format!("the master key `{}` is needed and not given: add it", wrapped.key_id);
            Error::new(ErrorKind::Denied, message)
        })?;
        let bytes = Zeroizing::new(master.open(binding, &wrapped.bytes)?);
        DataKey::from_bytes(&bytes)
    }
}

/// 64 bits of a hash tell nothing about a key of 256, and two keys apart.
fn id(key: &DataKey) -> String {
    let mut hash = Sha256::new_with_prefix(b"secretariat master key");
    hash.update(key.as_bytes());
    to_hex(&hash.finalize()[..8])
}

fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn from_hex(text: &str) -> Option<DataKey> {
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    let mut bytes = Zeroizing::new([0; 32]);
    for (position, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * position..2 * position + 2)?, 16).ok()?;
    }
    DataKey::from_bytes(&*bytes).ok()
}

/// The key is on disk before anything is encrypted with it. The file gets its name when it is whole.
fn create(path: &Path, key: &DataKey) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    if path.exists() {
        return Err(std::io::ErrorKind::AlreadyExists.into());
    }
    let whole = path.with_extension(format!("{}.new", id(key)));
    let mut file = options.open(&whole)?;
    let text = Zeroizing::new(format!("{}\n", &*Zeroizing::new(to_hex(key.as_bytes()))));
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    // A link, other than a rename, replaces no file that another process has just made.
    let linked = written.and_then(|()| std::fs::hard_link(&whole, path));
    let removed = std::fs::remove_file(&whole);
    linked?;
    removed?;
    sync_folder(path)
}

#[cfg(unix)]
fn sync_folder(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    std::fs::File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn is_private(path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path).map_err(|error| from_io(path, error))?.permissions().mode();
    if mode & 0o077 == 0 {
        return Ok(());
    }
    let message = format!("{}: others may read the master keys: `chmod 600` the file", path.display());
    Err(Error::new(ErrorKind::Denied, message))
}

#[cfg(not(unix))]
fn is_private(_: &Path) -> Result<()> {
    Ok(())
}

fn from_io(path: &Path, error: std::io::Error) -> Error {
    let (kind, remedy) = match error.kind() {
        std::io::ErrorKind::NotFound => {
            (ErrorKind::NotFound, "there is no file of master keys here: correct the path or create it")
        }
        std::io::ErrorKind::InvalidData => (ErrorKind::InvalidInput, "this file is no text of master keys"),
        _ => (ErrorKind::Denied, "the file of master keys cannot be used: let this user read and write it"),
    };
    Error::new(kind, remedy).about(path.display()).with_source(error)
}
