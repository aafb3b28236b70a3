//! Master keys in a text: of a file, or of a variable that the caller reads.
//!
//! Each line is a key of 64 hexadecimal digits; the first one wraps, all unwrap. A new master key is put before the old
//! one: [`MasterKeys::put_new`]. A key's id is computed from it, so that a wrong key is known by name.
//!
//! Keys of a file are read again before each wrapping, and when an unknown one is needed: programs that run while the
//! master key changes need no restart.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::{Binding, DataKey, Keys, Wrapped};
use crate::error::{Error, ErrorKind, Result};
use crate::id::Randomness;

/// Ids and keys; the first one is current.
type KeyList = Vec<(String, DataKey)>;

/// Master keys in this process.
#[derive(Debug)]
pub struct MasterKeys {
    /// Never empty.
    keys: Mutex<Arc<KeyList>>,
    /// The file that they were read from.
    file: Option<PathBuf>,
    randomness: Arc<dyn Randomness>,
}

impl MasterKeys {
    /// Makes a key that is nowhere else: what is wrapped with it opens in this process only.
    pub fn random(randomness: Arc<dyn Randomness>) -> Self {
        let key = DataKey::random(&*randomness);
        Self { keys: Mutex::new(Arc::new(vec![(id(&key), key)])), file: None, randomness }
    }

    /// Reads keys from a text.
    ///
    /// # Errors
    /// `invalid_input` when there is none, or a line is no key; the message does not show it.
    pub fn from_text(text: &str, randomness: Arc<dyn Randomness>) -> Result<Self> {
        Ok(Self { keys: Mutex::new(Arc::new(read(text)?)), file: None, randomness })
    }

    /// Reads keys from a file that only its owner may read.
    ///
    /// # Errors
    /// `not_found` when it is absent, `denied` when it may not be read or others may read it, and as
    /// [`MasterKeys::from_text`].
    pub fn open(path: &Path, randomness: Arc<dyn Randomness>) -> Result<Self> {
        let keys = Mutex::new(Arc::new(read_file(path)?));
        Ok(Self { keys, file: Some(path.to_owned()), randomness })
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

    /// Puts a new key before those of a file, which wraps from now on, and returns its id. It is on the disk when this
    /// returns.
    ///
    /// # Errors
    /// As [`MasterKeys::open`]; `unavailable` while another program changes the file.
    pub fn put_new(path: &Path, randomness: &dyn Randomness) -> Result<String> {
        let key = DataKey::random(randomness);
        let id = id(&key);
        replace(path, |text| {
            Zeroizing::new(format!("{}\n{text}", &*Zeroizing::new(to_hex(key.as_bytes()))))
        })?;
        Ok(id)
    }

    /// Takes all keys but the current one out of a file, and returns their ids. What they wrapped opens no more:
    /// everything must have been wrapped anew.
    ///
    /// # Errors
    /// As [`MasterKeys::put_new`].
    pub fn retire_old(path: &Path) -> Result<Vec<String>> {
        let mut retired: Vec<String> = read_file(path)?.into_iter().skip(1).map(|(id, _)| id).collect();
        replace(path, |text| {
            let is_key = |line: &str| from_hex(line.trim()).is_some();
            let first = text.lines().position(is_key);
            let kept = text.lines().enumerate().filter(|(at, line)| Some(*at) == first || !is_key(line));
            Zeroizing::new(kept.fold(String::new(), |kept, (_, line)| kept + line + "\n"))
        })?;
        retired.dedup();
        Ok(retired)
    }

    /// Returns the id of the key that wraps.
    pub fn current(&self) -> String {
        self.list()[0].0.clone()
    }

    /// Returns the ids of all keys, the current one first.
    pub fn ids(&self) -> Vec<String> {
        self.list().iter().map(|(id, _)| id.clone()).collect()
    }

    fn list(&self) -> Arc<KeyList> {
        Arc::clone(&self.keys.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads the file again, if there is one: another program may have put a new key into it.
    fn read_again(&self) -> Result<Arc<KeyList>> {
        if let Some(file) = &self.file {
            let keys = Arc::new(read_file(file)?);
            *self.keys.lock().unwrap_or_else(PoisonError::into_inner) = keys;
        }
        Ok(self.list())
    }
}

#[async_trait]
impl Keys for MasterKeys {
    async fn wrap(&self, key: &DataKey, binding: &Binding<'_>) -> Result<Wrapped> {
        let keys = self.read_again()?;
        let (key_id, master) = &keys[0];
        let bytes = master.seal(binding, key.as_bytes(), &*self.randomness)?;
        Ok(Wrapped { key_id: key_id.clone(), bytes })
    }

    async fn unwrap(&self, wrapped: &Wrapped, binding: &Binding<'_>) -> Result<DataKey> {
        let mut keys = self.list();
        if !keys.iter().any(|(id, _)| *id == wrapped.key_id) {
            keys = self.read_again()?;
        }
        let master = keys.iter().find(|(id, _)| *id == wrapped.key_id);
        let (_, master) = master.ok_or_else(|| {
            let message = format!("the master key `{}` is needed and not given: add it", wrapped.key_id);
            Error::new(ErrorKind::Denied, message)
        })?;
        let bytes = Zeroizing::new(master.open(binding, &wrapped.bytes)?);
        DataKey::from_bytes(&bytes)
    }
}

/// Reads the keys of a text; there is at least one.
fn read(text: &str) -> Result<KeyList> {
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
    Ok(keys)
}

fn read_file(path: &Path) -> Result<KeyList> {
    let text = Zeroizing::new(std::fs::read_to_string(path).map_err(|error| from_io(path, error))?);
    is_private(path)?;
    read(&text).map_err(|error| error.about(path.display()))
}

/// Puts a changed text in the place of a file of keys, in one step.
fn replace(path: &Path, change: impl FnOnce(&str) -> Zeroizing<String>) -> Result<()> {
    let failed = |error| from_io(path, error);
    let next = path.with_extension("next");
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&next).map_err(failed)?;
    file.try_lock().map_err(|error| {
        Error::unavailable("another program is just changing the master keys: retry")
            .about(path.display())
            .with_source(error)
    })?;
    // Read under the lock, so that no other change is lost.
    read_file(path)?;
    let text = Zeroizing::new(std::fs::read_to_string(path).map_err(failed)?);
    let changed = change(&text);
    file.set_len(0).map_err(failed)?;
    file.write_all(changed.as_bytes()).and_then(|()| file.sync_all()).map_err(failed)?;
    std::fs::rename(&next, path).map_err(failed)?;
    sync_folder(path).map_err(failed)
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

/// Makes the name of a file last.
#[cfg(unix)]
pub(crate) fn sync_folder(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    std::fs::File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(not(unix))]
pub(crate) fn sync_folder(_: &Path) -> std::io::Result<()> {
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
