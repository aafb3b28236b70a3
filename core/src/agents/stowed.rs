//! Values of events: small ones lie in the event, large ones in compressed blobs that it names.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::blobs::{BlobId, Blobs};
use crate::error::{Error, Result};
use crate::id::WorkspaceId;

/// The largest value that lies in its event, in bytes of JSON.
const INLINE: usize = 8 << 10;
/// The largest value at all.
pub(super) const MOST: usize = 4 << 20;
/// The deepest nesting of a value.
const DEPTH: usize = 64;

/// A value of an event: the value itself, or the blob that holds it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Stowed {
    /// The value; nothing when it lies in a blob.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub value: Value,
    /// Where a large value lies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blob: Option<StowedBlob>,
}

/// A large value: JSON, compressed by zlib, in a blob of the workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StowedBlob {
    /// The blob.
    pub id: BlobId,
    /// The bytes of the JSON.
    pub bytes: u64,
}

impl Stowed {
    /// Puts a value where it belongs.
    ///
    /// # Errors
    /// `limit_exceeded` above 4 MiB or 64 levels; those of the blobs.
    pub(super) async fn stow(value: Value, at: (&dyn Blobs, &WorkspaceId)) -> Result<Self> {
        let mut text = Bounded(Vec::new());
        if !is_shallow(&value) {
            return Err(Error::limit_exceeded(format!("the value is nested deeper than {DEPTH} levels")));
        }
        if serde_json::to_writer(&mut text, &value).is_err() {
            return Err(Error::limit_exceeded(format!("the value is larger than {MOST} bytes")));
        }
        let text = text.0;
        if text.len() <= INLINE {
            return Ok(Self::of(value));
        }
        let failed = |error| Error::internal("a value of a run was not compressed").with_source(error);
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(&text).map_err(failed)?;
        let packed = encoder.finish().map_err(failed)?;
        let (blobs, workspace) = at;
        let blob = StowedBlob { id: blobs.put(workspace, packed).await?, bytes: text.len() as u64 };
        Ok(Self { value: Value::Null, blob: Some(blob) })
    }

    /// Returns the value.
    ///
    /// # Errors
    /// `corrupt` when the blob holds something else; those of the blobs.
    pub(crate) async fn fetch(&self, at: (&dyn Blobs, &WorkspaceId)) -> Result<Value> {
        let Some(StowedBlob { id: blob, bytes }) = &self.blob else { return Ok(self.value.clone()) };
        let bytes = *bytes;
        let (blobs, workspace) = at;
        let packed = blobs.get(workspace, blob).await?;
        let damaged = || Error::corrupt(format!("blob {blob} of a run is damaged; restore it from a backup"));
        let mut text = Vec::new();
        let mut decoder = ZlibDecoder::new(packed.as_slice()).take(bytes.min(MOST as u64) + 1);
        decoder.read_to_end(&mut text).map_err(|error| damaged().with_source(error))?;
        if text.len() as u64 != bytes {
            return Err(damaged());
        }
        serde_json::from_slice(&text).map_err(|error| damaged().with_source(error))
    }

    /// Holds a small value, which needs no blob.
    pub(super) fn of(value: Value) -> Self {
        Self { value, blob: None }
    }

    /// Holds a short text.
    pub(super) fn short(text: impl Into<String>) -> Self {
        Self::of(Value::String(text.into()))
    }
}

/// Takes no more than [`MOST`] bytes.
struct Bounded(Vec<u8>);

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.0.len() + bytes.len() > MOST {
            return Err(std::io::Error::from(std::io::ErrorKind::FileTooLarge));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Walks with a list of its own, as a value may be nested deeper than the stack.
fn is_shallow(value: &Value) -> bool {
    let mut open = vec![(value, 0)];
    while let Some((value, depth)) = open.pop() {
        if depth > DEPTH {
            return false;
        }
        match value {
            Value::Array(items) => open.extend(items.iter().map(|item| (item, depth + 1))),
            Value::Object(fields) => open.extend(fields.values().map(|field| (field, depth + 1))),
            _ => {}
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    use crate::blobs::ObjectBlobs;
    use crate::error::ErrorKind;
    use crate::id::SeededRandomness;
    use serde_json::json;

    #[tokio::test]
    async fn small_values_lie_in_the_event_and_large_ones_in_a_compressed_blob() {
        let (blobs, workspace) =
            (ObjectBlobs::memory(Arc::new(SeededRandomness::new(1))), WorkspaceId::default_workspace());
        let at: (&dyn Blobs, _) = (&blobs, &workspace);
        for value in [json!({"a": 1.5}), json!(null), json!("x".repeat(INLINE - 2))] {
            let stowed = Stowed::stow(value.clone(), at).await.unwrap();
            assert_eq!(stowed, Stowed::of(value.clone()));
            let read: Stowed = serde_json::from_value(serde_json::to_value(&stowed).unwrap()).unwrap();
            assert_eq!(read.fetch(at).await.unwrap(), value);
        }
        let large = json!({"text": "words ".repeat(10_000)});
        let stowed = Stowed::stow(large.clone(), at).await.unwrap();
        assert_eq!(stowed.blob.as_ref().unwrap().bytes, 60_011);
        assert!(serde_json::to_string(&stowed).unwrap().len() < 200);
        assert_eq!(stowed.fetch(at).await.unwrap(), large);
    }

    #[tokio::test]
    async fn what_is_too_large_or_too_deep_is_refused() {
        let (blobs, workspace) =
            (ObjectBlobs::memory(Arc::new(SeededRandomness::new(1))), WorkspaceId::default_workspace());
        let mut deep = json!(1);
        for _ in 0..DEPTH + 1 {
            deep = json!([deep]);
        }
        for value in [json!("x".repeat(50 << 20)), deep] {
            let error = Stowed::stow(value, (&blobs, &workspace)).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::LimitExceeded);
        }
    }
}
