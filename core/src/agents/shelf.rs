//! The values of a run, fetched once while it is held.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value;

use super::state::Call;
use super::stowed::{Stowed, StowedBlob};
use crate::blobs::{BlobId, Blobs};
use crate::error::{Error, Result};
use crate::evidence::Evidence;
use crate::id::WorkspaceId;

/// The most bytes of JSON that are kept.
const KEPT: u64 = 32 << 20;

/// Fetches values, and keeps those that lie in blobs.
#[derive(Debug)]
pub(super) struct Shelf {
    pub(super) blobs: Arc<dyn Blobs>,
    pub(super) workspace: WorkspaceId,
    kept: HashMap<BlobId, Value>,
    bytes: u64,
}

impl Shelf {
    pub(super) fn new(blobs: Arc<dyn Blobs>, workspace: WorkspaceId) -> Self {
        Self { blobs, workspace, kept: HashMap::new(), bytes: 0 }
    }

    /// Puts a value where it belongs.
    pub(super) async fn stow(&self, value: Value) -> Result<Stowed> {
        Stowed::stow(value, (self.blobs.as_ref(), &self.workspace)).await
    }

    /// Fetches a value.
    pub(super) async fn get(&mut self, stowed: &Stowed) -> Result<Value> {
        let at = (self.blobs.as_ref(), &self.workspace);
        let Some(StowedBlob { id: blob, bytes }) = &stowed.blob else { return stowed.fetch(at).await };
        if let Some(value) = self.kept.get(blob) {
            return Ok(value.clone());
        }
        let value = stowed.fetch(at).await?;
        if self.bytes + bytes <= KEPT {
            self.bytes += bytes;
            self.kept.insert(blob.clone(), value.clone());
        }
        Ok(value)
    }

    /// Fetches a value as people and models read it.
    pub(super) async fn text(&mut self, stowed: &Stowed) -> Result<String> {
        Ok(match self.get(stowed).await? {
            Value::String(text) => text,
            value => value.to_string(),
        })
    }

    /// Fetches the arguments of a call; nothing when the model wrote no JSON object.
    pub(super) async fn arguments(&mut self, call: &Call) -> Result<Option<Value>> {
        let value = self.get(&call.arguments).await?;
        Ok(match value {
            Value::String(text) if call.is_text => parse(&text),
            value => Some(value),
        })
    }

    /// Fetches a list of places.
    pub(super) async fn evidence(&mut self, stowed: &Stowed) -> Result<Vec<Evidence>> {
        serde_json::from_value(self.get(stowed).await?)
            .map_err(|error| Error::corrupt("the evidence of a run is damaged").with_source(error))
    }
}

/// Reads arguments as a model writes them; nothing at all stands for an empty object.
pub(super) fn parse(text: &str) -> Option<Value> {
    if text.trim().is_empty() {
        return Some(Value::Object(serde_json::Map::new()));
    }
    serde_json::from_str(text).ok().filter(Value::is_object)
}
