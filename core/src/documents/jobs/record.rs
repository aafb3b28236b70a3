//! What is stored of a job: its record, and its events.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::documents::progress::Step;
use crate::error::{Error, Result};
use crate::id::{JobId, WorkspaceId};
use crate::storage::{Append, Collection, Expect, Put, Record, Storage};

/// The collection of jobs.
pub const JOBS: Collection = Collection { name: "jobs", attributes: &[] };

/// The body of a job.
#[derive(Debug, Serialize, Deserialize)]
struct Body {
    sources: usize,
    created: Timestamp,
}

/// A stored event of a job: the public one lacks the place of its source.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Event {
    /// The place of the source in the job, from 0.
    pub(super) item: usize,
    pub(super) name: String,
    pub(super) step: Step,
}

/// Makes the record of a new job.
pub(super) fn record(
    workspace: &WorkspaceId,
    job: &JobId,
    sources: usize,
    created: Timestamp,
) -> Result<Put> {
    let body = serde_json::to_value(Body { sources, created })
        .map_err(|error| Error::internal(format!("job {job} cannot be written")).with_source(error))?;
    let record = Record {
        workspace: workspace.clone(),
        collection: JOBS.name,
        id: job.to_string(),
        version: 0,
        attributes: BTreeMap::new(),
        body,
    };
    Ok(Put { record, expect: Expect::Absent })
}

/// Reads of how many sources a job is.
///
/// # Errors
/// `not_found`, and storage errors.
pub(crate) async fn total(storage: &dyn Storage, workspace: &WorkspaceId, job: &JobId) -> Result<usize> {
    let record = storage.get(workspace, JOBS.name, job.as_str()).await?;
    let record = record.ok_or_else(|| Error::not_found(format!("there is no job {job} in this office")))?;
    let body: Body = serde_json::from_value(record.body)
        .map_err(|error| Error::corrupt(format!("the stored job {job} is damaged")).with_source(error))?;
    Ok(body.sources)
}

/// Names the stream of a job.
pub(super) fn stream(job: &JobId) -> String {
    format!("job/{job}")
}

/// Appends events to the stream of a job. A job that was cancelled is at a higher epoch: nothing comes after
/// its end.
pub(super) fn append(job: &JobId, epoch: u64, events: &[Event]) -> Result<Append> {
    let events = events.iter().map(serde_json::to_value).collect::<std::result::Result<_, _>>();
    let events = events.map_err(|error| {
        Error::internal(format!("an event of {job} cannot be written")).with_source(error)
    })?;
    Ok(Append { stream: stream(job), expected_sequence: None, epoch, events })
}
