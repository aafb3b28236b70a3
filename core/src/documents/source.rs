//! What is put into an office.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::blobs::BlobId;
use crate::error::{Error, ErrorKind, Result};

/// A file, some bytes or a text to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    content: Content,
    described: Described,
}

/// Everything about a source but its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Described {
    name: String,
    group: Option<String>,
    key: Option<String>,
    order: u64,
}

impl Described {
    fn named(name: String) -> Self {
        Self { name, group: None, key: None, order: 0 }
    }

    /// Returns the name by which the source is told of.
    pub(crate) fn shown(&self) -> &str {
        self.key.as_deref().unwrap_or(&self.name)
    }

    /// Returns the source with these bytes.
    pub(crate) fn with_bytes(self, bytes: Vec<u8>) -> Source {
        Source { content: Content::Bytes(bytes), described: self }
    }

    /// Returns the source whose bytes are in the blobs.
    pub(crate) fn with_blob(self, blob: BlobId) -> Source {
        Source { content: Content::Blob(blob), described: self }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Content {
    File(PathBuf),
    Bytes(Vec<u8>),
    Blob(BlobId),
}

impl Source {
    /// A file on disk; it is read when the source is added, and its name is kept.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        Self { content: Content::File(path), described: Described::named(name) }
    }

    /// The content of a file, with the name it has.
    pub fn bytes(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Described::named(name.into()).with_bytes(bytes.into())
    }

    /// A plain text, with a name.
    pub fn text(name: impl Into<String>, text: impl Into<String>) -> Self {
        let mut name = name.into();
        if !name.ends_with(".txt") && !name.ends_with(".md") {
            name.push_str(".txt");
        }
        Self::bytes(name, text.into().into_bytes())
    }

    /// Gives the file another name than it has on disk, such as that under which it was uploaded.
    #[must_use]
    pub fn called(mut self, name: impl Into<String>) -> Self {
        self.described.name = name.into();
        self
    }

    /// Puts the document into a group, such as a matter or a contract file, to which searches can be
    /// restricted.
    #[must_use]
    pub fn in_group(mut self, group: impl Into<String>) -> Self {
        self.described.group = Some(group.into());
        self
    }

    /// Gives the document an identity of its own: equal contents with different keys are kept apart, and
    /// the key takes the place of the name.
    #[must_use]
    pub fn with_key(mut self, key: impl Into<String>) -> Self {
        self.described.key = Some(key.into());
        self
    }

    /// Gives the document its place in the group: neighbours support each other's scores in a search.
    #[must_use]
    pub fn at(mut self, order: u64) -> Self {
        self.described.order = order;
        self
    }

    /// Returns the name.
    pub fn name(&self) -> &str {
        &self.described.name
    }

    /// Returns the path, if it is a file.
    pub fn path(&self) -> Option<&std::path::Path> {
        match &self.content {
            Content::File(path) => Some(path),
            Content::Bytes(_) | Content::Blob(_) => None,
        }
    }

    pub(crate) fn group(&self) -> Option<&str> {
        self.described.group.as_deref()
    }

    pub(crate) fn order(&self) -> u64 {
        self.described.order
    }

    pub(crate) fn key(&self) -> Option<&str> {
        self.described.key.as_deref()
    }

    /// Returns the blob that holds the content, if one does.
    pub(crate) fn blob(&self) -> Option<&BlobId> {
        match &self.content {
            Content::Blob(blob) => Some(blob),
            Content::File(_) | Content::Bytes(_) => None,
        }
    }

    /// Returns everything but the content.
    pub(crate) fn described(&self) -> Described {
        self.described.clone()
    }

    /// Reads the content, refusing files over the limit before they are in memory.
    pub(crate) async fn read(&self, limit: u64) -> Result<Vec<u8>> {
        let path = match &self.content {
            Content::Bytes(bytes) if bytes.len() as u64 > limit => {
                return Err(too_large(&self.described.name, limit));
            }
            Content::Bytes(bytes) => return Ok(bytes.clone()),
            Content::File(path) => path,
            Content::Blob(_) => {
                return Err(Error::internal("the content is in the blobs").about(&self.described.name));
            }
        };
        let metadata =
            tokio::fs::metadata(path).await.map_err(|error| unreadable(&self.described.name, error))?;
        if !metadata.is_file() {
            return Err(Error::invalid_input("is not a regular file").about(&self.described.name));
        }
        if metadata.len() > limit {
            return Err(too_large(&self.described.name, limit));
        }
        tokio::fs::read(path).await.map_err(|error| unreadable(&self.described.name, error))
    }
}

fn too_large(name: &str, limit: u64) -> Error {
    Error::limit_exceeded(format!("is larger than {} MiB; raise `limits.file_bytes` to read it", limit >> 20))
        .about(name)
}

fn unreadable(name: &str, error: std::io::Error) -> Error {
    let (kind, message) = match error.kind() {
        std::io::ErrorKind::NotFound => (ErrorKind::NotFound, "there is no such file"),
        std::io::ErrorKind::PermissionDenied => (ErrorKind::Denied, "the file may not be read by this user"),
        _ => (ErrorKind::Unavailable, "the file cannot be read"),
    };
    Error::new(kind, message).about(name).with_source(error)
}
