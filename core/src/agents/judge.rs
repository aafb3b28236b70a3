//! What the engine decides by itself, from how a run stands and what it is pinned to: the plans of calls, and whether an
//! answer is an outcome. A replay decides it again.

use std::sync::Arc;

use serde_json::Value;

use super::agent::GuardedText;
use super::event::{AskReason, RunEvent};
use super::shelf::Shelf;
use super::spec::{Described, Pinned};
use super::state::{CallStage, RunState, Said};
use super::stowed::Stowed;
use super::taint;
use super::tool::{ApprovalPolicy, Effect};
use crate::error::{Error, ErrorKind, Result};
use crate::evidence::{Evidence, Provenance};
use crate::models::Finish;

/// Decides for a run as it stands.
#[derive(Debug)]
pub(super) struct Judge<'a> {
    pub(super) state: &'a RunState,
    pub(super) pinned: &'a Pinned,
    pub(super) shelf: &'a mut Shelf,
}

impl Judge<'_> {
    /// Turns the last answer into the end of the run, or into the event that it does not fit.
    pub(super) async fn outcome(&mut self) -> Result<Result<Vec<RunEvent>, RunEvent>> {
        let Some(Said::Answer { text, finish, .. }) = self.state.said.last().cloned() else {
            return Err(Error::internal("a run without an answer was to end"));
        };
        let failed =
            |kind, message: &str| Ok(Ok(vec![RunEvent::RunFailed { kind, message: message.to_owned() }]));
        match finish {
            Finish::Refused => return failed(ErrorKind::Denied, "the model refused to answer"),
            Finish::Length => return failed(ErrorKind::LimitExceeded, "the model's answer was cut off"),
            Finish::Stop | Finish::ToolCalls => {}
        }
        let words = self.shelf.text(&text).await?;
        let pinned = self.pinned;
        if let Some(guardrail) = pinned.agent().and_then(|agent| agent.tripped(GuardedText::Output, &words)) {
            return Ok(Ok(vec![RunEvent::GuardrailTripped { guardrail: guardrail.to_owned() }]));
        }
        let Some((_, check)) = &pinned.output else {
            return Ok(Ok(vec![RunEvent::RunFinished { output: text }]));
        };
        let Ok(value) = serde_json::from_str::<Value>(&words) else {
            return Ok(Err(RunEvent::OutputRejected { errors: vec!["it is no JSON".to_owned()] }));
        };
        let faults = check.check(&value);
        if faults.is_empty() {
            return Ok(Ok(vec![RunEvent::RunFinished { output: self.shelf.stow(value).await? }]));
        }
        let errors = faults.iter().take(10).map(|fault| format!("at `{}`: {}", fault.path, fault.message));
        Ok(Err(RunEvent::OutputRejected { errors: errors.collect() }))
    }

    /// Plans a call: checks the arguments, and finds out whether a person has to agree. A call that cannot be made
    /// has failed with its plan.
    pub(super) async fn plan(
        &mut self,
        call: String,
        tool: &str,
        described: Option<Arc<Described>>,
        arguments: Option<Value>,
        stowed: Option<Stowed>,
    ) -> Result<Vec<RunEvent>> {
        let planned = |effect, asks| RunEvent::ToolPlanned {
            call: call.clone(),
            tool: tool.to_owned(),
            effect,
            arguments: stowed.clone(),
            asks,
        };
        let failed = |kind, message| {
            let failed = RunEvent::ToolFailed { call: call.clone(), kind, message, retry_at: None };
            Ok(vec![planned(Effect::Pure, None), failed])
        };
        let Some(described) = described else {
            return failed(
                ErrorKind::NotFound,
                format!("there is no tool `{tool}`; use one of those that are offered"),
            );
        };
        let Some(arguments) = arguments else {
            let message = "the arguments are no JSON object: write them again".to_owned();
            return failed(ErrorKind::InvalidInput, message);
        };
        let faults = described.check.check(&arguments);
        if !faults.is_empty() {
            let faults: Vec<String> = faults
                .iter()
                .take(10)
                .map(|fault| format!("at `{}`: {}", fault.path, fault.message))
                .collect();
            let message = format!("the arguments do not fit the tool's schema: {}", faults.join("; "));
            return failed(ErrorKind::InvalidInput, message);
        }
        let asks = match described.spec.approval {
            ApprovalPolicy::Never => None,
            ApprovalPolicy::Always => {
                let tainted = self.tainted(&arguments, &described.spec.parameters).await?;
                Some(tainted.unwrap_or(AskReason::Always))
            }
            ApprovalPolicy::WhenTainted => self.tainted(&arguments, &described.spec.parameters).await?,
        };
        Ok(vec![planned(described.spec.effect, asks)])
    }

    /// Says why a call is tainted, if it is.
    async fn tainted(&mut self, arguments: &Value, schema: &Value) -> Result<Option<AskReason>> {
        let Some(read) = self.untrusted().await? else { return Ok(None) };
        let trusted = self.trusted().await?;
        let pointers = taint::untraced(arguments, schema, &trusted);
        if pointers.is_empty() {
            return Ok(None);
        }
        let sources = taint::sources(&taint::values(arguments, &pointers), &read);
        let sources = match sources.is_empty() {
            true => None,
            false => Some(self.shelf.stow(serde_json::to_value(sources).unwrap_or_default()).await?),
        };
        Ok(Some(AskReason::Tainted { pointers, sources }))
    }

    /// Returns the places of the untrusted texts that the run has read; nothing when it has read none.
    pub(super) async fn untrusted(&mut self) -> Result<Option<Vec<Evidence>>> {
        let mut read = None;
        if let Some(sources) = self.state.parent.as_ref().and_then(|parent| parent.sources.clone()) {
            read = Some(self.shelf.evidence(&sources).await?);
        }
        for call in &self.state.calls {
            if let CallStage::Done { provenance: Provenance::Document, evidence, .. } = &call.stage {
                let read = read.get_or_insert_with(Vec::new);
                if let Some(evidence) = evidence {
                    read.extend(self.shelf.evidence(evidence).await?);
                }
            }
        }
        Ok(read)
    }

    /// Returns the texts that persons and this library stand behind. An output repeats what its call was given: that of
    /// a call with untraced arguments, to which nobody agreed, is no such text, whatever its tool says of it.
    async fn trusted(&mut self) -> Result<Vec<String>> {
        let mut trusted = Vec::new();
        if let Some(agent) = self.pinned.agent() {
            trusted.push(agent.instructions.clone());
        }
        // What a tainted run wrote for its child is as tainted.
        let skip = usize::from(self.state.parent.as_ref().is_some_and(|parent| parent.sources.is_some()));
        let inputs = self.state.said.iter().filter_map(|said| match said {
            Said::Input(input) => Some(input),
            _ => None,
        });
        for input in inputs.skip(skip) {
            trusted.push(words(&self.shelf.get(input).await?));
        }
        for call in &self.state.calls {
            if call.is_edited {
                trusted.push(words(&self.shelf.get(&call.arguments).await?));
            }
            let CallStage::Done { content, provenance: Provenance::System | Provenance::User, .. } =
                &call.stage
            else {
                continue;
            };
            if call.asks.is_none() {
                let arguments = self.shelf.arguments(call).await?.unwrap_or_default();
                let schema =
                    self.pinned.tools.get(&call.tool).map_or(&Value::Null, |tool| &tool.spec.parameters);
                if says_something(&arguments) && !taint::untraced(&arguments, schema, &trusted).is_empty() {
                    continue;
                }
            }
            trusted.push(words(&self.shelf.get(content).await?));
        }
        Ok(trusted)
    }
}

/// Whether arguments hold anything that an output could repeat.
fn says_something(arguments: &Value) -> bool {
    arguments.as_object().is_none_or(|fields| !fields.is_empty())
}

/// All texts and numbers of a value, each on a line.
fn words(value: &Value) -> String {
    let (mut words, mut open) = (String::new(), vec![value]);
    while let Some(value) = open.pop() {
        match value {
            Value::String(text) => words.push_str(text),
            Value::Array(items) => open.extend(items.iter().rev()),
            Value::Object(fields) => open.extend(fields.values().rev()),
            other => words.push_str(&other.to_string()),
        }
        words.push_str(" \u{1f} ");
    }
    words
}
