//! Asks people about calls: one question for exactly one tool and its arguments.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::calling::Attempt;
use super::drive::Drive;
use super::event::{AskReason, RunEvent};
use super::record::append;
use super::state::{Call, CallStage};
use super::taint;
use crate::approvals::{Approval, Approvals, Needed, NewApproval, PayloadHash, Subject};
use crate::error::{ErrorKind, Result};
use crate::id::RunId;
use crate::rights::Actor;
use crate::storage::Batch;

/// The kind of the subject.
pub(super) const SUBJECT: &str = "run_call";
/// The most bytes of arguments that lie in the question.
const SHOWN: usize = 50_000;

/// What an approval of a call is about.
pub(super) fn subject(run: &RunId, call: &str) -> Subject {
    Subject::new(SUBJECT, format!("{run}/{call}"))
}

/// Reads a subject back.
pub(super) fn of_subject(subject: &Subject) -> Option<(RunId, &str)> {
    let (run, call) = subject.id.split_once('/').filter(|_| subject.kind == SUBJECT)?;
    Some((run.parse().ok()?, call))
}

/// Hashes exactly what would be done: run, call, tool and arguments.
pub(super) fn hash(run: &RunId, call: &str, tool: &str, arguments: &Value) -> PayloadHash {
    let terms = json!({ "run": run, "call": call, "tool": tool, "arguments": arguments });
    PayloadHash::of(canonical(&terms).as_bytes())
}

/// One text for equal values: the names of fields in order, numbers as they are printed. Unlike the audit's it takes
/// fractions, as the arguments of tools have them.
pub(super) fn canonical(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(canonical).collect();
            format!("[{}]", items.join(","))
        }
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by_key(|(name, _)| *name);
            let of = |(name, value): (&String, &Value)| {
                format!("{}:{}", Value::String(name.clone()), canonical(value))
            };
            let fields: Vec<String> = fields.into_iter().map(of).collect();
            format!("{{{}}}", fields.join(","))
        }
        plain => plain.to_string(),
    }
}

