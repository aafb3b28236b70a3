//! A folder of messages: a Maildir, or files that end in `.eml`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use async_trait::async_trait;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{IncomingBatch, IncomingLimits, IncomingMail};
use crate::error::{Error, ErrorKind, Result};

/// The most files of a folder that are looked at.
const FILES: usize = 200_000;

/// A folder that other programs put messages into, each as a whole: a Maildir (a folder with `new` and `cur`), or one
/// with files that end in `.eml`. What was read is known by the names of the files.
#[derive(Debug, Clone)]
pub struct FolderMailbox {
    folder: PathBuf,
}

impl FolderMailbox {
    /// Takes a folder, which must be there when it is read.
    pub fn new(folder: impl AsRef<Path>) -> Self {
        Self { folder: folder.as_ref().to_owned() }
    }
}

#[async_trait]
impl IncomingMail for FolderMailbox {
    fn name(&self) -> String {
        format!("folder:{}", self.folder.display())
    }

    async fn read(&self, after: Option<&Value>, limits: &IncomingLimits) -> Result<IncomingBatch> {
        let seen = after.and_then(|place| place.get("seen")?.as_array().cloned()).unwrap_or_default();
        let seen: BTreeSet<String> = seen.iter().filter_map(|hash| Some(hash.as_str()?.to_owned())).collect();
        let (folder, limits) = (self.folder.clone(), *limits);
        tokio::task::spawn_blocking(move || read(&folder, &seen, &limits))
            .await
            .map_err(|error| Error::internal("reading a folder of mail broke off").with_source(error))?
    }
}

fn read(folder: &Path, seen: &BTreeSet<String>, limits: &IncomingLimits) -> Result<IncomingBatch> {
    let files = files(folder)?;
    let mut batch = IncomingBatch {
        messages: Vec::new(),
        too_large: Vec::new(),
        after: Value::Null,
        more: false,
        restarted: false,
    };
    let (mut known, mut bytes) = (BTreeSet::new(), 0);
    for (name, path) in files {
        let hash = hash(&name);
        if seen.contains(&hash) {
            known.insert(hash);
            continue;
        }
        if batch.messages.len() + batch.too_large.len() >= limits.messages.max(1) {
            batch.more = true;
            continue;
        }
        let size = match std::fs::symlink_metadata(&path) {
            // A link may lead anywhere.
            Ok(metadata) if metadata.is_file() => metadata.len(),
            _ => continue,
        };
        if size > limits.message_bytes {
            batch.too_large.push((name, size));
        } else if bytes + size > limits.bytes && !batch.messages.is_empty() {
            batch.more = true;
            continue;
        } else {
            match std::fs::read(&path) {
                Ok(message) => batch.messages.push((name, message)),
                // A mail program moves its files whenever it likes: then it comes with the next reading.
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                    batch.more = true;
                    continue;
                }
                Err(error) => return Err(unreadable(&path, error)),
            }
            bytes += size;
        }
        known.insert(hash);
    }
    batch.after = json!({ "seen": known });
    Ok(batch)
}

/// The messages of a folder, by their names: of a Maildir the part that stays when a message is looked at.
fn files(folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    let parts = [folder.join("new"), folder.join("cur")];
    let is_maildir = parts.iter().all(|part| part.is_dir());
    let places = if is_maildir { parts.to_vec() } else { vec![folder.to_owned()] };
    let mut files = Vec::new();
    for place in places {
        for entry in std::fs::read_dir(&place).map_err(|error| unreadable(&place, error))? {
            let entry = entry.map_err(|error| unreadable(&place, error))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_message = if is_maildir {
                !name.starts_with('.')
            } else {
                name.to_lowercase().ends_with(".eml") && !name.starts_with('.')
            };
            if is_message {
                let stays = if is_maildir { name.split(':').next().unwrap_or(&name) } else { &name };
                files.push((stays.to_owned(), entry.path()));
            }
            if files.len() > FILES {
                return Err(Error::limit_exceeded(format!(
                    "the folder holds more than {FILES} messages: move old ones away"
                ))
                .about(place.display()));
            }
        }
    }
    files.sort();
    Ok(files)
}

fn hash(name: &str) -> String {
    Sha256::digest(name).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn unreadable(path: &Path, error: std::io::Error) -> Error {
    let kind = match error.kind() {
        std::io::ErrorKind::NotFound => ErrorKind::NotFound,
        std::io::ErrorKind::PermissionDenied => ErrorKind::Denied,
        _ => ErrorKind::Unavailable,
    };
    Error::new(kind, "the folder that mail is read from cannot be read; name one that is there and readable")
        .about(path.display())
        .with_source(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: IncomingLimits = IncomingLimits { messages: 2, message_bytes: 100, bytes: 1_000 };

    fn names(batch: &IncomingBatch) -> Vec<&str> {
        batch.messages.iter().map(|(name, _)| name.as_str()).collect()
    }

    #[test]
    fn a_maildir_is_read_once_whatever_becomes_of_its_flags() {
        let folder = tempfile::tempdir().unwrap();
        for part in ["new", "cur", "tmp"] {
            std::fs::create_dir(folder.path().join(part)).unwrap();
        }
        let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        put("new/1.a", "one");
        put("cur/2.b:2,S", "two");
        put("new/3.c", &"x".repeat(101));
        put("tmp/4.d", "not yet");
        let first = read(folder.path(), &BTreeSet::new(), &LIMITS).unwrap();
        assert_eq!((names(&first), first.more), (vec!["1.a", "2.b"], true));
        std::fs::rename(folder.path().join("new/1.a"), folder.path().join("cur/1.a:2,RS")).unwrap();
        let seen = |batch: &IncomingBatch| -> BTreeSet<String> {
            serde_json::from_value(batch.after["seen"].clone()).unwrap()
        };
        let second = read(folder.path(), &seen(&first), &LIMITS).unwrap();
        assert_eq!((names(&second), second.too_large.len(), second.more), (vec![], 1, false));
        put("new/0.e", "late, and first by its name");
        let third = read(folder.path(), &seen(&second), &LIMITS).unwrap();
        assert_eq!((names(&third), third.too_large.len()), (vec!["0.e"], 0));
        std::fs::remove_file(folder.path().join("cur/2.b:2,S")).unwrap();
        let last = read(folder.path(), &seen(&third), &LIMITS).unwrap();
        assert_eq!(seen(&last).len(), 3, "what is gone is forgotten");
    }

    #[test]
    fn a_folder_gives_its_eml_files_and_no_links() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.eml"), "a").unwrap();
        std::fs::write(folder.path().join("a.json"), "{}").unwrap();
        std::fs::write(folder.path().join(".hidden.eml"), "h").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("/etc/hostname", folder.path().join("b.eml")).unwrap();
        let batch = read(folder.path(), &BTreeSet::new(), &LIMITS).unwrap();
        assert_eq!(names(&batch), ["a.eml"]);
        let error = read(&folder.path().join("none"), &BTreeSet::new(), &LIMITS).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotFound);
    }
}
