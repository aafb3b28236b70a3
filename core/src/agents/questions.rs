//! What a run asks people, and what they say.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::asking::subject;
use super::event::{CallAnswer, RunEvent};
use super::handle::{ATTEMPTS, Agents, Word, over};
use super::record::Run;
use super::shelf::Shelf;
use super::state::{CallStage, RunState};
use super::stowed::Stowed;
use super::tool::Effect;
use crate::approvals::{Approval, NewDecision, Verdict, void_with};
use crate::error::{Error, ErrorKind, Result};
use crate::id::{ApprovalId, RunId};
use crate::rights::{Permission, Scope};
use crate::storage::Batch;

/// Something that a run waits for a person to say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RunQuestion {
    /// The call that it is about.
    pub call: String,
    /// The tool.
    pub tool: String,
    /// The arguments.
    pub arguments: Value,
    /// What kind of effect it has.
    pub effect: Effect,
    /// What is asked.
    pub asks: QuestionKind,
}

/// What a run asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum QuestionKind {
    /// May the call be made? Said by [`Agents::approve`], [`Agents::reject`] and [`Agents::edit`].
    MayItBeMade {
        /// The approval, which shows the call and where its values come from.
        approval: ApprovalId,
    },
    /// The call was interrupted: did it take effect? Said by [`Agents::answer`].
    DidItHappen,
}

impl Agents {
    /// Lists what a run waits for people to say (right `runs.read`).
    ///
    /// # Errors
    /// `not_found` when the workspace has no such run.
    pub async fn questions(&self, id: &RunId) -> Result<Vec<RunQuestion>> {
        let scope = self.guard.enter(Permission::RunsRead).await?;
        let (state, _) = self.standing(&scope, id).await?;
        let mut shelf = Shelf::new(Arc::clone(&self.engine.blobs), scope.workspace().clone());
        let mut questions = Vec::new();
        if state.ending.is_some() {
            return Ok(questions);
        }
        for call in state.open() {
            let asks = match &call.stage {
                CallStage::Asked { approval, .. } => QuestionKind::MayItBeMade { approval: approval.clone() },
                CallStage::Unknown => QuestionKind::DidItHappen,
                _ => continue,
            };
            let arguments = shelf.arguments(call).await?.unwrap_or_default();
            let (tool, effect) = (call.tool.clone(), call.effect);
            questions.push(RunQuestion { call: call.id.clone(), tool, arguments, effect, asks });
        }
        Ok(questions)
    }

    /// Agrees to a call that waits for approval (right `approvals.decide`). Agreeing twice counts once.
    ///
    /// # Errors
    /// `not_found`; `conflict` when the call does not wait for approval; `denied` for who may not decide this one.
    pub async fn approve(&self, id: &RunId, call: &str) -> Result<Approval> {
        self.decide(id, call, Verdict::Approve, None).await
    }

    /// Refuses a call that waits for approval, with a reason that the run is told (right `approvals.decide`). Refusing
    /// twice counts once.
    ///
    /// # Errors
    /// As [`Agents::approve`].
    pub async fn reject(&self, id: &RunId, call: &str, reason: Option<String>) -> Result<Approval> {
        self.decide(id, call, Verdict::Reject, reason).await
    }

