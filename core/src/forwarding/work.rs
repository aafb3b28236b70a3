//! The work of forwarding: seal, send what is new, note it, and look again.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

#[cfg(feature = "fetch")]
use super::line::Line;
use super::place::Place;
use crate::audit::{self, AuditKey, Sealer};
use crate::clock::Clock;
use crate::error::{Error, ErrorKind, Result};
use crate::settings::ForwardingSettings;
use crate::storage::{Expect, Storage};
use crate::work::{Done, Handler, Task};

/// The kind of the work.
pub(super) const KIND: &str = "audit_forward";
/// The most entries of a load.
const LOAD: usize = 500;
/// The longest pause after failures, in milliseconds.
const MOST_MILLIS: u64 = 300_000;

/// What is known between runs.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Errand {
    /// How often in a row the collector took nothing.
    failures: u32,
}

/// Forwards the audit.
#[derive(Debug)]
pub(crate) struct ForwardHandler {
    storage: Arc<dyn Storage>,
    clock: Arc<dyn Clock>,
    key: AuditKey,
    #[cfg(feature = "fetch")]
    line: Line,
    pause_millis: u64,
}

impl ForwardHandler {
    /// Makes the handler of a collector.
    ///
    /// # Errors
    /// `invalid_input` for an address that is none; `unsupported` without an audit key: nothing is sealed then.
    pub(crate) fn new(
        settings: &ForwardingSettings,
        storage: Arc<dyn Storage>,
        clock: Arc<dyn Clock>,
        key: Option<AuditKey>,
    ) -> Result<Self> {
        let key = key.ok_or_else(|| {
            Error::unsupported("only a sealed audit is forwarded: open the office with an audit key")
        })?;
        #[cfg(not(feature = "fetch"))]
        return Err(Error::unsupported(format!(
            "{}: this build forwards no audit: enable the feature `fetch`",
            settings.address
        )));
        #[cfg(feature = "fetch")]
        Ok(Self { storage, clock, key, line: Line::new(settings)?, pause_millis: settings.pause_millis })
    }

    /// Sends what is sealed and was not taken, one load; says whether there may be more.
    async fn forward(&self, task: &Task) -> Result<bool> {
        let workspace = task.workspace();
        let Some((place, version)) = Place::find(self.storage.as_ref(), workspace).await? else {
            return Ok(false);
        };
        let (storage, clock) = (Arc::clone(&self.storage), Arc::clone(&self.clock));
        let sealer = Sealer::new(storage, workspace.clone(), clock, self.key.clone());
        let sealed = sealer.seal().await?.sequence;
        let mut load = audit::records(self.storage.as_ref(), workspace, place.sequence, LOAD).await?;
        load.retain(|record| record.sequence <= sealed);
        let Some(last) = load.last().map(|record| record.sequence) else { return Ok(false) };
        #[cfg(feature = "fetch")]
        self.line.send(workspace, &load).await?;
        let mut batch = task.batch();
        batch.puts.push(Place { sequence: last }.put(workspace, Expect::Version(version))?);
        task.commit(batch).await?;
        Ok(load.len() == LOAD)
    }
}

#[async_trait]
impl Handler for ForwardHandler {
    fn kind(&self) -> &str {
        KIND
    }

    async fn run(&self, task: &Task) -> Result<Done> {
        let known: Option<Errand> = task.read()?;
        let mut errand = known.unwrap_or_default();
        let pause = loop {
            match self.forward(task).await {
                Ok(true) if !task.is_cancelled() => errand.failures = 0,
                Ok(_) => {
                    errand.failures = 0;
                    break self.pause_millis;
                }
                // The claim is lost: another worker goes on.
                Err(error) if error.kind() == ErrorKind::Conflict => return Err(error),
                Err(error) => {
                    // An outage ends by itself some time: the work is never given up.
                    errand.failures = errand.failures.saturating_add(1);
                    tracing::warn!(%error, workspace = %task.workspace(), "the audit is forwarded later");
                    let doubled = 1_u64.checked_shl(errand.failures.min(20)).unwrap_or(u64::MAX);
                    break self.pause_millis.saturating_mul(doubled).min(MOST_MILLIS.max(self.pause_millis));
                }
            }
        };
        let wait = SignedDuration::from_millis(i64::try_from(pause.max(1)).unwrap_or(i64::MAX));
        let at = task.now().saturating_add(wait).unwrap_or(Timestamp::MAX);
        let payload = serde_json::to_value(&errand).map_err(|error| {
            Error::internal("the work of forwarding cannot be written").with_source(error)
        })?;
        Ok(Done::Again { at, payload, batch: task.batch() })
    }
}
