//! The work of runs.

use std::sync::Arc;

use async_trait::async_trait;
use tracing::Instrument;

use super::drive::Drive;
use super::engine::Engine;
use super::event::{RunEnding, RunEvent};
use super::record::KIND;
use super::telemetry;
use crate::error::{ErrorKind, Result};
use crate::rights::Permission;
use crate::storage::Batch;
use crate::work::{Done, Failed, Handler, Task};

/// Drives runs.
#[derive(Debug)]
pub(crate) struct RunHandler {
    pub(crate) engine: Arc<Engine>,
}

#[async_trait]
impl Handler for RunHandler {
    fn kind(&self) -> &str {
        KIND
    }

    async fn run(&self, task: &Task) -> Result<Done> {
        let Some(mut drive) = Box::pin(Drive::of(&self.engine, task)).await? else {
            return Ok(Done::Finished(task.batch()));
        };
        let actor = drive.state.actor.clone();
        let gate = self.engine.guard(task.workspace(), &actor);
        match Box::pin(gate.gate().enter(Permission::RunsStart)).await {
            Ok(_) => {
                let span = telemetry::invoke_agent(&drive.run);
                drive.go().instrument(span).await
            }
            Err(error) if matches!(error.kind(), ErrorKind::Denied | ErrorKind::NotFound) => {
                let message = format!("who started the run no longer may: {}", error.message());
                Box::pin(drive.close(vec![RunEvent::RunFailed { kind: ErrorKind::Denied, message }])).await
            }
            Err(error) => Err(error),
        }
    }

    async fn parked(&self, task: &Task, why: &Failed) -> Result<Batch> {
        let Some(drive) = Drive::of(&self.engine, task).await? else { return Ok(task.batch()) };
        let (kind, message) = (why.kind, why.message.clone());
        let ending = RunEnding::Failed { kind, message: message.clone() };
        Ok(drive.last(&[RunEvent::RunFailed { kind, message }], &ending).await?.0)
    }
}