impl Drive<'_> {
    /// Asks people whether a call may be made. Question and event are one commit.
    pub(super) async fn ask_people(&mut self, id: &str) -> Result<()> {
        for _ in 0..8 {
            self.settle().await?;
            let Some(call) = self.find(id).filter(|call| call.stage == CallStage::Asking) else {
                return Ok(());
            };
            let arguments = self.shelf.arguments(&call).await?.unwrap_or_default();
            let (now, payload_hash) =
                (self.engine.clock.now(), hash(&self.run.id, id, &call.tool, &arguments));
            let seconds = self.pinned.agent().and_then(|agent| agent.approval_seconds);
            let length = seconds.map(|seconds| SignedDuration::from_secs(seconds.into()));
            let expires_at = length.map(|length| now.saturating_add(length).unwrap_or(Timestamp::MAX));
            let question = NewApproval {
                subject: subject(&self.run.id, id),
                payload_hash: payload_hash.clone(),
                shown: self.shown(&call, &arguments).await?,
                needed: Needed {
                    // In an office of one person there is nobody else.
                    requester_may_approve: self.state.actor == Actor::Owner,
                    ..Needed::default()
                },
                expires_at,
            };
            let (run, head) = (self.run.id.clone(), self.state.head);
            let workspace = self.run_workspace().clone();
            let event = |approval: &Approval| RunEvent::ApprovalRequested {
                call: id.to_owned(),
                approval: approval.id.clone(),
                hash: payload_hash.clone(),
                expires: expires_at,
            };
            let approvals = self.approvals();
            let asked = approvals.request_with(question, |approval| {
                let mut batch = Batch::new(workspace);
                batch.appends.push(append(&run, Some(head), &[event(approval)], now)?);
                Ok(Some(batch))
            });
            match asked.await {
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::Conflict => {}
                // Who may not ask does not get the call made.
                Err(error) if matches!(error.kind(), ErrorKind::Denied | ErrorKind::NotFound) => {
                    return self.fail(&call, error.kind(), error.message().to_owned(), false).await;
                }
                Err(error) => return Err(error),
            }
            self.catch_up().await?;
        }
        Err(crate::Error::unavailable(format!("the run {} is written to too often to ask now", self.run.id)))
    }

    /// Lets a call fail that nobody decided on in time.
    pub(super) async fn lapse(&mut self, id: &str) -> Result<()> {
        match self.find(id).map(|call| call.stage) {
            Some(CallStage::Asked { approval, .. }) => {
                self.commit(vec![RunEvent::ApprovalLapsed { call: id.to_owned(), approval }]).await
            }
            _ => Ok(()),
        }
    }

    fn approvals(&self) -> Approvals {
        let guard = self.engine.guard(self.run_workspace(), &self.state.actor);
        Approvals::new(guard, Arc::clone(&self.engine.randomness))
    }

    /// What the tool says that the call would do, or why it cannot say it.
    async fn preview(&mut self, call: &Call) -> Result<Result<Value, String>> {
        let ticket = match self.ticket(call).await? {
            Ok(ticket) => ticket,
            // What the engine does by itself needs no words, and what cannot be made is told when it is tried.
            Err(_) => return Ok(Ok(Value::Null)),
        };
        Ok(match ticket.preview().await {
            Attempt::Said(Ok(preview)) if preview.to_string().len() <= SHOWN => Ok(preview),
            Attempt::Said(Ok(_)) => Err("what the call would do is too long to be shown".to_owned()),
            Attempt::Said(Err(error)) => Err(error.message().to_owned()),
            Attempt::Panicked => Err(format!("the tool `{}` panicked", call.tool)),
            Attempt::TimedOut => Err(format!("the tool `{}` took too long", call.tool)),
        })
    }

    /// What an approver sees: the call, what it would do, why it is asked about, and where its values may come from.
    async fn shown(&mut self, call: &Call, arguments: &Value) -> Result<Value> {
        let text = arguments.to_string();
        let is_cut = text.len() > SHOWN;
        let arguments =
            if is_cut { Value::String(text.chars().take(SHOWN / 4).collect()) } else { arguments.clone() };
        let (pointers, sources) = match &call.asks {
            Some(AskReason::Tainted { pointers, sources }) => (pointers.clone(), sources.clone()),
            Some(AskReason::Always) | None => (Vec::new(), None),
        };
        let mut sources = match sources {
            Some(sources) => self.shelf.evidence(&sources).await?,
            None => Vec::new(),
        };
        let preview = self.preview(call).await?;
        if let Ok(preview) = &preview
            && !preview.is_null()
            && let Some(read) = self.judge().untrusted().await?
        {
            sources = taint::sources(&taint::telling(preview), &read);
        }
        let sources = sources.iter().map(|evidence| {
            json!({
                "document": evidence.document,
                "place": evidence.place.to_string(),
                "span": evidence.span,
                "quote": evidence.quote.chars().take(2_000).collect::<String>(),
            })
        });
        Ok(json!({
            "run": self.run.id,
            "agent": self.run.agent,
            "call": call.id,
            "tool": call.tool,
            "effect": call.effect,
            "arguments": arguments,
            "arguments_cut": is_cut,
            "preview": preview.as_ref().ok(),
            "preview_failed": preview.as_ref().err(),
            "untrusted": pointers,
            "sources": sources.collect::<Vec<_>>(),
            "edited": call.is_edited,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_takes_fractions_and_does_not_depend_on_the_order_of_fields() {
        let run: RunId = "run_1".parse().unwrap();
        let of = |text: &str| hash(&run, "call_1", "pay", &serde_json::from_str(text).unwrap());
        assert_eq!(
            of(r#"{"a": 1.5, "b": [1, {"d": 2, "c": 3}]}"#),
            of(r#"{"b": [1, {"c": 3, "d": 2}], "a": 1.5}"#)
        );
        assert_ne!(of(r#"{"a": 1.5}"#), of(r#"{"a": 1.6}"#));
        assert_ne!(of(r#"{"a": "1"}"#), of(r#"{"a": 1}"#));
    }

    #[test]
    fn a_subject_reads_back() {
        let run: RunId = "run_1".parse().unwrap();
        assert_eq!(of_subject(&subject(&run, "call_2")), Some((run, "call_2")));
        assert_eq!(of_subject(&Subject::new("draft", "run_1/call_2")), None);
    }
}
