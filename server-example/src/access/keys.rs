//! The server's own secrets: one file, from which everything that is signed derives.

use std::io::Write as _;
use std::path::Path;

use ring::hmac;
use secretariat::id::{Randomness, SystemRandomness};
use secretariat::{Error, Result};

/// The master keys, the first of them for what is signed now; the others still verify.
pub(crate) struct ServerKeys(Vec<[u8; 32]>);

impl std::fmt::Debug for ServerKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ServerKeys({})", self.0.len())
    }
}

impl ServerKeys {
    /// Reads the keys of a file: 64 hexadecimal digits each, one on a line. A file that is not there is made with
    /// a new key, readable for its owner alone.
    ///
    /// # Errors
    /// `invalid_input` for a file that holds something else; `denied` when it cannot be read or made.
    pub(crate) fn open(file: &Path) -> Result<Self> {
        if !file.exists() {
            make(file)?;
        }
        let text = std::fs::read_to_string(file).map_err(|error| unusable(file, error))?;
        Self::parse(&text).ok_or_else(|| {
            Error::invalid_input(format!(
                "{} holds no keys: expected 64 hexadecimal digits on each line",
                file.display()
            ))
        })
    }

    /// Reads keys from text.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let keys: Option<Vec<[u8; 32]>> = lines.map(key).collect();
        keys.filter(|keys| !keys.is_empty()).map(Self)
    }

    /// Derives one key for a purpose from each master key, in their order.
    pub(crate) fn derive(&self, purpose: &str) -> Vec<[u8; 32]> {
        let derive = |key: &[u8; 32]| {
            let key = hmac::Key::new(hmac::HMAC_SHA256, key);
            let mut derived = [0; 32];
            derived.copy_from_slice(hmac::sign(&key, purpose.as_bytes()).as_ref());
            derived
        };
        self.0.iter().map(derive).collect()
    }

    /// Makes a key that ends with this process.
    pub(crate) fn fresh() -> Self {
        let mut bytes = [0; 32];
        SystemRandomness.fill(&mut bytes);
        Self(vec![bytes])
    }

    /// Takes a key.
    #[cfg(test)]
    pub(crate) fn of(bytes: &[u8; 32]) -> Self {
        Self(vec![*bytes])
    }
}

fn key(line: &str) -> Option<[u8; 32]> {
    if line.len() != 64 || !line.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; 32];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&line[2 * at..2 * at + 2], 16).ok()?;
    }
    Some(bytes)
}

fn make(file: &Path) -> Result<()> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).map_err(|error| unusable(file, error))?;
    }
    let mut bytes = [0; 32];
    SystemRandomness.fill(&mut bytes);
    let text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(file) {
        Ok(mut made) => {
            writeln!(made, "{text}").and_then(|()| made.sync_all()).map_err(|error| unusable(file, error))
        }
        // Another process was faster: its key counts.
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(unusable(file, error)),
    }
}

fn unusable(file: &Path, error: std::io::Error) -> Error {
    Error::new(
        secretariat::ErrorKind::Denied,
        format!("the key file {} cannot be read or made", file.display()),
    )
    .with_source(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_file_is_made_once_and_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("office/server.keys");
        let first = ServerKeys::open(&file).unwrap().derive("x");
        assert_eq!(ServerKeys::open(&file).unwrap().derive("x"), first);
        assert_ne!(ServerKeys::open(&file).unwrap().derive("y"), first);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        }
        std::fs::write(&file, "secret").unwrap();
        let error = ServerKeys::open(&file).unwrap_err();
        assert!(!error.message().contains("secret"), "{error}");
    }
}
