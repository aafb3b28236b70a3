//! Calls of tools: one attempt, whatever it does, and the events that it comes to.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use tracing::Instrument;

use super::drive::{Drive, Landing};
use super::event::RunEvent;
use super::state::{Call, CallStage};
use super::telemetry;
use super::tool::{Effect, Reconciled, Tool, ToolContext, ToolOutput};
use crate::approvals::{APPROVALS, PayloadHash};
use crate::audit::SEAL_HEADS;
use crate::error::{Error, ErrorKind, Result};
use crate::people::ORGANISATIONS;
use crate::rights::{MEMBERSHIPS, PEOPLE, SERVICE_ACCOUNTS, WORKSPACES};
use crate::storage::{Batch, Collection};
use crate::work::WORK;

use super::record::{RUN_SPECS, RUNS};
use super::snapshot::RUN_SNAPSHOTS;

/// How often a call is made that may be made again.
const ATTEMPTS: u32 = 4;
/// The pause after a first failure; it doubles with each further one.
const PAUSE: Duration = Duration::from_millis(500);
/// How long a tool may take to say what a call would do.
const PREVIEW: Duration = Duration::from_secs(10);
/// The most places that an output may name.
const EVIDENCE: usize = 200;
/// What the batch of a tool may not touch.
const FOREIGN: [Collection; 11] = [
    RUNS,
    RUN_SNAPSHOTS,
    RUN_SPECS,
    WORK,
    APPROVALS,
    SEAL_HEADS,
    PEOPLE,
    MEMBERSHIPS,
    SERVICE_ACCOUNTS,
    WORKSPACES,
    ORGANISATIONS,
];

/// How one attempt ended.
#[derive(Debug)]
pub(super) enum Attempt<T> {
    /// The tool said so.
    Said(Result<T>),
    /// The tool panicked.
    Panicked,
    /// Its time was over.
    TimedOut,
}

/// A call that is ready to be made.
pub(super) struct Ticket {
    pub(super) id: String,
    /// The name of the tool.
    name: String,
    pub(super) tool: Arc<dyn Tool>,
    pub(super) context: ToolContext,
    pub(super) arguments: Value,
    most: Duration,
}

impl Ticket {
    pub(super) async fn call(self) -> Landing {
        let Self { id, name, tool, context, arguments, most } = self;
        let span = telemetry::execute_tool(&name, &id, context.attempt);
        let calling = attempt(most, async move { tool.call(&context, arguments).await });
        let attempt = calling.instrument(span.clone()).await;
        telemetry::called(&span, &attempt);
        Landing::Called { call: id, attempt }
    }

    pub(super) async fn reconcile(self) -> Landing {
        let Self { id, tool, context, arguments, most, .. } = self;
        let attempt = attempt(most, async move { tool.reconcile(&context, &arguments).await }).await;
        Landing::Reconciled { call: id, attempt }
    }

    /// Asks what the call would do.
    pub(super) async fn preview(self) -> Attempt<Value> {
        let Self { tool, context, arguments, most, .. } = self;
        attempt(most.min(PREVIEW), async move { tool.preview(&context, &arguments).await }).await
    }
}

async fn attempt<T>(most: Duration, work: impl Future<Output = Result<T>>) -> Attempt<T> {
    // Nothing that the call had begun is used after a panic.
    match tokio::time::timeout(most, AssertUnwindSafe(work).catch_unwind()).await {
        Ok(Ok(said)) => Attempt::Said(said),
        Ok(Err(_)) => Attempt::Panicked,
        Err(_) => Attempt::TimedOut,
    }
}