    /// Changes the arguments of a call that waits for approval (right `approvals.decide`). What was asked is void, and
    /// the call is asked about anew.
    ///
    /// # Errors
    /// `not_found`; `conflict` when the call does not wait for approval; `invalid_input` for arguments that do not fit
    /// the tool's schema; `limit_exceeded` for more than 4 MiB.
    pub async fn edit(&self, id: &RunId, call: &str, arguments: Value) -> Result<Run> {
        let scope = self.guard.enter(Permission::ApprovalsDecide).await?;
        let (state, _) = self.standing(&scope, id).await?;
        let known = state.call(call).ok_or_else(|| missing(id, call))?;
        let pinned = self.engine.pinned(scope.workspace(), &state.spec).await?;
        let check = match pinned.tools.get(&known.tool) {
            Some(described) => described.check.clone(),
            None => self.engine.kit.tool(&known.tool)?.described.check.clone(),
        };
        if let Some(fault) = check.check(&arguments).first() {
            let message = format!(
                "the arguments of `{}` do not fit: at `{}`: {}",
                known.tool, fault.path, fault.message
            );
            return Err(Error::invalid_input(message));
        }
        let arguments = Stowed::stow(arguments, self.engine.at(scope.workspace())).await?;
        for _ in 0..ATTEMPTS {
            let (state, run) = self.standing(&scope, id).await?;
            over(&run)?;
            let stage = state.call(call).map(|call| &call.stage);
            if !matches!(stage, Some(CallStage::Asked { .. })) {
                return Err(conflict(format!("{call} of {id} does not wait for approval")));
            }
            // Whoever decides meanwhile changes the approval, so that this is a conflict.
            let mut batch = Batch::new(scope.workspace().clone());
            void_with(&scope, self.guard.now(), &subject(id, call), &mut batch).await?;
            let (arguments, by) = (arguments.clone(), scope.actor().clone());
            let event = RunEvent::CallEdited { call: call.to_owned(), arguments, by };
            let word = Word { event, after: None, batch: Some(batch) };
            match self.tell(&scope, id, "runs.edit", word).await {
                Err(error) if error.kind() == ErrorKind::Conflict => {}
                told => return told,
            }
        }
        Err(Error::unavailable(format!("{call} of {id} is decided on by others; look again")))
    }

    /// Says what became of a call that was interrupted (right `approvals.decide`).
    ///
    /// # Errors
    /// `not_found`; `conflict` when nobody asked; `limit_exceeded` for an outcome of more than 8 KiB.
    pub async fn answer(&self, id: &RunId, call: &str, answer: CallAnswer) -> Result<Run> {
        let scope = self.guard.enter(Permission::ApprovalsDecide).await?;
        if let CallAnswer::Done { content } = &answer {
            let stowed = Stowed::stow(content.clone(), self.engine.at(scope.workspace())).await?;
            if stowed.blob.is_some() {
                return Err(Error::limit_exceeded(
                    "the outcome of a call that a person gives has at most 8 KiB",
                ));
            }
        }
        let event = RunEvent::ToolAnswered { call: call.to_owned(), answer, by: scope.actor().clone() };
        for _ in 0..ATTEMPTS {
            let (state, run) = self.standing(&scope, id).await?;
            over(&run)?;
            let known = state.call(call).ok_or_else(|| missing(id, call))?;
            if known.stage != CallStage::Unknown {
                return Err(conflict(format!(
                    "nobody asked what became of {call} of {id}, or somebody has said it"
                )));
            }
            // Of two who answer at once the second finds the log longer.
            let word = Word { event: event.clone(), after: Some(state.head), batch: None };
            match self.tell(&scope, id, "runs.answer", word).await {
                Err(error) if error.kind() == ErrorKind::Conflict => {}
                told => return told,
            }
        }
        Err(Error::unavailable(format!("the run {id} moves on too fast to be told anything now")))
    }

    async fn decide(
        &self,
        id: &RunId,
        call: &str,
        verdict: Verdict,
        reason: Option<String>,
    ) -> Result<Approval> {
        let scope = self.guard.enter(Permission::ApprovalsDecide).await?;
        let (state, _) = self.standing(&scope, id).await?;
        state.call(call).ok_or_else(|| missing(id, call))?;
        let approvals = self.approvals.of(&subject(id, call)).await?;
        let last = approvals.into_iter().next_back();
        let last = last.ok_or_else(|| conflict(format!("{call} of {id} does not wait for approval")))?;
        let decision = NewDecision {
            id: format!("{}/{}", scope.actor(), verdict.name()),
            verdict,
            payload_hash: last.payload_hash.clone(),
            reason,
        };
        self.approvals.decide(&last.id, decision).await
    }

    /// Folds a run as it is now.
    pub(super) async fn standing(&self, scope: &Scope, id: &RunId) -> Result<(RunState, Run)> {
        let runs = self.runs(scope);
        let (run, _) = runs.get(id).await?;
        Ok((runs.standing(id).await?.state, run))
    }
}

fn missing(run: &RunId, call: &str) -> Error {
    let shown: String = call.chars().filter(|c| !c.is_control()).take(64).collect();
    Error::not_found(format!("the run {run} has no call `{shown}`"))
}

fn conflict(message: String) -> Error {
    Error::new(ErrorKind::Conflict, message)
}
