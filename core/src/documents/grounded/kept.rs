//! Answers of a model about one document, kept so that nothing is asked twice: not after a crash, and not when the
//! same content is added again.

use std::sync::Arc;

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::assistant::{Asked, Assistant};
use crate::error::Result;
use crate::id::WorkspaceId;
use crate::models::{Judge, ModelRequest, OutputSchema, fingerprint};
use crate::storage::{Batch, Collection, Expect, Put, Record, Storage};

/// The collection of answers that models gave about documents, by what they were asked.
pub const MODEL_REPLIES: Collection = Collection { name: "model_replies", attributes: &[] };

/// The largest answer that is kept, in bytes.
const LARGEST: usize = 256 << 10;

/// Asks, unless the same was asked before.
///
/// # Errors
/// Storage errors; those of the model are in the outcome.
pub(crate) async fn ask_once(
    assistant: &Assistant,
    storage: &Arc<dyn Storage>,
    workspace: &WorkspaceId,
    request: &ModelRequest,
    output: OutputSchema,
    judge: &Judge<'_>,
) -> Result<Asked> {
    let whole = ModelRequest { output: Some(output.clone()), ..request.clone() };
    let id = key(&assistant.name(), &fingerprint(&whole));
    if let Some(known) = storage.get(workspace, MODEL_REPLIES.name, &id).await? {
        return Ok(Asked { outcome: Ok(known.body), used: assistant.unused() });
    }
    let asked = assistant.ask(request, output, judge).await;
    if let Ok(value) = &asked.outcome {
        keep(storage, workspace, id, value).await?;
    }
    Ok(asked)
}

async fn keep(storage: &Arc<dyn Storage>, workspace: &WorkspaceId, id: String, value: &Value) -> Result<()> {
    if value.to_string().len() > LARGEST {
        return Ok(());
    }
    let record = Record {
        workspace: workspace.clone(),
        collection: MODEL_REPLIES.name,
        id,
        version: 0,
        attributes: Default::default(),
        body: value.clone(),
    };
    let mut batch = Batch::new(workspace.clone());
    batch.puts.push(Put { record, expect: Expect::Any });
    storage.commit(batch).await.map(drop)
}

/// Another model may answer the same otherwise.
fn key(model: &str, request: &str) -> String {
    let digest = Sha256::digest(format!("{model}\n{request}"));
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