impl Drive<'_> {
    /// Makes a call ready; an event in its place when it cannot be made.
    pub(super) async fn ticket(&mut self, call: &Call) -> Result<Result<Ticket, RunEvent>> {
        let failed = |kind, message| {
            Ok(Err(RunEvent::ToolFailed { call: call.id.clone(), kind, message, retry_at: None }))
        };
        let equipped = match self.engine.kit.tool(&call.tool) {
            Ok(equipped) => equipped,
            Err(error) => return failed(error.kind(), error.message().to_owned()),
        };
        let now = equipped.described.spec.effect;
        if now != call.effect {
            let message =
                format!("the tool `{}` has another effect than when the call was planned", call.tool);
            return failed(ErrorKind::Unsupported, message);
        }
        let Some(arguments) = self.shelf.arguments(call).await? else {
            return failed(ErrorKind::InvalidInput, "the arguments are no JSON object".to_owned());
        };
        let most = Duration::from_millis(equipped.described.spec.timeout_millis);
        let now = self.engine.clock.now();
        let length = SignedDuration::try_from(most).unwrap_or(SignedDuration::MAX);
        let context = ToolContext {
            workspace: self.run_workspace().clone(),
            actor: self.state.actor.clone(),
            run: self.run.id.clone(),
            call_id: call.id.clone(),
            attempt: call.failures + 1,
            idempotency_key: key(self.run.id.as_str(), &call.id),
            now,
            deadline: now.saturating_add(length).unwrap_or(Timestamp::MAX),
        };
        let tool = Arc::clone(&equipped.tool);
        let (id, name) = (call.id.clone(), call.tool.clone());
        Ok(Ok(Ticket { id, name, tool, context, arguments, most }))
    }

    /// Writes down what came of a call.
    pub(super) async fn called(&mut self, id: String, attempt: Attempt<ToolOutput>) -> Result<()> {
        let Some(call) = self.state.call(&id).cloned() else { return Ok(()) };
        let is_once = call.effect == Effect::Once;
        match attempt {
            Attempt::Said(Ok(output)) => self.completed(&call, output).await,
            // Nobody knows: its tool is asked, then a person.
            Attempt::Panicked | Attempt::TimedOut if is_once => Ok(()),
            Attempt::Said(Err(error)) if is_once && error.kind() == ErrorKind::InDoubt => Ok(()),
            Attempt::Panicked => {
                let message = format!("the tool `{}` panicked", call.tool);
                self.fail(&call, ErrorKind::Internal, message, false).await
            }
            Attempt::TimedOut => {
                let message = format!("the tool `{}` took too long and was given up", call.tool);
                self.fail(&call, ErrorKind::LimitExceeded, message, false).await
            }
            Attempt::Said(Err(error)) => {
                let again = error.is_retryable() && !is_once;
                self.fail(&call, error.kind(), told(&error), again).await
            }
        }
    }

    /// Writes down what became of a call that was interrupted.
    pub(super) async fn reconciled(&mut self, id: String, attempt: Attempt<Reconciled>) -> Result<()> {
        let Some(call) = self.state.call(&id).cloned() else { return Ok(()) };
        let why = match attempt {
            Attempt::Said(Ok(Reconciled::Done(output))) => return self.completed(&call, output).await,
            Attempt::Said(Ok(Reconciled::NotDone)) => {
                let message = "the call was interrupted and took no effect".to_owned();
                return self.fail(&call, ErrorKind::Unavailable, message, true).await;
            }
            Attempt::Said(Ok(Reconciled::Unknown)) => "the call was interrupted".to_owned(),
            Attempt::Said(Err(error)) => format!("the call was interrupted; its tool says: {}", told(&error)),
            Attempt::Panicked => "the call was interrupted; its tool panicked when it was asked".to_owned(),
            Attempt::TimedOut => "the call was interrupted; its tool does not answer".to_owned(),
        };
        self.commit(vec![RunEvent::ToolUnknown { call: id, why }]).await
    }

    async fn completed(&mut self, call: &Call, mut output: ToolOutput) -> Result<()> {
        let batch = output.batch.take().map(|batch| *batch);
        if batch.is_some() && call.effect != Effect::Transactional {
            let message =
                format!("the tool `{}` is not transactional, but returned what is to be stored", call.tool);
            return self.fail(call, ErrorKind::Internal, message, false).await;
        }
        if let Some(batch) = &batch
            && let Err(error) = self.own(batch)
        {
            return self.fail(call, error.kind(), told(&error), false).await;
        }
        output.evidence.truncate(EVIDENCE);
        let evidence = match output.evidence.is_empty() {
            true => None,
            false => {
                let places = serde_json::to_value(&output.evidence).map_err(|error| {
                    Error::internal("the evidence of a call cannot be written").with_source(error)
                })?;
                Some(self.shelf.stow(places).await)
            }
        };
        let stowed = match (self.shelf.stow(output.content).await, evidence.transpose()) {
            (Ok(content), Ok(evidence)) => Ok((content, evidence)),
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        let (content, evidence) = match stowed {
            Ok(stowed) => stowed,
            Err(error) if error.kind() == ErrorKind::LimitExceeded => {
                let message =
                    format!("what the tool `{}` returned cannot be used: {}", call.tool, error.message());
                return self.fail(call, ErrorKind::LimitExceeded, message, false).await;
            }
            Err(error) => return Err(error),
        };
        let (id, provenance) = (call.id.clone(), output.provenance);
        let event = RunEvent::ToolCompleted { call: id, content, provenance, evidence };
        match batch {
            None => self.write_behind(event, call.effect == Effect::Pure).await,
            Some(batch) => match self.commit_with(vec![event], batch).await {
                Err(error)
                    if matches!(error.kind(), ErrorKind::Conflict | ErrorKind::InvalidInput)
                        && !self.is_lost() =>
                {
                    let again = error.kind() == ErrorKind::Conflict;
                    self.fail(call, error.kind(), told(&error), again).await
                }
                outcome => outcome,
            },
        }
    }

    /// Writes down that a call failed, and when it is tried again if it may be.
    pub(super) async fn fail(
        &mut self,
        call: &Call,
        kind: ErrorKind,
        message: String,
        again: bool,
    ) -> Result<()> {
        let retry_at = (again && call.failures + 1 < ATTEMPTS).then(|| {
            let pause = PAUSE.saturating_mul(1 << call.failures.min(8));
            let pause = SignedDuration::try_from(pause).unwrap_or(SignedDuration::MAX);
            self.engine.clock.now().saturating_add(pause).unwrap_or(Timestamp::MAX)
        });
        self.commit(vec![RunEvent::ToolFailed { call: call.id.clone(), kind, message, retry_at }]).await
    }

    /// Checks that the batch of a tool leaves alone what is not its own.
    fn own(&self, batch: &Batch) -> Result<()> {
        let mut touched = batch.puts.iter().map(|put| put.record.collection);
        let mut deleted = batch.deletes.iter().map(|delete| delete.collection);
        let foreign = |name: &str| FOREIGN.iter().any(|collection| collection.name == name);
        let of_runs = |stream: &str| stream.starts_with("run/") || stream.starts_with("seal");
        if batch.workspace != *self.run_workspace()
            || touched.any(foreign)
            || deleted.any(foreign)
            || batch.appends.iter().any(|append| of_runs(&append.stream))
        {
            return Err(Error::invalid_input(
                "what a tool stores may change neither another workspace nor people, approvals, work or runs",
            ));
        }
        Ok(())
    }

    /// Returns the calls that may have taken effect, but have no outcome.
    pub(super) fn undecided(&self) -> Vec<String> {
        let open = self
            .state
            .open()
            .filter(|call| call.effect == Effect::Once && matches!(call.stage, CallStage::Started));
        open.map(|call| call.id.clone()).collect()
    }
}

/// The same in every try of a call.
fn key(run: &str, call: &str) -> String {
    PayloadHash::of(format!("{run}/{call}").as_bytes()).to_string()
}

/// What is kept of somebody else's message.
fn told(error: &Error) -> String {
    error.message().chars().map(|c| if c.is_control() { ' ' } else { c }).take(2_000).collect()
}
