//! Backups under a key: a line that says so, the key of this backup wrapped by a master key, then everything else in
//! authenticated segments.

#[cfg(feature = "encryption")]
pub(super) use self::with_keys::{Open, Seal};
#[cfg(not(feature = "encryption"))]
pub(super) use self::without_keys::{Open, Seal};

/// The first line of an encrypted backup.
pub(super) const MARK: &[u8] = b"SECRETARIAT BACKUP, ENCRYPTED 1\n";
/// The longest line that holds a wrapped key, in bytes: those of key services are some hundred.
pub(super) const LINE: usize = 64 << 10;

#[cfg(feature = "encryption")]
mod with_keys {
    use std::sync::Arc;

    use super::MARK;
    use crate::error::{Error, Result};
    use crate::id::{Randomness, WorkspaceId};
    use crate::keys::{Binding, DataKey, Keys, Opener, Sealer, Wrapped};

    /// Encrypts a backup.
    pub(crate) struct Seal {
        preamble: Vec<u8>,
        sealer: Sealer,
    }

    /// Decrypts a backup.
    pub(crate) struct Open(Opener);

    impl std::fmt::Debug for Seal {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("Seal")
        }
    }

    impl std::fmt::Debug for Open {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("Open")
        }
    }

    fn binding<'a>(workspace: &'a WorkspaceId, field: &'a str) -> Binding<'a> {
        Binding { workspace, object: "backup", field, version: 1 }
    }

    impl Seal {
        /// Makes a key for this backup and wraps it.
        pub(crate) async fn new(keys: &Arc<dyn Keys>, randomness: &dyn Randomness) -> Result<Self> {
            let home = WorkspaceId::default_workspace();
            let key = DataKey::random(randomness);
            let wrapped = keys.wrap(&key, &binding(&home, "key")).await?;
            let mut preamble = MARK.to_vec();
            serde_json::to_writer(&mut preamble, &wrapped)
                .map_err(|error| Error::internal("a wrapped key could not be written").with_source(error))?;
            preamble.push(b'\n');
            let sealer = Sealer::new(&key, binding(&home, "content").bytes(), randomness);
            Ok(Self { preamble, sealer })
        }

        /// What stands before the encrypted bytes.
        pub(crate) fn preamble(&self) -> &[u8] {
            &self.preamble
        }

        /// Takes the next bytes, or the end, and returns what is ready to be written.
        pub(crate) fn take(&mut self, bytes: Option<Vec<u8>>) -> Result<Vec<u8>> {
            self.sealer.take(bytes)
        }
    }

    impl Open {
        /// Unwraps the key that a line holds.
        ///
        /// # Errors
        /// `denied` when its master key is not given, `corrupt` when the line was changed.
        pub(crate) async fn new(line: &[u8], keys: &Arc<dyn Keys>) -> Result<Self> {
            let damaged = || Error::corrupt("the wrapped key is damaged: take another copy of this backup");
            let wrapped: Wrapped =
                serde_json::from_slice(line).map_err(|error| damaged().with_source(error))?;
            if serde_json::to_vec(&wrapped).ok().as_deref() != Some(line) {
                return Err(damaged());
            }
            let home = WorkspaceId::default_workspace();
            let key = keys.unwrap(&wrapped, &binding(&home, "key")).await?;
            Ok(Self(Opener::new(&key, binding(&home, "content").bytes())))
        }

        /// Takes the next bytes, or the end, and returns what is decrypted; nothing when they were changed.
        pub(crate) fn take(&mut self, bytes: Option<&[u8]>) -> Option<Vec<u8>> {
            self.0.take(bytes)
        }
    }
}

#[cfg(not(feature = "encryption"))]
mod without_keys {
    use crate::error::Result;

    /// Encrypts nothing: this build has no keys, so that there is none.
    #[derive(Debug)]
    pub(crate) enum Seal {}

    /// Decrypts nothing.
    #[derive(Debug)]
    pub(crate) enum Open {}

    impl Seal {
        pub(crate) fn preamble(&self) -> &[u8] {
            match *self {}
        }

        pub(crate) fn take(&mut self, _: Option<Vec<u8>>) -> Result<Vec<u8>> {
            match *self {}
        }
    }

    impl Open {
        pub(crate) fn take(&mut self, _: Option<&[u8]>) -> Option<Vec<u8>> {
            match *self {}
        }
    }
}
